"""What may be asked: dates, checks and the types of arguments."""
