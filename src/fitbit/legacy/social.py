"""Friends, invitations and badges; Fitbit removed the invitations."""

# The old names call each other, because programs patch them.
# pyright: reportDeprecated=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fitbit.legacy._base import LegacyCalls
from fitbit.legacy._deprecated import deprecated
from fitbit.legacy._paths import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEADERBOARD_PERIODS = ["7d", "30d"]


class Social(LegacyCalls):
    """Friends, invitations and badges."""

    @deprecated("Use Fitbit.friends.get_friends().")
    def get_friends(self, user_id: str | None = None) -> Any:
        """Read the user's friends at version 1's address.

        Fitbit moved friends to version 1.1 and may answer 404 here (HTTPNotFound).  Returned
        ``{"friends": [{"user": {…}}]}``.  Scope: social.
        Successor: ``fb.friends.get_friends()``.
        https://dev.fitbit.com/build/reference/web-api/friends/get-friends/
        """
        return self.make_request(self._url("/user/{user}/friends.json", user_id))

    @deprecated("Use Fitbit.friends.get_leaderboard().")
    def get_friends_leaderboard(self, period: str) -> Any:
        """Read the leaderboard of 7d or 30d, which Fitbit removed.

        Another period raises ValueError.  Fitbit answers 404, raised as HTTPNotFound; its
        successor is version 1.1's ``leaderboard/friends.json``.  Scope: social.
        Successor: ``fb.friends.get_leaderboard()``.
        https://dev.fitbit.com/build/reference/web-api/friends/get-friends-leaderboard/
        """
        known = one_of(period, _LEADERBOARD_PERIODS, "period")
        path = "/user/{user}/friends/leaders/{period}.json"
        return self.make_request(self._url(path, period=known))

    @deprecated("Fitbit removed it, and has no successor.")
    def invite_friend(self, data: Mapping[str, Any]) -> Any:
        """Invite a friend by ``invitedUserEmail`` or ``invitedUserId``, which Fitbit removed.

        Fitbit answers 404, raised as HTTPNotFound.  Scope: social.
        Successor: none.
        https://dev.fitbit.com/build/reference/web-api/friends/
        """
        return self.make_request(self._url("/user/{user}/friends/invitations.json"), data=data)

    @deprecated("Fitbit removed it, and has no successor.")
    def invite_friend_by_email(self, email: str) -> Any:
        """Invite a friend by e-mail address, which Fitbit removed.

        Fitbit answers 404, raised as HTTPNotFound.  Scope: social.
        Successor: none.
        https://dev.fitbit.com/build/reference/web-api/friends/
        """
        return self.invite_friend({"invitedUserEmail": email})

    @deprecated("Fitbit removed it, and has no successor.")
    def invite_friend_by_userid(self, user_id: str) -> Any:
        """Invite a friend by encoded user id, which Fitbit removed.

        Fitbit answers 404, raised as HTTPNotFound.  Scope: social.
        Successor: none.
        https://dev.fitbit.com/build/reference/web-api/friends/
        """
        return self.invite_friend({"invitedUserId": user_id})

    @deprecated("Fitbit removed it, and has no successor.")
    def respond_to_invite(
        self,
        other_user_id: str,
        accept: bool = True,  # noqa: FBT001, FBT002 - python-fitbit's signature
    ) -> Any:
        """Accept or reject an invitation, which Fitbit removed.

        Fitbit answers 404, raised as HTTPNotFound.  Scope: social.
        Successor: none.
        https://dev.fitbit.com/build/reference/web-api/friends/
        """
        path = "/user/{user}/friends/invitations/{other_user_id}.json"
        url = self._url(path, other_user_id=other_user_id)
        return self.make_request(url, data={"accept": "true" if accept else "false"})

    @deprecated("Fitbit removed it, and has no successor.")
    def accept_invite(self, other_user_id: str) -> Any:
        """Accept an invitation, which Fitbit removed.

        Fitbit answers 404, raised as HTTPNotFound.  Scope: social.
        Successor: none.
        https://dev.fitbit.com/build/reference/web-api/friends/
        """
        return self.respond_to_invite(other_user_id)

    @deprecated("Fitbit removed it, and has no successor.")
    def reject_invite(self, other_user_id: str) -> Any:
        """Reject an invitation, which Fitbit removed.

        Fitbit answers 404, raised as HTTPNotFound.  Scope: social.
        Successor: none.
        https://dev.fitbit.com/build/reference/web-api/friends/
        """
        return self.respond_to_invite(other_user_id, accept=False)

    @deprecated("Use Fitbit.user.get_badges().")
    def get_badges(self, user_id: str | None = None) -> Any:
        """Read the user's badges.

        Returns ``{"badges": [{"badgeType": …, "timesAchieved": …, "value": …}]}``.
        Scope: profile.
        Successor: ``fb.user.get_badges()``.
        https://dev.fitbit.com/build/reference/web-api/user/get-badges/
        """
        return self.make_request(self._url("/user/{user}/badges.json", user_id))
