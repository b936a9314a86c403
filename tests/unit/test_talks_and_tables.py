"""Readings, talks and work at tables: where they stop, what the room sees, what is kept of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sessions import late, plan, words
from sessions.edits import (
    agenda as agenda_edits,
    event as event_edits,
    notes as note_edits,
    people as people_edits,
)
from sessions.kinds.reading import ReadingActivity
from sessions.kinds.registry import kind_of
from sessions.kinds.table_work import set_task
from sessions.kinds.talk import set_speaker
from sessions.kinds.welcome import readings
from sessions.material import Pack
from sessions.outputs.text import account
from sessions.outputs.write import write
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop
from sessions.scope import does_not_apply
from sessions.store import check
from sessions.store.library import Library
from sessions.store.load import load
from tests.builders import NOW, TODAY, aside, packs, page, say_next
from tests.offered import step_offers
from tests.talks import PARTNERS, TEMPLATE, morning, template
from tests.walls import text as lines_of
from workshop.materials.load import load_file
from workshop.steps.scene import Scene
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.pages import pages
from workshop.wall.shown import shown, wall


def made() -> Session:
    return morning(*PARTNERS)


def stops_of(session: Session, step: str) -> list[Stop]:
    return [stop for stop in plan.stops(session) if stop.activity_id == step]


def parts_of(session: Session, step: str) -> list[tuple[str, str]]:
    return [(stop.part, stop.ref) for stop in stops_of(session, step)]


def origin(session: Session, stop: Stop) -> str | None:
    return Scene(session, stop, TODAY).origin


def noted(session: Session, text: str, at: str | None, kind: Any = "comment") -> Session:
    return note_edits.add_note(kind, text, origin=at).apply(session, NOW)


# --- where they stop ------------------------------------------------------------------------------


def test_one_reading_is_a_stop_and_several_have_one_before_them() -> None:
    session = made()
    assert parts_of(session, "s2") == [("reading", "integration-reference/messages")]
    assert parts_of(session, "s3") == [
        ("start", ""),
        ("list", "integration-reference/forms"),
        ("list", "integration-reference/types"),
    ]


def test_what_has_a_step_of_its_own_is_not_read_at_the_welcome() -> None:
    read = {f"{pack}/{reading.id}" for pack, reading in readings(made())}
    assert "integration-reference/messages" not in read
    assert read, "the others are"


def test_a_step_that_names_nothing_reads_what_its_pack_has() -> None:
    both = (packs()["integration-reference"], packs()["cycle"])
    of = {pack.id: ReadingActivity(id="r", title="R", minutes=1, pack_id=pack.id) for pack in both}
    reference = of["integration-reference"]
    assert (reference.read(both), reference.lists(both)) == (("integration-reference/messages",), ())
    sections = tuple(f"cycle/{section.id}" for section in packs()["cycle"].sections)
    assert (of["cycle"].read(both), of["cycle"].lists(both)) == ((), sections)


def test_its_items_are_on_no_agenda_and_are_not_missed() -> None:
    session = made()
    assert {item.id.partition("/")[0] for item in session.items()} == {"figures"}
    assert not {"s2", "s3", "s4"} & {*plan.left(session)}
    assert not any(ref.startswith("integration-reference/") for ref in plan.left(session))


def test_a_talk_has_its_questions_unless_it_has_none() -> None:
    assert parts_of(made(), "s4") == [("start", ""), ("questions", "")]
    without = TEMPLATE.replace("speaker = ", "questions = false\nspeaker = ")
    assert parts_of(morning(text=without), "s4") == [("start", "")]


def test_each_table_feeds_back_or_all_do() -> None:
    session = made()
    each = [("start", ""), *(("table", f"s5/{partner.id}") for partner in session.partners)]
    assert parts_of(session, "s5") == each
    once = [("start", ""), ("together", "")]
    assert parts_of(set_task("s5", "Choose.", feed_back="together").apply(session, NOW), "s5") == once
    assert parts_of(morning(), "s5") == once, "nobody to name"
    assert parts_of(morning("ICB"), "s5") == once


# --- what is shown --------------------------------------------------------------------------------


def test_a_reading_looks_as_it_does_at_the_welcome() -> None:
    session = made()
    (stop,) = stops_of(session, "s2")
    reading = session.pack("integration-reference").readings[0]
    assert page(session, stop).title == reading.title
    assert [line.text for line in page(session, stop).lines] == [*reading.points]
    assert [entry.text for entry in wall(session, stop, TODAY).entries] == [*reading.points]
    said = say_next(session, stop)
    assert said[0] == "One voice for each message."
    assert any("n writes down" in line for line in said)


def test_a_list_has_its_items_and_the_question_that_closes_it() -> None:
    session = made()
    stop = stops_of(session, "s3")[1]
    section = session.section("integration-reference/forms")
    room = wall(session, stop, TODAY)
    assert [entry.sign for entry in room.entries if entry.tone == "numbered"] == [
        item.number for item in section.items
    ]
    assert all(item.statement in room.entries[at].text for at, item in enumerate(section.items))
    assert room.entries[-1].text == section.closing
    assert pages(room) > 1
    assert page(session, stop).lines[-1].text == section.closing


def test_a_talk_leaves_the_room_to_its_countdown() -> None:
    start, questions = stops_of(made(), "s4")
    session = event_edits.move_to(start).apply(agenda_edits.run_clock("s4").apply(made(), NOW), NOW)
    assert wall(session, start, TODAY).statement == "Dr Amina Shah\nWhat worked, and what did not."
    room, _ = shown(session, start, TODAY, NOW, None)
    large = [line.plain for line in laid_out(room, 120, 36)]
    assert sum("█" in line for line in large) >= 5, "the minutes, in figures"
    assert "20:00" in "".join(lines_of(room))
    assert wall(session, questions, TODAY).title == "Your questions"
    assert "Dr Amina Shah" in wall(session, questions, TODAY).statement


def test_the_room_sees_the_task_and_then_what_each_table_brings() -> None:
    session = noted(made(), "Two more nurses", "s5/icb")
    start, council, icb, _ = stops_of(session, "s5")
    room = wall(session, start, TODAY)
    assert room.statement == "Choose the two changes that would help most people here."
    assert [entry.text for entry in room.entries][1:] == [
        "Two changes, in a sentence each",
        "One thing in their way",
    ]
    assert "Two more nurses" not in str(wall(session, council, TODAY))
    assert wall(session, icb, TODAY).title == "ICB"
    assert wall(session, icb, TODAY).entries[-1].text == "Two more nurses"
    marks = [line.text for line in page(session, start).lines if line.person][1:]
    assert marks == ["… County Council", "✓ ICB", "… Care providers"]
    assert say_next(session, council)[0].startswith("“County Council: what do you bring back?”")
    assert say_next(session, icb)[0].startswith("“Have we got that right?”")


def test_a_step_without_its_task_or_speaker_says_how_to_set_it() -> None:
    work, talk = (
        step_offer.activity
        for step_offer in step_offers(made(), "s1")
        if step_offer.activity.kind in ("table-work", "talk")
    )
    session = agenda_edits.add_activity("s1", work).apply(made(), NOW)
    assert "o sets it" in page(session, Stop(activity_id=session.agenda[1].id)).lines[0].text
    session = agenda_edits.add_activity("s1", talk).apply(made(), NOW)
    assert "o notes who speaks" in page(session, Stop(activity_id=session.agenda[1].id)).lines[0].text


# --- what is kept ---------------------------------------------------------------------------------


def test_notes_and_actions_belong_to_the_step_and_in_it_to_the_table() -> None:
    session = made()
    at = {stop.activity_id: origin(session, stop) for stop in plan.stops(session) if stop.part != "item"}
    assert (at["s1"], at["s2"], at["s3"], at["s4"]) == (None, "s2", "s3", "s4")
    start, council, *_ = stops_of(session, "s5")
    assert (origin(session, start), origin(session, council)) == ("s5", "s5/county-council")
    session = noted(session, "Ask the wards", "s4")
    assert "comment: Ask the wards" in [line.text for line in aside(session, stops_of(session, "s4")[1])]
    with pytest.raises(Problem, match="No item or section 's1'"):
        noted(session, "x", "s1")
    with pytest.raises(Problem, match="No item or section 's5/nobody'"):
        noted(session, "x", "s5/nobody")


def test_they_are_called_as_the_room_calls_them() -> None:
    session = made()
    assert words.called(session, "s4") == "A year of wards at home"
    assert words.called(session, "s5/icb") == "At the tables: ICB"
    for wanted in ("s5/icb", "s5/ICB", "at the tables: icb"):
        assert plan.find_origin(session, wanted) == "s5/icb"
    with pytest.raises(Problem, match="is a step, not an item"):
        plan.find_item(session, "s5")
    with pytest.raises(Problem, match="No item or section"):
        does_not_apply("s5", "None.").apply(session, NOW)


def test_what_something_belongs_to_stays() -> None:
    session = noted(made(), "Two more nurses", "s5/icb")
    with pytest.raises(Problem, match="ICB has answers on record"):
        people_edits.remove_partner("icb").apply(session, NOW)
    people_edits.remove_partner("county-council").apply(session, NOW)
    with pytest.raises(Problem, match="Something is recorded in At the tables"):
        event_edits.set_material("other", (), ()).apply(session, NOW)
    together = set_task("s5", "Choose.", feed_back="together").apply(session, NOW)
    assert "Two more nurses" in account(together), "however the room feeds back"


def test_a_note_that_belongs_nowhere_is_found() -> None:
    session = noted(made(), "x", "s5/icb")
    gone = session.model_copy(update={"notes": (session.notes[0].model_copy(update={"origin": "s5/us"}),)})
    assert [str(finding) for finding in check.findings(gone)] == [
        "notes 1, origin: no item or section 's5/us' in this session"
    ]
    reading = session.agenda[1].model_copy(update={"readings": ("messages", "nothing")})
    wrong = session.model_copy(update={"agenda": (session.agenda[0], reading, *session.agenda[2:])})
    assert [str(finding) for finding in check.findings(wrong)] == [
        "agenda 2, readings 2: the pack 'integration-reference' has no reading 'nothing'"
    ]
    assert stops_of(wrong, "s2") == stops_of(session, "s2")


def test_a_session_of_them_is_kept_and_opened(tmp_path: Path) -> None:
    session = noted(noted(made(), "Ask the wards", "s4"), "Two more nurses", "s5/icb")
    Library(tmp_path).create(session).close()
    again = load(tmp_path / "s.json").session
    assert again.agenda == session.agenda
    assert [note.origin for note in again.notes] == ["s4", "s5/icb"]


def test_late_a_talk_gives_minutes_and_a_reading_can_go() -> None:
    cuts = {(cut.activity_id, cut.skips) for cut in late.possible(made(), NOW)}
    assert ("s2", True) in cuts
    assert {("s4", False), ("s5", False)} <= cuts
    assert not {("s4", True), ("s5", True)} & cuts


# --- the summary ----------------------------------------------------------------------------------


def test_nothing_came_out_and_nothing_is_said() -> None:
    text = account(made())
    assert "Dr Amina Shah" not in text
    assert "Choose the two" not in text
    assert "\nTen messages" not in text
    assert "- At the tables" in text.partition("Not reached")[2]


def test_what_came_out_stands_under_its_step() -> None:
    session = noted(made(), "Begin on the ward", "s4")
    session = noted(session, "Message four", "s2", "decision")
    session = note_edits.add_action(note_edits.ActionFields("Find a nurse"), origin="s5/icb").apply(
        session, NOW
    )
    text = account(session)
    talk = text.partition("A year of wards at home [s4]\n---")[2].partition("At the tables")[0]
    assert "Speaker: Dr Amina Shah" in talk
    assert "- Begin on the ward" in talk
    tables = text.partition("At the tables [s5]\n---")[2]
    wanted = ("Choose the two changes", "ICB [s5/icb]", "On the first page: action A1")
    assert sorted(wanted, key=tables.index) == list(wanted)
    assert "Nothing was noted from County Council and Care providers." in tables
    assert "Message four (from Ten messages)" in text
    assert "Notes on the session as a whole" not in text
    assert "- At the tables" not in text.partition("Not reached")[2]


def test_all_tables_together_need_no_heading_of_their_own() -> None:
    session = set_task("s5", "Choose.", feed_back="together").apply(made(), NOW)
    text = account(noted(session, "More nurses", "s5"))
    assert "All tables" not in text
    assert "Nothing was noted from" not in text


def test_what_people_typed_is_no_markup(tmp_path: Path) -> None:
    nasty = "<script>alert(1)</script> [/x] | **b**"
    session = set_speaker("s4", nasty).apply(morning(nasty, "ICB"), NOW)
    session = set_task("s5", nasty).apply(session, NOW)
    for at in ("s4", f"s5/{session.partners[0].id}"):
        session = noted(session, nasty, at)
    (page_file,) = [path for path in write(session, tmp_path, ["html"], now=NOW) if path.suffix == ".html"]
    assert "<script>alert" not in page_file.read_text("utf-8")
    assert account(session).count(nasty) >= 5


# --- templates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ('readings = ["messages"]', 'readings = "messages"', "steps[1].readings"),
        ('task = "Choose', 'tusk = "Choose', "did you mean 'task'"),
        ('task = "Choose the two changes that would help most people here."', "", "steps[4].task"),
        ('speaker = "Dr Amina Shah"', "speaker = 7", "steps[3].speaker"),
        ("bring_back =", 'feed_back = "some"\nbring_back =', "steps[4].feed_back"),
        ('pack = "integration-reference"\nreadings', "readings", "needs a pack"),
    ],
)
def test_a_mistake_in_a_template_is_named(tmp_path: Path, old: str, new: str, what: str) -> None:
    file = tmp_path / "morning.toml"
    file.write_text(TEMPLATE.replace(old, new, 1), "utf-8")
    with pytest.raises(Problem) as wrong:
        load_file(plan.Template, file)
    assert what in str(wrong.value)


def test_a_reading_that_the_pack_has_not_is_named() -> None:
    text = TEMPLATE.replace('readings = ["messages"]', 'readings = ["massages"]')
    with pytest.raises(Problem, match="has no reading 'massages'") as wrong:
        plan.agenda(template(text), packs())
    assert "messages" in (wrong.value.hint or "")


def test_a_pack_without_readings_is_looked_at_by_its_sections() -> None:
    pack: Pack = packs()["cycle"]
    text = TEMPLATE.replace('pack = "integration-reference"\nreadings = ["messages"]', 'pack = "cycle"')
    parts = parts_of(morning(text=text), "s2")
    assert parts == [("start", ""), *(("list", f"cycle/{section.id}") for section in pack.sections)]


def test_no_item_can_be_added_to_what_is_about_none() -> None:
    session = made()
    for step in session.agenda[1:5]:
        refused = kind_of(step).no_new_item(session, step)
        assert refused is not None
        assert "is about no items" in refused.what
