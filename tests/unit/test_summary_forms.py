"""What each form of the summary says for its reader: short where there is much, and nothing twice."""

from __future__ import annotations

import pytest

from sessions.edits import people as people_edits
from sessions.kinds.score import edits as score_edits
from sessions.outputs import markdown
from sessions.record import Session
from sessions.summary.build import build
from sessions.summary.forms import FORMS, Form
from tests.builders import NOW, answered, new_session
from tests.every_kind import ALL_KINDS, busy, every_kind, kinds_of, meeting
from tests.talks import morning


def written(session: Session, form: Form) -> str:
    """The form as Markdown."""
    return markdown.render(build(session, now=NOW, form=form)).decode()


def line_of(text: str, start: str) -> str:
    """The line that begins so."""
    return next(line for line in text.splitlines() if line.startswith(start))


def test_the_session_has_a_step_of_every_kind() -> None:
    assert kinds_of(every_kind()) == ALL_KINDS


def test_what_was_not_reached_is_counted_on_a_page_numbered_in_minutes_and_named_in_the_record() -> None:
    page, minutes, full = (
        line_of(written(every_kind(), form), "- Not reached: ") for form in ("page", "minutes", "full")
    )
    assert page.startswith("- Not reached: 5 standards, 13 checks, ")
    assert "- Not reached: 5 standards (1.4, 1.5, 1.6, 1.7, 1.8); " in minutes
    assert "Standard 1.4 Priorities agreed from local needs; " in full


def test_few_that_were_not_reached_are_named_in_minutes_too() -> None:
    text = line_of(written(meeting(), "minutes"), "- Not reached: ")
    assert text.startswith("- Not reached: 2 Outcomes before boundaries; 3 Shared leadership")


def test_a_step_that_was_not_reached_is_named_among_many_items() -> None:
    text = written(morning("ICB"), "minutes")
    assert line_of(text, "- Not reached: ").endswith("; At the tables.")


def test_what_was_voted_on_and_nothing_else_stands_with_the_vote_alone() -> None:
    text = written(every_kind(), "minutes")
    assert text.count("No current information") == 1, "in the ranking"
    assert "## What stands in the way" not in text
    assert "Walls between diseases" not in text, "it has no dots"
    assert "Walls between diseases" in written(every_kind(), "full")


def test_who_stands_apart_and_dissents_is_named_once() -> None:
    session = new_session("four-domains", "County Council", "ICB", "Care providers")
    session = answered(session, "icbo/D1.1", (2, 2, 5))
    session = score_edits.reveal("icbo/D1.1").apply(session, NOW)
    session = score_edits.agree("icbo/D1.1", 2).apply(session, NOW)
    session = score_edits.dissent("icbo/D1.1", "care-providers", "We see it working.").apply(session, NOW)
    session = score_edits.dissent("icbo/D1.1", "icb", "Not yet 2.").apply(session, NOW)
    text = written(session, "page")
    apart = line_of(text, "- 1.1 Relationships that put people first: Care providers")
    assert apart.endswith(
        "see it three levels higher than the others. Dissent from level 2: We see it working."
    )
    assert text.count("We see it working.") == 1
    assert "1.1 Relationships that put people first: dissent of ICB from level 2: Not yet 2." in text
    people = written(session.model_copy(update={"as_bodies": False}), "page")
    assert "dissent of Care providers from level 2: We see it working." in people, (
        "who stands apart is not told"
    )


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("session", [every_kind(), meeting()], ids=["every kind", "meeting"])
def test_nothing_tells_the_facilitator_what_to_do(session: Session, form: Form) -> None:
    text = written(session, form)
    scripts = [line for step in session.agenda for line in step.script]
    assert not [line for line in scripts if line in text]
    for instruction in ("hear both", "Hear both", "Let us", "talk ties", "Press ", "Ask:", "Read it aloud"):
        assert instruction not in text


@pytest.mark.parametrize("form", ["page", "minutes", "board"])
def test_a_meeting_without_scores_reads_as_minutes(form: Form) -> None:
    text = written(meeting(), form)
    for word in ("level", "Level", "median", "scale", "answered", "Target"):
        assert word not in text
    assert "## Decisions" in text or form == "board"


def test_apologies_stand_on_every_form_for_the_room() -> None:
    session = people_edits.add_partner("Hospital Trust").apply(meeting(), NOW)
    for form in ("page", "minutes", "full"):
        assert "Sam Lee" in written(session, form)


@pytest.mark.parametrize("form", ["minutes", "full"])
def test_an_agreed_level_and_who_differs_are_said_once(form: Form) -> None:
    text = written(every_kind(), form)
    row = line_of(text, "| Standard 1.2 Leaders who lead")
    assert "| 2 (early steps) | 4 (mostly) |" in row
    assert "some" in row
    assert text.count("Agreed level ") + text.count("Agreed level:") == 1, (
        "the head of the table, and under no item"
    )
    assert "Strength of evidence" not in text
    assert "Not shared by" not in text
    assert text.count("We see it working every week.") == 1
    assert text.count("Indicator 3 What people think of it, impact: Voluntary sector sees it two levels") == 1


def test_what_was_remarked_on_an_action_and_when_it_was_first_due_is_told() -> None:
    row = line_of(written(every_kind(), "minutes"), "| A2 |")
    assert "“Waits for the lawyers.” · “They have begun.”" in row
    assert "| 31 Mar 2027 |" in row
    assert "In progress, taken as a risk, first due 30 Jan 2027" in row
    assert "lawyers" not in written(every_kind(), "page")


@pytest.mark.parametrize("form", FORMS)
def test_no_id_stands_in_a_form_for_people(form: Form) -> None:
    session = every_kind()
    text = written(session, form)
    ids = {item.id for pack in session.packs for item in pack.items()} | {p.id for p in session.partners}
    ids |= {step.id for step in session.agenda if len(step.id) > 3} | {"north-vale-october"}
    ids |= {row.uid for row in (*session.people, *session.actions, *session.notes)} - {""}
    assert [item_id for item_id in ids if item_id in text and item_id != "icb"] == []


def test_of_many_actions_a_page_has_those_that_are_due_first_and_says_how_many_more() -> None:
    page, minutes = (written(busy(30), form) for form in ("page", "minutes"))
    rows = [line for line in page.splitlines() if line.startswith("| A")]
    assert len(rows) == 12
    assert "Act 29" in rows[3], "after what was there before, which is due in 2027"
    assert "Act 00" not in page
    assert page.count("And 22 more, in the minutes.") == 1, "actions: 34, of which one is done"
    assert page.count("And 24 more, in the minutes.") == 1, "decisions"
    assert all(f"Act {number:02}" in minutes and f"We decide {number:02}" in minutes for number in range(30))
    assert "more, in the minutes" not in minutes
    assert "more, in the minutes" not in written(meeting(), "page")


def test_an_appraisal_by_many_criteria_has_totals_and_levels_each_in_a_table() -> None:
    text = written(every_kind(), "minutes")
    assert "| Place | Candidate | Total | Own totals | n | As weights move |" in text
    assert "| Candidate | Scale ×2 | Transformational ×1 | Value for money ×1 | Strategic ×1 |" in text
    assert "| Place | Candidate | Reach ×1 | Cost ×1 | Total |" in text, "of few, in one"
