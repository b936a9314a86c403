"""Who is to be forgotten, looked for in all that is stored; nothing is changed by looking.

A person goes from the session, from copies of it, from the sessions of its series, and from what lies beside
all of these: backups, the bin, drafts, hand-overs, the index, and what was written. Sessions of others that
have the name are named, and left.
"""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sessions.dates import show
from sessions.disk import read
from sessions.files import DRAFTS, OUTPUTS, SUFFIX, UNDO
from sessions.forgetting import (
    Forgetting,
    Mention,
    excerpt,
    ids_made_of,
    known_people,
    likely,
    mentions,
    others_with,
    owners_meaning,
    rows_of,
    stand_in,
)
from sessions.many.stored import Stored, family, stored, stored_in
from sessions.names import people_called
from sessions.outputs import manifest
from sessions.outputs.inside import texts_in
from sessions.problem import Problem
from sessions.whole_names import in_one_form, likely_in, pattern_of, words_in

SUMMARIES = "summaries"
"""Folder of what is written, inside that of the sessions."""


@dataclass(frozen=True, slots=True)
class Found:
    """A person, and where they stand."""

    folder: Path
    path: Path
    """The session's file."""
    name: str
    """The whole name, as the session has it."""
    files: tuple[Stored, ...]
    """What holds the session, its copies, backups and series."""
    people: tuple[str, ...]
    """Everybody whom these sessions name."""
    whole: tuple[Mention, ...]
    """Where the whole name stands."""
    likely: tuple[Mention, ...]
    """Where something stands that may be the same person, spelled otherwise or in part."""
    outputs: tuple[Path, ...]
    """What was written in the folder and has the name, or may have it."""
    elsewhere: tuple[str, ...]
    """What lies outside of the folder: where, and since when."""
    others: tuple[str, ...] = ()
    """Ids of sessions of others that have the name."""
    logs: tuple[Path, ...] = field(default=())
    """Reports of mistakes that have the name."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """The likely spellings, each once, however it is capitalised; those that stand most often first."""
        counts: dict[str, int] = {}
        for mention in self.likely:
            counts[mention.spelling] = counts.get(mention.spelling, 0) + 1
        return tuple(sorted(counts, key=lambda spelling: (-counts[spelling], spelling)))

    @property
    def sessions(self) -> tuple[Path, ...]:
        """The files of sessions themselves, in the folder and in the bin."""
        return tuple(file.path for file in self.files if not file.is_backup and file.header is None)

    @property
    def is_final(self) -> bool:
        """Whether one of the records is final, and has to be opened again."""
        kept = (file.tables or {} for file in self.files if not file.is_backup)
        return any(row.get("final_at") for tables in kept for row in rows_of(tables, "session"))

    def forgetting(self, also: Iterable[str] = (), keep: Iterable[str] = (), by: str = "") -> Forgetting:
        """What goes: the whole name, and spellings that were chosen, but for those in places to `keep`."""
        names = tuple(dict.fromkeys((self.name, *(in_one_form(name) for name in also if name.strip()))))
        read_ones = [file.tables for file in self.files if file.tables is not None]
        owners = frozenset(owner for tables in read_ones for owner in owners_meaning(self.name, tables))
        plan = Forgetting(
            names,
            by or stand_in(read_ones),
            owners,
            others=others_with(self.name, self.people),
            kept=frozenset(keep),
        )
        ids = {old: new for tables in read_ones for old, new in ids_made_of(plan, tables).items()}
        uids = frozenset(uid for tables in read_ones for uid in plan.people_in(tables))
        return Forgetting(names, plan.by, owners, plan.others, plan.kept, uids, ids)

    def ids_after(self, plan: Forgetting) -> dict[str, str]:
        """{id of a session: its id after it}."""
        ids = dict.fromkeys(file.session_id for file in self.files if file.session_id)
        return {session_id: plan.ids.get(session_id, session_id) for session_id in ids}

    def reached_by(self, plan: Forgetting) -> bool:
        """Whether anything here has one of the names that go, as they are spelled."""
        return (
            bool(self.whole or plan.owners or plan.uids)
            or any(mentions(file.tables or {}, plan.names, plan.others) for file in self.files)
            or any(holds(path, plan.names) for path in (*self.outputs, *self.logs))
        )


def look(folder: Path, path: Path, person: str, *, logs: Iterable[Path] = ()) -> Found:
    """Where a person of a session stands. Raises Problem where nobody of this name does, or several do."""
    wanted = in_one_form(person)
    if not wanted:
        raise Problem("Nobody is named", hint="Type the whole name: --person “Priya Shah”.")
    own = stored(path, read(path))
    name = _called(wanted, known_people(own.tables or {}))
    near = stored_in(folder, words_in(name), path.stem)
    files = family(own, near)
    people = tuple(dict.fromkeys(who for file in files for who in known_people(file.tables or {})))
    others = others_with(name, people)
    whole = [mention for file in files for mention in _whole(file, name, others)]
    parts = [mention for file in files for mention in likely(file.tables or {}, name, others)]
    drafts = [mention for file in files for mention in _drafts(file.path, name)]
    whole += [mention for mention in drafts if pattern_of((name,)).fullmatch(mention.spelling)]
    parts += [mention for mention in drafts if not pattern_of((name,)).fullmatch(mention.spelling)]
    if not whole:  # what was taken back is kept, and may have it still
        whole += [Mention("undo", name, name) for file in files if holds(_kept_undo(file.path), (name,))]
    if wanted != name:  # as it was typed is as it is meant
        parts += [mention for file in files for mention in mentions(file.tables or {}, (wanted,))]
    names = tuple(dict.fromkeys((name, *(mention.spelling for mention in parts))))
    found = Found(
        folder,
        path,
        name,
        files,
        people,
        tuple(dict.fromkeys(whole)),
        tuple(dict.fromkeys(parts)),
        tuple(_written(folder, files, names)),
        _elsewhere(folder, files),
        _others(near, files, name),
        tuple(log for log in logs if holds(log, (name,))),
    )
    if not (found.whole or found.likely or found.outputs):
        known = f"On the list: {', '.join(people)}." if people else "Nobody is on the list of people."
        raise Problem(f"Nobody is called {person!r} in this session", where=str(path), hint=known)
    return found


def _called(wanted: str, people: tuple[str, ...]) -> str:
    """The person who is meant; the name as it was typed where the session knows none by it."""
    for name in people:
        if in_one_form(name).casefold() == wanted.casefold():
            return in_one_form(name)
    meant = people_called(wanted, people)
    if len(meant) > 1:
        raise Problem(f"{wanted!r} fits several: {', '.join(meant)}", hint="Type the whole name.")
    return in_one_form(meant[0]) if meant else wanted


def _whole(file: Stored, name: str, others: tuple[str, ...]) -> tuple[Mention, ...]:
    if file.tables is not None:
        return mentions(file.tables, (name,), others)
    return tuple(Mention(file.path.name, name, name) for _ in range(holds(file.path, (name,))))


def _drafts(session: Path, name: str) -> Iterable[Mention]:
    """Where the name, or what may be it, stands in what was typed and not recorded."""
    with suppress(OSError):
        for text in texts_in(read(session.parent / DRAFTS / f"{session.stem}{SUFFIX}")):
            for spelling in (*pattern_of((name,)).findall(text), *likely_in(name, text)):
                yield Mention("draft", spelling, excerpt(text, spelling))


def _kept_undo(session: Path) -> Path:
    return session.parent / UNDO / f"{session.stem}{SUFFIX}"


def holds(path: Path, names: tuple[str, ...]) -> bool:
    """Whether one of these names stands whole in a file, which is unpacked for it."""
    pattern = pattern_of(names)
    with suppress(OSError):
        return any(pattern.search(text) for text in texts_in(read(path)))
    return False


def _written(folder: Path, files: Iterable[Stored], names: tuple[str, ...]) -> Iterable[Path]:
    """What was written in the folder and has one of the names: what is noted, and what lies in summaries."""
    sessions = [file.path for file in files if not file.is_backup]
    noted = [row.file(session) for session in sessions for row in manifest.rows(session)]
    theirs = _noted_of_others(folder, sessions)
    with suppress(OSError):
        noted += sorted(path for path in (folder / SUMMARIES).rglob("*") if path not in theirs)
    for path in dict.fromkeys(path.resolve() for path in noted):
        if path.is_file() and path.is_relative_to(folder.resolve()) and holds(path, names):
            yield path


def _noted_of_others(folder: Path, sessions: list[Path]) -> set[Path]:
    """What was written of other sessions alone."""
    ours = {row.file(session) for session in sessions for row in manifest.rows(session)}
    others: set[Path] = set()
    with suppress(OSError):
        for path in (folder / OUTPUTS).glob(f"*{SUFFIX}"):
            session = folder / path.name
            if session not in sessions:
                others |= {row.file(session) for row in manifest.rows(session)}
    return others - ours


def _elsewhere(folder: Path, files: Iterable[Stored]) -> tuple[str, ...]:
    """What was written or handed over to somewhere else, as far as that was noted."""
    places: list[str] = []
    for file in files:
        if file.is_backup or file.header is not None:
            continue
        for row in manifest.rows(file.path):
            if not row.file(file.path).resolve().is_relative_to(folder.resolve()):
                places.append(
                    f"{row.file(file.path)} ({row.form}, written on {show(row.at.astimezone().date())})"
                )
        for row_of_session in rows_of(file.tables or {}, "session"):
            gone = row_of_session.get("handovers")
            for hand_over in gone if isinstance(gone, list) else ():
                if isinstance(hand_over, dict) and (to := str(hand_over.get("to", ""))) not in (
                    "",
                    str(folder),
                ):
                    places.append(f"{to} (handed over on {_day(hand_over.get('at'))})")
    return tuple(dict.fromkeys(places))


def _day(at: object) -> str:
    """The day of a time in ISO form, as people here write it; of what is none, as it stands there."""
    try:
        return show(dt.datetime.fromisoformat(str(at)).astimezone().date())
    except (ValueError, OverflowError):
        return str(at)[:10]


def _others(near: Iterable[Stored], files: tuple[Stored, ...], name: str) -> tuple[str, ...]:
    """Ids of sessions that are none of these and have the name."""
    ours = {file.path for file in files}
    theirs = (file for file in near if file.path not in ours and file.tables is not None)
    return tuple(dict.fromkeys(file.session_id for file in theirs if mentions(file.tables or {}, (name,))))
