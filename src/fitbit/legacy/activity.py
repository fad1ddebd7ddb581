"""Activities: statistics, favourites, logs, goals and the list of types."""

# The old names call each other, because programs patch them.
# pyright: reportDeprecated=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fitbit.legacy._base import LegacyCalls
from fitbit.legacy._deprecated import deprecated
from fitbit.legacy._paths import one_of

if TYPE_CHECKING:
    from collections.abc import Mapping


class Activity(LegacyCalls):
    """Activity statistics, goals, favourites and logs."""

    @deprecated("Use Fitbit.activity.get_lifetime_stats().")
    def activity_stats(self, user_id: str | None = None, qualifier: str = "") -> Any:
        """Read the lifetime statistics, or the recent, favorite or frequent activities.

        Without ``qualifier`` returns ``{"best": {…}, "lifetime": {…}}``, where -1 means that the
        value is not available; with one of ``QUALIFIERS`` a list of activities.  Another
        qualifier raises ValueError.  Distances follow ``system``.  Scope: activity.
        Successor: ``fb.activity.get_lifetime_stats()``.
        https://dev.fitbit.com/build/reference/web-api/activity/get-lifetime-stats/
        """
        if not qualifier:
            return self.make_request(self._url("/user/{user}/activities.json", user_id))
        name = one_of(qualifier, self.QUALIFIERS, "qualifier")
        path = "/user/{user}/activities/{qualifier}.json"
        return self.make_request(self._url(path, user_id, qualifier=name))

    @deprecated("Use Fitbit.activity.get_recent_types().")
    def recent_activities(self, user_id: str | None = None, qualifier: str = "recent") -> Any:
        """Read the types of activity that the user logged lately.

        Returns a list of ``{"activityId": …, "calories": …, "duration": …, "name": …}``.
        Scope: activity.
        Successor: ``fb.activity.get_recent_types()``.
        https://dev.fitbit.com/build/reference/web-api/activity/get-recent-activity-types/
        """
        return self.activity_stats(user_id=user_id, qualifier=qualifier)

    @deprecated("Use Fitbit.activity.get_favorite_activities().")
    def favorite_activities(self, user_id: str | None = None, qualifier: str = "favorite") -> Any:
        """Read the user's favorite activities.

        Returns a list of ``{"activityId": …, "description": …, "mets": …, "name": …}``.
        Scope: activity.
        Successor: ``fb.activity.get_favorite_activities()``.
        https://dev.fitbit.com/build/reference/web-api/activity/get-favorite-activities/
        """
        return self.activity_stats(user_id=user_id, qualifier=qualifier)

    @deprecated("Use Fitbit.activity.get_frequent_activities().")
    def frequent_activities(self, user_id: str | None = None, qualifier: str = "frequent") -> Any:
        """Read the activities that the user logs most often.

        Returns a list of ``{"activityId": …, "calories": …, "duration": …, "name": …}``.
        Scope: activity.
        Successor: ``fb.activity.get_frequent_activities()``.
        https://dev.fitbit.com/build/reference/web-api/activity/get-frequent-activities/
        """
        return self.activity_stats(user_id=user_id, qualifier=qualifier)

    @deprecated("Use Fitbit.activity.create_favorite().")
    def add_favorite_activity(self, activity_id: int | str) -> Any:
        """Add a type of activity to the user's favorites.

        Returns True, as Fitbit answers with an empty body; an unknown id raises HTTPNotFound or
        HTTPBadRequest.  Scope: activity.
        Successor: ``fb.activity.create_favorite()``.
        https://dev.fitbit.com/build/reference/web-api/activity/create-favorite-activity/
        """
        path = "/user/{user}/activities/favorite/{activity_id}.json"
        return self.make_request(self._url(path, activity_id=activity_id), method="POST")

    @deprecated("Use Fitbit.activity.delete_favorite().")
    def delete_favorite_activity(self, activity_id: int | str) -> Any:
        """Take a type of activity out of the user's favorites.

        Returns True; raises HTTPNotFound where it is no favorite and DeleteError for any answer
        but 204.  Scope: activity.
        Successor: ``fb.activity.delete_favorite()``.
        https://dev.fitbit.com/build/reference/web-api/activity/delete-favorite-activity/
        """
        path = "/user/{user}/activities/favorite/{activity_id}.json"
        return self.make_request(self._url(path, activity_id=activity_id), method="DELETE")

    @deprecated("Use Fitbit.activity.create_log().")
    def log_activity(self, data: Mapping[str, Any]) -> Any:
        """Log an activity.

        ``data`` holds ``activityId``, or ``activityName`` with ``manualCalories``; ``startTime``
        (HH:mm), ``durationMillis``, ``date`` and, if wanted, ``distance`` with ``distanceUnit``.
        Returns ``{"activityLog": {…}}``; what is missing raises HTTPBadRequest.  Scope: activity.
        Successor: ``fb.activity.create_log()``.
        https://dev.fitbit.com/build/reference/web-api/activity/create-activity-log/
        """
        return self.make_request(self._url("/user/{user}/activities.json"), data=data)

    @deprecated("Use Fitbit.activity.get_all_types().")
    def activities_list(self) -> Any:
        """Read all types of activity that Fitbit knows, a long tree.

        Returns ``{"categories": [{"activities": [...], "name": …}]}``.  Scope: activity.
        Successor: ``fb.activity.get_all_types()``.
        https://dev.fitbit.com/build/reference/web-api/activity/get-all-activity-types/
        """
        return self.make_request(self._url("/activities.json"))

    @deprecated("Use Fitbit.activity.get_type().")
    def activity_detail(self, activity_id: int | str) -> Any:
        """Read one type of activity.

        Returns ``{"activity": {…}}`` with its METs or speed levels; an unknown id raises
        HTTPNotFound.  Scope: activity.
        Successor: ``fb.activity.get_type()``.
        https://dev.fitbit.com/build/reference/web-api/activity/get-activity-type/
        """
        path = "/activities/{activity_id}.json"
        return self.make_request(self._url(path, activity_id=activity_id))

    @deprecated("Use Fitbit.activity.get_goals() or Fitbit.activity.create_goals().")
    def activities_daily_goal(
        self,
        calories_out: int | None = None,
        active_minutes: int | None = None,
        floors: int | None = None,
        distance: float | str | None = None,
        steps: int | None = None,
    ) -> Any:
        """Read the daily activity goals, or set those that are given.

        Returns ``{"goals": {"activeMinutes": …, "caloriesOut": …, "distance": …, …}}``;
        distance is miles for en_US, kilometres otherwise.  Scope: activity.
        Successors: ``fb.activity.get_goals()``, ``fb.activity.create_goals()``.
        https://dev.fitbit.com/build/reference/web-api/activity/create-activity-goals/
        """
        data = {
            "caloriesOut": calories_out,
            "activeMinutes": active_minutes,
            "floors": floors,
            "distance": distance,
            "steps": steps,
        }
        return self._resource_goal("activities", data, period="daily")

    @deprecated("Use Fitbit.activity.get_goals() or Fitbit.activity.create_goals().")
    def activities_weekly_goal(
        self,
        distance: float | str | None = None,
        floors: int | None = None,
        steps: int | None = None,
    ) -> Any:
        """Read the weekly activity goals, or set those that are given.

        Returns ``{"goals": {"distance": …, "floors": …, "steps": …}}``; distance is miles for
        en_US, kilometres otherwise.  Scope: activity.
        Successors: ``fb.activity.get_goals()``, ``fb.activity.create_goals()``.
        https://dev.fitbit.com/build/reference/web-api/activity/create-activity-goals/
        """
        data = {"distance": distance, "floors": floors, "steps": steps}
        return self._resource_goal("activities", data, period="weekly")
