"""What the register holds of a session: tables, columns and what each column is. Plain values; no engine.

The same tables stand in PostgreSQL and in Parquet. Of every row the first two columns are the place and the
session, so that no key of one place can meet that of another.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

FOLDER = "register"
"""The folder of what waits on a laptop, in the data folder."""
SCHEMA = 6
"""The version of the schema: how many migrations there are in `migrations`."""
SAME_TABLES = 4
"""The version since which the tables are what they are: Parquet that was written since then can be read."""
HEAD = "register.json"
"""The file that makes a folder a register."""
Outcome = Literal["new", "renewed", "unchanged"]
"""What a push did with a session."""
Rows: TypeAlias = Sequence[Mapping[str, Any]]
"""Rows of a table as JSON has them: days and times in ISO form."""


class Column(NamedTuple):
    """A column: it `holds` text, whole, large, yes_no, day or json."""

    name: str
    holds: str = "text"
    is_key: bool = False


class RegisterTable(NamedTuple):
    """A table of the register."""

    name: str
    columns: tuple[Column, ...]
    words: tuple[str, str] = ("", "")
    """What one row is called, and several."""


PLACE, SESSION = Column("place", is_key=True), Column("session", is_key=True)
SESSIONS = RegisterTable(
    "sessions",
    (
        *(PLACE, SESSION, Column("content"), Column("counter", "whole"), Column("place_name")),
        *(Column("held_on", "day"), Column("held"), Column("template"), Column("as_bodies", "yes_no")),
        *(
            Column("state"),
            Column("final", "yes_no"),
            Column("final_on", "day"),
            Column("with_text", "yes_no"),
        ),
        *(Column("session_id"), Column("title")),
    ),
)
PACKS = RegisterTable(
    "packs",
    (PLACE, SESSION, Column("pack", is_key=True), Column("name"), Column("edition")),
)
SUBJECTS = RegisterTable(
    "subjects",
    (
        *(PLACE, Column("subject", is_key=True), Column("item"), Column("number"), Column("name")),
        *(Column("pack"), Column("section"), Column("lowest", "whole"), Column("labels", "json")),
        *(Column("meaning"), Column("wording")),
    ),
)
"""Items, and questions on them, as sessions of a place carry them; a row for all that have it so."""
AGREED = RegisterTable(
    "agreed_levels",
    (
        *(PLACE, SESSION, Column("item", is_key=True), Column("subject"), Column("level", "whole")),
        *(Column("target", "whole"), Column("evidence"), Column("dissents", "whole")),
        *(Column("answers", "whole"), Column("mark")),
    ),
    ("agreed level", "agreed levels"),
)
ANSWERS = RegisterTable(
    "answers",
    (
        *(PLACE, SESSION, Column("row", "whole", is_key=True), Column("item"), Column("round", "whole")),
        *(Column("level", "whole"), Column("answers", "whole"), Column("after_reveal", "yes_no")),
    ),
    ("count of answers", "counts of answers"),
)
ACTIONS = RegisterTable(
    "actions",
    (
        *(PLACE, SESSION, Column("uid", is_key=True), Column("item"), Column("status")),
        *(Column("first_due", "day"), Column("due", "day"), Column("moved", "yes_no")),
        Column("mark", "large"),
    ),
    ("action (status and dates)", "actions (status and dates)"),
)
TOLD = RegisterTable(
    "told",
    (PLACE, SESSION, Column("tidy_table", is_key=True), Column("row", "whole", is_key=True),
     Column("data", "json")),
    ("row with names and text", "rows with names and text"),
)  # fmt: skip
"""The tables of the JSON output, a row each: only where text goes with the figures."""
OF_A_SESSION = (SESSIONS, PACKS, AGREED, ANSWERS, ACTIONS, TOLD)
"""Tables whose rows are of one session."""
TABLES = (SUBJECTS, *OF_A_SESSION)
"""All of them, those first that others refer to."""
LATEST = RegisterTable(
    "latest",
    (
        *(Column("of_final", "yes_no", is_key=True), PLACE, Column("item", is_key=True), Column("session")),
        *(Column("held"), Column("subject"), Column("level", "whole"), Column("answers", "whole")),
        Column("mark"),
    ),
)
"""The latest agreed level of each place and item: of final sessions, and of all. Whatever keeps the register
works it out of the others, so that places side by side need not go through all years."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """What of a session goes to a register, but for the place's id there, which `with_place` fills in."""

    label: str
    """What it is called on this laptop."""
    place: str
    """The name of its place."""
    tables: Mapping[str, Rows]
    """{table: rows without place}; `sessions` has one row."""

    @property
    def row(self) -> Mapping[str, Any]:
        """The row of the session itself."""
        return self.tables[SESSIONS.name][0]

    @property
    def session(self) -> str:
        """Its identity: the same from every laptop, and no word of its title."""
        return str(self.row["session"])

    @property
    def content(self) -> str:
        """A digest of all that goes."""
        return str(self.row["content"])

    @property
    def with_text(self) -> bool:
        """Whether names and free text go too."""
        return bool(self.row["with_text"])

    def with_place(self, place: str) -> dict[str, list[dict[str, Any]]]:
        """The rows of all tables, of this place."""
        return {name: [{"place": place, **row} for row in rows] for name, rows in self.tables.items()}


class Gone(NamedTuple):
    """What is to stand in a register no longer."""

    session: str
    """Its identity, as it was pushed."""
    since: str = ""
    """Its identity after somebody was forgotten in it, under which it is pushed from then on."""

    @property
    def stays_out(self) -> bool:
        """Whether an older copy is refused from then on: under this identity a name would come back."""
        return self.since not in ("", self.session)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A session that waits to go."""

    path: Path
    target: str
    pushed: Pushed
    data: bytes
    """As it lies there."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A session that stands in a register, or may."""

    target: str
    session: str
    """Its identity there."""
    place: str
    """A digest of its place's name."""
    with_text: bool
    goes: bool = False
    """Whether it is to go from there, since somebody was forgotten in it on this laptop."""
    since: str = ""
    """The identity under which it is pushed from then on."""
    label: str = ""
    """What it is called on this laptop from then on."""
    was: str = ""
    """The identity that it had before somebody was forgotten in the register itself."""

    @property
    def gone(self) -> Gone:
        """What is to stand there no longer."""
        return Gone(self.session, self.since)


class Concerned(NamedTuple):
    """What of sessions has gone to registers, or is to go.

    Where somebody is forgotten, that alone which has the name, or an identity that is made of it.
    """

    there: tuple[Noted, ...] = ()
    """What stands in a register."""
    waits: tuple[Waiting, ...] = ()
    """What waits to go there."""


class Status(NamedTuple):
    """What a register holds of what one may see."""

    part: str
    place: str
    """The name of one's own place; empty for none."""
    version: int
    places: int
    sessions: int
    final: int
    with_text: int
    latest: str
    """The day of the latest session, in ISO form; empty for none."""
    published: str | None = None
    """The day of the figures that were published last; empty for none, None where nobody publishes."""
    without: tuple[str, ...] = ()
    """For the owner: names of places that write to it, of which it has nothing."""


def is_folder(target: str) -> bool:
    """Whether a target is a folder with Parquet files, and no database."""
    return "=" not in target and "://" not in target


def content_of(tables: Mapping[str, Rows]) -> str:
    """A digest of rows: the same where all of them are."""
    text = json.dumps(tables, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
