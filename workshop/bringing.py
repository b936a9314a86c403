"""Bringing in on the screen what was written elsewhere: which files, what is in them, and what is taken."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from textual.app import App

from sessions.edit import Edit
from sessions.imports.faults import Fault
from sessions.imports.people import PeopleList
from sessions.imports.survey import NONE, Choices
from sessions.imports.words import fault_lines, form_lines, people_lines, survey_lines, taking_lines
from sessions.progress import StoppedEarly
from sessions.record import Session
from sessions.rows import ROOM
from sessions.sheets import column_name
from sessions.text import harmless
from sessions.words import number_of
from workshop.behind import Behind, Stopped
from workshop.bring_in import (
    AT_ONCE,
    Incoming,
    answers_in,
    files_in,
    files_to_bring,
    people_edit,
    people_in,
    size_of,
)
from workshop.cells import clip
from workshop.current import Current
from workshop.desk import Desk
from workshop.widgets.dialogs.choose import ChooseDialog
from workshop.widgets.dialogs.folder import ask_path
from workshop.widgets.dialogs.incoming import IncomingDialog
from workshop.widgets.dialogs.pick import PickDialog
from workshop.widgets.dialogs.refused import attempt
from workshop.widgets.dialogs.waiting import WaitingDialog

OTHER = ""
NEVER_MIND = ("", "Never mind: nothing is taken")


class Bringing:
    """Asks on the app. `changed` is told of a session that is not open, once something of it has changed."""

    def __init__(
        self, app: App[Any], current: Current, changed: Callable[[Desk], object], behind: Behind
    ) -> None:
        self._app = app
        self._current = current
        self._behind = behind
        self._changed = changed

    def ask(self, path: Path) -> None:
        """Ask what is to come into the session of this path."""
        rows = [
            ("answers", "Answers that were given before the day: forms that came back, or a survey's table"),
            ("people", "A list of people: .csv or .xlsx"),
        ]

        def picked(what: str | None) -> None:
            if what is not None:
                self._ask_files(path, what)

        self._app.push_screen(PickDialog[str]("What do you want to bring in?", rows), picked)

    def _ask_files(self, path: Path, what: str) -> None:
        many = what == "answers"
        found = files_to_bring(answers=many)
        rows = [(str(file), f"{clip(file.name, 40)} · {file.parent}") for file in found]
        title = "Which files? Turn on each that is to come in." if many else "Which file?"
        if not rows:
            self._type_file(path, what, ())
            return
        rows.append((OTHER, "Another file, or all of a folder …" if many else "Another file …"))

        def chosen(names: Sequence[str] | None) -> None:
            if names is None:
                return
            files = tuple(Path(name) for name in names if name != OTHER)
            if OTHER in names:
                self._type_file(path, what, files)
            else:
                self._look(path, what, files)

        if many:
            self._app.push_screen(ChooseDialog(title, rows, ()), chosen)
        else:
            dialog = PickDialog[str](title, rows)
            self._app.push_screen(dialog, lambda name: chosen(None if name is None else (name,)))

    def _type_file(self, path: Path, what: str, files: tuple[Path, ...]) -> None:
        title = "Which file, or folder of files? Its path" if what == "answers" else "Which file? Its path"

        def take(typed: Path) -> None:
            attempt(self._app, lambda: look((*files, typed)))

        def look(named: tuple[Path, ...]) -> None:
            self._look(path, what, files_in(named) if what == "answers" else named)

        ask_path(self._app, title, Path.home(), take)

    def _look(self, path: Path, what: str, files: Sequence[Path]) -> None:
        if what == "people":
            attempt(self._app, lambda: self._show_people(path, files[0]))
        else:
            attempt(self._app, lambda: self._look_at_answers(path, tuple(files), Choices()))

    # --- people ------------------------------------------------------------------------------------------

    def _show_people(self, path: Path, file: Path) -> None:
        session = self._read(path)
        found = people_in(session, file)
        title = f"{file.name}: {number_of(len(found.new), 'person is', 'people are')} new"
        if found.faults:
            self._refuse(f"{file.name} cannot be taken as it is", found.faults)
            return
        add = f"Add {number_of(len(found.new), 'person', 'people')}"
        rows = [("plain", add)] if found.new else []
        if found.new_bodies:
            bodies = number_of(len(found.new_bodies), "new partner", "new partners")
            rows = [("partners", f"{add} and {bodies}"), ("plain", f"{add}, without new partners")]
        lines = [*_names(found), *people_lines(session, found)]

        def picked(how: str | None) -> None:
            if how:
                edit = people_edit(found, with_partners=how == "partners")
                added = number_of(len(found.new), "person was added", "people were added")
                attempt(self._app, lambda: self._take(path, lambda _: edit, f"{added} to the list."))

        self._app.push_screen(IncomingDialog(title, lines, [*rows, NEVER_MIND]), picked)

    # --- answers -----------------------------------------------------------------------------------------

    def _look_at_answers(self, path: Path, files: tuple[Path, ...], choices: Choices) -> None:
        """Read the files, behind a dialog that can stop it where that may take a while."""
        session, now = self._read(path), self._current.clock()
        if size_of(files) <= AT_ONCE:
            self._show_answers(path, choices, answers_in(session, files, choices, now))
            return
        waiting = WaitingDialog("Reading the answers")

        def read(closes: Stopped) -> None:
            def tell(done: int, of: int) -> None:
                if closes() or waiting.stopped:
                    raise StoppedEarly
                self._app.call_later(waiting.tell_how_far, f"{done:,} of {of:,} are read.")

            with suppress(StoppedEarly):
                self._app.call_later(end, answers_in(session, files, choices, now, progress=tell))

        def end(found: Incoming) -> None:
            if not waiting.stopped:
                waiting.dismiss(None)
                attempt(self._app, lambda: self._show_answers(path, choices, found))

        self._app.push_screen(waiting)
        self._behind.do(read)

    def _show_answers(self, path: Path, choices: Choices, found: Incoming) -> None:
        session = found.session
        new = sum(take.new for take in found.taking.takes)
        rows: list[tuple[str, str]] = []
        if found.faults:
            title = "Not everything in it can be taken, so nothing is"
            rows += _decisions(session, found)
        elif found.taking.changes:
            title = f"{number_of(new, 'answer is', 'answers are')} new"
            rows.append(("take", f"Take {number_of(new, 'answer', 'answers')}, hidden until revealed"))
        else:
            title = "There is nothing new in it"
        if found.taking.may_replace and not choices.instead:
            rows.append(("instead", "Take them instead of what was answered here"))

        def picked(how: str | None) -> None:
            if how == "take":
                took = number_of(new, "answer was", "answers were")
                words = f"{took} taken. They are hidden until they are revealed."
                edit_of = partial(found.edit, choices=choices, now=self._current.clock())
                attempt(self._app, lambda: self._take(path, edit_of, words))
            elif how:
                self._decide(session, how, choices, lambda then: self._look_again(path, found.paths, then))

        lines = [*fault_lines(found.faults), *_incoming_lines(session, found)]
        self._app.push_screen(IncomingDialog(title, lines, [*rows, NEVER_MIND]), picked)

    def _look_again(self, path: Path, files: tuple[Path, ...], choices: Choices) -> None:
        attempt(self._app, lambda: self._look_at_answers(path, files, choices))

    def _decide(self, session: Session, how: str, choices: Choices, then: Callable[[Choices], None]) -> None:
        """Take a decision down, and go on with it."""
        match how.partition(" ")[0]:
            case "near":
                then(replace(choices, near=True))
            case "columns":
                letters = how.split()[1:]
                then(replace(choices, columns={**choices.columns, **dict.fromkeys(letters, NONE)}))
            case "leave":
                then(replace(choices, leave_out=True))
            case "instead":
                then(replace(choices, instead=True))
            case "partner":
                title = "Which partner do all of them answer for?"
                self._pick_partner(session, title, lambda p: then(replace(choices, partner=p)))
            case "body":
                body = how.partition(" ")[2]

                def is_(partner: str) -> None:
                    then(replace(choices, bodies={**choices.bodies, body: partner}))

                self._pick_partner(session, f"Which partner is “{clip(body, 60)}”?", is_, none=True)

    def _pick_partner(
        self, session: Session, title: str, then: Callable[[str], None], *, none: bool = False
    ) -> None:
        rows = [(partner.id, partner.name) for partner in session.partners]
        rows.append((NONE, "None: leave them out") if none else (ROOM, "The whole room, as one"))
        self._app.push_screen(PickDialog[str](title, rows), lambda chosen: then(chosen) if chosen else None)

    # --- the session -------------------------------------------------------------------------------------

    def _read(self, path: Path) -> Session:
        """The session, as it is open here or as it lies on the disk. Raises Problem."""
        desk = self._current.desk
        return (
            desk.session if desk is not None and desk.path == path else self._current.library.read(str(path))
        )

    def _take(self, path: Path, edit_of: Callable[[Session], Edit], words: str) -> None:
        """Make the change, as one, and say so. Raises Problem."""
        desk = self._current.desk
        if desk is not None and desk.path == path:
            desk.must_write()
            desk.apply(edit_of(desk.session))
        else:
            current = self._current
            with Desk(current.library.open(str(path)), current.clock, author=current.author) as own:
                own.must_write()
                own.apply(edit_of(own.session))
            self._changed(own)
        self._say(words)

    def _refuse(self, title: str, faults: Sequence[Fault]) -> None:
        self._app.push_screen(IncomingDialog(title, list(fault_lines(faults)), [("", "Go on without it")]))

    def _say(self, text: str) -> None:
        self._app.notify(harmless(text), markup=False, timeout=12)


def _names(found: PeopleList) -> list[str]:
    """The people who are new, a line each."""
    bodies = {row.row: row.partner.name if row.partner else row.body for row in found.new}
    return [" · ".join(filter(None, (row.name, row.role, bodies[row.row]))) for row in found.new]


def _incoming_lines(session: Session, found: Incoming) -> list[str]:
    """How many answers are new, of each partner, and what else there is to say."""
    lines = []
    for partner in dict.fromkeys(take.partner for take in found.taking.takes):
        own = [take for take in found.taking.takes if take.partner == partner]
        answers = number_of(sum(take.new for take in own), "answer", "answers")
        lines.append(f"{partner.name}: {answers} on {number_of(len(own), 'question', 'questions')}.")
    for form in found.forms:
        lines += form_lines(form)
    for survey in found.surveys:
        lines += survey_lines(survey)
    return [*lines, *taking_lines(session, found.taking)]


def _columns(letters: Sequence[str]) -> str:
    return f"{'column' if len(letters) == 1 else 'columns'} {', '.join(letters)}"


def _decisions(session: Session, found: Incoming) -> list[tuple[str, str]]:
    """What can be decided instead of mending the file."""
    rows = []
    asked = {fault.asks for fault in found.faults}
    for asks in ("near", "twice"):
        letters = [column_name(f.column) for f in found.faults if f.asks == asks and f.column]
        if letters and asks == "near":
            rows.append(("near", f"Take {_columns(letters)} as proposed"))
        if letters:
            rows.append((f"columns {' '.join(letters)}", f"Do without {_columns(letters)}"))
    if "partner" in asked and session.partners:
        rows.append(("partner", "Say which partner all of them answer for"))
    bodies = dict.fromkeys(fault.about for fault in found.faults if fault.asks == "body")
    rows += [(f"body {body}", f"Say which partner “{clip(body, 40)}” is") for body in bodies if body]
    if bodies:
        rows.append(("leave", "Leave out those of no partner"))
    return rows
