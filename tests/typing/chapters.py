"""The types that the endpoint methods promise: never run, only checked by mypy and pyright."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timezone
from typing import Literal

from typing_extensions import assert_type

from fitbit import Fitbit, frames, pages, scopes, webhooks
from fitbit.transport import rate_limit
from fitbit.types import (
    JSON,
    ActivityDayAnswer,
    Device,
    FoodDayAnswer,
    HeartRateAnswer,
    HeartRateIntradayAnswer,
    ProfileAnswer,
    SleepAnswer,
    SleepDayAnswer,
    SleepListAnswer,
    SleepLog,
    Subscription,
    SubscriptionsAnswer,
    WeightAnswer,
)

DAY, MOMENT = date(2026, 1, 31), datetime(2026, 1, 31, 7, 15, tzinfo=timezone.utc)


def activity(fb: Fitbit) -> None:
    """Call every method of the chapter activity."""
    a = fb.activity
    assert_type(a.create_goals("daily", "steps", 10_000), JSON)
    assert_type(a.create_log(DAY, "07:15", 60_000, activity_id=90013, distance=1.5), JSON)
    a.create_log("2026-01-31", time(7, 15), 60_000, activity_name="Chess", manual_calories=9)
    assert_type(a.create_favorite(90013), Literal[True])
    assert_type(a.delete_log("1", user_id="GGNJL9"), Literal[True])
    assert_type(a.delete_favorite(90013), Literal[True])
    assert_type(a.get_goals("weekly"), JSON)
    assert_type(a.get_log_list(before_date=MOMENT, sort="desc", limit=5), JSON)
    assert_type(a.iter_logs(after_date="2026-01-31T07:15:00"), Iterator[JSON])
    assert_type(a.get_tcx(1, include_partial_tcx=True), str)
    assert_type(a.get_type(90013), JSON)
    assert_type(a.get_all_types(), JSON)
    assert_type(a.get_daily_summary("today"), ActivityDayAnswer)
    assert_type(a.get_favorite_activities(), list[JSON])
    assert_type(a.get_frequent_activities(), list[JSON])
    assert_type(a.get_lifetime_stats(), JSON)
    assert_type(a.get_recent_types(), list[JSON])
    assert_type(a.get_time_series_by_date("steps", DAY, "1y", timezone="UTC"), JSON)
    assert_type(a.get_time_series_by_date_range("swimming-strokes", DAY, DAY), JSON)
    assert_type(a.get_time_series_between("calories", DAY, "today", progress=print), JSON)
    assert_type(a.get_tracker_time_series_by_date("floors", MOMENT), JSON)
    assert_type(a.get_tracker_time_series_by_date_range("distance", DAY, MOMENT), JSON)
    assert_type(a.get_tracker_time_series_between("elevation", DAY, DAY, workers=2), JSON)
    assert_type(a.get_intraday_by_date("steps", DAY, detail_level="5min"), JSON)
    a.get_intraday_by_interval("steps", DAY, DAY, start_time="09:00", end_time=MOMENT)
    assert_type(a.iter_intraday("steps", DAY, DAY), Iterator[pages.Chunk])


def heart(fb: Fitbit) -> None:
    """Call every method of the chapters about the heart."""
    assert_type(fb.active_zone_minutes.get_time_series_by_date(DAY, "3m"), JSON)
    assert_type(fb.active_zone_minutes.get_time_series_by_interval(DAY, DAY), JSON)
    assert_type(fb.active_zone_minutes.get_time_series_between(DAY, DAY), JSON)
    assert_type(fb.active_zone_minutes.get_intraday_by_date(DAY), JSON)
    assert_type(fb.active_zone_minutes.get_intraday_by_interval(DAY, DAY), JSON)
    assert_type(fb.active_zone_minutes.iter_intraday(DAY, DAY), Iterator[pages.Chunk])
    assert_type(fb.cardio_fitness.get_vo2_max_summary_by_date(DAY), JSON)
    assert_type(fb.cardio_fitness.get_vo2_max_summary_by_interval(DAY, DAY), JSON)
    assert_type(fb.cardio_fitness.get_vo2_max_summary_between(DAY, DAY), JSON)
    assert_type(fb.ecg.get_log_list(before_date=DAY), JSON)
    assert_type(fb.ecg.iter_logs(after_date=DAY), Iterator[JSON])
    assert_type(fb.heart_rate.get_time_series_by_date("today", "1m"), HeartRateAnswer)
    assert_type(fb.heart_rate.get_time_series_by_date_range(DAY, DAY), HeartRateAnswer)
    assert_type(fb.heart_rate.get_time_series_between(DAY, DAY), HeartRateAnswer)
    assert_type(
        fb.heart_rate.get_intraday_by_date(DAY, detail_level="1sec"), HeartRateIntradayAnswer
    )
    assert_type(fb.heart_rate.get_intraday_by_interval(DAY, DAY), HeartRateIntradayAnswer)
    assert_type(fb.heart_rate.iter_intraday(DAY, DAY), Iterator[pages.Chunk])
    assert_type(fb.hrv.get_summary_by_date(DAY), JSON)
    assert_type(fb.hrv.get_summary_by_interval(DAY, DAY), JSON)
    assert_type(fb.hrv.get_summary_between(DAY, DAY), JSON)
    assert_type(fb.hrv.get_intraday_by_date(DAY), JSON)
    assert_type(fb.hrv.get_intraday_by_interval(DAY, DAY), JSON)
    assert_type(fb.hrv.get_intraday_between(DAY, DAY), JSON)
    assert_type(fb.irn.get_alerts_list(before_date=DAY), JSON)
    assert_type(fb.irn.iter_alerts(before_date=DAY), Iterator[JSON])
    assert_type(fb.irn.get_profile(), JSON)


def nights(fb: Fitbit) -> None:
    """Call every method of the chapters about the night."""
    assert_type(fb.breathing_rate.get_summary_by_date(DAY), JSON)
    assert_type(fb.breathing_rate.get_summary_by_interval(DAY, DAY), JSON)
    assert_type(fb.breathing_rate.get_summary_between(DAY, DAY), JSON)
    assert_type(fb.breathing_rate.get_intraday_by_date(DAY), JSON)
    assert_type(fb.breathing_rate.get_intraday_by_interval(DAY, DAY), JSON)
    assert_type(fb.breathing_rate.get_intraday_between(DAY, DAY), JSON)
    assert_type(fb.sleep.create_goals(480), JSON)
    assert_type(fb.sleep.create_log(DAY, "22:30", 28_800_000), JSON)
    assert_type(fb.sleep.delete_log(1), Literal[True])
    assert_type(fb.sleep.get_goals(), JSON)
    assert_type(fb.sleep.get_log_by_date(DAY), SleepDayAnswer)
    assert_type(fb.sleep.get_log_by_date_range(DAY, DAY), SleepAnswer)
    assert_type(fb.sleep.get_log_between(DAY, DAY), SleepAnswer)
    assert_type(fb.sleep.get_log_list(after_date=DAY), SleepListAnswer)
    assert_type(fb.sleep.iter_logs(after_date=DAY), Iterator[SleepLog])
    fb.sleep(DAY, user_id="GGNJL9", data={"startTime": "22:30", "duration": 28_800_000})
    assert_type(fb.spo2.get_summary_by_date(DAY), JSON | list[JSON])
    assert_type(fb.spo2.get_summary_by_interval(DAY, DAY), list[JSON])
    assert_type(fb.spo2.get_summary_between(DAY, DAY), list[JSON])
    assert_type(fb.spo2.get_intraday_by_date(DAY), JSON | list[JSON])
    assert_type(fb.spo2.get_intraday_by_interval(DAY, DAY), list[JSON])
    assert_type(fb.spo2.get_intraday_between(DAY, DAY), list[JSON])
    assert_type(fb.temperature.get_core_summary_by_date(DAY), JSON)
    assert_type(fb.temperature.get_core_summary_by_interval(DAY, DAY), JSON)
    assert_type(fb.temperature.get_core_summary_between(DAY, DAY), JSON)
    assert_type(fb.temperature.get_skin_summary_by_date(DAY), JSON)
    assert_type(fb.temperature.get_skin_summary_by_interval(DAY, DAY), JSON)
    assert_type(fb.temperature.get_skin_summary_between(DAY, DAY), JSON)


def body(fb: Fitbit) -> None:
    """Call every method of the chapter body."""
    assert_type(fb.body.create_fat_goal(20.5), JSON)
    assert_type(fb.body.create_fat_log(20.5, DAY, time="07:15:00"), JSON)
    assert_type(fb.body.create_weight_goal(DAY, 80, 75), JSON)
    assert_type(fb.body.create_weight_log(80, MOMENT, time=MOMENT), JSON)
    assert_type(fb.body.delete_fat_log(1), Literal[True])
    assert_type(fb.body.delete_weight_log(1), Literal[True])
    assert_type(fb.body.get_goals("weight"), JSON)
    assert_type(fb.body.get_fat_log(DAY), JSON)
    assert_type(fb.body.get_weight_log(DAY), WeightAnswer)
    assert_type(fb.body.get_time_series_by_date("bmi", DAY, "6m"), JSON)
    assert_type(fb.body.get_time_series_by_date_range("weight", DAY, DAY), JSON)
    assert_type(fb.body.get_time_series_between("fat", DAY, DAY), JSON)
    assert_type(fb.body.get_fat_time_series_by_date(DAY, "1m"), JSON)
    assert_type(fb.body.get_fat_time_series_by_date_range(DAY, DAY), JSON)
    assert_type(fb.body.get_fat_time_series_between(DAY, DAY), JSON)
    assert_type(fb.body.get_weight_time_series_by_date(DAY, "1m"), WeightAnswer)
    assert_type(fb.body.get_weight_time_series_by_date_range(DAY, DAY), WeightAnswer)
    assert_type(fb.body.get_weight_time_series_between(DAY, DAY), WeightAnswer)
    fb.body(DAY)


def nutrition(fb: Fitbit) -> None:
    """Call every method of the chapter nutrition."""
    n = fb.nutrition
    assert_type(n.add_favorite_foods(18828), Literal[True])
    assert_type(n.create_food("Soup", 147, 100, 60, form_type="LIQUID", description="Hot"), JSON)
    n.create_food("Soup", "147", 100.0, 60, nutrients={"protein": 3.5})
    assert_type(n.create_food_log(DAY, 7, 147, 1.5, food_id=18828, favorite=True), JSON)
    n.create_food_log(DAY, 1, 147, 1, food_name="Soup", brand_name="Mine", calories=60)
    assert_type(n.create_food_goal(intensity="KINDAHARD", personalized=True), JSON)
    assert_type(n.create_meal("a", "b", [{"foodId": 1, "amount": 2.5, "unitId": 3}]), JSON)
    assert_type(n.create_water_goal(64), JSON)
    assert_type(n.create_water_log(DAY, 8, unit="fl oz"), JSON)
    assert_type(n.delete_custom_food(1), Literal[True])
    assert_type(n.delete_favorite_foods(1), Literal[True])
    assert_type(n.delete_food_log(1), Literal[True])
    assert_type(n.delete_meal(1), Literal[True])
    assert_type(n.delete_water_log(1), Literal[True])
    assert_type(n.get_favorite_foods(), list[JSON])
    assert_type(n.get_food(1), JSON)
    assert_type(n.get_food_goals(), JSON)
    assert_type(n.get_food_locales(), list[JSON])
    assert_type(n.get_food_log(DAY), FoodDayAnswer)
    assert_type(n.get_food_units(), list[JSON])
    assert_type(n.get_frequent_foods(), list[JSON])
    assert_type(n.get_meal(1), JSON)
    assert_type(n.get_meals(), JSON)
    assert_type(n.get_recent_foods(), list[JSON])
    assert_type(n.get_water_goal(), JSON)
    assert_type(n.get_water_log(DAY), JSON)
    assert_type(n.search_foods("soup"), JSON)
    assert_type(n.update_food_log(1, 5, unit_id=147, amount=2), JSON)
    assert_type(n.update_meal(1, "a", "b", [{"foodId": 1, "amount": 2, "unitId": 3}]), JSON)
    assert_type(n.update_water_log(1, 8, unit="cup"), JSON)
    assert_type(n.get_time_series_by_date("water", DAY, "1y"), JSON)
    assert_type(n.get_time_series_by_date_range("caloriesIn", DAY, DAY), JSON)
    assert_type(n.get_time_series_between("caloriesIn", DAY, DAY), JSON)


def people(fb: Fitbit) -> None:
    """Call every method of the chapters about devices, friends, subscriptions and the user."""
    assert_type(fb.devices.create_alarm(1, "07:15-08:00", ["MONDAY"], recurring=True), JSON)
    assert_type(fb.devices.delete_alarm(1, 2), Literal[True])
    assert_type(fb.devices.get_alarms(1), JSON)
    assert_type(fb.devices.get_devices(), list[Device])
    fb.devices.update_alarm(1, 2, MOMENT, ["SUNDAY"], snooze_length=5, snooze_count=3)
    assert_type(fb.friends.get_friends(), JSON)
    assert_type(fb.friends.get_leaderboard(), JSON)
    assert_type(fb.subscriptions.create_subscription("1", "foods", subscriber_id="a"), Subscription)
    assert_type(fb.subscriptions.delete_subscription("1"), Literal[True])
    assert_type(fb.subscriptions.get_subscription_list("userRevokedAccess"), SubscriptionsAnswer)
    assert_type(fb.user.get_badges(), JSON)
    assert_type(fb.user.get_profile(user_id="GGNJL9"), ProfileAnswer)
    assert_type(
        fb.user.update_profile(gender="NA", clock_time_display_format="24hour"), ProfileAnswer
    )


def mistakes(fb: Fitbit) -> None:
    """Show that a type checker finds what Fitbit would refuse."""
    fb.heart_rate.get_time_series_by_date("today", "1y")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    fb.activity.get_intraday_by_date("steps", "today", detail_level="1sec")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    fb.devices.create_alarm(1, "07:15-08:00", ["Monday"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
    fb.sleep.get_log_list("2026-01-31")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    fb.hrv.get_sumary_by_date("today")  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]


def around(fb: Fitbit, body: bytes) -> None:
    """Use what lies around the chapters."""
    download = pages.fetch_range(fb.hrv.get_intraday_by_interval, DAY, "today", max_days=30)
    assert_type(download, Iterator[pages.Chunk])
    assert_type(next(download).end_date, date)
    frames.to_dataframe(download)
    assert_type(scopes.for_chapters("sleep", "hrv"), list[str])
    assert_type(rate_limit.RateLimit.read({}, 0.0).remaining, int | None)
    assert_type(webhooks.verify_signature(body, None, "a secret"), bool)
    assert_type(webhooks.parse_notifications(body), list[webhooks.Notification])
    webhooks.SubscriberApp("a secret", "a code", print)
    assert_type(fb.accept_locale, str | None)
