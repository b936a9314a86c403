"""The guide as a web page: one file with its pictures in it, which loads nothing. Knows no screen."""

import base64
import webbrowser
from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from sessions.disk import os_problem, write_durably
from sessions.outputs.page import page
from sessions.problem import Problem
from workshop import guide

FILE_NAME = "guide.html"
"""Name of the page in the folder of the summaries, unless somebody names another."""
_MADE_HERE = b'<meta name="generator" content="workshop guide">'
_HEAD = 2_000  # bytes at the beginning of a page, within which it says what made it


def html(keymap: Mapping[str, str], *, at: str = "") -> str:
    """The page. `at`: id of the section that it opens on, for browsers that are handed no `#section`."""
    text, generator = guide.guide(keymap), Markup(_MADE_HERE.decode())
    return page(guide.FOLDER, "guide", pictures=True, guide=text, at=at, generator=generator, picture=_inline)


def write(path: Path, keymap: Mapping[str, str], *, at: str = "") -> None:
    """Write the page to a file; an older guide there is replaced. Raises Problem, also for any other file."""
    try:
        where = str(path)
        if path.is_dir():
            raise Problem("This is a folder", where=where, hint=f"Name a file in it, such as {FILE_NAME}.")
        if path.exists() and not _is_guide(path):
            hint = "Choose another, or move that one."
            raise Problem("There is another file of this name", where=where, hint=hint)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, html(keymap, at=at).encode())
    except OSError as error:
        raise os_problem(error, "The guide can't be written", path) from error


def open_in_browser(path: Path, at: str = "") -> bool:
    """Show a page that was written, at a section; whether there is a browser to do so."""
    try:
        return webbrowser.open(path.resolve().as_uri() + (f"#{at}" if at else ""))
    except (OSError, webbrowser.Error):
        return False


def show(path: Path, keymap: Mapping[str, str], at: str) -> tuple[str, bool]:
    """Write the page and open it at a section. (What became of it, whether that is a failure.)"""
    try:
        write(path, keymap, at=at)
    except Problem as problem:
        return str(problem), True
    if open_in_browser(path, at):
        return f"It opens in the browser. If you do not see it, open this file: {path.resolve()}", False
    return f"No browser could be opened. The guide lies in this file: {path.resolve()}", True


def _is_guide(path: Path) -> bool:
    with path.open("rb") as file:
        return _MADE_HERE in file.read(_HEAD)


def _inline(picture: guide.GuidePicture) -> str:
    svg = (guide.FOLDER / "pictures" / f"{picture.name}.svg").read_bytes()
    return "data:image/svg+xml;base64," + base64.b64encode(svg).decode()
