"""The guide: every command and screen is in it, with the person's own keys; its page loads nothing."""

from __future__ import annotations

import base64
import hashlib
import re
import webbrowser
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from sessions.problem import Problem
from tests.pages import tree_of, words
from themes.contrast import ratio
from workshop import commands, guide, guide_page, keymap
from workshop.cli import main
from workshop.guide import Piece

Run = Callable[..., tuple[int, str, str]]
OWN = keymap.usable({"reveal": "<,f7", "note": "quotation_mark", "agree": "ampersand"}).keymap


def said(spans: guide.Spans) -> str:
    return "".join(span.text for span in spans)


# --- what is in it --------------------------------------------------------------------------------


def test_every_command_stands_in_it_and_every_section_says_what_to_do() -> None:
    made = guide.guide({})
    assert {item_id for section in made.sections for row in section.rows for item_id in row.ids} == set(
        commands.BY_ID
    )
    for section in made.sections:
        sentences = re.findall(r"[.?!](?:\s|$)", said(section.about))
        assert 2 <= len(sentences) <= 4 or len(sentences) + len(section.text) >= 2, section.id
        assert section.pictures, section.id
        assert all(len(picture.alt) > 20 for picture in section.pictures)
    assert made.sections[-1].id == "wrong"
    assert len(made.sections[-1].cases) >= 5


def test_a_command_that_no_section_names_stands_under_its_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    new = commands.Command("wink", ("w",), "wink", "Wink.", ("actions", "run"))
    monkeypatch.setattr(commands, "COMMANDS", (*commands.COMMANDS, new))
    found = [section.id for section in guide.guide({}).sections for row in section.rows if "wink" in row.ids]
    assert found == [guide.anchor("actions")]


@pytest.mark.parametrize("context", commands.CONTEXTS)
def test_every_screen_has_its_section(context: commands.Context) -> None:
    section = next(known for known in guide.guide(OWN).sections if known.id == guide.anchor(context))
    assert section.about == guide.about(context, OWN)
    assert len(said(section.about)) < 330, "it leaves room for the keys on the help"


def test_the_commands_of_the_shell_that_it_names_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    text = guide.text({})
    named = set(re.findall(r"`workshop (\w+)", " ".join(text.split())))
    assert {"demo", "check", "audience", "glossary", "keys"} <= named
    for command in named:
        assert main([command, "--help"]) == 0


def test_a_sentence_has_the_persons_own_keys() -> None:
    assert guide.spans("Press {reveal}, or `workshop x`.", {"reveal": "space,f7"}) == (
        Piece("text", "Press "),
        Piece("key", "space"),
        Piece("text", ", or "),
        Piece("code", "workshop x"),
        Piece("text", "."),
    )
    assert guide.spans("{next_stop}", {}) == (Piece("key", "→"),)
    with pytest.raises(KeyError):
        guide.spans("{no_such_command}", {})


IDS = st.sampled_from(sorted(commands.BY_ID))
KEYS = st.sampled_from([*"abcxyzZ<&\"'[]", "f6", "f9", "space", "comma"])


@given(st.dictionaries(IDS, KEYS, max_size=8))
@settings(max_examples=15)
def test_any_keys_make_a_text_that_fits(keys: dict[str, str]) -> None:
    text = guide.text(keymap.usable(keys).keymap)
    assert max(len(line) for line in text.split("\n")) <= guide.WIDTH
    assert "\n\n\n" not in text
    assert all(line == line.rstrip() for line in text.split("\n"))


# --- the page -------------------------------------------------------------------------------------


def test_the_page_says_all_that_the_text_says() -> None:
    page = words(guide_page.html(OWN))
    for section in guide.guide(OWN).sections:
        for part in (section.about, *section.text, *(spans for case in section.cases for spans in case)):
            for span in part:
                assert " ".join(span.text.split()) in page
        assert all(row.help in page for row in section.rows)


def test_signs_stand_as_they_are_and_do_nothing() -> None:
    page = guide_page.html(OWN)
    assert "<kbd>&lt;</kbd> <kbd>F7</kbd>" in page
    nasty = guide_page.html({"reveal": "<script>alert(1)</script>"})
    assert "<script" not in nasty
    assert "<script>alert(1)</script>" in words(nasty)


def test_the_page_loads_nothing_and_its_policy_says_so() -> None:
    root = tree_of(guide_page.html({}, at="run"))
    ids = {element.get("id") for element in root.iter()} - {None}
    pictures = list(root.iter("img"))
    assert len(pictures) == sum(len(section.pictures) for section in guide.guide({}).sections)
    for element in root.iter():
        for name, value in element.attrib.items():
            assert name not in ("style", "action", "data", "srcset"), name
            assert not name.startswith("on"), name
            if name == "href":
                assert value[0] == "#"
                assert value[1:] in ids
            if name == "src":
                assert base64.b64decode(value.removeprefix("data:image/svg+xml;base64,")).startswith(b"<svg")
            if name == "aria-labelledby":
                assert value in ids
    names = {str(element.tag) for element in root.iter() if isinstance(element.tag, str)}
    assert names.isdisjoint({"script", "link", "iframe", "object", "form", "base"})
    assert all(picture.get("alt") for picture in pictures)
    style = root.find("head/style")
    assert style is not None
    assert not re.search(r"https?:|//[a-z]|url\(|@import", style.text or "")
    digest = base64.b64encode(hashlib.sha256((style.text or "").encode()).digest()).decode()
    heads = {element.get("http-equiv"): element.get("content", "") for element in root.iter("meta")}
    assert heads["Content-Security-Policy"].startswith(
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;"
    )
    assert heads["refresh"] == "0; url=#run"
    assert "run" in ids
    assert 'http-equiv="refresh"' not in guide_page.html({})


def test_its_colours_have_contrast_by_day_and_by_night() -> None:
    """As WCAG AA asks: 4.5 for text, 3 for the edge of a key and the mark of focus."""
    style = (guide.FOLDER / "guide.css").read_text("utf-8")
    schemes = [
        dict(re.findall(r"--([\w-]+): (#\w{6})", block))
        for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    assert len(schemes) == 2
    for scheme in schemes:
        for ground in ("paper", "pale"):
            for ink in ("ink", "soft", "deep"):
                assert ratio(scheme[ink], scheme[ground]) >= 4.5, (ink, ground)
            for edge in ("key-edge", "focus"):
                assert ratio(scheme[edge], scheme[ground]) >= 3, (edge, ground)


# --- writing and opening --------------------------------------------------------------------------


def test_an_older_guide_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "g.html"
    guide_page.write(path, {}, at="run")
    guide_page.write(path, OWN)
    assert path.read_text("utf-8") == guide_page.html(OWN)
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    mine = tmp_path / "minutes.html"
    mine.write_text("<p>minutes</p>", "utf-8")
    with pytest.raises(Problem, match="another file of this name"):
        guide_page.write(mine, {})
    assert mine.read_text("utf-8") == "<p>minutes</p>"
    with pytest.raises(Problem, match="This is a folder"):
        guide_page.write(tmp_path, {})
    with pytest.raises(Problem, match="can't be written") as found:
        guide_page.write(mine / "below.html", {})
    assert str(mine / "below.html") in str(found.value)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that a browser was asked to open."""
    asked: list[str] = []

    def open_it(address: str) -> bool:
        asked.append(address)
        return True

    monkeypatch.setattr(webbrowser, "open", open_it)
    return asked


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda address: False)


def test_showing_it_says_where_it_lies_whatever_happens(
    tmp_path: Path, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "g.html"
    text, failed = guide_page.show(path, {}, "home")
    assert (str(path) in text, failed) == (True, False)
    assert opened == [f"{path.as_uri()}#home"]

    def refuse(address: str) -> bool:
        raise webbrowser.Error("no runnable browser")

    monkeypatch.setattr(webbrowser, "open", refuse)
    text, failed = guide_page.show(path, {}, "home")
    assert (str(path) in text, failed) == (True, True)
    assert "No browser" in text
    text, failed = guide_page.show(tmp_path, {}, "home")
    assert ("This is a folder" in text, failed) == (True, True)


# --- the command ----------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("--text")` gives (exit code, stdout, stderr) of `workshop guide --text`."""
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("WORKSHOP_FOLDER", str(tmp_path / "sessions"))

    def command(*argv: str) -> tuple[int, str, str]:
        code = main(["guide", *argv])
        out, err = capsys.readouterr()
        return code, out, err

    return command


def test_alone_it_is_written_beside_the_summaries_and_opened(
    run: Run, tmp_path: Path, opened: list[str]
) -> None:
    path = tmp_path / "sessions" / "summaries" / "guide.html"
    assert run() == (0, f"{path}\n", "")
    assert path.read_text("utf-8") == guide_page.html({})
    assert opened == [path.as_uri()]
    assert run("--no-open") == (0, f"{path}\n", "")
    assert run("--folder", str(tmp_path / "other"), "--no-open")[1] == str(
        tmp_path / "other" / "summaries" / "guide.html\n"
    )
    assert len(opened) == 1


def test_to_a_file_it_is_written_and_opened_only_when_asked(
    run: Run, tmp_path: Path, opened: list[str]
) -> None:
    path = tmp_path / "g.html"
    assert run("--to", str(path)) == (0, f"{path}\n", "")
    assert opened == []
    assert run("--to", str(path), "--open") == (0, f"{path}\n", "")
    assert opened == [path.as_uri()]
    path.write_text("mine", "utf-8")
    code, out, err = run("--to", str(path))
    assert (code, out) == (2, "")
    assert "another file of this name" in err
    assert path.read_text("utf-8") == "mine"


def test_without_a_browser_it_says_where_the_file_lies(run: Run, tmp_path: Path, no_browser: None) -> None:
    code, out, err = run()
    path = str(tmp_path / "sessions" / "summaries" / "guide.html")
    assert (code, out) == (1, f"{path}\n")
    assert "No browser could be opened" in err
    assert path in err


def test_as_text_it_writes_nothing_and_has_the_persons_own_keys(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('[keys]\nreveal = "space"\nagree = "3"\n', "utf-8")
    code, out, err = run("--text")
    assert (code, out) == (0, guide.text({"reveal": "space"}))
    assert "keys.agree" in err
    assert not (tmp_path / "sessions").exists()
    assert run("--text", "--to", "x.html")[0] == 2
