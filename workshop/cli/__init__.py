"""The command line: the same use cases as the screens, for scripts, screen readers and paper forms.

Data goes to stdout, messages to stderr. Exit codes: 0 it was done; 1 it ran and found something wrong;
2 it could not be done, and then nothing was changed; 130 interrupted from the keyboard.

Start-up matters. Only `argparse` is loaded to read a command; what the command itself needs is loaded by
`_load`, so that `--help` loads no pydantic, and no command but those that open the screen loads Textual.
"""

from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

from sessions.problem import Problem
from workshop.cli import output
from workshop.cli.parser import build

OK = 0
FOUND_SOMETHING = 1
FAILED = 2
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. `argv` without the program's name; None for the real one."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(argv)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        _forget_stdout()
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as stop:  # argparse, after --help, --version or a mistake
        return stop.code if isinstance(stop.code, int) else FAILED


def _run(argv: Sequence[str] | None) -> int:
    args = build().parse_args(argv)
    try:
        outcome = _load(args.run)(args)
        if isinstance(outcome, int):
            return outcome
        code: int = _load("screen:show")(args, outcome)
        return code
    except Problem as problem:
        output.problem(problem)
    except BrokenPipeError:
        raise
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else ""
        mend = "Check that the file or folder is there, that you may use it, and that the disk is not full."
        output.problem(Problem(error.strerror or str(error), where=where, mend=mend))
    except Exception as error:
        _load("crash:report")(error)
    return FAILED


def _load(target: str) -> Callable[..., Any]:
    """The function that `target` names, as "module:function" within this package."""
    module, _, name = target.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(f"{__name__}.{module}"), name)
    return function


def _forget_stdout() -> None:
    """Whoever read our output has stopped: keep the interpreter from complaining when it closes stdout."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
