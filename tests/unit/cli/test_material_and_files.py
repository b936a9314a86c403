"""The commands `summary`, `packs`, `templates`, `check`, `demo` and the help."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from sessions.record import Session
from sessions.store.library import Library

Run = Callable[..., tuple[int, str, str]]


def read(folder: Path, wanted: str) -> Session:
    return Library(folder).read(wanted)


def test_summary_prints_the_paths_and_is_remembered(run: Run, made: str, folder: Path) -> None:
    code, out, _ = run("summary", made)
    paths = [Path(line) for line in out.splitlines()]
    assert code == 0
    assert [path.suffix for path in paths] == [".md", ".html", ".html"]
    assert all(path.parent == folder / "summaries" and path.is_file() for path in paths)
    assert read(folder, made).summary_at is not None


def test_summary_goes_where_it_is_told_in_the_formats_named(run: Run, made: str, tmp_path: Path) -> None:
    code, out, _ = run("summary", made, "--to", str(tmp_path / "out"), "--format", "MD", "--json")
    (path,) = json.loads(out)
    assert code == 0
    assert list((tmp_path / "out").iterdir()) == [Path(path)]


def test_packs_are_listed_and_shown(run: Run) -> None:
    code, out, _ = run("packs", "list")
    assert code == 0
    assert any(line.split()[:3] == ["icbo", "2018", "21"] for line in out.splitlines())
    assert {"icbo", "tips", "principles"} <= {
        pack["id"] for pack in json.loads(run("packs", "list", "--json")[1])
    }
    listed = {pack["id"]: pack for pack in json.loads(run("packs", "list", "--json")[1])}
    told = [listed["icbo"][name] for name in ("kind", "sections", "items", "edition")]
    assert told == ["score", 4, 21, "2018"]
    pack = json.loads(run("packs", "show", "icbo", "--json")[1])
    text = run("packs", "show", "icbo")[1]
    for section in pack["sections"]:
        for item in section["items"]:
            for line in (item["id"], item["statement"], *item["parts"], *item["evidence"], *item["prompts"]):
                assert line in text


def test_examples_of_a_pack_are_shown(run: Run) -> None:
    assert "In practice, Newham" in run("packs", "show", "tips")[1]


def test_packs_check_finds_mistakes(run: Run, tmp_path: Path) -> None:
    shipped = Path(__file__).parents[3] / "workshop" / "materials" / "packs" / "principles.toml"
    assert run("packs", "check", str(shipped))[:2] == (0, "")
    wrong = tmp_path / "mine.toml"
    wrong.write_text(shipped.read_text("utf-8").replace("edition =", "editoin ="), "utf-8")
    code, out, err = run("packs", "check", str(wrong))
    assert (code, out) == (1, "")
    assert "editoin" in err
    assert str(wrong) in err
    code, out, _ = run("packs", "check", str(wrong), "--json")
    assert code == 1
    assert any("editoin" in mistake for mistake in json.loads(out)["mistakes"])


def test_a_users_own_pack_counts_and_a_broken_one_is_named(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "data" / "packs"
    own.mkdir(parents=True)
    (own / "broken.toml").write_text("id = 3", "utf-8")
    code, out, err = run("packs", "list")
    assert code == 0
    assert "icbo" in out
    assert "broken.toml" in err


def test_templates_are_listed(run: Run) -> None:
    code, out, _ = run("templates", "list")
    assert code == 0
    assert any(line.startswith("self-assessment") and "180" in line for line in out.splitlines())
    known = {template["id"] for template in json.loads(run("templates", "list", "--json")[1])}
    assert {"learning-set", "steering-group", "self-assessment"} <= known


def test_check_finds_and_repairs(run: Run, made: str, folder: Path) -> None:
    run("note", made, "Kept")
    assert run("check") == (0, f"{made}: sound\n", "")
    path = folder / f"{made}.json"
    path.write_bytes(path.read_bytes() + b"}")
    code, out, err = run("check", made)
    assert code == 1
    assert out.startswith(f"{made}: 1 fault\n")
    assert f"workshop check {made} --repair" in err
    code, out, _ = run("check", "--repair", "--json")
    (row,) = json.loads(out)
    assert code == 0
    assert row["faults"]
    assert row["repaired"]
    assert run("check")[0] == 0
    assert read(folder, made).notes[0].text == "Kept"


def test_list_goes_on_past_a_damaged_session(run: Run, made: str, folder: Path) -> None:
    (folder / "broken.json").write_text("{", "utf-8")
    code, out, err = run("list")
    assert code == 1
    assert made in out
    assert str(folder / "broken.json") in err


def test_demo_makes_an_example_once(run: Run, folder: Path) -> None:
    code, out, _ = run("demo", "--no-open")
    assert code == 0
    assert run("demo", "--no-open")[1] == out
    assert [path.stem for path in Library(folder).paths()] == [out.strip()]


def test_version_and_help(run: Run) -> None:
    assert run("--version")[:2] == (0, "workshop 0.1.0\n")
    code, out, _ = run("--help")
    assert code == 0
    for command in (
        "new",
        "open",
        "demo",
        "list",
        "show",
        "answer",
        "agree",
        "note",
        "act",
        "summary",
        "check",
    ):
        assert f"\n    {command}  " in out
