"""Small things that steps of several kinds hold to."""

import pytest

from sessions.edits.choice import choose_items
from sessions.kinds.checklist.records import PartnerCheck
from sessions.kinds.checklist.words import partner_sign
from sessions.kinds.registry import kind_of
from sessions.kinds.roles import edits as role_edits
from sessions.kinds.roles.records import RolesActivity
from sessions.kinds.roles.summary import chapter
from sessions.kinds.table_work import TableWorkActivity
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop
from sessions.summary.model import Heading
from tests.builders import NOW
from tests.small import settled_session


@pytest.mark.parametrize(
    ("counts", "dont_know", "sign"),
    [
        ((1, 0, 0), 0, "✓ yes"),
        ((0, 0, 1), 0, "✗ no"),
        ((0, 0, 0), 1, "? don’t know"),
        ((2, 0, 0), 1, "2 yes, 1 don’t know"),
    ],
)
def test_what_a_partner_said_has_a_sign_where_it_is_one_answer(
    counts: tuple[int, int, int], dont_know: int, sign: str
) -> None:
    row = PartnerCheck(item_id="p/1", partner_id="icb", counts=counts, dont_know=dont_know, at=NOW)
    assert partner_sign(row) == sign


def test_a_place_on_an_item_that_is_left_out_goes_to_the_start_of_its_step() -> None:
    session = settled_session().model_copy(update={"at": Stop(activity_id="a1", part="item", ref="p/1")})
    assert choose_items(["a1"], session.pack("p"), ["p/2"]).apply(session, NOW).at == Stop(activity_id="a1")
    assert choose_items(["a1"], session.pack("p"), ["p/1"]).apply(session, NOW).at == session.at


def test_work_at_tables_on_material_that_is_not_there_is_refused() -> None:
    session = settled_session()
    step = TableWorkActivity(id="t", title="Tables", minutes=5, pack_id="p", section_ids=("gone",))
    without = TableWorkActivity(id="t", title="Tables", minutes=5)
    session = session.model_copy(update={"agenda": (*session.agenda, step)})
    kind_of(without).check(session, without, ())
    with pytest.raises(Problem, match="gone"):
        kind_of(step).check(session, step, ())


def with_roles(*titles: str) -> Session:
    session = settled_session()
    for number, title in enumerate(titles):
        step = RolesActivity(id=f"w{number}", title=title, minutes=5, pack_id="p", parties=("Us", "Them"))
        session = session.model_copy(update={"agenda": (*session.agenda, step)})
        session = role_edits.set_role(step.id, "p/1", "Us", "leads").apply(session, NOW)
    return session


def test_several_steps_on_who_does_what_stand_below_one_heading() -> None:
    def headings(session: Session) -> list[tuple[int, str]]:
        return [(block.level, block.anchor) for block in chapter(session) if isinstance(block, Heading)]

    assert headings(with_roles("One")) == [(2, "roles-w0")]
    assert headings(with_roles("One", "Two")) == [(2, "roles"), (3, "roles-w0"), (3, "roles-w1")]
