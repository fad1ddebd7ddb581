"""requests-oauthlib's compliance fix for Fitbit, where python-fitbit had its own.

This library reads token answers itself and does not need it; programs that build an OAuth2Session
of their own do.
"""

from __future__ import annotations

from requests_oauthlib.compliance_fixes import fitbit_compliance_fix

__all__ = ["fitbit_compliance_fix"]
