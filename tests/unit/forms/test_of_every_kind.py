"""Every kind of step asks in forms what can be asked before the day, and takes what comes back, hidden."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

from sessions.edits.people import change_partner
from sessions.forms import workbook
from sessions.forms.make import asked_before, form_of, forms, not_asked
from sessions.forms.model import Answer, Form, Returned, spaced
from sessions.forms.read import read
from sessions.imports.returned import form_in
from sessions.imports.taking import Taking, take_answers, weigh
from sessions.imports.words import form_lines, taking_lines
from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.appraise.records import APPRAISALS
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.options import edits as option_edits
from sessions.kinds.registry import reveal_all, revealed_only, waiting
from sessions.outputs import markdown
from sessions.outputs.tidy import tables
from sessions.problem import Problem
from sessions.record import Session
from sessions.returns import RETURNS
from sessions.scope import does_not_apply
from sessions.store.tables import from_tables, to_tables
from sessions.summary.build import build
from sessions.voices import take_no_part
from tests.builders import NOW, new_session, said
from tests.every_kind import AGENDA, BOARD, COUNCIL, ICB, planned, step_of
from tests.forms import Answers, Comments, as_json, as_workbook

ASKING = ("score", "checklist", "risk", "here-to-there", "appraise", "options")
"""The kinds that ask something before the day."""
TABLES = ("ballots", "partner_checks", "appraisals", "option_views")
MEDIA = ("page", "workbook", "paper")
OLDER = "scope/A1"
ON_SCALE = f"{OLDER}#s13/scope/K1"


@cache
def the_session() -> Session:
    return planned(AGENDA, "Every kind")


@cache
def alone(kind: str) -> Session:
    """With the steps of one kind alone."""
    agenda = tuple(step for step in the_session().agenda if step.kind == kind)
    return the_session().model_copy(update={"agenda": agenda})


def filled(form: Form) -> tuple[Answers, Comments]:
    """Lowest and highest level, don't know and does not apply in turn; a comment on each third question."""
    answers: dict[str, Answer] = {}
    for number, question in enumerate(form.questions):
        choices = (question.numbers[0], question.numbers[-1], None)
        place = number % 4
        answers[question.key] = (
            Answer(choices[place]) if place < 3 else Answer(applies=False, reason="not ours")
        )
    comments = {
        question.key: f"Said of {number}."
        for number, question in enumerate(form.questions)
        if number % 3 == 0
    }
    return answers, comments


def typed_up(form: Form, answers: Answers, comments: Comments) -> bytes:
    """What somebody types up from the form on paper, by what is printed there."""
    lines = [f"WORKSHOP ANSWERS 1\nForm: {spaced(form.id)}\nFilled in by: Priya\n"]
    for question in form.questions:
        answer = answers[question.key]
        level = "?" if answer.level is None else str(answer.level)
        lines.append(f"{question.called}: {level if answer.applies else f'does not apply, {answer.reason}'}")
        if question.key in comments:
            lines.append(f"{question.called} comment: {comments[question.key]}")
    return "\n".join(lines).encode()


def sent_back(medium: str, form: Form, answers: Answers, comments: Comments) -> bytes:
    if medium == "paper":
        return typed_up(form, answers, comments)
    return (as_json if medium == "page" else as_workbook)(form, answers, comments, by="Priya")


def weighed(session: Session, data: bytes, *, instead: bool = False) -> Taking:
    form = form_in(read(data, "f"), session, "f")
    assert form.given is not None, form.faults
    assert form.left_out == []
    taking = weigh(session, [form.given], NOW, instead=instead)
    assert taking.faults == []
    return taking


def taken(session: Session, data: bytes, *, instead: bool = False) -> Session:
    return take_answers(weighed(session, data, instead=instead)).apply(session, NOW)


def answers_of(session: Session) -> dict[str, object]:
    """Without identities, which are given by chance."""
    tables = {name: rows for name, rows in said(session).items() if name in TABLES}
    return {name: [{**row, "uid": ""} for row in rows] for name, rows in tables.items()}


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize("kind", ASKING)
def test_a_filled_form_comes_back_whole_and_hidden_and_counts_once(kind: str, medium: str) -> None:
    session = alone(kind)
    form = form_of(session, session.partners[1])
    assert len(form.questions) >= 1
    answers, comments = filled(form)
    data = sent_back(medium, form, answers, comments)
    came = read(data, "f")
    assert isinstance(came, Returned), came
    taking = weighed(session, data)
    after = take_answers(taking).apply(session, NOW)
    levels = {key for key, answer in answers.items() if answer.applies}
    assert {take.asked.key for take in taking.takes} == levels
    assert taking.kept == []
    for asked in (asked for asked in asked_before(after) if asked.key in answers):
        view, answer = asked.by.view(after, asked, ICB), answers[asked.key]
        if not answer.applies:
            assert view is None
            continue
        assert view is not None
        assert view.is_from_form
        assert (view.counts, view.dont_know) == (asked.scale.one_at(answer.level), int(answer.level is None))
    written = {(remark.item_id, remark.text) for row in RETURNS.of(after) for remark in row.remarks}
    assert written == {*comments.items(), *((key, "not ours") for key in answers.keys() - levels)}

    assert from_tables(to_tables(after), Path("x.json")) == after
    assert said(revealed_only(after)) == said(revealed_only(session))
    seen = revealed_only(reveal_all().apply(after, NOW))
    assert answers_of(seen) == answers_of(reveal_all().apply(after, NOW))
    assert waiting(after)
    again = weighed(after, data)
    assert (again.changes, again.kept) == (False, [])


@pytest.mark.parametrize("kind", ASKING)
def test_what_was_written_stands_in_the_minutes_once_it_is_seen(kind: str) -> None:
    session = alone(kind)
    form = form_of(session, session.partners[1])
    answers = {question.key: Answer(question.numbers[0]) for question in form.questions}
    comments = {form.questions[0].key: "Only since the spring."}
    after = taken(session, as_json(form, answers, comments))
    hidden, seen = (
        markdown.render(build(each, now=NOW)).decode() for each in (after, reveal_all().apply(after, NOW))
    )
    assert "Only since the spring" not in hidden
    assert seen.count("Only since the spring.") == 1


def test_all_three_sorts_of_form_give_one_record() -> None:
    session = the_session()
    form = form_of(session, session.partners[0])
    answers, comments = filled(form)
    made = ({**answers, step_of(session, "options"): Answer(2)}, comments)
    after = [taken(session, sent_back(medium, form, *made)) for medium in MEDIA]
    page, *others = map(answers_of, after)
    assert page.keys() == set(TABLES)
    assert others == [page, page]
    remarks = [{remark for row in RETURNS.of(each) for remark in row.remarks} for each in after]
    assert remarks[0] == remarks[1] == remarks[2]


def test_outputs_tell_of_what_was_written_on_every_kind_of_question() -> None:
    session = the_session()
    form = form_of(session, session.partners[1])
    comments = {question.key: f"On {question.key}." for question in form.questions}
    seen = reveal_all().apply(
        taken(session, as_json(form, {q.key: Answer(q.numbers[0]) for q in form.questions}, comments)), NOW
    )
    rows = {table.id: table for table in tables(revealed_only(seen))}["written_before"].rows
    assert {row[5] for row in rows} == set(comments.values())
    called = {row[2] for row in rows}
    assert {"How far to go", "Candidate 1.1 Scale Early help and prevention"} <= called
    assert "Question 1.1 Structure and members" in called
    gone = seen.model_copy(update={"agenda": seen.agenda[:1]})
    left = {table.id: table for table in tables(revealed_only(gone))}["written_before"].rows
    options = step_of(session, "options")
    assert any(row[:3] == (None, options, options) for row in left), "asked no more, and told all the same"


def test_a_step_that_cannot_be_asked_says_why() -> None:
    told = {row.title: row.why for row in not_asked(the_session())}
    assert told == {
        "Guess first": "figures are guessed in the room, before anybody looks them up",
        "Before we commission": "the room gives its answers together, not each partner first",
        "Which barriers matter here?": "dots are placed in the room, once it has talked about them",
        "Ways of paying": "the room settles its levels together, not each partner first",
        "How it was": "it asks about the day itself",
    }
    keys = {question.key for form in forms(the_session()) for question in form.questions}
    assert not any(key.startswith("evaluation/") for key in keys)
    with pytest.raises(Problem) as refused:
        forms(alone("prioritise"))
    assert "dots are placed in the room" in refused.value.hint


def test_what_does_not_apply_and_who_takes_no_part_is_not_asked() -> None:
    session = take_no_part(OLDER, ICB).apply(does_not_apply(BOARD, "Not here").apply(the_session(), NOW), NOW)
    council, icb = (form_of(session, partner) for partner in session.partners[:2])
    assert council.question(f"{BOARD}#check") is None
    assert council.question(f"{OLDER}#{step_of(session, 'appraise')}/scope/K1") is not None
    assert icb.question(f"{OLDER}#{step_of(session, 'appraise')}/scope/K1") is None
    assert icb.question(step_of(session, "options")) is not None


def test_an_option_that_is_none_here_changes_the_choice_and_an_old_form_says_so() -> None:
    session = alone("options")
    form = form_of(session, session.partners[0])
    data = as_json(form, {form.questions[0].key: Answer(1)}, {})
    later = does_not_apply("scope/O1", "Not here").apply(session, NOW)
    back = form_in(read(data, "f"), later, "f")
    assert back.given is not None
    assert back.given.answers == {}
    (line,) = (line for line in form_lines(back) if line.startswith("Not taken"))
    assert "in other words or on other levels" in line


def test_what_the_room_said_first_stays_unless_somebody_decides_otherwise() -> None:
    session = the_session()
    appraise, options = step_of(session, "appraise"), step_of(session, "options")
    for change in (
        check_edits.say_one(BOARD, COUNCIL, "no"),
        appraise_edits.appraise(appraise, OLDER, COUNCIL, {"scope/K1": 1}),
        option_edits.say_option(options, COUNCIL, {"scope/O1": 1}),
    ):
        session = change.apply(session, NOW)
    form = form_of(session, session.partners[0])
    keys = (f"{BOARD}#check", f"{OLDER}#{appraise}/scope/K1", options)
    data = as_json(form, {key: Answer(2) for key in keys}, {})
    taking = weighed(session, data)
    assert [(kept.asked.key, kept.why) for kept in taking.kept] == [(key, "answered here") for key in keys]
    assert taking.takes == []
    decided = taken(session, data, instead=True)
    views = {asked.key: asked.by.view(decided, asked, COUNCIL) for asked in asked_before(decided)}
    assert all((view := views[key]) is not None and view.counts[1] == 1 for key in keys)
    assert not weighed(decided, data, instead=True).changes


def test_what_the_room_has_seen_stays() -> None:
    session = the_session()
    form = form_of(session, session.partners[0])
    answers, comments = filled(form)
    data = as_json(form, answers, comments)
    seen = reveal_all().apply(taken(session, data), NOW)
    other = as_json(form_of(seen, seen.partners[1]), answers, {})
    taking = weighed(seen, other, instead=True)
    assert {kept.why for kept in taking.kept} == {"revealed"}
    assert taking.takes == []


def test_several_of_a_partner_add_up_but_where_it_has_one_answer() -> None:
    session = the_session().model_copy(update={"as_bodies": False})
    session = change_partner(ICB, name="ICB", sector="NHS", members=3).apply(session, NOW)
    form = form_of(session, session.partners[1])
    level = f"{OLDER}#{step_of(session, 'appraise')}/scope/K1"
    first = as_json(form, {f"{BOARD}#check": Answer(1), level: Answer(5)}, {})
    second = as_json(form, {f"{BOARD}#check": Answer(3), level: Answer(1)}, {}, **{"return": "f" * 16})
    for after in (taken(taken(session, first), second),):
        views = {asked.key: asked.by.view(after, asked, ICB) for asked in asked_before(after)}
        assert (view := views[f"{BOARD}#check"]) is not None
        assert view.counts == (1, 0, 1)
        assert [row.levels for row in APPRAISALS.of(after)] == [(("scope/K1", 5),)]
    taking = weighed(taken(session, first), second)
    assert [(kept.asked.key, kept.why) for kept in taking.kept] == [(level, "one each")]
    lines = list(taking_lines(session, taking))
    assert lines[0].startswith("Not taken, since a partner gives one answer there")
    assert taking.may_replace


def test_headings_say_which_step_asks() -> None:
    headings = dict.fromkeys(question.section for question in forms(the_session())[0].questions)
    assert "Which services first? · Group 1: Older people" in headings
    assert "How far to go" in headings
    assert not any("How far to go · How far" in heading for heading in headings)
    once = {question.section for question in forms(alone("appraise"))[0].questions}
    assert once == {"Group 1: Older people"}


def test_a_heading_names_a_domain_once() -> None:
    headings = dict.fromkeys(
        question.section for question in forms(new_session("self-assessment"))[0].questions
    )
    assert [heading.partition(":")[0] for heading in headings] == [
        *("Domain 2", "Domain 1", "Domain 1", "Domain 3", "Domain 4")
    ]
    assert not [heading for heading in headings if heading.count("Domain") > 1]


def test_a_workbook_lists_bare_levels_in_one_line() -> None:
    form = form_of(alone("checklist"), the_session().partners[0])
    book = load_workbook(io.BytesIO(workbook.render(form)))
    lines = [str(row[0].value) for row in book["How to fill it in"].iter_rows()]
    assert "1 yes, 2 partly, 3 no" in lines


def test_what_is_called_alike_is_told_apart_on_paper() -> None:
    session = alone("options")
    twin = session.agenda[0].model_copy(update={"id": "twin", "title": "Once more"})
    both = session.model_copy(update={"agenda": (*session.agenda, twin)})
    called = [question.called for question in form_of(both, both.partners[0]).questions]
    assert called == ["Choice", "Choice (2)"]
