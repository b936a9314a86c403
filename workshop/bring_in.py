"""Bringing in what was written elsewhere: reading the files, and what of them is taken. Knows no screen."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sessions.disk import os_problems
from sessions.edit import Edit
from sessions.forms.read import is_form, read
from sessions.imports.faults import Fault, fault_of
from sessions.imports.people import PeopleList, add_people, read_people
from sessions.imports.returned import Form, form_in
from sessions.imports.survey import Choices, Survey, read_survey
from sessions.imports.taking import Given, Taking, take_answers, weigh
from sessions.problem import Problem
from sessions.progress import Progress, untold
from sessions.record import Session
from sessions.sheets import read_file, read_sheet, sheet_in
from workshop.handing import likely_folders
from workshop.suggestions import guess_sector

TABLES = frozenset({".csv", ".xlsx", ".tsv"})
EXPECTED = (
    "the file that a form saved (.json), its workbook (.xlsx), or the table of a survey (.csv or .xlsx)"
)
MAY_BE_FORMS = frozenset({".json", ".txt"})
"""How the names of files end that may be forms, and may be something else: they are looked into."""
MOST_FORM = 1_000_000
"""Bytes of what is looked into: a form has a hundredth of it."""
MOST_FILES = 200
"""Most that are offered to choose from; of a folder that is named, all are taken."""
AT_ONCE = 60_000
"""Bytes of files that are read within a fraction of a second."""


@dataclass(slots=True)
class Incoming:
    """What files with answers hold, and what would come of it."""

    paths: tuple[Path, ...]
    session: Session
    """As it was when the files were laid beside it."""
    forms: list[Form] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    taking: Taking = field(default_factory=Taking)
    faults: list[Fault] = field(default_factory=list)

    def edit(self, session: Session, choices: Choices, now: datetime) -> Edit:
        """The change that takes it: what was shown, or of another session by now what that would show.

        Raises Problem where that can't be taken.
        """
        found = self if session == self.session else answers_in(session, self.paths, choices, now)
        if found.faults:
            raise Problem(str(found.faults[0]), hint="Look at it once more.")
        return take_answers(found.taking)


def answers_in(
    session: Session, paths: Sequence[Path], choices: Choices, now: datetime, *, progress: Progress = untold
) -> Incoming:
    """The answers in these files, laid beside the session; nothing is changed."""
    every = tuple(dict.fromkeys(paths))
    found, several = Incoming(every, session), len(every) > 1
    for number, path in enumerate(every):
        if several:
            progress(number, len(every))
        try:
            _read(path, choices, found, _within(progress, number, len(every)) if several else progress)
        except Problem as problem:
            found.faults.append(fault_of(problem, path))
    found.taking = weigh(session, found.given, now, instead=choices.instead, progress=progress)
    found.faults += found.taking.faults
    return found


def _within(progress: Progress, number: int, of: int) -> Progress:
    """Tells of the rows of one file of several only that it is under way, so that it can be stopped."""
    return lambda _done, _rows: progress(number, of)


def _read(path: Path, choices: Choices, found: Incoming, progress: Progress) -> None:
    """What is in one file, known by its content and not by its name. Raises Problem."""
    session = found.session
    raw = read_file(path, "answers", EXPECTED)
    if is_form(raw):
        form = form_in(read(raw, path.name), session, path.name)
        found.forms.append(form)
        found.given += [form.given] if form.given is not None else []
        found.faults += form.faults
        return
    sheet = sheet_in(raw, path.name, "answers", progress=progress)
    survey = read_survey(sheet, session, path.name, choices, progress=progress)
    found.surveys.append(survey)
    found.given += survey.given
    found.faults += survey.faults


def size_of(paths: Sequence[Path]) -> int:
    """Bytes of these files together, as far as they are there."""
    size = 0
    for path in paths:
        with suppress(OSError):
            size += path.stat().st_size
    return size


def people_in(session: Session, path: Path) -> PeopleList:
    """The people listed in a file. Raises Problem where it is no table."""
    return read_people(read_sheet(path, "a list of people"), session, path.name)


def people_edit(found: PeopleList, *, with_partners: bool) -> Edit:
    """The change that takes those who are new, and with them the bodies that are no partners yet."""
    bodies = found.new_bodies if with_partners else ()
    return add_people(found.new, [(body, guess_sector(body)) for body in bodies])


def files_to_bring(folders: Sequence[Path] = (), *, answers: bool) -> tuple[Path, ...]:
    """The latest files in these folders that may be brought in, or in those where such files arrive.

    The latest comes first. What cannot be read is left out.
    """
    found: dict[Path, float] = {}
    for folder in folders or likely_folders():
        with suppress(OSError):
            for path in folder.iterdir():
                with suppress(OSError):
                    if _may_be_brought(path, answers=answers):
                        found[path] = path.stat().st_mtime
    return _latest_first(found)[:MOST_FILES]


def files_in(paths: Sequence[Path]) -> tuple[Path, ...]:
    """These files, and every file with answers in those of them that are folders.

    Raises Problem where a folder has none, or cannot be read.
    """
    files: list[Path] = []
    for path in paths:
        inside = _files_with_answers(path) if path.is_dir() else (path,)
        if not inside:
            hint = "Name the files, or the folder that they were saved in."
            raise Problem("There is no file with answers in this folder", where=str(path), hint=hint)
        files += inside
    return tuple(dict.fromkeys(files))


def _files_with_answers(folder: Path) -> tuple[Path, ...]:
    """All of a folder, the latest first; last comes what cannot be read, so that its reader says why.

    Raises Problem.
    """
    found: dict[Path, float] = {}
    with os_problems("The folder cannot be read", folder):
        for path in folder.iterdir():
            try:
                if _may_be_brought(path, answers=True):
                    found[path] = path.stat().st_mtime
            except OSError:
                found[path] = 0.0
    return _latest_first(found)


def _latest_first(found: Mapping[Path, float]) -> tuple[Path, ...]:
    return tuple(sorted(found, key=lambda path: (-found[path], path.name)))


def _may_be_brought(path: Path, *, answers: bool) -> bool:
    """Whether a file is a table by its name; or, for answers, a form by what is in it. Raises OSError."""
    if path.name.startswith((".", "~$")) or not path.is_file():
        return False
    if path.suffix.casefold() in TABLES:
        return True
    if not answers or path.suffix.casefold() not in MAY_BE_FORMS or path.stat().st_size > MOST_FORM:
        return False
    return is_form(path.read_bytes())
