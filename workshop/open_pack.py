"""Packs that are read on the screen: the list of them, and one of them. No session is needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from sessions.editions import change
from sessions.problem import Problem
from workshop.materials import load
from workshop.screens.pack import PackScreen
from workshop.screens.packs import PacksScreen
from workshop.telling import tell_in_front
from workshop.widgets.dialogs.edition import EditionDialog
from workshop.widgets.dialogs.pick import PickDialog

if TYPE_CHECKING:
    from textual.app import App

    from workshop.ahead import Ahead
    from workshop.shelf import Shelf


def asked(app: App[None], ahead: Ahead, shelf: Shelf) -> dict[str, Callable[..., None]]:
    """What screens can ask for, by the name that they have for it."""
    return {
        "packs": partial(show_packs, app, ahead),
        "pack": partial(show_pack, app, ahead),
        "compare_pack": partial(compare_pack, app, ahead, shelf),
    }


def show_packs(app: App[None], ahead: Ahead) -> None:
    """All packs that there are, the user's own among them, and what is wrong with others."""
    packs = ahead.current.packs
    own = packs.usable.keys() - load.packs().usable.keys()
    app.push_screen(PacksScreen(tuple(packs.usable.values()), own, packs.failed))


def show_pack(app: App[None], ahead: Ahead, pack_id: str) -> None:
    """One pack, to be read."""
    app.push_screen(PackScreen(ahead.current.packs.usable[pack_id]))


def compare_pack(app: App[None], ahead: Ahead, shelf: Shelf, pack_id: str) -> None:
    """What differs between a pack and the copy of it in a session, which is chosen."""
    pack = ahead.current.packs.usable[pack_id]
    cards = [card for card in shelf.cards.glance() if not card.what]

    def show(file: str | None) -> None:
        if file is None:
            return
        try:
            session = ahead.current.library.read(str(shelf.folder / file))
        except Problem as problem:
            tell_in_front(app, str(problem), error=True)
            return
        own = next((own for own in session.packs if own.id == pack_id), None)
        if own is None:
            tell_in_front(app, f"{session.title} was not run with {pack.name}.")
        else:
            app.push_screen(EditionDialog(session.title, change(own, pack)))

    if cards:
        rows = [(card.file, " · ".join(filter(None, (card.title or card.id, card.place)))) for card in cards]
        app.push_screen(PickDialog(f"Compare {pack.name} with", rows), show)
    else:
        tell_in_front(app, "There is no session to compare it with.")
