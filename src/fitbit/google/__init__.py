"""The Google Health API in the shape of the Fitbit Web API, as a requests adapter.

``provider`` describes Google as an authorization server, ``adapter`` is mounted on Fitbit's API
base.  Below it, ``routes`` is the table of every call with its differences, ``answers`` has a
module for each chapter of Fitbit's reference, and ``client`` talks to Google.  Nothing here
knows of Fitbit's methods in Python: what is translated is (method, path, query, body).
"""
