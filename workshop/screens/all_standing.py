"""Decisions and open risks of all sessions: read here, and changed in their own session."""

from collections.abc import Sequence
from typing import ClassVar

from textual.content import Content

from sessions.many.card import Card
from sessions.many.everywhere import StandingRow, all_standing
from workshop.cells import clip
from workshop.screens.base import bindings
from workshop.screens.everywhere import EverywhereScreen, where_from
from workshop.widgets.wrapped import wrap


class _StandingScreen(EverywhereScreen[StandingRow]):
    """Decisions or risks: they are read here, and changed in their own session."""

    CONTEXT = "standing"
    KIND: ClassVar[str]
    FIND_HINT = "words of a text, place or session"

    def _rows_of(self, cards: tuple[Card, ...]) -> Sequence[StandingRow]:
        return all_standing(cards, self._shelf.cards.packed()[1], self.KIND)

    def _found(self) -> Sequence[StandingRow]:
        if not self.words:
            return self._rows
        return [
            row
            for row in self._rows
            if self.has_words(f"{row.standing.text} {row.standing.said} {where_from(row.card)}")
        ]

    def _wanted(self) -> Sequence[tuple[str, StandingRow]]:
        return [(where_from(row.card), row) for row in self._found()]

    def _uid(self, row: StandingRow) -> str:
        return f"{row.card.file} {row.standing.uid}"

    def _content(self, row: StandingRow, width: int) -> list[Content]:
        first = f"{row.standing.label:<4} " if row.standing.label else "  "
        rest = " " * len(first)
        lines = wrap(row.standing.text, max(10, width - 2), "bold", first=first, rest=rest)
        more = " · ".join(filter(None, (self._said(row), row.standing.origin)))
        return [*lines, *([Content(rest + clip(more, width - len(rest) - 2))] if more else [])]

    def _said(self, row: StandingRow) -> str:
        return row.standing.said


class AllDecisionsScreen(_StandingScreen):
    """What was decided, the latest session first."""

    LIST, KIND = "decisions", "decision"
    BINDINGS = bindings("standing")

    def _facts(self) -> str:
        if not self._rows:
            return "" if self._looking else "No decision is recorded in any session."
        return f"{len(self._found()):,} decided, the latest session first"


class AllRisksScreen(_StandingScreen):
    """Risks that were rated high or medium when they were rated last."""

    LIST, KIND = "risks", "risk"
    BINDINGS = bindings("standing")

    def _said(self, row: StandingRow) -> str:
        return f"rated: {row.standing.said}"

    def _facts(self) -> str:
        if not self._rows:
            return "" if self._looking else "No risk was rated high or medium in any session."
        return f"{len(self._found()):,} high or medium as rated last, the latest session first"
