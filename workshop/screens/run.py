"""Running a session: one stop of the agenda at a time, put together from panels. Wiring only.

A change is worked out and drawn once, in `show`: the scene, and from it page, aside, panel and wall.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen

from sessions import plan, schedule
from sessions.edit import Edit
from sessions.rows import Partner
from workshop import commands
from workshop.desk import Desk
from workshop.panels.agenda import AgendaPart
from workshop.panels.host import Commands, Focus, Question
from workshop.panels.notes import NotesPart
from workshop.panels.panel import Panel
from workshop.panels.registry import panels
from workshop.panels.time import TimePart
from workshop.screens.base import CommandScreen, bindings
from workshop.steps.position import place, time_words
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.wall.layout.pages import pages as wall_pages
from workshop.wall.model import Wall
from workshop.wall.shown import shown
from workshop.widgets.dialogs.note import TextDialog, Typed
from workshop.widgets.dialogs.peek import PeekDialog
from workshop.widgets.head import Head
from workshop.widgets.key_bar import KeyBar
from workshop.widgets.lines import LinesView, PageView
from workshop.widgets.wall import WallView

ResultT = TypeVar("ResultT")

WIDE = 100
"""From this many columns the aside stands beside the page; below, it takes the page's place."""
TALL = 30
"""From this many lines there is room for some air."""
OF_KINDS = frozenset(
    {
        "dont_know",
        "counts",
        "reveal",
        "agree",
        "dissent",
        "dot_rule",
        "raise_gap",
        "lower_gap",
        "sort_profile",
    }
    | {f"answer_level_{number}" for number in range(1, 10)}
)
"""Commands that hold only at steps of some kind; elsewhere the key bar leaves them out."""


class RunScreen(CommandScreen[None]):
    """Dismissed when the facilitator goes back to the list of sessions."""

    CONTEXT: ClassVar[commands.Context] = "run"
    BINDINGS: ClassVar[list[BindingType]] = bindings("run", priority=True)
    DEFAULT_CSS = """
    RunScreen { layers: base; }
    RunScreen #body { height: 1fr; }
    RunScreen #left { width: 1fr; }
    RunScreen #page-scroll { height: 1fr; min-height: 3; padding: 0 2; scrollbar-size-vertical: 1; }
    RunScreen #answers-scroll {
        height: auto; max-height: 72%; padding: 0 2; border-top: solid $primary; scrollbar-size-vertical: 1;
    }
    RunScreen #aside-scroll { padding: 0 2; scrollbar-size-vertical: 1; }
    RunScreen.wide #aside-scroll { width: 36%; border-left: solid $primary; }
    RunScreen.wide #page-scroll, RunScreen.wide #aside-scroll { padding: 1 2; }
    RunScreen.low #page-scroll, RunScreen.low #aside-scroll { padding: 0 2; }
    RunScreen.narrow #aside-scroll { display: none; }
    RunScreen.narrow.aside #aside-scroll { display: block; width: 1fr; }
    RunScreen.narrow.aside #left { display: none; }
    RunScreen.wide.bare #aside-scroll { display: none; }
    RunScreen #wall { display: none; height: 1fr; }
    RunScreen.wall-shown #wall { display: block; }
    RunScreen.wall-shown #body, RunScreen.wall-shown Head, RunScreen.wall-shown KeyBar { display: none; }
    """

    class ActionsAsked(Message):
        """Show the session's actions."""

    class SummaryAsked(Message):
        """Show what the summary will hold."""

    class DetailsAsked(Message):
        """Show title, place, date, partners and people."""

    def __init__(self, desk: Desk, *, today: Callable[[], date]) -> None:
        super().__init__()
        self.desk = desk
        self.in_focus = Focus()
        self.wall_shown = False
        self._today = today
        self._scene: Scene | None = None
        self._wall_pages = 1
        """Pages of what the room sees here."""
        self._drafts: dict[tuple[str, str | None], str] = {}
        """What was typed and not recorded, by (kind, origin)."""
        self._panels = {panel.kind: panel(self) for panel in panels()}
        self._parts = (
            NotesPart(self),
            TimePart(self),
            AgendaPart(self, undo=self._undo, redo=self._redo),
        )

    def compose(self) -> ComposeResult:
        yield Head(id="head")
        with Horizontal(id="body"):
            with Vertical(id="left"):
                with VerticalScroll(id="page-scroll", can_focus=False):
                    yield PageView(id="page")
                with VerticalScroll(id="answers-scroll", can_focus=False):
                    yield from self._panels.values()
            with VerticalScroll(id="aside-scroll", can_focus=False):
                yield LinesView(id="aside")
        yield WallView(id="wall")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Open where the session was left, and let its clock run."""
        places = plan.stops(self.desk.session)
        if self.desk.session.at not in places and places:
            self.attempt(lambda: self.desk.go(places[plan.where(self.desk.session)]))
        self.attempt(self.desk.run_clock)
        self.arrive()
        self.set_interval(1, self._tick)
        if self.desk.read_only:
            self.tell(self.desk.read_only, error=True)

    def on_resize(self, event: events.Resize) -> None:
        """Beside each other where there is room for both."""
        self.set_class(event.size.width >= WIDE, "wide")
        self.set_class(event.size.width < WIDE, "narrow")
        self.set_class(event.size.height < TALL, "low")

    def on_screen_resume(self) -> None:
        """Another screen may have changed the session; whatever was typed in a dialog is typed no more."""
        self.desk.wall.type("", ())
        if self.is_mounted:
            self.show()

    # --- what is shown ----------------------------------------------------------------------------

    @property
    def scene(self) -> Scene:
        """Where the session is. The same object until something changes."""
        session, today = self.desk.session, self._today()
        if self._scene is None or self._scene.session is not session or self._scene.today != today:
            places = plan.stops(session)
            self._scene = Scene(session, places[plan.where(session, places)], today, self.keys)
        return self._scene

    @property
    def partner(self) -> Partner:
        """The partner in focus; the first where none was chosen."""
        voices = self.desk.session.voices()
        return next((voice for voice in voices if voice.id == self.in_focus.id), voices[0])

    @property
    def _panel(self) -> Panel | None:
        """The panel of the step, if its kind has one."""
        return self._panels.get(self.scene.activity.kind)

    @property
    def commands_here(self) -> Sequence[commands.Command]:
        hidden = OF_KINDS - view_at(self.scene).commands(self.scene)
        return [command for command in commands.of_context(self.CONTEXT) if command.id not in hidden]

    def show(self) -> None:
        """Work out everything from the record as it is now, and draw what has changed."""
        scene, view = self.scene, view_at(self.scene)
        self.query_one(PageView).show(view.page(scene))
        self.query_one(LinesView).show(view.aside(scene))
        self._show_panel(scene)
        wall, page = self._wall()
        self._wall_pages = wall_pages(wall)
        self.desk.wall.send()
        self._show_time(wall, page)
        labels, promoted = view.labels(scene), view.promoted(scene)
        if self._wall_pages > 1:
            promoted |= {"page_down"}
            labels["page_down"] = f"room {min(page + 1, self._wall_pages)} of {self._wall_pages}"
        self.labels, self.promoted = labels, promoted
        self.refresh_keys()

    def _show_panel(self, scene: Scene) -> None:
        """The panel of the step below the page, as far as it has anything to show."""
        here = self._panel
        for panel in self._panels.values():
            panel.display = panel is here and panel.show(scene, self.in_focus)
        self.query_one("#answers-scroll").display = here is not None and bool(here.display)
        self.call_after_refresh(self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        """Where there is more than there are lines, what is in focus is among what is seen."""
        panel = self._panel
        line = panel.line_in_focus if panel is not None and panel.display else None
        if panel is None or line is None:
            return
        scroll = self.query_one("#answers-scroll", VerticalScroll)
        height = scroll.scrollable_content_region.height
        seen = scroll.scroll_y <= line <= scroll.scroll_y + height - 2
        if not seen and panel.size.height > height:
            scroll.scroll_to(y=max(0, line - height + 2), animate=False)

    def _tick(self) -> None:
        """Once a second: the head, which time changes; what is not saved yet; what another window saved."""
        if self.desk.unsaved is not None and self.desk.retry():
            self.tell("Everything is saved now.")
        if self.desk.read_only and self.desk.look_again():
            self.show()
        else:
            self._show_time(*(self._wall() if self.wall_shown else (None, 0)))

    def _show_time(self, wall: Wall | None, page: int) -> None:
        """The head, or in the room's view the wall."""
        if self.wall_shown and wall is not None:
            self.query_one(WallView).show(wall, page=page)
            return
        scene, now = self.scene, self.desk.clock()
        seconds = self.desk.wall.seconds_here if scene.item is not None else None
        clock = schedule.clock(scene.session, now)
        state = "NOT SAVED YET" if self.desk.unsaved else "READ ONLY" if self.desk.read_only else ""
        self.query_one(Head).show(
            place(scene.session, scene.stop),
            time=time_words(scene.session, now, seconds),
            stage=clock.stage if clock else "running",
            state=state,
        )

    def _wall(self) -> tuple[Wall, int]:
        """(What the room sees now, which page of it)."""
        scene = self.scene
        return shown(scene.session, scene.stop, scene.today, self.desk.clock(), self.desk.wall.state)

    def texts_here(self) -> tuple[str, ...]:
        scene = self.scene
        page, item = view_at(scene).page(scene), scene.item
        texts = (item.statement, *item.parts, *item.prompts, *item.evidence) if item else ()
        return (page.title, *texts, *(line.text for line in page.lines if not line.person))

    # --- what panels and parts ask for ------------------------------------------------------------

    def do(self, edit: Edit) -> bool:
        """Make a change and show it; say so, and False, where it cannot be made."""
        self.app.clear_notifications()  # what was said before a change is of no use after it
        done = self.attempt(lambda: self.desk.apply(edit))
        self.show()
        if self.desk.unsaved is not None:
            self.tell(f"Not saved yet, and tried again: {self.desk.unsaved}", error=True)
        elif self.desk.file.warning:
            self.tell(self.desk.file.warning, error=True)
        return done

    def take_focus(self, focus: Focus) -> None:
        """Put something else in focus, and show it."""
        self.in_focus = focus
        self.show()

    def arrive(self) -> None:
        """After a move: put in focus where work goes on, and show it from its top."""
        self.app.clear_notifications()  # what was said of the place before is of no use at the next
        panel = self._panel
        self.in_focus = self.in_focus.at_next_stop(
            panel.first_focus(self.scene) if panel is not None else None
        )
        self.show()
        for scroll in self.query(VerticalScroll):
            scroll.scroll_home(animate=False)

    def open(self, dialog: ModalScreen[ResultT], done: Callable[[ResultT | None], None]) -> None:
        """Show a dialog, and hand on what it ends with."""
        self.app.push_screen(dialog, done)

    def ask(self, question: Question) -> None:
        """Ask for a text; what is left unrecorded, or cannot be recorded, is offered again."""
        key = question.key

        def done(typed: Typed | None) -> None:
            if typed is None:
                return
            left = "" if typed.record and question.record(typed) else typed.text
            if key is not None:
                self._drafts[key] = left
            question.then()

        dialog = TextDialog(
            question.title,
            text=(self._drafts.get(key) if key else "") or question.text,
            placeholder=question.placeholder,
            choices=question.choices,
            chosen=question.chosen,
            may_be_empty=question.may_be_empty,
            check=question.check,
            value=key is None,
        )
        self.open(dialog, done)

    # --- commands ---------------------------------------------------------------------------------

    def action_command(self, command_id: str) -> None:
        """Carry out a command: the panel of the step knows it, or a part, or the screen itself."""
        handlers = (
            self._panel.commands if self._panel is not None else {},
            *(p.commands for p in self._parts),
        )
        for known in (*handlers, self._own_commands):
            if (handler := known.get(command_id)) is not None:
                handler()
                return
        self._nothing_here(command_id)

    def _nothing_here(self, command_id: str) -> None:
        """Say why a command does nothing at this stop."""
        on = f"{self.key('next_stop')} goes on."
        match command_id:
            case "counts":
                self.tell(f"There is nothing to count here. {on}")
            case "reveal":
                self.tell(f"There is nothing to reveal here. {on}")
            case "take_back":
                self.tell("There is no answer to take back here.")
            case "dot_rule":
                self.tell("There is no vote here.")
            case "raise_gap" | "lower_gap":
                there = f"{self.key('jump')} goes there."
                self.tell(f"The gaps are ordered in their own step of the agenda. {there}")
            case "sort_profile":
                self.tell(f"The profile stands in the step of the gaps. {self.key('jump')} goes there.")
            case _:
                self.tell(f"There is nothing to answer here. {on}")

    @property
    def _own_commands(self) -> Commands:
        return {
            "next_partner": lambda: self._move(1),
            "previous_partner": lambda: self._move(-1),
            "page_down": lambda: self._scroll(1),
            "page_up": lambda: self._scroll(-1),
            "peek": self._peek,
            "prompts": self._fold_aside,
            "undo": self._undo,
            "redo": self._redo,
            "mirror": self._turn_window,
            "put_away": self._put_away,
            "leave": self._leave,
            "show_actions": lambda: self._post(self.ActionsAsked()),
            "summary": lambda: self._post(self.SummaryAsked()),
            "details": lambda: self._post(self.DetailsAsked()),
            "help": self.action_help,
            "look_up": self.action_look_up,
            "palette": self.action_palette,
            "theme": self.action_theme,
        }

    def _post(self, message: Message) -> None:
        self.post_message(message)

    def _move(self, by: int) -> None:
        """The next partner or gap, or down the page, or down the aside where that covers it."""
        if self.has_class("narrow") and self.has_class("aside"):
            self.query_one("#aside-scroll").scroll_relative(y=by * 2, animate=False)
        elif self._panel is None or not self._panel.move(by):
            self.query_one("#page-scroll").scroll_relative(y=by * 2, animate=False)

    def _scroll(self, pages_down: int) -> None:
        """Scroll the page, and the panel where that is longer than its place; turn the room's page."""
        if self._wall_pages > 1:
            last = self._wall_pages - 1
            self.desk.wall.turn(min(min(self._wall()[1], last) + pages_down, last))
            self.show()
        for scroll in self.query(VerticalScroll):
            scroll.scroll_relative(y=pages_down * max(1, scroll.size.height - 1), animate=False)

    def _peek(self) -> None:
        """Show for a moment what is hidden from the room; nothing of it is kept or saved."""
        scene = self.scene
        if self.wall_shown:
            self.tell(f"The room sees this window. {self.key('mirror')} goes back to yours.")
        elif rows := view_at(scene).hidden(scene):
            item = scene.item
            title = f"{item.number} {item.name}" if item is not None else scene.activity.title
            self.app.push_screen(PeekDialog(title, rows))
        else:
            self.tell("Nothing is hidden here.")

    def _fold_aside(self) -> None:
        """In a narrow window the aside takes the page's place; in a wide one it goes and comes."""
        self.toggle_class("aside" if self.has_class("narrow") else "bare")
        self.query_one("#aside-scroll").scroll_home(animate=False)

    def _undo(self) -> None:
        """Take back the last change, and go where it was made."""
        self.undo_or_redo(
            self.desk.undo, said="Undone", nothing="There is nothing to undo.", then=self.arrive
        )

    def _redo(self) -> None:
        """Do again what was undone."""
        nothing = "There is nothing to do again."
        self.undo_or_redo(self.desk.redo, said="Done again", nothing=nothing, then=self.arrive)

    @on(WallView.Clicked)
    def _put_away(self) -> None:
        """Put away the room's view, or the aside where it covers the page."""
        if self.wall_shown:
            self._turn_window()
        else:
            self.remove_class("aside")

    def _turn_window(self) -> None:
        """Turn this window into what the room sees, and back."""
        self.wall_shown = not self.wall_shown
        self.app.clear_notifications()  # what was said to the facilitator is nothing for the room
        self.set_class(self.wall_shown, "wall-shown")
        self.show()

    def _leave(self) -> None:
        """Leave for the list of sessions."""
        self.attempt(self.desk.stop_clock)
        self.dismiss(None)
