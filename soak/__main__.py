"""Prints the table; exit code 1 where a row is not met."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from soak import canaries, faults, kills, pauses, redirects, rules, stampede, users
from soak.table import Group, all_rows, print_rows

GROUPS: dict[str, Group] = {
    "stampede": stampede.rows,
    "kills": kills.rows,
    "pauses": pauses.rows,
    "faults": faults.rows,
    "redirects": redirects.rows,
    "canaries": canaries.rows,
    "users": users.rows,
    "rules": rules.rows,
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the groups that were asked for, all of them where none was."""
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("--short", action="store_true", help="small numbers, in minutes")
    parser.add_argument(
        "--only", action="append", choices=sorted(GROUPS), help="a group; may be repeated"
    )
    options = parser.parse_args(argv)
    chosen = [GROUPS[name] for name in GROUPS if name in (options.only or GROUPS)]
    return 0 if print_rows(all_rows(chosen, short=options.short)) else 1


if __name__ == "__main__":
    sys.exit(main())
