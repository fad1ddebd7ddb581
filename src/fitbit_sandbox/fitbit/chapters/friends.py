"""Friends and their steps."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fitbit_sandbox.fitbit.call import Call
from fitbit_sandbox.fitbit.chapters.asked import answers
from fitbit_sandbox.fitbit.errors import Refusal
from fitbit_sandbox.people.days import Days
from fitbit_sandbox.people.person import Person

_WEEK = 7
_AVATAR = "https://static0.fitbit.com/images/profile/defaultProfile_100.png"


@answers("getFriends")
def get_friends(call: Call) -> Any:
    """Return the person's friends, unless their privacy settings forbid it."""
    if call.person.settings.friends_private:
        # The refusal is that of Fitbit's description; its words are a guess.
        message = "The user's privacy settings prevent you from seeing their friends."
        raise Refusal(403, "insufficient_permissions", message)
    return {"data": [_person(call, friend) for friend in call.person.friends]}


@answers("getFriendsLeaderboard")
def get_leaderboard(call: Call) -> Any:
    """Return the person and their friends, ranked by the steps of the last seven days."""
    people = [call.person, *call.person.friends]
    steps = {person.id: _steps(call, person) for person in people}
    ranked = sorted(people, key=lambda person: (-steps[person.id], person.id))
    return {
        "data": [
            _ranked(person, rank, steps[person.id]) for rank, person in enumerate(ranked, start=1)
        ],
        "included": [_person(call, person) for person in ranked],
    }


def _steps(call: Call, person: Person) -> int:
    days, today = Days(person), person.today(call.now)
    week = [today - timedelta(days=number) for number in range(_WEEK)]
    return sum(days.totals(day, call.now).steps for day in week)


def _person(call: Call, person: Person) -> dict[str, Any]:
    first, _, last = person.name.partition(" ")
    attributes = {
        "avatar": _AVATAR,
        "child": False,
        "friend": person is not call.person,
        "name": f"{first} {last[:1]}." if last else first,
    }
    return {"attributes": attributes, "id": person.id, "type": "person"}


def _ranked(person: Person, rank: int, steps: int) -> dict[str, Any]:
    return {
        "attributes": {"step-rank": rank, "step-summary": steps},
        "id": person.id,
        "relationships": {"user": {"data": {"id": person.id, "type": "person"}}},
        "type": "ranked-user",
    }
