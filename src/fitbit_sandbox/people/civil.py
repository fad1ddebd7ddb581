"""The wall clock of a time zone as seconds since the epoch, and back."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """Return the time zone of an IANA name."""
    return ZoneInfo(name)


def epoch(day: date, seconds: int, zone_name: str) -> int:
    """Return the moment when the wall clock shows *seconds* after midnight of a day.

    A time that the clocks skip in spring is read as if they had not yet been put
    forward; of a time that comes twice in autumn the first is meant.
    """
    clock = datetime.combine(day, time()) + timedelta(seconds=seconds)
    return int(clock.replace(tzinfo=zone(zone_name)).timestamp())


@lru_cache(maxsize=8192)
def day_start(day: date, zone_name: str) -> int:
    """Return the moment a local day begins."""
    return epoch(day, 0, zone_name)


def day_minutes(day: date, zone_name: str) -> int:
    """Return how many minutes a local day has: 1440, or 1380 or 1500 at a clock change."""
    return (day_start(day + timedelta(days=1), zone_name) - day_start(day, zone_name)) // 60


def local(moment: float, zone_name: str) -> datetime:
    """Return the wall clock of a zone at a moment, without the zone."""
    return datetime.fromtimestamp(moment, zone(zone_name)).replace(tzinfo=None)


def local_date(moment: float, zone_name: str) -> date:
    """Return the local date at a moment."""
    return local(moment, zone_name).date()


def offset_seconds(moment: float, zone_name: str) -> int:
    """Return how far a zone's clock is ahead of UTC at a moment."""
    offset = datetime.fromtimestamp(moment, zone(zone_name)).utcoffset()
    return int(offset.total_seconds()) if offset else 0


def utc_text(moment: float) -> str:
    """Return a moment as ``2026-01-01T05:03:50.000Z``."""
    clock = datetime.fromtimestamp(moment, timezone.utc)
    return clock.strftime("%Y-%m-%dT%H:%M:%S.000Z")
