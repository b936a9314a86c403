"""The program `workshop`; `python -m workshop` is the same."""

from __future__ import annotations

import sys

from workshop.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
