"""`python -m ui.cli` is `duizhao`."""

import sys

from ui.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
