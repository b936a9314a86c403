"""What the room sees beyond the record; it never holds an answer."""

from pydantic import AwareDatetime, Field

from sessions.rows import Record, Stop


class Typing(Record):
    """An action while it is typed, as it has been understood: `rows` are (what, its words)."""

    title: str
    rows: tuple[tuple[str, str], ...] = ()


class WallState(Record):
    """What holds at one stop, and is dropped at any other, but for `blank`."""

    at: Stop
    since: AwareDatetime  # when this stop was reached
    page: int = Field(default=0, ge=0)  # page of what is too long for one, from 0
    typing: Typing | None = None
    blank: bool = False  # whether the room sees nothing, until it is brought back
