"""What is written of an open session: stopped, for an e-mail, and the last one again after a late change."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sessions.edits import agenda as agenda_edits, notes as note_edits, people as people_edits
from sessions.kinds.score import edits as score_edits
from sessions.outputs import last, manifest
from sessions.outputs.write import PartlyWritten
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.library import Library
from tests.builders import NOW, answered, new_session
from tests.systems import WINDOWS
from workshop.clipboard import MOST_BYTES, refuses
from workshop.desk import Desk
from workshop.opening import opens, show
from workshop.outbox import Outbox, StoppedWriting, since
from workshop.outgoing import mark

ITEM = "icbo/D1.1"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    session = note_edits.add_action(note_edits.ActionFields("Draft it", owner="Priya")).apply(
        new_session("self-assessment", "County Council", "ICB", "Care providers"), NOW
    )
    file = Library(tmp_path / "sessions").create(session)
    return Desk(file, clock=lambda: NOW)


@pytest.fixture
def box(desk: Desk, tmp_path: Path) -> Outbox:
    return Outbox(desk, tmp_path / "out")


def write(box: Outbox) -> tuple[Path, ...]:
    return box.write(mark(box.desk), {}, lambda _: None)


# --- progress, and stopping it -----------------------------------------------------------------------------


def test_it_is_told_how_far_it_is(box: Outbox) -> None:
    told: list[str] = []
    box.formats = ("md", "docx")
    box.write(mark(box.desk), {}, told.append)
    assert told == [
        "Putting the summary together",
        "Making Markdown (1 of 2)",
        "Making Word (2 of 2)",
        "Writing s-summary.md",
        "Writing s-summary.docx",
        "Done",
    ]


@pytest.mark.parametrize(("at", "there"), [("Making Word (2 of 2)", 0), ("Writing s-summary.docx", 1)])
def test_stopped_files_are_whole_or_as_they_were(box: Outbox, at: str, there: int) -> None:
    """It stops before the next step; what is written by then is noted, and nothing else."""
    box.formats = ("md", "docx")

    def stop(step: str) -> None:
        box.stopping = box.stopping or step == steps[steps.index(at) - 1]

    steps = ["Putting the summary together", "Making Markdown (1 of 2)", "Making Word (2 of 2)"]
    steps += ["Writing s-summary.md", "Writing s-summary.docx"]
    with pytest.raises(PartlyWritten if there else StoppedWriting, match="Stopped"):
        box.write(mark(box.desk), {}, stop)
    assert len(list(box.folder.glob("*"))) == there
    assert len(manifest.rows(box.desk.path)) == there
    assert box.written == ()
    assert box.last() is None, "what was stopped is not what is written again"


# --- again, after a late change ----------------------------------------------------------------------------


def test_the_last_one_is_remembered_for_any_window(box: Outbox, tmp_path: Path) -> None:
    assert box.last() is None
    box.form, box.formats = "page", ("txt", "docx")
    first = write(box)
    other = Outbox(box.desk, tmp_path / "elsewhere")
    before = other.last()
    assert before is not None
    other.take(before)
    assert (other.form, other.formats, other.folder) == ("page", ("txt", "docx"), tmp_path / "out")
    assert write(other) == first


def test_the_text_for_an_e_mail_is_not_what_is_written_again(box: Outbox) -> None:
    write(box)
    assert box.write_text().name == "s-summary.txt"
    before = box.last()
    assert before is not None
    assert before.formats == ("md", "html")


def changed(box: Outbox, *edits: object) -> tuple[str, ...]:
    write(box)
    before = box.last()
    assert before is not None
    for edit in edits:
        box.desk.apply(edit)  # type: ignore[arg-type]
    return since(before, box.desk.session)


def test_nothing_has_changed(box: Outbox) -> None:
    at = NOW.astimezone()
    assert changed(box) == (f"Nothing in it has changed since 1 Dec 2026 at {at:%H:%M}.",)


def test_what_has_changed_is_named(box: Outbox) -> None:
    action = box.desk.session.actions[0]
    first, *lines = changed(
        box,
        note_edits.add_action(note_edits.ActionFields("Call [b]Sam[/b]")),
        note_edits.change_action(action.model_copy(update={"owner": "Tom", "due": dt.date(2027, 1, 8)})),
        note_edits.add_note("decision", "We meet\nin June"),
        people_edits.add_partner("Age UK"),
        people_edits.remove_partner("icb"),
    )
    assert first.startswith("Changed since 1 Dec 2026 at ")
    assert lines == [
        "New in partners: Age UK",
        "Gone from partners: 1",
        "New in notes and decisions: decision We meet in June",
        "New in actions: A2 Call [b]Sam[/b]",
        "Changed in actions: A1 Draft it",
    ]


def test_what_was_taken_back_is_no_change(box: Outbox) -> None:
    write(box)
    box.desk.apply(note_edits.add_note("decision", "Too soon"))
    box.desk.undo()
    before = box.last()
    assert before is not None
    (line,) = since(before, box.desk.session)
    assert line.startswith("Nothing in it has changed")


def test_time_that_passes_is_no_change(box: Outbox) -> None:
    lines = changed(box, agenda_edits.set_state("s2", "skipped"))
    assert lines[0].startswith("Nothing in it has changed")
    assert "Changed: the agenda" in changed(box, agenda_edits.rename_activity("s2", "Other"))


def test_answers_are_told_once_they_are_revealed(box: Outbox) -> None:
    hidden = [score_edits.answer_level(ITEM, partner.id, 3) for partner in box.desk.session.partners]
    assert changed(box, *hidden)[0].startswith("Nothing in it has changed"), "the room has not seen them"
    lines = changed(box, score_edits.reveal(ITEM), score_edits.agree(ITEM, 3))
    assert "New in answers: 3" in lines
    assert "New in agreed levels: 1" in lines


def test_marks_hold_no_word_of_the_record(box: Outbox) -> None:
    write(box)
    kept = manifest.manifest_path(box.desk.path).read_text("utf-8")
    assert "marks" in kept
    for word in ("Draft it", "Priya", "County Council"):
        assert word not in kept


def test_marks_that_cannot_be_read_are_none(box: Outbox) -> None:
    write(box)
    manifest.keep(box.desk.path, last.KEPT_AS, {"form": "poster"})
    assert box.last() is None


def test_many_changes_are_counted(desk: Desk) -> None:
    before = last.marks_of(desk.session)
    session: Session = desk.session
    for number in range(20):
        session = note_edits.add_action(note_edits.ActionFields(f"Do {number}")).apply(session, NOW)
    lines = last.in_words(last.changes(before, session))
    assert len(lines) == 13
    assert lines[-1] == "New in actions: 8 more"


def test_two_rows_that_are_alike_are_told_apart() -> None:
    session = answered(new_session("self-assessment", "A", "B"), ITEM, [3, 3])
    session = score_edits.reveal(ITEM).apply(session, NOW)
    assert last.changes(last.marks_of(session), session) == ()


# --- the clipboard, and opening files ----------------------------------------------------------------------


def test_the_text_is_whole_and_its_lines_are_not_folded(box: Outbox) -> None:
    box.desk.apply(note_edits.add_note("decision", "Meet"))
    text = box.text()
    assert text.startswith("S\n=\n")
    assert "- Meet" in text
    assert max(map(len, text.splitlines())) > 80


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"TERM": "xterm-256color"}, ""),
        ({"TERM": "xterm-256color", "WT_SESSION": "1"}, ""),
        ({"TERM_PROGRAM": "Apple_Terminal"}, "Terminal of macOS takes nothing"),
        ({"TERM": "linux"}, "no clipboard"),
        ({"VTE_VERSION": "7006", "TERM": "xterm-256color"}, "takes nothing onto the clipboard"),
        ({"VTE_VERSION": "7006", "TMUX": "/tmp/x"}, ""),
    ],
)
def test_terminals_that_are_known_to_take_nothing(environment: dict[str, str], said: str) -> None:
    assert said in refuses("Text", environment)
    assert bool(refuses("Text", environment)) is bool(said)


def test_a_text_that_is_too_long_for_terminals() -> None:
    assert refuses("é" * MOST_BYTES, {}).startswith("The text is too long")
    assert not refuses("x" * 50_000, {})


@pytest.mark.parametrize(
    ("system", "folder", "command"),
    [
        ("win32", False, ()),
        ("win32", True, ("explorer", "/select,", "{file}")),
        ("darwin", False, ("open", "{file}")),
        ("darwin", True, ("open", "-R", "{file}")),
        ("linux", False, ("/bin/xdg-open", "{file}")),
        ("linux", True, ("/bin/xdg-open", "{folder}")),
    ],
)
def test_every_system_has_its_own_way(
    tmp_path: Path, system: str, folder: bool, command: tuple[str, ...]
) -> None:
    file = tmp_path / "a b.html"
    environment, there = {"DISPLAY": ":0"}, {"xdg-open": "/bin/xdg-open"}
    told = opens(file, folder=folder, system=system, environment=environment, which=there.get)
    assert told == tuple(part.format(file=file.resolve(), folder=tmp_path.resolve()) for part in command)


def test_where_nothing_can_open_it_that_is_said_with_where_it_lies(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    for environment, why in (({}, "no desktop"), ({"WAYLAND_DISPLAY": "w"}, "xdg-open is not installed")):
        with pytest.raises(Problem, match=why) as caught:
            opens(file, system="linux", environment=environment, which=lambda _: None)
        assert caught.value.where == str(file)
    with pytest.raises(Problem, match="not there any more"):
        show(file)


@pytest.mark.parametrize(("code", "refused"), [(0, False), (3, True)])
def test_a_program_that_refuses_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, refused: bool
) -> None:
    file = tmp_path / "a.html"
    file.write_text("x", "utf-8")
    shell = ("cmd", "/c") if WINDOWS else ("sh", "-c")
    monkeypatch.setattr("workshop.opening.opens", lambda *_, **__: (*shell, f"exit {code}"))
    if refused:
        with pytest.raises(Problem, match="no program is set for it"):
            show(file)
    else:
        show(file)
    monkeypatch.setattr("workshop.opening.opens", lambda *_, **__: ("no-such-program",))
    with pytest.raises(Problem, match="Nothing here can open it"):
        show(file)
