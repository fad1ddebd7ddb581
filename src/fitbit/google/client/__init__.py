"""What talks to Google: requests, the quota, a short-lived cache and whole answers."""
