"""What the summary says of options: for and against, who would take which, the choice, dissent from it."""

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
        yield _table(seen, step)
        if step.id in waiting:
            yield Paragraph(plain(f"Views are given, {words.NOT_REVEALED}."))
        yield from (Paragraph(line) for line in says.changed(seen, step.id))
        chosen = choice_of(seen, step.id)
        if chosen is None:
            yield Paragraph(plain("The room has chosen none of them."), kind="quiet")
        else:
            yield from _choice(seen, chosen)


def _table(seen: Session, step: OptionsActivity) -> TableBlock:
    """What speaks for and against each option; who would take it, once the room has seen that."""
    rows = support(seen, step)
    viewed = bool(views_of(seen, step.id))
    named = viewed and seen.as_bodies and not has_room(seen, step.id) and bool(seen.partners)
    items = [seen.item(row.item_id) if row.item_id else None for row in rows]
    weighed = any(item is not None and (item.advantages or item.drawbacks) for item in items)
    header = ("Option", *(("For", "Against") if weighed else ()))
    header = (*header, *(("Would take it",) if viewed else ()), *(("Who",) if named else ()))
    cells: list[tuple[Cell, ...]] = []
    for row, item in zip(rows, items, strict=True):
        points = (item.advantages, item.drawbacks) if item is not None else ((), ())
        what = plain(words.origin(seen, item.id) if item is not None else "Don’t know")
        reasons = [plain(" ".join(own) or "–") for own in points] if weighed else []
        amount = [plain(words.amount(row.amount))] if viewed else []
        who = [says.who(seen, row) or plain("–")] if named else []
        cells.append((what, *reasons, *amount, *who))
    who_said = f", and what {says.who_counts(seen, step)} would take" if viewed else ""
    return TableBlock(plain(f"What speaks for and against{who_said}"), header, tuple(cells))


def _choice(seen: Session, chosen: Choice) -> Iterator[Block]:
    reason = typed(chosen.reason) if chosen.reason else plain("not said")
    yield Facts((("The room’s choice", plain(words.origin(seen, chosen.item_id))), ("Why", reason)))
    if chosen.dissents:
        lines = tuple(says.dissent(seen, own, chosen.item_id) for own in chosen.dissents)
        lead = "Does not share the choice" if len(lines) == 1 else "Do not share the choice"
        yield Bullets(lines, lead=lead)
