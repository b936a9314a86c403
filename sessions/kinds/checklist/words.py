"""What was answered to checks, in words with a sign before each, and how far a list has got. Pure."""

from collections.abc import Mapping

from sessions import words
from sessions.analysis.spreads import Spread
from sessions.kinds.checklist.records import (
    COUNTED,
    PARTNER_CHECKS,
    Check,
    CheckAnswer,
    CheckDissent,
    PartnerCheck,
    Progress,
    partner_checks_on,
)
from sessions.kinds.score.records import Earlier
from sessions.material import Level, Scale
from sessions.record import Session
from sessions.spans import Line, plain, typed

SIGNS: Mapping[CheckAnswer, str] = {"yes": "✓", "partly": "◐", "no": "✗", "unknown": "?"}
CALLED: Mapping[CheckAnswer, str] = {
    "yes": "yes",
    "partly": "partly",
    "no": "no",
    "unknown": "not known yet",
}
QUESTION = "Yes, partly or no?"
SCALE = Scale(
    question=QUESTION,
    levels=tuple(Level(number=number, label=answer) for number, answer in enumerate(COUNTED, start=1)),
)
"""The answers in the order of their keys, for what counts hands."""


def signed(answer: CheckAnswer | None) -> str:
    """ "✗ no"; "· …" where nothing is answered."""
    return "· …" if answer is None else f"{SIGNS[answer]} {CALLED[answer]}"


def in_table(check: Check | None) -> str:
    """ "No", "Not known yet", "Not answered"."""
    return words.first_upper(CALLED[check.answer]) if check else "Not answered"


def counts(progress: Progress) -> str:
    """ "5 yes, 3 partly, 1 no": the answers that count, all of them, so that an n can be added up."""
    return ", ".join(f"{progress.count(answer)} {answer}" for answer in COUNTED)


def how_far(progress: Progress) -> str:
    """ "9 of 17 answered: 5 yes, 3 partly, 1 no; 1 not known yet; 7 to go"."""
    if not progress.of:
        return "Nothing here applies"
    parts = [f"{progress.n} of {progress.of} answered"]
    if progress.n:
        parts[0] += f": {counts(progress)}"
    if unknown := progress.count("unknown"):
        parts.append(f"{unknown} {CALLED['unknown']}")
    if progress.left:
        parts.append(f"{len(progress.left)} to go")
    return "; ".join(parts)


def tally(progress: Progress) -> str:
    """ "9 of 17 checked", for the foot of the wall; what is not known yet was looked at, too."""
    return words.tally(progress.of - len(progress.left), progress.of, "checked")


def partner_answer(row: PartnerCheck | Earlier | None) -> str:
    """What a partner said: "no"; for several people "2 yes, 1 don’t know"."""
    if row is None:
        return "no answer"
    said = [(answer, count) for answer, count in zip(COUNTED, row.counts, strict=True) if count]
    if sum(row.counts) + row.dont_know == 1:
        return said[0][0] if said else "don’t know"
    return ", ".join([*(f"{count} {answer}" for answer, count in said), *words.dont_knows(row.dont_know)])


def partner_sign(row: PartnerCheck) -> str:
    """What a partner said, with a sign where it is one answer: "✗ no", "? don’t know"."""
    if sum(row.counts) + row.dont_know != 1:
        return partner_answer(row)
    answer = next((a for a, count in zip(COUNTED, row.counts, strict=True) if count), None)
    return signed(answer) if answer else "? don’t know"


def spread_in_words(spread: Spread) -> str:
    """ "2 yes, 1 partly, 0 no, 1 don’t know (n = 3)": n is of those that said yes, partly or no."""
    said = [f"{words.amount(count)} {answer}" for answer, count in zip(COUNTED, spread.counts, strict=True)]
    return f"{', '.join([*said, *words.dont_knows(spread.dont_know)])} (n = {spread.n})"


def changed(session: Session, item_id: str) -> tuple[Line, ...]:
    """Who changed what the room had seen; without names where people answer for themselves."""
    from_rows = [row for row in _rows_on(session, item_id) if row.before is not None]
    if not session.as_bodies:
        many = words.number_of(len(from_rows), "answer was", "answers were")
        return (plain(f"{words.first_upper(many)} changed after the reveal."),) if from_rows else ()
    return tuple(
        (
            *words.partner_name(session, row.partner_id),
            *plain(f": {'changed' if row.stands else 'taken back'} after the reveal, from "),
            *plain(f"{partner_answer(row.before)}."),
        )
        for row in from_rows
    )


def _rows_on(session: Session, item_id: str) -> list[PartnerCheck]:
    return [row for row in PARTNER_CHECKS.of(session) if row.item_id == item_id]


def missing(session: Session, item_id: str) -> Line:
    """Whose answer is missing; empty for nobody's."""
    return words.missing(session, item_id, partner_checks_on(session, item_id), "answer")


def dissent_line(session: Session, dissent: CheckDissent) -> Line:
    """ "ICB from “yes”: Nobody asked us"."""
    name = words.partner_name(session, dissent.partner_id)
    return (*name, *plain(f" from “{CALLED[dissent.from_answer]}”: "), *typed(dissent.reason))
