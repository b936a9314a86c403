"""Where each session stands, short enough for thousands: agreed levels and actions, by session, and no text.

Kept in one file beside the sessions, each row with the stamp of the session file that it was made from. A
shortcut, never a source, as the index is: what is damaged, stale or of another version is read anew.
"""

import gc
import json
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from sessions.analysis.items import answers_on
from sessions.aspects import aspect_of, item_of
from sessions.disk import Stamp, read, write_durably
from sessions.files import STANDINGS, session_entries, stamp_if_any
from sessions.kinds.registry import revealed_only
from sessions.kinds.score.records import AGREEMENTS
from sessions.many.cards import UNSETTLED_NS
from sessions.many.reading import read_each
from sessions.many.same_items import Measure, asked
from sessions.problem import Problem
from sessions.progress import Progress, StoppedEarly
from sessions.record import Session, find_scale
from sessions.rows import Action
from sessions.scope import why_not
from sessions.text import clean

VERSION = "workshop standings 2, schema 3"
"""Raised whenever a row would be made otherwise."""


class Subject(NamedTuple):
    """An item, or a question on it, as a session carries it; two are the same where all of this is."""

    id: str
    number: str
    name: str
    pack: str
    section: str
    base: int
    labels: tuple[str, ...]
    """Of its levels, the lowest first."""
    meaning: str
    """A digest of what each level means, and of what was asked: what has to be the same to be compared."""
    wording: str

    @property
    def measure(self) -> Measure:
        """What was asked, for `same_items.reasons`; who counts is no matter for what a room agreed on."""
        levels = tuple(enumerate(map(str.casefold, self.labels), start=self.base))
        return Measure(levels, ((self.meaning,),), ((self.wording,),), None)


class Agreed(NamedTuple):
    """A level that a room agreed on: `place` on the scale, from 0; how many answers stand behind it."""

    subject: Subject
    place: int
    answers: int
    mark: str
    """A digest of the very row and what it says: the same only where it is the same."""


class Promised(NamedTuple):
    """An action that was given a date."""

    uid: str
    item_id: str
    """The item of a pack that it came from; empty for none, and for one that was added in the room."""
    due: str
    """Its first due date, in ISO form."""
    done: bool
    moved: bool
    """Whether its date was put off."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session stands, by what the room has seen."""

    session_id: str
    place: str
    held: str
    """The day in ISO form, and when it was made: what later means."""
    final: bool
    agreed: tuple[Agreed, ...]
    promised: tuple[Promised, ...]


def standing_of(session: Session) -> Standing:
    """Where a session stands."""
    seen = revealed_only(session)
    day = (session.date or session.created_at.date()).isoformat()
    return Standing(
        session.id,
        clean(session.place, lines=False),
        f"{day} {session.created_at.isoformat()}",
        session.final_at is not None,
        tuple(_agreed(seen)),
        tuple(_promised(seen)),
    )


def identity_of(session_id: str) -> str:
    """A session as one tells it from others without a word of its title, of which its id is made."""
    return digest("session", session_id)


def subject_digest(subject: Subject) -> str:
    """A digest of a subject: the same for two subjects that are the same."""
    return digest(repr(tuple(subject)))


def _counts(action: Action) -> bool:
    """Whether an action was promised: it was given a date, and was not dropped."""
    return action.status != "dropped" and first_due(action) != ""


def _agreed(seen: Session) -> Iterator[Agreed]:
    known = {item.id: item for pack in seen.packs for item in pack.items()}
    sections = {
        item.id: section.title for pack in seen.packs for section in pack.sections for item in section.items
    }
    for row in AGREEMENTS.of(seen):
        item, scale = known.get(item_of(row.item_id)), None
        if item is not None and not item.added and why_not(seen, item.id) is None:
            scale = find_scale(seen, row.item_id)
        if item is None or scale is None or row.level not in scale.numbers:
            continue
        aspect = aspect_of(row.item_id)
        name = f"{item.name}: {aspect.name}" if aspect else item.name
        pack = seen.pack_of(item.id).name
        texts = (clean(text, lines=False) for text in (item.number, name, pack, sections[item.id]))
        labels = tuple(clean(level.label, lines=False) for level in scale.levels)
        number, name, pack, section = texts
        was_asked = asked(seen, row.item_id)
        digests = digest(repr(was_asked.meaning)), digest(repr(was_asked.wording))
        subject = Subject(row.item_id, number, name, pack, section, scale.base, labels, *digests)
        mark = digest(row.uid, str(row.level))
        yield Agreed(subject, scale.place(row.level), answers_on(seen, row.item_id), mark)


def _promised(seen: Session) -> Iterator[Promised]:
    items = {item.id for pack in seen.packs for item in pack.items() if not item.added}
    for action in filter(_counts, seen.actions):
        moved = any(past.due and action.due and past.due < action.due for past in action.past_dues)
        item_id = action.origin if action.origin in items else ""
        yield Promised(action.uid, item_id, first_due(action), action.status == "done", moved)


def first_due(action: Action) -> str:
    """The first due date that an action had, in ISO form; empty for none."""
    dues = (*(past.due for past in action.past_dues), action.due)
    return next((due.isoformat() for due in dues if due is not None), "")


def digest(*parts: str) -> str:
    """What is the same where all these are, and can't be read."""
    return blake2b("\x1f".join(parts).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Standings:
    """Of all sessions of some folders that can be read; and why the others can't be."""

    rows: tuple[Standing, ...]
    problems: tuple[Problem, ...]


def standings(
    folders: Iterable[Path],
    *,
    progress: Progress = lambda _done, _of: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Standings:
    """Where all sessions of these folders stand, by folder and file; what is kept of them follows.

    `progress` is told (files done, of how many) while files are read. Raises Problem where a folder can't be
    read, and StoppedEarly once it is `stopped`.
    """
    kept, stale, files = {}, [], []
    for folder in dict.fromkeys(folder.resolve() for folder in folders):
        known = _read_kept(folder)
        for entry in sorted(session_entries(folder), key=lambda entry: entry.name):
            path, stamp = folder / entry.name, stamp_if_any(entry)
            files.append(path)
            if entry.name in known and known[entry.name][0] == stamp:
                kept[path] = (stamp, known[entry.name][1])
            else:
                stale.append((path, stamp))
    if stopped():
        raise StoppedEarly
    problems, now = [], time.time_ns()
    stamps = dict(stale)
    try:
        for path, session, problem in read_each(list(stamps), progress=progress, stopped=stopped):
            if session is not None:
                settled = now - stamps[path][0] > UNSETTLED_NS and stamp_if_any(path) == stamps[path]
                rows = () if session.rehearsal else (standing_of(session),)
                kept[path] = (stamps[path] if settled else (0, 0, 0), rows)
            elif problem is not None:
                problems.append(problem)
    finally:
        if stamps:  # also what was read until it was stopped: the next time takes less
            _keep(kept)
    return Standings(tuple(row for path in files for row in kept.get(path, ((), ()))[1]), tuple(problems))


Kept = tuple[Stamp, tuple[Standing, ...]]


def _keep(kept: dict[Path, Kept]) -> None:
    """Write what is kept of each folder, where that can be done."""
    for folder in dict.fromkeys(path.parent for path in kept):
        rows = {path.name: row for path, row in kept.items() if path.parent == folder}
        with suppress(OSError):
            write_durably(folder / STANDINGS, _packed(rows), private=True)


def _packed(rows: dict[str, Kept]) -> bytes:
    """A head with a checksum, a line of all subjects, and a line a session that names them by number."""
    subjects: dict[Subject, int] = {}
    lines = []
    for name, (stamp, standings_there) in rows.items():
        packed = [_row(standing, subjects) for standing in standings_there]
        lines.append(json.dumps([name, stamp, packed], ensure_ascii=True, separators=(",", ":")))
    body = "\n".join([json.dumps(list(subjects), ensure_ascii=True), *lines]).encode()
    return f"{VERSION}\t{zlib.crc32(body)}\n".encode() + body


def _row(standing: Standing, subjects: dict[Subject, int]) -> list[Any]:
    agreed = [
        value
        for subject, *rest in standing.agreed
        for value in (subjects.setdefault(subject, len(subjects)), *rest)
    ]
    whole = (standing.session_id, standing.place, standing.held, standing.final)
    return [*whole, agreed, standing.promised]


def _read_kept(folder: Path) -> dict[str, Kept]:
    """What is kept of a folder, by the names of files; nothing where that can't be used. Never raises."""
    try:
        head, _, body = read(folder / STANDINGS).partition(b"\n")
        if head.decode("ascii") != f"{VERSION}\t{zlib.crc32(body)}":
            return {}
        with _collector_resting():
            listed, *rows = json.loads(b"[" + body.replace(b"\n", b",") + b"]")
            subjects = [_subject(*texts) for texts in listed]
            return dict(_unpacked(row, subjects) for row in rows)
    except (OSError, ValueError, TypeError, IndexError, RecursionError):
        return {}


@contextmanager
def _collector_resting() -> Iterator[None]:
    """A hundred thousand rows hold no rubbish, and looking through them takes longer than making them."""
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


def _subject(*texts: Any) -> Subject:
    return Subject(*texts)._replace(labels=tuple(texts[6]))


def _unpacked(row: Any, subjects: list[Subject]) -> tuple[str, Kept]:
    name, stamp, packed = row
    rows = tuple(
        Standing(
            session_id,
            clean(place, lines=False),
            held,
            final,
            tuple(
                Agreed(subjects[values[at]], values[at + 1], values[at + 2], values[at + 3])
                for at in range(0, len(values), 4)
            ),
            tuple(Promised(*action) for action in promised),
        )
        for session_id, place, held, final, values, promised in packed
    )
    return name, (tuple(stamp), rows)
