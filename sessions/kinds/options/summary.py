"""What the summary says of options: for and against, who would take which, the choice, dissent from it."""

from collections.abc import Collection, Iterator

from sessions import words
from sessions.kinds.options import words as says
from sessions.kinds.options.records import (
    CHOICES,
    VIEWS,
    OptionsActivity,
    choice_of,
    support,
    views_of,
)
from sessions.record import Session
from sessions.spans import Line, plain, typed
from sessions.summary.model import Block, Bullets, Cell, Heading, Paragraph, TableBlock
from sessions.summary.recorded import after_title, written_before
from sessions.voices import has_room


def in_short(seen: Session) -> Iterator[Block]:
    """What the room chose, and why; nothing where it has chosen nothing."""
    chosen = [(step, choice_of(seen, step.id)) for step in _steps(seen)]
    lines = [(*after_title(step), *says.choice(seen, own)) for step, own in chosen if own is not None]
    if lines:
        yield Heading(2, plain("What was chosen"), "chosen")
        yield Bullets(tuple(lines))


def differences(seen: Session) -> Iterator[Line]:
    """Every dissent from what the room chose."""
    for step in _steps(seen):
        if (chosen := choice_of(seen, step.id)) is not None:
            for own in chosen.dissents:
                dissent = says.dissent(seen, own, chosen.item_id)
                yield (*after_title(step), *plain("dissent of "), *dissent)


def _steps(seen: Session) -> list[OptionsActivity]:
    return [step for step in seen.agenda if isinstance(step, OptionsActivity)]


def chapter(seen: Session, waiting: Collection[str]) -> Iterator[Block]:
    """Every step in which views were given or something was chosen; of views that wait, only that."""
    spoken = {row.activity_id for row in VIEWS.of(seen)} | {row.activity_id for row in CHOICES.of(seen)}
    spoken |= {*waiting}
    steps = [step for step in _steps(seen) if step.id in spoken]
    if steps:
        yield Heading(2, plain("Options"), "options")
    for step in steps:
        yield Heading(3, typed(step.title), f"options-{step.id}")
        yield _table(seen, step)
        if step.id in waiting:
            yield Paragraph(plain(f"Views are given, {words.NOT_REVEALED}."))
        yield from (Paragraph(line) for line in says.changed(seen, step.id))
        yield from written_before(seen, [(step.id, "")])
        if choice_of(seen, step.id) is None:
            yield Paragraph(plain("The room has chosen none of them."), style="quiet")


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
        what = plain(f"{item.number} {item.name}" if item is not None else "Don’t know")
        reasons = [plain(" ".join(own) or "–") for own in points] if weighed else []
        amount = [plain(words.amount(row.amount))] if viewed else []
        who = [says.who(seen, row) or plain("–")] if named else []
        cells.append((what, *reasons, *amount, *who))
    who_said = f", and what {says.who_counts(seen, step)} would take" if viewed else ""
    return TableBlock(plain(f"What speaks for and against{who_said}"), header, tuple(cells))
