"""The clock of a turn in large figures, and who has had a turn and who is still to come."""

from dataclasses import dataclass

from textual.content import Content

from sessions import schedule
from sessions.kinds.turns.records import TurnsActivity, takers
from sessions.record import Session
from workshop.cells import cells, pad
from workshop.steps.turns import state_of
from workshop.wall.layout.figures import figures, half_figures
from workshop.widgets.many_partners import NameOnLine, in_columns
from workshop.widgets.partner_grid import MANY, PartnerGrid
from workshop.widgets.wrapped import View, wrap

STYLES: dict[schedule.Stage, str] = {
    "running": "bold",
    "last fifth": "bold $warning",
    "closing": "bold $error",
    "over": "bold reverse",
}
GAP = 3
NAME_WIDTH = 44


@dataclass(frozen=True, slots=True)
class TurnTime:
    """What the clock shows."""

    figures: str
    """Of the turn: "12:40"."""
    stage: schedule.Stage
    words: tuple[str, ...]
    """Beside it: what is left of the turn and of the part, and whether the step has time for all."""
    tall: bool
    """Whether there is room for figures of five lines."""


class TurnClock(View[TurnTime]):
    """The figures, and beside them what they are of; below, where there is no room for that."""

    def draw(self, width: int, time: TurnTime) -> list[Content]:
        drawn = (figures(time.figures, 2) if time.tall else None) or half_figures(time.figures) or []
        room = width - max(map(cells, drawn), default=0) - GAP
        if room < 24:
            return [
                *(Content.styled(line, STYLES[time.stage]) for line in drawn if cells(line) <= width),
                *(line for text in time.words for line in wrap(text, width)),
            ]
        texts = [line for text in time.words for line in wrap(text, room)]
        height = max(len(drawn), len(texts))
        blank = " " * max(map(cells, drawn), default=0)
        left = [*drawn, *[blank] * (height - len(drawn))]
        right = [*texts, *[Content("")] * (height - len(texts))]
        return [
            Content.assemble((line, STYLES[time.stage] if line.strip() else ""), " " * GAP, text)
            for line, text in zip(left, right, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class TurnRow:
    """Somebody with a turn: how they are called, and how far it is."""

    id: str
    name: str
    state: str


def turn_rows(session: Session, activity: TurnsActivity, now_id: str | None) -> tuple[TurnRow, ...]:
    """A row for everybody, in the room's order; `now_id` has the turn."""
    return tuple(
        TurnRow(
            taker.id,
            f"{taker.name} ({taker.body})" if taker.owner and taker.body else taker.name,
            state_of(session, activity, taker, now_id),
        )
        for taker in takers(session, activity)
    )


class TurnList(PartnerGrid[tuple[TurnRow, ...]]):
    """Everybody in their order; a row can be clicked."""

    def draw(self, width: int, rows: tuple[TurnRow, ...], focus: str) -> list[Content]:
        if len(rows) > MANY:
            pairs = [(NameOnLine(row.id, row.name, row.id == focus), row.state) for row in rows]
            lines, self._places = in_columns(pairs, width)
            return lines
        self._places = {(line, 0): row.id for line, row in enumerate(rows)}
        longest = max((cells(row.name) for row in rows), default=0)
        room = min(NAME_WIDTH, longest, max(8, width - 24))
        return [
            Content.assemble(
                Content.styled(
                    f"{'▸' if row.id == focus else ' '} {pad(row.name, room)}", _style(row, focus)
                ),
                "  ",
                row.state,
            )
            for row in rows
        ]


def _style(row: TurnRow, focus: str) -> str:
    return "bold reverse" if row.id == focus else ""
