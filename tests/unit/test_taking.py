"""What of answers that came in is taken: first views, hidden, once each, over nothing the room has said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from sessions.edits import people as people_edits
from sessions.imports.taking import Given, Taking, take_answers, weigh
from sessions.imports.words import taking_lines
from sessions.kinds.registry import revealed_only, waiting
from sessions.kinds.score import edits
from sessions.kinds.score.records import BALLOTS, ballots_on
from sessions.record import THE_ROOM, Session
from sessions.returns import RETURNS, Remarked, remarks_on
from sessions.scope import does_not_apply
from sessions.store.tables import from_tables, to_tables
from sessions.voices import take_no_part
from tests.builders import NOW, new_session

ONE, TWO = "principles/P1", "principles/P2"


@pytest.fixture
def session() -> Session:
    return new_session("tips-and-pulse", "County Council", "ICB", "Age UK")


def came(
    session: Session, number: int, partner: str = "icb", *, revision: int = 0, **answers: int | None
) -> Given:
    by_ref = {f"principles/{name}": level for name, level in answers.items()}
    return Given(f"r{number}", session.find_voice(partner), "f.csv", by_ref, number, revision)


def taken(session: Session, *returns: Given, instead: bool = False) -> Session:
    taking = weigh(session, returns, NOW, instead=instead)
    assert taking.faults == []
    return take_answers(taking).apply(session, NOW)


def counts(session: Session, ref: str = ONE, partner: str = "icb") -> tuple[tuple[int, ...], int]:
    ballot = ballots_on(session, ref, 1)[partner]
    return ballot.counts, ballot.dont_know


def whys(taking: Taking) -> list[tuple[str, str, str]]:
    return [(kept.asked.key, kept.partner.id, kept.why) for kept in taking.kept]


def test_answers_are_first_views_from_a_form_and_hidden(session: Session) -> None:
    after = taken(session, came(session, 1, P1=4, P2=None), came(session, 2, "age-uk", P1=2))
    assert {(b.item_id, b.partner_id, b.round, b.source) for b in BALLOTS.of(after)} == {
        *((ONE, "icb", 1, "form"), (TWO, "icb", 1, "form"), (ONE, "age-uk", 1, "form"))
    }
    assert counts(after, TWO) == ((0, 0, 0, 0, 0), 1)
    assert waiting(after) == (ONE, TWO)
    assert BALLOTS.of(revealed_only(after)) == ()
    assert RETURNS.of(revealed_only(after)) == ()


def test_what_is_taken_is_listed_as_the_agenda_and_the_partners_stand(session: Session) -> None:
    came_in = (
        came(session, 1, "age-uk", P2=2, P3=1),
        came(session, 2, P3=4, P1=2),
        came(session, 3, "room", P4=1),
    )
    takes = weigh(session, came_in, NOW).takes
    listed = [(take.asked.key.rpartition("/")[2], take.partner.id) for take in takes]
    assert listed == [("P1", "icb"), ("P2", "age-uk"), ("P3", "icb"), ("P3", "age-uk"), ("P4", THE_ROOM.id)]


def test_several_of_one_partner_add_up_on_its_ballot_equal_ones_too(session: Session) -> None:
    after = taken(session, came(session, 1, P1=4), came(session, 2, P1=4), came(session, 3, P1=None))
    assert counts(after) == ((0, 0, 0, 2, 0), 1)
    later = taken(after, came(session, 1, P1=4), came(session, 4, P1=5))
    assert counts(later) == ((0, 0, 0, 2, 1), 1)


def test_a_second_time_nothing_changes(session: Session) -> None:
    returns = (came(session, 1, P1=4, P2=2), came(session, 2, "age-uk", P1=2))
    after = taken(session, *returns)
    again = weigh(after, returns, NOW)
    assert (again.changes, again.known, again.kept) == (False, 2, [])
    assert take_answers(again).apply(after, NOW) == after
    assert list(taking_lines(after, again)) == ["2 returns have come in before, with nothing new since."]


def test_what_the_room_has_taken_back_does_not_come_again(session: Session) -> None:
    after = taken(session, came(session, 1, P1=4))
    back = edits.take_back(ONE, "icb").apply(after, NOW)
    assert not weigh(back, [came(session, 1, P1=4)], NOW).changes


def test_an_answer_given_here_is_kept_unless_somebody_decides_otherwise(session: Session) -> None:
    here = edits.answer_level(ONE, "icb", 1).apply(session, NOW)
    returns = (came(session, 1, P1=4, P2=2), came(session, 2, P1=5))
    taking = weigh(here, returns, NOW)
    assert whys(taking) == [(ONE, "icb", "answered here")]
    kept = take_answers(taking).apply(here, NOW)
    assert counts(kept) == ((1, 0, 0, 0, 0), 0)
    assert counts(kept, TWO) == ((0, 1, 0, 0, 0), 0)
    assert not weigh(kept, returns, NOW).changes
    decided = taken(kept, *returns, instead=True)
    assert counts(decided) == ((0, 0, 0, 1, 1), 0)
    assert not weigh(decided, returns, NOW, instead=True).changes


def test_what_the_room_has_seen_is_never_changed(session: Session) -> None:
    seen = edits.answer_level(ONE, "age-uk", 1).apply(session, NOW)
    seen = edits.reveal(ONE).apply(seen, NOW)
    for stage in (seen, edits.second_round(ONE).apply(seen, NOW)):
        taking = weigh(stage, [came(session, 1, P1=4)], NOW, instead=True)
        assert (whys(taking), taking.changes) == ([(ONE, "icb", "revealed")], False)


def test_whose_voice_does_not_count_is_told(session: Session) -> None:
    out = take_no_part(ONE, "icb", "An interest").apply(session, NOW)
    out = does_not_apply(TWO, "Not here").apply(out, NOW)
    taking = weigh(out, [came(session, 1, P1=4, P2=2)], NOW)
    assert whys(taking) == [(ONE, "icb", "no part"), (TWO, "icb", "does not apply")]
    room = edits.answer(ONE, "room", (3, 0, 0, 0, 0)).apply(session, NOW)
    assert whys(weigh(room, [came(session, 1, P1=4)], NOW)) == [(ONE, "icb", "other")]
    partners = taken(session, came(session, 1, P1=4))
    whole = replace(came(session, 2, P1=4), partner=THE_ROOM)
    assert whys(weigh(partners, [whole], NOW)) == [(ONE, "room", "other")]
    lines = list(taking_lines(out, taking))
    assert lines[0] == "Not taken, since it does not apply here: Principle 2 (ICB)."


def test_more_answers_than_people_are_a_fault(session: Session) -> None:
    session = people_edits.change_partner("icb", name="ICB", sector="NHS", members=1).apply(session, NOW)
    (fault,) = weigh(session, [came(session, 1, P1=4), came(session, 2, P1=4)], NOW).faults
    assert fault.what == "2 answers on Principle 1, but ICB has 1 people"


def test_two_returns_of_one_id_that_differ_are_a_fault_and_the_same_twice_is_one(session: Session) -> None:
    one = came(session, 1, P1=4)
    assert weigh(session, [one, one], NOW).takes[0].new == 1
    (fault,) = weigh(session, [one, came(session, 1, P1=5)], NOW).faults
    assert "says something else" in fault.what


def test_a_later_revision_corrects_what_the_same_return_said(session: Session) -> None:
    after = taken(session, came(session, 1, revision=1, P1=4, P2=2))
    later = taken(after, came(session, 1, revision=2, P1=5, P2=2))
    assert counts(later) == ((0, 0, 0, 0, 1), 0)
    assert counts(later, TWO) == ((0, 1, 0, 0, 0), 0)
    assert RETURNS.of(later)[0].revision == 2
    for old in (1, 2):
        assert not weigh(later, [came(session, 1, revision=old, P1=1)], NOW).changes
    both = weigh(session, [came(session, 1, revision=2, P1=5), came(session, 1, revision=1, P1=4)], NOW)
    assert [take.counts for take in both.takes] == [(0, 0, 0, 0, 1)]


def test_a_form_that_was_filled_in_anew_is_told_and_taken_instead_if_wanted(session: Session) -> None:
    first = replace(came(session, 1, P1=4, P2=2), remarks=(Remarked(item_id=ONE, text="First."),))
    again = replace(came(session, 1, P1=5, P2=2), remarks=(Remarked(item_id=ONE, text="Then."),))
    after = taken(session, first)
    taking = weigh(after, [again], NOW)
    assert (whys(taking), taking.takes, taking.may_replace) == ([(ONE, "icb", "changed")], [], True)
    kept = take_answers(taking).apply(after, NOW)
    assert [remark.text for remark in RETURNS.of(kept)[0].remarks] == ["First.", "Then."]
    assert counts(kept) == counts(after)
    assert not weigh(kept, [again], NOW).changes
    assert counts(taken(kept, again, instead=True)) == ((0, 0, 0, 0, 1), 0)
    both = taken(after, came(session, 2, P1=4))
    assert whys(weigh(both, [again], NOW)) == [], "of several, nobody can tell whose answer has changed"


def test_a_later_revision_among_several_is_told_and_the_others_are_taken(session: Session) -> None:
    after = taken(session, came(session, 1, revision=1, P1=4), came(session, 2, P1=4))
    taking = weigh(after, [came(session, 1, revision=2, P1=5), came(session, 3, P1=1)], NOW)
    assert whys(taking) == [(ONE, "icb", "several")]
    assert counts(take_answers(taking).apply(after, NOW)) == ((1, 0, 0, 2, 0), 0)


def test_remarks_stay_hidden_until_their_answers_are_revealed(session: Session) -> None:
    remarks = (
        Remarked(item_id=ONE, text="We tried."),
        Remarked(item_id=TWO, text="No s75", not_applying=True),
    )
    after = taken(session, replace(came(session, 1, P1=4), remarks=remarks))
    assert remarks_on(revealed_only(after), ONE) == ()
    seen = revealed_only(edits.reveal(ONE).apply(after, NOW))
    assert [remark.text for _, remark in remarks_on(seen, ONE)] == ["We tried."]
    assert remarks_on(seen, TWO) == ()
    assert [(row.id == "r1", row.taken) for row in RETURNS.of(seen)] == [(False, ())]
    only = replace(came(session, 2), remarks=remarks)
    assert not weigh(taken(after, only), [only], NOW).changes


def test_the_record_is_valid_and_one_import_is_one_change(session: Session, tmp_path: object) -> None:
    from pathlib import Path

    after = taken(session, came(session, 1, P1=4), came(session, 2, "age-uk", P1=2))
    assert from_tables(to_tables(after), Path("x.json")) == after
    assert RETURNS.of(taken(session, came(session, 1, P1=4)))[0].uid == RETURNS.of(after)[0].uid


ANSWERS = st.dictionaries(st.sampled_from(["P1", "P2", "P3"]), st.one_of(st.none(), st.integers(1, 5)))
RETURNED = st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["icb", "age-uk"]), ANSWERS), max_size=8)


@settings(max_examples=60, deadline=None)
@given(RETURNED, RETURNED)
def test_in_whatever_portions_they_come_each_return_counts_once(
    first: list[tuple[int, str, dict[str, int | None]]], second: list[tuple[int, str, dict[str, int | None]]]
) -> None:
    session = new_session("tips-and-pulse", "County Council", "ICB", "Age UK")
    unique = {number: (partner, answers) for number, partner, answers in (*first, *second)}
    portions = [
        [came(session, n, *unique[n][:1], **unique[n][1]) for n in dict.fromkeys(n for n, _, _ in part)]
        for part in (first, second)
    ]
    after = taken(taken(session, *portions[0]), *portions[1])
    whole = taken(
        session, *(came(session, n, partner, **answers) for n, (partner, answers) in unique.items())
    )

    def ballots(of: Session) -> set[tuple[object, ...]]:
        return {(b.item_id, b.partner_id, b.counts, b.dont_know) for b in BALLOTS.of(of)}

    assert ballots(after) == ballots(whole)
    assert not weigh(after, [*portions[1], *portions[0]], NOW).changes
