"""The rows of a table in Fitbit's answers, whatever their shape."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, TypeAlias, cast

from fitbit.exceptions import InvalidArguments, InvalidValue
from fitbit.responses.bodies import as_object, as_objects

Row: TypeAlias = dict[str, Any]

_PREFIX = re.compile(r"^(activities-tracker-|activities-|body-|foods-log-)")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")
_INTRADAY = "-intraday"
_LOGS = ("sleep", "weight", "fat")
_DAILY = ("hrv", "br", "cardioScore", "tempCore", "tempSkin", "spo2")
_WITHOUT_VALUE = "breathingRate"


def rows_of(answer: Any) -> tuple[str, list[Row]]:
    """Return the name of the index, ``date`` or ``time``, and the rows of an answer."""
    series, key = _series_in(answer)
    name = _PREFIX.sub("", key.removesuffix(_INTRADAY))
    within_a_day = as_object(series)
    if within_a_day is not None:
        return "time", list(_minutes(within_a_day, name, _day_of(answer, name)))
    if key in _LOGS:
        return _logs(series, key)
    if any("minutes" in each for each in series):
        return "time", [row for each in series for row in _samples(each, name)]
    rows = [_row(each, name) for each in series]
    moments = any("T" in str(row["date"]) for row in rows)
    return ("time", [_renamed(row) for row in rows]) if moments else ("date", rows)


def _series_in(answer: Any) -> tuple[Any, str]:
    """Return an answer's series and its key."""
    rows, whole = as_objects(answer), as_object(answer)
    if isinstance(answer, list) and rows == answer:
        return rows, "spo2"
    if whole is None:
        raise InvalidArguments(f"There is no series in {type(cast('object', answer)).__name__}")
    if "dateTime" in whole or not whole:
        return ([whole] if whole else []), "spo2"
    names = sorted((each for each in whole if _is_series(each)), key=len)
    if names:
        return whole[names[-1]], names[-1]
    raise InvalidValue(f"There is no series among {', '.join(map(repr, whole))}")


def _is_series(name: str) -> bool:
    return _PREFIX.match(name) is not None or name in _LOGS or name in _DAILY


def _day_of(answer: Row, name: str) -> dt.date:
    """Return the first day that values within a day belong to."""
    for each, days in answer.items():
        if each.endswith(name) and (found := as_objects(days)):
            return dt.date.fromisoformat(found[0]["dateTime"])
    raise InvalidValue("The answer does not say which day its values belong to")


def _minutes(intraday: Row, name: str, day: dt.date) -> Iterator[Row]:
    """Yield the values within a day; where the times begin anew, the next day begins."""
    previous = ""
    for each in intraday["dataset"]:
        if each["time"] < previous:
            day += dt.timedelta(days=1)
        previous = each["time"]
        others = {key: value for key, value in each.items() if key not in {"time", "value"}}
        yield {"time": f"{day}T{each['time']}", name: each["value"], **others}


def _samples(day: Row, name: str) -> Iterator[Row]:
    """Yield the samples of a night or of a day's Active Zone Minutes."""
    for each in day["minutes"]:
        moment = each["minute"] if "T" in each["minute"] else f"{day['dateTime']}T{each['minute']}"
        yield {"time": moment, **_columns(each["value"], name)}


def _row(entry: Row, name: str) -> Row:
    others = {key: each for key, each in entry.items() if key not in {"dateTime", "value"}}
    return {"date": entry["dateTime"], **_columns(entry.get("value"), name), **others}


def _renamed(row: Row) -> Row:
    return {"time": row.pop("date"), **row}


def _logs(logs: list[Row], name: str) -> tuple[str, list[Row]]:
    """Return a row per log: a sleep by its day, a measurement of the body by its moment."""
    if name == "sleep":
        return "date", [_sleep(each) for each in logs]
    return "time", [
        {"time": f"{log['date']}T{log['time']}"}
        | {key: value for key, value in log.items() if key not in {"date", "time"}}
        for log in logs
    ]


def _sleep(log: Row) -> Row:
    """Return a sleep as a row: its own facts, then minutes and count of each stage."""
    nested = {"levels", "minuteData", "dateOfSleep"}
    facts = {key: value for key, value in log.items() if key not in nested}
    stages = log.get("levels", {}).get("summary", {})
    return {"date": log["dateOfSleep"], **facts, **_columns(stages, "")}


def stages_of(answer: Any) -> tuple[str, list[Row]]:
    """Return the stages of every sleep in an answer, a row each."""
    whole = as_object(answer) or {}
    if "sleep" not in whole:
        raise InvalidValue("There are no sleeps in the answer")
    return "time", [
        {"time": each["dateTime"], "level": each["level"], "seconds": each["seconds"]}
        | {"logId": log["logId"]}
        for log in whole["sleep"]
        for each in sorted(_stages(log), key=lambda stage: stage["dateTime"])
    ]


def _stages(log: Row) -> list[Row]:
    return log.get("levels", {}).get("data", [])


def _columns(value: Any, name: str) -> Row:
    """Return a value as columns: nested ones dotted, zones by their name, text as numbers."""
    nested = as_object(value)
    if nested is not None:
        columns: Row = {}
        for key, each in nested.items():
            columns |= _columns(each, f"{name}.{key}" if _dotted(name, nested) else key)
        return columns
    if isinstance(value, list):
        return {key: one for zone in as_objects(value) for key, one in _zone(zone).items()}
    return _scalar(value, name)


def _dotted(name: str, value: Row) -> bool:
    """Return whether a value's own name belongs into its columns: a stage's, not a series'."""
    return bool({"count", "breathingRate"} & value.keys()) and name not in {"", "br"}


def _zone(zone: Row) -> Row:
    return {f"{zone['name']}.{key}": each for key, each in zone.items() if key != "name"}


def _scalar(value: Any, name: str) -> Row:
    if name.endswith(_WITHOUT_VALUE) and value == -1:
        return {name: None}
    if not isinstance(value, str):
        return {name: value}
    if between := _RANGE.fullmatch(value):
        low, high = map(float, between.groups())
        return {f"{name}.low": low, f"{name}.high": high}
    if name == "vo2Max" and _NUMBER.fullmatch(value):
        return {f"{name}.low": float(value), f"{name}.high": float(value)}
    return {name: float(value) if _NUMBER.fullmatch(value) else value}
