"""Whose parts are told in a step on who does what: chosen in the room, and as many as twelve."""

import pytest

from sessions.kinds.roles import edits
from sessions.kinds.roles.records import RolesActivity, parties_of
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop
from tests.builders import NOW, say_next
from tests.roles import DIRECTORY, filled, given, pack, roles_session, roles_step
from workshop.widgets.role_grid import RoleGrid, parts

AT = Stop(activity_id="s2", part="item", ref=DIRECTORY)


def step(session: Session) -> RolesActivity:
    activity = session.activity("s2")
    assert isinstance(activity, RolesActivity)
    return activity


def called(session: Session) -> list[str]:
    return [party.name for party in parties_of(session, step(session))]


def test_whose_parts_are_told_is_chosen_in_the_room() -> None:
    made = edits.set_parties("s2", "partners").apply(roles_session(), NOW)
    assert called(made) == ["County Council", "ICB"]
    typed = edits.set_parties("s2", [" Council ", "Trust"]).apply(made, NOW)
    assert called(typed) == ["Council", "Trust"]
    assert called(edits.set_parties("s2", "pack").apply(typed, NOW))[0] == "Commissioner"
    assert edits.set_parties("s2", "pack").label(made) == "whose parts are told in Who does what"
    assert "o changes who is listed." in say_next(made, AT)
    assert "o changes who is listed." not in say_next(given(made, DIRECTORY, "ICB", "leads"), AT)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("partners", "Lead provider has a part in 1 Keep the directory"),
        (["Lead provider", "Commissioner"], "GP practices has a part in 1 Keep the directory"),
        (["One"], "Nobody is named so"),
        (["A", "a"], "Nobody is named so"),
        ("everybody", "Nobody is named so"),
    ],
)
def test_nobody_loses_a_part_and_names_differ(who: str | list[str], said: str) -> None:
    with pytest.raises(Problem, match=said):
        edits.set_parties("s2", who).apply(filled(), NOW)


def test_a_pack_that_names_none_cannot_be_gone_back_to() -> None:
    made = roles_session(roles_step(parties="partners"))
    made = made.model_copy(update={"packs": (pack(()),)})
    with pytest.raises(Problem, match="Its material names no parties"):
        edits.set_parties("s2", "pack").apply(made, NOW)


def test_on_paper_many_parties_stand_by_part() -> None:
    names = tuple(f"Party {number}" for number in range(12))
    made = roles_session(roles_step(parties=names))
    for number, name in enumerate(names[:7]):
        made = given(made, DIRECTORY, name, "supports" if number else "leads")
    said = " ".join(account(made).split())
    rest = "Supports: Party 1, Party 2, Party 3, Party 4, Party 5, Party 6"
    assert f"1 Keep the directory: Leads: Party 0; {rest}" in said
    assert "Is told" not in said, "nobody is"
    assert "No part in any of these: Party 7, Party 8" in said


def test_what_is_wrong_stands_in_sight_below_many_parties() -> None:
    names = tuple(f"Party {number}" for number in range(12))
    made = roles_session(roles_step(parties=names))
    for name in names[:2]:
        made = given(made, DIRECTORY, name, "leads")
    lines = [
        line.plain.strip() for line in RoleGrid().draw(76, parts(made, step(made), made.item(DIRECTORY)), "")
    ]
    assert len(lines) == 14, "as many as a window of 24 lines has for it"
    assert lines[-1] == "▲ Two lead: Party 0, Party 1"
