"""Words that stand in tables of their own: headings, reasons, forms over several sessions, labels."""

from __future__ import annotations

import datetime as dt
import io
import os
from pathlib import Path
from typing import get_args

import openpyxl
import pytest

from sessions.analysis.whole import gaps
from sessions.edits import agenda, notes
from sessions.handing import handed_over
from sessions.house import PLAIN
from sessions.kinds.score import edits as score_edits
from sessions.many import benchmark_words, index
from sessions.many.actions import ActionCard
from sessions.many.benchmark import Wanted, benchmark
from sessions.many.benchmark_files import makers
from sessions.many.cards import Cards
from sessions.many.compare import compare
from sessions.many.everywhere import NOT_SAID, ORDERS, WHEN
from sessions.many.for_good import OVER_SESSIONS
from sessions.many.make import card_of
from sessions.many.merge.private import private_fields
from sessions.many.merge.sides import what_about
from sessions.many.reason_words import WHY
from sessions.many.same_items import REASONS, Reason, same_items
from sessions.many.then_and_now import comparable_levels
from sessions.problem import Problem
from sessions.spans import plain_text
from sessions.store import file as file_module, undo
from sessions.store.file import take_lock
from sessions.store.handing import write_hand_over
from sessions.store.library import Library
from tests.builders import FIRST_FIVE, NOW, TODAY, new_session
from tests.every_kind import every_kind
from tests.other_day import other_day
from tests.unit.test_benchmark import NONE, many


def test_headings_and_forms_are_called_as_people_and_files_call_them() -> None:
    assert WHEN == ("Overdue", "To come", "No date", "Done or dropped")
    assert ORDERS == ("due", "owner", "body", "place", "series")
    assert NOT_SAID == {"owner": "Nobody named yet", "body": "No body named", "place": "No place named"}
    assert OVER_SESSIONS == ("actions", "decisions", "then-and-now")
    assert ActionCard("", "u", "open", "A1", "", "", "x")[-3:] == ("", "", "")
    assert get_args(Reason) == REASONS == tuple(WHY)
    assert list(WHY.values()) == [
        "other levels",
        "the levels mean something else",
        "asked in other words",
        "bodies counted in one, people in the other",
    ]


def test_a_workbook_of_places_says_below_what_is_hidden() -> None:
    told = benchmark(many([1] * 6), Wanted(TODAY), NONE)[0]
    book = openpyxl.load_workbook(io.BytesIO(makers(told, NOW, PLAIN)["xlsx"]()))
    foot = book["Places side by side"].oddFooter
    assert (foot.left.text, foot.right.text) == (benchmark_words.SIGN, "&P / &N")


def test_cards_that_are_behind_are_made_with_the_newest_files_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at, name in enumerate(("b", "c", "a")):
        Library(tmp_path).create(new_session().model_copy(update={"id": name})).close()
        os.utime(tmp_path / f"{name}.json", (1000 * at, 1000 * at))
    read: list[str] = []
    whole = Cards._reading
    monkeypatch.setattr(Cards, "_reading", lambda own, name: (read.append(name), whole(own, name))[1])
    cards = Cards(tmp_path)
    cards.refresh()
    assert read == ["a.json", "c.json", "b.json"]
    before = (tmp_path / index.FILE).stat().st_mtime_ns
    cards.refresh()
    assert read[3:] == []
    assert (tmp_path / index.FILE).stat().st_mtime_ns == before, "nothing was behind"


def test_a_card_says_when_a_session_went_away() -> None:
    gone = handed_over(new_session(), "here", "/stick", NOW)
    texts = card_of(gone).texts
    assert NOW.isoformat() in texts[9:11]
    assert card_of(new_session()).texts.count(NOW.isoformat()) == 1


def test_only_the_fields_that_are_not_merged_by_their_parts_are_private() -> None:
    fields = private_fields([every_kind()])
    assert set(fields) == {
        *("id", "created_at", "at", "running", "pauses", "summary_at", "rehearsal", "final_at", "final_by"),
        *("reopened", "approvals", "forgotten", "counter", "handovers", "spells", "tombstones"),
    }


def test_what_an_answer_is_about_names_item_partner_and_step() -> None:
    session = other_day()
    about = {
        name: plain_text(what_about(session, name, session.tables[name][0], "k", "*"))
        for name in ("ballots", "votes", "option_views", "partner_checks")
    }
    assert about["ballots"].endswith("1.1 Relationships that put people first · The whole room")
    assert about["votes"].endswith("Which barriers matter here? · The whole room")
    assert about["option_views"].endswith("How far to go · County Council")
    assert about["partner_checks"].endswith("1.1 Structure and members · The whole room")


def test_items_and_levels_of_sessions_stand_in_their_order() -> None:
    one, two = every_kind(), other_day()
    for same in same_items((one, two)):
        assert len(same.items) == len(same.editions) == 2
        assert [item is not None for item in same.items] == [edition != "" for edition in same.editions]
    comparison = compare((one, two.model_copy(update={"date": TODAY + dt.timedelta(days=9)})))
    for row in comparison.shared:
        levels = comparable_levels(row)
        assert len(levels) == 2
        assert all(
            level is None or (said is not None and said.level == level)
            for level, said in zip(levels, row.said, strict=True)
        )


def test_a_gap_is_an_agreed_level_below_its_target() -> None:
    session = new_session("four-domains", "ICB")
    session = score_edits.agree(FIRST_FIVE[0], 2, target=4).apply(session, NOW)
    session = score_edits.agree(FIRST_FIVE[1], 3, target=3).apply(session, NOW)
    session = score_edits.agree(FIRST_FIVE[2], 5).apply(session, NOW)
    assert [(gap.item_id, gap.level, gap.target, gap.distance) for gap in gaps(session)] == [
        (FIRST_FIVE[0], 2, 4, 2)
    ]


def test_a_label_takes_what_is_named_by_keyword() -> None:
    session = every_kind()
    step = session.agenda[5]
    by_keyword = agenda.set_state(activity_id=step.id, state="skipped")
    assert by_keyword.label(session) == agenda.set_state(step.id, "skipped").label(session)
    assert by_keyword.label(session) == f"{step.title}: skipped"
    dropped = notes.add_note(kind="comment", text="So")
    assert dropped.label(session) == notes.add_note("comment", "So").label(session)


def test_a_lock_and_a_hand_over_that_cannot_be_made_say_so(tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    session = handed_over(new_session(), "here", "/stick", NOW)
    Library(tmp_path, clock=lambda: NOW).create(session).close()
    with pytest.raises(Problem, match=r"^The file could not be written: ") as unwritten:
        write_hand_over(path, tmp_path / "gone")
    assert unwritten.value.where == str(tmp_path / "gone")
    locks = tmp_path / file_module.LOCKS
    for lock in locks.iterdir():
        lock.unlink()
    locks.rmdir()
    locks.write_text("")
    with pytest.raises(Problem, match=r"^The session can't be opened for writing: ") as unlocked:
        take_lock(path)
    assert unlocked.value.where == str(tmp_path)
    assert (undo.MOST, undo.MOST_BYTES) == (20, 2_000_000)
