"""The card of keys: every command is on it, with the person's own keys, on one page that does nothing."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from tests.pages import tree_of, words
from workshop import commands, key_signs, keycard, keymap
from workshop.cli import main

Run = Callable[..., tuple[int, str, str]]
NASTY = {"reveal": "<,f7", "note": "quotation_mark", "agree": "ampersand", "park": "left_square_bracket"}
OWN = keymap.usable({**NASTY, "raise_gap": "f8", "lower_gap": "f9"}).keymap


OF_THE_DAY = sorted(c.id for c in commands.COMMANDS if not {*c.where} <= keycard.BEFORE_AND_AFTER)


# --- what is on it --------------------------------------------------------------------------------


def test_every_command_of_the_day_is_on_the_card_once_and_running_comes_first() -> None:
    found = keycard.groups({})
    ids = [item_id for group in found for row in group.rows for item_id in row.ids]
    assert sorted(ids) == OF_THE_DAY
    assert found[0].title == commands.TITLES["run"]
    assert found[1].title == keycard.EVERYWHERE
    assert "back" in {item_id for row in found[1].rows for item_id in row.ids}
    text, page = " ".join(keycard.text({}).split()), words(keycard.html({}))
    for group in found:
        assert group.title in text
        for row in group.rows:
            sentence, short = (row.help, row.label) if group is found[0] else (row.label, row.label)
            assert sentence in page
            assert (row.help if group is found[0] and row.often else short) in text
            assert all(key in page for key in row.keys)
            assert all(key in text for key in row.keys)


@pytest.mark.parametrize("keys", [{}, OWN], ids=["default", "own"])
def test_as_text_it_is_a_page_of_a_terminal(keys: dict[str, str]) -> None:
    lines = keycard.text(keys).split("\n")
    assert max(len(line) for line in lines) <= keycard.WIDTH
    assert all(line == line.rstrip() for line in lines)
    assert len(lines) <= 48


def test_own_keys_stand_for_the_defaults() -> None:
    text = keycard.text({"reveal": "space,f7", "back": "b,escape"})
    row = next(line for line in text.split("\n") if "Show all answers" in line)
    assert row.startswith("  space F7")
    assert "b esc back" in text
    assert "q esc back" not in text
    assert "1 2 3 … Level" in text
    moved = keycard.text({"answer_level_3": "y"})
    assert "1 2 y 4" in moved
    assert "1 2 3 …" not in moved
    assert "<kbd>space</kbd> <kbd>F7</kbd>" in keycard.html({"reveal": "space,f7"})


# --- the page -------------------------------------------------------------------------------------


def test_signs_stand_as_they_are_and_do_nothing() -> None:
    page = keycard.html(OWN)
    for key in OWN.values():
        for sign in key.split(","):
            assert key_signs.shown(sign) in words(page).split()
    assert "<kbd>&lt;</kbd>" in page
    assert "<kbd>&amp;</kbd>" in page
    assert "<kbd><" not in page
    nasty = keycard.html({"reveal": "<script>alert(1)</script>"})
    assert "<script" not in nasty
    assert "<script>alert(1)</script>" in words(nasty)
    assert not list(tree_of(nasty).iter("script"))


def test_the_page_loads_nothing_and_its_policy_says_so() -> None:
    page = keycard.html({})
    root = tree_of(page)
    for element in root.iter():
        for name, value in element.attrib.items():
            assert name not in ("style", "src", "href", "action", "data", "srcset"), name
            assert not name.startswith("on"), name
            if name == "aria-labelledby":
                assert [other for other in root.iter() if other.get("id") == value]
    names = {str(element.tag) for element in root.iter() if isinstance(element.tag, str)}
    assert names.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base"})
    assert not re.search(r"https?:|//[a-z]|url\(|@import", page)
    style = root.find("head/style")
    assert style is not None
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    policy = next(element.get("content", "") for element in root.iter("meta") if element.get("http-equiv"))
    assert policy.split("; ")[0] == "default-src 'none'"
    assert f"style-src 'sha256-{digest}'" in policy
    assert root.get("lang") == "en-GB"
    assert [element.text for element in root.iter("h1")] == [keycard.TITLE]


def test_the_more_there_is_the_smaller_the_type_and_never_more_than_a_page() -> None:
    running, *others = keycard.groups({})
    sizes = []
    for times in (1, 2, 3):
        more = keycard.Group(running.title, running.rows * times)
        number = keycard._size(more, others)
        sizes.append(number)
        size = keycard.SIZES[number]
        assert keycard._height(more, others, size) <= keycard._PAGE[1] or number == len(keycard.SIZES) - 1
    assert sizes == sorted(sizes)
    assert sizes[0] <= 5, "as it is, the type is large enough for a lectern"
    assert sizes[-1] > sizes[0]
    assert f'class="size-{sizes[0]}"' in keycard.html({})


def test_every_size_of_type_is_in_the_style_sheet() -> None:
    page = keycard.html({})
    for number, size in enumerate(keycard.SIZES):
        assert f".size-{number} {{ font-size: {size:g}pt; }}" in page


def test_it_goes_with_a_summary_that_is_a_page() -> None:
    assert keycard.extra_files(("md", "html"), OWN) == {"keys.html": keycard.html(OWN)}
    assert keycard.extra_files(("md",), OWN) == {}


IDS = st.sampled_from(OF_THE_DAY)
KEYS = st.sampled_from([*"abcxyzZ<&\"'[]", "f6", "f9", "space", "comma"])


@given(st.dictionaries(IDS, KEYS, max_size=8))
@settings(max_examples=40)
def test_any_keys_make_a_card(keys: dict[str, str]) -> None:
    own = keymap.usable(keys).keymap
    assert max(len(line) for line in keycard.text(own).split("\n")) <= keycard.WIDTH
    shown = {key.text for key in tree_of(keycard.html(own)).iter("kbd")}
    for name in own:
        if not name.startswith("answer_level_"):
            assert {key_signs.shown(key) for key in commands.keys_of(commands.BY_ID[name], own)} <= shown


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("--html")` gives (exit code, stdout, stderr) of `workshop keys --html`."""
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "config"))

    def command(*argv: str) -> tuple[int, str, str]:
        code = main(["keys", *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return command


def own_settings(folder: Path, text: str) -> None:
    (folder / "config").mkdir()
    (folder / "config" / "settings.toml").write_text(text, "utf-8")


def test_it_is_printed_as_text_html_or_json(run: Run) -> None:
    assert run() == (0, keycard.text({}), "")
    code, out, err = run("--html")
    assert (code, out, err) == (0, keycard.html({}).rstrip("\n") + "\n", "")
    code, out, err = run("--json")
    data = json.loads(out)
    assert [row["id"] for row in data] == [command.id for command in commands.COMMANDS]
    last = next(row for row in data if row["id"] == "help")
    assert last["keys"] == ["question_mark", "f1"]
    assert last["shown"] == ["?", "F1"]
    assert last["where"] == list(commands.CONTEXTS)
    assert run("--html", "--json")[0] == 2


def test_it_has_the_persons_own_keys_and_says_what_of_them_cannot_be(run: Run, tmp_path: Path) -> None:
    own_settings(tmp_path, '[keys]\nreveal = "space"\nagree = "3"\nrevael = "z"\n')
    code, out, err = run()
    assert code == 0
    assert out == keycard.text({"reveal": "space"})
    assert "keys.agree" in err
    assert "keys.revael" in err
    assert err.count(str(tmp_path / "config" / "settings.toml")) == 2


def test_it_is_written_whole_to_a_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "keys.html"
    assert run("--html", "--to", str(path)) == (0, f"{path}\n", "")
    assert path.read_text("utf-8") == keycard.html({})
    assert run("--to", str(path))[0] == 0
    assert path.read_text("utf-8") == keycard.text({})
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    code, out, err = run("--to", str(tmp_path))
    assert (code, out) == (2, "")
    assert "This is a folder" in err
    assert "keys.html" in err


def test_the_card_needs_no_screen_and_makes_no_file(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    script = (
        "import sys; from workshop.cli import main; code = main(['keys', '--html']); "
        "sys.exit(code or any(name in sys.modules for name in ('textual', 'rich')))"
    )
    environment = {**os.environ, "HOME": str(home), "WORKSHOP_CONFIG": str(home / "config")}
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True)
    assert list(home.rglob("*")) == []
