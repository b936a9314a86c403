"""The command `series`, and what `new` says of sessions before it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import Any

from sessions import words
from sessions.days import show_iso
from sessions.edits.series import left_in, stand_alone
from sessions.many.card import Card, folded_place, followed
from sessions.many.cards import Cards
from sessions.many.series import after, alone, by_id, check_way, last_of, read_back, series_in
from sessions.problem import Problem
from sessions.record import Session
from sessions.series import taken_on
from workshop.cli import output
from workshop.cli.context import change, library, packs, templates, today
from workshop.prepare import linking

HEAD = ("Session", "Date", "Title", "Open actions")


def series(args: Namespace) -> int:
    """List the series, or that of one session; or put a session into one, or out of it."""
    known = by_id(Cards(library(args).folder).refresh())
    if args.after is not None or args.of is not None or args.none:
        return _change(args, known)
    groups, single = series_in(known), alone(known)
    if args.session is not None:
        session_id = library(args).find(args.session).stem
        groups = tuple(cards for cards in groups if session_id in [card.id for card in cards])
        single = tuple(cards for cards in single if session_id in [card.id for card in cards])
    if args.json:
        data = {"series": list(map(_group_json, groups)), "alone": list(map(_group_json, single))}
        output.say(output.as_json(data))
        return output.OK
    blocks = [_listed(cards, known) for cards in groups]
    if blocks:
        output.say("\n\n".join(blocks))
    elif not single:
        output.tell("There is no series here yet.")
    for cards in single:
        _tell_alone(cards, known)
    return output.OK


def _listed(cards: Sequence[Card], known: Mapping[str, Card]) -> str:
    """A series as a table under its name, with where it parts."""
    going, place = followed(known.values()), cards[-1].place
    rows = []
    for card in cards:
        many = "carried on" if card.id in going and card.open_actions else str(card.open_actions)
        rows.append((card.id, show_iso(card.date) if card.date else "no date", card.title, many))
    parted = [card.id for card in cards if len(after(card.id, known)) > 1]
    name = output.one_line(f"{place}: {cards[-1].title}" if place else cards[-1].title)
    lines = [name, output.table(HEAD, rows, whole=(0, 1, 3))]
    return "\n".join((*lines, *(f"It parts after {session_id}." for session_id in parted)))


def _tell_alone(cards: Sequence[Card], known: Mapping[str, Card]) -> None:
    """Offer to put sessions of one place into a series. Nothing is done unasked."""
    of = f"In no series, at {output.one_line(cards[0].place)}"
    output.tell(f"{of}: {', '.join(card.id for card in cards)}")
    pairs = zip(cards[1:], cards, strict=False)
    for card, before in pairs:
        output.tell(f"  workshop series {card.id} --after {before.id}")
    if len(cards) == 1:
        place = folded_place(cards[0].place)
        others = (card for card in known.values() if folded_place(card.place) == place)
        other = next(card for card in others if card.id != cards[0].id)
        output.tell(f"  workshop series {cards[0].id} --of {other.id}")


def _change(args: Namespace, known: Mapping[str, Card]) -> int:
    if args.session is None:
        raise Problem("Which session?", hint="Such as: workshop series SESSION --after OTHER.")
    if args.none:
        session = change(args, lambda _: stand_alone())
        _say(args, session, known)
        output.tell(f"workshop: {output.one_line(session.title)} goes on from none.")
        return output.OK
    sessions = library(args)
    session_id = sessions.find(args.session).stem
    before_id = sessions.find(args.after if args.of is None else args.of).stem
    if args.of is not None and before_id in known:
        before_id = last_of(before_id, known).id
    check_way(session_id, before_id, known)
    chain = read_back(sessions, sessions.read(before_id))
    session = change(args, lambda old: linking(old, chain, templates(), packs(), today()))
    _say(args, session, known)
    tell_taken_on(session, chain[0], known)
    return output.OK


def _say(args: Namespace, session: Session, known: Mapping[str, Card]) -> None:
    """The session's place in its series, for JSON; nothing where there are only messages."""
    if args.json:
        own = session.series
        previous = own.previous if own else None
        also = [card.id for card in after(previous or "", known) if card.id != session.id]
        took_on = bool(own and own.previous and own.took_on)
        row = {"session": session.id, "previous": previous, "also_after_it": also, "took_on": took_on}
        output.say(output.as_json(row))


def tell_taken_on(session: Session, before: Session, known: Mapping[str, Card]) -> None:
    """Say on stderr what a session has from the one before, and whether another goes on from that, too."""
    name = output.one_line(before.title)
    if session.series is not None and not session.series.took_on:
        output.tell(f"workshop: {output.one_line(session.title)} goes on from {name}.")
        output.tell("  It was held already: its record stays as it is; the next takes on what is open.")
    else:
        output.tell(f"workshop: From {name}: {taken_on(session)}.")
        if left := [ref for refs in left_in(session, before).values() for ref in refs]:
            many = words.number_of(len(left), "item was", "items were")
            output.tell(f"workshop: {many} not reached there; `new --with-not-reached` takes them on.")
    others = [card for card in after(before.id, known) if card.id != session.id]
    if others:
        names = ", ".join(card.id for card in others)
        output.tell(f"workshop: The series parts: {session.id} and {names} both go on from {before.id}.")


def tell_offered(session_id: str, card: Card) -> None:
    """Say on stderr from which session a new one could go on, and how."""
    held = f", {show_iso(card.date)}" if card.date else ""
    many = words.number_of(card.open_actions, "open action", "open actions")
    name = output.one_line(f"{card.title}{held}")
    output.tell(f"workshop: At this place there was {name}, with {many}. To go on from it:")
    output.tell(f"  workshop series {session_id} --after {card.id}")
    output.tell("  Or `workshop new --after` with that id makes one with all that it had.")


def row_of(card: Card) -> dict[str, Any]:
    """A session of a series for JSON."""
    return {
        "id": card.id,
        "title": card.title,
        "place": card.place,
        "date": card.date or None,
        "previous": card.previous or None,
        "open_actions": card.open_actions,
    }


def _group_json(cards: Sequence[Card]) -> dict[str, Any]:
    return {"place": cards[-1].place, "sessions": [row_of(card) for card in cards]}
