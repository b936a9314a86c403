"""Edits at their edges: names that are cut, the last of several, a pause, a place on another agenda."""

from __future__ import annotations

import datetime as dt

from sessions.edits import event, items as item_edits, notes, pauses, people
from sessions.edits.choice import choose_items
from sessions.edits.notes import ActionFields
from sessions.plan import stops
from sessions.record import Session
from sessions.rows import Pause, Person, Stop
from sessions.scope import does_not_apply
from tests.builders import FIRST_FIVE, NOW, new_session, packs
from tests.every_kind import every_kind, step_of
from tests.refusals import refused

# --- edits ---------------------------------------------------------------------------------------------


def test_a_long_item_is_called_by_its_first_words() -> None:
    session = every_kind()
    risk = step_of(session, "risk")

    def called(text: str) -> tuple[str, str]:
        made = item_edits.add_item(risk, text).apply(session, NOW)
        (new,) = {item.id: item for item in made.pack("lead-provider-risks").items()}.keys() - {
            item.id for item in session.pack("lead-provider-risks").items()
        }
        return made.item(new).name, made.item(new).statement

    short = "x" * 40 + " " + "y" * 19
    assert called(short) == (short, short), "60 characters"
    assert called(short + "z") == ("x" * 40 + "…", short + "z")
    comma = "Parking, buses and trains at the hospital for all of us, whoever may come"
    assert called(comma) == ("Parking, buses and trains at the hospital for all of us…", comma)
    assert called("w" * 61) == ("w" * 59 + "…", "w" * 61)


def test_the_last_item_of_a_step_is_not_taken_away_and_one_of_several_is() -> None:
    session = every_kind()
    risk = step_of(session, "risk")
    session = item_edits.add_item(risk, "Second of them").apply(session, NOW)
    added = [item.id for item in session.pack("lead-provider-risks").items() if item.added]
    step = session.activity(risk)

    def on(*items: str) -> Session:
        own = step.model_copy(update={"item_ids": items})
        agenda_ = tuple(own if row.id == risk else row for row in session.agenda)
        return session.model_copy(update={"agenda": agenda_})

    assert refused(item_edits.change_item(added[0], ""), on(added[0])) == (
        "It is all that What could stop us? is about",
        "Take that step off the agenda first.",
    )
    left = item_edits.change_item(added[0], "").apply(on(*added), NOW)
    assert left.activity(risk).item_ids == (added[1],)  # type: ignore[attr-defined]
    assert item_edits.change_item(added[0], "").apply(on("lead-provider-risks/R1"), NOW).activity(
        risk
    ).item_ids == ("lead-provider-risks/R1",)  # type: ignore[attr-defined]


def test_another_template_goes_on_at_the_same_step_where_it_has_the_place_and_else_at_its_start() -> None:
    session = new_session("four-domains", "ICB")
    step = session.agenda[1]
    inner = next(stop for stop in stops(session) if stop.activity_id == step.id and stop.ref)
    here = session.model_copy(update={"at": inner})
    same = event.set_material(session.template_id, session.agenda, session.packs).apply(here, NOW)
    assert same.at == inner
    gone = Stop(activity_id=step.id, part="item", ref="tips/T99")
    moved = event.set_material(session.template_id, session.agenda, session.packs).apply(
        session.model_copy(update={"at": gone}), NOW
    )
    assert moved.at == Stop(activity_id=step.id)
    other = event.set_material("other", session.agenda, session.packs).apply(here, NOW)
    assert other.at is None


def test_a_pause_that_ended_stays_as_it_was_and_none_ends_before_it_began() -> None:
    early = NOW - dt.timedelta(hours=1)
    past = Pause(since=early, until=NOW - dt.timedelta(minutes=50))
    session = every_kind().model_copy(update={"pauses": (past, Pause(since=NOW))})
    assert pauses.go_on().apply(session, early).pauses == (past, Pause(since=NOW, until=NOW))
    later = NOW + dt.timedelta(minutes=1)
    assert pauses.go_on().apply(session, later).pauses[1].until == later


def test_the_fields_of_an_action_are_put_onto_one_that_is_there() -> None:
    action = every_kind().actions[0]
    fields = ActionFields(
        "New", owner="Sam", body="B", measure="M", risk=True, status="done", due_words="Soon"
    )
    changed = fields.onto(action)
    told = {name: getattr(changed, name) for name in ("text", "owner", "body", "measure", "risk", "status")}
    assert told == {
        **{"text": "New", "owner": "Sam", "body": "B", "measure": "M", "risk": True, "status": "done"},
    }
    assert (changed.uid, changed.id, changed.due, changed.due_words) == (action.uid, action.id, None, "Soon")


def test_a_label_names_an_item_or_its_section() -> None:
    session = every_kind()
    edits = (
        does_not_apply("icbo/D1.4", "x"),
        does_not_apply("icbo/d1", "x"),
        does_not_apply("tips/tips", "x"),
    )
    assert [edit.label(session) for edit in edits] == [
        "Standard 1.4 does not apply",
        "Domain 1 does not apply",
        f"{session.section('tips/tips').title} does not apply",
    ]


def test_a_note_on_the_room_is_settled_as_evidence_or_decision() -> None:
    session = notes.add_note("evidence", "x", evidence="documents").apply(every_kind(), NOW)
    note = session.notes[-1]
    changed = notes.change_note(note.id, kind="comment", text=" y ").apply(session, NOW).notes[-1]
    assert (changed.kind, changed.text, changed.evidence) == ("comment", "y", None)
    same = notes.change_note(note.id, kind="evidence", text="y").apply(session, NOW).notes[-1]
    assert same.evidence == "documents"
    none = notes.change_note(note.id, kind="evidence", text="y", evidence=None).apply(session, NOW).notes[-1]
    assert none.evidence is None


def test_names_of_people_stand_on_one_line_and_a_role_too() -> None:
    listed = [Person(name=" Ann\nLee ", role="Head\tof it")]
    (person,) = people.set_people(listed).apply(every_kind().model_copy(update={"people": ()}), NOW).people
    assert (person.name, person.role) == ("Ann Lee", "Head of it")


def test_a_choice_takes_the_sections_that_a_session_lacks_and_leaves_those_it_has_as_they_were_read() -> None:
    whole = packs()["icbo"]
    session = new_session("four-domains", "ICB")
    read_out = whole.sections[0].model_copy(update={"title": "As it was read"})
    own = whole.model_copy(update={"sections": (read_out,)})
    session = session.model_copy(update={"packs": (own, *session.packs[1:])})
    step = next(step for step in session.agenda if step.kind == "score")
    later = whole.sections[2].items[1].id
    chosen = choose_items([step.id], whole, [later, FIRST_FIVE[0]]).apply(session, NOW)
    sections = chosen.packs[0].sections
    assert [section.title for section in sections] == ["As it was read", whole.sections[2].title]
    after_step = chosen.activity(step.id)
    assert after_step.item_ids == (FIRST_FIVE[0], later)  # type: ignore[attr-defined]
    assert after_step.section_ids == (whole.sections[0].id, whole.sections[2].id)  # type: ignore[attr-defined]
    gone = whole.model_copy(update={"sections": whole.sections[1:]})
    kept = choose_items([step.id], gone, [later]).apply(session, NOW)
    assert [section.title for section in kept.packs[0].sections] == [
        whole.sections[2].title,
        "As it was read",
    ]
    again = choose_items([step.id], whole, [FIRST_FIVE[0]]).apply(session, NOW)
    assert again.packs[0] is own
    at = Stop(activity_id=step.id, part="item", ref=FIRST_FIVE[1])
    there = choose_items([step.id], whole, [later]).apply(session.model_copy(update={"at": at}), NOW)
    assert there.at == Stop(activity_id=step.id)
    here = at.model_copy(update={"ref": later})
    stays = choose_items([step.id], whole, [later]).apply(session.model_copy(update={"at": here}), NOW)
    assert stays.at == here
