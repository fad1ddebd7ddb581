"""Irregular Rhythm Notifications (IRN): alerts that the user has read, and enrolment."""

from __future__ import annotations

from collections.abc import Iterator

from fitbit.arguments.types import JSON, MomentLike, Sort
from fitbit.resources._paginated import PaginatedGroup, page_query

MAX_LIMIT = 10


class IrregularRhythmNotifications(PaginatedGroup):
    """Irregular rhythm notifications; scope irregular_rhythm_notifications."""

    def get_alerts_list(
        self,
        *,
        before_date: MomentLike | None = None,
        after_date: MomentLike | None = None,
        sort: Sort | None = None,
        limit: int = MAX_LIMIT,
        user_id: str = "-",
    ) -> JSON:
        """Read one page of alerts, before or after a day or moment; ``iter_alerts`` reads all.

        Give one of the two dates; ``sort`` follows from it, and ``limit`` is 10 at most.  Returns
        ``{"alerts": [{"alertTime": …, "detectedTime": …, "windows": [{"startTime": …, "bpmData":
        [{"dataTime": …, "value": 73}]}]}], "pagination": {…}}``.  Raises InvalidArguments unless
        exactly one of the two dates is given, InvalidValue for a larger ``limit``.
        Scope: irregular_rhythm_notifications.
        https://dev.fitbit.com/build/reference/web-api/irregular-rhythm-notifications/get-irn-alerts-list/
        """
        query = page_query(before_date, after_date, sort, limit, MAX_LIMIT)
        return self._get("/1/user/{user-id}/irn/alerts/list.json", query, user_id=user_id)

    def iter_alerts(
        self,
        *,
        before_date: MomentLike | None = None,
        after_date: MomentLike | None = None,
        limit: int = MAX_LIMIT,
        user_id: str = "-",
    ) -> Iterator[JSON]:
        """Yield all alerts before a day (newest first) or after one (oldest first).

        Yields what ``get_alerts_list`` has under ``alerts``, one request per ``limit`` alerts.
        Raises InvalidArguments unless exactly one of the two dates is given.
        Scope: irregular_rhythm_notifications.
        https://dev.fitbit.com/build/reference/web-api/irregular-rhythm-notifications/get-irn-alerts-list/
        """
        query = page_query(before_date, after_date, None, limit, MAX_LIMIT)
        return self._iterate("/1/user/{user-id}/irn/alerts/list.json", query, user_id, "alerts")

    def get_profile(self, *, user_id: str = "-") -> JSON:
        """Read whether the user takes part.

        Returns ``{"onboarded": true, "enrolled": true, "lastUpdated": "2026-01-31T17:12:30.000"}``.
        Scope: irregular_rhythm_notifications.
        https://dev.fitbit.com/build/reference/web-api/irregular-rhythm-notifications/get-irn-profile/
        """
        return self._get("/1/user/{user-id}/irn/profile.json", user_id=user_id)
