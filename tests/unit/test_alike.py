"""Sessions that look alike: copies that sync programs make, and two of one title and day."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sessions.edits import agenda as agenda_edits, event as event_edits, notes as note_edits
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.score import edits as score_edits
from sessions.many.card import Card, alike, marks
from sessions.many.cards import Cards
from sessions.many.differences import Difference, differences
from sessions.spans import plain_text
from sessions.store.library import Library
from tests.builders import NOW, agendas, packs, profiled
from tests.small import settled_session
from workshop.prepare import Draft, start

COPIES = {
    "dropbox": " (Priya's conflicted copy 2026-11-26)",
    "nextcloud": " (conflicted copy)",
    "browser": " (1)",
    "onedrive": "-LAPTOP-7Q2",
    "syncthing": ".sync-conflict-20261126-101500-ABCDEFG",
    "by hand": " - Copy",
}


def made(folder: Path, title: str = "Day one") -> Path:
    """The file of a new session."""
    draft = Draft("four-domains", title, "Exampleshire", NOW.date())
    with start(Library(folder), packs(), agendas(), draft, clock=lambda: NOW) as file:
        return file.path


def copied(path: Path, end: str) -> Path:
    """A copy, as a sync program leaves it beside the original."""
    return Path(shutil.copy(path, path.with_name(f"{path.stem}{end}.json")))


def cards(folder: Path) -> dict[str, Card]:
    return {card.file: card for card in Cards(folder).refresh()}


@pytest.mark.parametrize("end", COPIES.values(), ids=COPIES)
def test_a_copy_is_named_as_one_and_its_original_is_not(tmp_path: Path, end: str) -> None:
    path = made(tmp_path)
    copy = copied(path, end)
    listed = cards(tmp_path)
    assert marks(listed.values()) == {copy.name: f"a copy: {end.strip()}"}
    assert alike(listed[path.name], listed.values()) == (listed[copy.name],)
    assert alike(listed[copy.name], listed.values()) == (listed[path.name],)


def test_two_of_one_title_place_and_day_are_told_apart_by_the_end_of_their_ids(tmp_path: Path) -> None:
    first, second, other = made(tmp_path), made(tmp_path), made(tmp_path, "Day two")
    listed = cards(tmp_path)
    assert marks(listed.values()) == {path.name: f"…{path.stem[-4:]}" for path in (first, second)}
    assert alike(listed[first.name], listed.values()) == (listed[second.name],)
    assert alike(listed[other.name], listed.values()) == ()


@pytest.mark.parametrize(
    "names", [("team", "team-july"), ("a-2026", "a-2026-b"), ("x", "xy"), ("one-abcd", "one-abcd2")]
)
def test_names_that_begin_alike_are_no_copies(names: tuple[str, str]) -> None:
    unread = [Card((f"{name}.json",)) for name in names]
    assert marks(unread) == {}
    assert alike(unread[0], unread) == ()


def test_a_copy_that_cannot_be_read_is_one_all_the_same(tmp_path: Path) -> None:
    path = made(tmp_path)
    copy = copied(path, " (1)")
    copy.write_text("{", "utf-8")
    assert marks(cards(tmp_path).values()) == {copy.name: "a copy: (1)"}


def test_what_is_done_to_a_copy_is_done_to_its_own_file(tmp_path: Path) -> None:
    path = made(tmp_path)
    copy, library = copied(path, " (1)"), Library(tmp_path)
    before = path.read_bytes()
    with library.open(copy.stem) as file:
        assert file.path == copy
        file.save(note_edits.add_note("comment", "Only in the copy").apply(file.session, NOW))
    assert path.read_bytes() == before
    assert [note.text for note in library.read(copy.stem).notes] == ["Only in the copy"]
    binned = library.bin(copy)
    assert (path.exists(), copy.exists()) == (True, False)
    assert library.restore(binned) == copy


# --- what differs ---------------------------------------------------------------------------------


def said(found: tuple[Difference, ...]) -> list[tuple[str, str, str]]:
    return [(row.table, plain_text(row.here), plain_text(row.there)) for row in found]


def test_a_copy_that_says_the_same_differs_in_nothing() -> None:
    session = settled_session()
    assert differences(session, session.model_copy(update={"counter": 9, "summary_at": NOW})) == ()


def test_rows_are_only_here_only_there_or_changed() -> None:
    session = settled_session()
    here = note_edits.add_note("decision", "Sign the deed", origin="p/1").apply(session, NOW)
    there = note_edits.add_action(note_edits.ActionFields("Ask [them]", owner="Sam")).apply(session, NOW)
    there = score_edits.agree("p/1", 2).apply(there, NOW)
    there = event_edits.describe(title="Renamed", place="", on=None).apply(there, NOW)
    there = agenda_edits.set_minutes("a1", 9).apply(there, NOW)
    found = said(differences(here, there))
    assert ("Title", "Session", "Renamed") in found
    assert ("Notes", "N2 DECISION: Sign the deed", "") in found
    assert ("Agenda", "Score (1 min)", "Score (9 min)") in found
    ((_, mine, yours),) = [row for row in found if row[0] == "Agreed levels"]
    assert mine.startswith("p/1 Name 1: 3 l3 · target 4 l4 · some evidence")
    assert yours.startswith("p/1 Name 1: 2 l2")
    ((_, mine, yours),) = [row for row in found if row[0] == "Actions"]
    assert (mine, yours) == ("", "A2 Ask [them] · Sam · no date · Open")
    assert len(found) == 5
    assert {(row[0], row[2], row[1]) for row in found} == set(said(differences(there, here)))


def test_what_is_not_revealed_is_not_told_by_comparing() -> None:
    session = profiled()
    here = score_edits.answer_level("icbo/D1.4", "icb", 5).apply(session, NOW)
    found = said(differences(here, session))
    assert [row[0] for row in found] == ["Answers"]
    assert all(text.endswith("ICB: not revealed") for text in found[0][1:])
    revealed = [score_edits.reveal("icbo/D1.4").apply(each, NOW) for each in (here, session)]
    assert "5 (" in str(said(differences(*revealed)))
    votes = [vote_edits.vote("a3", "icb", {item: 1}).apply(settled_session(), NOW) for item in ("p/1", "p/2")]
    ((_, mine, yours),) = [row for row in said(differences(*votes)) if row[0] == "Dots"]
    assert mine == yours == "Dots · ICB: not revealed"


def test_every_table_has_words() -> None:
    session = settled_session()
    bare = session.model_copy(update={"tables": {}, "notes": (), "actions": (), "partners": (), "people": ()})
    found = said(differences(session, bare))
    assert {row[0] for row in found} >= {"Partners", "People", "Notes", "Actions", "Answers", "Agreed levels"}
    assert all(row[1] and not row[2] for row in found)
