"""How the summary says things: small pure functions from figures to words."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sessions import dates
from sessions.analysis import Spread
from sessions.kinds.score.records import Ballot
from sessions.material import Scale
from sessions.record import Session
from sessions.rows import Action, Note, Sector
from sessions.summary.model import Line, Span, Words

SECTORS: dict[Sector, str] = {
    "council": "Council",
    "NHS": "NHS",
    "voluntary": "Voluntary",
    "provider": "Provider",
    "lived experience": "Lived experience",
    "other": "Other",
}
CHART_WORDS = Words(
    dont_know="don’t know",
    median="median",
    agreed="agreed",
    target="target",
    not_agreed="no level agreed",
    legend="Filled: agreed level. Ring: target.",
)


def plain(text: str) -> Line:
    """Text of the program or of a pack."""
    return (Span(text),)


def typed(text: str) -> Line:
    """Text that people typed."""
    return (Span(text, typed=True),)


def strong(text: str) -> Line:
    """A word to stress."""
    return (Span(text, strong=True),)


def became(session: Session, note: Note) -> Line:
    """ " → action A4" after a parked point that was settled; nothing after any other note."""
    return plain(f" → {outcome}") if (outcome := outcome_words(session, note)) else ()


def outcome_words(session: Session, note: Note) -> str:
    """What a parked point became: "action A4", "decision", "dropped"; empty while it is parked.

    Actions have a number that stands in a list, decisions none.
    """
    action = next((action for action in session.actions if action.uid == note.outcome_uid), None)
    return f"action {action.id}" if note.outcome == "action" and action is not None else note.outcome


def joined(lines: Iterable[Line], between: str) -> Line:
    """The lines that say anything, with `between` them."""
    out: list[Span] = []
    for line in lines:
        if line:
            out.extend(((Span(between),) if out else ()) + line)
    return tuple(out)


def number_of(count: int, one: str, many: str) -> str:
    """ "no answers", "1 answer", "4 answers"."""
    return f"{count or 'no'} {one if count == 1 else many}"


def first_upper(text: str) -> str:
    """`text` with a capital."""
    return text[:1].upper() + text[1:]


def level(scale: Scale, number: int) -> str:
    """ "3 (part-way)"; the bare number where the scale has no such level."""
    return f"{number} ({scale.label(number)})" if 1 <= number <= scale.top else str(number)


def level_of(scale: Scale, number: int) -> str:
    """ "3 of 5 (part-way)"."""
    return f"{number} of {scale.top} ({scale.label(number)})"


def half_levels(value: float) -> str:
    """ "3" or "2.5"."""
    return f"{value:g}"


def answers(spread: Spread) -> str:
    """ "4 answers" or "4 answers, 1 don’t know"."""
    told = number_of(spread.n, "answer", "answers")
    return f"{told}, {dont_knows(spread.dont_know)}" if spread.dont_know else told


def dont_knows(count: int) -> str:
    """ "1 don’t know"."""
    return number_of(count, "don’t know", "don’t knows")


def figures(spread: Spread) -> str:
    """ "4 answers, 1 don’t know, median 3, from 1 to 4, consensus 0.61": all there is to say of a spread."""
    parts = [answers(spread)]
    if spread.median is not None:
        parts.append(f"median {half_levels(spread.median)}")
        parts.append(
            f"all at {spread.lowest}"
            if spread.lowest == spread.highest
            else f"from {spread.lowest} to {spread.highest}"
        )
    if spread.consensus is not None and spread.word != "too few":
        parts.append(f"consensus {spread.consensus:.2f}")
    return ", ".join(parts)


def per_level(spread: Spread, scale: Scale) -> str:
    """Every level with its count: "1 (not yet): 0; 2 (early steps): 3; … don’t know: 1"."""
    told = [f"{level(scale, number)}: {count}" for number, count in enumerate(spread.counts, start=1)]
    return "; ".join([*told, f"don’t know: {spread.dont_know}"])


def ballot(one: Ballot | None, scale: Scale) -> str:
    """What a partner answered: "3 (part-way)", or, for several people, "2 at 3 (part-way), 1 don’t know"."""
    if one is None:
        return "no answer"
    if one.answers + one.dont_know == 1:
        return next((level(scale, n) for n, count in enumerate(one.counts, 1) if count), "don’t know")
    told = [f"{count} at {level(scale, n)}" for n, count in enumerate(one.counts, 1) if count]
    return ", ".join([*told, dont_knows(one.dont_know)] if one.dont_know else told)


def shift(before: Spread, after: Spread) -> str:
    """How the view moved after the discussion, in a sentence."""
    parts: list[str] = []
    if before.consensus is not None and after.consensus is not None:
        change = round(after.consensus - before.consensus, 2)
        parts.append(
            "the answers lie as close as before"
            if change == 0
            else f"the answers lie {'closer together' if change > 0 else 'further apart'}"
        )
    if before.median is not None and after.median is not None:
        was, now = half_levels(before.median), half_levels(after.median)
        moved = "rose" if after.median > before.median else "fell"
        parts.append(
            f"the median stays at {now}" if was == now else f"the median {moved} from {was} to {now}"
        )
    return f"After the discussion {' and '.join(parts)}." if parts else ""


def partner_name(session: Session, partner_id: str) -> Line:
    """A partner's name; the program's own word for the whole room; its id where it is gone."""
    for voice in session.voices():
        if voice.id == partner_id:
            return typed(voice.name) if voice in session.partners else plain(voice.name)
    return typed(partner_id)


def origin(session: Session, ref: str | None) -> str:
    """Where a note or an action came from, in words of the pack."""
    if ref is None:
        return "the session as a whole"
    try:
        item = session.item(ref)
    except KeyError:
        pass
    else:
        return f"{session.called(ref)} {item.name}"
    try:
        section = session.section(ref)
    except KeyError:
        return ref
    return section.label or section.title


def owner(action: Action) -> Line:
    """ "Priya (ICB)", "Priya", "ICB", or that nobody was named."""
    if action.owner and action.body:
        return (*typed(action.owner), *plain(" ("), *typed(action.body), *plain(")"))
    return typed(action.owner or action.body) if action.owner or action.body else plain("nobody named")


def due(action: Action) -> str:
    """ "30 Jan 2027", or that no date was set."""
    return dates.show(action.due) if action.due else "no date"


def status(action: Action) -> Line:
    """ "Open", "Done", "Open, taken as a risk", "Open, carried over from …"."""
    risk = plain("taken as a risk") if action.risk else ()
    carried = (
        (*plain("carried over from "), *typed(action.carried_from)) if action.carried_from is not None else ()
    )
    return joined((plain(first_upper(action.status)), risk, carried), ", ")


def mentions(session: Session, sentence: str) -> Line:
    """A sentence of the program with the partners' names in it told apart, as people typed them."""
    names = sorted((partner.name for partner in session.partners), key=len, reverse=True)
    if not names or not session.as_bodies:
        return plain(sentence)
    parts = re.split(f"({'|'.join(map(re.escape, names))})", sentence)
    return tuple(Span(part, typed=part in names) for part in parts if part)
