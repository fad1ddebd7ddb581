"""The Fitbit half of the sandbox: the Web API, its rules and its notifications."""
