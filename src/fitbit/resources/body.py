"""Weight and body fat: their logs and goals."""

from __future__ import annotations

from typing import Literal

from fitbit.arguments import checks, dates
from fitbit.arguments.types import JSON, BodyGoal, DateLike, Id, Number, TimeLike
from fitbit.resources._base import CallableGroup
from fitbit.resources.body_time_series import BodyTimeSeries
from fitbit.types import WeightAnswer


class Body(BodyTimeSeries, CallableGroup):
    """Weight and body fat; scope weight.

    Weights are pounds for ``en_US``, stone for ``en_GB``, otherwise kilograms; fat is percent.
    Called as ``fb.body(date)``, it is python-fitbit's method of that name.
    """

    def create_fat_goal(self, fat: Number, *, user_id: str = "-") -> JSON:
        """Set the goal of body fat, in percent.

        Returns ``{"goal": {"fat": 20}}``.  Raises InvalidValue below zero.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body/create-bodyfat-goal/
        """
        form = {"fat": checks.encode_amount(fat, "fat")}
        return self._post("/1/user/{user-id}/body/log/fat/goal.json", form, user_id=user_id)

    def create_fat_log(
        self, fat: Number, date: DateLike, *, time: TimeLike | None = None, user_id: str = "-"
    ) -> JSON:
        """Log body fat, at the end of the day unless there is a time.

        Returns ``{"fatLog": {"date": …, "fat": 14, "logId": …, "time": …}}``.  Raises InvalidValue
        for a date or time that is none, or fat below zero.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body/create-bodyfat-log/
        """
        form = {"fat": checks.encode_amount(fat, "fat"), **_moment(date, time)}
        return self._post("/1/user/{user-id}/body/log/fat.json", form, user_id=user_id)

    def create_weight_goal(
        self,
        start_date: DateLike,
        start_weight: Number,
        weight: Number | None = None,
        *,
        user_id: str = "-",
    ) -> JSON:
        """Set the goal of weight; ``weight`` is needed where there is no goal yet.

        Returns ``{"goal": {"goalType": "LOSE", "startDate": …, "startWeight": …, "weight": …}}``.
        Raises InvalidValue for a date that is none, or a weight below zero.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body/create-weight-goal/
        """
        form = {
            "startDate": dates.format_log_date(start_date, "start_date"),
            "startWeight": checks.encode_amount(start_weight, "start_weight"),
            "weight": None if weight is None else checks.encode_amount(weight, "weight"),
        }
        return self._post("/1/user/{user-id}/body/log/weight/goal.json", form, user_id=user_id)

    def create_weight_log(
        self, weight: Number, date: DateLike, *, time: TimeLike | None = None, user_id: str = "-"
    ) -> JSON:
        """Log a weight, at the end of the day unless there is a time.

        Returns ``{"weightLog": {"bmi": 23.6, "date": …, "logId": …, "time": …, "weight": 73}}``.
        Raises InvalidValue for a date or time that is none, or a weight below zero.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body/create-weight-log/
        """
        form = {"weight": checks.encode_amount(weight, "weight"), **_moment(date, time)}
        return self._post("/1/user/{user-id}/body/log/weight.json", form, user_id=user_id)

    def delete_fat_log(self, log_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Delete a log of body fat.

        Returns True; an unknown id raises HTTPNotFound.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body/delete-bodyfat-log/
        """
        path = "/1/user/{user-id}/body/log/fat/{body-fat-log-id}.json"
        return self._delete(path, body_fat_log_id=log_id, user_id=user_id)

    def delete_weight_log(self, log_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Delete a log of weight.

        Returns True; an unknown id raises HTTPNotFound.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body/delete-weight-log/
        """
        path = "/1/user/{user-id}/body/log/weight/{body-weight-log-id}.json"
        return self._delete(path, body_weight_log_id=log_id, user_id=user_id)

    def get_goals(self, goal_type: BodyGoal, *, user_id: str = "-") -> JSON:
        """Read the goal of weight or of fat.

        Returns ``{"goal": {"goalType": "LOSE", "startWeight": …, "weight": …}}``, or for fat
        ``{"goal": {"fat": 20}}``.  Raises InvalidValue for another type.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body/get-body-goals/
        """
        checks.check_choice(goal_type, BodyGoal, "goal_type")
        path = "/1/user/{user-id}/body/log/{goal-type}/goal.json"
        return self._get(path, goal_type=goal_type, user_id=user_id)

    def get_fat_log(self, date: DateLike, *, user_id: str = "-") -> JSON:
        """Read the logs of body fat of a day.

        Returns ``{"fat": [{"date": …, "fat": 14, "logId": …, "source": "API", "time": …}]}``.
        Raises InvalidValue for a date that is none.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body/get-bodyfat-log/
        """
        return self._get_day(
            "/1/user/{user-id}/body/log/fat/date/{date}.json", date, user_id=user_id
        )

    def get_weight_log(self, date: DateLike, *, user_id: str = "-") -> WeightAnswer:
        """Read the logs of weight of a day.

        Returns ``{"weight": [{"bmi": 23.57, "date": …, "logId": …, "time": …, "weight": 73}]}``.
        Raises InvalidValue for a date that is none.
        Scope: weight.
        https://dev.fitbit.com/build/reference/web-api/body/get-weight-log/
        """
        path = "/1/user/{user-id}/body/log/weight/date/{date}.json"
        return self._get_day(path, date, user_id=user_id)


def _moment(date: DateLike, time: TimeLike | None) -> dict[str, str | None]:
    """Return the two fields that say when a body was measured."""
    return {
        "date": dates.format_log_date(date),
        "time": None if time is None else dates.format_seconds(time, "time"),
    }
