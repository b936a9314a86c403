"""Lists over all sessions of the folder: what they share. A small screen each, alike in frame.

They show at once what the index knows, and have every file looked at behind that.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar, TypeVar

from textual import on
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sessions.days import show_iso
from sessions.many.card import Card
from sessions.many.everywhere import ActionRow, StandingRow
from sessions.problem import Problem
from sessions.text import harmless
from workshop.behind import Behind, Stopped
from workshop.cells import clip
from workshop.screens.finding import FindingScreen
from workshop.shelf import Shelf

RowT = TypeVar("RowT", bound=ActionRow | StandingRow)
LISTS = ("actions", "decisions", "risks")
"""The lists, in the order in which they are turned to."""
MOST = 300
"""Rows that are listed at once; more follow as the focus comes near the end."""
NEAR = 50
"""How near to the end that is, in rows."""
LOOK_EVERY = 0.25
"""Seconds between two words on how far it is."""


def where_from(card: Card) -> str:
    """ "Steering group · Exampleshire · 1 Dec 2026"; a place that the title has is not said twice."""
    place = "" if card.place.casefold() in card.title.casefold() else card.place
    return " · ".join(filter(None, (card.title, place, show_iso(card.date) if card.date else "")))


class LookingScreen(FindingScreen[RowT]):
    """Shows what the cards say, and has the files looked at behind that, until somebody stops it."""

    def __init__(self, shelf: Shelf, *, behind: Behind, today: Callable[[], date]) -> None:
        super().__init__()
        self._shelf = shelf
        self._behind = behind
        self._today = today
        self._rows: Sequence[RowT] = ()
        self._cards: tuple[Card, ...] = ()
        self._texts = 0  # sessions of which the texts were known, when the rows were made
        self._looking = False  # whether the files are being looked at, or wait for it
        self._put_off = False  # whether the person has stopped that

    def on_mount(self) -> None:
        """Show what is known."""
        self._take(self._shelf.cards.glance())
        self._looking = True
        self.set_interval(LOOK_EVERY, self._say_how_far)
        self.call_after_refresh(lambda: self._behind.do(self._look))

    # --- behind what is shown ----------------------------------------------------------------------------

    def _look(self, stopped: Stopped) -> None:
        """In the thread behind: look at every file."""
        cards = self._shelf.cards
        try:
            seen = cards.refresh(stopped=lambda: stopped() or self._put_off, with_texts=True)
        except Problem as problem:
            self.call_later(partial(self.tell, str(problem), error=True))
            seen = ()
        if not stopped() and self.is_attached:
            self.call_later(self._looked, seen)

    def _looked(self, seen: tuple[Card, ...]) -> None:
        self._looking = False
        seen = seen or self._shelf.cards.glance()
        if seen != self._cards or self._put_off or len(self._shelf.cards.packed()[0]) != self._texts:
            self._take(seen)
        else:
            self._show_state()

    def _say_how_far(self) -> None:
        if self._looking:
            self._show_state()

    def _take(self, cards: tuple[Card, ...]) -> None:
        self._cards, self._texts = cards, len(self._shelf.cards.packed()[0])
        self._rows = self._rows_of(cards)
        self._fill()

    def _rows_of(self, cards: tuple[Card, ...]) -> Sequence[RowT]:
        raise NotImplementedError

    def _facts(self) -> str:
        """How things stand, in a line."""
        raise NotImplementedError

    def _show_state(self) -> None:
        text = "\n".join(filter(None, (self._facts(), self._far())))
        self.query_one("#state", Static).update(Content(text))

    def _far(self) -> str:
        """How far it is with looking at the files, or what could not be looked at; empty where all is."""
        unread = sum(not card.is_read for card in self._cards)
        broken = [card for card in self._cards if card.what]
        stop = self.key("back", typing=True)
        if self._looking and (far := self._shelf.cards.under_way) is not None:
            return f"Looking at the sessions: {far[0]} of {far[1]}. {stop} stops it."
        if self._looking and unread:
            return f"{unread} of {len(self._cards)} sessions are still to be looked at. {stop} stops it."
        lines = [f"Stopped: {unread} of {len(self._cards)} sessions were not looked at."] if unread else []
        if broken:
            names = ", ".join(harmless(card.id) for card in broken[:2])
            more = f" and {len(broken) - 2} more" if len(broken) > 2 else ""
            lines.append(f"▲ Can't be read, and not in this list: {names}{more}. See the list of sessions.")
        return "\n".join(lines)

    def action_back(self) -> None:
        """Stop finding, then stop looking at files, and only then go back."""
        if self.stop_finding():
            return
        if self._looking and self._shelf.cards.under_way is not None and not self._put_off:
            self._put_off = True
            return
        self._put_off = True
        self.dismiss(None)


class EverywhereScreen(LookingScreen[RowT]):
    """One of the lists. Once it is dismissed, `leads_to` says what comes next."""

    LIST: ClassVar[str]
    OF_A_ROW: ClassVar[frozenset[str]] = frozenset({"open"})
    """Ids of commands that do nothing while no row is listed."""
    ROWS = "everywhere"
    DEFAULT_CSS = """
    EverywhereScreen OptionList > .option-list--option-disabled { color: $foreground; }
    """
    labels: Mapping[str, str] = {"open": "session", "note": "remark", "next_text": "next list"}
    leads_to: str | Path | None = None
    """Another of the lists, or the file of a session."""

    _lines: Sequence[RowT | None] = ()
    """What stands in the list: None for a heading."""
    _headings: Mapping[int, str] = {}
    """By their places in the list."""

    def on_mount(self) -> None:
        """Say which of the lists it is."""
        self.query_one("#title", Static).update(Content.assemble(*self._title()))

    def _title(self) -> Iterable[str | tuple[str, str]]:
        for name in LISTS:
            yield (f"[{name}]", "bold") if name == self.LIST else f" {name} "
            yield "  "
        yield "of all sessions"

    def _wanted(self) -> Sequence[tuple[str, RowT]]:
        """(heading, row) of what is to be listed."""
        raise NotImplementedError

    def _content(self, row: RowT, width: int) -> list[Content]:
        raise NotImplementedError

    def _uid(self, row: RowT) -> str:
        raise NotImplementedError

    @property
    def _focused(self) -> RowT | None:
        index = self.query_one(OptionList).highlighted
        return self._lines[index] if index is not None and index < len(self._lines) else None

    def _fill(self) -> None:
        focused = self._uid(self._focused) if self._focused is not None else None
        lines: list[RowT | None] = []
        headings: dict[int, str] = {}
        heading = None
        for group, row in self._wanted():
            if group != heading:
                headings[len(lines)] = heading = group
                lines.append(None)
            lines.append(row)
        self._lines, self._headings = lines, headings
        at = next((at for at, row in enumerate(lines) if row is not None and self._uid(row) == focused), 1)
        rows = self.query_one(OptionList)
        self._filled_for = self._row_width
        rows.clear_options()
        self._add(at + MOST)
        if lines:
            rows.highlighted = at
        self.idle = frozenset() if lines else self.OF_A_ROW
        self._show_state()
        self.refresh_keys()

    def _add(self, upto: int) -> None:
        """List the lines up to this one that are not listed yet."""
        rows = self.query_one(OptionList)
        width = self._row_width
        for at in range(rows.option_count, min(upto, len(self._lines))):
            if (row := self._lines[at]) is None:
                heading = Content.styled(clip(self._headings[at], width - 2), "bold underline")
                above = [Content("")] if at else []
                rows.add_option(Option(Content("\n").join([*above, heading]), disabled=True))
            else:
                rows.add_option(Option(Content("\n").join(self._content(row, width))))

    @on(OptionList.OptionHighlighted)
    def _go_on(self, event: OptionList.OptionHighlighted) -> None:
        """List more where the focus comes near to the end of what is listed; and the first heading again."""
        if event.option_index + NEAR > event.option_list.option_count:
            self._add(event.option_index + MOST)
        if event.option_index == 1:
            event.option_list.scroll_home(animate=False)

    def on_day_changed(self) -> None:
        """What is overdue is another today."""
        self._fill()

    async def action_find_rows(self) -> None:
        await self.action_find()

    def action_next_text(self) -> None:
        self._turn(1)

    def action_previous_text(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self._put_off = True
        self.leads_to = LISTS[(LISTS.index(self.LIST) + by) % len(LISTS)]
        self.dismiss(None)

    @on(OptionList.OptionSelected)
    def action_open(self) -> None:
        if (row := self._focused) is None:
            return
        self._put_off = True
        self.leads_to = self._shelf.folder / row.card.file
        self.dismiss(None)
