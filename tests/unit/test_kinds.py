"""Every kind of step is one thing: what is recorded in it, and how it is shown, go together."""

import pytest

from sessions.kinds.kind import Kind, Step
from sessions.kinds.registry import KINDS, kind_named, kind_of
from sessions.rows import Activity
from tests.builders import activity, new_session, templates
from workshop.steps.registry import VIEWS, view_of
from workshop.steps.view import StepView


def a_step(kind: str) -> Activity:
    return activity(id="a", kind=kind, title="Step", minutes=5)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_kind_has_a_view_of_its_own(kind: Kind[Activity]) -> None:
    step = a_step(kind.id)
    assert type(step) is kind.activity
    assert kind_of(step) is kind is kind_named(kind.id)
    view = view_of(step)
    assert view.id == kind.id
    assert type(view) is not StepView


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.id)
def test_every_view_is_of_a_kind(view: StepView[Activity]) -> None:
    assert kind_named(view.id).id == view.id
    assert view_of(a_step(view.id)) is view


def test_kinds_and_views_are_registered_once() -> None:
    assert len({kind.id for kind in KINDS}) == len(KINDS)
    assert len({kind.activity for kind in KINDS}) == len(KINDS)
    assert sorted(kind.id for kind in KINDS) == sorted(view.id for view in VIEWS)
    tables = [table.name for kind in KINDS for table in kind.tables]
    assert len(set(tables)) == len(tables)


def test_a_kind_that_is_not_known_is_a_plain_step() -> None:
    step = a_step("never-heard-of")
    assert type(step) is Activity
    assert type(kind_of(step)) is Kind
    assert type(view_of(step)) is StepView


@pytest.mark.parametrize("template_id", sorted(templates()))
def test_steps_of_templates_and_what_becomes_of_them_are_of_one_kind(template_id: str) -> None:
    agenda = new_session(template_id).agenda
    for step, planned in zip(templates()[template_id].steps, agenda, strict=True):
        kind = kind_named(step.kind)
        assert isinstance(step, Step)
        assert type(step) is kind.step
        assert type(planned) is kind.activity
        assert (planned.kind, planned.minutes) == (step.kind, step.minutes)
