"""Options in words: who is for which, what the room chose, who does not share that. Pure."""

from sessions import words
from sessions.kinds.options.records import (
    VIEWS,
    Choice,
    OptionDissent,
    OptionsActivity,
    OptionView,
    Shown,
    Support,
    support,
    views_of,
)
from sessions.record import Session
from sessions.spans import Line, joined, plain, typed
from sessions.spread_words import who_gave
from sessions.voices import has_room


def view(session: Session, given: OptionView | Shown | None) -> str:
    """ "Tariff", "4 for Tariff, 2 for Block funding, 1 don’t know"; "nothing" where nothing stands."""
    if given is None or not (given.counts or given.dont_know):
        return "nothing"
    if sum(count for _, count in given.counts) + given.dont_know == 1:
        return session.item(given.counts[0][0]).name if given.counts else "don’t know"
    parts = [f"{count} for {session.item(item_id).name}" for item_id, count in given.counts]
    return ", ".join([*parts, *words.dont_knows(given.dont_know)])


def who_counts(session: Session, activity: OptionsActivity) -> str:
    """ "2 of 4 partners (9 people)", "28 people of the whole room", "23 people of 4 partners"."""
    views = views_of(session, activity.id)
    as_room = not session.partners or has_room(session, activity.id)
    people = sum(row.spoke for row in views.values()) if as_room or not session.as_bodies else None
    return who_gave(session, activity.id, len(views), people)


def lead(session: Session, activity: OptionsActivity) -> str:
    """How the views lie, in a sentence: "Most are for Tariff: 3 of 5."; of a tie, both."""
    rows = [row for row in support(session, activity) if row.item_id]
    most = max((row.amount for row in rows), default=0)
    if not most:
        return "Nobody is for any of them yet."
    first = [session.item(row.item_id).name for row in rows if row.amount == most]
    of = sum((row.amount for row in support(session, activity)), start=most * 0)
    figures = f"{words.amount(most)} of {words.amount(of)}"
    if len(first) > 1:
        return f"As many for {' as for '.join(first)}: {figures} each."
    if most == of:
        return f"All are for {first[0]}: {figures}."
    return f"{'Most are' if 2 * most > of else 'The largest part is'} for {first[0]}: {figures}."


def who(session: Session, row: Support) -> Line:
    """Which partners are for an option, with how many of each where that is not all of it."""
    return joined([words.partner_name(session, partner_id) for partner_id in row.partners], ", ")


def choice(session: Session, chosen: Choice) -> Line:
    """ "9.2 Extended joint commissioning. Why: It can begin now"."""
    item = session.item(chosen.item_id)
    reason = (*plain(". Why: "), *typed(chosen.reason)) if chosen.reason else ()
    return (*plain(f"{item.number} {item.name}"), *reason)


def choice_in_room(session: Session, chosen: Choice) -> str:
    """ "We choose: Extended joint commissioning · 1 dissent on record"."""
    item, count = session.item(chosen.item_id), len(chosen.dissents)
    dissents = f" · {words.number_of(count, 'dissent', 'dissents')} on record" if count else ""
    return f"We choose: {item.name}{dissents}"


def decision(session: Session, item_id: str, reason: str) -> str:
    """The choice as a decision, for somebody to change."""
    return f"We choose {session.item(item_id).name}{f'. Why: {reason}' if reason else ''}"


def amount(row: Support) -> str:
    """ "3", "2.5"; "·" for nobody."""
    return words.amount(row.amount) if row.amount else "·"


def dissent(session: Session, own: OptionDissent, chosen: str) -> Line:
    """ "ICB: no money for it", with the option it dissented from where the room has chosen another since."""
    moved = own.from_option not in (None, chosen)
    name = session.item(own.from_option).name if own.from_option and moved else ""
    since = plain(f" (from {name}): ") if name else plain(": ")
    return (*words.partner_name(session, own.partner_id), *since, *typed(own.reason))


def changed(session: Session, activity_id: str) -> tuple[Line, ...]:
    """Whose views are not those of the reveal; from what only where partners are bodies."""
    rows = [row for row in VIEWS.of(session) if row.activity_id == activity_id and row.after_reveal]
    if not rows:
        return ()
    if not session.as_bodies:
        return (plain("Some views were changed after the reveal."),)
    return tuple(
        (*words.partner_name(session, row.partner_id), *plain(f": {_change(session, row)}.")) for row in rows
    )


def _change(session: Session, row: OptionView) -> str:
    if row.before is None:
        return "said after the reveal"
    return f"{'changed' if row.stands else 'taken back'} after the reveal, from {view(session, row.before)}"
