"""``python -m conduit_nb`` is ``conduit-nb``."""

from __future__ import annotations

import sys

from conduit_nb.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
