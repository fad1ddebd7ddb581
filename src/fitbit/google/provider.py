"""Google as the authorization server, with Google Health behind the Fitbit Web API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from requests import Response
from requests.adapters import BaseAdapter

from fitbit.clock import Clock
from fitbit.exceptions import BadResponse
from fitbit.google.scopes import READ, WRITE
from fitbit.providers import FITBIT, Provider, ProviderHooks
from fitbit.responses.bodies import as_object, error_type_of, read_errors, read_json

REAUTHORIZATION_HINT = (
    "Send the user through authorize_token_url() and fetch_access_token() again. Google ends a "
    "refresh token seven days after the consent while the project's consent screen is in "
    "'Testing', when the user withdraws the consent, after six months without use, and when the "
    "same user has more than 100 of one client."
)


@dataclass(frozen=True)
class GoogleHooks(ProviderHooks):
    """Fitbit's paths answered from Google Health at *base*, and Google's tokeninfo."""

    base: str

    def api_adapter(self, upstream: BaseAdapter | None, clock: Clock) -> BaseAdapter:
        """Return the adapter that translates between the Fitbit Web API and Google Health."""
        # The translator takes longer to load than all the rest, and most programs do without it.
        from fitbit.google.adapter import GoogleHealthAdapter  # noqa: PLC0415

        return GoogleHealthAdapter(upstream, clock, self.base)

    def introspection_form(self, token: str) -> dict[str, str]:
        """Return the form that Google's tokeninfo takes."""
        return {"access_token": token}

    def read_introspection(self, response: Response) -> dict[str, Any]:
        """Return what Google knows of an access token as Fitbit's introspection writes it.

        ``scope`` stays in Google's words, and ``user_id`` and ``iat`` are absent.
        """
        if error_type_of(read_errors(response)) == "invalid_token":
            return {"active": False}
        answer = as_object(read_json(response))
        if answer is None:
            raise BadResponse("The answer is not a JSON object.", response)
        return {
            "active": True,
            "client_id": answer.get("aud"),
            "exp": int(float(answer.get("exp") or 0) * 1000),
            "scope": answer.get("scope", ""),
            "token_type": "access_token",
        }


def google_health(
    *,
    name: str = "google-health",
    accounts: str = "https://accounts.google.com",
    oauth: str = "https://oauth2.googleapis.com",
    api: str = "https://health.googleapis.com",
) -> Provider:
    """Return the provider for Google's addresses, or for those of something that acts as Google.

    What acts as Google names itself as Google does (``issuer``).  ``api_url`` is Fitbit's, since
    it is the Fitbit Web API that is asked; what answers there is the translator, and nothing
    goes to that host.
    """
    return Provider(
        name=name,
        authorization_url=f"{accounts}/o/oauth2/v2/auth",
        token_url=f"{oauth}/token",
        revocation_url=f"{oauth}/revoke",
        introspection_url=f"{oauth}/tokeninfo",
        api_url=FITBIT.api_url,
        issuer="https://accounts.google.com",
        token_endpoint_auth_method="client_secret_post",  # noqa: S106 - a method
        extra_authorize_params={"access_type": "offline", "prompt": "consent"},
        scope_names=READ,
        write_scope_names=WRITE,
        identity_url=f"{api}/v4/users/me/identity",
        introspection_endpoint_auth_method="none",
        grant_types_supported=("authorization_code", "refresh_token"),
        reauthorization_hint=REAUTHORIZATION_HINT,
        hooks=GoogleHooks(f"{api}/v4/"),
    )


GOOGLE_HEALTH = google_health()
"""Google Health, where the Fitbit Web API lives on: users have to consent there anew."""
