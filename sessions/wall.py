"""What the room sees beyond the record; it never holds an answer."""

from pydantic import AwareDatetime, Field

from sessions.rows import Record, Stop


class Typing(Record):
    """An action while it is typed, as it has been understood: `rows` are (what, its words)."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()


class Beside(Record):
    """Sessions of the same folder that are set side by side, by their ids, and in which order their items."""

    session_ids: tuple[str, ...]
    order: str = ""


class WallState(Record):
    """What holds at one stop, and is dropped at any other, but for `blank` and what is `beside`."""

    at: Stop | None  # None: the session had not begun
    since: AwareDatetime  # when this stop was reached
    page: int = Field(default=0, ge=0)  # page of what is too long for one, from 0
    typing: Typing | None = None
    beside: Beside | None = None  # then and now, in the place of all else
    blank: bool = False  # whether the room sees nothing, until it is brought back
