"""Cards of all sessions and the index that keeps them: a shortcut, never a source."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import workshop
from sessions.edits.notes import ActionFields, add_action
from sessions.kinds.score.edits import answer_level
from sessions.many import index, make
from sessions.many.actions import ActionCard
from sessions.many.card import Card
from sessions.many.cards import Cards
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.library import Library
from sessions.store.migrate import newest
from tests.builders import agendas, packs
from tests.systems import WINDOWS, has_any_name, has_links, has_pipes
from workshop.prepare import Draft, start

NOW = dt.datetime(2026, 12, 1, 10, tzinfo=dt.UTC)
TODAY = NOW.date()
PACKS, TEMPLATES = packs(), agendas()
LONG_AGO = 10_000.0
"""Seconds that a file lies there, so that its stamp tells of the next change."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


def made(folder: Path, title: str = "Day one", on: dt.date | None = TODAY) -> Path:
    """A session with an answer and two open actions, saved long ago."""
    draft = Draft("four-domains", title, "Exampleshire", on)
    with start(Library(folder), PACKS, TEMPLATES, draft, clock=lambda: NOW) as file:
        late = ActionFields("Draft it", owner="Priya", body="ICB", due=dt.date(2026, 11, 30))
        session = answer_level("icbo/D1.2", "room", 3).apply(file.session, NOW)
        session = add_action(late).apply(session, NOW)
        session = add_action(ActionFields("Some day")).apply(session, NOW)
        file.save(session)
    return settled(file.path)


def settled(path: Path) -> Path:
    long_ago = path.stat().st_mtime - LONG_AGO
    os.utime(path, (long_ago, long_ago))
    return path


def change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def never(*_: object, **__: object) -> None:
    raise AssertionError("a file is read though its card holds")


def test_a_card_says_what_a_list_shows(folder: Path) -> None:
    path = made(folder)
    (card,) = Cards(folder).refresh()
    assert (card.file, card.id) == (path.name, path.stem)
    assert (card.title, card.place, card.date) == ("Day one", "Exampleshire", "2026-12-01")
    assert (card.created_at, card.template_id) == (NOW.isoformat(), "four-domains")
    assert (card.begun, card.answered, card.items, card.summary_at) == (False, 1, 21, "")
    assert (card.open_actions, card.what) == (2, "")
    assert [card.overdue(day) for day in ("2026-11-30", "2026-12-01")] == [0, 1]
    first, second = Cards(folder).actions(card)
    assert [first, second] == [
        ActionCard("2026-11-30", first.uid, "open", "A1", "Priya", "ICB", "Draft it"),
        ActionCard("", second.uid, "open", "A2", "", "", "Some day"),
    ]
    assert first.uid != second.uid


def test_what_is_known_is_not_read_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(folder, "Old", dt.date(2026, 1, 5))
    made(folder, "New")
    before = Cards(folder).refresh()
    assert [card.title for card in before] == ["New", "Old"]
    assert WINDOWS or stat.S_IMODE((folder / index.FILE).stat().st_mode) == 0o600
    monkeypatch.setattr(make, "read_card", never)
    assert Cards(folder).glance() == before
    assert Cards(folder).refresh() == before


def test_names_stand_there_before_anything_is_read(folder: Path) -> None:
    made(folder, "Known")
    Cards(folder).refresh()
    unknown = made(folder, "Not known yet", dt.date(2027, 1, 1))
    known, name = Cards(folder).glance()
    assert known.title == "Known"
    assert not name.is_read
    assert name.id == unknown.stem
    assert [card.title for card in Cards(folder).refresh()] == ["Not known yet", "Known"]


def flip(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut": lambda data: data[: len(data) // 3],
    "a bit": flip,
    "no head": lambda data: data.partition(b"\n")[2],
    "sizes": lambda data: re.sub(rb"\t\d+\t", b"\t99999999999\t", data, count=1),
    "far too long": lambda data: re.sub(rb"\t\d+\t", b"\t" + b"9" * 60 + b"\t", data, count=1),
    "older program": lambda data: data.replace(b"program 0", b"program -1", 1),
    "other schema": lambda data: data.replace(b"schema ", b"schema 9", 1),
    "no text": lambda data: b"\xff\xfe" + data,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_an_index_that_cannot_be_used_is_made_anew(folder: Path, damage: Callable[[bytes], bytes]) -> None:
    made(folder)
    before = Cards(folder).refresh()
    whole = (folder / index.FILE).read_bytes()
    (folder / index.FILE).write_bytes(damage(whole))
    assert Cards(folder).refresh() == before
    assert [Cards(folder).actions(card)[0].text for card in before] == ["Draft it"]
    Cards(folder).refresh()
    assert index.read(folder)


@pytest.mark.parametrize(
    "stands_there",
    [
        "nothing",
        pytest.param("a pipe", marks=has_pipes),
        "a folder",
        pytest.param("a link to itself", marks=has_links),
    ],
)
def test_something_else_of_its_name_is_no_index(folder: Path, stands_there: str) -> None:
    made(folder)
    before = Cards(folder).refresh()
    path = folder / index.FILE
    path.unlink()
    if stands_there == "a pipe":
        os.mkfifo(path)
    elif stands_there == "a folder":
        path.mkdir()
    elif stands_there == "a link to itself":
        path.symlink_to(path)
    assert Cards(folder).refresh() == before


def test_a_folder_that_cannot_be_written_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(folder)
    before = Cards(folder).refresh()
    (folder / index.FILE).unlink()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("sessions.disk.write_durably", refuse)
    assert Cards(folder).refresh() == before
    assert not (folder / index.FILE).exists()


@pytest.mark.parametrize("title", ["\x1b]0;owned\x07", "\x7f", "Zoë\x9b2J", "\u2028", "a\r", "\u202eb"])
def test_an_index_with_what_drives_a_terminal_is_not_ours(folder: Path, title: str) -> None:
    made(folder)
    (card,) = Cards(folder).refresh()
    for told, expected in ((title, 0), ("Zoë’s “day” \u2067א\u2069", 1)):
        parts = [told if part == "Day one" else part for part in card.parts]
        index.write(folder, [Card(parts)], {}, {})
        assert len(index.read(folder)) == expected


def test_text_on_a_card_drives_no_terminal(folder: Path) -> None:
    path = made(folder, "TITLE")
    change(path, '"TITLE"', '"a\\u001b]52;c;x\\u0007\\u0085\\t\\u202eb"')
    settled(path)
    (card,) = Cards(folder).refresh()
    assert card.title == "a]52;c;x b"
    assert index.read(folder)[path.name].title == card.title


@pytest.mark.parametrize("old_stamp", [False, True], ids=["", "with the stamp it had"])
def test_a_change_is_seen(folder: Path, old_stamp: bool) -> None:
    """One digit for another keeps the size; a system with steps of two seconds keeps the time."""
    path = made(folder)
    if old_stamp:
        os.utime(path)
    Cards(folder).refresh()
    status = path.stat()
    data = path.read_bytes()
    with path.open("r+b") as file:
        file.write(data.replace(b"Day one", b"Day two"))
    if old_stamp:
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert [card.title for card in Cards(folder).refresh()] == ["Day two"]


def test_a_saved_session_has_its_card_at_once(folder: Path) -> None:
    path = made(folder)
    cards = Cards(folder)
    cards.refresh()
    session: Session = Library(folder).read(path.stem).model_copy(update={"title": "Renewed"})
    cards.renew(path, session)
    assert [card.title for card in cards.glance()] == ["Renewed"]
    cards.keep()
    assert [card.title for card in Cards(folder).glance()] == ["Renewed"], "also for the next start"
    assert [card.title for card in cards.refresh()] == ["Day one"], "the file is the source"


def test_what_is_gone_and_comes_back(folder: Path) -> None:
    path = made(folder)
    cards = Cards(folder)
    before = cards.refresh()
    aside = path.rename(folder.parent / path.name)
    assert cards.glance() == cards.refresh() == ()
    assert index.read(folder) == {}
    aside.rename(path)
    assert cards.glance() == cards.refresh() == before


@has_links
def test_one_that_cannot_be_read_takes_no_other_down(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(folder)
    broken = folder / "broken.json"
    broken.write_text("{", "utf-8")
    settled(broken)
    (folder / "loop.json").symlink_to("loop.json")
    cards = {card.id: card for card in Cards(folder).refresh()}
    assert {name for name, card in cards.items() if card.what} == {"broken", "loop"}
    problem = cards["broken"].problem(folder)
    with pytest.raises(Problem) as caught:
        Library(folder).read("broken")
    assert (problem.what, problem.where, problem.hint) == (
        caught.value.what, caught.value.where, caught.value.hint
    )  # fmt: skip
    reads: list[str] = []
    read_card = make.read_card
    monkeypatch.setattr(make, "read_card", lambda path: [reads.append(path.stem), read_card(path)][1])
    Cards(folder).refresh()
    assert reads == ["loop"], "what is damaged is known; what could not be got at is tried again"
    (folder / "backups").mkdir(exist_ok=True)
    (folder / "backups" / "any").write_text("", "utf-8")
    Cards(folder).refresh()
    assert "broken" in reads, "what it says of the backups may hold no more"


def test_it_stops_when_asked_to_and_shows_what_there_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        made(folder, f"Day {number}")
    monkeypatch.setattr("sessions.many.cards.SHOW_EVERY", 0.0)
    cards, seen = Cards(folder), []
    cards.refresh(
        show=lambda: seen.append(sum(card.is_read for card in cards.glance())), stopped=lambda: seen == [1, 2]
    )
    assert seen == [1, 2]
    assert not (folder / index.FILE).exists()


def test_the_version_is_that_of_schema_and_program() -> None:
    assert f"schema {newest()}, program {workshop.__version__}" in index.VERSION


@has_any_name
def test_names_that_are_no_plain_text_stay_out_of_the_index(folder: Path) -> None:
    path = made(folder)
    odd = path.with_name("odd\nname\t.json")
    path.rename(odd)
    assert [card.title for card in Cards(folder).refresh()] == ["Day one"]
    assert index.read(folder) == {}


def test_a_list_from_a_good_index_loads_next_to_nothing(folder: Path) -> None:
    made(folder)
    Cards(folder).refresh()
    script = (
        "import sys, json; from workshop.__main__ import main; code = main();"
        "print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)"
    )
    for more in ((), ("--json",)):
        done = subprocess.run(
            [sys.executable, "-c", script, "--folder", str(folder), "list", *more],
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        code, modules = json.loads(done.stderr)
        assert code == 0
        assert "Day one" in done.stdout
        heavy = {"pydantic", "tinydb", "filelock", "platformdirs", "argparse", "dataclasses", "pathlib"}
        assert heavy.isdisjoint(modules)
