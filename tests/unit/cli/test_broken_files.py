"""Packs, templates and tables with every mistake that a hand makes: named at once, nothing half taken."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from workshop.materials.load import MOST_BYTES

Run = Callable[..., tuple[int, str, str]]

PACK = """\
id = "ours"
edition = "1"
name = "Ours"
about = "What we ask."
parties = ["Council", "NHS"]
[source]
title = "Ours"
publisher = "Us"
year = 2026
[scale]
question = "How far?"
levels = [{number = 0, label = "no"}, {number = 1, label = "yes"}]
[[sections]]
id = "a"
title = "A"
[[sections.items]]
id = "ours/1"
number = "1"
name = "One"
statement = "It works."
[[sections.items]]
id = "ours/2"
number = "2"
name = "Two"
statement = "It lasts."
"""
ITEM = '[[sections.items]]\nid = "ours/{0}"\nnumber = "{0}"\nname = "N"\nstatement = "S."\n'
TEMPLATE = """\
id = "short"
name = "Short"
minutes = 20
about = "A short one."
[[steps]]
kind = "score"
title = "Scores"
minutes = 20
pack = "icbo"
"""
LONG = "word " * 31

Broken = tuple[str | bytes, tuple[str, ...]]
SCALE = PACK[PACK.index("[scale]") : PACK.index("[[sections]]")]
WORKS, LASTS = 'statement = "It works."\n', 'statement = "It lasts."\n'
BANDS = 'bands = [{least = 5, label = "a"}, {least = 2, label = "b"}]\n'


def _in(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


PACKS: dict[str, Broken] = {
    "empty": ("", ("id: is missing", "sections: is missing", "source: is missing", "edition: is missing")),
    "a key is missing": (_in(PACK, 'edition = "1"\n', ""), ("edition: is missing",)),
    "several keys are missing": (
        _in(_in(PACK, 'title = "A"\n', ""), 'name = "Two"\n', ""),
        ("line 13, sections[0].title: is missing", "line 20, sections[0].items[1].name: is missing"),
    ),
    "the source is missing": (
        _in(PACK, '[source]\ntitle = "Ours"\npublisher = "Us"\nyear = 2026\n', ""),
        ("source: is missing",),
    ),
    "a double item": (
        _in(PACK, "ours/2", "ours/1"),
        ("line 22, sections[0].items[1].id: 'ours/1' stands twice",),
    ),
    "a double section": (
        PACK + '[[sections]]\nid = "a"\ntitle = "B"\n' + ITEM.format(3),
        ("line 27, sections[1].id: 'a' stands twice",),
    ),
    "an id of another pack": (
        _in(PACK, "ours/2", "theirs/2"),
        ("line 22, sections[0].items[1].id: should be 'ours/'",),
    ),
    "no id but words": (
        _in(PACK, 'id = "ours"', 'id = "Our Pack"'),
        ("line 1, id: should be small letters",),
    ),
    "a number for a text": (
        _in(PACK, 'edition = "1"', "edition = 1"),
        ("line 2, edition: should be text in quotes, found 1",),
    ),
    "a text for a number": (
        _in(PACK, "year = 2026", 'year = "2026"'),
        ("line 9, source.year: should be a whole number without quotes, found '2026'",),
    ),
    "a date for a text": (
        _in(PACK, 'edition = "1"', "edition = 2026-01-01"),
        ("line 2, edition: should be text in quotes",),
    ),
    "a list for a text": (
        _in(PACK, 'name = "Ours"', 'name = ["Ours"]'),
        ("line 3, name: should be text in quotes, found a list",),
    ),
    "a text for a list": (
        _in(PACK, 'statement = "It works."', 'statement = "It works."\nprompts = "Why?"'),
        ("line 21, sections[0].items[0].prompts: should be a list, found 'Why?'",),
    ),
    "a scale by its name": (
        _in(PACK, SCALE, "").replace("about =", 'scale = "five points"\nabout ='),
        ("line 4, scale: should be a table of keys and values, found 'five points'",),
    ),
    "levels from two": (
        _in(_in(PACK, "number = 0", "number = 2"), "number = 1", "number = 3"),
        ("line 12, scale.levels: levels must be numbered 0, 1, 2 … or 1, 2, 3 … in order, found [2, 3]",),
    ),
    "a level left out": (_in(PACK, "number = 1,", "number = 2,"), ("scale.levels: levels must be numbered",)),
    "one level": (_in(PACK, ', {number = 1, label = "yes"}', ""), ("scale.levels: should have at least 2",)),
    "words for other levels, twice": (
        _in(
            _in(PACK, 'statement = "It works."', 'statement = "It works."\nlevels = ["a"]'),
            'statement = "It lasts."',
            'statement = "It lasts."\nlevels = ["a", "b", "c"]',
        ),
        (
            "line 21, sections[0].items[0].levels: ours/1: words for 1 levels, not for 2, as its scale has",
            "line 27, sections[0].items[1].levels: ours/2: words for 3 levels, not for 2",
        ),
    ),
    "a party that is none": (
        _in(PACK, 'statement = "It works."', 'statement = "It works."\nleads = ["GP", "NHS"]'),
        ("line 21, sections[0].items[0].leads[0]: 'GP' is none of the pack's parties",),
    ),
    "bands that fall": (
        _in(PACK, "[scale]", f'[result]\nmeasure = "sum"\n{BANDS}[scale]'),
        ("line 10, result: bands must rise",),
    ),
    "a measure that is none": (
        _in(PACK, "[scale]", '[result]\nmeasure = "mean"\n[scale]'),
        ("line 11, result.measure: should be 'sum' or 'percent', found 'mean'",),
    ),
    "a weight of nought": (
        _in(PACK, 'statement = "It works."', 'statement = "It works."\nweight = 0'),
        ("line 21, sections[0].items[0].weight: should be 1 or more, found 0",),
    ),
    "a kind of evidence that is none": (
        _in(PACK, WORKS, WORKS + 'evidence = [{text = "x", kind = "hearsay"}]\n'),
        ("sections[0].items[0].evidence[0].kind: should be 'people', 'staff'",),
    ),
    "a key that is a slip": (
        _in(PACK, "about =", "abuot ="),
        ("line 4, abuot: is not a known key (did you mean 'about'?)",),
    ),
    "a statement too long to read out": (
        _in(PACK, "It works.", LONG),
        ("line 20, sections[0].items[0].statement: the statement has 31 words, at most 30",),
    ),
    "a control character": (
        _in(PACK, "It works.", "\\u001b[2J"),
        ("line 20, sections[0].items[0].statement: has a character",),
    ),
    "nested without end": (PACK + "deep = " + "[" * 5_000 + "]" * 5_000 + "\n", ("nested too deep",)),
    "nested keys": ("a" + ".a" * 60 + " = 1\n" + PACK, ("a: is nested too deep",)),
    "not UTF-8": (_in(PACK, "It works.", "Caf\u00e9.").encode("cp1252"), ("line 20: is not text in UTF-8",)),
    "no TOML": ("id = ours\n", ("line 1, column 6: is not TOML",)),
    "a quote left open": (_in(PACK, 'name = "Ours"', 'name = "Ours'), ("line 3, column 13: is not TOML",)),
    "a key twice": (_in(PACK, 'edition = "1"', 'edition = "1"\nedition = "2"'), ("is not TOML", "line 3")),
    "a workbook called TOML": (b"PK\x03\x04\x14\x00\xff", ("is not text in UTF-8",)),
    "no section": (PACK.partition("[[sections]]")[0], ("sections: is missing",)),
    "a million items": (
        PACK + "".join(ITEM.format(n) for n in range(3, 40_000)),
        ("far too large for a pack",),
    ),
}
TEMPLATES: dict[str, Broken] = {
    "minutes that don't add up": (
        _in(TEMPLATE, "minutes = 20", "minutes = 30"),
        ("minutes: the steps take 20",),
    ),
    "a kind that is none": (
        _in(TEMPLATE, '"score"', '"dance"'),
        ("line 6, steps[0].kind: should be 'welcome'",),
    ),
    "a pack that is not there": (_in(TEMPLATE, "icbo", "nowhere"), ("needs the pack 'nowhere'",)),
    "a section that is not there": (TEMPLATE + 'sections = ["d9"]\n', ("has no section 'd9'",)),
    "all of it": (
        _in(_in(TEMPLATE, 'title = "Scores"', "title = 3"), 'about = "A short one."', "about = 4"),
        ("line 4, about: should be text", "line 7, steps[0].title: should be text"),
    ),
    "no steps": (TEMPLATE.partition("[[steps]]")[0] + "[[steps]]\n", ("steps[0].kind: is missing",)),
}
TABLES: dict[str, Broken] = {
    "an empty table": (b"", ("empty",)),
    "no statement": (b"name\nDoors\n", ("row 1: the column `statement` is missing",)),
    "a column of one's own": (
        b"statement;colour;size\nA;red;1\n",
        ("no column of a pack: 'colour', 'size'",),
    ),
    "cells without a column": (
        b"statement\nA\nB,C\nD,E\n",
        ("row 3: has more cells", "row 4: has more cells"),
    ),
    "every row wrong": (
        f"statement,name\n,Doors\nFine.,Two\n{LONG},Three\n".encode(),
        ("row 2, statement: is missing", "row 4, statement: the statement has 31 words"),
    ),
    "ids twice": (
        b"statement,id\nA,t/1\nB,t/1\nC,t/1\n",
        ("row 3, id: 't/1' stands twice", "row 4, id: 't/1' stands"),
    ),
    "words without levels": (
        b"statement,levels\nA,one\nB,two\n",
        ("row 2, levels: t/1: words for 1", "row 3, levels"),
    ),
    "a level without a number": (
        b"kind,number,name,statement\nlevel,one,No,\nlevel,2,Yes,\n,,,A\n",
        ("row 2, number: should be a whole number",),
    ),
    "no table but a picture": (b"\x89PNG\r\n\x1a\n\0\0", ("no table that can be read",)),
    "a damaged workbook": (b"PK\x03\x04\x14\x00\x00", ("no workbook that can be read",)),
    "a million rows": (b"statement\n" + b"It works.\n" * 1_000_000, ("too many rows",)),
    "a quote left open": (b'statement\n"A\n', ("row 2: unexpected end",)),
}


def refused(run: Run, command: tuple[str, ...], path: Path, expected: tuple[str, ...], code: int) -> None:
    before = sorted(path.parent.parent.rglob("*"))
    found, out, err = run(*command, str(path))
    assert (found, out) == (code, "")
    assert "Traceback" not in err
    assert str(path) in err
    flat = " ".join(err.split())
    assert [text for text in expected if text not in flat] == []
    assert sorted(path.parent.parent.rglob("*")) == before, "nothing is written"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder.parent / "files" / name
    path.parent.mkdir()
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_there_are_forty_and_more() -> None:
    assert len(PACKS) + len(TEMPLATES) + len(TABLES) >= 40
    assert len(PACKS["a million items"][0]) > MOST_BYTES


@pytest.mark.parametrize("name", [*PACKS, *TEMPLATES])
def test_a_broken_file_is_told_whole_and_by_line(run: Run, folder: Path, name: str) -> None:
    content, expected = (PACKS | TEMPLATES)[name]
    command = "packs" if name in PACKS else "templates"
    refused(run, (command, "check"), written(folder, "ours.toml", content), expected, 1)


@pytest.mark.parametrize("name", PACKS)
def test_no_broken_pack_is_half_loaded(run: Run, folder: Path, name: str) -> None:
    """In the user's folder it is named, and everything else is there."""
    content, expected = PACKS[name]
    own = folder.parent / "data" / "packs"
    own.mkdir(parents=True)
    (own / "ours.toml").write_bytes(content if isinstance(content, bytes) else content.encode())
    (own / "sound.toml").write_text(PACK.replace("ours", "sound"), encoding="utf-8")
    code, out, err = run("packs", "list")
    assert code == 0
    assert {"icbo", "sound"} <= {line.split()[0] for line in out.splitlines()}
    assert "ours" not in {line.split()[0] for line in out.splitlines()}
    assert expected[0] in " ".join(err.split())


@pytest.mark.parametrize("name", TABLES)
def test_a_broken_table_is_told_whole_and_by_row(run: Run, folder: Path, name: str) -> None:
    content, expected = TABLES[name]
    path = written(folder, "t.csv", content)
    refused(run, ("packs", "import"), path, expected, 2)
    refused(run, ("packs", "check"), path, expected, 1)


@pytest.mark.parametrize("command", ["check", "import"])
@pytest.mark.parametrize("name", ["ours.toml", "t.csv", "t.xlsx"])
def test_a_folder_in_the_place_of_a_file_is_told(run: Run, folder: Path, command: str, name: str) -> None:
    (folder.parent / "files" / name).mkdir(parents=True)
    refused(run, ("packs", command), folder.parent / "files" / name, ("a folder, not a file",), 2)


def _workbook(*rows: list[object]) -> bytes:
    book, file = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(file)
    return file.getvalue()


SIMPLE = "statement,prompts\n“Doors” are open – caf\u00e9s too.,Who has the key?\nIt rains.,\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", SIMPLE.encode()),
        ("t.csv", SIMPLE.encode("utf-8-sig")),
        ("t.csv", SIMPLE.replace(",", ";").encode("utf-8-sig")),
        ("t.csv", SIMPLE.replace(",", ";").replace("\n", "\r\n").encode("cp1252")),
        ("t.csv", SIMPLE.replace(",", "\t").encode("utf-16")),
        ("t.csv", ("sep=;\n" + SIMPLE.replace(",", ";")).encode("cp1252")),
        ("t.csv", SIMPLE.replace("statement", " Statement ").encode()),
        ("t.csv", (SIMPLE + "\n,\n\n").encode()),
        ("t.xlsx", _workbook(*[line.split(",") for line in SIMPLE.splitlines()])),
    ],
    ids=[
        "plain",
        "mark",
        "semicolons",
        "Excel cp1252",
        "tabs UTF-16",
        "sep=",
        "capitals",
        "empty rows",
        "xlsx",
    ],
)
def test_what_is_unusual_and_sound_is_read(run: Run, folder: Path, name: str, content: bytes) -> None:
    path = written(folder, name, content)
    assert run("packs", "check", str(path))[0] == 0
    assert run("packs", "import", str(path))[0] == 0
    shown = run("packs", "show", "t")[1]
    assert "“Doors” are open – caf\u00e9s too." in shown
    assert "  - Who has the key?" in shown


def test_sound_files_pass(run: Run, folder: Path) -> None:
    path = written(folder, "ours.toml", "\ufeff" + PACK.replace("\n", "\r\n"))
    assert run("packs", "check", str(path)) == (0, "", "Ours: 2 items in 1 sections, no mistakes.\n")
    path.write_text(TEMPLATE, encoding="utf-8")
    assert run("templates", "check", str(path)) == (0, "", "Short: 1 steps, 20 minutes, no mistakes.\n")
