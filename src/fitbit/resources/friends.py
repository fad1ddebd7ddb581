"""The user's friends and where each stands this week."""

from __future__ import annotations

from fitbit.arguments.types import JSON
from fitbit.resources._base import EndpointGroup


class Friends(EndpointGroup):
    """Friends; scope social.

    Friends who hide themselves raise HTTPForbidden or are left out.
    """

    def get_friends(self, *, user_id: str = "-") -> JSON:
        """Read the user's friends.

        Returns ``{"data": [{"type": "person", "id": …, "attributes": {"name": …, …}}]}``.
        Scope: social.
        https://dev.fitbit.com/build/reference/web-api/friends/get-friends/
        """
        return self._get("/1.1/user/{user-id}/friends.json", user_id=user_id)

    def get_leaderboard(self, *, user_id: str = "-") -> JSON:
        """Read the steps of user and friends over the last seven days, the ranking.

        Returns ``{"data": [{"type": "ranked-user", …}], "included": [{"type": "person", …}]}``.
        Scope: social.
        https://dev.fitbit.com/build/reference/web-api/friends/get-friends-leaderboard/
        """
        return self._get("/1.1/user/{user-id}/leaderboard/friends.json", user_id=user_id)
