"""Types of arguments and answers, for programs that annotate their own functions."""

from __future__ import annotations

from fitbit.arguments.types import *  # noqa: F403 - all of them, under the public name
