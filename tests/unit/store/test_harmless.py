"""Text in a file that somebody else made does nothing to a terminal, in whatever field it stands."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from sessions.store.library import Library
from sessions.store.load import backups, check, decode
from sessions.store.tables import table_names
from sessions.store.wall import read_wall_state, wall_state_path
from workshop.cli import main

NASTY = "\x00\x07\x1b\x7f\x85\x9b\udfff\ud800\uffff\u202e"
"""All of it goes, so that an id with it is the same id."""
SEQUENCES = "\x1b]52;c;ZXZpbA==\x07\x1b]0;owned\x07\x9b31m\x1b[2J"


def injected(value: Any, inject: Callable[[str], str]) -> Any:
    """`value` with something put into every text and key."""
    if isinstance(value, str):
        return inject(value)
    if isinstance(value, list):
        return [injected(item, inject) for item in value]
    if isinstance(value, dict):
        return {inject(key): injected(item, inject) for key, item in value.items()}
    return value


def fields(tables: Any) -> list[tuple[Any, ...]]:
    """The place of every text in the tables."""
    if isinstance(tables, str):
        return [()]
    parts = (
        tables.items() if isinstance(tables, dict) else enumerate(tables) if isinstance(tables, list) else ()
    )
    return [(key, *place) for key, value in parts for place in fields(value)]


def harmful(text: str) -> set[str]:
    """Characters of `text` that a terminal must not get."""
    return {
        character
        for character in text
        if (unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t")
        or character in "\u202d\u202e\uffff"
    }


def test_every_text_and_key_is_cleaned_where_it_is_read(path: Path, library: Library, sample: Any) -> None:
    tables = json.loads(path.read_bytes())
    nasty = {
        name: injected(table, lambda text: text[:1] + NASTY + text[1:]) for name, table in tables.items()
    }
    path.write_text(json.dumps(nasty), encoding="ascii")
    assert check(path) == ()
    assert library.read("s") == sample.full()
    with library.open("s") as file:
        file.save(file.session)
    kept = json.loads(path.read_bytes())
    assert {name: kept[name] for name in table_names()} == tables


def with_sequences(tables: Any, places: Iterable[tuple[Any, ...]]) -> bytes:
    """The file of `tables` with sequences that drive a terminal in these places."""
    changed = json.loads(json.dumps(tables))
    for place in places:
        holder = changed
        for part in place[:-1]:
            holder = holder[part]
        holder[place[-1]] += SEQUENCES + NASTY
    return json.dumps(changed).encode("ascii")


def test_no_field_of_a_file_reaches_the_terminal_or_a_summary_as_it_stands(
    path: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def run(*command: str) -> str:
        main([*command, "--folder", str(path.parent)])
        out, err = capsys.readouterr()
        assert not harmful(out + err), command
        assert "mistake in the program" not in err, (command, err)
        return out + err

    tables = json.loads(path.read_bytes())
    free = []
    for place in fields(tables):
        path.write_bytes(with_sequences(tables, [place]))
        if check(path) == ():
            free.append(place)
        else:  # an id, a kind, a date: the file is then damaged, and what is wrong with it is told
            run("list")
            run("check", "s")
    assert len(free) > 40
    path.write_bytes(with_sequences(tables, free))
    to = tmp_path / "summaries"
    for command in (["list"], ["list", "--json"], ["show", "s"], ["show", "s", "--json"]):
        assert "]0;owned" in run(*command)
    run("summary", "s", "--to", str(to))
    for written in to.iterdir():
        text = written.read_text(encoding="utf-8")
        assert "]0;owned" in text or "key" in written.name
        assert not harmful(text), written


@pytest.mark.parametrize("raw", [b"\xc2\x9b31m", b"\x7f", b"\xe2\x80\xae", b"\\u001b[2J", b"\\b", b"\\ud83d"])
def test_what_stands_in_the_bytes_in_any_form_is_found(path: Path, raw: bytes) -> None:
    data = path.read_bytes()
    assert b"N Text" in data
    note = decode(data.replace(b"N Text", b"N " + raw + b"Text"), path).session.notes[0]
    assert not harmful(note.text)
    assert note.text.startswith("N ")
    assert note.text.endswith("Text")


def test_a_clean_file_is_not_gone_through_text_by_text(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("sessions.store.load.harmless_json", refuse)
    assert decode(path.read_bytes(), path).session.id == "s"


def test_what_is_shown_beyond_the_record_is_cleaned_too(path: Path) -> None:
    file = wall_state_path(path)
    file.parent.mkdir()
    typing = {"title": "Note" + SEQUENCES + NASTY, "rows": []}
    shown = {"at": {"activity_id": "s1"}, "since": "2026-12-05T09:30:00Z", "typing": typing}
    file.write_text(json.dumps(shown), encoding="ascii")
    showing = read_wall_state(path)
    assert showing is not None
    assert showing.typing is not None
    assert not harmful(showing.typing.title)
    file.write_bytes(b"[" * 100_000)
    assert read_wall_state(path) is None


def test_a_backup_is_what_the_file_was(path: Path, library: Library) -> None:
    path.write_bytes(path.read_bytes().replace(b"N Text", b"N \\u001bText"))
    before = path.read_bytes()
    library.open("s").close()
    assert [backup.path.read_bytes() for backup in backups(path)] == [before]
