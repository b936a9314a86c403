"""An appraisal on scales that begin at 0: level 0 is a level, worth nothing, and no don't know."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from sessions.kinds.appraise.result import result_of, stretched
from sessions.kinds.registry import kind_of
from sessions.material import Level, Scale
from sessions.outputs.text import account
from sessions.plan import stops
from sessions.problem import Problem
from sessions.record import Session
from tests import appraising as a
from tests.builders import TODAY
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.wall.layout.page import laid_out
from workshop.widgets.appraisal_grid import AppraisalGrid, appraised

STEP = a.APPRAISE


def scale(base: int, levels: int) -> Scale:
    numbers = range(base, base + levels)
    return Scale(question="How far?", levels=tuple(Level(number=n, label=f"step {n}") for n in numbers))


@pytest.fixture
def nought() -> Session:
    """All four criteria on a scale from 0 to 3."""
    session = a.session()
    for criterion in (a.K1, a.K2, a.K3, a.K4):
        session = a.with_scale(session, criterion, scale(0, 4))
    return session


def at_candidate(session: Session) -> Scene:
    stop = next(stop for stop in stops(session) if stop.ref == a.A1)
    return Scene(session, stop, TODAY)


def test_level_nought_counts_as_nothing_and_dont_know_as_no_level(nought: Session) -> None:
    session = a.given(nought, a.A1, [(0, 0, 3, 1), (0, None, 1, 0)])
    session = a.revealed(a.given(session, a.A2, [(0, 0, 0, 0)]), a.A1, a.A2)
    (first, last, *_), most = result_of(session, STEP).rows, result_of(session, STEP).most
    assert [(cell.mean, cell.n, cell.dont_know) for cell in first.cells[:2]] == [(0, 2, 0), (0, 1, 1)]
    assert (first.ranked.total, last.ranked.total, last.ranked.place, most) == (2.5, 0, 2, 12)
    assert list(kind_of(a.appraisal(session)).faults(session)) == []
    said = account(session)
    assert "0 (step 0)" in said
    assert "don’t know" in said


def test_a_level_below_nought_or_off_the_scale_is_refused(nought: Session) -> None:
    for level in (-1, 4):
        with pytest.raises(Problem, match=f"no level {level}") as refused:
            a.given(nought, a.A1, [(level, 0, 0, 0)])
        assert "Levels go from 0 to 3." in str(refused.value)


def test_nought_is_a_key_and_a_colour_of_its_own(nought: Session) -> None:
    view = view_at(scene := at_candidate(nought))
    digits = {command for command in view.commands(scene) if command.startswith("answer_level_")}
    assert digits == {"answer_level_0", "answer_level_1", "answer_level_2", "answer_level_3"}
    session = a.revealed(a.given(nought, a.A1, [(0, 3, 1, 2), (0, 3, 0, 3)]), a.A1)
    state = appraised(session, a.appraisal(session), a.A1)
    row = next(line for line in AppraisalGrid().draw(100, state, "icb") if "0 step 0" in line.plain)
    shades = {str(span.style).rpartition("-")[2] for span in row.spans if "level-" in str(span.style)}
    assert shades == {"1", "2", "4", "5"}, "the lowest level has the first colour, the highest the last"


def test_the_room_sees_levels_from_nought(nought: Session) -> None:
    scene = at_candidate(nought)
    asked = "\n".join(line.plain for line in laid_out(view_at(scene).wall(scene), 80, 24))
    assert "▐▌0" in asked
    assert "step 0" in asked
    session = a.revealed(a.given(nought, a.A1, [(0, 3, 1, 2), (0, 3, 0, 3)]), a.A1)
    scene = at_candidate(session)
    shown = "\n".join(line.plain for line in laid_out(view_at(scene).wall(scene), 80, 24))
    assert "0 step 0" in shown


@given(st.integers(0, 1), st.integers(2, 9), st.integers(0, 1), st.integers(2, 9))
def test_levels_of_any_two_scales_lie_end_on_end_whichever_comes_first(
    base: int, levels: int, other_base: int, other_levels: int
) -> None:
    own, other = scale(base, levels), scale(other_base, other_levels)
    session = a.with_scale(a.with_scale(a.session(), a.K1, own), a.K2, other)
    one, two, *_ = result_of(session, STEP).criteria
    for criteria in ((one, two), (two, one)):
        low = {stretched(part, part.base, criteria) for part in (own, other)}
        high = {stretched(part, part.top, criteria) for part in (own, other)}
        assert len(low) == len(high) == 1
        assert high.pop() - low.pop() == max(levels, other_levels) - 1
    assert stretched(own, own.base, (one, two)) == stretched(own, own.base, (two, one))
