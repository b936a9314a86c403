"""What of this laptop's sessions waits to go to a register, and what registers have of them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sessions.many.for_good import Doomed
from sessions.register.model import FOLDER, Concerned
from workshop import settings

if TYPE_CHECKING:
    from sessions.register.queue import Queue


def queue() -> "Queue":
    """What waits on this laptop."""
    from sessions.register.queue import Queue  # noqa: PLC0415  # most laptops have no register

    return Queue(settings.data_folder() / FOLDER)


def concerned(ids: Mapping[str, str]) -> Concerned:
    """What is in registers, or waits, of sessions in which somebody is forgotten, {id: id after it}.

    Raises Problem.
    """
    return queue().concerned(ids) if _is_used() else Concerned()


def forgotten(ids: Mapping[str, str]) -> None:
    """Somebody is forgotten in these sessions: nothing waits with the name. Raises Problem."""
    if _is_used():
        queue().forgotten(ids)


def of_deleted(doomed: Doomed) -> Concerned:
    """What is in registers, or waits, of a session that is to be deleted for good. Raises Problem."""
    return queue().of_session(doomed.session_id) if doomed.session_id and _is_used() else Concerned()


def _is_used() -> bool:
    """Whether anything ever went to a register from here."""
    return (settings.data_folder() / FOLDER).is_dir()


def told_of_deleted(doomed: Doomed, concerned: Concerned) -> list[tuple[str, list[str]]]:
    """(what it is, lines) of the same."""
    from sessions.register import words  # noqa: PLC0415

    stays = [words.withdrawn_by(doomed.session_id, note.target) for note in concerned.there]
    return _told((words.STAYS, stays), (words.IS_DROPPED, [row.target for row in concerned.waits]))


def drop(concerned: Concerned) -> None:
    """Let nothing of it wait any more. Raises Problem."""
    for row in concerned.waits:
        queue().drop(row.target, row.pushed.session)


def told_of(concerned: Concerned) -> list[tuple[str, list[str]]]:
    """(what it is, registers) of what has gone to registers, or is to go, with a name that is forgotten."""
    from sessions.register import words  # noqa: PLC0415

    stands = [words.stands_in(note.target, with_text=note.with_text) for note in concerned.there]
    waits = [row.target for row in concerned.waits]
    return _told((words.STANDS, stands), (words.WAITED, waits))


def _told(*told: tuple[str, list[str]]) -> list[tuple[str, list[str]]]:
    """What there is, each line once."""
    return [(title, list(dict.fromkeys(lines))) for title, lines in told if lines]
