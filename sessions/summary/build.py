"""From a session to its summary: all that was recorded and nothing else, part by part. Pure.

What the room has not seen is not in it: that something was answered, never what. It does not depend on the
place in the agenda or on the ids of partners; on the clock only in the line that says when it was written.
"""

from collections.abc import Iterator
from datetime import datetime

from sessions import left_out, words
from sessions.analysis.items import target_of
from sessions.analysis.results import total_of
from sessions.analysis.whole import gaps, reached, recorded_items
from sessions.kinds.registry import kinds, revealed_only, waiting
from sessions.kinds.score.records import agreement_on
from sessions.material import Item, Pack, Section
from sessions.record import Session
from sessions.resources import Resources
from sessions.result_words import result
from sessions.rows import NoteKind
from sessions.scope import items_not_applying, why_not
from sessions.spans import plain
from sessions.summary import closing, opening
from sessions.summary.model import (
    Block,
    Bullets,
    Chart,
    Facts,
    Heading,
    Paragraph,
    ProfileData,
    ProfileRow,
    Summary,
)
from sessions.words import first_upper

_LEADS: dict[NoteKind, str] = {
    "evidence": "Evidence",
    "comment": "Comments",
    "decision": "Decisions",
    "parked": "Parked",
}
_NOTHING = Paragraph(plain("Nothing was recorded on it."), kind="quiet")


def build(session: Session, *, now: datetime | None, resources: Resources | None = None) -> Summary:
    """The summary of a session; `now` (aware) is when it is written, None to leave that line out.

    With `resources` it says where to read on about each section with a gap or an action.
    """
    seen = revealed_only(session)
    hidden = {kind: kind.waiting(session) for kind in kinds()}
    return Summary(
        title=session.title,
        blocks=(
            *opening.title_blocks(session, now),
            *opening.who_blocks(session),
            *opening.headline_blocks(session, seen, waiting(session)),
            *(block for kind, waits in hidden.items() for block in kind.chapter(seen, waits)),
            *_material_blocks(session, seen, resources),
            *closing.note_blocks(session),
            *closing.decision_blocks(session),
            *closing.action_blocks(session),
            *closing.missed_blocks(session),
            *closing.not_applying_blocks(session),
            *closing.time_blocks(session),
            *closing.ground_blocks(session),
        ),
    )


def _material_blocks(session: Session, seen: Session, resources: Resources | None) -> Iterator[Block]:
    """Every pack, section and item of the agenda, and those besides that something is recorded on.

    What does not apply here stands in a place of its own, and here only with what was noted on it.
    """
    wanted = {*recorded_items(session), *(reached(session) & items_not_applying(session).keys())}
    for pack in session.packs:
        blocks: list[Block] = []
        for section in pack.sections:
            items = tuple(item for item in section.items if item.id in wanted)
            if items or any(_recorded_on(session, f"{pack.id}/{section.id}")):
                blocks += _section_blocks(session, seen, pack, section, items)
                blocks += _read_on(session, pack, section, resources)
        if blocks:
            yield Heading(2, plain(pack.name), f"pack-{pack.id}", ref=pack.id)
            yield from _result(session, pack.id)
            yield from blocks


def _section_blocks(
    session: Session, seen: Session, pack: Pack, section: Section, items: tuple[Item, ...]
) -> Iterator[Block]:
    key = f"{pack.id}/{section.id}"
    alone = not section.label and len(pack.sections) == 1
    level = 2 if alone else 3
    title = f"{section.label}: {section.title}" if section.label else section.title
    if not alone:
        yield Heading(3, plain(title), f"section-{key}", ref=key)
    applying = tuple(item for item in items if why_not(session, item.id) is None)
    if any(agreement_on(session, item.id) for item in applying):
        yield _profile(session, title, key, applying)
    yield from _result(session, key)
    for item in items:
        yield from _item_blocks(session, seen, item, level + 1)
    blocks = tuple(_recorded_on(session, key))
    if (section.closing and why_not(session, key) is None) or blocks:
        name = section.label or section.title
        yield Heading(level + 1, plain(f"{name} as a whole"), f"closing-{key}", ref=key)
        if section.closing:
            yield Paragraph(plain(section.closing), kind="statement")
        yield from blocks or (_NOTHING,)


def _result(session: Session, ref: str) -> Iterator[Block]:
    """What the agreed levels of a section or a pack come to, where its material puts them together."""
    if (total := total_of(session, ref)) is not None:
        yield Facts((("Result", plain(f"{first_upper(result(session, total))}.")),))


def _read_on(session: Session, pack: Pack, section: Section, resources: Resources | None) -> Iterator[Block]:
    """Where to read on about a section that has a gap or an action."""
    key = f"{pack.id}/{section.id}"
    here = {key, *(item.id for item in section.items)}
    worked_on = {action.origin for action in session.actions} | {gap.item_id for gap in gaps(session)}
    if resources is not None and here & worked_on and (found := resources.of(key)):
        lines = (plain(f"{one.name}: {', '.join(one.addresses)}") for one in found)
        yield Bullets(tuple(lines), lead=f"Where to read on (addresses as of {resources.as_of})")


def _item_blocks(session: Session, seen: Session, item: Item, heading_level: int) -> Iterator[Block]:
    yield Heading(heading_level, plain(f"{item.number} {item.name}"), f"item-{item.id}", ref=item.id)
    yield Paragraph(plain(item.statement), kind="statement")
    if asked := left_out.asked(session, item.id):
        yield Paragraph(asked, kind="quiet")
    if (out := why_not(session, item.id)) is not None:
        yield Paragraph(left_out.not_applying(out))
    elif item.id not in reached(session):
        yield _NOTHING
        return
    else:
        for kind in kinds():
            yield from kind.on_item(seen, item, kind.waiting(session))
    yield from _recorded_on(session, item.id)


def _recorded_on(session: Session, origin: str) -> Iterator[Block]:
    """Notes and actions of an item or a section."""
    for kind, lead in _LEADS.items():
        notes = [note for note in session.notes_on(origin) if note.kind == kind]
        if notes:
            yield Bullets(tuple(words.note_line(session, note) for note in notes), lead=lead)
    actions = tuple(words.action_line(action) for action in session.actions_from(origin))
    if actions:
        yield Bullets(actions, lead="Actions")


def _profile(session: Session, title: str, key: str, items: tuple[Item, ...]) -> Chart:
    scale = session.scale_of(items[0].id)
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
        data=ProfileData(tuple(level.label for level in scale.levels), tuple(rows), scale.base),
    )
