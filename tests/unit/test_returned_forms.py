"""Forms that came back: their answers, what is written beside them, and what is another form by now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sessions.edits import people as people_edits
from sessions.forgetting import Forgetting
from sessions.forms.make import form_of
from sessions.forms.model import Answer, Fault as FormFault, Returned
from sessions.imports.returned import form_in
from sessions.imports.taking import take_answers, weigh
from sessions.imports.words import form_lines, taking_lines
from sessions.kinds.registry import revealed_only
from sessions.kinds.score import edits
from sessions.kinds.score.records import ScoreActivity, ballots_on
from sessions.outputs.text import account
from sessions.outputs.tidy import tables
from sessions.record import Session
from sessions.returns import remarks_on
from sessions.rows import Stop
from sessions.spans import plain_text
from sessions.store.forgotten import mark_of
from sessions.summary.build import build
from sessions.summary.model import Bullets
from tests.builders import NOW, aside, new_session
from workshop.cli.dumped import dumped

ONE, TWO, FOUR = "principles/P1", "principles/P2", "principles/P4"


@pytest.fixture
def session() -> Session:
    return new_session("tips-and-pulse", "County Council", "ICB", "Age UK")


def returned(session: Session, **fields: object) -> Returned:
    """The ICB's form: 4, don't know, and one that does not apply; with a remark."""
    form = form_of(session, session.partners[1])
    answers = {ONE: Answer(4), TWO: Answer(), FOUR: Answer(applies=False, reason="No budget here.")}
    whole = Returned(
        sort="json",
        form_id=form.id,
        return_id="00112233aabbccdd",
        revision=1,
        session_id=session.id,
        session_title=session.title,
        partner_uid=form.partner_uid,
        partner_name="ICB",
        answers=answers,
        comments={ONE: "Tom Lee could say more."},
        marks={question.key: question.mark for question in form.questions},
    )
    return replace(whole, **fields)  # type: ignore[arg-type]


def test_its_answers_are_taken_and_the_rest_is_kept_for_when_they_are_seen(session: Session) -> None:
    form = form_in(returned(session), session, "icb.json")
    assert form.given is not None
    taking = weigh(session, [form.given], NOW)
    after = take_answers(taking).apply(session, NOW)
    assert ballots_on(after, ONE, 1)["icb"].counts == (0, 0, 0, 1, 0)
    assert ballots_on(after, TWO, 1)["icb"].dont_know == 1
    assert ballots_on(after, FOUR, 1) == {}
    assert remarks_on(revealed_only(after), ONE) == ()
    seen = revealed_only(edits.reveal(ONE).apply(after, NOW))
    assert [(partner, remark.text) for partner, remark in remarks_on(seen, ONE)] == [
        ("icb", "Tom Lee could say more.")
    ]
    assert list(form_lines(form)) == ["icb.json: the form of ICB, 2 answers."]
    assert list(taking_lines(session, taking)) == [
        "2 remarks stay hidden until the answers beside them are revealed.",
        "1 of them says that something does not apply.",
    ]


def test_what_is_asked_otherwise_by_now_is_left_out_aloud_and_the_rest_taken(session: Session) -> None:
    form = form_in(returned(session, marks={ONE: "00000000"}), session, "icb.json")
    assert form.given is not None
    assert set(form.given.answers) == {TWO}
    (line,) = (line for line in form_lines(form) if line.startswith("Not taken"))
    assert "was asked in other words or on other levels" in line


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"session_id": "other", "session_title": "Elsewhere"}, "a form of another session: Elsewhere"),
        ({"partner_uid": "0" * 16, "partner_name": "Mind"}, "Mind is no partner of this session"),
        ({"form_id": "0" * 16}, "id of the form does not belong"),
        ({"answers": {ONE: Answer(9)}}, "There is no level 9"),
    ],
)
def test_what_does_not_belong_here_is_a_fault_and_nothing_is_taken(
    session: Session, fields: dict[str, object], what: str
) -> None:
    form = form_in(returned(session, **fields), session, "icb.json")
    assert form.given is None
    (fault,) = form.faults
    assert what in fault.what
    assert fault.file == "icb.json"


def test_what_could_not_be_read_is_told_with_its_place(session: Session) -> None:
    form = form_in((FormFault("line 12", "no level", "Type 1 to 5."),), session, "f.txt")
    assert [str(fault) for fault in form.faults] == ["f.txt, line 12: no level"]


def test_who_was_taken_out_of_the_record_does_not_come_back_in_a_remark(session: Session) -> None:
    gone = mark_of(Forgetting(("Tom Lee",), "somebody"), (), NOW)
    session = session.model_copy(update={"forgotten": (gone,)})
    form = form_in(returned(session), session, "icb.json")
    assert form.given is not None
    texts = {remark.text for remark in form.given.remarks}
    assert any("could say more." in text for text in texts)
    assert not any("Tom" in text for text in texts)


def test_a_partner_that_was_renamed_keeps_its_form(session: Session) -> None:
    back = returned(session)
    renamed = people_edits.change_partner("icb", name="NHS North", sector="NHS").apply(session, NOW)
    form = form_in(back, renamed, "icb.json")
    assert (form.partner, form.faults) == ("NHS North", [])


@pytest.mark.parametrize("as_bodies", [True, False])
def test_what_was_written_stands_on_page_and_summary_once_the_room_has_seen_it(as_bodies: bool) -> None:
    session = new_session("tips-and-pulse", "County Council", "ICB", "Age UK", as_bodies=as_bodies)
    form = form_in(returned(session), session, "icb.json")
    assert form.given is not None
    after = take_answers(weigh(session, [form.given], NOW)).apply(session, NOW)
    step = next(step.id for step in after.agenda if isinstance(step, ScoreActivity))
    stop = Stop(activity_id=step, part="item", ref=ONE)
    seen = edits.reveal(ONE).apply(after, NOW)
    said = "ICB: Tom Lee could say more." if as_bodies else "Tom Lee could say more."
    for record, shows in ((after, False), (seen, True)):
        lines = [line.text for line in aside(record, stop)]
        assert ("Written before the day" in lines) == shows
        assert (said in lines) == shows
        bullets = [
            plain_text(line)
            for block in build(record, now=NOW).blocks
            if isinstance(block, Bullets)
            for line in block.items
        ]
        assert bullets.count(said) == shows
        assert "No budget here." not in str(bullets)


def test_what_came_in_and_is_hidden_makes_no_difference_to_what_is_told(session: Session) -> None:
    """Two returns that differ in answers and remarks alone: account, JSON and summary are the same."""
    told = []
    for level, text in ((1, "Badly."), (5, "Splendidly.")):
        back = returned(session, answers={ONE: Answer(level), TWO: Answer(2)}, comments={ONE: text})
        form = form_in(back, session, "icb.json")
        assert form.given is not None
        after = take_answers(weigh(session, [form.given], NOW)).apply(session, NOW)
        told.append((dumped(after), build(after, now=NOW), account(after)))
        assert text not in str(told[-1])
    assert told[0] == told[1]


def test_where_people_answer_no_output_says_whose_remark_it_is_or_which_are_by_one_hand() -> None:
    session = new_session("tips-and-pulse", "County Council", "ICB", "Age UK", as_bodies=False)
    form = form_in(returned(session, comments={ONE: "First.", TWO: "Second."}), session, "icb.json")
    assert form.given is not None
    after = take_answers(weigh(session, [form.given], NOW)).apply(session, NOW)
    for ref in (ONE, TWO):
        after = edits.reveal(ref).apply(after, NOW)
    (written,) = (table for table in tables(revealed_only(after)) if table.id == "written_before")
    assert [row[-2] for row in written.rows] == ["First.", "Second."]
    assert "icb" not in str(written.rows).casefold()
    assert not any(table.id == "returns" for table in tables(revealed_only(after)))
