"""The eight collections that python-fitbit reads and writes by day, and their deletions.

One call serves two purposes: without ``data`` it reads a day, with ``data`` it writes an entry.
"""

# The old names call each other, because programs patch them.
# pyright: reportDeprecated=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fitbit.legacy._base import LegacyCalls
from fitbit.legacy._deprecated import deprecated
from fitbit.legacy._paths import today

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fitbit.legacy._paths import DateLike


class Collections(LegacyCalls):
    """The days of a collection, and their entries."""

    def _COLLECTION_RESOURCE(  # noqa: N802 - python-fitbit's name
        self,
        resource: str,
        date: DateLike | None = None,
        user_id: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read the collection on a day (today unless given), or write ``data`` to that day."""
        day = self._get_date_string(date or today())
        if not data:
            path = "/user/{user}/{resource}/date/{date}.json"
            return self.make_request(self._url(path, user_id, resource=resource, date=day), data)
        url = self._url("/user/{user}/{resource}.json", user_id, resource=resource)
        return self.make_request(url, {**data, "date": day})

    def _DELETE_COLLECTION_RESOURCE(  # noqa: N802 - python-fitbit's name
        self, resource: str, log_id: int | str
    ) -> Any:
        """Delete an entry of the collection."""
        path = "/user/{user}/{resource}/{log_id}.json"
        url = self._url(path, resource=resource, log_id=log_id)
        return self.make_request(url, method="DELETE")

    @deprecated("Use Fitbit.body.get_weight_log() or Fitbit.body.get_fat_log().")
    def body(
        self,
        date: DateLike | None = None,
        user_id: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read the body measurements of a day, or write them.

        Returns ``{"body": {…}, "goals": {…}}``; weight is in the unit that ``system`` sets
        (en_US pounds, en_GB stone, otherwise kilograms), fat in percent.  Fitbit no longer
        documents this address and may answer 404 (HTTPNotFound); ``get_bodyweight`` and
        ``get_bodyfat`` are its successors.  Scope: weight.
        Successors: ``fb.body.get_weight_log()``, ``fb.body.get_fat_log()``.
        https://dev.fitbit.com/build/reference/web-api/body/
        """
        return self._COLLECTION_RESOURCE("body", date=date, user_id=user_id, data=data)

    @deprecated("Use Fitbit.activity.get_daily_summary() or Fitbit.activity.create_log().")
    def activities(
        self,
        date: DateLike | None = None,
        user_id: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read the activity summary of a day, or log an activity on it.

        Returns ``{"activities": [...], "goals": {…}, "summary": {…}}``; goals come for the last
        21 days only.  Distances are miles for en_US, kilometres otherwise.  To log, give
        ``activityId`` or ``activityName`` with ``manualCalories``, ``startTime`` (HH:mm) and
        ``durationMillis``; what comes back is ``{"activityLog": {…}}``.  Scope: activity.
        Successors: ``fb.activity.get_daily_summary()``, ``fb.activity.create_log()``.
        https://dev.fitbit.com/build/reference/web-api/activity/get-daily-activity-summary/
        """
        return self._COLLECTION_RESOURCE("activities", date=date, user_id=user_id, data=data)

    @deprecated("Use Fitbit.nutrition.get_food_log() or Fitbit.nutrition.create_food_log().")
    def foods_log(
        self,
        date: DateLike | None = None,
        user_id: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read the foods logged on a day, or log a food on it.

        Returns ``{"foods": [...], "goals": {…}, "summary": {…}}``.  To log, give ``foodId`` or
        ``foodName``, ``mealTypeId`` (1 to 5, 7), ``unitId`` and ``amount``; what comes back is
        ``{"foodLog": {…}}``.  Scope: nutrition.
        Successors: ``fb.nutrition.get_food_log()``, ``fb.nutrition.create_food_log()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-food-log/
        """
        return self._COLLECTION_RESOURCE("foods/log", date=date, user_id=user_id, data=data)

    @deprecated("Use Fitbit.nutrition.get_water_log() or Fitbit.nutrition.create_water_log().")
    def foods_log_water(
        self,
        date: DateLike | None = None,
        user_id: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read the water logged on a day, or log water on it.

        Returns ``{"summary": {"water": …}, "water": [...]}``, in fluid ounces for en_US and
        millilitres otherwise.  To log, give ``amount`` and, if it differs, ``unit`` (``ml``,
        ``fl oz`` or ``cup``); what comes back is ``{"waterLog": {…}}``.  Scope: nutrition.
        Successors: ``fb.nutrition.get_water_log()``, ``fb.nutrition.create_water_log()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/get-water-log/
        """
        return self._COLLECTION_RESOURCE("foods/log/water", date=date, user_id=user_id, data=data)

    @deprecated("Use Fitbit.nutrition.get_water_log() or Fitbit.nutrition.create_water_log().")
    def water(
        self,
        date: DateLike | None = None,
        user_id: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read or log water: the name that python-fitbit 0.1 had for ``foods_log_water``.

        Successors: ``fb.nutrition.get_water_log()``, ``fb.nutrition.create_water_log()``.
        """
        return self.foods_log_water(date=date, user_id=user_id, data=data)

    @deprecated("Use Fitbit.sleep.get_log_by_date() or Fitbit.sleep.create_log().")
    def sleep(
        self,
        date: DateLike | None = None,
        user_id: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read the sleep of a day in the form of version 1, or log a sleep on it.

        Returns ``{"sleep": [...], "summary": {…}}`` with ``minuteData`` of 1 (asleep), 2
        (restless) and 3 (awake), without stages.  To log, give ``startTime`` (HH:mm) and
        ``duration`` in milliseconds.  Scope: sleep.
        Successors: ``fb.sleep.get_log_by_date()``, ``fb.sleep.create_log()``.
        https://dev.fitbit.com/build/reference/web-api/sleep/get-sleep-log-by-date/
        """
        return self._COLLECTION_RESOURCE("sleep", date=date, user_id=user_id, data=data)

    @deprecated("Use Fitbit.heart_rate.get_time_series_by_date().")
    def heart(
        self,
        date: DateLike | None = None,
        user_id: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read or write heart-rate logs, which Fitbit removed in 2015.

        Fitbit answers 404, raised as HTTPNotFound.  Heart rate as measured comes from
        ``time_series("activities/heart")``.
        Successor: ``fb.heart_rate.get_time_series_by_date()``.
        https://dev.fitbit.com/build/reference/web-api/heartrate-timeseries/
        """
        return self._COLLECTION_RESOURCE("heart", date=date, user_id=user_id, data=data)

    @deprecated("Fitbit removed it, and has no successor.")
    def bp(
        self,
        date: DateLike | None = None,
        user_id: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read or write blood-pressure logs, which Fitbit removed in 2015.

        Fitbit answers 404, raised as HTTPNotFound, and has no successor for them.
        Successor: none.
        https://dev.fitbit.com/build/reference/web-api/
        """
        return self._COLLECTION_RESOURCE("bp", date=date, user_id=user_id, data=data)

    @deprecated("Fitbit removed it, and has no successor.")
    def glucose(
        self,
        date: DateLike | None = None,
        user_id: str | None = None,
        data: Mapping[str, Any] | None = None,
    ) -> Any:
        """Read or write glucose logs, which Fitbit removed in 2015.

        Fitbit answers 404, raised as HTTPNotFound, and has no successor for them.
        Successor: none.
        https://dev.fitbit.com/build/reference/web-api/
        """
        return self._COLLECTION_RESOURCE("glucose", date=date, user_id=user_id, data=data)

    @deprecated("Use Fitbit.activity.delete_log().")
    def delete_activities(self, log_id: int | str) -> Any:
        """Delete an activity log.

        Returns True; raises HTTPNotFound for an unknown id and DeleteError for any answer but
        204.  Scope: activity.
        Successor: ``fb.activity.delete_log()``.
        https://dev.fitbit.com/build/reference/web-api/activity/delete-activity-log/
        """
        return self._DELETE_COLLECTION_RESOURCE("activities", log_id=log_id)

    @deprecated("Use Fitbit.nutrition.delete_food_log().")
    def delete_foods_log(self, log_id: int | str) -> Any:
        """Delete a food log.

        Returns True; raises HTTPNotFound for an unknown id and DeleteError for any answer but
        204.  Scope: nutrition.
        Successor: ``fb.nutrition.delete_food_log()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/delete-food-log/
        """
        return self._DELETE_COLLECTION_RESOURCE("foods/log", log_id=log_id)

    @deprecated("Use Fitbit.nutrition.delete_water_log().")
    def delete_foods_log_water(self, log_id: int | str) -> Any:
        """Delete a water log.

        Returns True; raises HTTPNotFound for an unknown id and DeleteError for any answer but
        204.  Scope: nutrition.
        Successor: ``fb.nutrition.delete_water_log()``.
        https://dev.fitbit.com/build/reference/web-api/nutrition/delete-water-log/
        """
        return self._DELETE_COLLECTION_RESOURCE("foods/log/water", log_id=log_id)

    @deprecated("Use Fitbit.nutrition.delete_water_log().")
    def delete_water(self, log_id: int | str) -> Any:
        """Delete a water log: python-fitbit 0.1's name of ``delete_foods_log_water``.

        Successor: ``fb.nutrition.delete_water_log()``.
        """
        return self.delete_foods_log_water(log_id=log_id)

    @deprecated("Use Fitbit.sleep.delete_log().")
    def delete_sleep(self, log_id: int | str) -> Any:
        """Delete a sleep log.

        Returns True; raises HTTPNotFound for an unknown id and DeleteError for any answer but
        204.  Scope: sleep.
        Successor: ``fb.sleep.delete_log()``.
        https://dev.fitbit.com/build/reference/web-api/sleep/delete-sleep-log/
        """
        return self._DELETE_COLLECTION_RESOURCE("sleep", log_id=log_id)

    @deprecated("Fitbit removed it, and has no successor.")
    def delete_heart(self, log_id: int | str) -> Any:
        """Delete a heart-rate log, a collection that Fitbit removed in 2015.

        Fitbit answers 404, raised as HTTPNotFound.
        Successor: none.
        https://dev.fitbit.com/build/reference/web-api/
        """
        return self._DELETE_COLLECTION_RESOURCE("heart", log_id=log_id)

    @deprecated("Fitbit removed it, and has no successor.")
    def delete_bp(self, log_id: int | str) -> Any:
        """Delete a blood-pressure log, a collection that Fitbit removed in 2015.

        Fitbit answers 404, raised as HTTPNotFound.
        Successor: none.
        https://dev.fitbit.com/build/reference/web-api/
        """
        return self._DELETE_COLLECTION_RESOURCE("bp", log_id=log_id)
