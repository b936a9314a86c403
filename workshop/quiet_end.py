"""How a mistake ends the program: without a traceback on the screen."""

from typing import Any

from textual.app import App


def end_quietly(app: App[Any], error: Exception) -> None:
    """End the app as Textual does after an error, but write none on the terminal: that is for a report."""
    app._return_code = 1
    if app._exception is None:
        app._exception = error
        app._exception_event.set()
    app._close_messages_no_wait()
