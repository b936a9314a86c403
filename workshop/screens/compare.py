"""Then and now: what sessions say of the same items, to be read by one or shown to the room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from sessions.many import compare_words as said
from sessions.many.compare import Comparison
from sessions.spans import on_screen, typed
from workshop.cells import clip
from workshop.screens.base import CommandScreen, bindings
from workshop.wall.layout import slopes
from workshop.widgets.foot import Foot
from workshop.widgets.wall import to_content
from workshop.widgets.wrapped import View


class SlopesView(View[Comparison, slopes.Order]):
    """A comparison, in an order of its items."""

    def draw(self, width: int, comparison: Comparison, order: slopes.Order) -> list[Content]:
        return [to_content(line) for line in slopes.page(comparison, order, width)]


class CompareScreen(CommandScreen[None]):
    """Dismissed when the person goes back."""

    CONTEXT = "then-and-now"
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS = bindings("then-and-now")
    DEFAULT_CSS = """
    CompareScreen #title { padding: 0 2; height: 1; text-style: bold; background: $panel; }
    CompareScreen #state { padding: 1 3 0 3; height: auto; color: $muted; }
    CompareScreen VerticalScroll { padding: 1 3; }
    """

    def __init__(
        self,
        comparison: Comparison,
        *,
        choose: Callable[[Sequence[str], CompareScreen], None],
        to_room: Callable[[Comparison | None, str, int], None] = lambda _comparison, _order, _page: None,
    ) -> None:
        """`choose` asks for other sessions, with the ids of those that are on, for this screen to show.

        `to_room` has the room's windows of these sessions show a page of them in an order; None, no more.
        """
        super().__init__()
        self._comparison = comparison
        self._order: slopes.Order = slopes.ORDERS[0]
        self._choose = choose
        self._to_room = to_room
        self._page = 0
        """Page that the room sees."""

    def compose(self) -> ComposeResult:
        yield Static("", id="title", markup=False)
        yield Static("", id="state", markup=False)
        with VerticalScroll():
            yield SlopesView(id="slopes")
        yield Foot()

    def on_mount(self) -> None:
        self._fill()
        self._turn(0)

    def on_unmount(self) -> None:
        self._to_room(None, self._order, 0)

    def on_key(self, event: Key) -> None:
        """What turns the page here turns the room's, too."""
        if event.key in ("pagedown", "pageup"):
            self._turn(max(0, self._page + (1 if event.key == "pagedown" else -1)))

    def _turn(self, page: int) -> None:
        self._page = page
        self._to_room(self._comparison, self._order, page)

    def on_resize(self) -> None:
        self._fill()

    def show(self, comparison: Comparison) -> None:
        """Show this comparison instead, from its top."""
        self._comparison = comparison
        self._fill()
        self._turn(0)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def _fill(self) -> None:
        sessions, width = self._comparison.sessions, max(20, self.size.width - 4)
        titles = dict.fromkeys(on_screen(typed(session.title)) for session in sessions)
        self.query_one("#title", Static).update(Content(clip(f"Then and now · {' · '.join(titles)}", width)))
        order = f"{self._order[:1].upper()}{self._order[1:]}. {self.key('sort_rows')} sorts otherwise."
        state = order if self._comparison.shared else said.NOTHING_SHARED
        self.query_one("#state", Static).update(Content(clip(state, width - 2)))
        self.query_one(SlopesView).show(self._comparison, self._order)
        self.idle = frozenset() if self._comparison.shared else frozenset({"sort_rows"})
        self.refresh_keys()

    def action_sort_rows(self) -> None:
        self._order = slopes.ORDERS[(slopes.ORDERS.index(self._order) + 1) % len(slopes.ORDERS)]
        self.show(self._comparison)

    def action_choose_sessions(self) -> None:
        self._choose([session.id for session in self._comparison.sessions], self)

    def action_back(self) -> None:
        self.dismiss(None)
