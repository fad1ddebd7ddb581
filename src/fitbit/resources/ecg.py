"""Electrocardiograms (ECG) that were taken on a device."""

from __future__ import annotations

from collections.abc import Iterator

from fitbit.arguments.types import JSON, MomentLike, Sort
from fitbit.resources._paginated import PaginatedGroup, page_query

MAX_LIMIT = 10


class Electrocardiogram(PaginatedGroup):
    """ECG readings; scope electrocardiogram."""

    def get_log_list(
        self,
        *,
        before_date: MomentLike | None = None,
        after_date: MomentLike | None = None,
        sort: Sort | None = None,
        limit: int = MAX_LIMIT,
        user_id: str = "-",
    ) -> JSON:
        """Read one page of readings, before or after a day or moment; ``iter_logs`` reads all.

        Give one of the two dates; ``sort`` follows from it, and ``limit`` is 10 at most.  Returns
        ``{"ecgReadings": [{"averageHeartRate": 70, "resultClassification": …, "waveformSamples":
        […], "samplingFrequencyHz": "250", "scalingFactor": 10922, …}], "pagination": {…}}``.
        Raises InvalidArguments unless exactly one of the two dates is given, InvalidValue for a
        larger ``limit``.
        Scope: electrocardiogram.
        https://dev.fitbit.com/build/reference/web-api/electrocardiogram/get-ecg-log-list/
        """
        query = page_query(before_date, after_date, sort, limit, MAX_LIMIT)
        return self._get("/1/user/{user-id}/ecg/list.json", query, user_id=user_id)

    def iter_logs(
        self,
        *,
        before_date: MomentLike | None = None,
        after_date: MomentLike | None = None,
        limit: int = MAX_LIMIT,
        user_id: str = "-",
    ) -> Iterator[JSON]:
        """Yield all readings before a day (newest first) or after one (oldest first).

        Yields what ``get_log_list`` has under ``ecgReadings``, one request per ``limit`` readings.
        Raises InvalidArguments unless exactly one of the two dates is given.
        Scope: electrocardiogram.
        https://dev.fitbit.com/build/reference/web-api/electrocardiogram/get-ecg-log-list/
        """
        query = page_query(before_date, after_date, None, limit, MAX_LIMIT)
        return self._iterate("/1/user/{user-id}/ecg/list.json", query, user_id, "ecgReadings")
