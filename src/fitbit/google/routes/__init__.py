"""What each call of the Fitbit Web API is answered with, and how the answers differ."""
