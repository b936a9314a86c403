"""How a person goes from what is stored of a session: the stored tables before and after. Pure.

It works on the tables as they stand in a file, of whatever version, so that tables and keys that nobody knows
are gone through too. Texts are replaced where they hold the name whole; of texts that may mean somebody else,
only where that was chosen.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sessions.material import OURS
from sessions.names import people_called
from sessions.text import slug
from sessions.whole_names import in_one_form, likely_in, pattern_of, words_in

Tables = Mapping[str, Any]
"""{table: {number of a document: document}}."""
USUAL = "a participant"
"""What stands for somebody who was forgotten, where nothing else is asked for."""
_SPOKEN = frozenset({"text", "reason", "measure", "interests", "about", "task"})
"""Keys of what is prose: where a sentence begins with a name, it begins with a capital afterwards."""
_BEGINS = re.compile(r"(?:\A|[.!?]\s+)\Z")
_IS_ID = re.compile(r"[a-z0-9]+(?:[-/#_~][a-z0-9]+)*")
"""An id: it follows what it was made of."""
_MADE = re.compile(r".*-[a-z2-7]{4}", re.DOTALL)
"""The id of a session: names of files begin with it, and go on behind a hyphen."""
_EXCERPT = 30
"""Characters that are shown before a name in a text, and behind it."""


class Mention(NamedTuple):
    """A text that holds a name, or what may be one."""

    place: str
    """Where, as people call it: "N3", "A7", "title", "people 2"."""
    spelling: str
    """As it is spelled there."""
    excerpt: str
    """The words around it, on one line."""


def rows_of(tables: Tables, name: str) -> list[dict[str, Any]]:
    """The documents of a table; none where it is none."""
    table = tables.get(name)
    return [row for row in table.values() if isinstance(row, dict)] if isinstance(table, Mapping) else []


def texts(tables: Tables) -> Iterator[tuple[str, str]]:
    """(place, text) of every text that people typed: all but that of the material."""
    for table, rows in tables.items():
        if table == "meta":
            continue
        for number, row in rows.items() if isinstance(rows, Mapping) else [("", rows)]:
            for key, text in _strings(_typed_part(table, row)):
                yield place_of(table, number, row, key), text


def _typed_part(table: str, row: Any) -> Any:
    """Of a pack, the items that were added in the room; anything else as it is."""
    if table != "packs" or not isinstance(row, Mapping) or row.get("id") == OURS:
        return row
    sections = [section for section in row.get("sections") or () if isinstance(section, Mapping)]
    items = (item for section in sections for item in section.get("items") or ())
    return [item for item in items if isinstance(item, Mapping) and item.get("added")]


def _strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """(the key that it stands under, text) of every text in `value`, those of keys among them."""
    if isinstance(value, str) and (inside := _inside(value)) is not None:
        yield from _strings(inside, key)
    elif isinstance(value, str):
        yield key, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield key, str(name)
            yield from _strings(inner, key or str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner, key)


def _inside(text: str) -> Any:
    """What a text of JSON holds, as `sessions.shared` keeps what was said otherwise; None for any other.

    In it a line ends with two signs, the second a letter, which would hide that a name begins behind it.
    """
    if text[:1] in ('"', "[", "{"):
        with suppress(ValueError, RecursionError):
            return json.loads(text)
    return None


def place_of(table: str, number: str, row: Any, key: str = "") -> str:
    """What people call the place of a document: "N3" of a note, "title" of the session, "step s4"."""
    if table == "session":
        return key or "session"
    label = row.get("id") if isinstance(row, Mapping) else None
    if table in ("notes", "actions") and isinstance(label, str):
        return label
    return f"step {label}" if table == "agenda" and label else f"{table} {number}".strip().replace("_", " ")


def excerpt(text: str, spelling: str) -> str:
    """The words around a name in a text, on one line."""
    at = max(text.find(spelling), 0)
    start, end = max(0, at - _EXCERPT), at + len(spelling) + _EXCERPT
    cut = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"


def mentions(tables: Tables, names: tuple[str, ...], others: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    """Where any of these names stands whole, and is no part of that of one of the `others`."""
    pattern, theirs = pattern_of(names), pattern_of(others)
    seen = ((place, text, theirs.sub("\n", text)) for place, text in texts(tables))
    found = ((place, match[0], text) for place, text, own in seen for match in pattern.finditer(own))
    return tuple(dict.fromkeys(Mention(place, name, excerpt(text, name)) for place, name, text in found))


def likely(tables: Tables, name: str, others: tuple[str, ...] = ()) -> tuple[Mention, ...]:
    """Where something stands that may be the same name, and is no part of that of one of the `others`."""
    theirs = pattern_of(others)
    found = (
        (place, like, text)
        for place, text in texts(tables)
        if not _IS_ID.fullmatch(text)
        for like in likely_in(name, theirs.sub("\n", text))
    )
    return tuple(dict.fromkeys(Mention(place, like, excerpt(text, like)) for place, like, text in found))


def known_people(tables: Tables) -> tuple[str, ...]:
    """The names of the people of a session: those on the list, then whoever owns an action besides."""
    listed = [row.get("name") for row in rows_of(tables, "people")]
    owners = [row.get("owner") for row in rows_of(tables, "actions")]
    return tuple(dict.fromkeys(name for name in (*listed, *owners) if isinstance(name, str) and name.strip()))


@dataclass(frozen=True, slots=True)
class Forgetting:
    """What goes, and what stands in its place."""

    names: tuple[str, ...]
    """The whole name, and the other spellings that were chosen."""
    by: str = USUAL
    owners: frozenset[str] = frozenset()
    """Owners of actions that mean this person and nobody else: "Priya", where one Priya is on the list."""
    others: tuple[str, ...] = ()
    """Names of other people that hold one of these: in "Priya Patel", no "Priya" goes."""
    kept: frozenset[str] = frozenset()
    """Places where other spellings than the first name of all stay: they mean somebody else."""
    uids: frozenset[str] = frozenset()
    """Rows of the list of people that are this person's, however they are spelled."""
    ids: Mapping[str, str] = field(default_factory=dict)
    """Ids that are made of the name, of sessions and of partners, and what they are afterwards."""

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds any of the names."""
        return pattern_of(self.names)

    @property
    def reaches_material(self) -> bool:
        """Whether the name is so much a person's own that it is no word of a pack: it has several words."""
        return len(words_in(self.names[0])) > 1

    def in_text(self, text: str, key: str = "", *, only_first: bool = False) -> str:
        """A text after it. `key` says what it is; with `only_first`, other spellings stay."""
        names = self.names[:1] if only_first else self.names
        both, ours = pattern_of((*names, *self.others)), pattern_of(names)

        def by(match: re.Match[str]) -> str:
            if ours.fullmatch(match[0]) is None:
                return match[0]
            begins = key in _SPOKEN and _BEGINS.search(text, 0, match.start())
            return self.by[:1].upper() + self.by[1:] if begins else self.by

        after = both.sub(by, text)
        return after if key in _SPOKEN else self.in_ids(after)

    def in_ids(self, text: str) -> str:
        """Ids, file names and the like, after it: what has no space in it."""
        return text if any(sign.isspace() for sign in text) else self._without(self.ids, text)

    def in_file(self, text: str) -> str:
        """All that stands in a file that can't be read as what it is, after it; ids of one word stay."""
        return self._without([old for old in self.ids if "-" in old], self.in_text(text))

    def _without(self, ids: Collection[str], text: str) -> str:
        if not ids:
            return text
        either = "|".join(_id_pattern(old) for old in sorted(ids, key=len, reverse=True))
        return re.sub(rf"(?<![\w-])(?:{either})", lambda match: self.ids[match[0]], text)

    def in_json(self, value: Any, key: str = "", *, only_first: bool = False) -> Any:
        """Any JSON after it; the same object where nothing in it changes."""
        if isinstance(value, str) and (inside := _inside(value)) is not None:
            after = self.in_json(inside, key, only_first=only_first)
            return value if after == inside else json.dumps(after, sort_keys=True, ensure_ascii=False)
        if isinstance(value, str):
            return self.in_text(value, key, only_first=only_first)
        if isinstance(value, Mapping):
            pairs = {
                self.in_text(name, only_first=only_first): self.in_json(inner, name, only_first=only_first)
                for name, inner in value.items()
            }
            same = all(pairs.get(name, self) is inner for name, inner in value.items())
            return value if same and len(pairs) == len(value) else pairs
        if isinstance(value, list):
            rows = [self.in_json(inner, key, only_first=only_first) for inner in value]
            return value if all(new is old for new, old in zip(rows, value, strict=True)) else rows
        return value

    def in_tables(self, tables: Tables) -> dict[str, Any]:
        """The tables of a session after it."""
        return {
            table: {number: self._row(table, number, row) for number, row in rows.items()}
            if isinstance(rows, Mapping)
            else self.in_json(rows)
            for table, rows in tables.items()
        }

    def _row(self, table: str, number: str, row: Any) -> Any:
        if not isinstance(row, Mapping) or table == "meta":
            return row
        if table == "packs" and not self.reaches_material:
            return self._pack(row)
        gone: dict[str, Any] = {}
        if table == "people" and self._is_theirs(row):
            gone = {"name": self.by, "role": ""}  # what they do tells who they are
            gone |= {"interests": ""} if "interests" in row else {}
        if table == "actions" and row.get("owner") in self.owners:
            gone = {"owner": self.by}
        key = place_of(table, number, row)
        fields = {
            name: self.in_json(
                value, name, only_first=key in self.kept or (table == "session" and name in self.kept)
            )
            for name, value in row.items()
        }
        return {**fields, **gone}

    def _is_theirs(self, row: Mapping[str, Any]) -> bool:
        name = row.get("name")
        is_named = isinstance(name, str) and self.pattern.fullmatch(in_one_form(name)) is not None
        return row.get("uid") in self.uids or is_named

    def _pack(self, row: Mapping[str, Any]) -> Any:
        """A pack, of which only the items that were added in the room are gone through."""
        if row.get("id") == OURS:
            return self.in_json(row)

        def items(section: Any) -> Any:
            if not isinstance(section, Mapping) or not isinstance(section.get("items"), list):
                return section
            rows = [
                self.in_json(item) if isinstance(item, Mapping) and item.get("added") else item
                for item in section["items"]
            ]
            return {**section, "items": rows}

        sections = row.get("sections")
        return {**row, "sections": list(map(items, sections))} if isinstance(sections, list) else row

    def people_in(self, tables: Tables) -> frozenset[str]:
        """The identities of the rows of people that are this person's."""
        rows = (row for row in rows_of(tables, "people") if self._is_theirs(row))
        return frozenset(row["uid"] for row in rows if isinstance(row.get("uid"), str))


def stand_in(sessions: Iterable[Tables]) -> str:
    """ "a participant", or "participant 2" where that stands for somebody else already."""
    taken = {text for tables in sessions for _, text in texts(tables)}
    number, word = 2, USUAL
    while word in taken:
        word, number = f"participant {number}", number + 1
    return word


def others_with(name: str, people: Iterable[str]) -> tuple[str, ...]:
    """The names of other people that have a word of this name: "Priya Patel" beside "Priya Shah"."""
    words = {word.casefold() for word in words_in(name)}
    own = in_one_form(name).casefold()
    named = (other for other in people if in_one_form(other).casefold() != own and len(words_in(other)) > 1)
    return tuple(other for other in named if words & {word.casefold() for word in words_in(other)})


def owners_meaning(name: str, tables: Tables) -> frozenset[str]:
    """The owners of actions that mean this person, and no other that the session knows."""
    people = tuple(dict.fromkeys((name, *(str(row.get("name")) for row in rows_of(tables, "people")))))
    owners = {row["owner"] for row in rows_of(tables, "actions") if isinstance(row.get("owner"), str)}
    return frozenset(owner for owner in owners if owner.strip() and people_called(owner, people) == (name,))


def ids_made_of(forgetting: Forgetting, tables: Tables) -> dict[str, str]:
    """Ids that hold the name, since they were made of a title or of what a partner is called."""
    ids: dict[str, str] = {}
    names = sorted({slug(name) for name in forgetting.names} - {""}, key=len, reverse=True)
    by, pattern = slug(forgetting.by) or "participant", forgetting.pattern
    called: list[tuple[Callable[[Mapping[str, Any]], Iterable[Any]], str]] = [
        (lambda row: (row.get("title"), row.get("place")), "session"),
        (lambda row: (row.get("name"),), "partners"),
    ]
    for of, table in called:
        for row in rows_of(tables, table):
            old, is_named = row.get("id"), any(pattern.search(str(text)) for text in of(row) if text)
            for name in names if isinstance(old, str) and (is_named or forgetting.reaches_material) else ():
                new = re.sub(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", by, str(old))
                if new != old:
                    ids[str(old)] = _free(new, {str(other.get("id")) for other in rows_of(tables, table)})
                    break
    return ids


def _id_pattern(session_or_partner_id: str) -> str:
    """A pattern of an id, where it is not the beginning of another one."""
    end = r"(?!\w)" if _MADE.fullmatch(session_or_partner_id) else r"(?![\w-])"
    return re.escape(session_or_partner_id) + end


def _free(wanted: str, taken: Collection[str]) -> str:
    free, number = wanted, 2
    while free in taken:
        free, number = f"{wanted}-{number}", number + 1
    return free
