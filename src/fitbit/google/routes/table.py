"""The table of every call of the Fitbit Web API that Google Health can answer.

Each entry has the path as Fitbit prints it, the function that answers it, what it is answered
from, and how the answer differs from Fitbit's own: the documentation is made from it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from fitbit.google.answers.activity_intraday import count_intraday, zone_minutes_intraday
from fitbit.google.answers.activity_metrics import METRICS
from fitbit.google.answers.activity_series import basal_series, count_series, zone_minutes_series
from fitbit.google.answers.activity_summary import daily_summary
from fitbit.google.answers.body import (
    body_of_day,
    body_series,
    fat_logs,
    glucose_of_day,
    log_body,
    log_fat,
    log_weight,
    weight_logs,
)
from fitbit.google.answers.exercise import exercise_list, log_exercise, tcx
from fitbit.google.answers.heart import heart_intraday, heart_series
from fitbit.google.answers.heart_health import ecg_list, irn_list, irn_profile
from fitbit.google.answers.nightly import (
    breathing_rate,
    breathing_rate_stages,
    cardio_score,
    core_temperature,
    hrv,
    hrv_samples,
    skin_temperature,
    spo2,
    spo2_samples,
)
from fitbit.google.answers.nutrition import (
    calories_in_series,
    change_food,
    change_water,
    food_detail,
    food_search,
    food_units,
    foods_of_day,
    log_food,
    log_water,
    water_of_day,
    water_series,
)
from fitbit.google.answers.profile import devices, profile, update_profile
from fitbit.google.answers.request import FitbitRequest
from fitbit.google.answers.sleep import log_sleep, sleep_by_date, sleep_by_range, sleep_list
from fitbit.google.answers.sleep_v1 import SERIES, log_sleep_v1, sleep_v1_by_date, sleep_v1_series
from fitbit.google.answers.writes import delete
from fitbit.google.routes.differences import DIFFERENCES as d  # noqa: N811 - named in each row
from fitbit.google.routes.router import Difference, Route, Verdict

_USER = "/1/user/{user-id}/"


def _series(resource: str) -> tuple[str, ...]:
    """Return both paths of a daily series."""
    path = f"{_USER}{resource}/date/"
    return f"{path}{{date}}/{{period}}.json", f"{path}{{start-date}}/{{end-date}}.json"


def _intraday(resource: str) -> tuple[str, ...]:
    """Return the four paths of a series within a day."""
    path, level = f"{_USER}activities/{resource}/date/", "{detail-level}"
    times = "/time/{start-time}/{end-time}"
    bases = f"{path}{{date}}/1d/{level}", f"{path}{{start-date}}/{{end-date}}/{level}"
    return tuple(f"{base}{end}.json" for end in ("", times) for base in bases)


def _days(resource: str, end: str = "") -> tuple[str, ...]:
    """Return the paths for one day and for a range of days."""
    path = f"{_USER}{resource}/date/"
    return f"{path}{{date}}{end}.json", f"{path}{{start-date}}/{{end-date}}{end}.json"


def _logs(resource: str) -> tuple[str, ...]:
    """Return the paths for one day, a period and a range of days."""
    return f"{_USER}{resource}/date/{{date}}.json", *_series(resource)


def _counts() -> tuple[Route, ...]:
    """Return the series of amounts, of all sources and of the tracker alone."""
    return tuple(
        _reads(
            _series(f"activities/{'tracker/' if tracker else ''}{name}"),
            partial(count_series, resource=name, tracker=tracker),
            f"{metric.data_type}:dailyRollUp{' of google-wearables' if tracker else ''}",
            *d.get("calories" if name == "calories" else f"series {name}", ()),
            faithful=f"series {name}" not in d,
        )
        for tracker in (False, True)
        for name, metric in METRICS.items()
    )


def _minutes() -> tuple[Route, ...]:
    """Return the amounts within a day."""
    return tuple(
        _reads(
            _intraday(name),
            partial(count_intraday, resource=name),
            f"{metric.data_type}:rollUp",
            *d.get(f"intraday {name}", ()),
        )
        for name, metric in METRICS.items()
        if metric.of_slot is not None
    )


def _basal() -> tuple[Route, ...]:
    source = "total-calories:dailyRollUp minus active-energy-burned:dailyRollUp"
    return tuple(
        _reads(
            _series(f"activities/{prefix}caloriesBMR"),
            partial(basal_series, tracker=bool(prefix)),
            source,
            *d["basal_series"],
        )
        for prefix in ("", "tracker/")
    )


def _body_series() -> tuple[Route, ...]:
    sources = {"weight": "weight", "fat": "body-fat", "bmi": "weight, height"}
    return tuple(
        _reads(
            _series(f"body/{name}"), partial(body_series, resource=name), source, *d["body_series"]
        )
        for name, source in sources.items()
    )


def _sleep_series() -> tuple[Route, ...]:
    return tuple(
        _reads(
            _series(f"sleep/{name}"),
            partial(sleep_v1_series, resource=name),
            "sleep:reconcile",
            *d["sleep_series"],
        )
        for name in SERIES
    )


def _deletions() -> tuple[Route, ...]:
    places = (
        ("/1/user/{user-id}/activities/{activity-log-id}.json", "exercise"),
        ("/1/user/{user-id}/body/log/weight/{body-weight-log-id}.json", "weight"),
        ("/1/user/{user-id}/body/log/fat/{body-fat-log-id}.json", "body-fat"),
        ("/1.2/user/{user-id}/sleep/{log-id}.json", "sleep"),
        ("/1/user/{user-id}/sleep/{log-id}.json", "sleep"),
        ("/1/user/{user-id}/foods/log/{food-log-id}.json", "nutrition-log"),
        ("/1/user/{user-id}/foods/log/water/{water-log-id}.json", "hydration-log"),
    )
    return tuple(
        Route(
            "DELETE",
            (path,),
            partial(delete, data_type=kind, argument=path.rsplit("{", 1)[1].split("}", 1)[0]),
            f"{kind}:batchDelete",
            "PARTIAL",
            d["own_data"],
            204,
        )
        for path, kind in places
    )


def _reads(
    paths: str | tuple[str, ...],
    answer: Callable[[FitbitRequest], Any],
    google: str,
    *differs: Difference,
    faithful: bool = False,
) -> Route:
    """Return the entry of what is read; it is faithful where nothing or only an edge differs."""
    verdict: Verdict = "PARTIAL" if differs and not faithful else "FAITHFUL"
    listed = (paths,) if isinstance(paths, str) else paths
    return Route("GET", listed, answer, google, verdict, differs)


def _writes(
    path: str,
    answer: Callable[[FitbitRequest], Any],
    google: str,
    *differs: Difference,
    status: int = 201,
) -> Route:
    """Return the entry of a single path that is posted to."""
    return Route("POST", (path,), answer, google, "PARTIAL", differs, status)


ROUTES: tuple[Route, ...] = (
    # user and devices
    _reads(
        f"{_USER}profile.json",
        profile,
        "profile, settings, identity, height, weight",
        *d["profile"],
    ),
    _writes(
        f"{_USER}profile.json", update_profile, "PATCH profile, settings", *d["profile"], status=200
    ),
    _reads(f"{_USER}devices.json", devices, "pairedDevices"),
    # activity
    _reads(
        f"{_USER}activities/date/{{date}}.json",
        daily_summary,
        "8 roll-ups, exercise, and what heart rate by day is answered from",
        *d["summary"],
    ),
    _writes(f"{_USER}activities.json", log_exercise, "POST exercise", *d["exercise_written"]),
    _reads(f"{_USER}activities/list.json", exercise_list, "exercise", *d["exercises"]),
    _reads(f"{_USER}activities/{{log-id}}.tcx", tcx, "exercise:exportExerciseTcx"),
    *_counts(),
    *_basal(),
    _reads(
        _series("activities/active-zone-minutes"),
        zone_minutes_series,
        "active-zone-minutes:dailyRollUp",
    ),
    _reads(
        _series("activities/heart"),
        heart_series,
        "time-in-heart-rate-zone, calories-in-heart-rate-zone:dailyRollUp; "
        "daily-heart-rate-zones, daily-resting-heart-rate",
        *d["heart"],
    ),
    *_minutes(),
    _reads(
        _intraday("heart"),
        heart_intraday,
        "heart-rate:rollUp, heart-rate:reconcile",
        *d["heart"],
        faithful=True,
    ),
    _reads(_intraday("active-zone-minutes"), zone_minutes_intraday, "active-zone-minutes:rollUp"),
    # body
    _reads(_logs("body/log/weight"), weight_logs, "weight, body-fat, height"),
    _reads(_logs("body/log/fat"), fat_logs, "body-fat"),
    _writes(f"{_USER}body/log/weight.json", log_weight, "POST weight", *d["own_data"]),
    _writes(f"{_USER}body/log/fat.json", log_fat, "POST body-fat", *d["own_data"]),
    *_body_series(),
    _reads(f"{_USER}body/date/{{date}}.json", body_of_day, "weight, body-fat, height", *d["body"]),
    _writes(f"{_USER}body.json", log_body, "POST weight, body-fat", *d["body"]),
    # sleep
    _reads(
        "/1.2/user/{user-id}/sleep/date/{date}.json", sleep_by_date, "sleep:reconcile", *d["sleep"]
    ),
    _reads(
        "/1.2/user/{user-id}/sleep/date/{start-date}/{end-date}.json",
        sleep_by_range,
        "sleep:reconcile",
        *d["sleep"],
    ),
    _reads("/1.2/user/{user-id}/sleep/list.json", sleep_list, "sleep", *d["sleep"]),
    _reads(f"{_USER}sleep/date/{{date}}.json", sleep_v1_by_date, "sleep:reconcile", *d["sleep_v1"]),
    _writes("/1.2/user/{user-id}/sleep.json", log_sleep, "POST sleep", *d["sleep_written"]),
    _writes(f"{_USER}sleep.json", log_sleep_v1, "POST sleep", *d["sleep_written"], status=200),
    *_sleep_series(),
    # nutrition
    _reads(
        f"{_USER}foods/log/date/{{date}}.json",
        foods_of_day,
        "nutrition-log, hydration-log",
        *d["foods"],
    ),
    _writes(f"{_USER}foods/log.json", log_food, "POST nutrition-log", *d["food_written"]),
    _writes(
        f"{_USER}foods/log/{{food-log-id}}.json",
        change_food,
        "PATCH nutrition-log",
        *d["food_written"],
        status=200,
    ),
    _reads(f"{_USER}foods/log/water/date/{{date}}.json", water_of_day, "hydration-log"),
    _writes(f"{_USER}foods/log/water.json", log_water, "POST hydration-log", *d["own_data"]),
    _writes(
        f"{_USER}foods/log/water/{{water-log-id}}.json",
        change_water,
        "PATCH hydration-log",
        *d["own_data"],
        status=200,
    ),
    _reads(_series("foods/log/water"), water_series, "hydration-log:dailyRollUp"),
    _reads(_series("foods/log/caloriesIn"), calories_in_series, "nutrition-log:dailyRollUp"),
    _reads("/1/foods/search.json", food_search, "food", *d["catalogue"]),
    _reads("/1/foods/{food-id}.json", food_detail, "food", *d["catalogue"]),
    _reads("/1/foods/units.json", food_units, "food-measurement-unit", *d["units"]),
    # what is measured at night, and the heart's health
    _reads(_days("hrv"), hrv, "daily-heart-rate-variability"),
    _reads(_days("hrv", "/all"), hrv_samples, "heart-rate-variability", *d["hrv_samples"]),
    _reads(_days("spo2"), spo2, "daily-oxygen-saturation"),
    _reads(_days("spo2", "/all"), spo2_samples, "oxygen-saturation"),
    _reads(_days("br"), breathing_rate, "daily-respiratory-rate"),
    _reads(_days("br", "/all"), breathing_rate_stages, "respiratory-rate-sleep-summary"),
    _reads(_days("temp/skin"), skin_temperature, "daily-sleep-temperature-derivations"),
    _reads(_days("temp/core"), core_temperature, "core-body-temperature"),
    _reads(_days("cardioscore"), cardio_score, "daily-vo2-max", *d["cardio_score"]),
    _reads(f"{_USER}ecg/list.json", ecg_list, "electrocardiogram"),
    _reads(f"{_USER}irn/alerts/list.json", irn_list, "irregular-rhythm-notification"),
    _reads(f"{_USER}irn/profile.json", irn_profile, "irnProfile"),
    _reads(f"{_USER}glucose/date/{{date}}.json", glucose_of_day, "blood-glucose", *d["glucose"]),
    *_deletions(),
)
"""The table, in the order of Fitbit's reference."""
