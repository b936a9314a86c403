"""Everything that reads what somebody else may have written, with sound examples of it."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from sessions import sheets
from sessions.forms.make import forms
from sessions.forms.model import Answer
from sessions.forms.read import is_form, read as read_form
from sessions.handing import handed_over
from sessions.imports.people import read_people
from sessions.imports.returned import form_in
from sessions.imports.survey import read_survey
from sessions.many import index, shown_before, standings
from sessions.many.cards import Cards
from sessions.many.shown_before import keep_shown, read_shown
from sessions.many.stored import stored
from sessions.material import Pack
from sessions.outputs import last, manifest
from sessions.outputs.markdown import render
from sessions.plan import Template
from sessions.problem import Problem
from sessions.store import storage, wall
from sessions.store.drafts import drafts_path, read_drafts
from sessions.store.forgotten import marks_beside, marks_path
from sessions.store.handing import FORM, read_hand_over
from sessions.store.load import decode
from sessions.store.repair import salvaged
from sessions.store.tables import to_tables
from sessions.store.undo import undo_path
from sessions.summary.build import build
from tests.builders import NOW
from tests.every_kind import every_kind
from tests.forms import as_json, as_text, as_workbook
from tests.fuzz.hunt import Read
from tests.fuzz.typed import LINES, asking, typed
from themes import load as themes
from workshop import house_file, settings
from workshop.history import Change, History
from workshop.materials import house, load, own

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Reader:
    """What is read, how, and what it looks like where it is sound."""

    name: str
    read: Read
    sound: Callable[[], tuple[bytes, ...]]


@cache
def recorded() -> bytes:
    """The file of a session with something in every table."""
    return storage.render(to_tables(every_kind(), {}))


# --- sessions, and what lies beside them -----------------------------------------------------------------


def a_session(data: bytes, folder: Path) -> None:
    """Opened, and where it opens, told in full: what is checked when it is read must be enough for that."""
    path = folder / "session.json"
    session = decode(data, path).session
    render(build(session, now=NOW))
    storage.render(to_tables(session, {}))


def a_damaged_session(data: bytes, folder: Path) -> None:
    path = folder / "session.json"
    salvaged(path, data)
    stored(path, data)


def a_hand_over(data: bytes, folder: Path) -> None:
    """As it stands, and with a first line that says that all of it is there."""
    path = folder / "some.handover"
    header = {"form": FORM, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    path.write_bytes(json.dumps(header).encode() + b"\n" + data)
    with suppress(Problem):
        read_hand_over(path)
    path.write_bytes(data)
    read_hand_over(path)


def handed() -> tuple[bytes, ...]:
    gone = handed_over(every_kind(), "laptop-a", "/media/stick", NOW)
    return (storage.render(to_tables(gone, {})),)


def beside(data: bytes, folder: Path) -> None:
    """Drafts, the room's view, undo, what was written, who was forgotten: none of them is ever in the way."""
    path = folder / "session.json"
    path.write_bytes(recorded())
    places = (drafts_path(path), undo_path(path), wall.wall_state_path(path), manifest.manifest_path(path))
    for place in (*places, marks_path(folder, every_kind().id)):
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
    read_drafts(path)
    History.kept(path, every_kind())
    wall.read_wall_state(path)
    manifest.rows(path)
    manifest.sealed(path)
    if (before := last.of(path)) is not None:
        last.in_words(last.changes(before.marks, every_kind()))
    marks_beside(folder, every_kind().id)
    with suppress(Problem):  # who was forgotten is taken out of what is read
        decode(recorded(), path)
    manifest.note(path, (), record="", at=NOW)


@cache
def besides() -> tuple[bytes, ...]:
    """One of each, of the session with every kind."""
    import tempfile

    from sessions.edits.notes import add_note
    from sessions.outputs.write import Written
    from sessions.wall import WallState

    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "session.json"
        path.write_bytes(recorded())
        before = every_kind()
        after = add_note("comment", "Noted").apply(before, NOW)
        History([Change("note", before, after, NOW)], []).keep(path)
        manifest.note(path, [Written(Path(name) / "x.md", "full", "md", b"x")], record="0" * 64, at=NOW)
        last.keep(path, before, form="full", formats=("md",), folder=Path(name), at=NOW)
        kept = [undo_path(path).read_bytes(), manifest.manifest_path(path).read_bytes()]
    state = WallState.model_validate({"at": {"activity_id": "s1"}, "since": NOW.isoformat()})
    return (*kept, b'{"note": {"text": "half", "kind": "comment"}}', state.model_dump_json().encode())


# --- indexes ---------------------------------------------------------------------------------------------


def an_index(data: bytes, folder: Path) -> None:
    """With a head that says that all of it is as it was written, as whoever means harm would give it."""
    (folder / "session.json").write_bytes(recorded())
    head = f"{index.VERSION}" + f"\t{len(data)}\t{zlib.crc32(data)}" * 3
    (folder / index.FILE).write_bytes(f"{head}\n".encode() + data * 3)
    cards = Cards(folder)
    list(map(str, cards.glance()))
    cards.refresh()
    cards.keep()


@cache
def indexes() -> tuple[bytes, ...]:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        Path(name, "session.json").write_bytes(recorded())
        cards = Cards(name)
        cards.refresh()
        cards.keep()
        return (Path(name, index.FILE).read_bytes().partition(b"\n")[2],)


def standings_kept(data: bytes, folder: Path) -> None:
    (folder / "session.json").write_bytes(recorded())
    head = f"{standings.VERSION}\t{zlib.crc32(data)}\n".encode()
    (folder / ".standings").write_bytes(head + data)
    standings.standings([folder])


@cache
def standings_made() -> tuple[bytes, ...]:
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        Path(name, "session.json").write_bytes(recorded())
        standings.standings([Path(name)])
        return (Path(name, ".standings").read_bytes().partition(b"\n")[2],)


def shown_kept(data: bytes, folder: Path) -> None:
    (folder / ".benchmark").write_bytes(data)
    keep_shown([folder], read_shown([folder]))


def shown_made() -> tuple[bytes, ...]:
    row = '["2026-12-01", 5, [["Place", "m", 3]], [], [5, 3, [2, 4]]]'
    share = '["2026-12-01", 5, [["Place", "m", 3]], [], {"n": 5, "part": 2, "parts": {"a": 1}}]'
    version = json.dumps(shown_before.VERSION)
    return (f'{{"version": {version}, "secret": "s", "shown": {{"k": [{row}, {share}]}}}}'.encode(),)


# --- material, themes, settings --------------------------------------------------------------------------


def _file_of(name: str, read: Callable[[Path], object]) -> Read:
    def reads(data: bytes, folder: Path) -> object:
        path = folder / name
        path.write_bytes(data)
        return read(path)

    return reads


def _shipped(*patterns: str) -> Callable[[], tuple[bytes, ...]]:
    def sound() -> tuple[bytes, ...]:
        files = [path for pattern in patterns for path in sorted(ROOT.glob(pattern))]
        return tuple(path.read_bytes() for path in files if path.stat().st_size < 40_000)[:6]

    return sound


def a_pack(path: Path) -> None:
    load.load_file(Pack, path)


def a_template(path: Path) -> None:
    load.load_file(Template, path)


def a_theme(path: Path) -> None:
    themes.load(path.parent)


def a_house(path: Path) -> None:
    house.usable(path)
    with suppress(Problem):
        house_file.values(path)
    with suppress(Problem):
        house_file.parts(path, "sections")
    with suppress(Problem):
        house.wrong_in(house_file.text_of(path), path)
    house.read(path)


def settings_of(path: Path) -> None:
    settings.load(path)
    with suppress(Problem):
        settings.save(path, "theme", "laptop-dark")


SETTINGS = b'theme = "laptop-dark"\nfolder = "~/Workshops"\nsound = true\n\n[keys]\nreveal = "space"\n'
HOUSE = b"""organisation = "Exampleshire"
cover_note = "Draft"
[logo]
web = "logo.svg"
word = "logo.png"
alternative = "A tree"
[colours]
main = "#14506b"
pale = "#e4eff4"
[sections]
parked = false
[word]
template = "council.dotx"
"""

# --- what comes in ---------------------------------------------------------------------------------------


def incoming(data: bytes, folder: Path) -> None:
    """A file that somebody sent: a form, a survey or a list of people, whatever it is called."""
    if is_form(data):
        form_in(read_form(data, "some"), asking(), "some")
    read_form(data, "some")
    sheet = sheets.sheet_in(data, "some", "answers")
    with suppress(Problem):
        read_people(sheet, asking(), "some")
    read_survey(sheet, asking(), "some")


def a_table_as_pack(path: Path) -> None:
    own.pack_from_table(path, "own", 2026)


@cache
def forms_sent() -> tuple[bytes, ...]:
    form = forms(asking())[0]
    keys = [question.key for question in form.questions]
    answers = {keys[0]: Answer(3), keys[1]: Answer(), keys[2]: Answer(applies=False, reason="no budget")}
    said = {keys[0]: "we meet monthly"}
    return (
        as_json(form, answers, said),
        as_text(form, answers, said).encode(),
        as_workbook(form, answers, said),
    )


@cache
def tables_sent() -> tuple[bytes, ...]:
    names = [f"{item.number} {item.name}" for item in asking().packs[0].items()][:6]
    survey = "Organisation;Your name;" + ";".join(f'"{name}"' for name in names)
    rows = ["County Council;Ann;1;2;3;4;don't know;", "ICB;Bo;5;;1;2;not applicable;3"]
    people = "Name,Organisation,Role,Email\nAnn Lee,County Council,Chair,a@b\nBo,ICB,,"
    pack = "Section,Number,Name,Statement,Prompt\nA,1,First,Things are well,Why?\nA,2,Second,They last,"
    return "\n".join([survey, *rows]).encode(), people.encode("utf-8-sig"), pack.encode("utf-16")


def a_workbook_inside(data: bytes, folder: Path) -> None:
    """The first sheet of a workbook of ours, or its texts, is these bytes."""
    for part in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"):
        target = BytesIO()
        with zipfile.ZipFile(BytesIO(forms_sent()[2])) as source, zipfile.ZipFile(target, "w") as archive:
            for entry in source.infolist():
                archive.writestr(entry.filename, data if entry.filename == part else source.read(entry))
        with suppress(Problem):
            incoming(target.getvalue(), folder)


@cache
def parts_of_workbooks() -> tuple[bytes, ...]:
    with zipfile.ZipFile(BytesIO(forms_sent()[2])) as archive:
        names = ("xl/worksheets/sheet1.xml", "xl/workbook.xml")
        return tuple(archive.read(name) for name in names if name in archive.namelist())


READERS = {
    reader.name: reader
    for reader in (
        Reader("session", a_session, lambda: (recorded(),)),
        Reader("repair", a_damaged_session, lambda: (recorded(),)),
        Reader("hand-over", a_hand_over, handed),
        Reader("beside", beside, besides),
        Reader("index", an_index, indexes),
        Reader("standings", standings_kept, standings_made),
        Reader("benchmark", shown_kept, shown_made),
        Reader(
            "pack",
            _file_of("x.toml", lambda path: load.load_file(Pack, path)),
            _shipped("workshop/materials/packs/*.toml"),
        ),
        Reader(
            "template",
            _file_of("x.toml", lambda path: load.load_file(Template, path)),
            _shipped("workshop/materials/templates/*.toml"),
        ),
        Reader("theme", _file_of("x.toml", lambda path: themes.load(path.parent)), _shipped("themes/*.toml")),
        Reader("settings", _file_of("settings.toml", settings_of), lambda: (SETTINGS,)),
        Reader("house", _file_of("house.toml", a_house), lambda: (HOUSE,)),
        Reader("incoming", incoming, lambda: (*forms_sent(), *tables_sent())),
        Reader("workbook", a_workbook_inside, parts_of_workbooks),
        Reader("table", _file_of("x.csv", a_table_as_pack), tables_sent),
        Reader("typed", typed, lambda: tuple(line.encode() for line in LINES)),
    )
}
"""By name."""
