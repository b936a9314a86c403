"""From a session to its summary: which parts there are, and in which order. Pure.

Nothing that was recorded is missing, and nothing stands in it that was not recorded. It does not depend
on where the session is in its agenda, on what was revealed, or on the ids of partners; on the clock only
in the one line that says when it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sessions.analysis.items import target_of
from sessions.analysis.whole import recorded_items
from sessions.kinds.registry import kinds
from sessions.kinds.score.records import agreement_on
from sessions.material import Item, Pack, Section
from sessions.record import Session
from sessions.spans import plain
from sessions.summary import closing, items, opening, time
from sessions.summary.model import Block, Chart, Heading, Paragraph, ProfileData, ProfileRow, Summary


def build(session: Session, *, now: datetime | None) -> Summary:
    """The summary of a session; `now` (aware) is when it is written, None to leave that line out."""
    return Summary(
        title=session.title,
        contents="In this summary",
        skip="Skip to the summary",
        blocks=(
            *opening.title_blocks(session, now),
            *opening.who_blocks(session),
            *opening.headline_blocks(session),
            *(block for kind in kinds() for block in kind.chapter(session)),
            *_material_blocks(session),
            *closing.note_blocks(session),
            *closing.decision_blocks(session),
            *closing.action_blocks(session),
            *closing.missed_blocks(session),
            *time.time_blocks(session),
            *closing.ground_blocks(session),
        ),
    )


def _material_blocks(session: Session) -> Iterator[Block]:
    """Every pack, section and item of the agenda, and those besides that something is recorded on."""
    wanted = set(recorded_items(session))
    for pack in session.packs:
        sections = [
            (section, tuple(item for item in section.items if item.id in wanted))
            for section in pack.sections
            if any(item.id in wanted for item in section.items)
            or _said_on_section(session, f"{pack.id}/{section.id}")
        ]
        if not sections:
            continue
        yield Heading(2, plain(pack.name), f"pack-{pack.id}", ref=pack.id)
        for section, its_items in sections:
            yield from _section_blocks(session, pack, section, its_items)


def _said_on_section(session: Session, key: str) -> bool:
    return bool(session.notes_on(key) or session.actions_from(key))


def _section_blocks(
    session: Session, pack: Pack, section: Section, its_items: tuple[Item, ...]
) -> Iterator[Block]:
    key = f"{pack.id}/{section.id}"
    alone = not section.label and len(pack.sections) == 1
    level = 2 if alone else 3
    title = f"{section.label}: {section.title}" if section.label else section.title
    if not alone:
        yield Heading(3, plain(title), f"section-{key}", ref=key)
    if any(agreement_on(session, item.id) for item in its_items):
        yield _profile(session, title, key, its_items)
    for item in its_items:
        yield from items.item_blocks(session, item, level + 1)
    if section.closing or _said_on_section(session, key):
        yield from _closing_blocks(session, section, key, level + 1)


def _closing_blocks(session: Session, section: Section, key: str, level: int) -> Iterator[Block]:
    """The question that closes a section, and all that was said on the section as a whole."""
    name = section.label or section.title
    yield Heading(level, plain(f"{name} as a whole"), f"closing-{key}", ref=key)
    if section.closing:
        yield Paragraph(plain(section.closing), kind="statement")
    blocks = tuple(items.said_on(session, key))
    yield from blocks or (Paragraph(plain("Nothing was recorded on it."), kind="quiet"),)


def _profile(session: Session, title: str, key: str, its_items: tuple[Item, ...]) -> Chart:
    scale = session.scale_of(its_items[0].id)
    rows: list[ProfileRow] = []
    parts: list[str] = []
    for item in its_items:
        agreed, target = agreement_on(session, item.id), target_of(session, item.id)
        name = f"{item.number} {item.name}"
        rows.append(ProfileRow(name, agreed.level if agreed else None, target))
        parts.append(f"{name}: {agreed.level}, target {target}" if agreed else f"{name}: no level agreed")
    return Chart(
        anchor=f"profile-{key}",
        title=f"Agreed levels and targets, {title}",
        alt=f"Agreed level out of {scale.top}, and target. {'; '.join(parts)}.",
        data=ProfileData(tuple(level.label for level in scale.levels), tuple(rows)),
    )
