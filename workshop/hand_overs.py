"""Handing over and taking over on the screen: what is asked, and what is said of it."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from textual.app import App

from sessions.handing import away, when_and_where
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.handing import SUFFIX, find_hand_overs
from workshop.cells import clip
from workshop.current import Current
from workshop.desk import Desk
from workshop.handing import hand_over, likely_folders, take, take_back
from workshop.keynames import Keys
from workshop.several import Several
from workshop.widgets.dialogs.folder import ask_path
from workshop.widgets.dialogs.pick import PathDialog, PickDialog
from workshop.widgets.dialogs.refused import RefusedDialog, attempt

Rows = list[tuple[str, str]]
"""(what is picked, its words)."""
Choices = Mapping[str, Callable[[], None]]
"""What comes of each row that can be picked."""
SAID: Mapping[str, str] = {
    "new": "It is here now: go on.",
    "continued": "It goes on where the other laptop left it. What stood here is among the backups.",
    "back": "It is yours again: the other laptop has not gone on with it.",
    "known": "What this file holds is here already. Nothing was changed.",
    "both": "Both laptops have gone on with it, and as they stand they cannot be merged. Neither is lost: "
    "what came is in the list as {name}. Is one of them final? Opened again, {key} brings the two together.",
}


class HandOvers:
    """Asks on the app.

    `reopen` opens a session for a screen; `leave` lets go of the one that is open; `reload` lists them anew.
    """

    def __init__(
        self,
        app: App[None],
        current: Current,
        *,
        reopen: Callable[[Path, str], None],
        leave: Callable[[Callable[[], None]], None],
        reload: Callable[[], None],
    ) -> None:
        self._app = app
        self._current = current
        self._reopen = reopen
        self._leave = leave
        self._several = Several(app, current, reload)

    def ask(self, path: Path | None) -> None:
        """Ask what is to be done with the session of this path; without one, what is to be taken over."""
        session = self._read(path) if path is not None else None
        if path is None or session is None:
            self._ask_file()
        elif away(session) is not None:
            self.ask_away(path, session)
        else:
            rows = [
                ("give", f"Hand over {clip(session.title, 50)} to another laptop"),
                ("take", "Take over a session that another laptop has handed over"),
            ]
            then: dict[str, Callable[[], None]] = {
                "give": partial(self._ask_folder, path),
                "take": partial(self._leave, self._ask_file),
            }
            for wish, words in self._several.rows(session):
                then[wish] = partial(self._several.do, wish, path)
                rows.insert(0 if wish == "settle" else len(rows), (wish, words))
            self._pick("Several laptops", rows, then)

    def ask_away(self, path: Path, session: Session, what: str = "run") -> None:
        """What is to be done with a session that another laptop has; `what` it was to be opened for."""
        gone = away(session)
        if gone is None:
            return
        rows = [
            ("take", "Take over what the other laptop has handed back"),
            ("look", "Look at it only"),
            ("back", "Go on here all the same"),
        ]
        then: Choices = {
            "take": partial(self._leave, self._ask_file),
            "look": partial(self._reopen, path, f"look {what}"),
            "back": partial(self._leave, partial(self._take_back, path, what)),
        }
        twice = "If both laptops go on, the two are merged when it comes back."
        self._pick(f"{when_and_where(gone)}. {twice}", rows, then)

    @property
    def _key(self) -> str:
        return Keys(dict(getattr(self._app, "remapped", {})))["hand_over"]

    def _read(self, path: Path) -> Session | None:
        try:
            return self._current.library.read(str(path))
        except Problem as problem:
            self._refuse(problem)
            return None

    def _pick(self, title: str, rows: Rows, then: Choices) -> None:
        self._app.push_screen(PickDialog[str](title, rows), lambda wish: then[wish]() if wish else None)

    def _say(self, text: str, *, error: bool = False) -> None:
        self._app.notify(text, severity="error" if error else "information", markup=False, timeout=12)

    def _refuse(self, problem: Problem) -> None:
        """Let it stand: whoever has typed a path may go on typing."""
        self._app.push_screen(RefusedDialog(str(problem)))

    def _pick_path(self, title: str, rows: Rows, other: str, take: Callable[[Path], None]) -> None:
        """One of the paths of `rows`, or the `other` one, which is typed."""

        def picked(wish: str | None) -> None:
            if wish and not wish.startswith(PathDialog.TYPED):
                attempt(self._app, lambda: take(Path(wish)))
            elif wish is not None:
                begun = wish.removeprefix(PathDialog.TYPED) or Path.home()
                ask_path(self._app, other, begun, lambda path: attempt(self._app, partial(take, path)))

        self._app.push_screen(PathDialog(title, [*rows, ("", f"{other} …")]), picked)

    def _ask_folder(self, path: Path) -> None:
        rows = [(str(folder), str(folder)) for folder in likely_folders()]
        self._pick_path("Where does the file go?", rows, "Another folder", partial(self._give, path))

    def _give(self, path: Path, folder: Path) -> None:
        """Hand over the session that is open, or that of this path. Raises Problem."""
        desk = self._current.desk
        if desk is not None:
            written = hand_over(desk, folder)
        else:
            file, clock = self._current.library.open(str(path)), self._current.clock
            with Desk(file, clock, author=self._current.author) as desk:
                written = hand_over(desk, folder)
        how = f"On the other laptop, {self._key} on the list of sessions takes it over."
        self._leave(partial(self._say, f"Written: {written}\n{how} Here it can only be looked at."))

    def _ask_file(self) -> None:
        handed = find_hand_overs((*likely_folders(), self._current.library.folder))
        rows = [(str(file.path), f"{clip(file.title, 50)} · {file.path}") for file in handed]
        title = "Which session?" if rows else "No file of another laptop was found. Is the stick plugged in?"
        self._pick_path(title, rows, f"Another file that ends in {SUFFIX}", self._take)

    def _take(self, file: Path) -> None:
        """Take over the session of this file, and open it. Raises Problem."""
        folder, clock = self._current.library.folder, self._current.clock
        path, outcome, merge = take(folder, file, clock=clock, author=self._current.author)
        if outcome not in ("known", "both"):
            self._reopen(path, "run")
        if outcome == "merged" and merge is not None:
            self._several.tell_merge(path, merge, "Both laptops went on. What came from where")
        else:
            self._say(SAID[outcome].format(name=path.stem, key=self._key), error=outcome == "both")

    def _take_back(self, path: Path, what: str) -> None:
        """Go on here, whatever the other laptop does."""

        def back() -> None:
            with self._current.library.open(str(path)) as file:
                take_back(file)
            self._reopen(path, what)

        attempt(self._app, back)
