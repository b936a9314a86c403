"""Handing over and taking over on the shell."""

import json
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., tuple[int, str, str]]


def test_there_and_back(run: Run, made: str, stick: Path, tmp_path: Path) -> None:
    there = ("--folder", str(tmp_path / "there"))
    code, out, _ = run("hand-over", made, "--to", str(stick), "--json")
    assert code == 0
    file = json.loads(out)["path"]
    assert file == str(stick / f"{made}.handover")
    assert "of 21, handed over" in run("list")[1]
    assert json.loads(run("list", "--json")[1])[0]["handed_over_at"] is not None
    code, _, err = run("note", made, "Not here")
    assert code == 2
    assert "handed over" in err
    assert "Hand over on the screen takes it back, or goes on alone; so do `workshop take-over" in err
    code, out, _ = run("take-over", file, *there, "--json")
    assert (code, json.loads(out)["outcome"]) == (0, "new")
    assert run("note", made, "There", *there)[0] == 0
    assert run("hand-over", made, "--to", str(stick), *there)[1].strip() == file
    code, out, err = run("take-over", file)
    assert (code, out.strip()) == (0, made)
    assert "goes on where the other laptop left it" in err
    assert "There" in run("show", made)[1]
    assert run("note", made, "And here")[0] == 0
    assert "handed over" not in run("list")[1], "it is back"
    assert json.loads(run("list", "--json")[1])[0]["handed_over_at"] is None


def test_both_went_on(run: Run, made: str, stick: Path, tmp_path: Path) -> None:
    there = ("--folder", str(tmp_path / "there"))
    file = run("hand-over", made, "--to", str(stick))[1].strip()
    run("take-over", file, *there)
    run("note", made, "There", *there)
    code, out, _ = run("hand-over", made, "--back", "--json")
    assert (code, json.loads(out)["session"]) == (0, made)
    run("note", made, "Here")
    file = run("hand-over", made, "--to", str(stick), *there)[1].strip()
    code, out, err = run("take-over", file, "--json")
    told = json.loads(out)
    assert (code, told["outcome"], told["session"]) == (0, "merged", made)
    assert [(came["from"], came["what"]) for came in told["came"]] == [(["the other laptop"], "Notes")]
    assert "Both laptops have gone on" in err
    assert {"Here", "There"} <= set(run("show", made)[1].split())
    assert run("undo", made)[0] == 0
    assert "There" not in run("show", made)[1]
    assert run("details", made, "--title", "Ours")[0] == 0
    assert run("hand-over", made, "--back", *there)[0] == 0
    assert run("details", made, "--title", "Theirs", *there)[0] == 0
    file = run("hand-over", made, "--to", str(stick), *there)[1].strip()
    code, out, err = run("take-over", file)
    assert (code, out.strip()) == (1, made)
    assert "From the other laptop" in err
    assert "the other laptop: Theirs" in err
    assert f"`workshop settle {made}` lists" in err


def test_what_cannot_be_is_refused(run: Run, made: str, stick: Path, tmp_path: Path) -> None:
    assert run("hand-over", made)[0] == 2
    assert run("hand-over", made, "--to", str(stick), "--back")[0] == 2
    assert run("hand-over", made, "--to", str(stick / "gone"))[0] == 2
    assert run("take-over", str(stick / "gone.handover"))[0] == 2
    assert run("take-over", str(tmp_path / "sessions" / f"{made}.json"))[0] == 2
    assert run("note", made, "Still here")[0] == 0
