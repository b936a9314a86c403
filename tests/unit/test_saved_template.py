"""A template saved from a session that was run: it plans the same steps, and nothing that was said."""

from datetime import timedelta
from pathlib import Path

import pytest

from sessions import plan
from sessions.edits import agenda as agenda_edits, notes as note_edits, people as people_edits
from sessions.edits.items import add_item
from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.kind import STEPS
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VoteActivity
from sessions.plan import Template
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, Person, Spell
from sessions.saved_template import saved_template
from tests.builders import NOW, answered, new_session, packs, templates
from workshop.materials import own
from workshop.materials.load import load_file
from workshop.materials.toml import toml


def saved(session: Session, minutes: str = "planned") -> tuple[Template, tuple[str, ...]]:
    return saved_template(session, NOW, "own", "Own", minutes)  # type: ignore[arg-type]


def said(agenda: tuple[Activity, ...]) -> list[dict[str, object]]:
    """Steps without what tells them apart or counts their plan."""
    stamps = {"uid", "author", "counter", "id", "follows", "planned", "added", "item_ids"}
    return [activity.model_dump(exclude=stamps) for activity in agenda]


@pytest.mark.parametrize("template_id", list(templates()))
def test_every_shipped_template_comes_back_as_it_was(template_id: str, tmp_path: Path) -> None:
    session = new_session(template_id, "Council")
    template, remarks = saved(session)
    assert remarks == ()
    path = tmp_path / "own.toml"
    path.write_text(toml(template), "utf-8")
    loaded = load_file(Template, path)
    assert loaded == template
    agenda, used = plan.agenda(loaded, packs())
    assert said(agenda) == said(session.agenda)
    assert used == session.packs


def run() -> Session:
    """A session with people, answers, notes and what was added in the room."""
    session = new_session("four-domains", "Secret Trust", "Hidden Council")
    session = people_edits.set_people([Person(name="Priya", role="Chair")]).apply(session, NOW)
    session = answered(session, "icbo/D1.1", [2, 3])
    session = note_edits.add_note("comment", "Confidential", origin="icbo/D1.1").apply(session, NOW)
    session = add_item("s2", "Something personal", behind="icbo/D1.3").apply(session, NOW)
    vote = VoteActivity(
        id="new", kind="prioritise", title="What first?", minutes=8, candidates="typed", dots=2
    )
    session = agenda_edits.add_activity("s1", vote).apply(session, NOW)
    new = session.agenda[1].id
    session = add_item(new, "Sensitive candidate").apply(session, NOW)
    talk = DiscussActivity(id="new", title="The first", minutes=5, follows=new, top=1)
    session = agenda_edits.add_activity(new, talk).apply(session, NOW)
    placed = vote_edits.vote(new, "secret-trust", {session.pack("ours").sections[0].items[0].id: 2})
    return placed.apply(session, NOW)


def test_nobodys_names_or_answers_are_in_it() -> None:
    template, _ = saved(run())
    text = toml(template)
    for private in ("Secret", "Hidden", "Priya", "Confidential", "personal", "Sensitive", "ours", "icbo/"):
        assert private not in text
    steps = [(step.kind, step.title) for step in template.steps]
    assert steps[1:3] == [("prioritise", "What first?"), ("discuss", "The first")]
    agenda, _ = plan.agenda(template, packs())
    assert agenda[1].candidates == "typed"  # type: ignore[attr-defined]
    assert agenda[2].follows_step == agenda[1].id


def test_minutes_are_those_planned_or_those_taken() -> None:
    session = new_session("one-domain", "Council")
    session = agenda_edits.set_minutes("s2", 25).apply(session, NOW)
    spells = (Spell(activity_id="s1", seconds=13 * 60 + 5), Spell(activity_id="s3", seconds=20))
    session = session.model_copy(update={"spells": spells})
    before = [step.minutes for step in session.agenda]
    planned, taken = (saved(session, which)[0] for which in ("planned", "taken"))
    assert [step.minutes for step in planned.steps] == before
    assert [step.minutes for step in taken.steps] == [13, *before[1:]], "what was passed through took none"
    assert taken.minutes == sum(step.minutes for step in taken.steps)


def test_what_is_running_counts_as_taken() -> None:
    session = agenda_edits.run_clock("s1").apply(new_session("one-domain"), NOW)
    template, _ = saved_template(session, NOW + timedelta(minutes=7), "own", "Own", "taken")
    assert template.steps[0].minutes == 7


def test_what_was_left_out_is_left_out_and_said() -> None:
    session = agenda_edits.set_state("s2", "skipped").apply(new_session("four-domains"), NOW)
    template, remarks = saved(session)
    assert len(template.steps) == len(session.agenda) - 1
    assert remarks == (f"{session.activity('s2').title} was left out, and is not in it.",)


def test_what_was_moved_to_the_end_stands_in_one_piece_again() -> None:
    before = new_session("four-domains")
    session = note_edits.add_note("comment", "Said", origin="icbo/D1.1").apply(before, NOW)
    session = agenda_edits.postpone_rest("s2").apply(session, NOW)
    assert len(session.agenda) == len(before.agenda) + 1
    template, remarks = saved(session)
    assert remarks == ()
    assert template.steps == saved(before)[0].steps


def test_a_kind_that_is_not_known_is_left_behind_and_said() -> None:
    session = new_session("one-domain")
    odd = Activity(id="s9", kind="seance", title="Odd", minutes=5)
    template, remarks = saved(session.model_copy(update={"agenda": (*session.agenda, odd)}))
    assert remarks == ("Odd is of no kind that a template has, and is not in it.",)
    assert all(step.kind in STEPS for step in template.steps)
    with pytest.raises(Problem, match="No step of this session"):
        saved(session.model_copy(update={"agenda": (odd,)}))


def test_going_on_with_an_earlier_vote_is_said() -> None:
    session = new_session("tips-and-pulse")
    talk = DiscussActivity(id="new", title="Back to the tips", minutes=5, follows="s3", top=1)
    session = agenda_edits.add_activity("s8", talk).apply(session, NOW)
    assert saved(session)[1] == ("Back to the tips goes on with the vote just before it there.",)


def test_a_starting_file_is_a_template_without_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    own.start_template("north-vale-day", path, STEPS)
    template = load_file(Template, path)
    assert template.id == "north-vale-day"
    assert plan.agenda(template, packs())
    with pytest.raises(Problem, match="There is such a file already"):
        own.start_template("north-vale-day", path, STEPS)
    with pytest.raises(Problem, match="cannot be the id of a template"):
        own.start_template("North Vale", tmp_path / "other.toml", STEPS)


def test_an_id_of_the_programs_own_is_not_taken(tmp_path: Path) -> None:
    template, _ = saved(new_session("one-domain"))
    taken = template.model_copy(update={"id": "learning-set"})
    with pytest.raises(Problem, match="is taken"):
        own.keep_template(taken, tmp_path, templates(), replace=True)
    assert own.keep_template(template, tmp_path, templates(), replace=False).exists()
    with pytest.raises(Problem, match="There is such a file already"):
        own.keep_template(template, tmp_path, templates(), replace=False)


OF_KINDS: tuple[dict[str, object], ...] = (
    {"kind": "talk", "about": "What we heard", "questions": False},
    {"kind": "reading", "pack": "icbo"},
    {"kind": "checklist", "pack": "lead-provider", "by_partner": True},
    {"kind": "risk", "pack": "lead-provider-risks", "impact": True},
    {"kind": "here-to-there", "pack": "evolving-care"},
    {"kind": "table-work", "task": "Draw it", "bring_back": ("One line",), "feed_back": "together"},
    {"kind": "appraise", "criteria": ("Value", "Scale"), "by_partner": False},
    {"kind": "appraise", "pack": "scope", "criteria_section": "criteria", "sections": ("older-people",)},
    {"kind": "prioritise", "candidates": "gaps", "dots": 2, "stack": False},
)


@pytest.mark.parametrize("step", OF_KINDS, ids=lambda step: step["kind"])
def test_the_settings_of_every_kind_come_back(step: dict[str, object]) -> None:
    steps = ({"title": "T", "minutes": 5, **step},)
    template = Template.model_validate(
        {"id": "own", "name": "Own", "minutes": 5, "about": "1 steps, as a session was run.", "steps": steps}
    )
    agenda, used = plan.agenda(template, packs())
    session = new_session("one-domain").model_copy(update={"agenda": agenda, "packs": used})
    assert saved(session) == (template, ())


def test_who_speaks_is_not_in_it() -> None:
    talk = Activity.model_validate(
        {"id": "s1", "kind": "talk", "title": "T", "minutes": 5, "speaker": "Priya"}
    )
    template, _ = saved(new_session("one-domain").model_copy(update={"agenda": (talk,)}))
    assert "Priya" not in toml(template)
