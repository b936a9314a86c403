"""Screens that stand over another one, which shows around them."""

from typing import Any, Self, TypeVar

from textual.geometry import Region
from textual.messages import Update
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import OptionList

from workshop.guarded import GuardedScreen
from workshop.inner import has, takes

ResultT = TypeVar("ResultT")


class Over(GuardedScreen[ResultT]):
    """A base of screens over another one: they come up in one frame, and what is around them stays.

    Textual lays out and paints such a screen as its parts arrive, some five times, and each time all that
    shows around it, too. Here nothing is painted before all of it has been mounted.
    """

    OVER = True

    def __init__(self) -> None:
        super().__init__()
        self._at_once = _fits(self)  # whether it can come up in one frame
        self._mounts = self._at_once  # whether its parts are still arriving
        self._comes_up = self._at_once  # whether nothing of it has been painted yet
        self._changed_below: set[Region] = set()
        """What the screen below has changed while this one was coming up."""

    def on_screen_resume(self) -> None:
        """All of it is mounted: lay it out, after what is under way."""
        if self._mounts:
            self.call_later(self._come_up)

    def _come_up(self) -> None:
        self._mounts = False
        self._refresh_layout(self.app.size)
        lists = self.query(OptionList)
        for options in lists:
            options._update_lines()  # only then it knows whether it needs a scrollbar
        if any(options.show_vertical_scrollbar for options in lists):
            self._refresh_layout(self.app.size)
        self._layout_required = self._repaint_required = False
        self._dirty_widgets.clear()
        drawn = {child.region for child in self.children if child.display} | self._changed_below
        self._compositor._dirty_regions = {region for region in drawn if region}
        self._paint()
        self._comes_up = False
        self._changed_below.clear()

    def _paint(self, *arguments: Any, **named: Any) -> None:
        super()._compositor_refresh(*arguments, **named)

    def _refresh_layout(self, *arguments: Any, **named: Any) -> None:
        if not self._mounts:
            super()._refresh_layout(*arguments, **named)

    def _compositor_refresh(self, *arguments: Any, **named: Any) -> None:
        if not self._comes_up:
            self._paint(*arguments, **named)

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Have it drawn anew: around its parts only where the screen below has changed."""
        if self._comes_up:
            self._changed_below.update(regions)
        if not self._at_once:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        if repaint and regions and self.is_mounted:
            # Asked in Textual's way, it would forget which of its parts are to be drawn anew, too.
            self._set_dirty(*regions)
            self.post_message(Update(self))
        return super().refresh(repaint=False, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What the screen below shows, with nothing in it that can be clicked."""
        if self._comes_up and not self._changed_below:
            return [Strip.blank(crop.width)] * crop.height  # it stands there already, and is not written
        if not self._at_once:
            return super().render_lines(crop)
        stack = self.app.screen_stack
        below = stack[stack.index(self) - 1] if self in stack else None
        if below is None or below is self or self.styles.background.a:
            return super().render_lines(crop)
        x1, x2 = crop.column_span
        shown = below._compositor.render_strips(self.size)
        return [shown[y].crop(x1, x2).discard_meta() for y in crop.line_range if y < len(shown)]


def _fits(screen: Screen[Any]) -> bool:
    """Whether screens are laid out and painted in the way that this was written for."""
    return (
        takes(Screen, "_set_dirty", "self", "regions")
        and takes(Screen, "_refresh_layout", "self", "size", "scroll")
        and takes(Screen, "_compositor_refresh", "self")
        and takes(OptionList, "_update_lines", "self")
        and has(screen, "_layout_required", "_repaint_required", "_dirty_widgets", "_compositor")
        and has(screen._compositor, "_dirty_regions", "render_strips")
        and takes(type(screen._compositor), "render_strips", "self", "size")
    )
