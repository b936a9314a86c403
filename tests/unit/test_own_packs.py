"""Packs of the user's own: from a table and back, from a commented file, and what is wrong with either."""

import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from openpyxl import Workbook, load_workbook

from sessions.material import Pack
from sessions.problem import Problem
from sessions.sheets import MOST_ROWS, sheet_in
from sessions.text import clean
from workshop.materials import own, sheet, table
from workshop.materials.load import load_file, packs
from workshop.materials.table import COLUMNS
from workshop.materials.toml import toml

SHIPPED = packs().usable
SIMPLE = "section,statement,prompts\nDoors,The doors are open.,Who has the key?\nDoors,The lights are on.,\n"


def table_pack(tmp_path: Path, content: bytes, name: str = "own.csv") -> Pack:
    path = tmp_path / name
    path.write_bytes(content)
    return own.pack_from_table(path, None, 2026)


def refused(tmp_path: Path, content: bytes, name: str = "own.csv") -> Problem:
    with pytest.raises(Problem) as caught:
        table_pack(tmp_path, content, name)
    assert caught.value.hint
    return caught.value


# --- there and back -----------------------------------------------------------------------------------


@pytest.mark.parametrize("pack_id", SHIPPED)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".toml"])
def test_a_pack_written_out_comes_back_the_same(tmp_path: Path, pack_id: str, suffix: str) -> None:
    path = tmp_path / f"out{suffix}"
    own.export(SHIPPED[pack_id], path, replace=False)
    read = load_file(Pack, path) if suffix == ".toml" else own.pack_from_table(path, None, 2026)
    assert read == SHIPPED[pack_id]


texts = st.text(max_size=30).map(clean).filter(bool)
short = texts.filter(lambda text: len(text.split()) <= 20)


@st.composite
def odd_packs(draw: st.DrawFn) -> Pack:
    """A pack with all that a pack can say, of whatever people may have typed."""
    levels = [{"number": n, "label": draw(texts)} for n in range(1, draw(st.integers(3, 5)))]
    scale = {"question": draw(texts), "levels": levels}
    evidence = st.one_of(texts, st.fixed_dictionaries({"text": texts, "kind": st.just("data")}))

    def item(number: int) -> dict[str, Any]:
        return {
            "id": f"odd/{number}",
            "number": draw(short),
            "name": draw(short),
            "statement": draw(short),
            "wording": draw(st.one_of(st.just(""), texts)),
            "prompts": draw(st.lists(short, max_size=2)),
            "parts": draw(st.lists(texts, max_size=2)),
            "evidence": draw(st.lists(evidence, max_size=2)),
            "weight": draw(st.integers(1, 3)),
            "levels": [draw(texts) for _ in levels] if draw(st.booleans()) else [],
        }

    section = {"id": "s", "title": draw(texts), "items": [item(n) for n in range(draw(st.integers(1, 3)))]}
    source = {"title": draw(texts), "publisher": draw(texts), "year": 2026}
    head = {"id": "odd", "edition": draw(texts), "name": draw(texts), "about": draw(texts), "source": source}
    return Pack.model_validate({**head, "scale": scale, "sections": [section]})


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd_packs())
def test_whatever_stands_in_a_pack_comes_back_from_every_form(pack: Pack) -> None:
    cells = sheet.cells(table.rows(pack))
    for read in (
        sheet_in(sheet.as_csv(cells), "", "a pack").rows,
        sheet_in(sheet.as_workbook(cells), "", "a pack").rows,
    ):
        data, _ = table.pack_data(read, "odd", 2026, "")
        assert Pack.model_validate(data) == pack


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(odd_packs())
def test_whatever_stands_in_a_pack_can_be_written_as_toml(pack: Pack) -> None:
    import tomllib

    assert Pack.model_validate(tomllib.loads(toml(pack))) == pack


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    nasty = "=cmd|'/c calc'!A1"
    pack = table_pack(tmp_path, f'statement\n"{nasty}"\n@sum\n'.encode())
    path = tmp_path / "out.xlsx"
    own.export(pack, path, replace=False)
    cells = [cell for row in load_workbook(path).worksheets[0].iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert nasty in [cell.value for cell in cells]
    own.export(pack, tmp_path / "out.csv", replace=False)
    written = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert f'"\'{nasty}"' in written
    assert '"\'@sum"' in written


# --- tables as people have them -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (SIMPLE.encode(), "doors.csv"),
        (SIMPLE.encode("utf-8-sig"), "doors.csv"),
        (SIMPLE.replace(",", ";").encode(), "doors.csv"),
        (SIMPLE.replace(",", "\t").encode("utf-16"), "doors.txt"),
        (SIMPLE.replace("\n", "\r\n").encode("cp1252"), "doors.csv"),
    ],
    ids=["plain", "bom", "semicolons", "utf-16 with tabs", "windows"],
)
def test_a_simple_table_makes_a_pack(tmp_path: Path, content: bytes, name: str) -> None:
    pack = table_pack(tmp_path, content, name)
    assert (pack.id, pack.source.year) == ("doors", 2026)
    (section,) = pack.sections
    assert (section.id, section.title) == ("doors", "Doors")
    first, second = section.items
    assert (first.id, first.number, first.name) == ("doors/1", "1", "The doors are open")
    assert (first.statement, first.prompts) == ("The doors are open.", ("Who has the key?",))
    assert (second.id, second.prompts) == ("doors/2", ())


def test_what_excel_writes_in_the_west_keeps_its_letters(tmp_path: Path) -> None:
    pack = table_pack(tmp_path, "statement\nCafé “Zoë” – £5\n".encode("cp1252"))
    assert pack.sections[0].items[0].statement == "Café “Zoë” – £5"


def test_a_workbook_makes_a_pack_whatever_its_cells_hold(tmp_path: Path) -> None:
    book, file = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (
        ["Statement", "Number", "Levels"],
        ["It works.", 1.3, None],
        [None, None, None],
        [7, 2, None],
    ):
        book.active.append(row)
    book.save(file)
    pack = table_pack(tmp_path, file.getvalue(), "mine.xlsx")
    assert [(item.number, item.statement) for item in pack.items()] == [("1.3", "It works."), ("2", "7")]


def test_an_id_of_ones_own_goes_into_the_items(tmp_path: Path) -> None:
    own.export(SHIPPED["principles"], tmp_path / "out.csv", replace=False)
    pack = own.pack_from_table(tmp_path / "out.csv", "ours", 2026)
    assert pack.id == "ours"
    assert [item.id for item in pack.items()][:2] == ["ours/P1", "ours/P2"]


# --- tables that are none -----------------------------------------------------------------------------

LONG = " ".join(["word"] * 31)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"\n\n", "`statement` is missing"),
        (b"name,number\nA,1\n", "`statement` is missing"),
        (b"statement,colour\nA,red\n", "no column of a pack: 'colour'"),
        (b"statement,statement\nA,B\n", "statement: stands twice"),
        (b"statement\n", "at least 1"),
        (b"statement,name\n,Doors\n", "row 2, statement: is missing"),
        (f"statement\nFine.\n{LONG}\n".encode(), "row 3, statement: the statement has 31 words"),
        (f"statement,prompts\nFine.,{LONG}\n".encode(), "row 2, prompts[0]: a prompt has 31 words"),
        (b"statement,id\nA,own/1\nB,own/1\n", "row 3, id: 'own/1' stands twice"),
        (b"statement,id\nA,1\n", "row 2, id: should be 'own/' and then a code"),
        (b"statement,kind\nA,standard\n", "row 2, kind: should be one of"),
        (b"statement,more\nA,{\n", "row 2, more: should be empty or an object"),
        (b'statement,more\nA,"[1]"\n', "row 2, more: should be empty or an object"),
        (b'statement,more\nA,"{""colour"": 1}"\n', "row 2, colour: is not a known key"),
        (b'statement,more\nA,"{""weight"": 0}"\n', "row 2, weight: should be 1 or more"),
        (b"statement,levels\nA,one\n", "own/1: words for 1 levels, not for 0"),
        (b"kind,statement,number,name\nlevel,,x,None\n,A,,\n", "row 2, number: should be a whole number"),
        (b"kind,statement,number,name\nlevel,,1,None\n,A,,\n", "should have at least 2"),
        (b"statement\nA,B,C\n", "row 2: has more cells than there are columns"),
        (b'statement\n"A\n', "row 2: unexpected end"),
        (b"statement\n" + b"A\n" * (MOST_ROWS + 1), "too many rows"),
        (b"\xff\xfe\x00\xd8", "no table that can be read"),
        (b"stat\0ement\nA\n", "no table that can be read"),
        (b"PK\x03\x04 and no workbook", "no workbook that can be read"),
        (b'statement,more\nA,"' + b"[" * 100_000 + b'"\n', "row 2, more"),
    ],
)
def test_a_table_that_is_none_is_refused_with_row_and_reason(
    tmp_path: Path, content: bytes, expected: str
) -> None:
    problem = refused(tmp_path, content)
    assert expected in problem.what
    assert problem.where.endswith("own.csv")


def test_all_that_is_wrong_with_a_table_is_said_at_once(tmp_path: Path) -> None:
    content = f'statement,name,more\n,Doors,\nFine.,,{{}}\n{LONG},,\nFine.,,"{{""weight"": 0}}"\n'
    lines = refused(tmp_path, content.encode()).what.splitlines()
    assert [line.partition(":")[0] for line in lines] == [
        "row 2, statement",
        "row 4, statement",
        "row 5, weight",
    ]


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "own.csv").mkdir()
    for name, expected in (("own.csv", "a folder"), ("none.csv", "cannot be read")):
        with pytest.raises(Problem, match=expected):
            own.pack_from_table(tmp_path / name, None, 2026)


def test_nothing_is_written_over_unless_asked(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text("mine", "utf-8")
    with pytest.raises(Problem, match="such a file already"):
        own.export(SHIPPED["tips"], path, replace=False)
    assert path.read_text("utf-8") == "mine"
    own.export(SHIPPED["tips"], path, replace=True)
    assert path.read_text("utf-8-sig").startswith('"kind"')
    with pytest.raises(Problem, match="What kind of file"):
        own.export(SHIPPED["tips"], tmp_path / "out.doc", replace=True)


def test_the_starting_file_can_be_used_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "packs" / "north-vale.toml"
    own.start("north-vale", path, 2026)
    pack = load_file(Pack, path)
    assert pack.id == "north-vale"
    for wrong in ("North", "a--b", "", "x" * 61, "../x"):
        with pytest.raises(Problem, match="cannot be the id"):
            own.start(wrong, tmp_path / "x.toml", 2026)
    with pytest.raises(Problem, match="such a file already"):
        own.start("north-vale", path, 2026)


def test_every_column_is_known_to_some_kind_of_row() -> None:
    known = {column for keys in table._KEYS.values() for column in keys}
    assert known | {"kind", "section", "more"} == set(COLUMNS)
