"""A mistake in the program itself: kept in a file for whoever mends it, one line for whoever ran into it."""

import contextlib
import datetime as dt
import platform
import traceback
from pathlib import Path

from workshop import __version__, settings
from workshop.cli import output


def report(error: Exception) -> None:
    """Say on stderr what went wrong and where the report of it is. Never raises."""
    summary = output.one_line(f"{type(error).__name__}: {error}")[:200]
    path = _write(error)
    where = f"What happened is in {path}." if path else "No report of it could be written."
    hint = f"{where} What was saved before is still there; please pass the report on."
    output.tell(f"workshop: a mistake in the program: {summary}\n  {hint}")


def _write(error: Exception) -> Path | None:
    now = dt.datetime.now(dt.UTC)
    versions = f"workshop {__version__}, Python {platform.python_version()}, {platform.platform()}"
    text = f"{versions}\n{now:%Y-%m-%d %H:%M:%S} UTC\n\n{''.join(traceback.format_exception(error))}"
    for folder in settings.crash_folders():
        path = folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
            return path
    return None
