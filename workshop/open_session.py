"""The session that is open on the screen: which of its screens follows which, and how it is let go of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from sessions.problem import Problem
from workshop.ahead import Ahead
from workshop.behind import Behind
from workshop.screens.session_list import SessionList
from workshop.settings import summaries_folder
from workshop.shelf import Shelf
from workshop.telling import tell_in_front

if TYPE_CHECKING:
    from sessions.record import Session
    from workshop.behind import Stopped
    from workshop.current import Current
    from workshop.desk import Desk
    from workshop.drafts import Drafts
    from workshop.erasing import Erasing
    from workshop.hand_overs import HandOvers
    from workshop.screens.details.details import SetupDone


def _write(drafts: Drafts, _: Stopped) -> None:
    drafts.write()


def _say_of_material(app: App[None], current: Current, session: Session, stopped: Stopped) -> None:
    """Behind what is shown: say what has become of the packs of a session since it was made."""
    from sessions.edition_words import kept
    from sessions.editions import changes

    known = current.packs.usable
    found = changes(session, tuple(known[pack.id] for pack in session.packs if pack.id in known))
    if found and not stopped():
        said = "\n".join(map(kept, found))
        app.call_later(partial(app.notify, said, severity="warning", markup=False, timeout=12))


def show_sign_off(app: App[None], desk: Desk | None, today: Callable[[], date]) -> None:
    """Whether the record is a draft or final, and who was there."""
    if desk is not None:
        from workshop.screens.sign_off import SignOffScreen

        app.push_screen(SignOffScreen(desk, today=today))


def erasing(app: App[None], shelf: Shelf) -> Erasing:
    """What asks about forgetting a person and deleting for good; the list of sessions follows."""
    from workshop.erasing import Erasing

    return Erasing(app, shelf.folder, partial(_reload_list, app))


def _reload_list(app: App[None]) -> None:
    for screen in app.screen_stack:
        if isinstance(screen, SessionList):
            screen.reload()


def _say_taken_on(app: App[None], session: Session, gone: str) -> None:
    """Say what a new session has from the one before, what it has not, and that the template of that, `gone`,
    is not here.
    """
    from sessions.series import taken_on

    said = f"The next session after {session.series.previous_title if session.series else ''}"
    said = f"{said}, with {taken_on(session)}."
    if session.date is None:
        said += " It has no date yet."
    if gone:
        said += f" Its template {gone!r} is not here: see which one suits."
    app.notify(said, severity="warning" if gone else "information", markup=False, timeout=10)


def _asks_which(opener: OpenSession, app: App[None], shelf: Shelf, path: Path) -> bool:
    """Whether it is asked first from which session to go on: another goes on from this one already."""
    from workshop.going_on import ask_which

    return ask_which(app, path, shelf.cards.glance(), lambda path: opener.open(str(path), "follow on"))


def _let_go(ahead: Ahead, shelf: Shelf) -> str:
    """Let go of the session that is open, if any; what of it could not be saved, and where it lies."""
    current = ahead.current_if_any
    if current is None or (desk := current.close()) is None:
        return ""
    if not desk.session.rehearsal:
        shelf.cards.renew(desk.path, desk.file.session)
        shelf.last = desk.path
    from workshop.desk import left_over

    return left_over(desk)


class OpenSession:
    """At most one; it is closed when its screens are left. What cannot be done is said on the screen."""

    def __init__(
        self,
        app: App[None],
        ahead: Ahead,
        shelf: Shelf,
        *,
        today: Callable[[], date],
        behind: Behind,
        ring: Callable[[], object],
        house_path: Path | None = None,
    ) -> None:
        """`behind` writes what is typed, as it is typed; `ring` makes a sound, where one is wanted.

        `house_path` is where the house style lies, if there is one.
        """
        self._app = app
        self._ahead = ahead
        self._shelf = shelf
        self._today = today
        self._behind = behind
        self._ring = ring
        self._house_path = house_path
        self.left_over = ""
        """What could not be saved of the session that was open at the end, and where it lies."""

    @property
    def desk(self) -> Desk | None:
        """Where it is changed; None while none is open."""
        current = self._ahead.current_if_any
        return current.desk if current is not None else None

    def keep_drafts(self, *, at_once: bool = False) -> None:
        """Have on the disk what is typed and not recorded: behind what is shown, or at once."""
        current = self._ahead.current_if_any
        if current is None:
            return
        kept = (current.new_drafts, current.desk.drafts) if current.desk else (current.new_drafts,)
        for drafts in (drafts for drafts in kept if drafts.changed):
            if at_once:
                drafts.write()
            else:
                self._behind.do(partial(_write, drafts))

    def open(self, wanted: str, what: str) -> None:
        """Open a session for one of its screens."""
        from sessions.handing import away

        if what == "follow" and _asks_which(self, self._app, self._shelf, Path(wanted)):
            return
        what = "follow" if what == "follow on" else what
        current, rehearses = self._ahead.current, what == "rehearse"
        opening = {"rehearse": current.rehearse, "follow": current.follow}.get(what, current.open)
        if (desk := self._attempt(lambda: opening(wanted))) is None:
            return
        if rehearses:
            self._shelf.last = Path(wanted)
        if what == "follow":
            _say_taken_on(self._app, desk.session, current.template_gone)
        if desk.file.warning:
            self._app.notify(desk.file.warning, severity="warning", markup=False, timeout=10)
        self._behind.do(partial(_say_of_material, self._app, current, desk.session))
        look, what = what.startswith("look "), what.removeprefix("look ")
        if what == "summary":
            self.show_summary(then=self.close)
        elif not look and away(desk.session) is not None:
            # Another laptop has it: it is let go of, and asked what to do.
            path, session = desk.path, desk.session
            self.close()
            self._hand_overs().ask_away(path, session, what)
        elif what == "setup" and (why := desk.read_only) is not None:
            self.close()
            tell_in_front(self._app, why, error=True)  # before anything is typed
        elif what == "setup" or (
            desk.session.at is None and not desk.read_only and not desk.session.rehearsal
        ):
            self._show_setup(desk, then=self._after_setup)
        else:
            self._show_run()

    def hand_over(self, path: Path | None = None) -> None:
        """Hand the session that is open, or that of this path, over to another laptop, or take one over."""
        self._hand_overs().ask(self.desk.path if self.desk is not None else path)

    def _hand_overs(self) -> HandOvers:
        from workshop.hand_overs import HandOvers

        def reopen(path: Path, what: str) -> None:
            if self.desk is None:
                self.open(str(path), what)

        def leave(then: Callable[[], None]) -> None:
            """Let go of the session that is open, if any, and its screen; and `then` do something."""
            if self.desk is None:
                then()
                return
            self._app.screen.dismiss(None)
            self._app.call_later(then)

        reload = partial(_reload_list, self._app)
        return HandOvers(self._app, self._ahead.current, reopen=reopen, leave=leave, reload=reload)

    def bring_in(self, path: Path) -> None:
        """Bring in what was written elsewhere, to the session of this path."""
        from workshop.bringing import Bringing

        def changed(desk: Desk) -> None:
            self._shelf.cards.renew(desk.path, desk.file.session)
            _reload_list(self._app)

        Bringing(self._app, self._ahead.current, changed, self._behind).ask(path)

    def open_demo(self) -> None:
        """Make and open the worked example."""
        if self._attempt(lambda: self._ahead.current.demo()) is not None:
            self._show_run()

    def _attempt(self, opening: Callable[[], Desk]) -> Desk | None:
        try:
            return opening()
        except Problem as problem:
            tell_in_front(self._app, str(problem), error=True)
            return None

    def end(self) -> None:
        """Let go of it, and of what works behind it; `left_over` says what could not be saved."""
        self.left_over = _let_go(self._ahead, self._shelf)
        self._behind.close()

    def close(self, _: object = None) -> None:
        """Let go of it. Its card says at once what was saved last, and it is said what could not be saved."""
        if said := _let_go(self._ahead, self._shelf):
            from workshop.widgets.dialogs.refused import RefusedDialog

            self._app.push_screen(RefusedDialog(said))

    def quit(self) -> None:
        """Leave the program; asks first where something would be lost."""
        desk = self.desk
        if desk is None or desk.retry() or desk.unsaved is None:
            self._app.exit()
            return
        from workshop.widgets.dialogs.pick import UnsavedDialog

        if not isinstance(self._app.screen, UnsavedDialog):
            self._app.push_screen(
                UnsavedDialog(desk.unsaved), lambda leave: self._app.exit() if leave else None
            )

    def prepare_new(self) -> None:
        """Prepare a new session."""
        self._show_setup(None, then=self._after_setup)

    def show_details(self) -> None:
        """Title, place, date, partners, people; then back to where it was."""
        if (desk := self.desk) is not None and desk.read_only:
            tell_in_front(self._app, desk.read_only, error=True)
        elif desk is not None:
            self._show_setup(desk)

    def show_differences(self, path: Path, *others: Path) -> None:
        """What a session that looks like another has, or lacks; of several, one is chosen."""
        from workshop.widgets.dialogs.differences import DifferencesDialog
        from workshop.widgets.dialogs.pick import PickDialog

        def show(other: Path | None) -> None:
            if other is None:
                return
            try:
                pair = tuple(self._ahead.current.library.read(str(each)) for each in (path, other))
            except Problem as problem:
                tell_in_front(self._app, str(problem), error=True)
                return
            self._app.push_screen(DifferencesDialog((path.stem, other.stem), differences(*pair)))

        from sessions.many.differences import differences

        if len(others) == 1:
            show(others[0])
        else:
            rows = [(other, other.stem) for other in others]
            self._app.push_screen(PickDialog(f"Compare {path.stem} with", rows), show)

    def show_actions(self) -> None:
        """All actions of the session."""
        if (desk := self.desk) is not None:
            from workshop.screens.actions import ActionsScreen

            self._app.push_screen(ActionsScreen(desk, today=self._today))

    def show_summary(self, then: Callable[[object], None] | None = None) -> None:
        """What the summary will hold."""
        if (desk := self.desk) is not None:
            from workshop.screens.summary import SummaryScreen

            self._app.push_screen(SummaryScreen(desk, summaries_folder(desk.path), self._house_path), then)

    def _show_run(self) -> None:
        if (desk := self._ahead.current.desk) is not None:
            from workshop.going_on import elsewhere
            from workshop.screens.run import RunScreen

            open_there = elsewhere(desk.session, self._shelf.cards.glance())
            screen = RunScreen(desk, today=self._today, ring=self._ring, elsewhere=open_there)
            self._app.push_screen(screen, self.close)

    def _show_setup(self, desk: Desk | None, then: Callable[[SetupDone | None], None] | None = None) -> None:
        current = self._ahead.current
        from workshop.screens.setup import SetupScreen

        cards = self._shelf.cards.glance
        self._app.push_screen(SetupScreen(desk, current, today=self._today, cards=cards), then)

    def _after_setup(self, done: SetupDone | None) -> None:
        if done is not None and done.desk is not None and done.begin:
            self._show_run()
        else:
            self.close()
