"""The commands `new`, `list` and `show`, and how a session is named."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sessions.kinds.score.records import ScoreActivity
from sessions.record import Session
from sessions.store.library import Library
from workshop.keynames import OWN

Run = Callable[..., tuple[int, str, str]]


def read(folder: Path, wanted: str) -> Session:
    return Library(folder).read(wanted)


def test_new_prints_the_id_alone_and_makes_what_was_asked_for(
    run: Run, folder: Path, five: tuple[str, ...]
) -> None:
    code, out, err = run(
        *("new", "--template", "learning-set", "--title", "Spring day", "--place", "Exampleshire"),
        *("--date", "5 Mar 2027", *five, "--person", "Priya", "--person", "Tom, ICB", "--people-answer"),
    )
    assert code == 0
    assert err.startswith("workshop: It is held on Fri 5 Mar 2027 (")
    session = read(folder, out.strip())
    assert out == f"{session.id}\n"
    assert (session.title, session.place, session.date) == ("Spring day", "Exampleshire", dt.date(2027, 3, 5))
    assert [(p.name, p.sector, p.members) for p in session.partners] == [
        ("County Council", "council", 6),
        ("Integrated Care Board (ICB)", "NHS", None),
        ("Care providers", "provider", None),
        ("Alliance: north and south", "voluntary", None),
        ("People with lived experience", "lived experience", None),
    ]
    assert [person.name for person in session.people] == ["Priya", "Tom, ICB"]
    assert session.template_id == "learning-set"
    assert session.as_bodies is False


def with_keys(session: Session) -> Session:
    """As it is printed: scripts name keys in words."""
    agenda = [
        step.model_copy(update={"script": tuple(OWN.fill(line) for line in step.script)})
        for step in session.agenda
    ]
    return session.model_copy(update={"agenda": tuple(agenda)})


def assert_is(printed: dict[str, Any], session: Session) -> None:
    """That JSON is the session: all of it, and besides only settings that its steps don't have."""
    data = session.model_dump(mode="json")
    steps = printed["agenda"]
    assert [{key: step[key] for key in own} for step, own in zip(steps, data["agenda"], strict=True)] == data[
        "agenda"
    ]
    assert {key: printed[key] for key in data if key != "agenda"} == {
        key: value for key, value in data.items() if key != "agenda"
    }


def test_new_as_json_is_the_session(run: Run, folder: Path) -> None:
    code, out, _ = run("new", "--place", "Exampleshire", "--json")
    assert code == 0
    assert_is(json.loads(out), with_keys(read(folder, json.loads(out)["id"])))


def test_new_takes_sections_where_the_template_lets_one_choose(run: Run, folder: Path) -> None:
    _, out, _ = run("new", "--template", "one-domain", "--section", "D3", "--no-open")
    items = read(folder, out.strip()).items(ScoreActivity)
    assert {item.id.partition("/")[2][:2] for item in items} == {"D3"}


def test_new_says_what_it_made_of_an_unknown_sector(run: Run, folder: Path) -> None:
    code, out, err = run("new", "--partner", "Care homes: north:provdier", "--no-open")
    assert code == 0
    assert [(p.name, p.sector) for p in read(folder, out.strip()).partners] == [
        ("Care homes: north:provdier", "provider")
    ]
    assert "'provdier' is no sector" in err


@pytest.mark.parametrize("before", [True, False])
def test_the_folder_can_be_named_before_and_after_the_command(run: Run, tmp_path: Path, before: bool) -> None:
    named = ("--folder", str(tmp_path / "other"))
    code, out, _ = run(*named, "new", "--no-open") if before else run("new", "--no-open", *named)
    assert code == 0
    assert [path.stem for path in Library(tmp_path / "other").paths()] == [out.strip()]


def test_list_is_a_table_newest_first(run: Run) -> None:
    _, old, _ = run("new", "--title", "Old one", "--place", "Northvale", "--date", "1/2/2025", "--no-open")
    _, new, _ = run("new", "--title", "New one", "--date", "1/2/2026", "--no-open")
    code, out, err = run("list")
    head, first, second = out.splitlines()
    assert (code, err) == (0, "")
    assert head.split() == ["Session", "Date", "Title", "Place", "Answered", "Open", "actions"]
    assert first.startswith(new.strip())
    assert second.startswith(old.strip())
    cells = [cell.strip() for cell in second[len(old.strip()) :].split("  ") if cell]
    assert cells == ["1 Feb 2025", "Old one", "Northvale", "0 of 21", "0"]


def test_list_as_json_names_what_the_table_shows(run: Run, made: str, folder: Path) -> None:
    run("answer", made, "1.3", "council", "4")
    run("act", made, "Draft it")
    _, out, _ = run("list", "--json")
    (row,) = json.loads(out)
    assert row["id"] == made
    assert row["date"] == "2026-12-01"
    assert (row["answered"], row["items"], row["open_actions"]) == (1, 21, 1)
    assert row["path"] == str(folder / f"{made}.json")


def test_list_of_nothing_says_how_to_begin_and_makes_no_folder(run: Run, folder: Path) -> None:
    code, out, err = run("list")
    assert (code, out) == (0, "")
    assert "`workshop new`" in err
    assert run("list", "--json")[1] == "[]\n"
    assert not folder.exists()


INDEX_HARMS: dict[str, Callable[[Path], object]] = {
    "good": lambda _: None,
    "deleted": Path.unlink,
    "damaged": lambda path: path.write_bytes(path.read_bytes()[:-3] + b"???"),
    "of another version": lambda path: path.write_bytes(b"x" + path.read_bytes()),
    "stale": lambda path: os.utime(next(path.parent.glob("*.json"))),
}


@pytest.mark.parametrize("json_too", [(), ("--json",)])
@pytest.mark.parametrize("harm", INDEX_HARMS.values(), ids=INDEX_HARMS)
def test_list_is_the_same_whatever_became_of_its_index(
    run: Run, made: str, folder: Path, harm: Callable[[Path], object], json_too: tuple[str, ...]
) -> None:
    run("act", made, "Draft it")
    (folder / "broken.json").write_text("{", "utf-8")
    before = run("list", *json_too)
    assert before[0] == 1
    harm(folder / ".cards")
    assert run("list", *json_too) == before
    assert run("list", *json_too) == before


def test_list_of_a_folder_that_cannot_be_written_to(
    run: Run, made: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = run("list")
    (folder / ".cards").unlink()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("sessions.disk.write_durably", refuse)
    assert run("list") == before
    assert not (folder / ".cards").exists()


def test_show_gives_the_account_and_as_json_the_session(run: Run, made: str, folder: Path) -> None:
    run("note", made, "S75 deed reviewed", "--kind", "evidence", "--item", "1.6")
    code, out, _ = run("show", made)
    assert code == 0
    assert "S75 deed reviewed" in out
    assert_is(json.loads(run("show", made, "--json")[1]), with_keys(read(folder, made)))


@pytest.mark.parametrize("name", [lambda i, _: i, lambda i, _: i[-6:], lambda i, f: str(f / f"{i}.json")])
def test_a_session_is_named_by_id_part_of_it_or_path(
    run: Run, made: str, folder: Path, name: Callable[[str, Path], str]
) -> None:
    code, out, _ = run("show", name(made, folder), "--json")
    assert code == 0
    assert json.loads(out)["id"] == made


@pytest.mark.parametrize(
    ("typed", "name", "role", "partner"),
    [
        ("Priya Nair", "Priya Nair", "", None),
        ("Priya Nair: head of joint commissioning", "Priya Nair", "head of joint commissioning", None),
        ("Priya Nair:chair:county", "Priya Nair", "chair", "county-council"),
        ("Priya Nair::ICB", "Priya Nair", "", "icb"),
    ],
)
def test_a_person_comes_with_role_and_partner(
    run: Run, typed: str, name: str, role: str, partner: str | None
) -> None:
    partners = ("--partner", "County Council:council", "--partner", "ICB:NHS")
    code, out, _ = run("new", "--no-open", "--json", *partners, "--person", typed)
    (person,) = json.loads(out)["people"]
    assert code == 0
    assert (person["name"], person["role"], person["partner_id"]) == (name, role, partner)


def test_a_person_of_no_partner_in_the_room_is_refused(run: Run, folder: Path) -> None:
    code, _, err = run("new", "--no-open", "--partner", "ICB:NHS", "--person", "Priya::Council")
    assert code == 2
    assert "Council" in err
    assert not folder.exists() or not list(folder.glob("*.json"))
