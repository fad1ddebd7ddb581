"""Calls every chapter method with arguments made up from its signature, and keeps what is sent."""

from __future__ import annotations

import datetime as dt
import inspect
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import requests
from hypothesis import strategies as st
from requests.adapters import BaseAdapter

from fitbit import Fitbit
from fitbit.resources._base import EndpointGroup
from fitbit.types import Nutrient, WeekDay

WITHIN_A_DAY = {
    "active_zone_minutes.get_intraday_by_interval",
    "activity.get_intraday_by_interval",
    "heart_rate.get_intraday_by_interval",
}
"""Is what reads 24 hours at most; two days need a window of time over midnight."""
ANSWER = {"activities": [], "sleep": [], "ecgReadings": [], "alerts": [], "success": True}


class Recorder(BaseAdapter):
    """Answers every request alike, and remembers it as it would have gone out."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[requests.PreparedRequest] = []
        self.answer: Any = ANSWER

    def send(self, request: requests.PreparedRequest, **_kwargs: Any) -> requests.Response:  # type: ignore[override]
        self.sent.append(request)
        response = requests.Response()
        response.status_code = 204 if request.method == "DELETE" else 200
        response.request, response.url = request, request.url or ""
        response._content = b"" if request.method == "DELETE" else _encoded(self.answer)
        return response

    def close(self) -> None:
        """Have nothing to close."""


def _encoded(answer: Any) -> bytes:
    return answer if isinstance(answer, bytes) else json.dumps(answer).encode()


def recorded() -> tuple[Fitbit, Recorder]:
    """Return a Fitbit whose requests go nowhere, and what keeps them."""
    fb, recorder = Fitbit("22942C", "a-secret", access_token="an-access"), Recorder()
    fb.client.session.mount("https://", recorder)
    return fb, recorder


def groups() -> dict[str, type[EndpointGroup]]:
    """Return the endpoint groups by the name of their attribute."""
    found = {name: getattr(Fitbit, name) for name in dir(Fitbit)}
    return {name: type(each) for name, each in found.items() if isinstance(each, EndpointGroup)}


def methods() -> dict[str, Callable[..., Any]]:
    """Return every public endpoint method, by ``group.method``, not bound to anyone."""
    return {
        f"{name}.{method}": function
        for name, group in groups().items()
        for method, function in inspect.getmembers(group, inspect.isfunction)
        if not method.startswith("_")
    }


DATES = st.dates(dt.date(2015, 1, 1), dt.date(2026, 12, 31))
MOMENTS = st.datetimes(dt.datetime(2015, 1, 1), dt.datetime(2026, 12, 31))  # noqa: DTZ001 - local
TIMES = st.times()
DURATIONS = st.integers(0, 9999) | st.timedeltas(dt.timedelta(0), dt.timedelta(days=1))
NAMES = st.text("abcXYZ äß&=+/?#é", min_size=1, max_size=12)
IDS = st.integers(0, 2**64 - 1) | st.text("ABC0123456789", min_size=1, max_size=12)
AMOUNTS = (
    st.integers(0, 10_000)
    | st.floats(0, 1e9, allow_nan=False)
    | st.decimals(0, 1000, allow_nan=False, places=2)
)


def written_days() -> st.SearchStrategy[Any]:
    """Make up a day in every spelling that a log takes."""
    return DATES | MOMENTS | DATES.map(dt.date.isoformat)


def times() -> st.SearchStrategy[Any]:
    """Make up a time of day in every spelling."""
    return TIMES | MOMENTS | TIMES.map("{:%H:%M}".format)


BY_NAME: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
    "user_id": lambda: st.sampled_from(["-", "GGNJL9"]),
    "birthday": written_days,
    "before_date": lambda: written_days() | MOMENTS.map("{:%Y-%m-%dT%H:%M:%S}".format),
    "after_date": lambda: written_days() | MOMENTS.map("{:%Y-%m-%dT%H:%M:%S}".format),
    "sort": st.none,
    "distance_unit": lambda: st.sampled_from(["mile", "km", "steps"]),
    "duration": lambda: DURATIONS,
    "min_duration": lambda: DURATIONS,
    "limit": lambda: st.integers(1, 10),
    "workers": lambda: st.integers(1, 3),
    "progress": lambda: st.just(lambda _done, _total: None),
    "week_days": lambda: st.lists(st.sampled_from(get_args(WeekDay)), min_size=1, unique=True),
    "nutrients": lambda: st.dictionaries(st.sampled_from(get_args(Nutrient)), AMOUNTS, max_size=3),
    "meal_foods": lambda: st.lists(
        st.fixed_dictionaries(
            {"foodId": st.integers(1), "amount": st.floats(0, 99), "unitId": st.integers(1)}
        ),
        min_size=1,
        max_size=3,
    ),
    "tracker_id": lambda: st.integers(1, 2**64 - 1),
    "alarm_id": lambda: st.integers(1, 2**64 - 1),
    "activity_id": lambda: st.integers(1, 2**64 - 1),
    "log_id": lambda: st.integers(1, 2**64 - 1),
}


def made_up(name: str, hint: Any) -> st.SearchStrategy[Any]:
    """Make up an argument from its name, or else from its type."""
    if name in BY_NAME:
        return BY_NAME[name]()
    kinds = set(get_args(hint)) - {type(None)} or {hint}
    literals = [value for kind in kinds for value in (get_args(kind) or ())]
    if literals or not all(isinstance(kind, type) for kind in kinds):
        return st.sampled_from(literals or sorted(kinds, key=str))
    if dt.time in kinds:
        return times()
    if dt.date in kinds:
        return written_days()
    return _plain(kinds)


def _plain(kinds: set[Any]) -> st.SearchStrategy[Any]:
    if Decimal in kinds:
        return AMOUNTS
    if kinds == {bool}:
        return st.booleans()
    return {frozenset({int}): st.integers(0, 9999), frozenset({str}): NAMES}.get(
        frozenset(kinds), IDS
    )


@st.composite
def arguments(draw: st.DrawFn, name: str, method: Callable[..., Any]) -> dict[str, Any]:
    """Make up arguments for a method that go together."""
    hints = get_type_hints(method)
    values: dict[str, Any] = {}
    for each in list(inspect.signature(method).parameters.values())[1:]:
        required = each.default is inspect.Parameter.empty
        if required or draw(st.booleans()):
            values[each.name] = draw(made_up(each.name, hints[each.name]))
    for fix in (_days, _window, _page, _alarm, _alternatives):
        fix(draw, name, values)
    return values


def _days(draw: st.DrawFn, name: str, values: dict[str, Any]) -> None:
    """Make ranges run forward and no longer than Fitbit gives, and read ``today`` now and then."""
    reads = ".get_" in name or ".iter_" in name
    if {"start_date", "end_date"} <= values.keys():
        start, max_days = draw(DATES), 1 if name in WITHIN_A_DAY else 30
        values["start_date"] = start
        values["end_date"] = start + dt.timedelta(draw(st.integers(0, max_days)))
    elif reads and "date" in values and draw(st.booleans()):
        values["date"] = "today"


def _window(draw: st.DrawFn, name: str, values: dict[str, Any]) -> None:
    """Give both ends of a window of time, in order or over midnight, or none."""
    if {"start_time", "end_time"} & values.keys() and "duration" not in "".join(values):
        earlier, later = sorted([draw(TIMES), draw(TIMES)])
        values["start_time"], values["end_time"] = earlier, later
    if name in WITHIN_A_DAY and values["start_date"] != values["end_date"]:
        earlier, later = sorted([draw(TIMES), draw(TIMES)])
        values["start_time"], values["end_time"] = later, earlier


def _page(draw: st.DrawFn, name: str, values: dict[str, Any]) -> None:
    """Give a list one of its two dates."""
    if not name.endswith(("_list", ".iter_logs", ".iter_alerts")) or "subscription" in name:
        return
    values.pop("before_date", None)
    values.pop("after_date", None)
    which = draw(st.sampled_from(["before_date", "after_date"]))
    values[which] = draw(BY_NAME[which]())


def _alarm(draw: st.DrawFn, name: str, values: dict[str, Any]) -> None:
    """Give an alarm's time its offset from UTC."""
    if name.endswith("_alarm") and "time" in values:
        zone = dt.timezone(dt.timedelta(minutes=30 * draw(st.integers(-20, 20))))
        time = draw(TIMES).replace(tzinfo=zone)
        values["time"] = draw(st.sampled_from([time, f"{time:%H:%M}-08:00"]))


def _alternatives(draw: st.DrawFn, name: str, values: dict[str, Any]) -> None:
    """Choose between arguments of which Fitbit takes one."""
    choices: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
        "activity.create_log": (
            {"activity_id": 90013, "activity_name": None},
            {"activity_id": None, "activity_name": "Juggling", "manual_calories": 30},
        ),
        "nutrition.create_food_log": (
            {
                "food_id": 18828,
                "food_name": None,
                "brand_name": None,
                "calories": None,
                "nutrients": None,
            },
            {"food_id": None, "food_name": "Soup", "favorite": None},
        ),
        "nutrition.create_food_goal": (
            {"calories": 2000, "intensity": None},
            {"calories": None, "intensity": "EASIER"},
        ),
        "user.update_profile": ({"fullname": "A B"}, {"gender": "NA"}),
    }
    if name in choices:
        values.update(draw(st.sampled_from(choices[name])))


def call(fb: Fitbit, name: str, values: dict[str, Any]) -> Any:
    """Call a method by its name; walk through what it yields."""
    chapter, method = name.split(".")
    returned = getattr(getattr(fb, chapter), method)(**values)
    return list(returned) if isinstance(returned, Iterator) else returned
