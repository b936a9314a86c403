"""A kind of step and an output that exist only in the tests, from template to wall, summary and shell."""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sessions.edits.agenda import set_state
from sessions.edits.event import set_material
from sessions.outputs import registry as outputs
from sessions.outputs.write import write
from sessions.plan import Template, left, stops
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity
from sessions.store.library import Library
from sessions.store.load import load
from tests.builders import NOW, TODAY, page
from tests.examples.degrees import DEGREES
from tests.examples.thermometer import READINGS, ThermometerActivity, read, thermometer
from workshop.cli import main
from workshop.desk import Desk
from workshop.materials.load import load_file, packs as shipped_packs
from workshop.prepare import Draft, start
from workshop.wall.layout.page import laid_out
from workshop.wall.shown import shown

TEMPLATE = """
id = "warm"
name = "Warm-up"
minutes = 20
about = "How warm it is."

[[steps]]
kind = "welcome"
title = "Welcome"
minutes = 5

[[steps]]
kind = "thermometer"
title = "How warm is it?"
minutes = 15
highest = 40
"""


@pytest.fixture
def desk(tmp_path: Path) -> Any:
    """A session with a thermometer, open."""
    file = tmp_path / "warm.toml"
    file.write_text(TEMPLATE, "utf-8")
    with thermometer():
        draft = Draft("warm", "Warm", partners=(("County Council", "council", None), ("ICB", "NHS", None)))
        library = Library(tmp_path / "sessions", clock=lambda: NOW)
        made = start(
            library, shipped_packs().usable, {"warm": load_file(Template, file)}, draft, clock=lambda: NOW
        )
        with Desk(made, clock=lambda: NOW, author="laptop-a") as open_desk:
            open_desk.go(stops(open_desk.session)[-1])
            yield open_desk


def text_on_wall(session: Session) -> str:
    wall, number = shown(session, session.at, TODAY, NOW, None)
    return "\n".join(
        "".join(span.text for span in line.spans) for line in laid_out(wall, 80, 24, page=number)
    )


def test_its_settings_come_from_the_template_and_are_held_to(tmp_path: Path) -> None:
    file = tmp_path / "warm.toml"
    file.write_text(TEMPLATE.replace("highest = 40", 'highest = "hot"'), "utf-8")
    with thermometer():
        with pytest.raises(Problem) as wrong:
            load_file(Template, file)
        assert "steps[1].highest" in str(wrong.value)
        file.write_text(TEMPLATE.replace("highest = 40", "highes = 40"), "utf-8")
        with pytest.raises(Problem, match="did you mean 'highest'"):
            load_file(Template, file)
    with pytest.raises(Problem, match="should be 'welcome'"):
        load_file(Template, file)


def test_it_is_recorded_shown_undone_and_kept(desk: Desk) -> None:
    activity = desk.session.agenda[1]
    assert isinstance(activity, ThermometerActivity)
    assert activity.highest == 40
    assert page(desk.session, stops(desk.session)[-1]).lines[0].text == "How warm is it, from 0 to 40?"
    assert "from 0 to 40?" in text_on_wall(desk.session)
    desk.apply(read(activity.id, "county-council", 12))
    desk.apply(read(activity.id, "icb", 31))
    with pytest.raises(Problem, match="41 is off the scale"):
        desk.apply(read(activity.id, "icb", 41))
    assert "County Council: 12" in text_on_wall(desk.session)
    assert desk.undo() == "reading of ICB"
    assert len(READINGS.of(desk.session)) == 1
    assert desk.redo() == "reading of ICB"
    (first, second) = READINGS.of(load(desk.path).session)
    assert (first.degrees, second.degrees, second.author) == (12, 31, "laptop-a")
    with pytest.raises(Problem, match="Something is recorded"):
        desk.apply(set_material("other", (), ()))


def test_it_says_itself_what_is_left(desk: Desk, tmp_path: Path) -> None:
    activity = desk.session.agenda[1]
    assert left(desk.session) == (activity.id,)

    def summary() -> str:
        return write(desk.session, tmp_path, ["md"], now=NOW)[0].read_text("utf-8")

    assert f"Not reached: {activity.title}" in summary()
    desk.apply(set_state(activity.id, "next session"))
    assert left(desk.session, "planned") == ()
    assert f"Left for the next session: {activity.title}" in summary()
    desk.apply(read(activity.id, "icb", 31))
    assert left(desk.session) == ()
    assert "Not reached" not in summary()


def test_what_is_wrong_with_it_is_damage(desk: Desk) -> None:
    activity = desk.session.agenda[1]
    desk.apply(read(activity.id, "icb", 31))
    desk.close()
    data = json.loads(desk.path.read_text("utf-8"))
    for key, value, what in (
        ("degrees", -1, "readings 1: colder than nought"),
        ("partner_id", "nobody", "readings 1: no partner 'nobody'"),
        ("activity_id", "s9", "readings 1: no step 's9'"),
    ):
        broken = json.loads(json.dumps(data))
        broken["readings"]["1"][key] = value
        desk.path.write_text(json.dumps(broken), "utf-8")
        with pytest.raises(Problem) as damage:
            load(desk.path)
        assert what in str(damage.value)


def test_without_it_the_file_opens_and_keeps_everything(desk: Desk, tmp_path: Path) -> None:
    desk.apply(read(desk.session.agenda[1].id, "icb", 31))
    desk.close()
    before = json.loads(desk.path.read_text("utf-8"))
    path = tmp_path / "elsewhere" / desk.path.name
    path.parent.mkdir()
    path.write_bytes(desk.path.read_bytes())
    code = (
        "import sys; from sessions.store.library import Library; from sessions.edits.notes import add_note;"
        "from workshop.desk import Desk; from pathlib import Path;"
        "from workshop.steps.registry import view_at; from workshop.steps.scene import Scene;"
        "path = Path(sys.argv[1]); desk = Desk(Library(path.parent).open(path.stem)); session = desk.session;"
        "from sessions.plan import Template, left, stops; import datetime;"
        "scene = Scene(session, stops(session)[-1], datetime.date(2026, 12, 1));"
        "print(type(scene.activity).__name__, view_at(scene).page(scene).title);"
        "desk.apply(add_note('comment', 'It is warm.')); desk.close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.split() == [Activity.__name__, "How", "warm", "is", "it?"]
    after = json.loads(path.read_text("utf-8"))
    assert after["readings"] == before["readings"]
    assert after["agenda"]["2"]["highest"] == 40
    assert [note["text"] for note in after["notes"].values()] == ["It is warm."]


def test_summary_shell_and_an_output_of_its_own(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.apply(read(desk.session.agenda[1].id, "icb", 31))
    desk.close()
    shell = ["--folder", str(desk.path.parent)]
    assert main([*shell, "show", desk.path.stem]) == 0
    assert "ICB: Degrees: 31" in capsys.readouterr().out
    with outputs.registered(DEGREES):
        target = tmp_path / "out"
        assert main([*shell, "summary", desk.path.stem, "--to", str(target), "--format", "degrees,md"]) == 0
        capsys.readouterr()
        assert "| ICB | 31 |" in next(target.glob("*.md")).read_text("utf-8")
        assert next(target.glob("*.txt")).read_text("utf-8") == "ICB 31"
        paths = write(load(desk.path).session, target, ["degrees"], now=dt.datetime.now(dt.UTC))
        assert [path.read_bytes() for path in paths] == [b"ICB 31"]
    with pytest.raises(Problem, match="There is no format"):
        write(load(desk.path).session, tmp_path, ["degrees"], now=NOW)
