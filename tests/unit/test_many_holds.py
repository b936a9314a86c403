"""What is over several sessions: a card of a damaged file, material of another edition, names of files."""

from pathlib import Path

from sessions.many.benchmark_files import NAME
from sessions.many.differences import differences
from sessions.many.make import read_card
from tests.small import settled_session


def test_a_damaged_file_has_no_actions_and_no_decisions(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_bytes(b"{")
    card = read_card(path)
    assert (card.actions, card.standing, card.is_whole) == ("", "", True)


def test_another_edition_is_told_as_material() -> None:
    session = settled_session()
    newer = tuple(pack.model_copy(update={"edition": "2027"}) for pack in session.packs[:1])
    other = session.model_copy(update={"packs": (*newer, *session.packs[1:])})
    assert [found.table for found in differences(session, other)] == ["Material"]


def test_files_of_places_side_by_side_are_called_so() -> None:
    assert NAME == "benchmark"
