"""What all of python-fitbit's endpoint methods share: constants and the start of a URL."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any, ClassVar

from fitbit.legacy._paths import date_text, fill, quoted

if TYPE_CHECKING:
    from collections.abc import Mapping


class LegacyCalls:
    """Builds addresses and bodies; ``make_request`` comes from the facade."""

    US = "en_US"
    METRIC = "en_UK"
    """Not one of Fitbit's names; Fitbit answers every name it does not know in metric units."""

    API_ENDPOINT: str
    API_VERSION: float | str
    WEEK_DAYS: ClassVar[list[str]] = [
        "SUNDAY",
        "MONDAY",
        "TUESDAY",
        "WEDNESDAY",
        "THURSDAY",
        "FRIDAY",
        "SATURDAY",
    ]
    PERIODS: ClassVar[list[str]] = ["1d", "7d", "30d", "1w", "1m", "3m", "6m", "1y", "max"]
    RESOURCE_LIST: ClassVar[list[str]] = [
        "body",
        "activities",
        "foods/log",
        "foods/log/water",
        "sleep",
        "heart",
        "bp",
        "glucose",
    ]
    QUALIFIERS: ClassVar[list[str]] = ["recent", "favorite", "frequent"]

    @abstractmethod
    def make_request(self, *args: Any, **kwargs: Any) -> Any:
        """Send one request and return what Fitbit answered."""

    def _get_common_args(self, user_id: str | None = None) -> tuple[str, float | str, str]:
        """Return endpoint, version and user, the start of every address."""
        return self.API_ENDPOINT, self.API_VERSION, quoted(user_id or "-")

    def _url(self, path: str, user_id: str | None = None, **parts: object) -> str:
        """Return the address of a path as Fitbit prints it, ``{user}`` filled in too."""
        endpoint, version, user = self._get_common_args(user_id)
        return f"{endpoint}/{version}{fill(path.replace('{user}', user), **parts)}"

    def _get_date_string(self, date: Any) -> str:
        """Return a day as ``YYYY-MM-DD``."""
        return date_text(date)

    def _filter_nones(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was given: 0, False and empty text count as given, None does not."""
        return {name: value for name, value in data.items() if value is not None}

    def _resource_goal(
        self, resource: str, data: Mapping[str, Any] | None = None, period: str | None = None
    ) -> Any:
        """Read a goal, or write it where there is data."""
        given = self._filter_nones(data or {})
        if period is None:
            url = self._url("/user/{user}/{resource}/goal.json", resource=resource)
        else:
            path = "/user/{user}/{resource}/goals/{period}.json"
            url = self._url(path, resource=resource, period=period)
        return self.make_request(url, data=given)
