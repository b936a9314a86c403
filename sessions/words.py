"""One fact, one wording: from figures and records to spans that know what people typed. Pure.

Screen, wall, shell and outputs take their words from here: a line, or a string where it can hold nothing
typed. Where a fact has two forms, the plain one is for paper, which is read alone and later; the one
`in_room` is shorter, and of a session that still goes on.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fractions import Fraction

from sessions import dates, meeting
from sessions.analysis import items
from sessions.analysis.items import Apart, has_item
from sessions.analysis.spreads import Spread
from sessions.analysis.whole import is_overdue
from sessions.aspects import aspect_of, is_most_first, item_of
from sessions.evidence_words import KINDS
from sessions.kinds.prioritise.records import VOTES, Ranked
from sessions.kinds.score.records import BALLOTS, Agreement, Ballot, Dissent, Earlier, standing_ballots
from sessions.material import Example, Item, Scale
from sessions.origins import step_origins
from sessions.record import Session
from sessions.rows import ROOM, Action, Activity, Note, PastDue, Series
from sessions.spans import Line, joined, listed, plain, plain_text, typed
from sessions.voices import voices_on

NOT_REVEALED = "not yet revealed, and so not told here"
KEPT = "did not answer again: the first view stands."
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def number_of(count: int, singular: str, plural: str, *, nought: str = "no") -> str:
    """ "no answers", "1 answer", "4 answers"."""
    return f"{count or nought} {singular if count == 1 else plural}"


def first_upper(text: str) -> str:
    """`text` with a capital."""
    return text[:1].upper() + text[1:]


def tally(ready: int, of: int, done: str) -> str:
    """ "3 of 5 answered", "all 5 answered"; empty where one alone is asked."""
    count = f"all {of}" if ready == of else f"{ready} of {of}"
    return f"{count} {done}" if of > 1 else ""


def level(scale: Scale, number: int) -> str:
    """ "3 (part-way)"; the bare number where the scale has no such level."""
    return f"{number} ({scale.label(number)})" if number in scale.numbers else str(number)


def level_of(scale: Scale, number: int) -> str:
    """ "3 of 5 (part-way)"."""
    return f"{number} of {scale.top} ({scale.label(number)})"


def level_in_room(scale: Scale, number: int) -> str:
    """ "3 part-way"."""
    return f"{number} {scale.label(number)}"


def half_levels(value: float | None) -> str:
    """A level or a place between two, in quarters: "3", "3½", "2¾"; "–" for none."""
    return "–" if value is None else f"{int(value)}{_QUARTERS[value % 1][0]}"


_QUARTERS = {0: ("", ""), 0.25: ("¼", "a quarter"), 0.5: ("½", "a half"), 0.75: ("¾", "three quarter")}
"""Parts of a level: after a figure, and in words."""


def distance(levels: float) -> str:
    """ "two levels", "one and a half levels", "half a level": for quarters of a level, up to nine levels."""
    whole, part = int(levels), _QUARTERS[levels % 1][1]
    if not part:
        return f"{NUMBERS[whole]} level{'' if levels == 1 else 's'}"
    if whole:
        return f"{NUMBERS[whole]} and {part} levels"
    return "half a level" if levels == 0.5 else f"{part}{'s' if levels > 0.5 else ''} of a level"


def amount(count: Fraction | int) -> str:
    """How much stands on a level: "2"; "1.7" where bodies' shares add up to no whole."""
    return str(int(count)) if count == int(count) else f"{max(0.1, float(count)):.1f}"


def about(count: Fraction | int) -> str:
    """ "2", "about 2"; empty for less than half of one."""
    if count < Fraction(1, 2):
        return ""
    return str(int(count)) if count == int(count) else f"about {max(1, round(count))}"


def dont_knows(count: Fraction | int) -> list[str]:
    """ "1 don’t know"; nothing for none."""
    number = about(count)
    return [f"{number} don’t know{'' if count <= 1 else 's'}"] if number else []


def answer(ballot: Ballot | Earlier | None, scale: Scale) -> str:
    """What a partner answered: "3 (part-way)", or, for several people, "2 at 3 (part-way), 1 don’t know"."""
    if ballot is None:
        return "no answer"
    levels = [(level(scale, number), count) for number, count in scale.counted(ballot.counts)]
    if sum(ballot.counts) + ballot.dont_know == 1:
        return levels[0][0] if levels else "don’t know"
    return ", ".join([*(f"{count} at {name}" for name, count in levels), *dont_knows(ballot.dont_know)])


def after_reveal(ballot: Ballot, scale: Scale | None = None) -> str:
    """ "changed after the reveal, from 2 (early steps)"; empty for what stood there at the reveal.

    Without a scale, as where people answer for themselves, it is not said from what.
    """
    if not ballot.after_reveal:
        return ""
    if ballot.before is None:
        return "answered after the reveal"
    verb = "changed" if ballot.stands else "taken back"
    return f"{verb} after the reveal{f', from {answer(ballot.before, scale)}' if scale else ''}"


def changes(session: Session, item_id: str, number: int) -> tuple[Line, ...]:
    """Who changed what the room had seen of a round; without names where people answer for themselves."""
    scale = session.scale_of(item_id)
    ballots = [b for b in BALLOTS.of(session) if b.item_id == item_id and b.round == number and b.before]
    if session.as_bodies:
        said = ((partner_name(session, b.partner_id), after_reveal(b, scale)) for b in ballots)
        return tuple((*name, *plain(f": {what}.")) for name, what in said)
    many = number_of(len(ballots), "answer was", "answers were")
    return (plain(f"{first_upper(many)} changed after the reveal."),) if ballots else ()


def dots_changed(session: Session, activity_id: str) -> Line:
    """Whose dots are not those of the reveal, by name where partners answer as bodies; empty for nobody's."""
    rows = (row for row in VOTES.of(session) if row.activity_id == activity_id and row.before is not None)
    partner_ids = [row.partner_id for row in rows]
    if session.as_bodies and partner_ids:
        return (*plain("Dots changed after the reveal: "), *partner_names(session, partner_ids), *plain("."))
    return plain("Some dots were changed after the reveal.") if partner_ids else ()


def answers_in_room(given: Ballot | Spread | None, scale: Scale) -> Line:
    """What one or several answered: "3 part-way" for one answer, else "2 on 3, 1 don’t know"."""
    if given is None:
        return plain("no answer")
    levels = scale.counted([Fraction(count) for count in given.counts])
    if sum(given.counts) + given.dont_know == 1 and len(levels) + bool(given.dont_know) == 1:
        return plain(level_in_room(scale, levels[0][0]) if levels else "don’t know")
    parts = [f"{amount(count)} on {number}" for number, count in levels]
    parts += [f"{amount(given.dont_know)} don’t know"] if given.dont_know else []
    return plain(", ".join(parts) or "no answer")


def kept(session: Session, item_id: str, number: int) -> Line:
    """Who did not answer again in round `number` and stands by its first view; empty for nobody."""
    ballots = standing_ballots(session, item_id)
    partner_ids = [partner_id for partner_id, ballot in ballots.items() if ballot.round < number]
    who = plain(f"{len(partner_ids)} of {len(voices_on(session, item_id))} partners")
    if session.as_bodies:
        who = partner_names(session, partner_ids)
    return (*who, *plain(f" {KEPT}")) if partner_ids else ()


def missing(session: Session, subject_id: str, there: Collection[str], what: str) -> Line:
    """Whose `what` ("answer", "dots") is missing, by name where partners answer as bodies; empty for nobody.

    `there` are the ids of those that gave theirs on an item or in a vote, or ROOM.
    """
    voices = voices_on(session, subject_id)
    silent = [voice.id for voice in voices if voice.id not in there]
    if ROOM in there or not silent:
        return ()
    start, given = ("Without the dots of ", "Dots") if what == "dots" else (f"No {what} from ", "Answers")
    if not session.as_bodies or not there:
        return plain(f"{given} from {len(there)} of {len(voices)} partners.")
    return (*plain(start), *partner_names(session, silent), *plain("."))


def apart(session: Session, item_id: str, number: int | None = None) -> tuple[Line, ...]:
    """What to say about who differs; empty where nobody does. Partners are named only as bodies."""
    difference = items.difference(session, item_id, number)
    if difference is None:
        return ()
    if difference.kind == "apart":
        return tuple(_stands_apart(session, item_id, partner) for partner in difference.apart)
    if difference.kind == "inside":
        return (plain("The answers lie far apart."),)
    if not session.as_bodies:
        return (plain("Some partners are at the low end, others at the high end."),)
    ends = (difference.low, difference.high)[:: -1 if is_most_first(item_id) else 1]
    low, high = (partner_names(session, side) for side in ends)
    verb = "are" if len(ends[0]) > 1 or _is_plural(low) else "is"
    return ((*low, *plain(f" {verb} at the low end, "), *high, *plain(" at the high end.")),)


def _stands_apart(session: Session, item_id: str, apart: Apart) -> Line:
    name = partner_name(session, apart.partner_id) if session.as_bodies else plain("One partner")
    sees = "see" if _is_plural(name) else "sees"
    is_lower = (apart.levels < 0) is not is_most_first(item_id)
    how_far = f"{distance(abs(apart.levels))} {'lower' if is_lower else 'higher'}"
    return (*name, *plain(f" {sees} it {how_far} than the others."))


def partner_name(session: Session, partner_id: str) -> Line:
    """A partner's name; the program's own word for the whole room; its id where it is gone."""
    for voice in session.voices():
        if voice.id == partner_id:
            return typed(voice.name) if voice in session.partners else plain(voice.name)
    return typed(partner_id)


def partner_names(session: Session, partner_ids: Iterable[str]) -> Line:
    """ "County Council, ICB and Care providers"."""
    return listed([partner_name(session, partner_id) for partner_id in partner_ids])


def _is_plural(name: Line) -> bool:
    """Whether a partner's name is read as many: "Care providers", "People with lived experience"."""
    text = plain_text(name)
    is_one = not text.endswith("s") or text.endswith(("ss", "us", "is"))
    return text.casefold().startswith("people ") or not is_one


def agreed_in_room(
    agreement: Agreement, target: int | None, scale: Scale, *, evidence: bool = False, sign: str = ""
) -> str:
    """ "Agreed level: 3 part-way · target 4 mostly · 1 dissent on record"; `sign` marks who dissents."""
    parts = [f"Agreed level: {level_in_room(scale, agreement.level)}"]
    if target is not None:
        parts.append(f"target {level_in_room(scale, target)}")
    if evidence and agreement.evidence:
        parts.append(f"{'no' if agreement.evidence == 'none' else agreement.evidence} evidence")
    if count := len(agreement.dissents):
        parts.append(f"{number_of(count, 'dissent', 'dissents')} on record{sign}")
    return " · ".join(parts)


def dissent_line(session: Session, dissent: Dissent, agreed_level: int) -> Line:
    """ "County Council: No route to decide", with the level it dissented from where the room has moved on."""
    moved = dissent.from_level not in (None, agreed_level)
    level = f" (from level {dissent.from_level}): " if moved else ": "
    return (*partner_name(session, dissent.partner_id), *plain(level), *typed(dissent.reason))


def called(session: Session, ref: str | None) -> str:
    """Number or title of what a note or an action came from ("1.6", "Tip 1"); empty for the session."""
    if ref is not None and has_item(session, ref):
        return session.called(ref)
    try:
        section = session.section(ref or "")
    except KeyError:
        titles = {step.id: step.title for step in session.agenda}
        return {**titles, **step_origins(session)}.get(ref or "", ref or "")
    return section.label or section.title


def origin(session: Session, ref: str | None) -> str:
    """Where a note or an action came from, in words of the pack: "1.6 Governance that can decide"."""
    if ref is None:
        return "the session as a whole"
    name = called(session, ref)
    if not has_item(session, ref):
        return name
    aspect = aspect_of(ref)
    item = f"{called(session, item_of(ref))} {session.item(ref).name}"
    return f"{item}, {aspect.name}" if aspect else item


def asked(session: Session, subject_id: str) -> str:
    """What partners answer: "1.6 Governance that can decide", "3 Workforce, likelihood"."""
    item, aspect = session.item(subject_id), aspect_of(subject_id)
    return f"{item.number} {item.name}" + (f", {aspect.name}" if aspect else "")


def item_name(item: Item) -> Line:
    """Number and name of an item: "1.6 Governance that can decide"."""
    return (*plain(f"{item.number} "), *(typed(item.name) if item.added else plain(item.name)))


def note_line(session: Session, note: Note) -> Line:
    """The text of a note, its votes, and what a parked point became: "Who pays? → action A4".

    Before the text of evidence stands whose word it is: "what people said: nobody rang back".
    """
    said = plain(f"{KINDS[note.evidence]}: ") if note.evidence else ()
    return (*said, *typed(note.text), *meeting.votes(note), *outcome(session, note))


def outcome(session: Session, note: Note) -> Line:
    """ " → action A4", or " → decision", after a parked point that was settled; nothing after any other."""
    action = _action_of(session, note.outcome_uid)
    became = f"action {action.id}" if note.outcome == "action" and action is not None else note.outcome
    return plain(f" → {became}") if became else ()


def note_in_room(session: Session, note: Note) -> Line:
    """ "evidence: S75 deed reviewed in March"."""
    return (*plain(f"{'DECISION' if note.kind == 'decision' else note.kind}: "), *note_line(session, note))


def note_from(session: Session, note: Note) -> Line:
    """ "1.6: Who signs the deed?"; only what it says where it is of the session as a whole."""
    name = called(session, note.origin)
    return (*(plain(f"{name}: ") if name else ()), *note_line(session, note))


def owner(action: Action) -> Line:
    """ "Priya (ICB)", "Priya", "ICB", or that nobody was named."""
    if action.owner and action.body:
        return (*typed(action.owner), *plain(" ("), *typed(action.body), *plain(")"))
    return typed(action.owner or action.body) if action.owner or action.body else plain("nobody named")


def due(action: Action | PastDue) -> Line:
    """ "30 Jan 2027", "when Cabinet agrees", or that no date was set."""
    return due_of(action) or plain("no date")


def due_in_room(action: Action) -> Line:
    """When an action is due, or that no date is set yet, while one may still be set."""
    return due_of(action) or plain("no date yet")


def due_of(action: Action | PastDue) -> Line:
    """Its words, its date, or both: "next meeting, 12 Jan 2027"."""
    in_words = typed(action.due_words) if action.due_words else ()
    return joined((in_words, plain(dates.show(action.due)) if action.due else ()), ", ")


def status(action: Action, series: Series | None = None) -> Line:
    """ "Open", "Done", "Open, taken as a risk", "Open, carried over from Steering group, 22 Oct 2026".

    A session of which the `series` says no more is an earlier one.
    """
    risk = plain("taken as a risk") if action.risk else ()
    before = meeting.session_before(series, action.carried_from or "")
    carried = (*plain("carried over from "), *before) if action.carried_from else ()
    return joined((plain(first_upper(action.status)), risk, carried), ", ")


def action_in_room(action: Action, today: date) -> Line:
    """ "A7 Draft the protocol · Priya, ICB · 30 Jan 2027 · overdue", as far as it is known."""
    return joined((action_what(action), action_who(action, today)), " · ")


def action_what(action: Action) -> Line:
    """ "A7 Draft the protocol"."""
    return (*plain(f"{action.id} "), *typed(action.text))


def owner_in_room(action: Action) -> Line:
    """ "Priya, ICB", or that nobody was named so far."""
    names = (typed(name) for name in (action.owner, action.body) if name)
    return joined(names, ", ") or plain("no owner yet")


def action_who(action: Action, today: date) -> Line:
    """ "Priya, ICB · 30 Jan 2027 · overdue"."""
    state = plain(action.status) if action.status != "open" else ()
    late = plain("overdue") if is_overdue(action, today) else ()
    return joined((owner_in_room(action), due_in_room(action), state, late), " · ")


def place(ranked: Ranked) -> str:
    """ "2", or "2=" where the place is shared."""
    return f"{ranked.place}{'=' if ranked.tied else ''}"


def candidate(session: Session, candidate_id: str) -> Line:
    """What is voted on: an item by number and name, an action by number and text."""
    if has_item(session, candidate_id):
        item, called = session.item(candidate_id), session.called(candidate_id)
        return item_name(item.model_copy(update={"number": called}))
    action = _action_of(session, candidate_id)
    return action_what(action) if action else plain(candidate_id)


def _action_of(session: Session, uid: str | None) -> Action | None:
    return next((action for action in session.actions if action.uid == uid), None)


def dots(counts: Iterable[tuple[str, int]], labels: Mapping[str, str]) -> str:
    """Where dots went, by the labels of the candidates: "3 dots on 1.4, 1 dot on 1.7"."""
    return ", ".join(f"{number_of(count, 'dot', 'dots')} on {labels[ref]}" for ref, count in counts)


def example(example: Example) -> str:
    """ "Exampleshire · Leadership: One board for both"."""
    return f"{example.place}{f' · {example.theme}' if example.theme else ''}: {example.text}"


def step(activity: Activity) -> str:
    """ "Open actions (10 min)"."""
    return f"{activity.title} ({activity.minutes} min)"
