"""A list of the sessions in the folder, newest first, and where each of them stands.

What it imports is loaded before anything is on the screen: the record, the store and other screens are not.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sessions.days import show_iso
from sessions.many.card import Card, by_series, folded_place, followed, marks
from sessions.problem import Problem
from sessions.text import harmless
from workshop import commands
from workshop.behind import Behind, Stopped
from workshop.cells import cells, clip, pad
from workshop.screens.finding import NARROW, FindingScreen
from workshop.shelf import Shelf
from workshop.widgets.foot import Foot
from workshop.widgets.key_bar import Key
from workshop.widgets.rows import Unseen

WIDE = 96
"""Columns from which a session has one line."""
BELOW = "   "
"""Before the name of a session below a later one of its series."""
FIRST = 100
"""Rows that stand there at once: more than any screen has lines."""
ENOUGH_PLACES = 5
"""From how many places on they can be put side by side without giving one away."""


def row(card: Card, width: int, mark: str = "", *, goes_on: bool = False, is_below: bool = False) -> Content:
    """One session in one line where there is room, else in two; `mark` tells it from one that looks alike.

    Where it `goes_on` in another, its open actions are told there. It `is_below` a later one of its series.
    """
    below = BELOW if is_below else ""
    if card.what:
        return Content.assemble(("▲ ", "bold"), clip(f"{harmless(card.id)}: {card.what}", max(10, width - 4)))
    name = named(card)
    if not card.is_read:
        return Content.styled(clip(name, max(10, width - 2)), "bold")
    if card.place and card.place.casefold() not in name.casefold():
        name = f"{name} · {card.place}"
    room = (max(10, width - 2) if width < WIDE else width - 14 - 36 - 18 - 2) - len(below)
    if mark:
        mark = f" · {clip(harmless(mark), room // 2)}"
        name = clip(name, room - cells(mark)) + mark
    when = show_iso(card.date) if card.date else "no date yet"
    state = progress(card)
    actions = card.open_actions
    todo = f"{actions} action{'' if actions == 1 else 's'} open" if actions else ""
    todo = "carried on" if actions and goes_on else todo
    if width < WIDE:
        head = Content.styled(below + clip(name, room), "bold")
        facts = " · ".join(fact for fact in (when, state, todo) if fact)
        room = max(10, width - 4 - len(below))
        return Content("\n").join([head, Content(f"{below}  {clip(facts, room)}")])
    return Content.assemble(
        (below + pad(name, room), "bold"), "  ", pad(when, 13), " ", pad(state, 35), " ", pad(todo, 17)
    )


def lines_of(card: Card, width: int) -> int:
    """How many lines a session takes."""
    return 1 if card.what or width >= WIDE or not card.is_read else 2


def named(card: Card) -> str:
    """The title of a session; until it has been read, the name of its file."""
    return card.title if card.is_read and not card.what else harmless(card.id)


def words_of(card: Card) -> str:
    """What a session is found by."""
    if not card.is_read:
        return card.id
    return f"{card.id} {card.title} {card.place} {show_iso(card.date) if card.date else ''}"


def progress(card: Card) -> str:
    """How far it is, in a few words."""
    last = f", {card.outcome}" if card.outcome else ""
    if not card.begun and not card.answered:
        return f"being prepared{last if card.away_since or card.final_at or card.to_settle else ''}"
    return f"{card.answered} of {card.items} answered{last}" if card.items else f"begun{last}"


def _of_use(cards: Sequence[Card], *, looks_alike: bool) -> frozenset[str]:
    """Ids of the commands that have their place in the key bar because of what the newest sessions are."""
    if not cards:
        return frozenset({"settings"})
    newest = [card for card in cards[:FIRST] if card.is_read and not card.what]
    in_series = any(card.previous for card in newest)
    places = {folded_place(card.place) for card in newest} - {""}
    of_use = {
        "compare": looks_alike or in_series,
        "group_rows": in_series,
        "all_actions": any(card.open_actions for card in newest),
        "benchmark": len(places) >= ENOUGH_PLACES,
        "bring_in": not all(card.begun or card.away_since or card.final_at for card in newest),
    }
    return frozenset(command_id for command_id, is_of_use in of_use.items() if is_of_use)


class SessionList(FindingScreen[Card]):
    """Shows what the cards say, and has them checked against the files behind that."""

    def __init__(self, shelf: Shelf, *, behind: Behind, today: Callable[[], date]) -> None:
        super().__init__()
        self._shelf = shelf
        self._behind = behind
        self._today = today
        self._day = today()
        self._cards: tuple[Card, ...] = ()
        self._followed: frozenset[str] = frozenset()
        """Ids of the sessions that go on in another."""
        self._marks: dict[str, str] = {}
        """{file: what tells it from another} of sessions that look alike."""
        self._grouped = False
        """Whether those of a series stand together."""
        self._below: frozenset[str] = frozenset()
        """Files of the sessions below a later one of their series."""
        self._left = False
        self._alone = ""
        """What is said of sessions of one place that are in no series, once that is known."""

    def _in_bar(self, command: commands.Command) -> Key:
        """What is of use because of the sessions comes beside the usual keys, and not before them."""
        key = super()._in_bar(command)
        return key._replace(rank=1) if key.rank == 0 and self._cards else key

    def on_mount(self) -> None:
        self._show(self._shelf.cards.glance())
        self.set_interval(1, self.check_day)  # also while it lies beneath other screens

    def check_day(self) -> None:
        """Tell every screen where another day has begun: over night, or while the laptop slept."""
        if (today := self._today()) != self._day:
            from workshop.day import DayChanged  # noqa: PLC0415  # it is a day until then

            self._day = today
            for screen in self.app.screen_stack:
                screen.post_message(DayChanged(today))

    def on_screen_suspend(self) -> None:
        self._left = True

    def on_screen_resume(self) -> None:
        """A session may have changed, or a new one may be there."""
        if self._left and self.is_mounted:
            self._left = False
            self.reload()

    def on_day_changed(self) -> None:
        """What is overdue is another today; and what was left over night may have been changed elsewhere."""
        self.reload()

    def reload(self) -> None:
        """Look into the folder again: at once as far as that is known, and then at every file."""
        self._show(self._shelf.cards.glance())
        self.call_after_refresh(self.check)

    def check(self) -> None:
        """Have every file looked at, behind what is shown."""
        self._behind.do(self._check)

    def _check(self, stopped: Stopped) -> None:
        """In the thread behind: look at every file."""
        cards = self._shelf.cards
        try:
            checked = cards.refresh(
                stopped=stopped, show=lambda: self.call_later(self._show_changed, cards.glance())
            )
        except Problem as problem:
            self.call_later(partial(self.tell, str(problem), error=True))
            return
        if not stopped():
            self.call_later(self._show_changed, checked)
            from workshop.going_on import in_no_series  # noqa: PLC0415  # of use behind the first screen

            keys = f"{self.key('details')}, then {self.key('go_on')}"
            alone = in_no_series(checked)
            self.call_later(self._tell_alone, alone and f" · {alone}: {keys}")

    def _tell_alone(self, alone: str) -> None:
        if alone != self._alone:
            self._alone = alone
            self.query_one("#state", Static).update(Content(self._state()))

    def _show_changed(self, cards: tuple[Card, ...]) -> None:
        if cards != self._cards:
            self._show(cards)

    def _show(self, cards: tuple[Card, ...]) -> None:
        self._cards, self._marks, self._followed = cards, marks(cards), followed(cards)
        self._fill()
        self.promoted = _of_use(cards, looks_alike=bool(self._marks))
        needless = {"demo": bool(cards), "compare": len(cards) < 2, "undo": not self._shelf.in_bin}
        self.idle = frozenset(name for name, holds in needless.items() if holds)
        self.refresh_keys()

    def _fill(self) -> None:
        rows, focused, last = self.query_one(OptionList), self._focused, self._shelf.last
        wanted = last.name if last else focused.file if focused else None
        self._shelf.last = None
        self._shown = self._cards
        if self.words:
            self._shown = tuple(card for card in self._cards if self.has_words(self._words_of(card)))
        groups = by_series(self._shown) if self._grouped else ()
        self._shown = tuple([card for group in groups for card in group]) if groups else self._shown
        self._below = frozenset([card.file for group in groups for card in group[1:]])
        self._filled_for = self._row_width
        at = next((at for at, card in enumerate(self._shown) if card.file == wanted), 0)
        rows.clear_options()
        # What is seen stands there at once, and the rest as soon as that is on the screen.
        seen = at + FIRST
        rows.add_options(self._options(self._shown[:seen]))
        if self._shown[seen:]:
            self.call_after_refresh(self._add, self._shown, seen)
        if self._shown:
            rows.highlighted = at
        self._show_first_steps()
        self.query_one("#state", Static).update(Content(self._state()))

    def _options(self, cards: Sequence[Card]) -> list[Option]:
        width = self._row_width
        return [
            Option(
                Unseen(
                    partial(
                        row,
                        card,
                        width,
                        self._marks.get(card.file, ""),
                        goes_on=card.id in self._followed,
                        is_below=card.file in self._below,
                    ),
                    width=NARROW,
                    lines=lines_of(card, width),
                )
            )
            for card in cards
        ]

    def _words_of(self, card: Card) -> str:
        return f"{words_of(card)} {self._marks.get(card.file, '')}"

    def _add(self, shown: tuple[Card, ...], seen: int) -> None:
        """The rows beyond those that are seen, unless others are shown by now."""
        rows = self.query_one(OptionList)
        if shown is self._shown and rows.option_count == seen:
            rows.add_options(self._options(shown[seen:]))

    def _show_first_steps(self) -> None:
        """Where there is no session, say what to do, in the place of the list."""
        self.set_class(not self._cards, "empty")
        shown = self.query("#empty")
        if self._cards and not shown:
            return
        new, demo, hand_over, help_ = (
            (self.key(name), "bold $accent") for name in ("new", "demo", "hand_over", "help")
        )
        words = Content.assemble(
            "There is no session here yet.\n\n",
            *(
                "Press ",
                new,
                " to prepare your first one, or ",
                demo,
                " to look around in a worked example.\n\n",
            ),
            *(help_, " says what to do, on every screen.\n"),
            *(hand_over, " takes over a session from another laptop."),
        )
        if shown:
            shown.first(Static).update(words)
        else:
            self.mount(Static(words, id="empty", markup=False), before=self.query_one(Foot))

    def _state(self) -> str:
        binned = self._shelf.in_bin
        in_bin = f" · {binned} in the bin: {self.key('undo')} brings back the last one" if binned else ""
        if not self._cards:
            return f"Sessions are kept in {harmless(str(self._shelf.folder))}{in_bin}"
        if not self._shown:
            return f"No session has these words. {self.key('put_away', typing=True)} shows all of them."
        today = self._today().isoformat()
        late = sum(card.overdue(today) for card in self._cards if card.id not in self._followed)
        many = len(self._shown)
        overdue = f" · {late} open action{'' if late == 1 else 's'} overdue" if late else ""
        alone = "" if self.words else self._alone
        how = " by series" if self._grouped else ""
        unread = sum(not card.is_read for card in self._cards)
        far = f" · {len(self._cards) - unread:,} read" if unread > FIRST else ""
        return f"{many:,} session{'' if many == 1 else 's'}{how}{far}{overdue}{in_bin}{alone}"

    def action_put_away(self) -> None:
        self.stop_finding()
