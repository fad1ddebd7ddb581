"""Answers Fitbit Web API calls from the Google Health API, as a requests adapter.

``provider`` describes Google as an authorization server, ``adapter`` is what gets mounted on
Fitbit's API base, ``routes`` is the table of every call with its verdict and its differences.
Nothing here knows of the client's methods: it translates (method, path, query, body).
"""
