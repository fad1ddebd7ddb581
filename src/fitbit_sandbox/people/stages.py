"""Draws what happens during a sleep: cycles of stages, or classic restlessness."""

from __future__ import annotations

from random import Random

from fitbit_sandbox.people.sleep import Stage

_SHORTEST = 6
"""A last stretch below this many minutes is added to the one before it."""


def draw_stages(luck: Random, minutes: int) -> tuple[tuple[Stage, ...], tuple[Stage, ...]]:
    """Return the stages that fill a night, and the short awakenings on top of them."""
    parts: list[tuple[str, int]] = [("wake", luck.randrange(4, 12))] if luck.random() < 0.7 else []
    left = minutes - sum(length for _, length in parts)
    cycle = 0
    while left > 0:
        for level, length in _cycle(luck, cycle):
            used = min(length, left)
            parts.append((level, used))
            left -= used
            if left < _SHORTEST:
                parts[-1] = (level, used + left)
                left = 0
                break
        cycle += 1
    stages = _laid(parts)
    return stages, _short_wakes(luck, stages)


def draw_classic(luck: Random, minutes: int, to_fall: int, after: int) -> tuple[Stage, ...]:
    """Return the classic levels that fill a sleep, with the lying awake at both ends."""
    parts: list[tuple[str, int]] = [("awake", to_fall)] if to_fall else []
    left = minutes - to_fall - after
    while left > 0:
        for level, low, high in (("asleep", 12, 55), _interruption(luck)):
            used = min(luck.randrange(low, high), left)
            parts.append((level, used))
            left -= used
            if left <= 3:
                parts.append(("asleep", left))
                left = 0
                break
    if after:
        parts.append(("restless", after))
    return _laid(parts)


def _interruption(luck: Random) -> tuple[str, int, int]:
    return ("awake", 1, 6) if luck.random() < 0.2 else ("restless", 1, 4)


def _cycle(luck: Random, number: int) -> list[tuple[str, int]]:
    parts = [
        ("light", luck.randrange(10, 28)),
        ("deep", luck.randrange(18, 40) // (1 + number // 2)),
        ("light", luck.randrange(12, 25)),
        ("rem", luck.randrange(6, 16) + 6 * min(number, 3)),
    ]
    if luck.random() < 0.3:
        parts.append(("wake", luck.randrange(4, 10)))
    return parts


def _laid(parts: list[tuple[str, int]]) -> tuple[Stage, ...]:
    stages: list[Stage] = []
    at = 0
    for level, minutes in parts:
        if minutes and stages and stages[-1].level == level:
            last = stages.pop()
            stages.append(Stage(last.offset, last.seconds + minutes * 60, level))
        elif minutes:
            stages.append(Stage(at, minutes * 60, level))
        at += minutes * 60
    return tuple(stages)


def _short_wakes(luck: Random, stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    wakes = []
    for stage in stages:
        minutes = stage.seconds // 60
        at = luck.randrange(2, 14)
        while stage.level != "wake" and at + 5 < minutes:
            length = luck.choice((1, 1, 1, 2, 3))
            wakes.append(Stage(stage.offset + at * 60, length * 60, "wake"))
            at += length + luck.randrange(9, 30)
    return tuple(wakes)
