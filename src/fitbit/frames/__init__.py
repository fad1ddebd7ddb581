"""Answers as pandas data frames (extra ``[pandas]``): a row per day, moment or log.

Any answer with a series, values within a day, sleeps or body logs will do, and so will several:
``to_dataframe(fb.heart_rate.iter_intraday(...))`` is one frame.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeAlias

from fitbit.exceptions import InvalidArguments, MissingDependency
from fitbit.frames.rows import rows_of, stages_of
from fitbit.pages import Chunk

if TYPE_CHECKING:
    import pandas as pd  # pyright: ignore[reportMissingTypeStubs]

Row: TypeAlias = dict[str, Any]


def to_dataframe(answer: Any) -> pd.DataFrame:
    """Return an answer as a tidy frame, its dates or moments as the index, oldest first.

    ``answer`` is what a method returned, a Chunk, or an iterable of either.  Days (index ``date``)
    or moments (index ``time``) are the user's own, without a zone.  Numbers that Fitbit sends as
    text are numbers; what it sends nested has a dotted name, such as ``Fat Burn.minutes``; its
    -1 for "no value" in breathing rates is missing.  Raises ImportError without pandas, ValueError
    for an answer without a series, TypeError for what is no answer at all.
    """
    return _frame(answer, rows_of)


def sleep_stages(answer: Any) -> pd.DataFrame:
    """Return the stages of the sleeps in an answer: a row per stage, with its seconds."""
    return _frame(answer, stages_of)


def _frame(answer: Any, rows: Callable[[Any], tuple[str, list[Row]]]) -> pd.DataFrame:
    pandas = _pandas()
    found = [rows(each) for each in _answers(answer)]
    index = found[0][0] if found else "date"
    frame = pandas.DataFrame([row for _, each in found for row in each])
    if frame.empty:
        return pandas.DataFrame(index=pandas.DatetimeIndex([], name=index))
    frame[index] = pandas.to_datetime(frame[index], format="ISO8601")
    return frame.set_index(index).sort_index(kind="stable")


def _answers(answer: Any) -> Iterator[Any]:
    """Yield the answers in what was given: one, or the chunks of a download."""
    if isinstance(answer, Chunk):
        yield answer.answer
    elif isinstance(answer, (dict, list)) and not _all_chunks(answer):
        yield answer
    elif isinstance(answer, Iterable):
        yield from chain.from_iterable(map(_answers, answer))  # pyright: ignore[reportUnknownArgumentType]
    else:
        raise InvalidArguments(f"There is no series in {type(answer).__name__}")


def _all_chunks(answer: Any) -> bool:
    return bool(answer) and all(isinstance(each, Chunk) for each in answer)


def _pandas() -> Any:
    try:
        import pandas as pd  # noqa: PLC0415 - an extra  # pyright: ignore[reportMissingTypeStubs]
    except ImportError as error:
        raise MissingDependency(
            "Data frames need pandas: pip install 'fitbit-oauth2[pandas]'", name="pandas"
        ) from error
    return pd
