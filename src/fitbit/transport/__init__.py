"""How a request travels: the session, the rate limit, and what a fork resets."""
