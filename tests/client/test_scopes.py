"""The scopes are Fitbit's fifteen, and every chapter says which it needs."""

from __future__ import annotations

import pytest

from chapters import groups
from fitbit import scopes


def test_there_are_fifteen():
    """Each has a constant of its own name."""
    constants = {getattr(scopes, name.upper()) for name in scopes.ALL}

    assert len(scopes.ALL) == 15
    assert constants == set(scopes.ALL)


def test_every_chapter_has_its_scopes():
    """No chapter is missing, none is invented, and all fifteen are used or social."""
    assert scopes.BY_CHAPTER.keys() == groups().keys()
    assert {each for needed in scopes.BY_CHAPTER.values() for each in needed} == set(scopes.ALL)


def test_an_unknown_chapter_is_named():
    """A typo does not end in a consent without the scope."""
    with pytest.raises(ValueError, match="'slep'"):
        scopes.for_chapters("slep")
