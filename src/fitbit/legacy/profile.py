"""The user's profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fitbit.legacy._base import LegacyCalls
from fitbit.legacy._deprecated import deprecated

if TYPE_CHECKING:
    from collections.abc import Mapping


class Profile(LegacyCalls):
    """The profile."""

    @deprecated("Use Fitbit.user.get_profile().")
    def user_profile_get(self, user_id: str | None = None) -> Any:
        """Read a user's profile, that of the authorized user unless given.

        Returns ``{"user": {"displayName": …, "encodedId": …, "height": …, "timezone": …}}``;
        height and weight are in the units that ``system`` sets.  Another user's profile is
        subject to that user's privacy settings (HTTPForbidden).  Scope: profile.
        Successor: ``fb.user.get_profile()``.
        https://dev.fitbit.com/build/reference/web-api/user/get-profile/
        """
        return self.make_request(self._url("/user/{user}/profile.json", user_id))

    @deprecated("Use Fitbit.user.update_profile().")
    def user_profile_update(self, data: Mapping[str, Any]) -> Any:
        """Change the profile: every key of ``data`` replaces that value.

        Returns ``{"user": {…}}``; an unknown value raises HTTPBadRequest.  Scope: profile.
        Successor: ``fb.user.update_profile()``.
        https://dev.fitbit.com/build/reference/web-api/user/update-profile/
        """
        return self.make_request(self._url("/user/{user}/profile.json"), data)
