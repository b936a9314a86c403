"""What the summary says of a scored item: its answers, and the level that was agreed."""

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
from sessions.kinds.score.records import BALLOTS, Agreement, agreement_on, ballot_of, ballots_on
from sessions.material import Item, Scale
from sessions.record import Session
from sessions.spans import Line, joined, plain, strong
from sessions.summary.model import Block, Bullets, Chart, Facts, Paragraph, SpreadData, Status, TableBlock
from sessions.voices import recusals_on, voices_on


def item_blocks(session: Session, item: Item, *, waiting: bool) -> Iterator[Block]:
    """Answers and agreed level of an item; nothing where its pack has no scale.

    `session` is what the room has seen; `waiting` says whether more was answered.
    """
    if session.pack_of(item.id).scale_of(item.id) is not None:
        if waiting:
            again = " once more" if ballots_on(session, item.id, 1) else ""
            yield Paragraph(plain(f"Answered{again}, {words.NOT_REVEALED}."))
        yield from _answers(session, item, waiting=waiting)
        yield from _agreement(session, item)


def _answers(session: Session, item: Item, *, waiting: bool) -> Iterator[Block]:
    spread, scale = spread_of(session, item.id), session.scale_of(item.id)
    if out := left_out.takes_no_part(session, item.id):
        yield Paragraph(out)
    if not spread.spoke:
        if not waiting:
            yield _quiet("Nobody answered it.")
        return
    views, figures = (words.first_upper(say(spread)) for say in (spread_words.views, spread_words.figures))
    status = (strong(f"{views}."), plain(f"{figures}."), *words.apart(session, item.id))
    yield Status(spread.word, joined(status, " "))
    if moved := shift(session, item.id):
        before, after = moved
        figures = f"{spread_words.figures(before)} ({spread_words.per_level(before, scale)})"
        first = f"First view: {spread_words.views(before)}, {figures}."
        apart = words.apart(session, item.id, 1)
        yield Paragraph(joined((plain(first), *apart, plain(spread_words.shift(before, after))), " "))
    yield _chart(session, item, spread, scale)
    if show_by_partner(session, item.id):
        yield _by_partner(session, item, scale)
    else:
        yield _quiet(
            "Who answered what stays in the room: the answers are people’s own, and fewer than "
            f"{FEWEST_ANONYMOUS} people of a partner answered."
        )
        for number in (1, 2):
            yield from (Paragraph(line) for line in words.changes(session, item.id, number))


def _quiet(text: str) -> Paragraph:
    return Paragraph(plain(text), kind="quiet")


def _chart(session: Session, item: Item, spread: Spread, scale: Scale) -> Chart:
    agreed = agreement_on(session, item.id)
    return Chart(
        anchor=f"chart-{item.id}",
        title=f"Answers on {item.number} {item.name}",
        alt=f"Answers per level: {spread_words.per_level(spread, scale)}.",
        data=SpreadData(
            labels=tuple(level.label for level in scale.levels),
            counts=spread.counts,
            dont_know=spread.dont_know,
            median=spread.median,
            agreed=agreed.level if agreed else None,
            target=target_of(session, item.id),
            base=scale.base,
        ),
    )


def _by_partner(session: Session, item: Item, scale: Scale) -> TableBlock:
    rounds = [number for number in (1, 2) if ballots_on(session, item.id, number)]
    heads = ("First view", "After discussion") if len(rounds) > 1 else ("Answer",)
    spoke = {ballot.partner_id for ballot in BALLOTS.of(session) if ballot.item_id == item.id}
    shown = {voice.id for voice in voices_on(session, item.id)} | spoke  # also what was taken back
    voices = (v.id for v in session.voices() if v.id in shown - recusals_on(session, item.id).keys())
    rows = tuple(
        (words.partner_name(session, voice), *(_answer(session, item.id, voice, n, scale) for n in rounds))
        for voice in voices
    )
    return TableBlock(plain(f"Answers on {item.number} by partner"), ("Partner", *heads), rows)


def _answer(session: Session, item_id: str, partner_id: str, number: int, scale: Scale) -> Line:
    ballot = ballot_of(session, item_id, partner_id, number)
    if ballot is not None and ballot.after_reveal:
        changed = words.after_reveal(ballot, scale if session.as_bodies else None)
        return plain(f"{words.answer(ballot, scale)}, {changed}" if ballot.stands else changed)
    if ballot is None and number > 1 and partner_id in ballots_on(session, item_id, 1):
        return plain("as before")
    return plain(words.answer(ballot, scale))


def _agreement(session: Session, item: Item) -> Iterator[Block]:
    agreed, scale = agreement_on(session, item.id), session.scale_of(item.id)
    if agreed is None:
        yield _quiet("No level was agreed.")
        return
    spread = spread_of(session, item.id)
    outside = ""
    if lies_outside(spread, agreed.level):
        outside = f"; {spread_words.nobody_answered(spread, agreed.level)}"
    rows: list[tuple[str, Line]] = [
        ("Agreed level", plain(f"{words.level_of(scale, agreed.level)}{outside}")),
        ("Target", plain(_target(session, agreed, scale))),
    ]
    if agreed.evidence is not None:
        rows.append(("Strength of evidence", plain(words.first_upper(agreed.evidence))))
    yield Facts(tuple(rows))
    if agreed.dissents:
        place = {voice.id: number for number, voice in enumerate(session.voices())}
        dissents = sorted(agreed.dissents, key=lambda dissent: place.get(dissent.partner_id, len(place)))
        yield Bullets(
            tuple(words.dissent_line(session, dissent, agreed.level) for dissent in dissents),
            lead="Does not share the agreed level" if len(dissents) == 1 else "Do not share the agreed level",
        )


def _target(session: Session, agreed: Agreement, scale: Scale) -> str:
    target = target_of(session, agreed.item_id)
    if target is None or target == agreed.level:
        return f"{words.level(scale, agreed.level)}, where we are"
    how = ", the next level up" if agreed.target is None else ""
    return f"{words.level(scale, target)}{how}"
