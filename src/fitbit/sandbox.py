"""The sandbox under its former name; the package is ``fitbit_sandbox``."""

from __future__ import annotations

import sys

from fitbit_sandbox import *  # noqa: F403 - an alias
from fitbit_sandbox.__main__ import main

if __name__ == "__main__":
    sys.exit(main())
