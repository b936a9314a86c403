"""A pack or a template as a TOML file, in the order of its models, without what has its default."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sessions.material import Pack
from sessions.plan import Template

LONGEST_LINE = 100
"""Characters from which a list stands in lines of its own."""


def toml(material: Pack | Template) -> str:
    """The text of a file that loads as this pack or template."""
    data = material.model_dump(mode="json", exclude_defaults=True)
    return "\n".join(_table(data, "")).lstrip("\n") + "\n"


def _table(data: Mapping[str, Any], path: str) -> Iterator[str]:
    """Keys and values; behind them the tables, and the lists of tables, that stand in it."""
    later: list[tuple[str, Any]] = []
    for key, value in data.items():
        if isinstance(value, Mapping) or (_tables(value) and not _mixed(value)):
            later.append((key, value))
        elif value is not None:
            yield f"{key} = {_value(value)}"
    for key, value in later:
        inner = f"{path}{key}"
        for table in [value] if isinstance(value, Mapping) else value:
            yield f"\n[{inner}]" if isinstance(value, Mapping) else f"\n[[{inner}]]"
            yield from _table(table, f"{inner}.")


def _tables(value: object) -> bool:
    return isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value)


def _mixed(value: Sequence[object]) -> bool:
    """Whether texts stand beside tables, as in a list of evidence."""
    return any(not isinstance(entry, Mapping) for entry in value)


def _value(value: Any) -> str:
    """A value in one line, or a list in several. JSON's strings are TOML's, but for one character."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(entry)}" for key, entry in value.items()) + " }"
    if isinstance(value, list):
        entries = [_value(entry) for entry in value]
        line = "[" + ", ".join(entries) + "]"
        if len(line) <= LONGEST_LINE:
            return line
        return "[\n" + "".join(f"    {entry},\n" for entry in entries) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
