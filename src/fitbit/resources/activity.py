"""Activities: days, logs, goals, favourites and the types that Fitbit knows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from fitbit.arguments import checks, dates
from fitbit.arguments.types import (
    JSON,
    ActivityGoal,
    DateLike,
    Duration,
    GoalPeriod,
    Id,
    MomentLike,
    Number,
    Sort,
    TimeLike,
)
from fitbit.exceptions import InvalidArguments
from fitbit.resources._paginated import PaginatedGroup, page_query
from fitbit.resources.activity_time_series import ActivityTimeSeries
from fitbit.types import ActivityDayAnswer

MAX_LIMIT = 100


class Activity(ActivityTimeSeries, PaginatedGroup):
    """Activities; scope activity.

    Distances are miles for ``en_US`` and kilometres otherwise.
    """

    def create_goals(
        self, period: GoalPeriod, goal_type: ActivityGoal, value: Number, *, user_id: str = "-"
    ) -> JSON:
        """Set one goal of the day or the week; minutes, calories, a distance, floors or steps.

        Returns all goals of the period, ``{"goals": {"distance": 8.05, "steps": 10000, …}}``.
        Raises InvalidValue for another period or type, or a value below zero.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/create-activity-goals/
        """
        form = {
            "type": checks.check_choice(goal_type, ActivityGoal, "goal_type"),
            "value": checks.encode_amount(value, "value"),
        }
        checks.check_choice(period, GoalPeriod, "period")
        path = "/1/user/{user-id}/activities/goals/{period}.json"
        return self._post(path, form, period=period, user_id=user_id)

    def create_log(
        self,
        date: DateLike,
        start_time: TimeLike,
        duration: Duration,
        *,
        activity_id: Id | None = None,
        activity_name: str | None = None,
        manual_calories: int | None = None,
        distance: Number | None = None,
        distance_unit: str | None = None,
        user_id: str = "-",
    ) -> JSON:
        """Log an activity, one of Fitbit's by its id or one of the user's own by a name.

        A name needs ``manual_calories`` too; Fitbit's own types of exercise need ``distance``, in
        ``distance_unit``, such as ``"mile"``, or ``"steps"`` for walking and running.  ``duration``
        is a timedelta or milliseconds.  Returns ``{"activityLog": {"activityId": …, "calories": …,
        "duration": 1800000, "logId": …, …}}``.  Raises InvalidArguments unless exactly one of id
        and name is given, or for a name without calories.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/create-activity-log/
        """
        checks.check_exactly_one(activity_id=activity_id, activity_name=activity_name)
        if activity_name is not None and manual_calories is None:
            raise InvalidArguments("activity_name needs manual_calories as well")
        form = {
            "activityId": activity_id,
            "activityName": activity_name,
            "manualCalories": manual_calories,
            "startTime": dates.format_seconds(start_time, "start_time"),
            "durationMillis": checks.encode_duration(duration, "duration"),
            "date": dates.format_log_date(date),
            "distance": distance,
            "distanceUnit": distance_unit,
        }
        return self._post("/1/user/{user-id}/activities.json", form, user_id=user_id)

    def create_favorite(self, activity_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Add a type of activity to the favourites.

        Returns True, Fitbit's answer being empty; an unknown id raises HTTPNotFound.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/create-favorite-activity/
        """
        path = "/1/user/{user-id}/activities/favorite/{activity-id}.json"
        return self._post_nothing(path, activity_id=activity_id, user_id=user_id)

    def delete_log(self, log_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Delete an activity log.

        Returns True; an unknown id raises HTTPNotFound.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/delete-activity-log/
        """
        path = "/1/user/{user-id}/activities/{activity-log-id}.json"
        return self._delete(path, activity_log_id=log_id, user_id=user_id)

    def delete_favorite(self, activity_id: Id, *, user_id: str = "-") -> Literal[True]:
        """Take a type of activity out of the favourites.

        Returns True; an unknown id raises HTTPNotFound.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/delete-favorite-activity/
        """
        path = "/1/user/{user-id}/activities/favorite/{activity-id}.json"
        return self._delete(path, activity_id=activity_id, user_id=user_id)

    def get_goals(self, period: GoalPeriod, *, user_id: str = "-") -> JSON:
        """Read the goals of the day or the week.

        Returns ``{"goals": {"activeMinutes": 30, "distance": 8.05, "steps": 10000, …}}``.  Raises
        InvalidValue for another period.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/get-activity-goals/
        """
        checks.check_choice(period, GoalPeriod, "period")
        path = "/1/user/{user-id}/activities/goals/{period}.json"
        return self._get(path, period=period, user_id=user_id)

    def get_log_list(
        self,
        *,
        before_date: MomentLike | None = None,
        after_date: MomentLike | None = None,
        sort: Sort | None = None,
        limit: int = MAX_LIMIT,
        user_id: str = "-",
    ) -> JSON:
        """Read one page of logs, before or after a day or moment; ``iter_logs`` reads them all.

        Give one of the two dates; ``sort`` follows from it, and ``limit`` is 100 at most.  Returns
        ``{"activities": [...], "pagination": {…}}``, durations in milliseconds.  Raises
        InvalidArguments unless exactly one of the two dates is given, InvalidValue for a larger
        ``limit``.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/get-activity-log-list/
        """
        query = page_query(before_date, after_date, sort, limit, MAX_LIMIT)
        return self._get("/1/user/{user-id}/activities/list.json", query, user_id=user_id)

    def iter_logs(
        self,
        *,
        before_date: MomentLike | None = None,
        after_date: MomentLike | None = None,
        limit: int = MAX_LIMIT,
        user_id: str = "-",
    ) -> Iterator[JSON]:
        """Yield all logs before a day (newest first) or after one (oldest first).

        Yields what ``get_log_list`` has under ``activities``, one request per ``limit`` logs.
        Raises InvalidArguments unless exactly one of the two dates is given.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/get-activity-log-list/
        """
        query = page_query(before_date, after_date, None, limit, MAX_LIMIT)
        path = "/1/user/{user-id}/activities/list.json"
        return self._iterate(path, query, user_id, "activities")

    def get_tcx(
        self, log_id: Id, *, include_partial_tcx: bool | None = None, user_id: str = "-"
    ) -> str:
        """Read the track of a log.

        Returns the text of a TCX file (XML), with GPS, laps and heart rates;
        ``include_partial_tcx`` asks for the points of logs without GPS too.  Raises HTTPNotFound
        for an unknown id.
        Scopes: activity and location.
        https://dev.fitbit.com/build/reference/web-api/activity/get-activity-tcx/
        """
        query = {"includePartialTCX": include_partial_tcx}
        path = "/1/user/{user-id}/activities/{log-id}.tcx"
        return self._get(path, query, log_id=log_id, user_id=user_id)

    def get_type(self, activity_id: Id) -> JSON:
        """Read one type of activity.

        Returns ``{"activity": {"id": 90013, "name": "Walk", …}}``.  Raises HTTPNotFound for an
        unknown id.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/get-activity-type/
        """
        return self._get("/1/activities/{activity-id}.json", activity_id=activity_id)

    def get_all_types(self) -> JSON:
        """Read the tree of all types of activity, which is long.

        Returns ``{"categories": [{"activities": [...], "subCategories": [...], …}]}``.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/get-all-activity-types/
        """
        return self._get("/1/activities.json")

    def get_daily_summary(self, date: DateLike, *, user_id: str = "-") -> ActivityDayAnswer:
        """Read a day: its logs, its goals and its totals.

        Returns ``{"activities": [...], "goals": {…}, "summary": {…}}``; the goals only for today
        and the 21 days before.  Raises InvalidValue for a date that is none.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/get-daily-activity-summary/
        """
        return self._get_day("/1/user/{user-id}/activities/date/{date}.json", date, user_id=user_id)

    def get_favorite_activities(self, *, user_id: str = "-") -> list[JSON]:
        """Read the user's favourite types of activity.

        Returns ``[{"activityId": 90013, "description": …, "mets": 3, "name": "Walk"}]``.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/get-favorite-activities/
        """
        return self._get("/1/user/{user-id}/activities/favorite.json", user_id=user_id)

    def get_frequent_activities(self, *, user_id: str = "-") -> list[JSON]:
        """Read the types of activity that the user logs most.

        Returns ``[{"activityId": 90013, "calories": 0, "distance": 0, "duration": 1800000, "name":
        "Walk"}]``, durations in milliseconds.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/get-frequent-activities/
        """
        return self._get("/1/user/{user-id}/activities/frequent.json", user_id=user_id)

    def get_lifetime_stats(self, *, user_id: str = "-") -> JSON:
        """Read the best days and the totals since the user began.

        Returns ``{"best": {"total": {…}, "tracker": {…}}, "lifetime": {…}}``; -1 says that there is
        no such number.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/get-lifetime-stats/
        """
        return self._get("/1/user/{user-id}/activities.json", user_id=user_id)

    def get_recent_types(self, *, user_id: str = "-") -> list[JSON]:
        """Read the types of activity that the user logged last.

        Returns ``[{"activityId": 90013, "calories": 0, "distance": 0, "duration": 1800000, "name":
        "Walk"}]``, durations in milliseconds.
        Scope: activity.
        https://dev.fitbit.com/build/reference/web-api/activity/get-recent-activity-types/
        """
        return self._get("/1/user/{user-id}/activities/recent.json", user_id=user_id)
