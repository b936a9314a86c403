"""Splitting, merging and settling on the shell."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


def test_split_merge_and_settle(run: Run, made: str, stick: Path, tmp_path: Path) -> None:
    assert run("note", made, "First")[0] == 0
    code, out, _ = run("split", made, "--tables", "2", "--to", str(stick), "--json")
    files = json.loads(out)["files"]
    assert (code, files) == (0, [str(stick / f"{made}-table-{number}.json") for number in (1, 2)])
    for number, file in enumerate(files, start=1):
        assert run("answer", file, "1.1", "providers", str(number), "--hidden")[0] == 0
        assert run("note", file, "--edit", "N1", f"By {number}")[0] == 0
    code, out, _ = run("merge", made, str(stick), "--dry-run", "--json")
    told = json.loads(out)
    assert (code, told["changed"]) == (1, False)
    assert run("settle", made)[1].strip() == "Nothing is to be settled."
    report = tmp_path / "report.txt"
    code, out, err = run("merge", made, str(stick), "--to", str(report))
    assert f"`workshop settle {made}`" in err
    assert "To be settled (of each, what is first stands until then)" in out
    assert (code, report.read_text("utf-8")) == (1, out)
    assert "Table 1: By 1" in out
    assert "Table 2: By 2" in out
    code, out, _ = run("settle", made, "--json")
    answers, note = sorted(json.loads(out), key=lambda row: row["what"])
    assert {side["says"] for side in answers["sides"]} == {"not revealed"}, "no answer by any door"
    assert {(side["from"], side["says"]) for side in note["sides"]} == {
        ("Table 1", "By 1"),
        ("Table 2", "By 2"),
    }
    out, err = run("settle", made)[1:]
    assert ("--keep 1 or 2" in err, "  1  Table" in out) == (True, True)
    assert json.loads(run("show", made, "--json")[1])["notes"][0]["text"] == note["sides"][0]["says"]
    assert run("settle", made, note["id"], "--keep", "both")[0] == 1
    assert run("settle", made, answers["id"], "--keep", "there")[0] == 0
    code, out, _ = run("merge", made, *files)
    assert (code, out.strip()) == (0, "All that these copies say is here already.")
    assert "shared" not in json.loads(run("show", made, "--json")[1])


def test_who_sits_where_and_who_was_put_down_twice(run: Run, made: str, stick: Path) -> None:
    code, out, err = run("split", made, "--tables", "2", "--to", str(stick))
    assert "The session does not know who sits where." in err
    for number, file in enumerate(out.split(), start=1):
        assert run("people", file, "--add", f"Ann Lee:Role {number}")[0] == 0
    code, out, _ = run("merge", made, str(stick))
    assert (code, "Ann Lee stands here twice: one person, or two?" in out) == (1, True)
    (twice,) = json.loads(run("settle", made, "--json")[1])
    assert {(side["from"], side["says"]) for side in twice["about"]} == {
        ("Table 1", "Ann Lee · Role 1"),
        ("Table 2", "Ann Lee · Role 2"),
    }
    code, out, _ = run("settle", made, twice["id"], "--keep", "2")
    assert (code, "People: Ann Lee, role" in out) == (1, True)
    assert run("people", made)[1].count("Ann Lee") == 1
    assert run("undo", made)[0] == 0
    assert run("people", made)[1].count("Ann Lee") == 2
    assert run("settle", made, twice["id"], "--keep", "here")[0] == 0


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        (("merge", "S", "nowhere.json"), "can't be read"),
        (("split", "S", "--tables", "0", "--to", "."), "1 to 30 tables"),
        (("split", "S", "--tables", "2", "--to", "nowhere"), "no such folder"),
        (("settle", "S", "x"), "--keep"),
        (("settle", "S", "x", "--keep", "here"), "Nothing called"),
        (("settle", "S", "x", "--keep", "left"), "none of them"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_changed(
    run: Run, made: str, folder: Path, typed: tuple[str, ...], why: str
) -> None:
    stood = (folder / f"{made}.json").read_bytes()
    code, _, err = run(*(made if word == "S" else word for word in typed))
    assert (code, why in err) == (2, True)
    assert (folder / f"{made}.json").read_bytes() == stood
