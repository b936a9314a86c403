"""Writing forms to answer before the day: what they say on sending them back, and where they go."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sessions.text import harmless
from workshop import settings
from workshop.cells import clip
from workshop.desk import Desk
from workshop.materials import house
from workshop.outgoing import checksum_of
from workshop.screens.base import CommandScreen
from workshop.widgets.dialogs.folder import ask_path
from workshop.widgets.dialogs.note import TextDialog, Typed
from workshop.widgets.dialogs.told import ToldDialog

BACK = "To whom do the forms go back, and by when?"
EXAMPLE = "Sam Lee, sam@example.org, by 30 Nov"


def ask_forms(screen: CommandScreen[Any], desk: Desk, tell: Callable[[str], None]) -> None:
    """Ask what is needed, write a form for each partner, and `tell` where they are."""

    def where(typed: Typed | None) -> None:
        if typed is None or not typed.record:
            return

        def take(folder: Path) -> None:
            paths: list[Path] = []
            if screen.attempt(lambda: paths.extend(write_forms(desk, folder, typed.text))):
                _say(screen, desk, _said(paths), tell)

        ask_path(screen.app, "Where should the forms go?", settings.summaries_folder(desk.path), take)

    screen.app.push_screen(
        TextDialog(BACK, placeholder=EXAMPLE, may_be_empty=True, value=True, does="go on"), where
    )


def _say(screen: CommandScreen[Any], desk: Desk, where: str, tell: Callable[[str], None]) -> None:
    """Say where the forms are, and which steps that take a view none of them asks, and why."""
    from sessions.forms.make import not_asked  # noqa: PLC0415  # as for writing them

    left = [harmless(f"{row.words}.") for row in not_asked(desk.session)]
    if left:
        blocks = [("", [f"{where}."]), ("They leave to the day", left)]
        screen.app.push_screen(ToldDialog("The forms are written", blocks))
    else:
        tell(where)


def write_forms(desk: Desk, folder: Path, note: str) -> tuple[Path, ...]:
    """Write them in all sorts. Raises Problem where nothing can be asked, or the folder can't be written."""
    from sessions.forms.write import write  # noqa: PLC0415  # few of those who type details write forms

    style, _ = house.usable(settings.house_path())
    return write(
        desk.session,
        folder,
        now=desk.clock(),
        file=desk.path,
        record=checksum_of(desk),
        note=note.strip(),
        house=style,
    )


def _said(paths: list[Path]) -> str:
    """What was written, in a line."""
    many = sum(path.suffix == ".xlsx" for path in paths)
    forms = "1 form is" if many == 1 else f"{many} forms are"
    folder = clip(str(paths[0].parent), 90)
    return f"{forms} written, each as a web page, a workbook and one on paper, to {folder}"
