"""Lists over all sessions of a folder, from the index: no session is read that has not changed."""

from argparse import Namespace
from collections.abc import Sequence

from sessions.days import show_iso
from sessions.many import in_series
from sessions.many.actions import ActionCard
from sessions.many.card import Card
from sessions.many.cards import Cards
from sessions.many.everywhere import ActionRow, StandingRow, all_actions, all_standing
from sessions.many.register import is_named
from sessions.rows import uid_from
from sessions.store.library import Library
from workshop.cli import output
from workshop.cli.context import library, today
from workshop.cli.progress import shown


def known(args: Namespace) -> tuple[Cards, tuple[Card, ...], int]:
    """(all cards with their texts, those of the sessions that are wanted, the exit code for unread ones)."""
    folder = library(args)
    cards = Cards(folder.folder)
    with shown("Looking at the sessions") as tell:
        every = cards.refresh(show=lambda: tell(*(cards.under_way or (0, 0))), with_texts=True)
    code = output.OK
    for card in every:
        if card.what:
            output.problem(card.problem(folder.folder))
            code = output.FOUND_SOMETHING
    return cards, tuple(wanted(folder, every, args.series)), code


def wanted(folder: Library, cards: Sequence[Card], series: str | None) -> Sequence[Card]:
    """The cards of the series with this id, or with this session; all of them for None. Raises Problem."""
    if series is None:
        return cards
    for card in cards:
        if card.is_read and not card.what and uid_from("series", card.id) == series.strip():
            ids = in_series.ids_of(cards, card.id)
            break
    else:
        ids = in_series.ids_of(cards, folder.find(series).stem)
    return [card for card in cards if card.id in ids]


def list_actions(args: Namespace) -> int:
    """List the actions of all sessions: overdue ones first, then by due date, those without one last."""
    cards, those, code = known(args)
    day = today().isoformat()
    every = all_actions(those, cards.packed()[0])
    statuses = args.status or (("open", "in progress") if args.which == "open" else ())
    late = args.overdue or args.which == "overdue"

    def is_wanted(row: ActionRow) -> bool:
        action = row.action
        return (
            (not late or action.is_overdue(day))
            and (not statuses or action.status in statuses)
            and is_named(args.owner or "", action.owner)
            and is_named(args.body or "", action.body)
            and is_named(args.place or "", row.card.place)
        )

    rows = sorted(
        filter(is_wanted, every), key=lambda row: (not row.action.is_overdue(day), row.action.due or "~")
    )
    if rows:
        head = ("Action", "Status", "Due", "Who", "Text", "Session")
        output.say(output.table(head, [_cells(row.action, row.card, day) for row in rows]))
    else:
        output.tell("There is no such action." if every else "No action is recorded yet.")
    return code


def _cells(action: ActionCard, card: Card, day: str) -> tuple[str, ...]:
    due = ", ".join(filter(None, (action.due_words, show_iso(action.due) if action.due else "")))
    late = ", overdue" if action.is_overdue(day) else ""
    who = ", ".join(filter(None, (action.owner, action.body)))
    text = " · ".join(filter(None, (action.text, action.remarks)))
    return action.label, action.status, (due or "no date") + late, who or "no owner yet", text, card.id


def list_decisions(args: Namespace) -> int:
    """List the decisions of all sessions, the latest first."""
    cards, those, code = known(args)
    every = all_standing(those, cards.packed()[1], "decision")
    rows = [row for row in every if is_named(args.place or "", row.card.place)]
    if rows:
        lines = [(row.card.id, row.standing.label, row.standing.text) for row in rows]
        output.say(output.table(("Session", "No.", "Decision"), lines))
    else:
        output.tell("No decision is recorded yet.")
    return code


def print_risks(rows: Sequence[StandingRow], *, as_json: bool) -> None:
    """Print risks as a table, or as JSON."""
    if as_json:
        output.say(output.as_json(list(map(_risk_json, rows))))
    elif rows:
        lines = [(row.card.id, row.standing.text, row.standing.said) for row in rows]
        output.say(output.table(("Session", "Risk", "Rated"), lines))
    else:
        output.tell("No risk was rated high or medium.")


def _risk_json(row: StandingRow) -> dict[str, str | None]:
    said, card = row.standing, row.card
    return {
        "session": card.id,
        "place": card.place,
        "held": card.date or None,
        "item_id": said.uid,
        "risk": said.text,
        "rated": said.said,
    }
