"""Going on from a session: what is said where none does, and what is asked where another one does already."""

from collections.abc import Callable, Iterable
from pathlib import Path

from textual.app import App

from sessions.days import show_iso
from sessions.many.card import Card
from sessions.many.series import after, by_id, none_linked, open_elsewhere
from sessions.record import Session
from workshop.cells import clip
from workshop.widgets.dialogs.pick import PickDialog


def elsewhere(session: Session, cards: Iterable[Card]) -> str:
    """What is open at its place in sessions before that it does not go on from; empty where nothing is."""
    many, last = open_elsewhere(session, by_id(cards))
    if last is None:
        return ""
    are = "action is" if many == 1 else "actions are"
    return f"{many} {are} open at this place from before, and not here; the last session was {called(last)}."


def in_no_series(cards: Iterable[Card]) -> str:
    """Of places with several sessions, where not one goes on from another; empty where there is none."""
    groups = none_linked(by_id(cards))
    many = sum(map(len, groups))
    if len(groups) > 1:
        return f"{many:,} could be in series"
    return f"{many:,} at {clip(groups[0][-1].place, 20)} could be one series" if groups else ""


def ask_which(app: App[None], path: Path, cards: Iterable[Card], begin: Callable[[Path], None]) -> bool:
    """Ask which to go on from, where another goes on from this one already; False where none does."""
    known = by_id(cards)
    if not (following := after(path.stem, known)):
        return False
    last, seen = following[0], {path.stem}
    while last.id not in seen and (further := after(last.id, known)):
        seen.add(last.id)
        last = further[0]
    rows = [
        (path.parent / last.file, f"Go on from the last one: {called(last)}"),
        (path, "From this one all the same: two sessions go on from it then, and the series parts"),
    ]

    def chosen(before: Path | None) -> None:
        if before is not None:
            begin(before)

    title = f"It goes on already, in {called(following[0])}. Which one is it next after?"
    app.push_screen(PickDialog(title, rows), chosen)
    return True


def called(card: Card) -> str:
    """ "Steering group, 1 Dec 2026"."""
    return f"{card.title}, {show_iso(card.date)}" if card.date else card.title
