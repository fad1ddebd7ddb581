"""Weight and body fat: their logs by date and their goals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fitbit.exceptions import InvalidValue
from fitbit.legacy._deprecated import deprecated
from fitbit.legacy._paths import today
from fitbit.legacy.time_series import TimeSeries

if TYPE_CHECKING:
    from fitbit.legacy._paths import DateLike


class Body(TimeSeries):
    """Weight and body-fat logs and their goals."""

    @deprecated("Use Fitbit.body.get_goals() or Fitbit.body.create_fat_goal().")
    def body_fat_goal(self, fat: float | str | None = None) -> Any:
        """Read the body-fat goal, or set it.

        ``fat`` is percent.  Returns ``{"goal": {"fat": …}}``.  Scope: weight.
        Successors: ``fb.body.get_goals()``, ``fb.body.create_fat_goal()``.
        https://dev.fitbit.com/build/reference/web-api/body/create-bodyfat-goal/
        """
        return self._resource_goal("body/log/fat", {"fat": fat})

    @deprecated("Use Fitbit.body.get_goals() or Fitbit.body.create_weight_goal().")
    def body_weight_goal(
        self,
        start_date: DateLike | None = None,
        start_weight: float | str | None = None,
        weight: float | str | None = None,
    ) -> Any:
        """Read the weight goal, or set it.

        Returns ``{"goal": {"goalType": …, "startDate": …, "startWeight": …, "weight": …}}``;
        weights are pounds for en_US, stone for en_GB, kilograms otherwise.  To set it give
        ``start_date`` and ``start_weight``, without which ValueError is raised, and ``weight``
        where there is no goal yet.  Scope: weight.
        Successors: ``fb.body.get_goals()``, ``fb.body.create_weight_goal()``.
        https://dev.fitbit.com/build/reference/web-api/body/create-weight-goal/
        """
        start = None if start_date is None else self._get_date_string(start_date)
        data = {"startDate": start, "startWeight": start_weight, "weight": weight}
        given = self._filter_nones(data)
        if given and not {"startDate", "startWeight"} <= given.keys():
            raise InvalidValue("A weight goal needs start_date and start_weight")
        return self._resource_goal("body/log/weight", given)

    @deprecated(
        "Use Fitbit.body.get_weight_log() or Fitbit.body.get_weight_time_series_by_date() "
        "or Fitbit.body.get_weight_time_series_by_date_range()."
    )
    def get_bodyweight(
        self,
        base_date: DateLike | None = None,
        user_id: str | None = None,
        period: str | None = None,
        end_date: DateLike | None = None,
    ) -> Any:
        """Read the weight logs of a day (today unless given), a period or a range.

        Returns ``{"weight": [{"bmi": …, "date": …, "logId": …, "time": …, "weight": …}]}``,
        pounds for en_US, stone for en_GB, kilograms otherwise.  ``period`` and ``end_date``
        together raise TypeError, an unknown period ValueError.  Fitbit takes periods up to 1m
        and ranges up to 31 days here; longer ones raise HTTPBadRequest, and
        ``time_series("body/weight")`` reaches further.  Scope: weight.
        Successors: ``fb.body.get_weight_log()``, ``fb.body.get_weight_time_series_by_date()``,
        ``fb.body.get_weight_time_series_by_date_range()``.
        https://dev.fitbit.com/build/reference/web-api/body/get-weight-log/
        """
        return self._get_body("weight", base_date, user_id, period, end_date)

    @deprecated(
        "Use Fitbit.body.get_fat_log() or Fitbit.body.get_fat_time_series_by_date() or "
        "Fitbit.body.get_fat_time_series_by_date_range()."
    )
    def get_bodyfat(
        self,
        base_date: DateLike | None = None,
        user_id: str | None = None,
        period: str | None = None,
        end_date: DateLike | None = None,
    ) -> Any:
        """Read the body-fat logs of a day (today unless given), a period or a range.

        Returns ``{"fat": [{"date": …, "fat": …, "logId": …, "time": …}]}``, in percent.
        ``period`` and ``end_date`` together raise TypeError, an unknown period ValueError.
        Fitbit takes periods up to 1m and ranges up to 30 days here; longer ones raise
        HTTPBadRequest, and ``time_series("body/fat")`` reaches further.  Scope: weight.
        Successors: ``fb.body.get_fat_log()``, ``fb.body.get_fat_time_series_by_date()``,
        ``fb.body.get_fat_time_series_by_date_range()``.
        https://dev.fitbit.com/build/reference/web-api/body/get-bodyfat-log/
        """
        return self._get_body("fat", base_date, user_id, period, end_date)

    def _get_body(
        self,
        type_: str,
        base_date: DateLike | None = None,
        user_id: str | None = None,
        period: str | None = None,
        end_date: DateLike | None = None,
    ) -> Any:
        """Read the logs of weight or fat."""
        base = self._get_date_string(base_date or today())
        if not period and not end_date:
            path = "/user/{user}/body/log/{type_}/date/{base_date}.json"
            return self.make_request(self._url(path, user_id, type_=type_, base_date=base))
        end = self._series_end(period, end_date)
        path = "/user/{user}/body/log/{type_}/date/{base_date}/{end}.json"
        return self.make_request(self._url(path, user_id, type_=type_, base_date=base, end=end))
