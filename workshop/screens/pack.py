"""One pack, to be read: its texts in a list, and the one in focus beside it or in its place."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sessions.material import Pack
from workshop import commands, pack_text
from workshop.cells import clip
from workshop.pack_text import Text
from workshop.screens.base import bindings
from workshop.screens.finding import FindingScreen
from workshop.steps.scene import Page
from workshop.widgets.foot import Foot
from workshop.widgets.lines import PageView
from workshop.widgets.painted import once_painted
from workshop.widgets.rows import Rows

WIDE = 100
"""Columns from which the text in focus stands beside the list."""


class PackScreen(FindingScreen[Text]):
    """Dismissed when the person goes back."""

    CONTEXT: ClassVar[commands.Context] = "packs"
    ROWS = "texts"
    BELOW_FIND = "#both"
    FIND_HINT = "words in this pack"
    BINDINGS = bindings("packs")
    DEFAULT_CSS = """
    PackScreen #both { height: 1fr; }
    PackScreen #texts { width: 40%; }
    PackScreen #reading { width: 1fr; padding: 0 1 0 2; scrollbar-size: 0 1; scrollbar-gutter: stable; }
    PackScreen.wide #reading { border-left: solid $primary; }
    PackScreen.narrow #texts { width: 1fr; }
    PackScreen.narrow #reading, PackScreen.reading #texts, PackScreen.reading #state { display: none; }
    PackScreen.reading #reading { display: block; width: 1fr; border-left: none; padding: 1 1 0 2; }
    PackScreen #text { padding-right: 1; }
    """

    def __init__(self, pack: Pack) -> None:
        super().__init__()
        self._pack = pack
        self._all = pack_text.texts(pack)

    def compose(self) -> ComposeResult:
        yield Static(Content(self._pack.name), id="title", markup=False)
        yield Static("", id="state", markup=False)
        with Horizontal(id="both"):
            yield Rows(markup=False, id=self.ROWS)
            with VerticalScroll(id="reading", can_focus=True):
                yield PageView(id="text")
        yield Foot()

    def on_mount(self) -> None:
        self._fill()

    def on_resize(self) -> None:
        """Beside each other where there is room for both."""
        self.set_class(self.size.width >= WIDE, "wide")
        self.set_class(self.size.width < WIDE, "narrow")
        once_painted(self, self._fill)

    @property
    def _reads(self) -> bool:
        """Whether the text in focus stands in the place of the list."""
        return self.has_class("reading")

    @property
    def _row_width(self) -> int:
        wide = self.size.width >= WIDE
        return max(20, (self.size.width * 2 // 5 if wide else self.size.width) - 6)

    def texts_here(self) -> tuple[str, ...]:
        text = self._focused
        return () if text is None else (text.title, *(line.text for line in text.lines))

    def _fill(self) -> None:
        rows, focused = self.query_one(OptionList), self._focused
        width = self._row_width
        self._shown = tuple(text for text in self._all if self.has_words(text.words))
        rows.clear_options()
        rows.add_options([Option(_row(text, width)) for text in self._shown])
        if self._shown:
            rows.highlighted = self._shown.index(focused) if focused in self._shown else 0
        self.query_one("#state", Static).update(Content(self._state()))
        self._show_text()

    def _state(self) -> str:
        if not self._shown:
            return f"Nothing here has these words. {self.key('back', typing=True)} shows all of it."
        found = f"{len(self._shown)} with these words. " if self.words else ""
        return f"{found}{pack_text.counts(self._pack)} · {pack_text.uses(self._pack)}"

    @on(OptionList.OptionHighlighted)
    def _show_text(self) -> None:
        text = self._focused
        lines = () if text is None else text.lines
        page = Page("", "", ()) if text is None else Page(text.label, text.title, lines)
        self.query_one(PageView).show(page, False)
        self.query_one("#reading", VerticalScroll).scroll_home(animate=False)
        here = "list" if self._reads else "read"
        self.labels = {"read": here}
        self.refresh_keys()

    @on(OptionList.OptionSelected)
    def action_read(self) -> None:
        self._turn_to(reading=not self._reads)

    def _turn_to(self, *, reading: bool) -> None:
        self.set_class(reading, "reading")
        self.query_one("#reading" if reading else "#texts").focus()
        self._show_text()

    def _turn(self, by: int) -> None:
        rows = self.query_one(OptionList)
        if rows.highlighted is not None:
            rows.highlighted = max(0, min(len(self._shown) - 1, rows.highlighted + by))

    def action_compare_pack(self) -> None:
        self.ask_app("compare_pack", self._pack.id)

    def action_next_text(self) -> None:
        self._turn(1)

    def action_previous_text(self) -> None:
        self._turn(-1)

    async def action_find(self) -> None:
        if self._reads:
            self._turn_to(reading=False)
        await super().action_find()

    def action_back(self) -> None:
        if self._reads:
            self._turn_to(reading=False)
        elif not self.stop_finding():
            self.dismiss(None)


def _row(text: Text, width: int) -> Content:
    """Items stand under what they belong to."""
    if text.is_item:
        return Content(clip(f"  {text.name}", width))
    return Content.styled(clip(text.name, width), "bold")
