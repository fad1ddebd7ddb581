"""Shows that a token is never lost: long runs over real processes, sockets, Redis and PostgreSQL.

``make soak`` prints the table, ``make soak ARGS=--short`` in minutes, ``ARGS="--only kills"`` a
part of it.  Every module below yields the rows of one group.
"""

import sys
from pathlib import Path

# The tests' helpers, which start Redis and PostgreSQL, serve here as well.
sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "support"))
