"""One call of the Fitbit Web API, with the days, ids and numbers that it names."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from fitbit.clock import Clock
from fitbit.google import times
from fitbit.google.answers.answer import FitbitApiError
from fitbit.google.client.health import HealthClient
from fitbit.google.units import Units

PERIODS = {"1d": 1, "7d": 7, "1w": 7, "30d": 30, "1m": 30, "3m": 90, "6m": 180, "1y": 365}
"""Days of each period, the day that it ends on included."""
MAX_SERIES_DAYS = 1095
"""Days that a range of most series may have."""
SHORT_PERIODS = ("1d", "7d", "30d", "1w", "1m")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?")
_FIELDS = {"start-date": "date", "base-date": "date", "end-date": "endDate"}
# What may stand in a path of Google's: no slash, colon or dot that would lead elsewhere.
_ID = re.compile(r"[0-9A-Za-z_-]{1,63}")
_MAX_NUMBER = 1e12


class Dates(NamedTuple):
    """A range of days, both ends included."""

    first: dt.date
    last: dt.date

    def each(self) -> list[dt.date]:
        """Return the days in order."""
        return times.days(self.first, self.last)


@dataclass(frozen=True)
class FitbitRequest:
    """One Fitbit Web API call to be answered: its parts, its units, and the client to ask.

    Methods that read a part raise FitbitApiError for what Fitbit refuses.  ``zone`` and ``now()``,
    and with them ``today``, read the user's settings where they are not remembered.
    """

    path: str
    arguments: Mapping[str, str]
    params: Mapping[str, str]
    units: Units
    health: HealthClient
    clock: Clock

    # whose clock

    @property
    def zone(self) -> dt.tzinfo:
        """Return the time zone that the user's account is set to."""
        return times.zone(self.health.settings().get("timeZone") or "UTC")

    @property
    def utc(self) -> bool:
        """Whether days are to be cut by UTC, which ``timezone=UTC`` asks for."""
        asked = self.params.get("timezone")
        if asked is not None and asked.upper() != "UTC":
            raise FitbitApiError("timezone", f"Invalid timezone: {asked}")
        return asked is not None

    @property
    def day_zone(self) -> dt.tzinfo:
        """Return the zone by which the days of this call are cut."""
        return times.UTC if self.utc else self.zone

    def now(self) -> dt.datetime:
        """Return what the user's clock shows."""
        moment = dt.datetime.fromtimestamp(self.clock.time(), times.UTC)
        return moment.astimezone(self.zone).replace(tzinfo=None)

    # days

    def day_from(self, text: str, field: str) -> dt.date:
        """Return the day of ``yyyy-MM-dd`` or ``today``."""
        if text == "today":
            return self.now().date()
        try:
            return dt.date.fromisoformat(text if _DAY.fullmatch(text) else "")
        except ValueError:
            raise FitbitApiError(field, f"Invalid date:{text}") from None

    def day(self, name: str = "date") -> dt.date:
        """Return a day that stands in the path."""
        return self.day_from(self.arguments[name], _FIELDS.get(name, "date"))

    def dates(self, limit: int, what: str, *, periods: tuple[str, ...] = tuple(PERIODS)) -> Dates:
        """Return the days of ``/date/{date}``, ``/{period}`` or ``/{start-date}/{end-date}``."""
        if "period" in self.arguments:
            return self._period(self.arguments["period"], periods)
        found = self.named_dates()
        if found.last < found.first:
            raise FitbitApiError("endDate", "The end date must not be before the start date")
        if (found.last - found.first).days >= limit:
            raise FitbitApiError(
                None, f"The range cannot exceed {limit} days for resource type {what}"
            )
        return found

    def named_dates(self) -> Dates:
        """Return the one day of the path, or its first and its last."""
        if "date" in self.arguments:
            return Dates(self.day(), self.day())
        return Dates(self.day("start-date"), self.day("end-date"))

    def series_dates(self, resource: str, limit: int = MAX_SERIES_DAYS) -> Dates:
        """Return the days of a series that goes back as far as the membership."""
        return self.dates(limit, resource, periods=(*PERIODS, "max"))

    def _period(self, period: str, allowed: tuple[str, ...]) -> Dates:
        last = self.day()
        if period == "max" and "max" in allowed:
            since = self.health.profile().get("membershipStartDate")
            return Dates(min(times.date_of(since), last) if since else last, last)
        if period not in allowed or period not in PERIODS:
            raise FitbitApiError("period", f"Invalid period: {period}")
        return Dates(last - times.DAY * (PERIODS[period] - 1), last)

    # ids

    def identifier(self, name: str) -> str:
        """Return an id that stands in the path."""
        return _identifier(self.arguments[name], name)

    def given_identifier(self, name: str) -> str:
        """Return an id that is a parameter."""
        return _identifier(self.required(name), name)

    # parameters

    def required(self, name: str) -> str:
        """Return a parameter that has to be there."""
        text = self.params.get(name, "").strip()
        if not text:
            raise FitbitApiError(name, f"Missing parameters: {name}")
        return text

    def number(self, name: str, default: float | None = None) -> float:
        """Return a parameter that is a number of zero or more."""
        if default is not None and not self.params.get(name, "").strip():
            return default
        text = self.required(name)
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        # NaN is refused by this, too.
        if not 0 <= value < _MAX_NUMBER:
            raise self.invalid(name)
        return value

    def invalid(self, name: str) -> FitbitApiError:
        """Return Fitbit's error for a parameter that cannot be read."""
        return FitbitApiError(
            name, f"Invalid value for parameter {name}: {self.params.get(name, '')}"
        )

    def given_day(self, name: str = "date") -> dt.date:
        """Return a day that is a parameter."""
        return self.day_from(self.required(name), name)

    def given_time(self, name: str, default: str | None = None) -> dt.time:
        """Return a time of day that is a parameter."""
        text = self.params.get(name) or default or self.required(name)
        return time_of(text, name)


def time_of(text: str, field: str) -> dt.time:
    """Return the time of ``HH:mm`` or ``HH:mm:ss``."""
    found = _TIME.fullmatch(text)
    if found is None:
        raise FitbitApiError(field, f"Invalid time: {text}")
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return dt.time(hours, minutes, seconds)


def _identifier(text: str, name: str) -> str:
    if _ID.fullmatch(text) is None:
        raise FitbitApiError(name, f"Invalid id: {text}")
    return text
