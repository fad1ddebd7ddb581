"""Creating, changing and deleting data points; only what Google calls done counts as done."""

from __future__ import annotations

import datetime as dt
import json

import requests

from fitbit.google import times
from fitbit.google.answers.answer import Answer, empty_answer, not_found
from fitbit.google.answers.request import FitbitRequest
from fitbit.google.client.health import Row, member, values
from fitbit.google.client.http import GoogleApiError
from fitbit.google.ids import point_name, points_path
from fitbit.google.members import inner

_SERVER_ERROR = 500


def create(request: FitbitRequest, data_type: str, content: Row) -> Row:
    """Create a data point and return what it holds now, with its name."""
    body = {member(data_type): content}
    operation = request.health.http.change("POST", points_path(data_type), body=body)
    return _written(operation, data_type, content)


def patch(request: FitbitRequest, data_type: str, identifier: str, content: Row) -> Row:
    """Change a data point and return what it holds now, with its name."""
    name = point_name(data_type, identifier)
    operation = request.health.http.change("PATCH", name, body={member(data_type): content})
    return _written(operation, data_type, content, name)


def _written(operation: Row, data_type: str, content: Row, name: str = "") -> Row:
    """Return the point of a finished operation; what Google does not repeat is as it was sent."""
    point: Row = {"name": name, **inner(_finished(operation), "response")}
    row = values(data_type, [point])[0]
    kept = {key: value for key, value in row.items() if value}
    return {**content, "name": name, "dataSource": {}, **kept}


def _finished(operation: Row) -> Row:
    """Return the operation if it is done and went well; nothing else counts as done."""
    error = operation.get("error")
    if error:
        raise _failed(f"Google Health did not do it: {error.get('message') or error}")
    if operation.get("done") is not True:
        raise _failed(f"Google Health has not done it yet (operation {operation.get('name')!r}).")
    return operation


def _failed(message: str) -> GoogleApiError:
    response = requests.Response()
    response.status_code = _SERVER_ERROR
    error = {"code": _SERVER_ERROR, "message": message, "status": "INTERNAL"}
    # The program meets it as it meets every error of Google's: as an answer with a status.
    response._content = json.dumps({"error": error}).encode()  # noqa: SLF001 - no other way in
    response.headers["Content-Type"] = "application/json; charset=UTF-8"
    return GoogleApiError(response)


def delete(request: FitbitRequest, data_type: str, argument: str) -> Answer:
    """Delete a data point that this client wrote."""
    names = [point_name(data_type, request.identifier(argument))]
    path = f"{points_path(data_type)}:batchDelete"
    _finished(request.health.http.change("POST", path, body={"names": names}))
    return empty_answer()


def create_sample(request: FitbitRequest, data_type: str, wall: dt.datetime, content: Row) -> Row:
    """Create a sample that was taken at a wall-clock time of the user."""
    zone = request.zone
    when = times.moment(wall, zone)
    time = {"physicalTime": times.rfc3339(when), "utcOffset": times.offset_at(when, zone)}
    return create(request, data_type, {**content, "sampleTime": time})


def interval(request: FitbitRequest, wall: dt.datetime, milliseconds: float = 0) -> Row:
    """Return the interval that begins at a wall-clock time and lasts so long."""
    zone = request.zone
    begin = times.moment(wall, zone)
    end = begin + dt.timedelta(milliseconds=milliseconds)
    return {
        "startTime": times.rfc3339(begin),
        "startUtcOffset": times.offset_at(begin, zone),
        "endTime": times.rfc3339(end),
        "endUtcOffset": times.offset_at(end, zone),
    }


def wall_clock(request: FitbitRequest, time_name: str, default: str | None = None) -> dt.datetime:
    """Return the date and time of a call's parameters."""
    return dt.datetime.combine(request.given_day(), request.given_time(time_name, default))


def held(request: FitbitRequest, data_type: str, identifier: str) -> Row:
    """Return what a data point holds, or Fitbit's 404 where there is none of that id."""
    try:
        point = request.health.http.read("GET", point_name(data_type, identifier))
    except GoogleApiError as error:
        if error.response.status_code == requests.codes.not_found:
            raise not_found() from None
        raise
    return point.get(member(data_type)) or {}
