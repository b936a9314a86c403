"""Places side by side: for each item a strip with the middle half, the middle one, and one's own place."""

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sessions.many import benchmark_words as say
from sessions.many.benchmark import Benchmark, Row
from sessions.many.gathered import Wanted
from sessions.many.side_by_side import side_by_side
from sessions.many.suppress import HIDDEN
from sessions.problem import Problem
from sessions.progress import StoppedEarly
from sessions.register.seen import side_by_side as of_register
from sessions.text import harmless
from workshop import commands
from workshop.behind import Behind, Stopped
from workshop.cells import clip, hanging, pad
from workshop.screens.base import bindings
from workshop.screens.finding import ListScreen
from workshop.widgets.dialogs.pick import PickDialog

WIDE = 100
"""Columns from which the facts of an item stand beside it."""
LEAST_BESIDE = 36
"""Columns beside a strip that facts need; else they stand below it."""
MOST = 10_000
"""Columns of a text that is told in full."""
OF_REGISTER = "Places of the register"
"""The title of places that are none of the folder's."""
OF_A_RESULT = frozenset({"tell_row", "own_place", "letters", "write_benchmark"})
"""Ids of commands that do nothing until something is worked out."""
LOOK_EVERY = 0.25
"""Seconds between two words on what is done before it."""
STEP = 4
"""Columns from one level to the next, in a strip."""
MEDIAN, OWN, BOTH, HALF, LINE = "●", "◇", "◈", "━", "·"
LEGEND = f"{MEDIAN} middle place   {HALF * 3} middle half   {OWN} your place   {BOTH} both   {HIDDEN} hidden"


def strip(row: Row) -> str:
    """The scale from its lowest level to its highest, with what is shown and one's own place on it."""
    base, levels = row.subject.base, len(row.subject.labels)
    line = [LINE if column % STEP == 0 else " " for column in range(STEP * (levels - 1) + 1)]
    if row.shown is not None:
        lower, upper = row.shown.quartiles or (row.shown.median, row.shown.median)
        line[STEP * lower : STEP * upper + 1] = HALF * (STEP * (upper - lower) + 1)
        line[STEP * row.shown.median] = MEDIAN
    if row.own is not None:
        at = STEP * row.own
        line[at] = BOTH if line[at] == MEDIAN else OWN
    return f"{base} {''.join(line)} {base + levels - 1}"


def facts(row: Row, result: Benchmark) -> str:
    """What stands beside the strip."""
    parts = [HIDDEN] if row.shown is None else [say.spread(row), f"{row.shown.n} places"]
    if result.own:
        parts.append(f"yours {say.position(row) or '–'}")
    if row.actions.shown is not None:
        parts.append(f"in time {say.share_text(row.actions.shown)}")
    if row.since:
        parts.append(say.since(row.since))
    return " · ".join(filter(None, parts))


def shown(row: Row, result: Benchmark, width: int, strips: int) -> Content:
    """One item beside its facts where there is room, else above them; a strip takes so many columns."""
    name, beside = (clip(text, MOST) for text in (say.named(row.subject), facts(row, result)))
    drawn = f"{strip(row).ljust(strips)} │ "
    below = f"{'│':>{len(drawn) - 1}} "
    if width < WIDE:
        names = [Content.styled(text, "bold") for _, text in hanging(name, max(10, width - 2), "", "")]
        is_beside = width - len(drawn) >= LEAST_BESIDE
        leads = (f"  {drawn}", f"  {below}") if is_beside else ("  ", "  ")
        lines = hanging(beside, width - 2, *leads)
        names += () if is_beside else (Content(f"  {strip(row)}"),)
        return Content("\n").join([*names, *(Content(lead + text) for lead, text in lines)])
    room = min(44, width // 3)
    left = (text for _, text in hanging(name, room, "", ""))
    right = (lead + text for lead, text in hanging(beside, width - room - 2, drawn, below))
    return Content("\n").join(
        Content.assemble((pad(of_name, room), "bold"), "  ", of_facts)
        for of_name, of_facts in zip_longest(left, right, fillvalue="")
    )


class BenchmarkScreen(ListScreen[Row]):
    """Reads the sessions behind what is shown. Dismissed when the person goes back."""

    CONTEXT: ClassVar[commands.Context] = "benchmark"
    TITLE = say.TITLE
    ROWS = "places"
    BINDINGS = bindings("benchmark")

    def __init__(
        self,
        folder: Path,
        place: str,
        *,
        register: str = "",
        behind: Behind,
        today: Callable[[], date],
        write: Callable[[Benchmark, bool], tuple[Path, ...]],
        first: Callable[[], tuple[int, int] | None] = lambda: None,
    ) -> None:
        """`place` is one's own, or empty; `register` is one to compare with, or empty.

        `write` writes what is shown, and is told whether it is of the register. It raises OSError.

        `first` says (files read, of how many) while the list of sessions is made, which this waits for.
        """
        super().__init__()
        self._folder = folder
        self._place = place
        self._place_of_folder = place
        """The one that was chosen in the folder, while the register's are on the screen."""
        self._register = register
        self._is_of_register = False
        self._letters = False
        self._shown_as = (place, False)
        """Place and letters of what is on the screen, to go back to where something else can't be told."""
        self._behind = behind
        self._today = today
        self._write = write
        self._first = first
        self._result: Benchmark | None = None
        self._how_far = "Reading the sessions"
        self._stopping = False
        self.is_reading = False
        """Whether it is still being worked out."""

    def on_mount(self) -> None:
        self._read()
        self.set_interval(LOOK_EVERY, self._say_what_is_first)

    def _read(self) -> None:
        self._stopping, self.is_reading = False, True
        self._how_far = "Asking the register" if self._is_of_register else "Reading the sessions"
        self._fill()
        wanted = Wanted(self._today(), self._place, letters=self._letters)
        self._behind.do(partial(self._work, wanted))

    def _work(self, wanted: Wanted, stopped: Stopped) -> None:
        """In the thread behind: read all sessions, and say how far that is."""

        def far(done: int, of: int, what: str) -> None:
            self.call_later(self._say_how_far, f"{done:,} of {of:,} {what}")

        working = partial(far, what="items worked out")
        problems: tuple[Problem, ...] = ()
        try:
            if self._is_of_register:
                result = of_register(
                    self._register,
                    wanted,
                    publish=False,
                    progress=working,
                    stopped=lambda: stopped() or self._stopping,
                )
            else:
                result, problems = side_by_side(
                    (self._folder,),
                    wanted,
                    progress=partial(far, what="sessions read"),
                    working=working,
                    stopped=lambda: stopped() or self._stopping,
                )
        except StoppedEarly:
            self.call_later(self._end, None, "Stopped before all of it was worked out.")
        except Problem as problem:
            self.call_later(self._end, None, str(problem), error=True)
        else:
            unread = f"{len(problems)} of the sessions can't be read: {problems[0].what}" if problems else ""
            self.call_later(self._end, result, unread, error=True)

    def _say_what_is_first(self) -> None:
        if self.is_reading and self._first() is not None:
            self._show_state()

    def _say_how_far(self, how_far: str) -> None:
        self._how_far = how_far
        if self.is_reading and self.is_attached:
            self._show_state()

    def _end(self, result: Benchmark | None, text: str, *, error: bool = False) -> None:
        self.is_reading = False
        if not self.is_attached:
            return
        if result is not None:
            self._result, self._shown_as = result, (self._place, self._letters)
        self._place, self._letters = self._shown_as
        self._fill()
        if text:
            self.tell(harmless(text), error=error)

    def _fill(self) -> None:
        rows, result, focused = self.query_one(OptionList), self._result, self._focused
        at = self._shown.index(focused) if focused in self._shown else 0
        self._filled_for = width = self._row_width
        self._shown = result.rows if result is not None else ()
        rows.clear_options()
        if result is not None and self._shown:
            strips = max(len(strip(row)) for row in self._shown)
            rows.add_options([Option(shown(row, result, width, strips)) for row in self._shown])
            rows.highlighted = min(at, len(self._shown) - 1)
        own = f" · your place: {result.own}" if result is not None and result.own else ""
        title = OF_REGISTER if self._is_of_register else say.TITLE
        self.query_one("#title", Static).update(Content(clip(f"{title}{own}", width)))
        self.idle = frozenset() if self._shown and not self.is_reading else OF_A_RESULT
        self._show_state()
        self.refresh_keys()

    def _show_state(self) -> None:
        self.query_one("#state", Static).update(Content(self._state()))

    def _state(self) -> str:
        if self.is_reading:
            far = self._first()
            list_first = far and f"The list of sessions is read first: {far[0]:,} of {far[1]:,}"
            return f"{list_first or self._how_far}. {self.key('back')} stops."
        if (result := self._result) is None:
            if self._is_of_register:
                return f"The register tells nothing. {self.key('from_register')} goes back to the folder."
            return "Nothing was worked out."
        if not result.rows:
            return "No level was agreed yet at any place."
        known = sum(row.word is not None for row in result.rows)
        near = f" · near each other on {len(say.agreeing(result))} of {known}" if known else ""
        places = f"{len(result.places)} place{'' if len(result.places) == 1 else 's'}"
        in_time = f" · actions in time: {say.share_text(result.actions.shown)}"
        apart = f" · {len(result.apart)} not all comparable" if result.apart else ""
        day = f" · {say.published(result.published)}" if result.published else ""
        return f"{places}{day}{near}{in_time}{apart}\n{LEGEND}"

    @on(OptionList.OptionSelected)
    def action_tell_row(self) -> None:
        if (row := self._focused) is not None and self._result is not None:
            apart = next((why for subject, why in self._result.apart if subject == row.subject), None)
            text = f"{say.named(row.subject)}: {say.in_words(row)}."
            text += f" Actions in time: {say.with_own(row.actions)}."
            text += f" {say.SIGN}" if HIDDEN in text else ""
            text += f" {say.apart_text(row.subject, apart)}." if apart else ""
            self.tell(text)

    def action_own_place(self) -> None:
        if self._result is None or self.is_reading:
            return

        before = self._place or (self._result.own if self._is_of_register else "")

        def choose(place: str | None) -> None:
            if place is not None and place != before:
                self._place = place
                self._read()

        rows = [("", "None"), *((name, name) for name in self._result.names)]
        at = next((at for at, (name, _) in enumerate(rows) if name.casefold() == before.casefold()), 0)
        self.app.push_screen(PickDialog("Which place is yours?", rows, at=at), choose)

    def action_letters(self) -> None:
        if not self.is_reading:
            self._letters = not self._letters
            self._read()

    def action_from_register(self) -> None:
        """Compare with the register, or with the folder again."""
        if not self._register:
            self.tell('No register is named in the settings: register = "service=…", or a folder.')
        elif not self.is_reading:
            if not self._is_of_register:
                self._place_of_folder = self._place
            self._is_of_register = not self._is_of_register
            self._place = "" if self._is_of_register else self._place_of_folder
            self._result, self._shown_as = None, (self._place, self._letters)
            self._read()

    def action_write_benchmark(self) -> None:
        if self._result is None or self.is_reading:
            self.tell("There is nothing to write yet.")
            return
        try:
            paths = self._write(self._result, self._is_of_register)
        except OSError as error:
            self.tell(f"It can't be written: {error.strerror or error}", error=True)
            return
        self.tell("Written: " + ", ".join(harmless(str(path)) for path in paths))

    def action_back(self) -> None:
        """Stop reading; then go back."""
        if self.is_reading and not self._stopping:
            self._stopping = True
            if self._result is None:
                self.dismiss(None)
        else:
            self.dismiss(None)
