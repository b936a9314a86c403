"""The program `workshop`; `python -m workshop` is the same."""

import sys

from workshop.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
