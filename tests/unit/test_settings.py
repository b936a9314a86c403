"""Settings: a mistake costs one key, never the file; a theme is kept without touching anything else."""

from __future__ import annotations

import errno
import json
import os
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings as limits, strategies as st

from sessions.problem import Problem
from tests.systems import WINDOWS, has_links, has_pipes, knows_users
from workshop import settings
from workshop.settings import KEYS, Settings, load, parse_folder, save, with_text

FULL = """\
# mine
theme = "projector-light"  # for the "town hall"
folder = "~/Workshops"

[keys]
reveal = "space"
agree = ["g", "f5"]
"""

WHOLE = "C:/srv" if WINDOWS else "/srv"
"""A path that is whole."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def write(path: Path, text: str | bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_no_file_is_all_defaults_and_makes_none(path: Path) -> None:
    assert load(path) == (Settings(), ())
    assert not path.parent.exists()


def test_everything_is_read(path: Path) -> None:
    found, problems = load(write(path, "\ufeff" + FULL))
    assert problems == ()
    assert found.theme == "projector-light"
    assert found.folder == Path("~/Workshops").expanduser()
    assert found.keys == {"reveal": "space", "agree": "g,f5"}


@pytest.mark.parametrize(
    ("mistake", "named"),
    [
        ("theme = 3", "theme: "),
        ('theme = " "', "theme: "),
        ("folder = true", "folder: "),
        ('folder = "some/where"', "folder: "),
        pytest.param('folder = "~nobody-of-that-name/x"', "folder: ", marks=knows_users),
        ('folder = "/a\\u0000b"', "folder: "),
        ('colour = "red"', "colour: "),
        ('register = ""', "register: "),
        ("register = 3", "register: "),
        ('register = "host=h password=x"', "register: "),
        ('register = "postgresql://me:x@h/r"', "register: "),
        ("keys = 3", "keys: "),
        ("[keys]\nundo = 3", "keys.undo: "),
        ("[keys]\nundo = []", "keys.undo: "),
        ('[keys]\nundo = ["u", ""]', "keys.undo: "),
        ("[keys.undo]\nkey = 3", "keys.undo: "),
    ],
)
def test_a_mistake_costs_one_key(path: Path, mistake: str, named: str) -> None:
    sound = {
        "theme": 'theme = "high-contrast"',
        "folder": f'folder = "{WHOLE}"',
        "keys": '[keys]\nreveal = "f9"',
    }
    wrong = named.partition(":")[0].partition(".")[0]
    kept = {key: line for key, line in sound.items() if key != wrong}
    in_table = mistake.startswith("[keys")
    lines = [*kept.values(), mistake] if in_table else [mistake, *kept.values()]
    found, (problem,) = load(write(path, "\n".join(lines)))
    assert problem.what.startswith(named)
    assert problem.where == str(path)
    assert problem.hint
    assert found.theme == ("high-contrast" if "theme" in kept else Settings().theme)
    assert found.folder == (Path(WHOLE) if "folder" in kept else None)
    assert found.keys == ({"reveal": "f9"} if "keys" in kept else {})


def test_a_wrong_key_leaves_the_other_keys(path: Path) -> None:
    found, (problem,) = load(write(path, '[keys]\nundo = 3\nreveal = "space"'))
    assert found.keys == {"reveal": "space"}
    assert "keys.undo" in problem.what


@pytest.mark.parametrize(
    "content", ["theme = ", b"\xff\xfe", "a = " + "[" * 5000, "theme = 'a'\ntheme = 'b'"]
)
def test_a_file_that_is_no_toml_is_one_problem(path: Path, content: str | bytes) -> None:
    found, problems = load(write(path, content))
    assert found == Settings()
    assert [problem.where for problem in problems] == [str(path)]


def test_a_path_of_windows_that_is_no_toml_is_told_how_it_is_written(path: Path) -> None:
    _, (problem,) = load(write(path, r'folder = "C:\Users\me\Workshops"'))
    assert "write / in the place of each \\" in problem.hint
    _, (problem,) = load(write(path, "folder = "))
    assert "write /" not in problem.hint


def test_a_file_that_cannot_be_read_is_one_problem(path: Path) -> None:
    path.mkdir(parents=True)
    found, problems = load(path)
    assert found == Settings()
    assert len(problems) == 1


@pytest.mark.parametrize(
    "stands_there",
    [
        pytest.param("a pipe", marks=has_pipes),
        pytest.param("a link to itself", marks=has_links),
        "far too much",
    ],
)
def test_what_is_no_file_of_settings_is_one_problem(path: Path, stands_there: str) -> None:
    path.parent.mkdir()
    if stands_there == "a pipe":
        os.mkfifo(path)
    elif stands_there == "a link to itself":
        path.symlink_to(path)
    else:
        path.write_text("#" * 1_000_001, "utf-8")
    found, problems = load(path)
    assert found == Settings()
    assert len(problems) == 1


@pytest.mark.parametrize(
    "content",
    [
        "a = " + "9" * 100_000,
        "theme = " + "9" * 100_000,
        ".".join(["a"] * 900) + " = 1",
        "[keys]\na = " + "[" * 900,
    ],
    ids=["a long number", "as a theme", "a deep key", "a deep list"],
)
def test_what_no_reader_of_toml_takes_is_a_mistake_of_the_file(path: Path, content: str) -> None:
    found, problems = load(write(path, content))
    assert found == Settings()
    assert len(problems) == 1


def test_a_key_that_drives_a_terminal_is_named_without_that(path: Path) -> None:
    _, problems = load(write(path, '"\\u001b]52;c;x" = 1\n[keys]\n"\\u009b\\u202e" = 1\n'))
    assert len(problems) == 2
    assert all(problem.what.isprintable() for problem in problems)


@knows_users
@pytest.mark.parametrize("named", [True, False])
def test_the_folder_of_nobody_is_a_problem(named: bool) -> None:
    folder = "~nobody-of-that-name/x"
    environment = {} if named else {settings.FOLDER_VARIABLE: folder}
    with pytest.raises(Problem, match="no user 'nobody-of-that-name'"):
        settings.sessions_folder(Path(folder) if named else None, None, environment)


@given(st.text(max_size=60))
@limits(max_examples=60)
def test_reading_never_raises(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    found, problems = load(path)
    try:
        data = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except ValueError:
        assert found == Settings()
        assert problems
    else:
        assert problems or data.keys() <= {"theme", "folder", "keys"}


# --- writing --------------------------------------------------------------------------------------


def test_a_theme_is_kept_and_nothing_else_is_touched(path: Path) -> None:
    save(write(path, FULL), "theme", "high-contrast")
    assert path.read_text("utf-8") == FULL.replace('"projector-light"', '"high-contrast"')
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_the_first_theme_makes_the_file(path: Path) -> None:
    save(path, "theme", "high-contrast")
    assert load(path) == (Settings(theme="high-contrast"), ())


@pytest.mark.parametrize(
    "before",
    [
        "",
        "# only a comment",
        'folder = "/srv"\r\n',
        "[keys]\nreveal = 'space'\n# end",
        "[keys]\ntheme = 'space'",
        "[[other]]\ntheme = 1",
        "'theme' = 'a'",
        '"theme" = "#1 \\" # x" # why',
    ],
)
def test_any_layout_keeps_its_other_lines(before: str) -> None:
    after = with_text(before, "theme", 'a "b" \\ ü')
    assert tomllib.loads(after) == {**tomllib.loads(before), "theme": 'a "b" \\ ü'}
    for line in before.splitlines():
        assert line in after or line.lstrip("\"'").startswith("theme")
    assert ("# why" in before) == ("# why" in after)


@given(
    st.dictionaries(st.sampled_from(["a", "theme", "b"]), st.integers() | st.just("x # [y]"), max_size=3),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=20),
)
@limits(max_examples=60)
def test_a_theme_that_is_kept_is_read_back(rest: dict[str, int | str], name: str) -> None:
    before = "".join(f"{key} = {value!r}\n" for key, value in rest.items()) + "[keys]\nx = 'y'\n"
    try:
        after = with_text(before, "theme", name)
    except ValueError:
        assert any(ord(character) > 0xFFFF or ord(character) == 0x7F for character in name)
        return
    assert tomllib.loads(after) == {**tomllib.loads(before), "theme": name}


@pytest.mark.parametrize("before", ["theme = ", 'theme = """\na\nb"""', "x = [\n[1],\n[2]]\n"])
def test_what_cannot_be_changed_safely_stays(path: Path, before: str) -> None:
    write(path, before)
    with pytest.raises(Problem) as caught:
        save(path, "theme", "high-contrast")
    assert caught.value.where == str(path)
    assert caught.value.hint
    assert path.read_text("utf-8") == before


def test_a_full_disk_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    write(path, FULL)
    monkeypatch.setattr("sessions.disk.os.fsync", full)
    with pytest.raises(Problem, match="No space left"):
        save(path, "theme", "high-contrast")
    assert path.read_text("utf-8") == FULL
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@has_links
def test_a_linked_file_stays_linked(path: Path, tmp_path: Path) -> None:
    real = write(tmp_path / "dotfiles" / "settings.toml", FULL)
    path.parent.mkdir()
    path.symlink_to(real)
    save(path, "theme", "high-contrast")
    assert path.is_symlink()
    assert load(real)[0].theme == "high-contrast"


# --- keys and folder ------------------------------------------------------------------------------


def test_a_key_is_kept_and_nothing_else_is_touched(path: Path) -> None:
    save(write(path, FULL), "reveal", "f9", table=KEYS)
    assert path.read_text("utf-8") == FULL.replace('"space"', '"f9"')
    save(path, "agree", 'a "b"', table=KEYS)
    assert path.read_text("utf-8") == FULL.replace('"space"', '"f9"').replace('["g", "f5"]', '"a \\"b\\""')
    save(path, "undo", "z", table=KEYS)
    assert load(path)[0].keys == {"reveal": "f9", "agree": 'a "b"', "undo": "z"}


def test_a_key_that_is_taken_out_is_the_default_again(path: Path) -> None:
    save(write(path, FULL), "agree", None, table=KEYS)
    assert path.read_text("utf-8") == FULL.replace('agree = ["g", "f5"]\n', "")
    save(path, "reveal", None, table=KEYS)
    assert load(path) == (Settings(theme="projector-light", folder=Path("~/Workshops").expanduser()), ())
    before = path.read_bytes()
    save(path, "reveal", None, table=KEYS)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[keys]\nundo = "z"\n'),
        ('theme = "a"\n', 'theme = "a"\n\n[keys]\nundo = "z"\n'),
        ('theme = "a"', 'theme = "a"\n\n[keys]\nundo = "z"\n'),
        ("[keys]", '[keys]\nundo = "z"\n'),
        ("[keys]\n\n[other]\nundo = 1\n", '[keys]\nundo = "z"\n\n[other]\nundo = 1\n'),
        ('[keys]\na = "b"\n# end\n\n[other]\n', '[keys]\na = "b"\nundo = "z"\n# end\n\n[other]\n'),
        ('["keys"] # mine\n"undo" = ["u"] # why\n', '["keys"] # mine\nundo = "z" # why\n'),
        ('[keys]\r\nundo = "u"\r\n', '[keys]\r\nundo = "z"\r\n'),
        ("undo = 3\n[keys]\n", 'undo = 3\n[keys]\nundo = "z"\n'),
    ],
)
def test_a_key_finds_its_place_in_any_layout(before: str, after: str) -> None:
    assert with_text(before, "undo", "z", table="keys") == after


def test_the_comment_behind_a_key_outlives_it() -> None:
    before = '[keys]\nundo = "z"  # for the clicker\n'
    assert with_text(before, "undo", None, table="keys") == "[keys]\n# for the clicker\n"
    assert with_text("[other]\n", "undo", None, table="keys") == "[other]\n"


@pytest.mark.parametrize(
    "before",
    [
        "keys = 3",
        'keys = { undo = "u" }',
        'keys.undo = "u"',
        '[keys]\nundo = [\n"u",\n]',
        '[keys.undo]\nkey = "u"',
        '[[keys]]\nundo = "u"',
        "[keys",
    ],
)
def test_keys_that_cannot_be_changed_safely_stay(path: Path, before: str) -> None:
    write(path, before)
    with pytest.raises(Problem, match="The key cannot be kept") as caught:
        save(path, "undo", "z", table=KEYS)
    assert caught.value.where == str(path)
    assert path.read_text("utf-8") == before


@given(
    st.dictionaries(st.sampled_from(["reveal", "undo", "a b"]), st.sampled_from(["r", "#", '"']), max_size=3),
    st.sampled_from(["reveal", "undo", "a b"]),
    st.none() | st.text(st.characters(codec="latin-1", categories=("L", "P")), min_size=1, max_size=3),
    st.booleans(),
)
@limits(max_examples=80)
def test_any_key_that_is_kept_is_read_back(
    rest: dict[str, str], command: str, key: str | None, more: bool
) -> None:
    toml = 'theme = "x"\n'
    for name, value in rest.items():
        toml = with_text(toml, name, value, table="keys")
    toml += "\n# last\n[more]\nundo = 1\n" if more else ""
    after = with_text(toml, command, key, table="keys")
    expected = {**rest, **({command: key} if key is not None else {})}
    if key is None:
        expected.pop(command, None)
    assert tomllib.loads(after).get("keys", {}) == expected
    assert tomllib.loads(after).get("more", {}) == ({"undo": 1} if more else {})
    assert ("# last" in after) == more


def test_a_folder_is_kept_and_taken_out(path: Path, tmp_path: Path) -> None:
    save(write(path, FULL), "folder", str(tmp_path))
    assert path.read_text("utf-8") == FULL.replace('"~/Workshops"', json.dumps(str(tmp_path)))
    assert load(path)[0].folder == tmp_path
    save(path, "folder", None)
    assert path.read_text("utf-8") == FULL.replace('folder = "~/Workshops"\n', "")


def test_the_theme_can_be_left_to_the_default(path: Path) -> None:
    save(write(path, FULL), "theme", None)
    assert load(path)[0].theme == Settings().theme
    assert '# for the "town hall"' in path.read_text("utf-8")


@pytest.mark.parametrize(
    "typed", ["", "  ", "some/where", pytest.param("~nobody-of-that-name/x", marks=knows_users)]
)
def test_a_folder_is_a_whole_path(typed: str) -> None:
    with pytest.raises(Problem, match="whole path") as caught:
        parse_folder(typed)
    assert "~/Workshops" in caught.value.hint
    assert parse_folder(" ~/x ") == Path("~/x").expanduser()
