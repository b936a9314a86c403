"""Asking somebody at the keyboard before something is done that nothing takes back."""

import sys

from workshop.cli import output


def asks() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()


def sure(question: str) -> bool:
    """Whether the answer is yes; anything else, and nothing, is no."""
    sys.stderr.write(f"{output.plain(question)} [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold() in ("y", "yes")
