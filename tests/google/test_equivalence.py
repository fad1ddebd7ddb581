"""Every endpoint of the Fitbit Web API on Google Health: equal, equal in part, or refused."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from fitbit.exceptions import NotSupportedByProvider
from google_pair import Pair, differences_between, places, route_of, without
from google_rows import IN_UNITS, READ, Row, days_of, rows
from google_special import SPECIAL

ROWS = rows()
_ENDPOINT = re.compile(r"((?:GET|POST|DELETE)(?:/(?:GET|POST|DELETE))*) (/\S+?)(?=;|\s|$)")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.verdict} {row.fitbit}")
def test_every_row_of_the_mapping_holds(
    row: Row, request: pytest.FixtureRequest, record_property: Callable[[str, object], None]
) -> None:
    """What the mapping says of an endpoint is what a program sees."""
    record_property("verdict", row.verdict)
    if row.fitbit in SPECIAL:
        SPECIAL[row.fitbit](request.getfixturevalue("fresh"))
    elif row.verdict == "NOT":
        require_refusal(request.getfixturevalue("pair"), row)
    else:
        require_equality(request.getfixturevalue("pair"), row)


def require_equality(pair: Pair, row: Row) -> None:
    """Compare every call of a row, for every sample person."""
    compared = 0
    for person in pair.sandbox.people:
        for path, language in calls(row, person.timezone):
            compare(pair, person, path, language, row.verdict)
            compared += 1
    assert compared >= len(pair.sandbox.people)


def calls(row: Row, timezone: str) -> Iterator[tuple[str, str]]:
    """Yield the paths to ask for, with the units to ask in."""
    for template in READ[row.fitbit]:
        in_units = any(mark in template for mark in IN_UNITS)
        for language in ("", "en_US", "en_GB") if in_units else ("",):
            for day in days_of(timezone) if "{day}" in template else ("",):
                yield template.replace("{day}", day), language


def compare(pair: Pair, person: Any, path: str, language: str, verdict: str) -> None:
    """Require equal answers but for the documented differences."""
    ours = pair.google(person, "GET", path, language=language)
    theirs = pair.fitbit(person, "GET", path, language=language)
    assert (ours.status_code, theirs.status_code) == (200, 200), f"{path}: {ours.text[:300]}"
    route = route_of("GET", path)
    assert route.verdict == verdict, path
    google, fitbit = ours.json(), theirs.json()
    for difference in route.differs:
        if difference.absent:
            assert list(places(google, difference.field)) == [], f"{path}: {difference.field}"
    if "calories/date" in path and "/1d/" not in path:
        google, fitbit = on_days_with_data(google, fitbit)
    else:
        google, fitbit = without(google, route.differs), without(fitbit, route.differs)
    if "activities/calories/date" in path and "/1d/" in path:
        fitbit = in_slots_with_data(google, fitbit)
    assert differences_between(google, fitbit) == [], f"{person.id} {path} {language}"


def on_days_with_data(google: dict[str, Any], fitbit: dict[str, Any]) -> tuple[Any, Any]:
    """Return the entries of the days on which Google knows of calories."""
    [(name, entries)] = google.items()
    known = {entry["dateTime"] for entry in entries if entry["value"] != "0"}
    assert [entry["dateTime"] for entry in entries] == [e["dateTime"] for e in fitbit[name]]
    kept = [
        {name: [entry for entry in answer[name] if entry["dateTime"] in known]}
        for answer in (google, fitbit)
    ]
    return kept[0], kept[1]


def in_slots_with_data(google: dict[str, Any], fitbit: dict[str, Any]) -> dict[str, Any]:
    """Return Fitbit's answer with the slots that Google knows of, of a day that it knows of."""
    known = {slot["time"] for slot in google["activities-calories-intraday"]["dataset"]}
    inside = fitbit["activities-calories-intraday"]
    inside["dataset"] = [slot for slot in inside["dataset"] if slot["time"] in known]
    return fitbit if known else fitbit | {"activities-calories": google["activities-calories"]}


def require_refusal(pair: Pair, row: Row) -> None:
    """Require an error that names the endpoint and the reason for each method and path."""
    asked = list(endpoints(row.fitbit))
    assert asked
    for method, path in asked:
        with pytest.raises(NotSupportedByProvider, match=re.escape(f"{method} {path}")) as caught:
            pair.google(pair.sandbox.people[0], method, path)
        assert len(str(caught.value)) > len(f"{method} {path}: ") + 20


def endpoints(text: str) -> Iterator[tuple[str, str]]:
    """Yield the methods and paths of a row, with something in the place of each parameter."""
    for methods, template in _ENDPOINT.findall(text):
        for path in variants(template):
            yield from ((method, path) for method in methods.split("/"))


def variants(template: str) -> list[str]:
    """Return a path with and without what stands in square brackets."""
    found = re.search(r"\[([^]]*)\]", template)
    if found is not None:
        whole = template.replace(found[0], found[1])
        return [*variants(template.replace(found[0], "")), *variants(whole)]
    filled = template.replace("{user-id}", "-").replace("{period}", "daily").replace("*", "")
    return [re.sub(r"\{[^}]+\}", "1", filled) + ("" if template[-1] != "*" else "/date/today.json")]


def test_the_series_that_google_counts_alike_are_equal_where_there_is_data(pair: Pair) -> None:
    """Elevation, active minutes, basal calories and zones differ by their source, not by us."""
    for person in pair.sandbox.people:
        for name in ("elevation", "minutesLightlyActive", "minutesVeryActive", "caloriesBMR"):
            path = f"/1/user/-/activities/{name}/date/2026-10-20/2026-11-08.json"
            answers = pair.google(person, "GET", path), pair.fitbit(person, "GET", path)
            google, fitbit = on_days_with_data(*(answer.json() for answer in answers))
            assert google == fitbit
