"""A list whose rows have more than one thing that can be done with them."""

from collections.abc import Callable
from functools import cached_property

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import OptionList

from workshop.widgets.wrapped import style_at


class Rows(OptionList):
    """A click brings a row into focus, so that a key can be clicked for it; a second one chooses it."""

    SECOND_CLICK = True  # that of a double-click, too, where the first one has not chosen the row
    _brought = False  # whether the last click brought a row into focus

    def on_click(self, event: events.Click) -> None:
        """Keep the first click from choosing the row, and a double-click from choosing it twice."""
        clicked = event.style.meta.get("option")
        if clicked is None:
            return
        brings = clicked != self.highlighted
        if brings or (event.chain > 1 and not self._brought):
            event.prevent_default()
            self.highlighted = clicked
        self._brought = brings


class Row(Visual):
    """A row of text. Textual asks its height time and again, and wraps it each time to know."""

    def __init__(self, text: Content) -> None:
        self._text = text
        self._is_line = not any(sign in text.plain for sign in "\n\t")

    def __str__(self) -> str:
        return self._text.plain

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        if not self._fits(width) or options.selection is not None:
            return self._text.render_strips(width, height, style, options)
        x, segments = 0, []
        for text, own in self._text.render(style, end="", parse_style=options.get_style):
            segments.append(Segment(text, style_at(style + own, x, 0)))
            x += len(text)
        return [Strip(segments, self._text.cell_length)]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self._text.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:
        """One line, where the text has room on it."""
        return 1 if self._fits(width) else self._text.get_height(rules, width)

    def _fits(self, width: int) -> bool:
        return self._is_line and 0 < self._text.cell_length <= width


class Unseen(Visual):
    """A row of a known height whose text is made when it is seen: so a list may have thousands of them."""

    def __init__(self, build: Callable[[], Content], *, width: int, lines: int) -> None:
        """The text that `build` gives takes so many `lines` where it has this `width`, in cells, or more."""
        self._build = build
        self._width = width
        self._lines = lines

    @cached_property
    def _content(self) -> Content:
        return self._build()

    def __str__(self) -> str:
        return self._content.plain

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        return self._content.render_strips(width, height, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        del rules
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The height that is known, where there is room enough."""
        return self._lines if width >= self._width else self._content.get_height(rules, width)
