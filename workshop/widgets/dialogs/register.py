"""Asking for the register whose places to compare with."""

from collections.abc import Callable

from textual.app import App

from workshop.settings import parse_register
from workshop.typed import refusal
from workshop.widgets.dialogs.note import TextDialog, Typed

SUCH_AS = "service=region"


def ask_register(app: App[None], register: str, take: Callable[[str], object]) -> None:
    """Ask for another one than `register`, and `take` it."""

    def check(typed: Typed) -> str:
        return refusal(lambda: parse_register(typed.text))

    def done(typed: Typed | None) -> None:
        if typed is not None and typed.record:
            take(parse_register(typed.text))

    title = "Which register? A database or a folder"
    dialog = TextDialog(
        title, text=register or SUCH_AS, placeholder=SUCH_AS, check=check, value=True, does="keep"
    )
    app.push_screen(dialog, done)
