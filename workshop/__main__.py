"""The program `workshop`; `python -m workshop` is the same."""

from __future__ import annotations

import gc
import sys

from workshop import cli

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run it; the exit code. `argv` without the program's name; None for the real one."""
    gc.disable()  # of what is loaded until the command begins, nothing is ever rubbish: see `workshop.cli`
    code = cli.main(argv)
    gc.freeze()  # at its end the interpreter would look through all of it three times
    return code


if __name__ == "__main__":
    sys.exit(main())
