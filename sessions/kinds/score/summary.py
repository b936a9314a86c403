"""What the summary says of a scored item: its answers.

The level that was agreed, its target and who does not share it stand on the first page, or in the table of
the kind of step.
"""

from collections.abc import Iterator

from sessions import left_out, spread_words, words
from sessions.analysis.items import (
    FEWEST_ANONYMOUS,
    lies_outside,
    shift,
    show_by_partner,
    spread_of,
    target_of,
)
from sessions.analysis.spreads import Spread
from sessions.aspects import aspect_of, is_most_first
from sessions.kinds.score.records import BALLOTS, agreement_on, ballot_of, ballots_on
from sessions.material import Scale
from sessions.record import Session, find_scale
from sessions.spans import Line, joined, plain, strong
from sessions.summary.model import Block, Chart, Facts, Paragraph, Status, TableBlock
from sessions.summary.recorded import written_before
from sessions.voices import recusals_on, voices_on


def subject_blocks(
    session: Session, subject_id: str, *, waiting: bool, has_level: bool = False
) -> Iterator[Block]:
    """Answers and agreed level of an item, or of a question on it; nothing where it has no scale.

    `session` is what the room has seen; `waiting` says whether more was answered, `has_level` whether the
    agreed level is to be said here, where no table says it.
    """
    if find_scale(session, subject_id) is not None:
        if aspect_of(subject_id) is None:
            yield from recusal_blocks(session, subject_id)
        if waiting:
            again = " once more" if ballots_on(session, subject_id, 1) else ""
            yield Paragraph(plain(f"Answered{again}, {words.NOT_REVEALED}."), detail=True)
        yield from _answers(session, subject_id)
        yield from written_before(session, [(subject_id, "")])
        yield from _agreement(session, subject_id, has_level=has_level)


def recusal_blocks(session: Session, item_id: str) -> Iterator[Block]:
    """Who takes no part in an item; nothing where all do."""
    if out := left_out.takes_no_part(session, item_id):
        yield Paragraph(out)


def _answers(session: Session, subject_id: str) -> Iterator[Block]:
    spread, scale = spread_of(session, subject_id), session.scale_of(subject_id)
    if not spread.spoke:
        return
    views, figures = (words.first_upper(say(spread)) for say in (spread_words.views, spread_words.figures))
    status = joined((strong(f"{views}."), plain(f"{figures}.")), " ")
    yield Status(spread.word, status)
    if moved := shift(session, subject_id):
        before, after = moved
        figures = f"{spread_words.figures(before)} ({spread_words.per_level(before, scale)})"
        first = f"First view: {spread_words.views(before)}, {figures}."
        then = spread_words.shift(before, after, most_first=is_most_first(subject_id))
        apart = words.apart(session, subject_id, 1)
        yield Paragraph(joined((plain(first), *apart, plain(then)), " "))
    yield _chart(session, subject_id, spread, scale)
    if show_by_partner(session, subject_id):
        yield _by_partner(session, subject_id, scale)
    else:
        why = (
            "Who answered what stays in the room: the answers are people’s own, and fewer than "
            f"{FEWEST_ANONYMOUS} people of a partner answered."
        )
        yield Paragraph(plain(why), style="quiet", detail=True)
        for number in (1, 2):
            yield from (Paragraph(line) for line in words.changes(session, subject_id, number))


def _chart(session: Session, subject_id: str, spread: Spread, scale: Scale) -> Chart:
    agreed = agreement_on(session, subject_id)
    return spread_words.chart(
        f"chart-{subject_id.replace('#', '-')}",
        f"Answers on {words.asked(session, subject_id)}",
        spread,
        scale,
        agreed=agreed.level if agreed else None,
        target=target_of(session, subject_id),
    )


def _by_partner(session: Session, subject_id: str, scale: Scale) -> TableBlock:
    rounds = [number for number in (1, 2) if ballots_on(session, subject_id, number)]
    heads = ("First view", "After discussion") if len(rounds) > 1 else ("Answer",)
    spoke = {ballot.partner_id for ballot in BALLOTS.of(session) if ballot.item_id == subject_id}
    shown = {voice.id for voice in voices_on(session, subject_id)} | spoke  # also what was taken back
    voices = (v.id for v in session.voices() if v.id in shown - recusals_on(session, subject_id).keys())
    rows = tuple(
        (words.partner_name(session, voice), *(_answer(session, subject_id, voice, n, scale) for n in rounds))
        for voice in voices
    )
    aspect = aspect_of(subject_id)
    asked = session.item(subject_id).number + (f" {aspect.name}" if aspect else "")
    caption = plain(f"Answers on {asked} by partner")
    return TableBlock(caption, ("Partner", *heads), rows, detail=True)


def _answer(session: Session, item_id: str, partner_id: str, number: int, scale: Scale) -> Line:
    ballot = ballot_of(session, item_id, partner_id, number)
    if ballot is not None and ballot.after_reveal:
        changed = words.after_reveal(ballot, scale if session.as_bodies else None)
        return plain(f"{words.answer(ballot, scale)}, {changed}" if ballot.stands else changed)
    if ballot is None and number > 1 and partner_id in ballots_on(session, item_id, 1):
        return plain("as before")
    return plain(words.answer(ballot, scale))


def _agreement(session: Session, subject_id: str, *, has_level: bool) -> Iterator[Block]:
    """What no table says: the level, where it `has_level`, or that nobody answered with it."""
    agreed, spread = agreement_on(session, subject_id), spread_of(session, subject_id)
    if agreed is None:
        return
    outside = lies_outside(spread, agreed.level)
    if has_level or outside:
        # "3 of 3" would sound like much where level 1 is the most.
        level = words.level if is_most_first(subject_id) else words.level_of
        nobody = f"; {spread_words.nobody_answered(spread, agreed.level)}" if outside else ""
        said = f"{level(session.scale_of(subject_id), agreed.level)}{nobody}"
        yield Facts((("Agreed level", plain(said)),))
