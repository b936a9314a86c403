"""The command line: the same use cases as the screens, for scripts, screen readers and paper forms.

Data goes to stdout, messages to stderr. Exit codes: 0 it was done; 1 it ran and found something wrong, or
changed something and could not print it; 2 it could not be done, and then nothing was changed; 130
interrupted from the keyboard.

Start-up matters. Only `argparse` is loaded to read a command, and not even that for the plainest two; what
the command itself needs is loaded by `_load`, so that `--help` loads no pydantic, and no command but those
that open the screen loads Textual.
"""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from contextlib import suppress

from sessions.problem import Problem
from workshop.cli import output, plain
from workshop.cli.output import FAILED, FOUND_SOMETHING, INTERRUPTED, OK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

OWNER_ALONE = 0o077
"""Rights that no file or folder is made with: those of others. On Windows those of the folder hold."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. `argv` without the program's name; None for the real one."""
    _ready_streams()
    rights = os.umask(OWNER_ALONE)
    try:
        return _run(argv)
    except BrokenPipeError:
        return OK
    except OSError:  # what the parser had to say; a command sees to that itself
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit as stop:  # argparse, after --help, --version or a mistake
        return _ended(stop.code if isinstance(stop.code, int) else FAILED)
    finally:
        os.umask(rights)
        _let_go_of_streams()


def _ended(code: int) -> int:
    """The exit code of a parser that ended with `code`, once what it had to say is printed."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return code
    except OSError as error:
        with suppress(OSError, ValueError):
            _say_os_error(output.Unprinted(error.errno, error.strerror), None)
        return FAILED
    return code


def _ready_streams() -> None:
    """Have both streams take any text, on a Windows console too; where one is closed, have it swallow all."""
    sys.stdout = sys.stdout or output.Swallows()
    sys.stderr = sys.stderr or output.Swallows()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _let_go_of_streams() -> None:
    """Where nobody takes what is left to print, keep the interpreter from complaining about it at its end.

    It would also end with an exit code of its own.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(argv: Sequence[str] | None) -> int:
    argv = sys.argv[1:] if argv is None else argv
    return _carried_out(plain.read(argv) or _load("parser:parse")(argv))


def _carried_out(args: Any) -> int:
    """The exit code of `args.run`, which may end on the screen with a session; whatever stops it is said."""
    try:
        is_list = args.run == plain.LIST
        if not is_list:
            from workshop.unplugged import unplug  # noqa: PLC0415  # of no use to a list, which needs no pydantic

            unplug()
        command = _load(args.run)
        if not is_list:  # of whose thousands of texts all are wanted until the end
            _wake_collector()
        outcome = command(args)
        code: int = outcome if isinstance(outcome, int) else _load("screen:show")(args, outcome)
        output.flush()
        if _is_recorded(args) and output.swallowed():
            raise OSError(output.CLOSED)
        return code
    except BrokenPipeError as error:
        if not _is_recorded(args):
            return OK  # as after `| head`: whoever reads has had enough
        _say_what_stopped(error, args)
    except Exception as error:
        _say_what_stopped(error, args)
    return FOUND_SOMETHING if _is_recorded(args) else FAILED


def _wake_collector() -> None:
    """Have the collector of rubbish at work from here on, if it rests; what is loaded it need not look at."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def _is_recorded(args: Any) -> bool:
    """Whether the command has changed something already: then a script must not try it again."""
    return bool(getattr(args, "recorded", False))


def _say_what_stopped(error: Exception, args: Any) -> None:
    """Say it on stderr, if somebody takes it there; and that it was recorded all the same, where it was."""
    with suppress(OSError, ValueError):  # the latter of a stream that is closed
        if isinstance(error, Problem):
            output.problem(error)
        elif isinstance(error, OSError):
            _say_os_error(error, args)
            return
        else:
            _report(error)
        if _is_recorded(args):
            output.tell("  It is recorded all the same.")


def _say_os_error(error: OSError, args: Any) -> None:
    """Say what the system refused: to print, where the command had changed something already."""
    where = error.filename if isinstance(error.filename, str) else ""
    hint = "Check that the file or folder is there, that you may use it, and that the disk is not full."
    why = error.strerror or str(error)
    if _is_recorded(args):
        what = f"It is recorded, but it could not be printed: {why}"
        hint = "Do not try it again: `workshop show` says what is on record."
        output.problem(Problem(what, hint=hint))
    elif isinstance(error, output.Unprinted):
        hint = "Nothing was changed. Send what it prints somewhere that has room for it."
        output.problem(Problem(f"It could not be printed: {why}", hint=hint))
    else:
        output.problem(Problem(why, where=where, hint=hint))


def _report(error: Exception) -> None:
    """Say that the program has a mistake; no traceback, even where the program is not all there."""
    try:
        _load("crash:report")(error)
    except Exception as another:
        output.tell(f"workshop: a mistake in the program: {output.one_line(repr(error))}")
        output.tell(f"  No report of it could be written: {output.one_line(repr(another))}")


def _load(target: str) -> Callable[..., Any]:
    """The function that `target` names, as "module:function" within this package."""
    module, _, name = target.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(f"{__name__}.{module}"), name)
    return function
