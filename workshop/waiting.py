"""What of this laptop's sessions waits to go to a register, and what registers have of them."""

from sessions.many.for_good import Doomed
from sessions.register import words
from sessions.register.queue import FOLDER, Concerned, Queue
from workshop import settings


def queue() -> Queue:
    """What waits on this laptop."""
    return Queue(settings.data_folder() / FOLDER)


def of_deleted(doomed: Doomed) -> Concerned:
    """What is in registers, or waits, of a session that is to be deleted for good. Raises Problem."""
    return queue().of_session(doomed.session_id) if doomed.session_id else Concerned((), ())


def told_of_deleted(doomed: Doomed, concerned: Concerned) -> list[tuple[str, list[str]]]:
    """(what it is, lines) of the same."""
    stays = [words.withdrawn_by(doomed.session_id, note.target) for note in concerned.there]
    return _told((words.STAYS, stays), (words.IS_DROPPED, [row.target for row in concerned.waits]))


def drop(concerned: Concerned) -> None:
    """Let nothing of it wait any more. Raises Problem."""
    waiting = queue()
    for row in concerned.waits:
        waiting.drop(row.target, row.pushed.session)


def told_of(concerned: Concerned) -> list[tuple[str, list[str]]]:
    """(what it is, registers) of what has gone to registers, or is to go, with a name that is forgotten."""
    stands = [words.stands_in(note.target, with_text=note.with_text) for note in concerned.there]
    waits = [row.target for row in concerned.waits]
    return _told((words.STANDS, stands), (words.WAITED, waits))


def _told(*told: tuple[str, list[str]]) -> list[tuple[str, list[str]]]:
    """What there is, each line once."""
    return [(title, list(dict.fromkeys(lines))) for title, lines in told if lines]
