"""On which line of a TOML file a key stands, for messages: in files as people write them by hand."""

import re
from collections import Counter

Key = tuple[int | str, ...]
"""A place in a file: ("sections", 0, "title"); () is the file as a whole."""
_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\"'\x20-]+?)\s*\]\]?\s*(?:#.*)?")
_ENTRY = re.compile(r"\s*([A-Za-z0-9_-]+|\"[^\"]*\"|'[^']*')\s*[=.]")


def line_of(text: str, key: Key) -> int | None:
    """Number of the line, from 1, of `key` or of what it stands in; None where nothing of it is there."""
    places = _places(text)
    while key:
        if (line := places.get(key)) is not None:
            return line
        key = key[:-1]
    return None


def _places(text: str) -> dict[Key, int]:
    """Lines of the tables and of the keys that begin a line, by their key."""
    places: dict[Key, int] = {}
    counts: Counter[Key] = Counter()
    table: Key = ()
    quoted = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if quoted:  # inside a text of several lines nothing is a key
            quoted = "" if line.count(quoted) % 2 else quoted
            continue
        if header := _HEADER.fullmatch(line):
            table = _table(header[2], counts, is_list=header[1] == "[[")
            places.setdefault(table, number)
        elif entry := _ENTRY.match(line):
            places.setdefault((*table, entry[1].strip("\"'")), number)
            quoted = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), "")
    return places


def _table(name: str, counts: Counter[Key], *, is_list: bool) -> Key:
    """The key of a table by its dotted name: the latest of every list on the way, a new one of a list."""
    key: Key = ()
    *before, last = (part.strip(" \"'") for part in name.split("."))
    for part in before:
        key = (*key, part)
        if counts[key]:
            key = (*key, counts[key] - 1)
    key = (*key, last)
    if is_list:
        counts[key] += 1
        key = (*key, counts[key] - 1)
    return key
