"""Items that are not for everybody: only those who are asked are listed, counted and waited for."""

import pytest

from sessions.analysis.items import spread_of
from sessions.edits.people import add_partner, change_partner
from sessions.kinds.score import edits
from sessions.outputs.text import account
from sessions.plan import stops
from sessions.problem import Problem
from sessions.record import Session
from sessions.voices import asked_on, listed_on, take_no_part, voices_on
from tests import instruments
from tests.builders import NOW, TODAY, page
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene

ITEM = "changes/1"


def asking(*asked: str) -> Session:
    """The eight changes, whose first is for these."""
    made = instruments.session("changes")
    pack = made.packs[0]
    section = pack.sections[0]
    first = section.items[0].model_copy(update={"asked": asked})
    section = section.model_copy(update={"items": (first, *section.items[1:])})
    return made.model_copy(update={"packs": (pack.model_copy(update={"sections": (section,)}),)})


def names(made: Session) -> list[str]:
    return [voice.name for voice in voices_on(made, ITEM)]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("council", "NHS"), ["County Council", "ICB"]),
        (("COUNCIL",), ["County Council"]),
        (("voluntary",), ["Carers' Voice"]),
        (("Carers' Voice",), ["Carers' Voice"]),
        (("Carers", "icb"), ["ICB", "Carers' Voice"]),
        (("lived experience",), ["County Council", "ICB", "Carers' Voice"]),
        ((), ["County Council", "ICB", "Carers' Voice"]),
    ],
)
def test_who_is_asked_by_sector_and_by_name(asked: tuple[str, ...], found: list[str]) -> None:
    made = asking(*asked)
    assert names(made) == found
    assert listed_on(made, ITEM) == voices_on(made, ITEM) == asked_on(made, ITEM)


def test_a_sector_is_not_looked_for_in_names() -> None:
    made = add_partner("Citizens' council", "voluntary").apply(asking("council"), NOW)
    assert names(made) == ["County Council"]


def test_all_who_are_asked_are_all_that_is_waited_for() -> None:
    made = asking("council", "NHS")
    for partner, level in (("county-council", 2), ("icb", 3)):
        made = edits.answer_level(ITEM, partner, level).apply(made, NOW)
    stop = next(stop for stop in stops(made) if stop.ref == ITEM)
    scene = Scene(made, stop, TODAY)
    wall = view_at(scene).wall(scene)
    assert (wall.tally, [voice.name for voice in wall.voices]) == (
        "all 2 answered",
        ["County Council", "ICB"],
    )
    assert view_at(scene).say_next(scene)[0].startswith("“Everybody has answered.")


def test_who_is_not_asked_has_no_answer_and_is_told_why() -> None:
    with pytest.raises(Problem, match=r"Carers' Voice is not asked on 1.*Asked are: County Council, ICB\."):
        edits.answer_level(ITEM, "carers-voice", 2).apply(asking("council", "NHS"), NOW)


def test_the_room_may_still_answer_as_one() -> None:
    made = edits.answer(ITEM, "room", (1, 2, 3, 0, 0)).apply(asking("council"), NOW)
    assert names(made) == ["The whole room"]


def test_an_answer_counts_though_its_partner_is_put_in_another_sector_later() -> None:
    made = edits.answer_level(ITEM, "icb", 2).apply(asking("NHS"), NOW)
    made = change_partner("icb", name="ICB", sector="other").apply(made, NOW)
    made = change_partner("county-council", name="County Council", sector="NHS").apply(made, NOW)
    assert names(made) == ["County Council", "ICB"]
    assert spread_of(made, ITEM).n == 1


def test_the_last_one_who_is_asked_cannot_step_aside() -> None:
    with pytest.raises(Problem, match="Nobody else is left"):
        take_no_part(ITEM, "icb").apply(asking("NHS"), NOW)


def test_it_is_said_on_the_page_and_in_the_minutes() -> None:
    made = asking("council", "NHS")
    stop = next(stop for stop in stops(made) if stop.ref == ITEM)
    assert "Asked here: County Council and ICB." in [line.text for line in page(made, stop).lines]
    assert "Asked here: County Council and ICB." in account(edits.agree(ITEM, 2).apply(made, NOW))
    nobody = asking("lived experience")
    said = "Meant for lived experience: none of them is here, so all are asked."
    assert said in [line.text for line in page(nobody, stop).lines]
    assert "Asked here" not in " ".join(line.text for line in page(asking(), stop).lines)
