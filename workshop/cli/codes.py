"""What a command tells the shell when it ends."""

from __future__ import annotations

OK = 0
FOUND_SOMETHING = 1
"""It ran, and found something wrong, or not at all."""
FAILED = 2
"""It could not be done."""
INTERRUPTED = 130
"""What a shell gives a program that was stopped with Ctrl+C."""
