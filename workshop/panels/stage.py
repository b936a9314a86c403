"""Where a session is shown: head, page, the panel of the step, aside, and in their place the room's view."""

from functools import partial

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.geometry import Region, Size
from textual.strip import Strip

from sessions import schedule
from sessions.late import minutes_over
from sessions.meeting import REHEARSAL
from sessions.rows import Stop
from sessions.sign_off import state
from workshop.desk import Desk
from workshop.frames import once_seen
from workshop.panels.host import Commands, Host
from workshop.panels.panel import Panel
from workshop.panels.read_on import read_on
from workshop.panels.registry import known
from workshop.steps.position import place, time_words
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.wall.layout.pages import pages as wall_pages
from workshop.wall.model import Wall
from workshop.wall.shown import shown
from workshop.widgets.dialogs.peek import PeekDialog
from workshop.widgets.foot import Foot
from workshop.widgets.head import Head
from workshop.widgets.lines import LinesView, PageView
from workshop.widgets.notices import OverHead
from workshop.widgets.painted import LaidOutOnce, once_painted
from workshop.widgets.wall import WallView

WIDE = 100  # from this many columns the aside stands beside the page; below, it takes the page's place
LATE = 5  # minutes over from which the key bar offers to catch up
TALL = 30  # from this many lines of the window there is room for some air


class Column(Vertical, LaidOutOnce):
    """Parts below one another."""

    BLANK = True  # what stands in it covers it


class Body(Horizontal, LaidOutOnce):
    """Page and answers, and beside them the aside."""

    BLANK = True


class Part(VerticalScroll, LaidOutOnce, can_focus=False):
    """What scrolls where it is long, and keeps room for its scrollbar where it is not."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """Below its first line, which may be a border, all are the same: what stands in it covers them."""
        kinds = [super(Part, self).render_lines(Region(crop.x, y, crop.width, 1)) for y in (0, 1)]
        return [kinds[min(y, 1)][0] for y in crop.line_range]


class Answers(Part, can_focus=False):
    """As high as what stands in it, which has a cell less than Textual reckons: its scrollbar's."""

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines of what stands in it, at the width that it has there."""
        return super().get_content_height(container, viewport, width - self.styles.scrollbar_size_vertical)


class RoomPages:
    """How many pages that has which the room sees: counted once the facilitator's window is drawn.

    Until then they are what they were there at the last count.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self._counted: tuple[Stop | None, int] = (None, 1)  # (stop, pages there)

    @property
    def pages(self) -> int:
        """As they were counted last; 1 where they were not counted."""
        stop, pages = self._counted
        return pages if stop == self._host.scene.stop else 1

    @property
    def page(self) -> int:
        """The one that the room sees, from 0, or one behind the last."""
        state = self._host.desk.wall.state
        return 0 if state is None or state.blank else state.page

    def count(self) -> None:
        """Count the pages of the room's view."""
        self._counted = (self._host.scene.stop, wall_pages(_seen(self._host)[0]))

    def send(self) -> None:
        """Have the room's second window show it; where it has other pages, this one says so."""
        self._host.desk.wall.send()
        before = self.pages
        self.count()
        if self.pages != before:
            self._host.take_focus(self._host.in_focus)


class Stage(Vertical, LaidOutOnce):
    """Shows a scene. It is worked out and drawn once for a change, and the time once a second."""

    BLANK = True
    # With room kept for a scrollbar Textual reckons a line for one below, too, unless that has no size.
    DEFAULT_CSS = """
    Stage { layers: default over; }
    Stage VerticalScroll { padding: 0 1 0 2; scrollbar-size: 0 1; scrollbar-gutter: stable; }
    Stage #page-scroll, Stage #aside-scroll { padding: 0 0 0 2; }
    Stage #page, Stage #aside { padding-right: 1; }
    Stage #page-scroll { min-height: 3; }
    Stage #answers-scroll { height: auto; max-height: 78%; border-top: solid $primary; }
    Stage.wide #aside-scroll { width: 36%; border-left: solid $primary; }
    Stage.wide.tall #page-scroll, Stage.wide.tall #aside-scroll { padding: 1 0 1 2; }
    Stage.narrow #aside-scroll { display: none; }
    Stage.narrow.aside #aside-scroll { display: block; width: 1fr; }
    Stage.narrow.aside #left { display: none; }
    Stage.wide.bare #aside-scroll { display: none; }
    Stage #wall { display: none; height: 1fr; }
    Stage.wall-shown #wall { display: block; }
    Stage.wall-shown #body, Stage.wall-shown Head { display: none; }
    """

    def __init__(self, host: Host, foot: Foot, *, id: str | None = None) -> None:
        """`foot` is what stands below it."""
        super().__init__(id=id)
        self._host = host
        self._foot = foot
        self._panels = {panel.kind: panel(host) for panel in known.values()}
        self._head, self._page, self._aside = Head(id="head"), PageView(id="page"), LinesView(id="aside")
        self._wall = WallView(id="wall")
        self._page_scroll = Part(self._page, id="page-scroll")
        self._answers_scroll = Answers(*self._panels.values(), id="answers-scroll")
        self._aside_scroll = Part(self._aside, id="aside-scroll")
        self._left = Column(self._page_scroll, self._answers_scroll, id="left")
        self._scrolls = (self._page_scroll, self._answers_scroll, self._aside_scroll)
        self._shown: Scene | None = None
        """Of which page and aside are shown: they do not depend on what is in focus."""
        self._is_late = False  # whether the key bar offers to catch up
        self._room = RoomPages(host)

    def compose(self) -> ComposeResult:
        yield self._head
        yield OverHead()
        with Body(id="body"):
            yield self._left
            yield self._aside_scroll
        yield self._wall

    def on_resize(self, event: events.Resize) -> None:
        """Beside each other where there is room for both."""
        self.set_class(event.size.width >= WIDE, "wide")
        self.set_class(event.size.width < WIDE, "narrow")
        self.set_class(self.screen.size.height >= TALL, "tall")
        if self._shown is not None:
            _show_page(self, self._page, self._host.scene)
            once_painted(self, self.keep_a_line)
        if self._shown is not None and self.panel is not None:
            once_painted(self, partial(_keep_in_sight, self._answers_scroll, self.panel))

    @property
    def commands(self) -> Commands:
        """What it carries out at every stop: what changes what is seen, and nothing of the record."""
        return {
            "next_partner": lambda: self._move(1),
            "previous_partner": lambda: self._move(-1),
            "page_down": lambda: self._turn_pages(1),
            "page_up": lambda: self._turn_pages(-1),
            "peek": self._peek,
            "resources": partial(read_on, self._host),
            "prompts": self._fold_aside,
            "mirror": self._turn_window,
            "blank": self._turn_blank,
            "put_away": self._put_away,
        }

    @property
    def panel(self) -> Panel | None:
        """The panel of the step, if its kind has one."""
        return self._panels.get(self._host.scene.activity.kind)

    def show(self) -> tuple[dict[str, str], frozenset[str], frozenset[str]]:
        """Work out everything of the scene, and draw what has changed.

        (labels of commands here, ids of those that come first in the key bar, of those that it leaves out).
        """
        scene = self._host.scene
        view = view_at(scene)
        if scene is not self._shown:
            _show_page(self, self._page, scene)
            self._aside.show(view.aside(scene))
            self._shown = scene
        self._show_panel()
        if self._host.wall_shown:
            self._room.count()
        self.show_time()
        once_seen(self, self._room.send)
        labels, promoted = view.labels(scene), view.promoted_at(scene)
        if (of := self._room.pages) > 1:
            promoted |= {"page_down"}
            labels["page_down"] = f"room {min(self._room.page + 1, of)} of {of}"
        if schedule.is_paused(scene.session):
            promoted |= {"pause_clock"}
            labels["pause_clock"] = "go on"
        self._is_late = _runs_late(self._host)
        if self._is_late:
            promoted |= {"late"}
        if self._host.desk.wall.is_blank:
            promoted |= {"blank"}
            labels["blank"] = "show the room"
        return labels, promoted, view.idle(scene)

    @property
    def is_behind(self) -> bool:
        """Whether the session runs late, or does no more, since it was shown: the key bar says other keys."""
        return _runs_late(self._host) != self._is_late

    def keep_a_line(self) -> None:
        """Have the foot keep a line for notices, as far as head, page and answers leave it one."""
        if not (width := self._left.size.width):
            return
        if self.has_class("wall-shown"):
            self._foot.keep_a_line(None)
            return
        around = self._page_scroll.gutter
        lines = self._head.height_at(self.size.width) + self._page.height_at(width - around.width)
        if self.panel is not None and self.panel.display:
            below = self._answers_scroll.gutter
            lines += below.height + self.panel.height_at(width - below.width)
        self._foot.keep_a_line(lines + around.height)

    def _show_panel(self) -> None:
        """The panel of the step below the page, as far as it has anything to show."""
        here = self.panel
        for panel in self._panels.values():
            panel.display = panel is here and panel.show()
        self._answers_scroll.display = here is not None and bool(here.display)
        if here is not None:
            once_painted(self, partial(_keep_in_sight, self._answers_scroll, here))

    def show_time(self) -> None:
        """The time alone: in the head, or on the wall where that is shown."""
        if self._host.wall_shown:
            wall, page = _seen(self._host)
            self._wall.show(wall, page=page)
        else:
            self._show_head()

    def _show_head(self) -> None:
        desk, scene = self._host.desk, self._host.scene
        now = desk.clock()
        seconds = desk.wall.seconds_here if scene.item is not None else None
        clock = schedule.clock(scene.session, now)
        self._head.show(
            place(scene.session, scene.stop),
            time_words(scene.session, now, seconds),
            clock.stage if clock else "running",
            _state(desk),
        )
        if self.panel is not None:
            self.panel.show_time()

    def to_top(self) -> None:
        """Show everything from its beginning."""
        for scroll in self._scrolls:
            scroll.scroll_home(animate=False)

    def _turn_pages(self, by: int) -> None:
        """Scroll what is longer than its place, and turn the room's page where it has several."""
        self._room.count()
        if (last := self._room.pages - 1) > 0:
            self._host.desk.wall.turn(min(min(self._room.page, last) + by, last))
        for scroll in self._scrolls:
            scroll.scroll_relative(y=by * max(1, scroll.size.height - 1), animate=False)
        if last > 0:
            self._host.take_focus(self._host.in_focus)

    def _move(self, by: int) -> None:
        """The next partner or gap, or down the page, or down the aside where that covers it."""
        covered = self.has_class("narrow") and self.has_class("aside")
        if covered or self.panel is None or not self.panel.move(by):
            scroll = self._aside_scroll if covered else self._page_scroll
            scroll.scroll_relative(y=by * 2, animate=False)

    def _turn_window(self) -> None:
        self._host.wall_shown = not self._host.wall_shown
        self.app.clear_notifications()  # what was said to the facilitator is nothing for the room
        self.set_class(self._host.wall_shown, "wall-shown")
        self._host.take_focus(self._host.in_focus)

    def _turn_blank(self) -> None:
        """Show the room nothing, or again what there is."""
        host = self._host
        if host.desk.read_only and not host.wall_shown:
            host.tell("The room's view belongs to the window that writes. Blank it there.")
            return
        host.desk.wall.turn_blank()
        host.take_focus(host.in_focus)
        if not host.wall_shown:  # there the room would read it
            off = f"The room sees nothing. {host.key('blank')} brings it back."
            host.tell(off if host.desk.wall.is_blank else "The room sees it again.")

    @on(WallView.Clicked)
    def _wall_clicked(self) -> None:
        """For the mouse the room's view has no other way out, since it shows no keys."""
        if self._host.wall_shown:
            self._turn_window()

    def _fold_aside(self) -> None:
        """In a narrow window the aside takes the page's place; in a wide one it goes and comes."""
        self.toggle_class("aside" if self.has_class("narrow") else "bare")
        self._aside_scroll.scroll_home(animate=False)

    def _peek(self) -> None:
        """Show for a moment what is hidden from the room; nothing of it is kept or saved."""
        host, scene = self._host, self._host.scene
        if host.wall_shown:
            host.tell(f"The room sees this window. {host.key('mirror')} goes back to yours.")
        elif rows := view_at(scene).hidden(scene):
            item = scene.item
            title = f"{item.number} {item.name}" if item is not None else scene.activity.title
            host.open(PeekDialog(title, rows), lambda _: None, reads=True)
        else:
            host.tell("Nothing is hidden here.")

    def _put_away(self) -> None:
        if self._host.wall_shown:
            self._turn_window()
        else:
            self.remove_class("aside")


def _keep_in_sight(scroll: VerticalScroll, panel: Panel) -> None:
    """Where there is more than there are lines, what is in focus is among what is seen."""
    line = panel.line_in_focus if panel.display else None
    if line is None:
        return
    height = scroll.scrollable_content_region.height
    seen = scroll.scroll_y <= line <= scroll.scroll_y + height - 2
    if not seen and panel.size.height > height:
        scroll.scroll_to(y=max(0, line - height + 2), animate=False)


def _show_page(stage: Stage, view: PageView, scene: Scene) -> None:
    """Where answers are below it in a small window, no line of it is spent on air."""
    tight = scene.item is not None and stage.panel is not None and stage.screen.size.height < TALL
    view.show(view_at(scene).page(scene), tight)


def _state(desk: Desk) -> str:
    """What has to be known all the time, in capitals; the most pressing first."""
    looked_at = "FINAL" if state(desk.session) == "final" else "READ ONLY"
    pressing = "ROOM BLANK" if desk.wall.is_blank else looked_at if desk.read_only else ""
    if desk.unsaved:
        pressing = "NOT SAVED YET"
    return " · ".join(filter(None, (REHEARSAL if desk.session.rehearsal else "", pressing)))


def _seen(host: Host) -> tuple[Wall, int]:
    """(What the room sees now, which page of it)."""
    desk, scene = host.desk, host.scene
    return shown(scene.session, scene.stop, scene.today, desk.clock(), desk.wall.state)


def _runs_late(host: Host) -> bool:
    return minutes_over(host.scene.session, host.desk.clock()) >= LATE
