"""What came back: bodies of both error shapes, and their redaction."""
