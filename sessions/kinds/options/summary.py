"""What the summary says of options: who is for which, what the room chose and why, who does not share it."""

from collections.abc import Collection, Iterator

from sessions import words
from sessions.kinds.options import words as says
from sessions.kinds.options.records import (
    CHOICES,
    VIEWS,
    Choice,
    OptionsActivity,
    choice_of,
    support,
    views_of,
)
from sessions.material import Item
from sessions.record import Session
from sessions.spans import plain, typed
from sessions.summary.model import Block, Bullets, Cell, Facts, Heading, Paragraph, TableBlock
from sessions.voices import has_room


def chapter(seen: Session, waiting: Collection[str]) -> Iterator[Block]:
    """Every step in which views were given or something was chosen; of views that wait, only that."""
    spoken = {row.activity_id for row in VIEWS.of(seen)} | {row.activity_id for row in CHOICES.of(seen)}
    spoken |= {*waiting}
    steps = [a for a in seen.agenda if isinstance(a, OptionsActivity) and a.id in spoken]
    if steps:
        yield Heading(2, plain("Options"), "options")
    for step in steps:
        yield Heading(3, typed(step.title), f"options-{step.id}")
        if step.id in waiting:
            yield Paragraph(plain(f"Views are given, {words.NOT_REVEALED}."))
        elif views_of(seen, step.id):
            yield from _views(seen, step)
        chosen = choice_of(seen, step.id)
        if chosen is None:
            yield Paragraph(plain("The room has chosen none of them."), kind="quiet")
        else:
            yield from _choice(seen, chosen)


def _views(seen: Session, step: OptionsActivity) -> Iterator[Block]:
    yield Paragraph(plain(f"{says.who_counts(seen, step)} said which option they would take."))
    named = seen.as_bodies and not has_room(seen, step.id) and bool(seen.partners)
    header = ("Option", "For it", *(("Who",) if named else ()))
    rows: list[tuple[Cell, ...]] = []
    for row in support(seen, step):
        what = plain(words.origin(seen, row.item_id) if row.item_id else "Don’t know")
        who = says.who(seen, row) or plain("–")
        rows.append((what, plain(words.amount(row.amount)), *((who,) if named else ())))
    yield TableBlock((*plain("Views: "), *typed(step.title)), header, tuple(rows))
    yield from (Paragraph(line) for line in says.changed(seen, step.id))


def _choice(seen: Session, chosen: Choice) -> Iterator[Block]:
    reason = typed(chosen.reason) if chosen.reason else plain("not said")
    yield Facts((("The room’s choice", plain(words.origin(seen, chosen.item_id))), ("Why", reason)))
    if chosen.dissents:
        lines = tuple(says.dissent(seen, own, chosen.item_id) for own in chosen.dissents)
        lead = "Does not share the choice" if len(lines) == 1 else "Do not share the choice"
        yield Bullets(lines, lead=lead)


def on_item(seen: Session, item: Item) -> Iterator[Block]:
    """What speaks for and against an option that is on the agenda; what people added are its notes."""
    steps = [a for a in seen.agenda if isinstance(a, OptionsActivity)]
    if any(item.id in {other.id for other in step.items(seen.packs)} for step in steps):
        for lead, points in (("For", item.advantages), ("Against", item.drawbacks)):
            if points:
                yield Bullets(tuple(plain(point) for point in points), lead=lead)
