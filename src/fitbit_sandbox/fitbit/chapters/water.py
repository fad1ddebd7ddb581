"""Answers for the logs of water."""

from __future__ import annotations

from typing import Any

from fitbit_sandbox.fitbit.call import Answer, Call, Handler
from fitbit_sandbox.fitbit.chapters.asked import day_given, day_in_path, log_id, number
from fitbit_sandbox.fitbit.chapters.units import ML_OF_CUP, ML_OF_OUNCE, tidy, units_of
from fitbit_sandbox.fitbit.errors import invalid, not_found
from fitbit_sandbox.people.civil import epoch
from fitbit_sandbox.people.logs import Drink

_ML = {"ml": 1.0, "fl oz": ML_OF_OUNCE, "cup": ML_OF_CUP}
_NOON = 12 * 60 * 60


def get_day(call: Call) -> Any:
    """Return a day's water logs and their sum."""
    units = units_of(call)
    logs = call.person.drinks.on(day_in_path(call), call.now)
    total = units.water(sum(log.ml for log in logs))
    return {"summary": {"water": tidy(total)}, "water": [_show(call, log) for log in logs]}


def create(call: Call) -> Any:
    """Log an amount of water."""
    day, ml = day_given(call), _ml(call)
    moment = epoch(day, _NOON, call.person.timezone)
    log = call.person.drinks.put(Drink(call.person.new_id(), day, moment, ml))
    return Answer({"waterLog": _show(call, log)}, 201)


def update(call: Call) -> Any:
    """Change the amount of a water log."""
    with call.person.lock:
        log = _found(call)._replace(ml=_ml(call))
        return {"waterLog": _show(call, call.person.drinks.put(log))}


def delete(call: Call) -> Any:
    """Delete a water log."""
    with call.person.lock:
        call.person.drinks.delete(_found(call).id, call.now)
    return Answer(None, 204)


def _found(call: Call) -> Drink:
    log = call.person.drinks.find(log_id(call, "water-log-id"), call.now)
    if log is None:
        raise not_found()
    return log


def _ml(call: Call) -> float:
    unit = call.params.get("unit")
    if unit is not None and unit not in _ML:
        raise invalid("unit", f"Invalid water unit: {unit}")
    factor = units_of(call).ml_of_water if unit is None else _ML[unit]
    return number(call, "amount", least=0.01) * factor


def _show(call: Call, log: Drink) -> dict[str, Any]:
    return {"amount": tidy(units_of(call).water(log.ml)), "logId": log.id}


def handlers() -> dict[str, Handler]:
    """Return this chapter's handlers."""
    return {
        "getWaterByDate": get_day,
        "addWaterLog": create,
        "updateWaterLog": update,
        "deleteWaterLog": delete,
    }
