"""Packs and templates from files: what is found, and what a faulty file is told."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from sessions.material import Pack
from sessions.plan import Template
from sessions.problem import Problem
from tests.offered import pack_ids
from workshop.materials import load

PACK = """\
id = "mine"
edition = "2026"
name = "Our own"
about = "What we ask ourselves."

[source]
title = "Our own"
publisher = "North Vale"
year = 2026

[scale]
question = "How far?"
levels = [{number = 1, label = "not yet"}, {number = 2, label = "fully"}]

[[readings]]
id = "first"
title = "First"
use = "opening"
points = ["Read this."]

[[sections]]
id = "a"
title = "Part A"

[[sections.items]]
id = "mine/A1"
number = "1"
name = "One"
statement = "It works."
prompts = ["Does it?", "How do we know?"]
examples = [{place = "North Vale", text = "It does."}]

[[sections]]
id = "b"
title = "Part B"

[[sections.items]]
id = "mine/B1"
number = "2"
name = "Two"
statement = "It lasts."
"""

TEMPLATE = """\
id = "short"
name = "Short"
minutes = 30
about = "A short one."

[[steps]]
kind = "score"
title = "Scores"
minutes = 20
pack = "mine"

[[steps]]
kind = "close"
title = "Close"
minutes = 10
"""

LONG = "word " * 31

JARGON = ("pydantic", "http", "Input should", "Value error", "valid ", "tuple", "NoneType", "Extra inputs")


def written(folder: Path, text: str | bytes, name: str = "own.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refused(path: Path) -> Problem:
    with pytest.raises(Problem) as caught:
        load.load_file(Template if "[[steps]]" in path.read_text("utf-8") else Pack, path)
    return caught.value


# --- sound files ----------------------------------------------------------------------------------


def test_a_sound_pack_and_template_are_read(tmp_path: Path) -> None:
    pack = load.load_file(Pack, written(tmp_path, PACK))
    assert [item.id for item in pack.items()] == ["mine/A1", "mine/B1"]
    template = load.load_file(Template, written(tmp_path, TEMPLATE))
    assert pack_ids(template) == ("mine",)


def test_windows_line_ends_and_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    plain = load.load_file(Pack, written(tmp_path, PACK))
    windows = b"\xef\xbb\xbf" + PACK.replace("\n", "\r\n").encode()
    assert load.load_file(Pack, written(tmp_path, windows)) == plain


# --- mistakes -------------------------------------------------------------------------------------

PACK_MISTAKES = [
    ('name = "Our own"\n', "", "name", "is missing"),
    ('id = "mine"\n', "", "id", "is missing"),
    ('statement = "It works."\n', "", "sections[0].items[0].statement", "is missing"),
    ('edition = "2026"', "edition = 2026", "edition", "should be text in quotes, found 2026"),
    ('edition = "2026"', "edition = true", "edition", "should be text in quotes, found true"),
    ('edition = "2026"', "edition = 2026-04-01", "edition", "should be text in quotes, found the date"),
    ('name = "Our own"', 'name = "  "', "name", "is empty"),
    ('name = "Our own"', 'name = ["Our own"]', "name", "should be text in quotes, found a list"),
    ("year = 2026", 'year = "2026"', "source.year", "should be a whole number without quotes, found '2026'"),
    ("year = 2026", "year = 2026.5", "source.year", "should be a whole number"),
    ("year = 2026", "year = 26", "source.year", "should be 1900 or more, found 26"),
    ("year = 2026", "year = 20260", "source.year", "should be 2200 or less, found 20260"),
    (
        'use = "opening"',
        'use = "start"',
        "readings[0].use",
        "should be 'opening', 'reading', 'risk' or 'preparing'",
    ),
    ('points = ["Read this."]', "points = []", "readings[0].points", "should have at least 1"),
    ('points = ["Read this."]', 'points = "Read"', "readings[0].points", "should be a list, found 'Read'"),
    ('points = ["Read this."]', "points = [1]", "readings[0].points[0]", "should be text in quotes"),
    ('id = "a"', 'id = "Part A"', "sections[0].id", "should be small letters and digits"),
    ('id = "a"', f'id = "{"a" * 61}"', "sections[0].id", "should have at most 60 characters"),
    ('id = "b"', 'id = "a"', "sections[1].id", "'a' stands twice"),
    ('id = "mine/B1"', 'id = "mine/A1"', "sections[1].items[0].id", "'mine/A1' stands twice"),
    ('id = "mine/B1"', 'id = "a"', "sections[1].items[0].id", "should be 'mine/' and then a code"),
    ('id = "mine/B1"', 'id = "B1"', "sections[1].items[0].id", "should be 'mine/' and then a code"),
    (
        'prompts = ["D',
        'promts = ["D',
        "sections[0].items[0].promts",
        "(did you mean 'prompts'?); known are id,",
    ),
    ('title = "Part A"', 'title = "A"\nzz = 1', "sections[0].zz", "is not a known key; known are id, title,"),
    ('place = "North Vale", ', "", "sections[0].items[0].examples[0].place", "is missing"),
    (
        '{place = "North Vale", text = "It does."}',
        '"No"',
        "sections[0].items[0].examples[0]",
        "a table of keys",
    ),
    ("It works.", LONG, "sections[0].items[0].statement", "has 31 words, at most 30"),
    ("How do we know?", LONG, "sections[0].items[0].prompts", "has 31 words, at most 25"),
    ("{number = 2", "{number = 3", "scale.levels", "1, 2, 3 … in order, found [1, 3]"),
    ("{number = 2", "{number = 2, lable = 1", "scale.levels[1].lable", "did you mean 'label'?"),
    ('"It works."', r'"It \u001b[2Jworks."', "sections[0].items[0].statement", "a character that cannot be"),
    ('about = "What', '"my key" = 1\nabout = "What', "'my key'", "is not a known key"),
    ('about = "What', f'a{".a" * 40} = 1\nabout = "What', "a", "is nested too deep"),
]

TEMPLATE_MISTAKES = [
    ("minutes = 30", "minutes = 45", "minutes", "the steps take 30 minutes, but the template says 45"),
    ('kind = "close"', 'kind = "lunch"', "steps[1].kind", "should be 'welcome', 'review', 'discuss'"),
    ("about = ", f"a{'.a' * 500} = 1\nabout = ", "a", "is nested too deep"),
    ("minutes = 20", "minutes = -5", "steps[0].minutes", "should be 0 or more, found -5"),
    ('pack = "mine"\n', "", "steps[0]", "a step of kind 'score' needs a pack"),
    ('pack = "mine"', 'pack = "mine"\nchoose = 1\nsections = ["a"]', "steps[0]", "not both"),
    ('pack = "mine"', 'pack = "mine"\nsections = ["A a"]', "steps[0].sections[0]", "should be small letters"),
]


@pytest.mark.parametrize(
    ("sound", "old", "new", "key", "expected"),
    [(PACK, *mistake) for mistake in PACK_MISTAKES] + [(TEMPLATE, *mistake) for mistake in TEMPLATE_MISTAKES],
)
def test_a_mistake_is_told_with_file_key_and_expectation(
    tmp_path: Path, sound: str, old: str, new: str, key: str, expected: str
) -> None:
    assert old in sound
    path = written(tmp_path, sound.replace(old, new, 1))
    problem = refused(path)
    assert problem.where == str(path)
    assert problem.hint
    (line,) = problem.what.splitlines()
    assert re.sub(r"^line [0-9]+, ", "", line).startswith(key)
    assert expected in line
    assert not any(word in line for word in JARGON), line
    assert "\x1b" not in line


def test_all_mistakes_of_a_file_are_listed_at_once(tmp_path: Path) -> None:
    text = PACK
    for old, new in (
        ('edition = "2026"', "edition = 2026-04-01"),
        ("year = 2026", "year = 26"),
        ('use = "opening"', 'use = "start"'),
        ("It works.", LONG),
        ('id = "mine/B1"', 'id = "yours/B1"'),
        ('title = "Part B"', 'titel = "Part B"'),
    ):
        text = text.replace(old, new, 1)
    keys = {
        line.split(":")[0].partition(", ")[2] for line in refused(written(tmp_path, text)).what.splitlines()
    }
    assert keys == {
        "edition",
        "source.year",
        "readings[0].use",
        "sections[0].items[0].statement",
        "sections[1].items[0].id",
        "sections[1].title",
        "sections[1].titel",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PACK.replace("year = 2026", "year 2026"), "line 9, column 6: is not TOML: expected '='"),
        (PACK.replace('name = "Our own"', 'name = "Our own'), "line 3, column"),
        (PACK + '\nlast = """', "end of the file: is not TOML: "),
        (PACK.replace('name = "', 'id = "x"\nname = "'), "line 3, column"),
        (PACK.replace("year = 2026", f"year = {'9' * 5000}"), "a number that is too long"),
        ("a = " + "[" * 5000, "nested too deep"),
        (PACK.encode().replace(b"North Vale", b"Caf\xe9", 1), "line 8: is not text in UTF-8"),
        (PACK.encode("utf-16"), "line 1: is not text in UTF-8"),
    ],
    ids=["no equals", "open quote", "open end", "key twice", "number", "brackets", "latin-1", "utf-16"],
)
def test_what_is_no_toml_is_told_with_its_line(tmp_path: Path, text: str | bytes, expected: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(Problem) as caught:
        load.load_file(Pack, path)
    assert expected in caught.value.what
    assert caught.value.where == str(path)
    assert not any(word in caught.value.what for word in ("sys.", "Error"))


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match="no such file"):
        load.load_file(Pack, tmp_path / "none.toml")
    with pytest.raises(Problem, match="a folder, not a file"):
        load.load_file(Template, tmp_path)

    def forbidden(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path, PACK)
    monkeypatch.setattr(load, "read", forbidden)
    with pytest.raises(Problem, match="cannot be read: Permission denied"):
        load.load_file(Pack, path)


# --- anything at all ------------------------------------------------------------------------------

# A line names the place of what is wrong, and repeats it: words that are not plain must come from us.
words = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="\x7f"), max_size=12
).filter(lambda text: not any(word in text for word in JARGON))
junk = st.recursive(
    st.one_of(st.booleans(), st.integers(-(10**6), 10**6), words),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)


def toml(value: Any) -> str:
    """`value` as an inline TOML value; JSON's strings are TOML's."""
    if isinstance(value, dict):
        inside = (f"{json.dumps(key, ensure_ascii=False)} = {toml(inner)}" for key, inner in value.items())
        return "{" + ", ".join(inside) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(inner) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def places(value: Any) -> list[tuple[Any, Any]]:
    """(container, key) of every value inside."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, inner in pairs for found in [(value, key), *places(inner)]]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), many=st.integers(1, 3))
def test_a_file_with_anything_anywhere_is_read_or_refused_in_plain_words(
    tmp_path: Path, data: st.DataObject, many: int
) -> None:
    tree = tomllib.loads(PACK)
    for _ in range(many):
        container, key = data.draw(st.sampled_from(places(tree)))
        container[key] = data.draw(junk)
    path = written(tmp_path, "\n".join(f"{key} = {toml(inner)}" for key, inner in tree.items()))
    problem = None
    try:
        load.load_file(Pack, path)
    except Problem as caught:
        problem = caught
    if problem is None:
        return
    assert problem.where == str(path)
    for line in problem.what.splitlines():
        assert re.match(r".+: \S", line), line
        assert "not what is expected here" not in line, line
        # What the file itself says may be repeated between quotes; the rest is ours.
        assert not any(word in re.sub(r"'[^']*'", "", line) for word in JARGON), line


# --- folders --------------------------------------------------------------------------------------


def test_without_a_folder_there_is_what_ships(tmp_path: Path) -> None:
    for found in (load.packs(), load.packs(tmp_path / "nowhere"), load.packs(tmp_path)):
        assert set(found.usable) == set(load.packs().usable)
        assert not found.failed
    assert set(load.templates(tmp_path).usable) == set(load.templates().usable)


def test_own_files_join_what_ships_and_a_broken_one_is_no_hindrance(tmp_path: Path) -> None:
    written(tmp_path / "packs", PACK, "b.toml")
    broken = written(tmp_path / "packs", "id = ", "a.toml")
    written(tmp_path / "packs", "not for us", "notes.txt")
    written(tmp_path / "packs", "left by another system", "._b.toml")
    written(tmp_path / "templates", TEMPLATE)
    found = load.packs(tmp_path)
    assert set(found.usable) == {*load.packs().usable, "mine"}
    assert [problem.where for problem in found.failed] == [str(broken)]
    assert "short" in load.templates(tmp_path).usable
    assert "mine" not in load.packs().usable


def test_an_id_that_ships_is_taken(tmp_path: Path) -> None:
    path = written(tmp_path / "packs", PACK.replace('"mine', '"tips').replace('"2026"', '"2027"'))
    found = load.packs(tmp_path)
    assert found.usable["tips"] == load.packs().usable["tips"]
    (problem,) = found.failed
    assert problem.where == str(path)
    assert "'tips' is taken by the program itself" in problem.what
    assert "another id" in problem.hint


def test_of_two_own_files_with_one_id_the_first_by_name_counts(tmp_path: Path) -> None:
    second = written(tmp_path / "packs", PACK.replace("Our own", "Theirs"), "z.toml")
    written(tmp_path / "packs", PACK, "a.toml")
    found = load.packs(tmp_path)
    assert found.usable["mine"].name == "Our own"
    assert [(problem.where, "taken by a.toml" in problem.what) for problem in found.failed] == [
        (str(second), True)
    ]


def test_a_folder_that_cannot_be_read_is_told_and_what_ships_is_there(tmp_path: Path) -> None:
    written(tmp_path, "I am a file", "packs")
    found = load.packs(tmp_path)
    assert set(found.usable) == set(load.packs().usable)
    (problem,) = found.failed
    assert problem.where == str(tmp_path / "packs")
    assert "cannot be read" in problem.what
