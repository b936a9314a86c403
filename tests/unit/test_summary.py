"""What stands in a summary: all that was recorded, as typed, and nothing besides."""

from __future__ import annotations

import datetime as dt
import runpy
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from sessions.edits import event as event_edits, notes as note_edits, people as people_edits
from sessions.kinds.score import edits as score_edits
from sessions.outputs import html, markdown
from sessions.outputs.text import account
from sessions.record import Session
from sessions.rows import Person
from sessions.spans import plain_text
from sessions.summary.build import build
from sessions.summary.model import Bullets, Chart, Heading, Paragraph, TableBlock, cell_line
from sessions.text import clean
from tests.builders import all_revealed
from tests.everywhere import in_html, in_markdown

EXAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "golden" / "example.py"))
NOW: dt.datetime = EXAMPLE["NOW"]


def fresh(*, as_bodies: bool = True) -> Session:
    """The example's material, with nothing said yet."""
    full: Session = EXAMPLE["session"]()
    return Session(
        id="s",
        title="Session",
        template_id="t",
        created_at=NOW,
        as_bodies=as_bodies,
        packs=full.packs,
        agenda=full.agenda,
    )


def headed(session: Session, anchor: str) -> list[object]:
    """The blocks under a heading, up to the next one of its level or above."""
    blocks = build(session, now=NOW).blocks
    start = next(i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.anchor == anchor)
    level = blocks[start].level  # type: ignore[union-attr]
    found: list[object] = []
    for block in blocks[start + 1 :]:
        if isinstance(block, Heading) and block.level <= level:
            break
        found.append(block)
    return found


def bullets(session: Session, anchor: str) -> list[str]:
    return [
        plain_text(line)
        for block in headed(session, anchor)
        if isinstance(block, Bullets)
        for line in block.items
    ]


def said(session: Session, anchor: str) -> str:
    return " ".join(
        plain_text(block.text) for block in headed(session, anchor) if isinstance(block, Paragraph)
    )


# --- nothing is missing ---------------------------------------------------------------------------

FIELDS = (
    *("title", "place", "partner", "person", "role", "other", "reason", "evidence", "comment", "decision"),
    *("parked", "on the section", "on the session", "session decision", "session parked"),
    *("action", "owner", "body", "measure", "loose action", "discussed"),
)


def marked(odd: str) -> tuple[Session, dict[str, str]]:
    """A session with a mark of its own, made of `odd`, in every field where people type."""
    marks = {name: f"{odd}{index:02d}{odd}".strip() for index, name in enumerate(FIELDS)}
    lines = {name: clean(mark) for name, mark in marks.items()}
    flat = {name: clean(mark, lines=False) for name, mark in marks.items()}
    made = event_edits.describe(title=marks["title"], place=marks["place"], on=dt.date(2026, 12, 5)).apply(
        fresh(), NOW
    )
    made = people_edits.add_partner(marks["partner"], "council", 7).apply(made, NOW)
    people = (
        Person(name=marks["person"], partner_id=made.partners[0].id, role=marks["role"]),
        Person(name=marks["other"]),
    )
    made = people_edits.set_people(people).apply(made, NOW)
    made = score_edits.agree("fw/1.1", 3).apply(made, NOW)
    made = score_edits.dissent("fw/1.1", made.partners[0].id, marks["reason"]).apply(made, NOW)
    for kind in ("evidence", "comment", "decision", "parked"):
        made = note_edits.add_note(kind, marks[kind], origin="fw/1.2").apply(made, NOW)
    made = note_edits.add_note("comment", marks["on the section"], origin="fw/d2").apply(made, NOW)
    made = note_edits.add_note("evidence", marks["on the session"]).apply(made, NOW)
    made = note_edits.add_note("decision", marks["session decision"]).apply(made, NOW)
    made = note_edits.add_note("parked", marks["session parked"]).apply(made, NOW)
    made = note_edits.add_note("comment", marks["discussed"], origin="hints/H1").apply(made, NOW)
    made = note_edits.add_action(
        note_edits.ActionFields(
            marks["action"], owner=marks["owner"], body=marks["body"], measure=marks["measure"]
        ),
        origin="fw/1.3",
    ).apply(made, NOW)
    made = note_edits.add_action(note_edits.ActionFields(marks["loose action"])).apply(made, NOW)
    one_line = {"title", "place", "partner", "person", "role", "other", "owner", "body"}
    return made, {name: flat[name] if name in one_line else lines[name] for name in FIELDS}


ODD = st.one_of(
    st.sampled_from(
        [
            "[/b] [s75] <script>alert(1)</script> =1+1 | **x** ",
            "a\n\n  # b\n1. c\n\n| d |\n|---|\n",
            "</span></style>{{ 7*7 }}{% raw %}&lt;&#60;",
            "مرحبا\u202e\u2069",
            "漢字かな交じり文🙂",
            "https://example.org/?a=b&c='d' a@b.org",
        ]
    ),
    st.text(max_size=30),
)


@settings(max_examples=25, deadline=None)
@given(ODD)
def test_every_field_stands_in_every_form_as_it_was_typed(odd: str) -> None:
    session, marks = marked(odd)
    read, seen, heard = in_markdown(session), in_html(session), account(session)
    for name, mark in marks.items():
        assert mark in read, name
        assert mark in seen, name
        assert mark in heard, name


@pytest.mark.parametrize("text", ["word " * 1000, "漢字" * 2500, "x" * 5000, "=1+1 | **x** <b> [/b]\n" * 230])
def test_five_thousand_characters_stand_whole(text: str) -> None:
    session = note_edits.add_note("comment", text, origin="fw/1.1").apply(fresh(), NOW)
    kept = session.notes[0].text
    assert kept in in_markdown(session)
    assert kept in in_html(session)
    assert kept in account(session)


def test_counts_of_every_level_and_round_are_told() -> None:
    session = fresh().model_copy(update={"as_bodies": False})
    session = people_edits.add_partner("Council").apply(session, NOW)
    session = score_edits.answer("fw/1.1", "council", (11, 0, 12, 0, 0), 13).apply(session, NOW)
    session = score_edits.answer("fw/1.1", "council", (0, 14, 0, 15, 0), 16, number=2).apply(session, NOW)
    session = all_revealed(session)
    told = in_markdown(session)
    assert "1 (not yet): 11; 2 (early steps): 0; 3 (part-way): 12; 4 (mostly): 0; 5 (fully): 0" in told
    assert "1 (not yet): 0; 2 (early steps): 14; 3 (part-way): 0; 4 (mostly): 15; 5 (fully): 0" in told
    assert "11 at 1 (not yet), 12 at 3 (part-way), 13 don’t knows" in told
    assert "14 at 2 (early steps), 15 at 4 (mostly), 16 don’t knows" in told
    assert "29 answers, 16 don’t knows, median 4, from 2 to 4" in told


def test_what_is_recorded_off_the_agenda_is_there() -> None:
    session = score_edits.agree("fw/2.2", 2).apply(fresh(), NOW)
    session = session.model_copy(update={"agenda": session.agenda[1:]})
    assert any(
        isinstance(block, Heading) and block.ref == "fw/2.2" for block in build(session, now=NOW).blocks
    )
    assert not any(
        isinstance(block, Heading) and block.ref == "fw/2.1" for block in build(session, now=NOW).blocks
    )


def test_a_note_whose_item_is_gone_is_kept() -> None:
    session = note_edits.add_note("comment", "Kept all the same", origin="fw/1.1").apply(fresh(), NOW)
    lost = session.notes[0].model_copy(update={"origin": "gone/9"})
    session = session.model_copy(update={"notes": (lost,)})
    assert "Kept all the same" in bullets(session, "notes")


# --- nothing besides ------------------------------------------------------------------------------


def test_an_empty_session_says_so_and_no_more() -> None:
    session = fresh()
    headings = [
        plain_text(block.text) for block in build(session, now=NOW).blocks if isinstance(block, Heading)
    ]
    assert headings[:5] == ["Session", "Who was there", "Decisions", "Actions", "What happens next"]
    assert said(session, "decisions") == "No decision was recorded."
    assert said(session, "actions") == "No action was recorded."
    (missed,) = bullets(session, "next")
    assert missed.startswith("Not reached: 1.1 Shared aims; ")
    assert missed.count(";") == 6
    assert not any(isinstance(block, Chart | TableBlock) for block in build(session, now=NOW).blocks)


def test_no_mean_is_ever_told() -> None:
    text = in_markdown(EXAMPLE["session"]()).casefold()
    assert "mean" not in text.replace("meaning", "")
    assert "average" not in text


def test_peoples_own_answers_stay_in_the_room_where_few_answered() -> None:
    session = people_edits.add_partner("Beta").apply(
        people_edits.add_partner("Alpha").apply(fresh(as_bodies=False), NOW), NOW
    )
    session = score_edits.answer("fw/1.1", "alpha", (5, 0, 0, 0, 0)).apply(session, NOW)
    session = score_edits.answer("fw/1.1", "beta", (0, 0, 0, 0, 4)).apply(session, NOW)
    session = all_revealed(session)
    hidden = headed(session, "item-fw/1.1")
    assert not any(isinstance(block, TableBlock) for block in hidden)
    assert "stays in the room" in said(session, "item-fw/1.1")
    session = score_edits.answer("fw/1.1", "beta", (0, 0, 0, 0, 5)).apply(session, NOW)
    assert any(isinstance(block, TableBlock) for block in headed(session, "item-fw/1.1"))


# --- it depends on the record alone ---------------------------------------------------------------


def texts(session: Session, now: dt.datetime | None = NOW) -> tuple[str, str]:
    summary = build(session, now=now)
    return markdown.render(summary).decode(), html.render(summary).decode()


def test_it_does_not_depend_on_the_place_or_ids() -> None:
    session: Session = EXAMPLE["session"]()
    expected = texts(session)
    stop = {"activity_id": "s1", "part": "item", "ref": "fw/1.2"}
    elsewhere = Session.model_validate({**session.model_dump(), "at": stop, "id": "other"})
    assert texts(elsewhere) == expected
    renamed = session.model_dump_json().replace('"care-providers"', '"p-17"')
    assert texts(Session.model_validate_json(renamed)) == expected


def test_the_clock_shows_in_one_line_only() -> None:
    session: Session = EXAMPLE["session"]()
    early, late = (texts(session, NOW + dt.timedelta(days=days))[0].split("\n") for days in (0, 400))
    different = [(a, b) for a, b in zip(early, late, strict=True) if a != b]
    assert different == [("Written on 1 Dec 2026 at 16:05.", "Written on 5 Jan 2028 at 16:05.")]
    older = [dict(ballot, at="2020-01-01T00:00:00Z") for ballot in session.model_dump(mode="json")["ballots"]]
    aged = Session.model_validate({**session.model_dump(mode="json"), "ballots": older})
    assert texts(aged) == texts(session)


# --- order ----------------------------------------------------------------------------------------


def test_actions_of_an_owner_stand_together_by_number() -> None:
    session = fresh()
    june, may = dt.date(2027, 6, 1), dt.date(2027, 5, 1)
    for owner, due in (("", june), ("Zoe", None), ("Zoe", june), ("Zoe", may), ("adam", None), ("Zoe", may)):
        session = note_edits.add_action(note_edits.ActionFields("Do it", owner=owner, due=due)).apply(
            session, NOW
        )
    table = next(block for block in headed(session, "actions") if isinstance(block, TableBlock))
    assert [plain_text(cell_line(row[0])) for row in table.rows] == ["A2", "A3", "A4", "A6", "A5", "A1"]


def test_anchors_are_unique() -> None:
    blocks = build(EXAMPLE["session"](), now=NOW).blocks
    anchors = [block.anchor for block in blocks if isinstance(block, Heading | Chart)]
    assert len(anchors) == len(set(anchors))


def test_headings_skip_no_level() -> None:
    levels = [
        block.level for block in build(EXAMPLE["session"](), now=NOW).blocks if isinstance(block, Heading)
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


# --- the account ----------------------------------------------------------------------------------


def test_the_account_names_every_item_as_the_command_line_takes_it() -> None:
    text = account(EXAMPLE["session"]())
    assert text.startswith("Session example\n")
    for item_id in ("fw/1.1", "fw/2.2", "hints/H2", "fw/d1"):
        assert f"[{item_id}]" in text
    assert "Summary written" not in text


def test_lines_of_ours_end_before_column_80() -> None:
    session = people_edits.add_partner("Council").apply(fresh(), NOW)
    for item in ("fw/1.1", "fw/1.2"):
        session = score_edits.agree(item, 3).apply(
            score_edits.answer_level(item, "council", 3).apply(session, NOW), NOW
        )
    lines = account(session).split("\n")
    assert max(map(len, lines)) < 80
    assert any(len(line) > 60 for line in lines)
