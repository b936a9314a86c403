"""Asking for a folder, or for a file, by its path."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from textual.app import App

from workshop.settings import parse_folder
from workshop.typed import refusal
from workshop.widgets.dialogs.note import TextDialog, Typed


def ask_path(app: App[Any], title: str, path: Path | str, take: Callable[[Path], object]) -> None:
    """Ask for another path than `path`, or for one that begins so, and `take` it."""

    def check(typed: Typed) -> str:
        return refusal(lambda: parse_folder(typed.text))

    def done(typed: Typed | None) -> None:
        if typed is not None and typed.record:
            take(parse_folder(typed.text))

    anew = isinstance(path, Path)  # else the path that is there is being typed
    dialog = TextDialog(
        title, text=str(path), placeholder="~/Workshops", check=check, value=anew, does="go on"
    )
    app.push_screen(dialog, done)
