"""What of this laptop's sessions waits to go to a register, and what registers have of them."""

from sessions.register import words
from sessions.register.queue import FOLDER, Concerned, Queue
from workshop import settings


def queue() -> Queue:
    """What waits on this laptop."""
    return Queue(settings.data_folder() / FOLDER)


def told_of(concerned: Concerned) -> list[tuple[str, list[str]]]:
    """(what it is, registers) of what has gone to registers, or is to go, with a name that is forgotten."""
    stands = [words.stands_in(note.target, with_text=note.with_text) for note in concerned.there]
    waits = [row.target for row in concerned.waits]
    told = ((words.STANDS, stands), (words.WAITED, waits))
    return [(title, list(dict.fromkeys(lines))) for title, lines in told if lines]
