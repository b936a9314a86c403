"""The summary of votes, of time, of what was left for later and of what parked points became."""

import datetime as dt
from collections.abc import Mapping

import pytest

from sessions.edits import agenda as agenda_edits, notes as note_edits
from sessions.kinds.pause import BreakActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.record import Session
from sessions.rows import ActivityState
from sessions.spans import plain_text
from sessions.summary.build import build
from sessions.summary.model import Bullets, Heading, Paragraph, TableBlock, cell_line
from tests.builders import NOW, all_revealed, new_session, packs

PACKS = packs()
TIPS = tuple(item.id for item in PACKS["tips"].items())
VOTE = "s3"
NASTY = "[/x] =cmd|'/c calc'!A1 <script>"


def made(*, as_bodies: bool = True) -> Session:
    return new_session("tips-and-pulse", "County Council", NASTY, "Care providers", as_bodies=as_bodies)


def vote(session: Session, partner: int, dots: Mapping[str, int]) -> Session:
    voter = session.partners[partner].id
    return vote_edits.vote(VOTE, voter, dots).apply(session, NOW)


def voted(*, as_bodies: bool = True) -> Session:
    session = vote(made(as_bodies=as_bodies), 0, {TIPS[3]: 2, TIPS[1]: 1})
    return all_revealed(vote(session, 1, {TIPS[3]: 1, TIPS[6]: 1}))


def headings(session: Session) -> list[str]:
    return [plain_text(block.text) for block in build(session, now=None).blocks if isinstance(block, Heading)]


def tables(session: Session, caption: str) -> list[TableBlock]:
    return [
        block
        for block in build(session, now=None).blocks
        if isinstance(block, TableBlock) and plain_text(block.caption) == caption
    ]


def rows(session: Session, caption: str) -> list[tuple[str, ...]]:
    (table,) = tables(session, caption)
    return [tuple(plain_text(cell_line(cell)) for cell in row) for row in table.rows]


def paragraphs(session: Session) -> list[str]:
    return [
        plain_text(block.text) for block in build(session, now=None).blocks if isinstance(block, Paragraph)
    ]


def under(session: Session, heading: str) -> dict[str, list[str]]:
    """Lead of every list under this heading → what is in it."""
    found: dict[str, list[str]] = {}
    here = ""
    for block in build(session, now=None).blocks:
        if isinstance(block, Heading):
            here = plain_text(block.text)
        elif isinstance(block, Bullets) and here == heading:
            found[block.lead] = [plain_text(line) for line in block.items]
    return found


# --- votes ----------------------------------------------------------------------------------------

DOTS = "Ranking: Dots on the ten tips"


def test_bodies_are_named_beside_what_they_gave_dots_to() -> None:
    (table,) = tables(voted(), DOTS)
    assert table.header == ("Place", "What", "Dots", "From")
    assert rows(voted(), DOTS) == [
        ("1", "Tip 4 One agenda, few priorities", "3", f"County Council 2, {NASTY} 1"),
        ("2=", "Tip 2 Outcomes before boundaries", "1", "County Council 1"),
        ("2=", f"Tip 7 {PACKS['tips'].sections[0].items[6].name}", "1", f"{NASTY} 1"),
    ]
    typed = [span.text for row in table.rows for cell in row for span in cell_line(cell) if span.typed]
    assert typed == ["County Council", NASTY, "County Council", NASTY], "names are as people typed them"


def test_people_are_not_named() -> None:
    session = voted(as_bodies=False)
    (table,) = tables(session, DOTS)
    assert table.header == ("Place", "What", "Dots")
    assert [row[0] + " " + row[2] for row in rows(session, DOTS)] == ["1 3", "2= 1", "2= 1"]
    assert not any(span.typed for row in table.rows for cell in row for span in cell_line(cell))


def test_it_says_how_many_voted_by_which_rule_and_what_got_nothing() -> None:
    said = paragraphs(voted())
    assert "2 of 3 partners placed up to 3 dots each, all on one allowed." in said
    assert "Without the dots of Care providers." in said
    (nothing,) = [line for line in said if line.startswith("No dots: ")]
    assert nothing.count("; ") == len(TIPS) - 4
    assert nothing.endswith(".")
    one_each = vote_edits.change_dots(VOTE, dots=1, stack=False).apply(vote(made(), 0, {TIPS[0]: 1}), NOW)
    assert "1 of 3 partners placed one dot each." in paragraphs(all_revealed(one_each))
    everybody = vote(vote(vote(made(), 0, {TIPS[0]: 1}), 1, {TIPS[0]: 1}), 2, {TIPS[0]: 1})
    said = paragraphs(all_revealed(everybody))
    assert "3 partners placed up to 3 dots each, all on one allowed." in said
    assert not any(text.startswith(("Without", "Dots from")) for text in said)


def test_of_tables_that_did_not_vote_it_says_that_they_did_not() -> None:
    tables = [f"Table {number}" for number in range(1, 7)]
    session = new_session("tips-and-pulse", *tables, as_bodies=False)
    for table, said in (
        ("table-1", "1 of 6 partners (5 people) placed up to 3 dots each, all on one allowed."),
        ("table-2", "2 of 6 partners (10 people) placed up to 3 dots each, all on one allowed."),
    ):
        session = vote_edits.vote(VOTE, table, {TIPS[3]: 14}, people=5).apply(session, NOW)
        assert said in paragraphs(all_revealed(session))
    for table in ("table-3", "table-4", "table-5", "table-6"):
        session = vote_edits.vote(VOTE, table, {TIPS[3]: 14}, people=5).apply(session, NOW)
    whole = "30 people of 6 partners placed up to 3 dots each, all on one allowed."
    assert whole in paragraphs(all_revealed(session))


def test_without_a_vote_there_is_no_word_of_priorities() -> None:
    assert "Priorities" not in headings(made())
    assert "Priorities" in headings(voted())
    assert "Dots on the ten tips" in headings(voted())


def test_actions_that_were_voted_on_stand_as_they_were_typed() -> None:
    session = note_edits.add_action(note_edits.ActionFields(NASTY)).apply(made(), NOW)
    other = session.activity(VOTE).model_copy(update={"candidates": "actions", "pack_id": None})
    session = session.model_copy(
        update={"agenda": tuple(other if step.id == VOTE else step for step in session.agenda)}
    )
    session = vote_edits.vote(VOTE, session.partners[0].id, {session.actions[0].uid: 3}).apply(session, NOW)
    session = all_revealed(session)
    assert rows(session, DOTS) == [("1", f"A1 {NASTY}", "3", "County Council 3")]
    (table,) = tables(session, DOTS)
    assert [(span.text, span.typed) for span in table.rows[0][1]] == [("A1 ", False), (NASTY, True)]


# --- time -----------------------------------------------------------------------------------------

TIME = "Minutes planned and taken"


def timed(session: Session, activity_id: str, seconds: int) -> Session:
    session = agenda_edits.run_clock(activity_id).apply(session, NOW)
    return agenda_edits.stop_clock().apply(session, NOW + dt.timedelta(seconds=seconds))


def test_where_no_time_was_taken_and_no_plan_changed_there_is_no_table() -> None:
    assert tables(made(), TIME) == []
    assert tables(timed(made(), "s1", 59), TIME) == [], "passed through, not run"


def test_planned_and_taken_stand_beside_each_other() -> None:
    session = timed(timed(made(), "s1", 500), "s2", 59)
    session = agenda_edits.set_minutes("s3", 15).apply(session, NOW)
    session = agenda_edits.set_state("s4", "skipped").apply(session, NOW)
    session = agenda_edits.set_state("s5", "next session").apply(timed(session, "s5", 300), NOW)
    session = agenda_edits.set_state("s6", "next session").apply(session, NOW)
    assert rows(session, TIME) == [
        ("Welcome", "8 min", "8 min"),
        ("Open actions", "10 min", "–"),
        ("Dots on the ten tips", "12 min, then 15", "–"),
        ("The two with most dots", "22 min", "skipped"),
        ("Pulse: how we work together", "20 min", "5 min, the rest next time"),
        ("Actions", "8 min", "for the next session"),
        ("Which action first?", "5 min", "–"),
        ("Close", "5 min", "–"),
        ("All steps", "90 min, then 43", "14 min"),
    ]
    assert rows(agenda_edits.set_state("s1", "skipped").apply(timed(made(), "s1", 60), NOW), TIME)[0] == (
        "Welcome",
        "8 min",
        "1 min, then skipped",
    )


@pytest.mark.parametrize("minutes", [9, 0])
def test_a_changed_plan_alone_is_told(minutes: int) -> None:
    assert (
        rows(agenda_edits.set_minutes("s1", minutes).apply(made(), NOW), TIME)[0][1]
        == f"8 min, then {minutes}"
    )


def test_a_rest_that_was_moved_says_so() -> None:
    session = agenda_edits.postpone_rest("s5", ["principles/P1"]).apply(made(), NOW)
    assert ("Pulse: how we work together", "20 min, then 2", "–") in rows(session, TIME)
    assert ("Pulse: how we work together (the rest)", "moved here, 18 min", "–") in rows(session, TIME)


def test_a_step_that_was_added_says_so_and_what_became_of_it() -> None:
    coffee = BreakActivity(id="new", kind="break", title="Coffee", minutes=10)
    session = agenda_edits.add_activity("s3", coffee).apply(made(), NOW)
    assert rows(session, TIME)[3] == ("Coffee", "added, 10 min", "–")
    assert rows(timed(agenda_edits.set_minutes("s9", 12).apply(session, NOW), "s9", 700), TIME)[3] == (
        *("Coffee", "added, 12 min"),
        "12 min",
    )
    states: tuple[tuple[ActivityState, str], ...] = (
        ("skipped", "skipped"),
        ("next session", "for the next session"),
    )
    for state, said in states:
        left = agenda_edits.set_state("s9", state).apply(session, NOW)
        assert rows(left, TIME)[3] == ("Coffee", "added, 10 min", said)
    none = agenda_edits.set_minutes("s9", 0).apply(session, NOW)
    assert rows(none, TIME)[3] == ("Coffee", "added, 0 min", "–"), "it is told also without minutes"


# --- left for the next session --------------------------------------------------------------------


def sentence(session: Session, begin: str) -> list[str]:
    """What a sentence under "What happens next" lists."""
    lines = under(session, "What happens next").get("", [])
    (found,) = [line for line in lines if line.startswith(begin)] or [""]
    return found.removeprefix(begin).strip(" .").split("; ") if found else []


def test_what_was_left_for_the_next_session_stands_apart_from_what_was_not_reached() -> None:
    session = note_edits.add_note("comment", "Said.", origin="principles/P1").apply(voted(), NOW)
    assert not sentence(session, "Left for the next session:")
    left = agenda_edits.set_state("s5", "next session").apply(session, NOW)
    put_off = sentence(left, "Left for the next session:")
    assert len(put_off) == 12
    assert put_off[0].startswith("Principle 2 "), "on the first one something was recorded"
    assert not sentence(left, "Not reached:")
    skipped = agenda_edits.set_state("s5", "skipped").apply(session, NOW)
    assert not sentence(skipped, "Left for the next session:")
    assert sentence(skipped, "Not reached:") == put_off


def test_only_the_rest_that_was_put_off_is_left_for_the_next_session() -> None:
    session = agenda_edits.postpone_rest("s5", ["principles/P1", "principles/P2"]).apply(voted(), NOW)
    session = agenda_edits.set_state("s9", "next session").apply(session, NOW)
    assert len(sentence(session, "Left for the next session:")) == 11
    missed = [name.split()[1] for name in sentence(session, "Not reached:")]
    assert missed == ["1", "2"], "the two that stayed were not reached"


# --- parked points --------------------------------------------------------------------------------


def test_what_parked_points_became_is_told() -> None:
    session = made()
    for text in ("Who pays?", NASTY, "Where?", "When?"):
        session = note_edits.add_note("parked", text, origin=TIPS[0]).apply(session, NOW)
    for edit in (
        note_edits.parked_to_action("N1", note_edits.ActionFields("Ask who pays")),
        note_edits.parked_to_decision("N2", "So be it."),
        note_edits.drop_parked("N3"),
    ):
        session = edit.apply(session, NOW)
    points = under(session, "What happens next")
    origin = "from Tip 1 See the bigger picture"
    assert points["Parked, to come back to"] == [f"When? ({origin})"]
    assert points["Parked, and settled since"] == [
        f"Who pays? → action A1 ({origin})",
        f"{NASTY} → decision ({origin})",
        f"Where? → dropped ({origin})",
    ]
    named = "On the first page: action A1; 1 decision; 4 parked points."
    assert named in paragraphs(session), "at the item they are counted, and not told again"
