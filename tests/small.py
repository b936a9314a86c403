"""A session small enough to be seen whole: two packs of three items, three steps, three partners."""

from pathlib import Path

from sessions.edits import notes as note_edits, people as people_edits
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity
from sessions.material import Item, Level, Pack, Scale, Section, Source
from sessions.record import Session
from sessions.rows import Activity, Person
from sessions.store.library import Library
from tests.builders import NOW


def section(pack_id: str, section_id: str, numbers: tuple[int, ...]) -> Section:
    """A section with an item for each of the numbers."""
    items = tuple(
        Item(id=f"{pack_id}/{n}", number=str(n), name=f"Name {n}", statement="A statement.") for n in numbers
    )
    return Section(id=section_id, title=section_id.upper(), items=items)


def pack(pack_id: str, top: int | None) -> Pack:
    """Two sections, three items; scored on levels from 1 to `top`, or only talked about."""
    levels = tuple(Level(number=n, label=f"l{n}") for n in range(1, (top or 0) + 1))
    return Pack(
        id=pack_id,
        edition="1",
        name=pack_id,
        about="About.",
        source=Source(title="T", publisher="P", year=2018),
        scale=Scale(question="How far?", levels=levels) if top else None,
        sections=(section(pack_id, "d1", (1, 2)), section(pack_id, "d2", (3,))),
    )


def scoring(activity_id: str, pack_id: str, *sections: str) -> Activity:
    """A step that scores a pack, or only some of its sections."""
    return ScoreActivity(
        id=activity_id, kind="score", title="Score", minutes=1, pack_id=pack_id, section_ids=sections
    )


def small_session() -> Session:
    """Three partners, two small packs (one to score, one to talk about), three steps, nothing said."""
    made = Session(
        id="s",
        title="Session",
        template_id="t",
        created_at=NOW,
        packs=(pack("p", 5), pack("talk", None)),
        agenda=(
            scoring("a1", "p"),
            scoring("a2", "talk"),
            VoteActivity(id="a3", kind="prioritise", title="Dots", minutes=1, pack_id="p", dots=3),
        ),
    )
    for name in ("County Council", "ICB", "Care providers"):
        made = people_edits.add_partner(name).apply(made, NOW)
    return made


def settled_session() -> Session:
    """The small session with everything that can be recorded, recorded once."""
    session = small_session()
    made = score_edits.answer_level("p/1", "icb", 2).apply(session, NOW)
    made = score_edits.reveal("p/1").apply(made, NOW)
    made = score_edits.agree("p/1", 3, target=4, evidence="some").apply(made, NOW)
    made = score_edits.dissent("p/1", "icb", "Not in our place.").apply(made, NOW)
    made = note_edits.add_note("comment", "Said.", origin="p/1").apply(made, NOW)
    made = people_edits.set_people([Person(name="Priya", partner_id="county-council")]).apply(made, NOW)
    return note_edits.add_action(note_edits.ActionFields("Draft it", owner="Priya"), origin="p/d1").apply(
        made, NOW
    )


def second_round(session: Session) -> Session:
    """After an answer in the first round."""
    made = score_edits.reveal("p/1").apply(score_edits.answer_level("p/1", "icb", 2).apply(session, NOW), NOW)
    return score_edits.second_round("p/1").apply(made, NOW)


def settled_file(folder: Path) -> Path:
    """The file of that session in a new folder of sessions below this one, closed."""
    with Library(folder / "sessions", clock=lambda: NOW).create(settled_session()) as file:
        return file.path
