"""The second window, for the projector: it follows a session's file, and never writes, locks or asks.

The file is looked at every `LOOK_EVERY` seconds. Where it can't be read for a moment, being replaced, gone or
damaged, the room keeps what it saw last.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.timer import Timer

from sessions import plan
from sessions.disk import Stamp, read
from sessions.files import SUFFIX, stamp_of
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.load import decode
from sessions.store.wall import read_wall_state, wall_state_path
from sessions.wall import Beside, WallState
from themes.load import LoadedThemes, load as load_themes
from themes.textual import to_textual
from themes.theme import ThemeFile
from themes.variables import own_variables
from workshop.quiet_end import end_quietly
from workshop.settings import FEW_COLOURS, FEW_COLOURS_THEME, Settings
from workshop.wall.model import Wall
from workshop.wall.shown import shown
from workshop.widgets.wall import WallView

LOOK_EVERY = 0.025  # seconds between two looks at the file
TICK = 0.25  # seconds between two looks at the clock, so that no second is left out
HINT_FOR = 4.0  # seconds that the line of help stands there
CONTRAST = 7.0  # least contrast of a theme that is shown to a room (WCAG 2.2, 1.4.6)
DEFAULT_THEME = "projector-dark"
MOST_FAULTS = 3  # most faults of theme files in one message
HINT = "q leaves · t other colours"


class Follower:
    """Reads a session file, and what the room sees beyond it, again where they have changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: Stamp | None = None
        self._state_path = wall_state_path(path)
        self._state_stamp: Stamp | None = None
        self.state: WallState | None = None
        """What the room sees beyond the record, as it was at the last look."""
        self._beside: tuple[Beside, Wall | None] | None = None

    def look(self) -> Session | None:
        """The session, where the file is another than at the last look and sound; else None.

        A file that can't be read is looked at again: it may be one that is still being written.
        """
        self._look_at_state()
        try:
            stamp = stamp_of(self._path)
            if stamp == self._stamp:
                return None
            session = decode(read(self._path), self._path).session
        except (OSError, Problem):
            return None
        self._stamp = stamp
        return session

    @property
    def beside(self) -> Wall | None:
        """Sessions side by side, where the room sees those."""
        state = self.state
        found = self._beside if state is not None and state.beside is not None else None
        return found[1] if found is not None and state is not None and found[0] == state.beside else None

    def _read_beside(self, wanted: Beside) -> Wall | None:
        """The wanted sessions side by side; None where they can't be read. Never outside the folder."""
        from sessions.many.compare import compare  # noqa: PLC0415  # few rooms see it
        from workshop.wall import then_and_now  # noqa: PLC0415
        from workshop.wall.layout.slopes import ORDERS  # noqa: PLC0415

        names = [f"{session_id}{SUFFIX}" for session_id in wanted.session_ids]
        order = next((order for order in ORDERS if order == wanted.order), ORDERS[0])
        try:
            if any(Path(name).name != name for name in names):
                return None
            paths = [self._path.with_name(name) for name in names]
            comparison = compare([decode(read(path), path).session for path in paths])
            return then_and_now.wall(comparison, order)
        except (OSError, Problem, LookupError, ValueError):
            return None

    def _look_at_state(self) -> None:
        try:
            stamp = stamp_of(self._state_path)
        except FileNotFoundError:
            self.state = self._state_stamp = None
            return
        except OSError:
            return
        if stamp == self._state_stamp:
            return
        # One that is being replaced may be refused for a moment: until the next look nothing changes.
        state = read_wall_state(self._path)
        if state is not None:
            if state.beside is not None and (self._beside is None or self._beside[0] != state.beside):
                self._beside = state.beside, self._read_beside(state.beside)
            self.state, self._state_stamp = state, stamp


class WallApp(App[None]):
    """The wall of one session, as it stands on disk."""

    TITLE = "Workshop"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS = [
        Binding("q,ctrl+q,ctrl+c", "quit", "leave", priority=True),
        Binding("t", "next_theme", "other colours"),
    ]

    def __init__(
        self,
        path: Path,
        themes: Mapping[str, ThemeFile],
        theme: str,
        *,
        chosen: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """`themes` are those to turn through; `chosen`: the person named `theme`, few colours or not."""
        # Textual asks for the colours while it is being made.
        self._themes = dict(themes)
        self._first_theme = theme
        super().__init__()
        self._view = WallView()
        self._follower = Follower(path)
        self._chosen = chosen
        self._clock = clock
        self._session: Session | None = None
        self._shown: tuple[Wall, int] | None = None
        self._hint = ""
        self._hint_timer: Timer | None = None
        self.failure: Exception | None = None
        """A mistake in the program that ended it, for the command line to report."""

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our widgets use beyond Textual's own variables, before a theme has been chosen."""
        return own_variables(self._themes[self._first_theme])

    def compose(self) -> ComposeResult:
        yield self._view

    def on_mount(self) -> None:
        """Colours, the session as it stands, and from now on every change of it."""
        for theme in self._themes.values():
            self.register_theme(to_textual(theme))
        few = self.console.color_system in FEW_COLOURS
        few = few and not self._chosen and FEW_COLOURS_THEME in self._themes
        self.theme = FEW_COLOURS_THEME if few else self._first_theme
        self._say(HINT)
        self._session = self._follower.look()
        self._show()
        self.run_worker(self._follow(), name="follow")
        self.set_interval(TICK, self._show)

    async def _follow(self) -> None:
        """Look again and again. The reading is done in a thread: a slow disk holds nothing up here."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            before = self._follower.state
            session = await asyncio.to_thread(self._follower.look)
            self._session = session or self._session
            if session is not None or self._follower.state != before:
                self._show()

    def _show(self) -> None:
        """Bring the wall up to the record and the time; paints only where something is different."""
        if self._session is not None:
            state = self._follower.state
            if state is not None and not state.blank and (beside := self._follower.beside) is not None:
                self._shown = beside, state.page
            else:
                self._shown = wall_now(self._session, self._clock(), state) or self._shown
        if self._shown is not None:
            wall, page = self._shown
            # Once the session has begun, the keys of this window are nothing to show a room.
            hint = self._hint if wall.cover or self._hint != HINT else ""
            self._view.show(wall, hint, page)

    def _say(self, hint: str) -> None:
        """A line of help for a few seconds."""
        if self._hint_timer is not None:
            self._hint_timer.stop()
        self._hint = hint
        self._hint_timer = self.set_timer(HINT_FOR, self._say_no_more)

    def _say_no_more(self) -> None:
        self._hint = ""
        self._show()

    def action_next_theme(self) -> None:
        """The next of the themes with enough contrast for a room; the choice is not kept."""
        names = list(self._themes)
        at = names.index(self.theme) if self.theme in names else -1
        self.theme = names[(at + 1) % len(names)]
        self._say(self._themes[self.theme].title)
        self._show()

    def _handle_exception(self, error: Exception) -> None:
        self.failure = self.failure or error
        end_quietly(self, error)


def wall_now(session: Session, now: datetime, state: WallState | None = None) -> tuple[Wall, int] | None:
    """(What the room sees of a session where it is, which page of it, from 0).

    None where the record leads nowhere.
    """
    try:
        places = plan.stops(session)
        stop = places[plan.where(session)] if session.at is not None and places else None
        return shown(session, stop, now.astimezone().date(), now, state)
    except (LookupError, ValueError, StopIteration, Problem):  # a sound file with a reference to nothing
        return None


def for_a_room(loaded: LoadedThemes) -> dict[str, ThemeFile]:
    """The themes that keep enough contrast to be read from the back row."""
    themes = loaded.themes.items()
    return {name: theme for name, theme in themes if theme.contrast >= CONTRAST and name not in loaded.faint}


def pick_theme(
    themes: Mapping[str, ThemeFile], named: str | None, preferred: Settings, failed: Sequence[str] = ()
) -> str:
    """The theme that was named; else the one of the settings, where it is for a room; else the default.

    `themes` are those for a room, and `failed` says what is wrong with files of others. Raises Problem for a
    name that is none of them.
    """
    if named is None:
        return preferred.theme if preferred.theme in themes else DEFAULT_THEME
    if named not in themes:
        fitting = f"Those with enough contrast for a room: {', '.join(themes)}."
        hint = " ".join((fitting, *failed[:MOST_FAULTS]))
        raise Problem(f"There is no theme {named!r} for a projector", hint=hint)
    return named


def run_wall_window(
    path: Path, *, theme: str | None = None, preferred: Settings, user_themes: Path | None = None
) -> int:
    """Show the session of this file until the person leaves. Returns 0.

    Raises Problem for a theme that is not there, and what ended the window where that was a mistake.
    """
    loaded = load_themes(user_themes)
    themes = for_a_room(loaded)
    picked = pick_theme(themes, theme, preferred, loaded.failed)
    app = WallApp(path, themes, picked, chosen=theme is not None)
    app.run()
    if app.failure is not None:
        raise app.failure
    return 0
