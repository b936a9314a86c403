"""Which sessions go to a register: final ones, and those that somebody shares though they are not."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from sessions.files import session_entries
from sessions.many.reading import read_each
from sessions.problem import Problem
from sessions.progress import Progress
from sessions.register.model import Pushed
from sessions.register.rows import pushed
from sessions.store.library import Library


class Chosen(NamedTuple):
    """What may go, and what stays."""

    go: tuple[Pushed, ...]
    stay: tuple[tuple[str, str], ...]
    """(session, why it stays)."""
    problems: tuple[Problem, ...]
    """Of sessions that can't be read."""


DRAFT = "it is not signed off; --drafts shares it all the same"
REHEARSAL = "it is a rehearsal"
NO_PLACE = "it names no place"


def chosen(
    library: Library,
    names: Sequence[str],
    *,
    drafts: bool,
    with_text: bool,
    progress: Progress = lambda _done, _of: None,
    stopped: Callable[[], bool] = lambda: False,
) -> Chosen:
    """The sessions that are named, or lie in folders that are. Raises Problem for one that is not there."""
    paths = dict.fromkeys(path for name in names for path in _paths(library, name))
    go: list[Pushed] = []
    stay: list[tuple[str, str]] = []
    problems: list[Problem] = []
    for path, session, problem in read_each(
        list(paths), home=library.folder, progress=progress, stopped=stopped
    ):
        if session is None:
            problems += [problem] if problem else []
        elif session.rehearsal or not session.place.strip() or not (drafts or session.final_at):
            why = REHEARSAL if session.rehearsal else DRAFT if session.place.strip() else NO_PLACE
            stay.append((path.stem, why))
        else:
            go.append(pushed(session, with_text=with_text, label=path.stem))
    return Chosen(_each_once(go), tuple(stay), tuple(problems))


def _paths(library: Library, name: str) -> Iterable[Path]:
    folder = Path(name).expanduser()
    if not name.strip() or not folder.is_dir():
        return [library.find(name)]
    if names := sorted(entry.name for entry in session_entries(folder)):
        return [folder / of_session for of_session in names]
    raise Problem(
        "There is no session in this folder", where=name, hint="Name the folder that sessions lie in."
    )


def _each_once(rows: Iterable[Pushed]) -> tuple[Pushed, ...]:
    """Of copies of a session, the one with the most changes."""
    found: dict[str, Pushed] = {}
    for row in rows:
        other = found.get(row.session)
        if other is None or other.row["counter"] < row.row["counter"]:
            found[row.session] = row
    return tuple(found.values())
