"""Series over days and within a day."""

from __future__ import annotations

from typing import Any

from fitbit.exceptions import InvalidArguments
from fitbit.legacy._base import LegacyCalls
from fitbit.legacy._deprecated import deprecated
from fitbit.legacy._paths import DateLike, TimeLike, one_of, time_text

_DETAIL_LEVELS = ["1sec", "1min", "5min", "15min"]


class TimeSeries(LegacyCalls):
    """Series of values by day and by minute."""

    @deprecated(
        "Use Fitbit.activity.get_time_series_by_date() or "
        "Fitbit.body.get_time_series_by_date() or "
        "Fitbit.heart_rate.get_time_series_by_date() or "
        "Fitbit.nutrition.get_time_series_by_date() or "
        "Fitbit.sleep.get_log_by_date_range()."
    )
    def time_series(
        self,
        resource: str,
        user_id: str | None = None,
        base_date: DateLike = "today",
        period: str | None = None,
        end_date: DateLike | None = None,
    ) -> Any:
        """Read the daily values of a resource, by period or up to an end date.

        ``resource`` is Fitbit's name, such as ``activities/steps``, ``activities/heart``,
        ``body/weight``, ``foods/log/caloriesIn`` or ``sleep/minutesAsleep``.  Returns one key
        named after it, ``{"activities-steps": [{"dateTime": "2020-01-05", "value": "2504"}]}``:
        values are text, oldest first, in the units that ``system`` sets.

        Give ``period`` (one of ``PERIODS``; the series ends on ``base_date``) or ``end_date``
        (the series begins on ``base_date``): both raise TypeError, neither or an unknown period
        raises ValueError.  The longest range is 1095 days for activities, a year for heart rate,
        30 days for activityCalories; what is longer is refused by Fitbit (HTTPBadRequest).
        Scope: that of the resource.
        Successors: ``fb.activity.get_time_series_by_date()``,
        ``fb.body.get_time_series_by_date()``, ``fb.heart_rate.get_time_series_by_date()``,
        ``fb.nutrition.get_time_series_by_date()``, ``fb.sleep.get_log_by_date_range()``.
        https://dev.fitbit.com/build/reference/web-api/activity-timeseries/get-activity-timeseries-by-date/
        """
        end = self._series_end(period, end_date)
        path = "/user/{user}/{resource}/date/{base_date}/{end}.json"
        base = self._get_date_string(base_date)
        return self.make_request(
            self._url(path, user_id, resource=resource, base_date=base, end=end)
        )

    def _series_end(self, period: str | None, end_date: DateLike | None) -> str:
        """Return the last part of a series' path: the period or the end date."""
        if period and end_date:
            raise InvalidArguments("Give either period or end_date, not both")
        if end_date:
            return self._get_date_string(end_date)
        return one_of(period, self.PERIODS, "Without end_date, period")

    @deprecated(
        "Use Fitbit.activity.get_intraday_by_date() or Fitbit.heart_rate.get_intraday_by_date()."
    )
    def intraday_time_series(
        self,
        resource: str,
        base_date: DateLike = "today",
        detail_level: str = "1min",
        start_time: TimeLike | None = None,
        end_time: TimeLike | None = None,
    ) -> Any:
        """Read the values within one day, of the authorized user.

        ``resource`` is as in ``time_series``: calories, distance, elevation, floors, steps and
        heart rate have intraday values.  ``detail_level`` is 1sec (heart rate only), 1min, 5min
        or 15min; another one raises ValueError.  Give both times or none, one alone raises
        TypeError; the end is inclusive.  Returns the day's total and a second key such as
        ``"activities-steps-intraday": {"dataset": [{"time": "00:00:00", "value": 1}], …}``,
        whose values are numbers.

        Fitbit gives intraday data to applications of type Personal and to those it approved;
        others get HTTPForbidden.  Scope: activity, or heartrate.
        Successors: ``fb.activity.get_intraday_by_date()``,
        ``fb.heart_rate.get_intraday_by_date()``.
        https://dev.fitbit.com/build/reference/web-api/intraday/get-activity-intraday-by-date/
        """
        level = one_of(detail_level, _DETAIL_LEVELS, "detail_level")
        times = _window(start_time, end_time)
        path = "/user/{user}/{resource}/date/{base_date}/1d/{level}.json"
        if times:
            path = "/user/{user}/{resource}/date/{base_date}/1d/{level}/time/{start}/{end}.json"
        base = self._get_date_string(base_date)
        return self.make_request(
            self._url(path, resource=resource, base_date=base, level=level, **times)
        )


def _window(start: TimeLike | None, end: TimeLike | None) -> dict[str, str]:
    """Return both ends of the window as ``HH:MM``, or nothing where none was given."""
    missing = [time is None or time == "" for time in (start, end)]
    if all(missing):
        return {}
    if any(missing):
        raise InvalidArguments("Give both start_time and end_time, or neither")
    return {"start": time_text(start), "end": time_text(end)}
