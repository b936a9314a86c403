"""What was recorded on each item, section by section: of what was reached, and in the words of its kinds.

Decisions, actions, dissents and parked points stand whole on the first page; here they are named.
"""

from collections.abc import Iterator, Mapping, Sequence

from sessions import left_out, words
from sessions.analysis.items import target_of
from sessions.analysis.results import total_of
from sessions.analysis.whole import gaps, reached, recorded_items
from sessions.aspects import item_of
from sessions.kinds.registry import kinds, told_together
from sessions.kinds.score.records import agreement_on
from sessions.material import OURS, Item, Pack, ProfileShape, Section
from sessions.record import Session
from sessions.resources import Resources
from sessions.result_words import result
from sessions.returns import RETURNS
from sessions.scope import items_not_applying, why_not
from sessions.spans import plain, typed
from sessions.summary.model import Block, Bullets, Chart, Facts, Heading, Paragraph, ProfileData, ProfileRow
from sessions.summary.recorded import recorded_on


def material_blocks(session: Session, seen: Session, resources: Resources | None = None) -> Iterator[Block]:
    """Every pack, section and item that something is recorded on, on the agenda or besides it.

    What does not apply here stands in a place of its own, and here only with what was noted on it.
    """
    touched = reached(session)
    wanted = {item_id for item_id in recorded_items(session) if item_id in touched}
    wanted |= {item_of(key) for row in RETURNS.of(session) for key in row.shown}
    together = told_together(session)
    wanted |= {item_id for item_id in items_not_applying(session) if any(recorded_on(session, item_id))}
    for pack in session.packs:
        blocks: list[Block] = []
        for section in pack.sections:
            items = tuple(item for item in section.items if item.id in wanted)
            # What was voted on or chosen, and nothing else, stands with the vote or the choice.
            said = {item.id: tuple(_said_of(session, seen, item)) for item in items}
            items = tuple(
                item for item in items if item.id in together or said[item.id] or _is_agreed(seen, item)
            )
            if items or any(recorded_on(session, f"{pack.id}/{section.id}")):
                blocks += _section_blocks(session, seen, pack, section, items, said)
                blocks += _read_on(session, pack, section, resources)
        if blocks:
            yield Heading(2, plain(pack.name), f"pack-{pack.id}", ref=pack.id)
            yield from blocks


def _is_agreed(seen: Session, item: Item) -> bool:
    return agreement_on(seen, item.id) is not None


def _section_blocks(
    session: Session,
    seen: Session,
    pack: Pack,
    section: Section,
    items: tuple[Item, ...],
    said: Mapping[str, Sequence[Block]],
) -> Iterator[Block]:
    key = f"{pack.id}/{section.id}"
    together = [block for kind in kinds() for block in kind.on_section(seen, key, kind.waiting(session))]
    single = [item for item in items if item.id not in told_together(session)]
    if not (together or single or any(recorded_on(session, key))):
        return
    alone = not section.label and len(pack.sections) == 1
    level = 2 if alone else 3
    title = f"{section.label}: {section.title}" if section.label else section.title
    if not alone:
        yield Heading(3, plain(title), f"section-{key}", ref=key)
    applying = tuple(item for item in items if why_not(session, item.id) is None)
    if any(agreement_on(session, item.id) for item in applying):
        yield _profile(session, title, key, applying, pack.profile)
    if (total := total_of(session, key)) is not None:
        yield Facts((("Result", plain(f"{result(session, total)}.")),))
    yield from together
    for item in single:
        yield from _item_blocks(session, item, level + 1)
        yield from said[item.id]
    if blocks := tuple(recorded_on(session, key)):
        name = section.label or section.title
        yield Heading(level + 1, plain(f"{name} as a whole"), f"closing-{key}", ref=key)
        if section.closing:
            yield Paragraph(plain(section.closing), style="statement")
        yield from blocks


def _read_on(session: Session, pack: Pack, section: Section, resources: Resources | None) -> Iterator[Block]:
    """Where to read on about a section that has a gap or an action."""
    key = f"{pack.id}/{section.id}"
    here = {key, *(item.id for item in section.items)}
    worked_on = {action.origin for action in session.actions} | {gap.item_id for gap in gaps(session)}
    if resources is not None and here & worked_on and (found := resources.of(key)):
        lines = (plain(f"{resource.name}: {', '.join(resource.addresses)}") for resource in found)
        lead = f"Where to read on (addresses as of {resources.as_of})"
        yield Bullets(tuple(lines), lead, detail=True)


def _item_blocks(session: Session, item: Item, heading_level: int) -> Iterator[Block]:
    """The heading of an item, its statement, and what else the room had of it."""
    yield Heading(heading_level, words.item_name(item), f"item-{item.id}", ref=item.id)
    if item.statement != item.name:
        statement = typed(item.statement) if item.added else plain(item.statement)
        yield Paragraph(statement, style="statement")
    if asked := left_out.asked(session, item.id):
        yield Paragraph(asked, style="quiet")
    if item.added and session.pack_of(item.id).id != OURS:
        yield Paragraph(plain("Added in the room."), style="quiet")


def _said_of(session: Session, seen: Session, item: Item) -> Iterator[Block]:
    """What was recorded on an item."""
    if why_not(session, item.id) is None:
        for kind in kinds():
            yield from kind.on_item(seen, item, kind.waiting(session))
    yield from recorded_on(session, item.id)


def _profile(session: Session, title: str, key: str, items: tuple[Item, ...], shape: ProfileShape) -> Chart:
    scale = session.scale_of(items[0].id)
    if any(session.scale_of(item.id) != scale for item in items):
        shape = "bars"  # a ring of a radar is one level, whatever the item
    rows: list[ProfileRow] = []
    parts: list[str] = []
    for item in items:
        agreed, target = agreement_on(session, item.id), target_of(session, item.id)
        name = f"{item.number} {item.name}"
        rows.append(ProfileRow(name, agreed.level if agreed else None, target))
        parts.append(f"{name}: {agreed.level}, target {target}" if agreed else f"{name}: no level agreed")
    return Chart(
        anchor=f"profile-{key}",
        title=f"Agreed levels and targets, {title}",
        alt=f"Agreed level out of {scale.top}, and target. {'; '.join(parts)}.",
        data=ProfileData(tuple(level.label for level in scale.levels), tuple(rows), scale.base, shape),
    )
