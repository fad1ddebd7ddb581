"""Invented people and their days, for a Fitbit or a Google Health that is not there.

:func:`sample_people` gives them; a :class:`Person` answers what happened on a day. The
same seed gives the same lives, whatever is asked first and by how many threads.
"""

from __future__ import annotations

from fitbit_sandbox.people.person import Person
from fitbit_sandbox.people.traits import sample_traits

__all__ = ["Person", "sample_people"]


def sample_people(seed: int) -> tuple[Person, ...]:
    """Return the sample people, fresh: nothing has been written about them yet."""
    people = tuple(Person(traits, seed) for traits in sample_traits())
    for number, person in enumerate(people[:-1]):
        person.friends = tuple(people[number - step] for step in (1, 2, 3))
    return people
