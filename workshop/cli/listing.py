"""The command `list`, from the cards of the sessions: nothing heavy is loaded where they are all known."""

from __future__ import annotations

import os

from sessions.days import show_iso
from sessions.many.card import followed, marks
from sessions.many.cards import Cards
from workshop.cli import output
from workshop.cli.output import FOUND_SOMETHING, OK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Collection, Mapping, Sequence
    from typing import Any

    from sessions.many.card import Card
    from workshop.cli.plain import Plain


HEAD = ("Session", "Date", "Title", "Place", "Answered", "Open actions")
WHOLE = (0, 1, 4, 5)
"""Columns of the table that are of no use where they are cut."""
ROOM_FOR_NAMES = 40
"""Columns of the terminal that title and place have together, at least, where it is a table."""


def list_sessions(args: Namespace | Plain) -> int:
    """List the sessions, newest first. Those that cannot be read are named on stderr; then the code is 1."""
    folder = _folder(args.folder)
    cards = Cards(folder).refresh()
    sound = [card for card in cards if not card.what]
    broken = [card for card in cards if card.what]
    if args.json:
        output.say(output.as_json([_row_json(card, folder) for card in sound]))
    elif sound:
        output.say(_listed(sound, marks(cards), followed(cards)))
    elif not broken:
        hint = "`workshop new` makes one; `workshop demo` makes an example."
        output.tell(f"There are no sessions in {folder} yet.\n  {hint}")
    for card in broken:
        output.problem(card.problem(folder))
    return FOUND_SOMETHING if broken else OK


def _folder(named: str | os.PathLike[str] | None) -> str:
    """Path of the folder; a plain one as it stands, since all that reads a path takes far longer."""
    wanted = named if named is not None else os.environ.get("WORKSHOP_FOLDER") or None
    between = "\\" if os.name == "nt" else "/"
    parts = os.fspath(wanted).split(between) if wanted is not None else []
    is_whole = len(parts) > 1 and (parts[0][1:] == ":" if os.name == "nt" else not parts[0])
    if is_whole and all(part not in ("", ".") and "/" not in part for part in parts[1:]):
        return between.join(parts)
    from pathlib import Path  # noqa: PLC0415

    from workshop.cli.places import sessions_folder  # noqa: PLC0415

    return str(sessions_folder(None if named is None else Path(named)))


def _row(card: Card, mark: str, *, goes_on: bool) -> tuple[str, ...]:
    """The cells of a session; `mark` tells it from one that looks alike; it `goes_on` in another."""
    return (
        card.id,
        show_iso(card.date) if card.date else "no date",
        f"{card.title} ({mark.lstrip('…')})" if mark else card.title,
        card.place or "no place",
        f"{card.answered} of {card.items}{_last(card)}",
        "carried on" if goes_on and card.open_actions else str(card.open_actions),
    )


def _listed(cards: Sequence[Card], marked: Mapping[str, str], going_on: Collection[str]) -> str:
    """A table; where the terminal is too narrow for one, the id of each, and below it what it is."""
    screen, rows = (
        output.columns(),
        [_row(card, marked.get(card.file, ""), goes_on=card.id in going_on) for card in cards],
    )
    if screen is None:
        return output.table(HEAD, rows)
    whole = sum(max(output.width(row[column]) for row in (HEAD, *rows)) for column in WHOLE)
    if whole + ROOM_FOR_NAMES + 2 * (len(HEAD) - 1) <= screen:
        return output.table(HEAD, rows, whole=WHOLE)
    return "\n".join(
        output.clip(line, screen) for card in cards for line in _lines(card, marked, card.id in going_on)
    )


def _lines(card: Card, marked: Mapping[str, str], goes_on: bool) -> tuple[str, ...]:
    """A session where there is no room for a table."""
    actions = f"{card.open_actions} open action{'' if card.open_actions == 1 else 's'}"
    actions += ", carried on" if goes_on and card.open_actions else ""
    when = show_iso(card.date) if card.date else "no date"
    place = "" if card.place.casefold() in card.title.casefold() else f" · {card.place}"
    state = f"{when} · {card.answered} of {card.items} answered{_last(card)} · {actions}"
    facts = (state, card.title + place, marked.get(card.file, ""))
    return output.one_line(card.id), *(f"    {output.one_line(fact)}" for fact in facts if fact)


def _last(card: Card) -> str:
    """What became of it last: where it went, before what was written of it."""
    return f", {card.outcome}" if card.outcome else ""


def _row_json(card: Card, folder: str) -> dict[str, Any]:
    return {
        "id": card.id,
        "title": card.title,
        "place": card.place,
        "date": card.date or None,
        "template_id": card.template_id,
        "created_at": _moment(card.created_at),
        "summary_at": _moment(card.summary_at),
        "handed_over_at": _moment(card.away_since),
        "previous": card.previous or None,
        "final_at": _moment(card.final_at),
        "answered": card.answered,
        "items": card.items,
        "open_actions": card.open_actions,
        "path": os.path.join(folder, card.file),  # noqa: PTH118
    }


def _moment(at: str) -> str | None:
    """A time as `show --json` writes it."""
    return at.replace("+00:00", "Z") or None
