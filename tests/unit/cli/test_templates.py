"""Templates of one's own on the shell: begun, checked, shown, and saved from a session."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.store.library import Library
from tests.unit.cli.ready import ready
from workshop import settings

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the user."""
    monkeypatch.setattr(settings, "data_folder", lambda: tmp_path / "data")
    return tmp_path / "data"


def test_one_is_saved_from_a_session_and_the_next_begins_from_it(run: Run, folder: Path, data: Path) -> None:
    session_id = ready(folder)
    code, out, err = run("templates", "save", session_id, "--name", "Our day")
    assert code == 0
    assert Path(out.strip()) == data / "templates" / "our-day.toml"
    steps = Library(folder).read(session_id).agenda
    assert f"Our day: {len(steps)} steps, {sum(step.minutes for step in steps)} minutes." in err
    assert "our-day" in run("templates", "list")[1]
    assert run("new", "--template", "our-day", "--place", "Vale", "--no-open")[0] == 0
    code, _, err = run("templates", "save", session_id, "--name", "Our day")
    assert code == 2
    assert "--replace" in err
    code, out, _ = run("templates", "save", session_id, "--id", "our-day", "--replace", "--json")
    assert json.loads(out)["template"] == "our-day"


def test_an_id_of_the_programs_own_is_refused(run: Run, folder: Path, data: Path) -> None:
    code, _, err = run("templates", "save", ready(folder), "--id", "learning-set", "--replace")
    assert code == 2
    assert "is taken" in err
    assert not (data / "templates").exists()


def test_a_starting_file_is_written_checked_and_shown(run: Run, data: Path) -> None:
    code, out, _ = run("templates", "new", "north-vale-day")
    assert code == 0
    path = out.strip()
    assert run("templates", "check", path)[0] == 0
    shown = run("templates", "show", "north-vale-day")[1]
    assert "What comes first?" in shown
    assert json.loads(run("templates", "show", "north-vale-day", "--json")[1])["minutes"] == 60
    assert data in Path(path).parents


def test_every_mistake_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    head = 'id = "Wrong"\nname = "N"\nminutes = 5\nabout = "A"\n'
    wrong.write_text(head + '[[steps]]\nkind = "seance"\ntitle = ""\nminutes = 5\n', "utf-8")
    code, out, err = run("templates", "check", str(wrong))
    assert (code, out) == (1, "")
    for said in ("line 1, id", "line 6, steps[0].kind", "line 7, steps[0].title"):
        assert said in err
    mistakes = json.loads(run("templates", "check", str(wrong), "--json")[1])["mistakes"]
    assert len(mistakes) == 3
    assert run("templates", "check", str(tmp_path / "none.toml"))[0] == 2


def test_what_is_checked_is_named_by_its_id_or_its_file(run: Run, data: Path, tmp_path: Path) -> None:
    path = Path(run("templates", "new", "north-vale-day")[1].strip())
    assert all(len(line) <= 100 for line in path.read_text("utf-8").splitlines() if str(data) not in line)
    assert json.loads(run("templates", "check", "North-Vale-Day", "--json")[1]) == {
        "path": str(path),
        "mistakes": [],
    }
    path.write_text("nothing", "utf-8")
    code, _, err = run("templates", "check", "north-vale-day")
    assert code == 1
    assert str(path) in err
    assert run("templates", "check", "steering-group")[0] == 0
    assert run("packs", "check", "icbo")[0] == 0
    code, _, err = run("templates", "check", "nothing")
    assert code == 2
    assert "Name the template's id, or its TOML file" in err
