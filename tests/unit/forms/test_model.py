"""Forms before the day: what is asked of whom, under which ids, and what fits when it comes back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sessions.forms.fit import fitted
from sessions.forms.make import form_of, forms
from sessions.forms.model import Answer, Returned
from sessions.kinds.risk.records import RiskActivity
from sessions.problem import Problem
from sessions.record import Session
from sessions.scope import does_not_apply
from sessions.voices import take_no_part
from tests.builders import NOW, new_session

FIRST = "icbo/D1.1"


@pytest.fixture
def session() -> Session:
    return new_session("four-domains", "Council", "ICB")


def returned(session: Session, **changes: object) -> Returned:
    """What the first partner returns: level 3 on the first standard."""
    form = forms(session)[0]
    made = Returned(
        sort="json",
        form_id=form.id,
        return_id="0123456789abcdef",
        revision=1,
        session_id=session.id,
        session_title=session.title,
        partner_uid=form.partner_uid,
        partner_name=form.partner_name,
        answers={FIRST: Answer(3)},
        marks={question.key: question.mark for question in form.questions},
        places={FIRST: "line 4"},
        packs=form.packs,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def test_each_partner_has_a_form_with_all_that_is_scored(session: Session) -> None:
    council, icb = forms(session)
    assert [question.key for question in council.questions] == [item.id for item in session.items()]
    assert council.id != icb.id
    assert council.id == forms(session)[0].id
    assert not council.by_people
    assert forms(session.model_copy(update={"as_bodies": False}))[0].by_people


def test_a_form_leaves_out_what_is_not_asked_of_its_partner(session: Session) -> None:
    first, second, third = (item.id for item in list(session.items())[:3])
    session = does_not_apply(first, "No such budget").apply(session, NOW)
    session = take_no_part(second, "Council").apply(session, NOW)
    council, icb = ([question.key for question in form.questions[:2]] for form in forms(session))
    assert council[0] == third
    assert icb == [second, third]


def test_each_question_on_an_item_is_asked_for_itself(session: Session) -> None:
    step = RiskActivity(id="risks", title="Risks", minutes=5, pack_id="icbo", item_ids=(FIRST,), impact=True)
    session = session.model_copy(update={"agenda": (step,)})
    likelihood, impact = form_of(session, session.partners[0]).questions
    assert (likelihood.key, impact.key) == (f"{FIRST}#likelihood", f"{FIRST}#impact")
    assert [level.label for level in impact.levels] == ["high", "medium", "low"]
    assert likelihood.mark != impact.mark


def test_a_session_without_partners_has_one_form_that_each_person_fills_in() -> None:
    (form,) = forms(new_session("four-domains"))
    assert (form.partner_uid, form.by_people) == ("room", True)


def test_where_nothing_is_asked_on_a_scale_there_is_no_form(session: Session) -> None:
    with pytest.raises(Problem, match="Nothing here can be answered"):
        forms(session.model_copy(update={"agenda": session.agenda[:1]}))


def test_what_fits_is_taken(session: Session) -> None:
    fit = fitted(returned(session, comments={FIRST: "We think so"}), session)
    assert fit.partner == session.partners[0]
    assert (fit.answers, fit.comments) == ({FIRST: Answer(3)}, {FIRST: "We think so"})
    assert not fit.faults
    assert not fit.left_out


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"session_id": "another", "session_title": "Another"}, "a form of another session: Another"),
        ({"partner_uid": "gone", "partner_name": "Gone"}, "Gone is no partner of this session"),
        ({"form_id": "0000000000000000"}, "does not belong to its session and partner"),
        ({"answers": {FIRST: Answer(7)}}, "There is no level 7 for 1.1"),
    ],
)
def test_what_does_not_belong_here_is_refused(
    session: Session, changes: dict[str, object], what: str
) -> None:
    fit = fitted(returned(session, **changes), session)
    assert len(fit.faults) == 1
    assert what in fit.faults[0].what
    assert not fit.answers


def test_an_item_in_other_words_is_left_out_aloud_and_the_rest_taken(session: Session) -> None:
    form = forms(session)[0]
    second = form.questions[1].key
    marks = {question.key: question.mark for question in form.questions} | {FIRST: "00000000"}
    old = tuple(replace(pack, edition="2016") for pack in form.packs)
    came = returned(session, answers={FIRST: Answer(3), second: Answer(2)}, marks=marks, packs=old)
    fit = fitted(came, session)
    assert fit.answers == {second: Answer(2)}
    (fault,) = fit.left_out
    assert fault.where == "line 4"
    assert "of edition 2016 and not 2018, in other words" in fault.what
    gone = fitted(returned(session, answers={"icbo/D9.9": Answer(3)}), session)
    assert gone.left_out[0].what == "icbo/D9.9 is not asked here"
