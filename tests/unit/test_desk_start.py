"""From a draft to a session on disk, and to the bin and back."""

import datetime as dt
from pathlib import Path
from typing import TypeGuard

import pytest
from hypothesis import given, settings, strategies as st

from sessions.kinds.kind import MaterialStep, Step
from sessions.kinds.score.records import ScoreActivity
from sessions.problem import Problem
from sessions.rows import MaterialActivity, Person
from sessions.store.library import Library
from tests.builders import NOW, agendas, packs
from workshop.prepare import Draft, start
from workshop.shelf import Shelf

PACKS, TEMPLATES = packs(), agendas()


def draft(**more: object) -> Draft:
    base: dict[str, object] = {"template_id": "four-domains", "place": "Exampleshire"}
    return Draft(**{**base, **more})  # type: ignore[arg-type]


def test_a_session_begins_from_a_draft(tmp_path: Path) -> None:
    wanted = draft(
        title="Day one",
        on=dt.date(2026, 12, 1),
        partners=(("Council", "council", None), ("ICB", "NHS", 3)),
        people=(Person(name="Priya", partner_id="icb"),),
        as_bodies=False,
    )
    with start(Library(tmp_path), PACKS, TEMPLATES, wanted, clock=lambda: NOW) as file:
        session = file.session
        assert Library(tmp_path).read(session.id) == session
    assert (session.title, session.place, session.date) == ("Day one", "Exampleshire", dt.date(2026, 12, 1))
    assert [(partner.id, partner.sector, partner.members) for partner in session.partners] == [
        ("council", "council", None),
        ("icb", "NHS", 3),
    ]
    assert (session.as_bodies, session.at, session.created_at) == (False, None, NOW)
    assert len(list(session.items(ScoreActivity))) == 21


@pytest.mark.parametrize(("place", "title"), [("", "Self-assessment"), ("York", "York self-assessment")])
def test_a_session_without_a_title_gets_one(tmp_path: Path, place: str, title: str) -> None:
    with start(Library(tmp_path), PACKS, TEMPLATES, draft(place=place, title=" ")) as file:
        assert file.session.title == title


def chosen(step: Step) -> TypeGuard[MaterialStep]:
    """Whether a step lets the facilitator choose its sections."""
    return isinstance(step, MaterialStep) and step.choose > 0


def test_a_chosen_section_is_taken(tmp_path: Path) -> None:
    template = next(known for known in TEMPLATES.values() if any(chosen(step) for step in known.steps))
    pack_id = next(step.pack for step in template.steps if chosen(step))
    wanted = PACKS[str(pack_id)].sections[-1].id
    with start(
        Library(tmp_path), PACKS, TEMPLATES, draft(template_id=template.id, sections=(wanted,))
    ) as file:
        assert any(
            isinstance(step, MaterialActivity) and wanted in step.section_ids for step in file.session.agenda
        )


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (draft(template_id="none"), "no template"),
        (draft(partners=(("ICB", "NHS", None), ("icb", "NHS", None))), "partner called"),
        (draft(partners=((" ", "NHS", None),)), "name is empty"),
        (draft(people=(Person(name=""),)), "name is empty"),
    ],
)
def test_a_draft_that_cannot_stand_writes_nothing(tmp_path: Path, wanted: Draft, said: str) -> None:
    with pytest.raises(Problem, match=said):
        start(Library(tmp_path), PACKS, TEMPLATES, wanted)
    assert list(tmp_path.iterdir()) == []


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=15, deadline=None)
def test_any_title_and_place_can_be_opened_again(
    tmp_path_factory: pytest.TempPathFactory, title: str, place: str
) -> None:
    library = Library(tmp_path_factory.mktemp("any"))
    with start(library, PACKS, TEMPLATES, draft(title=title, place=place)) as file:
        session = file.session
    assert library.read(session.id) == session


# --- the bin --------------------------------------------------------------------------------------


def test_the_last_binned_comes_back_first(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for title in ("one", "two"):
        start(Library(tmp_path), PACKS, TEMPLATES, draft(title=title)).close()

    def listed() -> list[Path]:
        return [tmp_path / card.file for card in shelf.cards.refresh()]

    first, second = listed()
    shelf.bin(first)
    shelf.bin(second)
    assert listed() == []
    assert Shelf(tmp_path).in_bin == 2
    assert shelf.restore()
    assert listed() == [second]
    shelf.bin(second)
    assert Shelf(tmp_path).restore(), "after a restart too"
    assert listed() == [second]
    assert Shelf(tmp_path).in_bin == 1
    assert shelf.restore()
    assert not shelf.restore()
    assert set(listed()) == {first, second}


def test_what_cannot_be_binned_or_brought_back_changes_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    with (
        start(Library(tmp_path), PACKS, TEMPLATES, draft()) as file,
        pytest.raises(Problem, match="open in another window"),
    ):
        shelf.bin(file.path)
    assert not shelf.restore(), "it never went to the bin"
    shelf.bin(file.path)
    file.path.write_text("{}", encoding="utf-8")
    with pytest.raises(Problem, match="already"):
        shelf.restore()
    file.path.unlink()
    assert shelf.restore(), "and it can be tried again"
