"""A pack as a table, for a spreadsheet, and back. The two are each other's inverse.

A row is an item; where the table has a column `kind`, it can also be the pack, its scale, a level of that or
a section. Lists stand in one cell, an entry a line. What has no column of its own stands in `more`, as JSON.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sessions.material import Pack
from sessions.problem import Problem
from sessions.text import clean, slug
from workshop.materials.lines import Key

LISTS = ("levels", "parts", "questions", "prompts", "evidence", "asked")
"""Columns that hold an entry a line."""
COLUMNS = ("kind", "id", "section", "label", "number", "name", "statement", "wording", *LISTS, "more")
KINDS = ("pack", "scale", "level", "section", "item")
_KEYS: Mapping[str, Mapping[str, str]] = {
    "pack": {"id": "id", "label": "item_word", "number": "edition", "name": "name", "statement": "about"},
    "scale": {"statement": "question"},
    "level": {"number": "number", "name": "label", "statement": "meaning"},
    "section": {"id": "id", "label": "label", "name": "title", "statement": "about", "wording": "closing"},
    "item": {name: name for name in ("id", "number", "name", "statement", "wording", *LISTS)},
}
"""Of each kind of row: column → key of the model."""
_LINE = re.compile(r"\s*\n\s*")
Row = Mapping[str, str]
"""A row of a table: name of a column → text of the cell."""


def rows(pack: Pack) -> list[Row]:
    """The rows of a pack, in its order; a cell that is empty is left out."""
    whole = pack.model_dump(mode="json", exclude_defaults=True)
    sections = whole.pop("sections")
    scale = whole.pop("scale", None)
    table: list[Row] = [_row("pack", whole)]
    if scale is not None:
        levels = scale.pop("levels")
        table += [_row("scale", scale), *(_row("level", level) for level in levels)]
    for section in sections:
        items = section.pop("items")
        table.append(_row("section", section))
        table += [{**_row("item", item), "section": section["id"]} for item in items]
    return table


def _row(kind: str, data: Mapping[str, Any]) -> dict[str, str]:
    row, rest = {"kind": kind}, dict(data)
    for column, key in _KEYS[kind].items():
        value = rest.get(key)
        if column in LISTS and value and all(_fits(entry) for entry in value):
            row[column] = "\n".join(rest.pop(key))
        elif column not in LISTS and value is not None and str(value) == clean(str(value)):
            row[column] = str(rest.pop(key))
    if rest:
        row["more"] = json.dumps(rest, ensure_ascii=False, sort_keys=True)
    return row


def _fits(entry: object) -> bool:
    """Whether an entry of a list can stand in a line of a cell."""
    return isinstance(entry, str) and entry == clean(entry, lines=False) != ""


@dataclass
class _Reader:
    """Rows turned into the keys and values of a pack; what is wrong is gathered, a line each."""

    pack: dict[str, Any]
    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    """Title of a section as it was typed → its id, where sections have no rows of their own."""
    mistakes: list[str] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    """Identity of a table of the data → number of its row."""

    def places(self) -> dict[Key, int]:
        """Keys of the tables in the data, with the number of their row."""
        tables: dict[Key, Any] = {(): self.pack, ("scale",): self.pack.get("scale")}
        levels = self.pack.get("scale", {}).get("levels", ())
        tables |= {("scale", "levels", index): level for index, level in enumerate(levels)}
        for index, section in enumerate(self.sections.values()):
            tables["sections", index] = section
            for place, item in enumerate(section["items"]):
                tables["sections", index, "items", place] = item
        return {key: self.numbers[id(table)] for key, table in tables.items() if id(table) in self.numbers}

    def take(self, number: int, row: Row) -> None:
        """Take one row; `number` is that of the spreadsheet."""
        kind = row.get("kind", "").strip().casefold() or "item"
        if kind not in KINDS:
            self.mistakes.append(f"row {number}, kind: should be one of {', '.join(KINDS)}, found {kind!r}")
            return
        data = self._data(number, kind, row)
        self.numbers[id(data)] = number
        match kind:
            case "pack":
                self.pack |= data
                self.numbers[id(self.pack)] = number
            case "scale":
                self.pack["scale"] = {"levels": [], **self.pack.get("scale", {}), **data}
            case "level":
                scale = self.pack.setdefault("scale", {"question": "How far are we?", "levels": []})
                scale["levels"].append(data)
            case "section":
                section = self.sections.setdefault(data.get("id", ""), {"items": []})
                section.update(data)
                self.numbers[id(section)] = number
            case _:
                self._item(row, data)

    def _item(self, row: Row, data: dict[str, Any]) -> None:
        section = self.sections[self._section(row.get("section", ""))]
        place = len(section["items"]) + 1
        part = list(self.sections.values()).index(section) + 1
        data.setdefault("number", f"{part}.{place}" if len(self.sections) > 1 or part > 1 else str(place))
        data.setdefault("id", f"{self.pack['id']}/{data['number']}")
        data.setdefault("name", " ".join(data.get("statement", "").split()[:6]).rstrip(".,;:"))
        section["items"].append(data)

    def _section(self, typed: str) -> str:
        """Id of the section that a row names by id or title; it is made where there is none."""
        title = clean(typed, lines=False)
        if title in self.sections:
            return title
        if title not in self.titles:
            self.titles[title] = _unused(slug(title, limit=50) or "section", self.sections)
            self.sections[self.titles[title]] = {
                "id": self.titles[title],
                "title": title or "All items",
                "items": [],
            }
        return self.titles[title]

    def _data(self, number: int, kind: str, row: Row) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for column, key in _KEYS[kind].items():
            text = row.get(column, "")
            if column in LISTS:
                if entries := [entry for entry in _LINE.split(clean(text)) if entry]:
                    data[key] = entries
            elif text := clean(text):
                data[key] = text
        if kind == "level" and "number" in data:
            whole = re.fullmatch(r"([0-9]+)(?:\.0+)?", data["number"])
            data["number"] = int(whole[1]) if whole else data["number"]
        try:
            more = json.loads(row.get("more", "").strip() or "{}")
        except (ValueError, RecursionError):
            more = None
        if isinstance(more, dict):
            return data | more
        self.mistakes.append(f"row {number}, more: should be empty or an object in JSON")
        return data


def _unused(name: str, taken: Iterable[str]) -> str:
    names, number = set(taken), 1
    while (name if number == 1 else f"{name}-{number}") in names:
        number += 1
    return name if number == 1 else f"{name}-{number}"


def columns(header: Sequence[str], where: str) -> list[str]:
    """Names of the columns of a table, from its first row. Raises Problem for one that is not known."""
    names = [clean(cell, lines=False).casefold() for cell in header]
    while names and not names[-1]:
        names.pop()
    unknown = [name for name in names if name not in COLUMNS]
    doubled = sorted({name for name in names if names.count(name) > 1})
    known = f"Known columns: {', '.join(COLUMNS)}. Only `statement` is needed."
    if unknown:
        listed = ", ".join(repr(name[:40]) for name in unknown[:10])
        raise Problem(f"row 1: no column of a pack: {listed}", where=where, hint=known)
    if doubled:
        raise Problem(f"row 1: {', '.join(doubled)}: stands twice", where=where, hint=known)
    if "statement" not in names:
        raise Problem("row 1: the column `statement` is missing", where=where, hint=known)
    return names


def pack_data(
    table: Sequence[Sequence[str]], pack_id: str, year: int, where: str
) -> tuple[dict[str, Any], dict[Key, int]]:
    """(keys and values of a pack, as a TOML file would give them; number of the row of each table in it).

    `table` is cells by row. `pack_id`, `year` and what follows from them hold where the table has no row for
    the pack. What is in the data is checked by the models. Raises Problem that lists all that is wrong with
    the table itself.
    """
    if not table:
        raise Problem("The table is empty", where=where, hint="Put the names of the columns in row 1.")
    names = columns(table[0], where)
    reader = _Reader(
        {
            "id": pack_id,
            "edition": "1",
            "name": pack_id.replace("-", " ").capitalize(),
            "about": "Made from a table.",
            "source": {"title": pack_id.replace("-", " "), "publisher": "Our own", "year": year},
        }
    )
    for number, cells in enumerate(table[1:], start=2):
        if any(cell.strip() for cell in cells[len(names) :]):
            reader.mistakes.append(f"row {number}: has more cells than there are columns")
        if row := {name: cell for name, cell in zip(names, cells, strict=False) if cell.strip()}:
            reader.take(number, row)
    if reader.mistakes:
        raise Problem("\n".join(reader.mistakes), where=where, hint="Mend the table and try again.")
    return {**reader.pack, "sections": list(reader.sections.values())}, reader.places()
