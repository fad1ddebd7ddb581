"""The OAuth 2.0 authorization server of both services.

One server answers for Fitbit and for Google: consent page, token endpoint and revocation.
What sets the two apart is in their dialects, ``fitbit.dialect`` and ``google.dialect``.
"""
