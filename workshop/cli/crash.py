"""A mistake in the program itself: kept in a file for whoever mends it, one line for whoever ran into it."""

import contextlib
import datetime as dt
import os
import platform
import traceback
from collections.abc import Iterator
from pathlib import Path

from workshop import __version__, settings
from workshop.cli import output

FULL = "WORKSHOP_REPORT"
"""Environment variable: with "full", a report has the words of the error too, and so what people typed."""

NO_REPORT = "No report of it could be written."


def report(error: Exception) -> None:
    """Say on stderr what went wrong and where the report of it is. Never raises."""
    summary = output.one_line(f"{type(error).__name__}: {error}")[:200]
    path = _write(error)
    held = "texts that were typed may stand in it" if _is_full() else "no text of yours stands in it"
    where = f"What happened is in {path}. Please pass that on; {held}." if path else NO_REPORT
    output.tell(
        f"workshop: a mistake in the program: {summary}\n"
        f"  {where}\n"
        "  What was saved is still there: `workshop` lists the sessions, and each opens where it was."
    )


def _is_full() -> bool:
    return os.environ.get(FULL) == "full"


def without_texts(error: BaseException) -> Iterator[str]:
    """A traceback of places in the program and kinds of error: its words may be what somebody typed."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        yield from without_texts(cause)
        yield "\nAnd on account of that, or while it was seen to:\n\n"
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            yield from without_texts(inner)
    yield "Traceback (most recent call last):\n"
    yield from traceback.format_tb(error.__traceback__)
    yield f"{type(error).__module__}.{type(error).__qualname__}\n"


def _write(error: Exception) -> Path | None:
    now = dt.datetime.now(dt.UTC)
    versions = f"workshop {__version__}, Python {platform.python_version()}, {platform.platform()}"
    lines = traceback.format_exception(error) if _is_full() else without_texts(error)
    text = f"{versions}\n{now:%Y-%m-%d %H:%M:%S} UTC\n\n{''.join(lines)}"
    for folder in settings.crash_folders():
        path = folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
            return path
    return None
