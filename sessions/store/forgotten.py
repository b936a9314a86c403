"""Who was forgotten, without their names: so that no older copy of a session brings them back.

A mark is a salted digest of each name that was replaced, and the identities of the rows that were the
person's on the list of people. It stands in the record, to go where that goes, and in a private file beside
it, for where a copy from before takes the record's place: from a stick, a second laptop, or a sync program.
Nobody can read a name from a mark; whoever already suspects one can try it, which nothing that is to
recognise a name can prevent. So a digest takes a thousandth of a second and not a millionth.
"""

import contextlib
import datetime as dt
import functools
import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from sessions.acts import Forgotten, NameMark
from sessions.disk import patiently, read, write_durably
from sessions.files import FORGOTTEN
from sessions.forgetting import Forgetting, ids_made_of, rows_of, texts
from sessions.store.storage import Tables, harmless_json, parse_json
from sessions.whole_names import in_one_form

_ROUNDS = 2_000
_DIGEST_BYTES = 16
_SALT_BYTES = 16
_PRIVATE_FOLDER = 0o700
_EDGE = re.compile(r"^\W+|(?:['’]s)?\W*$")
_MARKS: TypeAdapter[tuple[Forgotten, ...]] = TypeAdapter(tuple[Forgotten, ...])


@functools.lru_cache(maxsize=4096)
def digest_of(name: str, salt: str) -> str:
    """PBKDF2 with SHA-256 of a name in one form and small letters, in hexadecimal."""
    form = in_one_form(name).casefold().encode(errors="backslashreplace")
    return hashlib.pbkdf2_hmac("sha256", form, salt.encode(), _ROUNDS, _DIGEST_BYTES).hex()


def mark_of(forgetting: Forgetting, people: Iterable[str], now: dt.datetime) -> Forgotten:
    """What is left of a person; `people` are the identities of their rows."""
    salt = secrets.token_hex(_SALT_BYTES)
    only_owners = forgetting.owners - set(forgetting.names)
    names = [*((name, False) for name in forgetting.names), *((name, True) for name in sorted(only_owners))]
    marks = tuple(
        NameMark(digest=digest_of(name, salt), words=len(in_one_form(name).split()), as_owner=as_owner)
        for name, as_owner in names
        if name.strip()
    )
    return Forgotten(salt=salt, names=marks, people=tuple(sorted(people)), by=forgetting.by, at=now)


def is_marked(name: str, mark: Forgotten) -> bool:
    """Whether a mark is of this whole name."""
    return digest_of(name, mark.salt) in {marked.digest for marked in mark.names}


def respected(tables: Tables, marks: Sequence[Forgotten]) -> Tables:
    """The tables of an older copy without those that were forgotten since; the same ones where it knows."""
    known = set(_uids_of(tables))
    for mark in marks:
        if mark.uid in known:
            continue
        names, owners = _names_in(tables, mark)
        if names:
            found = Forgetting(tuple(names), mark.by, frozenset(owners), uids=frozenset(mark.people))
            ids = ids_made_of(found, tables)
            ids.pop(session_id_in(tables), None)  # by which it was asked for
            tables = replace(found, ids=ids).in_tables(tables)
        tables = with_mark(tables, mark)
    return tables


def session_id_in(tables: Tables) -> Any:
    """The id of the session in these tables, as it stands there; None where there is none."""
    return next((row.get("id") for row in rows_of(tables, "session")), None)


def _uids_of(tables: Tables) -> Iterator[Any]:
    """The identities of the marks that these tables have."""
    listed = [row.get("forgotten") for row in rows_of(tables, "session")]
    marks = (mark for marks in listed if isinstance(marks, list) for mark in marks)
    return (mark.get("uid") for mark in marks if isinstance(mark, dict))


def with_mark(tables: Tables, mark: Forgotten) -> Tables:
    """The tables with a mark more, in the document of the session."""
    session = tables.get("session")
    if not isinstance(session, dict):
        return tables
    rows = {
        number: {**row, "forgotten": [*(row.get("forgotten") or ()), mark.model_dump(mode="json")]}
        if isinstance(row, dict)
        else row
        for number, row in session.items()
    }
    return {**tables, "session": rows}


def _names_in(tables: Tables, mark: Forgotten) -> tuple[list[str], set[str]]:
    """(names that are the person's, owners that mean them), as they are spelled in these tables."""
    names = {
        in_one_form(row["name"])
        for row in rows_of(tables, "people")
        if row.get("uid") in mark.people and isinstance(row.get("name"), str)
    }
    whole = {name.digest: name.words for name in mark.names if not name.as_owner}
    for count in set(whole.values()):
        for candidate in _candidates(tables, count):
            if digest_of(candidate, mark.salt) in whole:
                names.add(in_one_form(candidate))
    as_owner = {name.digest for name in mark.names if name.as_owner}
    owners = {
        row["owner"]
        for row in rows_of(tables, "actions")
        if as_owner and isinstance(row.get("owner"), str) and digest_of(row["owner"], mark.salt) in as_owner
    }
    names.discard(in_one_form(mark.by))
    longest = sorted(names or owners, key=lambda name: (-len(name), name))
    return longest, owners


def _candidates(tables: Tables, count: int) -> set[str]:
    """What can be a name of so many words: those that begin with capitals, side by side in a text."""
    found: set[str] = set()
    for _, text in texts(tables):
        words = [_EDGE.sub("", word) for word in re.split(r"[\s/]+", text)]
        for at in range(len(words) - count + 1):
            some = words[at : at + count]
            if all(word[:1].isupper() for word in some) or len(words) == count:
                found.add(" ".join(some))
    return found


# --- beside the session --------------------------------------------------------------------------------


def marks_path(folder: Path, session_id: str) -> Path:
    """The file of the marks of a session."""
    return folder / FORGOTTEN / f"{session_id}.json"


def marks_beside(folder: Path, session_id: Any) -> tuple[Forgotten, ...]:
    """The marks that are kept beside a session of this id; none where there are none, or they are damaged."""
    if not isinstance(session_id, str) or not session_id or "/" in session_id or "\\" in session_id:
        return ()
    try:
        data = read(marks_path(folder, session_id))
        return _MARKS.validate_python(harmless_json(parse_json(data)).get("forgotten", []))
    except (OSError, ValueError, RecursionError):
        return ()


def keep_marks(folder: Path, session_id: str, marks: Sequence[Forgotten]) -> None:
    """Have these marks on the disk beside a session. Raises OSError."""
    path = marks_path(folder, session_id)
    path.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    data = {"forgotten": [mark.model_dump(mode="json") for mark in marks]}
    write_durably(path, json.dumps(data, indent=1).encode(), private=True)


def drop_marks(folder: Path, session_id: str) -> None:
    """Keep no marks of a session that is gone for good."""
    with contextlib.suppress(OSError):
        patiently(lambda: marks_path(folder, session_id).unlink(missing_ok=True))
