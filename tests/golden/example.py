"""A small session in which everything occurs that a summary can hold. Fixed: the expected files follow it."""

from __future__ import annotations

import datetime as dt

from sessions.edits import event as event_edits, notes as note_edits, people as people_edits
from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import ScoreActivity
from sessions.material import Item, Level, Pack, Scale, Section, Source
from sessions.record import Session
from sessions.rows import Person

NOW = dt.datetime(2026, 12, 1, 16, 5, tzinfo=dt.UTC)
ODD = "[/b] [s75] <script>alert(1)</script> =1+1 | **x** www.example.org & more"


def packs() -> tuple[Pack, Pack]:
    """A pack of standards in two domains, and a list of tips without a scale."""
    labels = ("not yet", "early steps", "part-way", "mostly", "fully")
    scale = Scale(
        question="How far have we got?",
        levels=tuple(Level(number=number, label=label) for number, label in enumerate(labels, start=1)),
    )
    first = Section(
        id="d1",
        label="Domain 1",
        title="Working as one",
        closing="What will we do together next?",
        items=(
            _item(
                "fw/1.1", "Shared aims", "All partners can say what they want to change, in the same words."
            ),
            _item("fw/1.2", "Clear decisions", "Everyone knows who decides what, and where to take a clash."),
            _item("fw/1.3", "Money in sight", "Partners see what each of them spends on the same people."),
        ),
    )
    second = Section(
        id="d2",
        label="Domain 2",
        title="People first",
        items=(
            _item("fw/2.1", "Heard early", "People who use services are asked before anything is drawn up."),
            _item("fw/2.2", "One front door", "Nobody has to tell their story twice to get help."),
        ),
    )
    standards = Pack(
        id="fw",
        edition="2",
        name="A framework for the example",
        item_word="standard",
        about="Five standards.",
        source=Source(title="Five standards", publisher="Example Press", year=2020, note="Made up."),
        scale=scale,
        sections=(first, second),
    )
    tips = Pack(
        id="hints",
        edition="1",
        name="Two hints",
        item_word="hint",
        about="Two hints.",
        source=Source(title="Hints", publisher="Example Press", year=2021),
        sections=(
            Section(
                id="all",
                title="Hints",
                items=(
                    _item("hints/H1", "Start small", "Begin with one thing that can be done by spring."),
                    _item("hints/H2", "Say it plainly", "Use words that everyone in the room would use."),
                ),
            ),
        ),
    )
    return standards, tips


def _item(item_id: str, name: str, statement: str) -> Item:
    return Item(id=item_id, number=item_id.partition("/")[2], name=name, statement=statement)


def session() -> Session:
    """The session, made by the same edits as any other."""
    made = Session(
        id="example",
        title="Exampleshire self-assessment",
        template_id="self-assessment",
        created_at=NOW,
        packs=packs(),
        agenda=(
            ScoreActivity(id="s1", kind="score", title="Score", minutes=60, pack_id="fw"),
            DiscussActivity(id="s2", kind="discuss", title="Discuss", minutes=20, pack_id="hints"),
        ),
    )
    made = event_edits.describe(
        title=made.title, place="Old Library, Exampleshire", on=dt.date(2026, 12, 1)
    ).apply(made, NOW)
    for name, sector, members in (
        ("County Council", "council", None),
        ("ICB", "NHS", None),
        ("Care providers", "provider", 12),
        ("Voluntary sector", "voluntary", None),
    ):
        made = people_edits.add_partner(name, sector, members).apply(made, NOW)
    made = people_edits.set_people(
        (
            Person(name="Priya Shah", partner_id="icb", role="Joint commissioning"),
            Person(name="Tom Okafor", partner_id="icb"),
            Person(name="Sam Reed", role="Facilitator"),
        )
    ).apply(made, NOW)
    return _said(_scored(made))


def _levels(made: Session, item_id: str, **levels: int | None) -> Session:
    for partner_id, level in levels.items():
        made = score_edits.answer_level(item_id, partner_id.replace("_", "-"), level).apply(made, NOW)
    return made


def _scored(made: Session) -> Session:
    made = _levels(made, "fw/1.1", county_council=4, icb=4, voluntary_sector=4)
    made = score_edits.answer("fw/1.1", "care-providers", (0, 0, 2, 5, 1), 3).apply(made, NOW)
    made = score_edits.agree("fw/1.1", 4, evidence="strong").apply(made, NOW)

    made = _levels(made, "fw/1.2", county_council=1, icb=1, care_providers=5, voluntary_sector=None)
    made = score_edits.reveal("fw/1.2").apply(made, NOW)
    made = score_edits.second_round("fw/1.2").apply(made, NOW)
    made = _levels(made, "fw/1.2", county_council=2, icb=3, voluntary_sector=3)
    made = score_edits.agree("fw/1.2", 2, target=4, evidence="some").apply(made, NOW)
    made = score_edits.dissent("fw/1.2", "care-providers", f"We see it working.\nEvery week. {ODD}").apply(
        made, NOW
    )

    made = _levels(made, "fw/1.3", county_council=3, icb=3, care_providers=3, voluntary_sector=1)
    return _levels(made, "fw/2.1", county_council=2, icb=None)


def _said(made: Session) -> Session:
    made = note_edits.add_note("evidence", "The deed, signed in March.", origin="fw/1.1").apply(made, NOW)
    made = note_edits.add_note("comment", f"Nobody could name the route.\n  {ODD}", origin="fw/1.2").apply(
        made, NOW
    )
    made = note_edits.add_note("decision", "The boards meet as one from April.", origin="fw/1.2").apply(
        made, NOW
    )
    made = note_edits.add_note("parked", "Who pays for transport?", origin="fw/d1").apply(made, NOW)
    made = note_edits.add_note("comment", "One building would help.", origin="fw/d1").apply(made, NOW)
    made = note_edits.add_note("comment", "# 1. A frank afternoon.").apply(made, NOW)
    made = note_edits.add_note("decision", "We meet again in June.").apply(made, NOW)
    made = note_edits.add_note("comment", "مرحبا بكم، ننطلق من هنا", origin="hints/H1").apply(made, NOW)
    made = note_edits.add_action(
        note_edits.ActionFields(
            "Draft the risk-sharing protocol",
            owner="Priya Shah",
            body="ICB",
            due=dt.date(2027, 1, 30),
            measure="Both boards have signed it",
            risk=True,
        ),
        origin="fw/1.2",
    ).apply(made, NOW)
    made = note_edits.add_action(note_edits.ActionFields(ODD, owner="Tom Okafor"), origin="fw/d1").apply(
        made, NOW
    )
    made = note_edits.add_action(
        note_edits.ActionFields("Book the room", body="County Council", due=dt.date(2027, 6, 1))
    ).apply(made, NOW)
    made = note_edits.add_action(
        note_edits.ActionFields("Ask for the figures", due=dt.date(2027, 1, 8)), origin="fw/1.3"
    ).apply(made, NOW)
    done = made.actions[3].model_copy(update={"status": "done", "carried_from": "exampleshire-2025"})
    return note_edits.change_action(done).apply(made, NOW)
