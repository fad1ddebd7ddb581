"""Holds electrocardiograms (ECG) that were taken on a device."""

from __future__ import annotations

from collections.abc import Iterator

from fitbit.arguments.checks import Sort
from fitbit.arguments.dates import MomentLike
from fitbit.arguments.types import JSON
from fitbit.resources._lists import ListedChapter, page_query

MOST_LOGS = 10


class Electrocardiogram(ListedChapter):
    """Reads ECG readings; scope electrocardiogram."""

    def get_log_list(
        self,
        *,
        before_date: MomentLike | None = None,
        after_date: MomentLike | None = None,
        sort: Sort | None = None,
        limit: int = MOST_LOGS,
        user_id: str = "-",
    ) -> JSON:
        """Read one page of readings, before or after a day or moment; ``iter_logs`` reads all.

        Give one of the two dates; ``sort`` follows from it, and ``limit`` is 10 at most.  Returns
        ``{"ecgReadings": [{"averageHeartRate": 70, "resultClassification": …, "waveformSamples":
        […], "samplingFrequencyHz": "250", "scalingFactor": 10922, …}], "pagination": {…}}``.
        https://dev.fitbit.com/build/reference/web-api/electrocardiogram/get-ecg-log-list/
        """
        query = page_query(before_date, after_date, sort, limit, MOST_LOGS)
        return self._list("/1/user/{user-id}/ecg/list.json", query, user_id)

    def iter_logs(
        self,
        *,
        before_date: MomentLike | None = None,
        after_date: MomentLike | None = None,
        limit: int = MOST_LOGS,
        user_id: str = "-",
    ) -> Iterator[JSON]:
        """Walk over all readings before a day (newest first) or after one (oldest first).

        Yields what ``get_log_list`` has under ``ecgReadings``, one request per ``limit`` readings.
        """
        query = page_query(before_date, after_date, None, limit, MOST_LOGS)
        return self._walk("/1/user/{user-id}/ecg/list.json", query, user_id, "ecgReadings")
