"""Judges a request by Fitbit's own description of its API."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import requests

FILE = Path(__file__).parent.parent / "data" / "fitbit-openapi.json"

DAY = r"\d{4}-\d\d-\d\d"
RULES = {
    r".*[dD]ate": rf"today|{DAY}",
    r"beforeDate|afterDate": rf"{DAY}(T\d\d:\d\d:\d\d)?",
    r"period": r"1d|7d|30d|1w|1m|3m|6m|1y",
    r"detail-level": r"1sec|1min|5min|15min",
    r"(start|end)-time": r"\d\d:\d\d",
    r"goal-type": r"fat|weight",
    r"collection-path": r"activities|body|foods|sleep|userRevokedAccess",
    r"sort": r"asc|desc",
    r"startTime": r"\d\d:\d\d(:\d\d)?",
}
"""Is what the description says of these parameters in words: as text, they would be anything."""
NARROWER = {
    r".*ActivitiesGoals": {"period": r"daily|weekly"},
    r"getHeartByDatePeriod|get(BodyFat|Weight)ByDatePeriod": {"period": r"1d|7d|30d|1w|1m"},
    r"getAZM.*|getActivities.*": {"detail-level": r"1min|5min|15min"},
    r"addBodyFatLog|addWeightLog": {"time": r"\d\d:\d\d:\d\d"},
    r"(add|update)Alarms": {
        "time": r"\d\d:\d\d[+-]\d\d:\d\d",
        "weekDays": r"[A-Z]+DAY(,[A-Z]+DAY)*",
        "recurring": r"true|false",
    },
}
"""Is where an operation's description takes less than the rule above."""
TYPES = {
    "integer": r"\d+",
    "number": r"\d+(\.\d+)?",
    "boolean": r"true|false",
    "string": r".+",
}


NUTRIENTS = (
    r"caloriesFromFat|totalFat|transFat|saturatedFat|cholesterol|sodium|potassium"
    r"|totalCarbohydrate|dietaryFiber|sugars|protein|vitamin(A|B6|B12|C|D|E)|biotin|folicAcid"
    r"|niacin|pantothenicAcid|riboflavin|thiamin|calcium|copper|iron|magnesium|phosphorus"
    r"|iodine|zinc"
)


@dataclass(frozen=True)
class Exemption:
    """Is a difference between the description and the API, with its reason."""

    kind: str
    operation: str
    parameter: str
    reason: str
    values: str = ".*"

    def covers(self, kind: str, operation: str, parameter: str, value: str) -> bool:
        return (
            kind == self.kind
            and re.fullmatch(self.values, value) is not None
            and re.fullmatch(self.operation, operation) is not None
            and re.fullmatch(self.parameter, parameter) is not None
        )


EXEMPTIONS = (
    Exemption(
        "operation",
        "allSubscriptions.*",
        "",
        "a subscription to all collections has no collection in its path, says the reference",
    ),
    Exemption(
        "optional",
        "addActivitiesLog",
        "activityId|manualCalories|distance",
        "a name stands for activityId, a name only needs manualCalories, some types only distance",
    ),
    Exemption(
        "type",
        "addActivitiesLog",
        "distanceUnit",
        "called an integer, and then explained by words such as steps",
        values=r"[a-zA-Z]+",
    ),
    Exemption(
        "type",
        "addUpdateWaterGoal",
        "target",
        "called an integer; the reference has decimals, as fluid ounces need",
        values=r"\d+\.\d+",
    ),
    Exemption("optional", "addFoodsLog", "foodId", "foodName stands for it, says its own text"),
    Exemption(
        "optional", "editFoodsLog", "unitId|amount", "a log by name is changed by its calories"
    ),
    Exemption("optional", "addUpdateFoodsGoal", "calories", "intensity stands for it"),
    Exemption(
        "extra",
        "addFoods|addFoodsLog",
        NUTRIENTS,
        "nutrients are listed by the reference, as additional nutritional information",
    ),
    Exemption("extra", "addMeal|updateMeal", "unitId", "the reference has it; so do the answers"),
    Exemption(
        "extra",
        "updateProfile",
        "clockTimeDisplayFormat",
        "listed by the reference",
    ),
    Exemption(
        "extra",
        "getActivities.*(Range|Period|Intraday)|getHeartBy.*",
        "timezone",
        "timezone=UTC is listed by the reference",
    ),
    Exemption(
        "value",
        "getActivitiesResource.*",
        "resource-path",
        "swimming-strokes is listed by the reference",
        values="swimming-strokes",
    ),
    Exemption(
        "media",
        "updateProfile",
        "",
        "a form without files is sent urlencoded, as python-fitbit did, not as multipart",
    ),
)


@dataclass
class Judge:
    """Finds the operation that a request asks for, and everything that is wrong with it."""

    used: set[Exemption] = field(default_factory=set)
    reached: set[str] = field(default_factory=set)

    def judge(self, request: requests.PreparedRequest) -> list[str]:
        """Return what is wrong with a request, nothing if it is as described."""
        path = urlsplit(request.url or "").path
        found = [each for each in operations() if self._asks_for(each, request.method, path)]
        if not found:
            return [f"{request.method} {path} is not in the description"]
        operation = max(found, key=lambda each: each["literals"])
        self.reached.add(operation["operation"])
        return list(self._faults(operation, request))

    def exempt(self, kind: str, operation: str, parameter: str = "", value: str = "") -> bool:
        """Tell whether a difference is one with a reason, and remember that it was needed."""
        for each in EXEMPTIONS:
            if each.covers(kind, operation, parameter, value):
                self.used.add(each)
                return True
        return False

    def _asks_for(self, operation: Mapping[str, Any], method: str | None, path: str) -> bool:
        """Tell whether a path has the operation's form and values that its parts may have."""
        found = operation["pattern"].fullmatch(path)
        if operation["method"] != method or found is None:
            return False
        values = zip(operation["parts"], found.groups(), strict=True)
        return all(self._fits(operation, each, unquote(value)) for each, value in values)

    def _fits(self, operation: Mapping[str, Any], parameter: Mapping[str, Any], text: str) -> bool:
        """Tell whether a parameter may have this value."""
        name = operation["operation"]
        if "enum" in parameter:
            return text in parameter["enum"] or (
                self.exempt("value", name, parameter["name"], text)
            )
        if re.fullmatch(rule(name, parameter), text):
            return True
        return parameter["in"] != "path" and self.exempt("type", name, parameter["name"], text)

    def _faults(
        self, operation: Mapping[str, Any], request: requests.PreparedRequest
    ) -> Iterator[str]:
        """Yield what is wrong with query and body."""
        name = operation["operation"]
        query = dict(parse_qsl(urlsplit(request.url or "").query, keep_blank_values=True))
        if name.startswith("allSubscriptions"):
            self.exempt("operation", name)
        if operation["method"] == "GET":
            yield from self._values(operation, operation["others"], query)
            yield from (["a GET has a body"] if request.body else [])
            return
        yield from (["what is written is in the address"] if query else [])
        if operation["method"] == "DELETE":
            yield from (["a DELETE has a body"] if request.body else [])
        elif operation.get("body", {}).get("media") == "application/json":
            yield from self._meal(operation, request)
        else:
            yield from self._form(operation, request)

    def _form(
        self, operation: Mapping[str, Any], request: requests.PreparedRequest
    ) -> Iterator[str]:
        """Yield what is wrong with a form: its fields are the description's query parameters."""
        body = operation.get("body", {})
        form = dict(parse_qsl(_text(request.body), keep_blank_values=True))
        media = request.headers.get("Content-Type")
        if request.headers.get("Content-Length") is None:
            yield "a POST has no Content-Length"
        if form and media != "application/x-www-form-urlencoded":
            yield f"the form is sent as {media}"
        if body.get("media", media) != media and not self.exempt("media", operation["operation"]):
            yield f"the form is sent as {media}, and described as {body['media']}"
        fields = [
            {"in": "form", "name": each, "required": each in body["required"], **facts}
            for each, facts in body.get("properties", {}).items()
        ]
        yield from self._values(operation, operation["others"] + fields, form)

    def _meal(
        self, operation: Mapping[str, Any], request: requests.PreparedRequest
    ) -> Iterator[str]:
        """Yield what is wrong with a meal, the one thing that is sent as JSON."""
        if request.headers.get("Content-Type") != "application/json":
            yield "the meal is not sent as JSON"
        meal = json.loads(_text(request.body))
        known = operation["body"]["properties"]
        yield from (f"{each} is not described" for each in meal.keys() - known.keys())
        yield from (
            f"{each} is missing" for each in {"name", "description", "mealFoods"} - set(meal)
        )
        foods = known["mealFoods"]["items"]
        for each in {name for food in meal.get("mealFoods", []) for name in food}:
            if each not in foods and not self.exempt("extra", operation["operation"], each):
                yield f"mealFoods.{each} is not described"

    def _values(
        self,
        operation: Mapping[str, Any],
        described: list[dict[str, Any]],
        values: Mapping[str, str],
    ) -> Iterator[str]:
        """Yield the parameters that are missing, not described or of another type."""
        name = operation["operation"]
        known = {each["name"]: each for each in described if each["in"] != "header"}
        for each, facts in known.items():
            missing = facts.get("required") and each not in values
            if missing and not self.exempt("optional", name, each):
                yield f"{each} is missing"
        for each, value in values.items():
            if each not in known and not self.exempt("extra", name, each):
                yield f"{each} is not described"
            if each in known and not self._fits(operation, known[each], value):
                yield f"{each} must not be {value!r}"


def rule(operation: str, parameter: Mapping[str, Any]) -> str:
    """Return the pattern of the values that a parameter takes."""
    name = parameter["name"]
    for who, rules in NARROWER.items():
        if name in rules and re.fullmatch(who, operation):
            return rules[name]
    spoken = [pattern for names, pattern in RULES.items() if re.fullmatch(names, name)]
    if spoken and parameter["type"] == "string":
        return spoken[-1]
    return TYPES[parameter["type"]]


@cache
def operations() -> list[dict[str, Any]]:
    """Return the description's operations, and subscriptions without a collection."""
    described = json.loads(FILE.read_text(encoding="utf-8"))["operations"]
    return [_prepared(each) for each in [*described, *_all_collections(described)]]


def described_operations() -> set[str]:
    """Return the names of the operations that the description itself has."""
    names = (each["operation"] for each in operations())
    return {name for name in names if not name.startswith("allSubscriptions")}


def _all_collections(described: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **each,
            "operation": f"allSubscriptions{each['method'].title()}",
            "path": each["path"].replace("/{collection-path}", ""),
            "parameters": [one for one in each["parameters"] if one["name"] != "collection-path"],
        }
        for each in described
        if "{collection-path}" in each["path"]
    ]


def _prepared(operation: dict[str, Any]) -> dict[str, Any]:
    path, parameters = operation["path"], operation.get("parameters", [])
    by_name = {each["name"]: each for each in parameters if each["in"] == "path"}
    pattern = re.sub(r"\\{[^}]+\\}", "([^/]+?)", re.escape(path))
    return {
        **operation,
        "parts": [by_name[name] for name in re.findall(r"{([^}]+)}", path)],
        "others": [each for each in parameters if each["in"] != "path"],
        "pattern": re.compile(pattern.replace(r"/user/\-/", "/user/[^/]+/")),
        "literals": sum("{" not in part for part in path.split("/")),
    }


def _text(body: Any) -> str:
    return body.decode() if isinstance(body, bytes) else body or ""
