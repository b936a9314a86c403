"""Small things that would go wrong unseen: empty texts, spaces, places, and what a hint says."""

import datetime as dt
import errno
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.analysis.items import Stand
from sessions.analysis.spreads import spread
from sessions.disk import os_problem
from sessions.edits import items as item_edits, notes as note_edits, series as series_edits
from sessions.kinds.evaluation.edits import say_words, take_out_word
from sessions.kinds.evaluation.records import WORDS, EvaluationActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.registry import kind_of
from sessions.kinds.risk.records import Rating, Risk
from sessions.kinds.risk.words import place
from sessions.kinds.roles.edits import object_to_role
from sessions.kinds.score import edits as score_edits
from sessions.kinds.turns.words import took
from sessions.many.actions import unpack_actions
from sessions.many.everywhere import all_actions, all_standing
from sessions.many.make import card_of
from sessions.many.then_and_now import Earlier, chapter
from sessions.problem import Problem
from sessions.record import Session
from sessions.returns import RETURNS, Remarked, Return
from sessions.spans import plain_text
from sessions.store.load import changed_at
from sessions.store.migrate import Foreign, version_of
from sessions.summary.model import Heading
from sessions.summary.recorded import remark_lines
from tests.builders import NOW
from tests.small import settled_session
from tests.unit.test_compare import first, second
from tests.unit.test_edits import talks, with_roles_and_turns


def test_what_is_not_there_is_empty() -> None:
    assert [took(seconds) for seconds in (0, 20, 90)] == ["", "under 1 min", "2 min"]
    assert changed_at(Path("gone")) == dt.datetime.min.replace(tzinfo=dt.UTC)
    card = card_of(settled_session()).card("s.json")
    assert (all_actions([card], {}), all_standing([card], {}, "decision")) == ([], [])


def test_a_card_says_of_an_action_where_it_is_from() -> None:
    session = note_edits.add_action(note_edits.ActionFields("More"), origin="p/1").apply(
        settled_session(), NOW
    )
    packed = card_of(session).actions
    assert "1 Name 1" in packed
    assert [action.text for action in unpack_actions(packed)] == ["Draft it", "More"]


@pytest.mark.parametrize("wanted", ["A1", "a1", " 1 "])
def test_an_action_is_found_by_its_number(wanted: str) -> None:
    assert note_edits.find_action(settled_session(), wanted).id == "A1"


def test_a_word_of_several_is_taken_out_however_it_is_spaced() -> None:
    session = say_words("t3", "well run, useful").apply(talks(settled_session()), NOW)
    after = take_out_word("t3", " Well  run ").apply(session, NOW)
    assert len(WORDS.of(after)) == len(WORDS.of(session)) - 1


def test_a_session_that_stands_alone_has_a_series_of_its_own() -> None:
    uids = set()
    for name in ("one", "two"):
        session = series_edits.follow((settled_session().model_copy(update={"id": "earlier"}),)).apply(
            settled_session().model_copy(update={"id": name}), NOW
        )
        session = note_edits.set_next_meeting(dt.date(2027, 1, 12)).apply(session, NOW)
        alone = series_edits.stand_alone().apply(session, NOW)
        assert alone.series is not None
        uids.add(alone.series.id)
    assert len(uids) == 2


def test_what_was_written_before_the_day_says_who_it_does_not_apply_to() -> None:
    session = score_edits.reveal("p/2").apply(
        score_edits.answer_level("p/2", "icb", 1).apply(settled_session(), NOW), NOW
    )
    rows = [
        Return(
            id="r",
            partner_id="icb",
            at=NOW,
            remarks=(Remarked(item_id="p/2", text="No beds.", not_applying=True),),
        )
    ]
    session = RETURNS.put(session, rows)
    assert [plain_text(line) for line in remark_lines(session, "p/2")] == [
        "ICB: does not apply to us: No beds."
    ]


def test_then_and_now_can_be_gone_to() -> None:
    heading = next(
        block for block in chapter(second(), Earlier(first(), "c" * 64)) if isinstance(block, Heading)
    )
    assert heading.anchor == "then-and-now"


def no_item_in_a_seen_ranking(session: Session) -> None:
    session = vote_edits.reveal_vote("a3").apply(
        vote_edits.vote("a3", "icb", {"p/1": 1}).apply(session, NOW), NOW
    )
    step = session.activity("a3")
    refusal = kind_of(step).no_new_item(session, step)
    assert refusal is not None
    raise refusal


HINTS: dict[str, tuple[Callable[[Session], object], str]] = {
    "seen": (no_item_in_a_seen_ranking, "Hide it again first, or add it in a step to come."),
    "behind": (
        lambda s: item_edits.add_item("a1", "Transport", behind="q/9").apply(s, NOW),
        "Name an item that it is on.",
    ),
    "foreign": (
        lambda _: version_of({"_default": {}}, Path("x")),
        "It was left as it is. Move it elsewhere, or name another file.",
    ),
}


@pytest.mark.parametrize("name", HINTS)
def test_a_hint_says_what_to_do(name: str) -> None:
    refused, hint = HINTS[name]
    with pytest.raises(Problem) as problem:
        refused(settled_session())
    assert problem.value.hint == hint


def test_a_file_of_another_program_is_called_so() -> None:
    with pytest.raises(Foreign) as problem:
        version_of({"_default": {}}, Path("x"))
    assert (problem.value.what, problem.value.where) == ("This file is not a session of this program", "x")


def test_a_risk_that_shares_its_place_says_so() -> None:
    rating = Rating(Stand(None, spread((1, 0, 0))))
    risks = [
        Risk("p/1", rating, None, place=number, tied=tied)
        for number, tied in ((0, False), (2, False), (2, True))
    ]
    assert [place(risk) for risk in risks] == ["", "2", "2="]


def test_what_the_system_says_is_told_where_nothing_better_is_known() -> None:
    told = os_problem(OSError(errno.EIO, "the disk is odd"), "It can't be read", Path("x"))
    assert (
        str(told)
        == "It can't be read: the disk is odd (x). Check the disk, or choose another folder with --folder."
    )


def test_what_stands_in_the_way_is_told_with_what_to_do() -> None:
    step = EvaluationActivity(id="e", title="How it was", minutes=5, pack_id="p")
    session = settled_session()
    session = session.model_copy(update={"agenda": (*session.agenda, step)})
    noted = score_edits.answer_level("p/1#today", "icb", 1).apply(session, NOW)
    refusal = kind_of(step).recorded(noted, step)
    assert refusal is not None
    assert refusal.what == "Something is recorded in How it was"
    assert refusal.hint == "Take the answers back first, or skip it."
    with pytest.raises(Problem) as nothing:
        object_to_role("w1", "p/2", "Us", "Not us.").apply(with_roles_and_turns(settled_session()), NOW)
    assert nothing.value.what == "There is nothing to object to yet"
