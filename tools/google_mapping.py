"""Write the verdicts that the tests hold from the comparison of Fitbit's API with Google's.

The comparison is a table with a row for each endpoint, tab-separated; of its columns the tests
need two: ``fitbit_method_path`` and ``verdict``.
"""

from __future__ import annotations

import csv
import sys

from vendored import ROOT, main

TARGET = ROOT / "tests" / "data" / "google-mapping.tsv"
HEADER = """\
# Every endpoint of the Fitbit Web API against the Google Health API: faithful, in part, or not at all.
# Source: this project's comparison of Fitbit's reference pages with Google's discovery document (revision 20261030).
fitbit\tverdict
"""  # noqa: E501 - lines of the file
VERDICTS = {"FAITHFUL", "PARTIAL", "NOT", "-"}
"""What the comparison may say; ``-`` where there is nothing to say."""


def build(text: str) -> str:
    """Return two columns of the comparison."""
    rows = list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    unknown = {row["verdict"] for row in rows} - VERDICTS
    if unknown:
        sys.exit(f"Unknown verdicts: {', '.join(sorted(unknown))}.")
    return HEADER + "".join(f"{row['fitbit_method_path']}\t{row['verdict']}\n" for row in rows)


if __name__ == "__main__":
    sys.exit(main(__doc__, TARGET, build))
