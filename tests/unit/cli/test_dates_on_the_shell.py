"""On the shell, too, a date is said as it was understood, and no action is lost over date or owner."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.record import Session
from sessions.store.library import Library
from tests.unit.cli.conftest import Run

THURSDAY = dt.date(2026, 11, 26)
Make = Callable[..., str]


def read(folder: Path, session_id: str) -> Session:
    return Library(folder).read(session_id)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    for command in ("make", "actions", "due", "details"):
        monkeypatch.setattr(f"workshop.cli.{command}.today", lambda: THURSDAY)


@pytest.fixture
def on(run: Run) -> Make:
    """Makes a session on a day, with two councils, and gives its id."""

    def make(day: str) -> str:
        partners = (
            "--partner",
            "Borsetshire County Council",
            "--partner",
            "City Council",
            "--partner",
            "Xshire ICB",
        )
        return run("new", "--date", day, *partners, "--person", "Priya Shah", "--no-open")[1].strip()

    return make


@pytest.mark.parametrize(
    ("typed", "day", "told"),
    [
        ("24 Nov", "2026-11-24", "Tue 24 Nov 2026 (2 days ago)"),
        ("Tue 24 Nov", "2026-11-24", "Tue 24 Nov 2026 (2 days ago)"),
        ("yesterday", "2026-11-25", "Wed 25 Nov 2026 (yesterday)"),
        ("last Tuesday", "2026-11-24", "Tue 24 Nov 2026 (2 days ago)"),
        ("5 Dec", "2026-12-05", "Sat 5 Dec 2026 (in 9 days), at a weekend"),
    ],
)
def test_new_takes_the_nearest_date_and_repeats_it(
    run: Run, folder: Path, typed: str, day: str, told: str
) -> None:
    code, out, err = run("new", "--date", typed, "--no-open")
    said, _, to_check = err.partition("\n\n")
    assert (code, said) == (0, f"workshop: It is held on {told}.")
    assert to_check.startswith("Before the day, for ")
    assert read(folder, out.strip()).date == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("24 Nov", "Tue 24 Nov 2026 (2 days ago)"),
        ("Tuesday", "Tue 24 Nov 2026 (2 days ago)"),
        ("29 Feb", "Tue 29 Feb 2028 (in 460 days), 29 Feb is in leap years only"),
    ],
)
def test_a_day_that_is_corrected_is_the_nearest_too_and_repeated(
    run: Run, on: Make, typed: str, told: str
) -> None:
    session_id = on("22 Oct")
    code, _, err = run("details", session_id, "--date", typed)
    assert code == 0
    assert f"workshop: It is held on {told}." in err
    assert "held on" not in run("details", session_id, "--place", "Borchester")[2]


def test_new_names_two_days_where_the_weekday_fits_none(run: Run, folder: Path) -> None:
    code, out, err = run("new", "--date", "Fri 24 Nov", "--no-open")
    assert (code, out) == (2, "")
    assert "24 Nov 2026 is a Tuesday, not a Friday" in err
    assert "Is it Fri 20 Nov 2026, or Fri 27 Nov 2026?" in err
    assert not folder.exists()


@pytest.mark.parametrize(
    ("argv", "due", "in_words", "told"),
    [
        (("Do it ^6 Nov",), "2026-11-06", "", "Fri 6 Nov 2026 (20 days ago), already past"),
        (("Do it by 6 Nov",), "2026-11-06", "", "Fri 6 Nov 2026 (20 days ago), already past"),
        (("Do it", "--due", "in 3 weeks"), "2026-11-12", "", "Thu 12 Nov 2026 (14 days ago), already past"),
        (("Do it ^Q4 26/27",), "2027-03-31", "", "Wed 31 Mar 2027 (in 125 days)"),
        (("Do it", "--due", "when Cabinet agrees"), None, "when Cabinet agrees", "when Cabinet agrees (kept"),
        (("Do it @Priya ^asap",), None, "asap", "asap (kept in words, no date)"),
        (("Do it ^next meeting",), None, "next meeting", "next meeting (gets its date once that is set)"),
        (("Do it ^31 Feb",), None, "31 Feb", "31 Feb (kept in words, no date)"),
    ],
)
def test_act_counts_from_the_day_of_the_session_and_repeats_the_date(
    run: Run, on: Make, folder: Path, argv: tuple[str, ...], due: str | None, in_words: str, told: str
) -> None:
    session_id = on("22 Oct")
    code, out, err = run("act", session_id, *argv)
    assert (code, out) == (0, "A1\n")
    assert f"workshop: A1 is due {told}" in err
    (action,) = read(folder, session_id).actions
    assert (action.due and action.due.isoformat(), action.due_words) == (due, in_words)


def test_a_date_that_is_none_and_one_that_gives_way_are_said(run: Run, on: Make) -> None:
    session_id = on("22 Oct")
    assert "31 Feb is not a date. February has 28 or 29 days." in run("act", session_id, "Do it ^31 Feb")[2]
    err = run("act", session_id, "Do it ^someday", "--due", "6 Nov")[2]
    assert "Took --due instead of 'someday'." in err
    assert "A2 is due Fri 6 Nov 2026" in err


def test_an_owner_has_one_name_however_it_was_given(run: Run, on: Make, folder: Path) -> None:
    session_id = on("22 Oct")
    for argv in (
        ("Do it @ICB^Friday",),
        ("Do it @xshire",),
        ("Do it", "--owner", "icb"),
        ("Do it @Priya (BCC)",),
        ("Do it", "--owner", "priya", "--body", "County Council"),
    ):
        assert run("act", session_id, *argv)[0] == 0
    council = "Borsetshire County Council"
    assert [(action.owner, action.body) for action in read(folder, session_id).actions] == [
        *[("", "Xshire ICB")] * 3,
        *[("Priya Shah", council)] * 2,
    ]


def test_a_partner_is_found_by_initials_wherever_it_is_named(run: Run, on: Make) -> None:
    session_id = on("22 Oct")
    assert "Borsetshire County Council" in run("answer", session_id, "1.3", "BCC", "4")[2]
    assert run("agree", session_id, "1.3", "4", "--dissent", "bcc: Not in our place")[0] == 0
    assert run("answer", session_id, "1.3", "XYZ", "4")[0] == 2


def test_who_is_in_doubt_is_recorded_as_typed_and_the_names_are_said(
    run: Run, on: Make, folder: Path
) -> None:
    session_id = on("22 Oct")
    code, out, err = run("act", session_id, "Do it @council")
    assert (code, out) == (0, "A1\n")
    assert "Kept the owner as typed: it may be Borsetshire County Council or City Council." in err
    assert read(folder, session_id).actions[0].owner == "council"


def test_next_meeting_is_set_and_dates_what_is_due_then(run: Run, on: Make, folder: Path) -> None:
    session_id = on("22 Oct")
    run("act", session_id, "Report ^next meeting")
    run("act", session_id, "Report later ^asap")
    code, out, err = run("next-meeting", session_id, "3 Dec")
    assert (code, out) == (0, "A1\n")
    assert err == "workshop: The next meeting is Thu 3 Dec 2026 (in 7 days).\n"
    session = read(folder, session_id)
    assert session.next_meeting == dt.date(2026, 12, 3)
    assert [action.due for action in session.actions] == [session.next_meeting, None]
    run("act", session_id, "Bring the deed by next meeting")
    data = json.loads(run("next-meeting", session_id, "10 Dec", "--json")[1])
    assert data["next_meeting"] == "2026-12-10"
    assert [(action["id"], action["due"]) for action in data["actions"]] == [
        ("A1", "2026-12-10"),
        ("A3", "2026-12-10"),
    ]
    assert run("next-meeting", session_id, "none")[2] == "workshop: The next meeting is not known.\n"
    assert run("next-meeting", session_id, "soon")[0] == 2


def test_what_is_shown_has_the_words(run: Run, on: Make) -> None:
    session_id = on("22 Oct")
    run("act", session_id, "Do it ^when Cabinet agrees")
    assert "when Cabinet agrees" in run("show", session_id)[1]
    (action,) = json.loads(run("show", session_id, "--json")[1])["actions"]
    assert (action["due"], action["due_words"]) == (None, "when Cabinet agrees")
