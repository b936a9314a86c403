"""A session on several laptops, on the screen: a copy for each table, together again, and settled."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from textual.app import App

from sessions.many.merge.conflicts import Conflict, Side, conflicts
from sessions.many.merge.report import Report, lines
from sessions.many.merge.seats import seating
from sessions.many.merge.settling import BOTH, settle
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import plain_text
from workshop import merging
from workshop.cells import clip
from workshop.current import Current
from workshop.desk import Desk
from workshop.handing import likely_folders
from workshop.keynames import Keys
from workshop.widgets.dialogs.folder import ask_path
from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.dialogs.refused import attempt
from workshop.widgets.dialogs.settle import SettleDialog, ToSettle
from workshop.widgets.dialogs.told import Blocks, ToldDialog

TABLES = range(2, 11)
Rows = list[tuple[str, str]]


class Several:
    """Asks on the app; what is open stays so. `changed` is called once a session was changed."""

    def __init__(self, app: App[None], current: Current, changed: Callable[[], None]) -> None:
        self._app = app
        self._current = current
        self._changed = changed

    def rows(self, session: Session) -> Rows:
        """What can be done with a session, to be picked."""
        rows = [
            ("split", "Give each table a copy of it"),
            ("merge", "Bring the copies of tables or laptops together in it"),
        ]
        if left := len(conflicts(session)):
            rows.append(("settle", f"Settle what was said differently: {left} to settle"))
        return rows

    def do(self, wish: str, path: Path) -> None:
        """Do what was picked: split, merge or settle."""
        ways = {"split": self._ask_tables, "merge": self._ask_copies, "settle": self.ask_settling}
        attempt(self._app, partial(ways[wish], path))

    @contextmanager
    def _open(self, path: Path) -> Iterator[Desk]:
        """The desk of a session: that which is open, or one for as long as it is needed. Raises Problem."""
        if (desk := self._current.desk) is not None and self._is_open(path):
            yield desk
            return
        file = self._current.library.open(str(path))
        with Desk(file, self._current.clock, author=self._current.author) as desk:
            yield desk

    def _session(self, path: Path) -> Session:
        if (desk := self._current.desk) is not None and self._is_open(path):
            return desk.session
        return self._current.library.read(str(path))

    def _is_open(self, path: Path) -> bool:
        """Whether it is the session that is run here."""
        return self._current.desk is not None and self._current.desk.path == path

    def _pick_folder(
        self, title: str, other: str, take: Callable[[Path], None], first: Iterable[Path] = ()
    ) -> None:
        def picked(wish: str | None) -> None:
            if wish:
                attempt(self._app, lambda: take(Path(wish)))
            elif wish is not None:
                ask_path(self._app, other, Path.home(), lambda path: attempt(self._app, partial(take, path)))

        rows = [(str(path), clip(str(path), 200)) for path in (*first, *likely_folders())]
        self._app.push_screen(PickDialog[str](title, [*rows, ("", f"{other} …")]), picked)

    # --- a copy for each table ----------------------------------------------------------------------

    def _ask_tables(self, path: Path) -> None:
        """Raises Problem."""
        session, rows = self._session(path), list[tuple[tuple[int, bool], str]]()
        for tables in TABLES:
            if seating(session, tables):
                rows.append(((tables, False), f"{tables} tables, each with those who sit there"))
                rows.append(((tables, True), f"{tables} tables, everybody in each file"))
            else:
                rows.append(((tables, True), f"{tables} tables"))

        def picked(wish: tuple[int, bool] | None) -> None:
            if wish is not None:
                self._pick_folder(
                    "Where do the files go?", "Another folder", partial(self._split, path, *wish)
                )

        self._app.push_screen(PickDialog("How many tables are there?", rows), picked)

    def _split(self, path: Path, tables: int, everybody: bool, folder: Path) -> None:
        with self._open(path) as desk:
            written = merging.split(desk, tables, folder, everybody=everybody)
        how = "On the other laptop, put it into the folder of sessions, or type: workshop open FILE"
        files = [str(table.path) for table in written]
        seats = merging.seating_lines(written, everybody=everybody)
        self._tell("Written: a file for each table", [("", files), ("", seats), ("", [how])])
        self._changed()

    # --- together again -----------------------------------------------------------------------------

    def _ask_copies(self, path: Path) -> None:
        beside = sorted(file for file in path.parent.glob("*.json") if _is_copy(file, path))
        take = partial(self._merge, path)
        self._pick_folder("Where are the copies?", "Another folder, or a file", take, beside)

    def _merge(self, path: Path, files: Path) -> None:
        with self._open(path) as desk:
            merged = merging.merge_into(desk, [files])
        self.tell_merge(path, merged)

    def tell_merge(self, path: Path, merged: merging.Merge, title: str = "What came from where") -> None:
        """Say what came from where, and have what stands side by side settled."""
        names = {name for came in merged.report.came for name in came.sources}
        blocks = lines(merged.report, sorted(names))
        texts = [(head, [plain_text(line) for line in below]) for head, below in blocks]
        if not merged.is_new:
            texts.insert(0, ("All that these copies say is here already", []))
        self._changed()
        settling = partial(self.ask_settling, path, merged.report) if merged.report.conflicts else None
        self._tell(title, texts, then=settling)

    def _tell(self, title: str, blocks: Blocks, then: Callable[[], None] | None = None) -> None:
        """Let it be read; and `then` go on."""
        dialog = ToldDialog(title, blocks)
        self._app.push_screen(dialog, lambda _: then() if then is not None else None)

    # --- settled ------------------------------------------------------------------------------------

    def ask_settling(self, path: Path, report: Report | None = None) -> None:
        """Settle what a session has side by side; `report` knows where the sides of a merge came from."""

        def left() -> list[ToSettle]:
            return [self._to_settle(own, report) for own in conflicts(self._session(path))]

        def take(conflict_id: str, side: int) -> str:
            try:
                with self._open(path) as desk:
                    desk.must_write()
                    desk.apply(settle(conflict_id, side))
            except Problem as problem:
                return str(problem)
            return ""

        def done(changed: bool | None) -> None:
            if changed:
                self._changed()
                undo = Keys(dict(getattr(self._app, "remapped", {})))["undo"]
                where = "" if self._is_open(path) else " in the session"
                self._app.notify(f"{undo}{where} takes it back.", markup=False)

        dialog = SettleDialog(left, take, title="What two laptops said differently, to be settled")
        self._app.push_screen(dialog, done)

    def _to_settle(self, conflict: Conflict, report: Report | None) -> ToSettle:
        def said(sides: Sequence[Side]) -> Iterator[str]:
            for side in sides:
                source = merging.who_said(side, sides, report, self._current.author)
                yield f"{source}: {plain_text(side.said)}" if source else plain_text(side.said)

        both = BOTH if conflict.both_can_stand else None
        sides, about = tuple(said(conflict.sides)), tuple(said(conflict.about))
        return ToSettle(conflict.id, plain_text(conflict.what), sides, both, about)


def _is_copy(file: Path, path: Path) -> bool:
    """Whether a file beside a session is named like a copy of it: by a second laptop, or a sync program."""
    return file != path and file.name.startswith(path.stem)
