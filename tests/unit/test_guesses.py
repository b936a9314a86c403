"""Figures that are guessed before they are shown: what is typed, what is hidden, what is told afterwards."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from sessions import figures, guess_words, plan
from sessions.edits import people as people_edits
from sessions.kinds.guesses import (
    FIGURES_SHOWN,
    GUESSES,
    guess,
    guesses_on,
    is_shown,
    ranked,
    show_figure,
)
from sessions.kinds.registry import reveal_all, revealed_only, waiting
from sessions.outputs import registry
from sessions.outputs.text import account
from sessions.outputs.write import write
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ROOM, Stop
from sessions.scope import does_not_apply
from sessions.store.library import Library
from sessions.store.load import load
from tests.builders import NOW, TODAY, aside, hidden_answers, page, say_next
from tests.talks import PARTNERS, morning
from tests.walls import flat, text
from workshop.cli.dumped import dumped
from workshop.steps.position import agenda_rows
from workshop.steps.registry import view_of
from workshop.steps.scene import Scene
from workshop.wall.layout.pages import pages
from workshop.wall.shown import wall

ITEM = "figures/F4"
ANSWER = "45 per cent"


def made(*, as_bodies: bool = True) -> Session:
    return morning(*PARTNERS).model_copy(update={"as_bodies": as_bodies})


def guessed(session: Session, *texts: str) -> Session:
    """Each partner in turn with a guess; an empty one is none."""
    for partner, typed in zip(session.partners, texts, strict=False):
        if typed:
            session = guess(ITEM, partner.id, typed).apply(session, NOW)
    return session


def shown(session: Session) -> Session:
    return show_figure(ITEM).apply(session, NOW)


def stop(session: Session) -> Stop:
    return next(stop for stop in plan.stops(session) if stop.ref == ITEM)


def on_wall(session: Session) -> str:
    return flat(text(wall(session, stop(session), TODAY)))


def on_page(session: Session) -> str:
    lines = (*page(session, stop(session)).lines, *aside(session, stop(session)))
    return " ".join(line.text for line in lines)


# --- figures as they are typed --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("45 per cent", 45),
        ("about 20,300, or so", 20_300),
        ("£1.5m", 1_500_000),
        ("2 million", 2_000_000),
        ("3bn", 3_000_000_000),
        ("20k", 20_000),
        (".5", Fraction(1, 2)),
        ("1,000,000.25", Fraction("1000000.25")),
        ("12 months", 12),
        ("5 metres", 5),
        ("half", None),
        ("", None),
    ],
)
def test_a_figure_is_read_with_its_thousands_and_millions(typed: str, value: int | None) -> None:
    assert figures.value_of(typed) == value


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("10; 25;60", ("10", "25", "60")),
        ("10, 25, 60", ("10", "25", "60")),
        ("12,000", ("12,000",)),
        ("12,000, 13,000", ("12,000", "13,000")),
        ("10 per cent\n 20  per cent", ("10 per cent", "20 per cent")),
        ("  ", ()),
    ],
)
def test_several_figures_are_told_apart(typed: str, parts: tuple[str, ...]) -> None:
    assert figures.parse(typed) == parts


@pytest.mark.parametrize("typed", ["a lot", "10; many", "9" * 61, ";".join("1" * 201)])
def test_what_is_no_figure_is_refused(typed: str) -> None:
    with pytest.raises(Problem):
        figures.parse(typed)


@settings(deadline=None)
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=9))
def test_whatever_is_guessed_is_kept_and_stands_in_order(numbers: list[int]) -> None:
    session = guess(ITEM, "icb", "; ".join(f"{number:,}" for number in numbers)).apply(made(), NOW)
    in_order = [guess.figure for guess in ranked(session, ITEM)]
    assert in_order == [f"{number:,}" for number in sorted(numbers)]
    told = guess_words.guess_range(in_order)
    assert told.startswith(f"{len(numbers)} guess")
    assert in_order[0] in told
    assert in_order[-1] in told


# --- blind until the reveal -----------------------------------------------------------------------


@pytest.mark.parametrize("as_bodies", [True, False])
def test_nothing_of_it_is_to_be_seen_before_that_but_at_a_peek(as_bodies: bool) -> None:
    session = guessed(made(as_bodies=as_bodies), "12 per cent", "77 per cent")
    for seen in (on_wall(session), on_page(session), account(session)):
        for secret in (ANSWER, "45", "12 per cent", "77"):
            assert secret not in seen
    assert "2 of 3 guessed" in on_wall(session)
    peeked = dict(hidden_answers(session, stop(session)))
    assert peeked["The figure"].startswith(f"{ANSWER} (2018)")
    whose = ["County Council", "ICB"] if as_bodies else ["All together"]
    assert list(peeked) == ["The figure", *whose]
    assert waiting(session) == (ITEM,)
    assert GUESSES.of(revealed_only(session)) == ()


def test_two_that_differ_in_the_hidden_part_look_the_same(tmp_path: Path) -> None:
    one, other = guessed(made(), "12", "77"), guessed(made(), "1; 2; 3", "999,999 people")
    here, there = (wall(each, stop(each), TODAY) for each in (one, other))
    assert (here, pages(here)) == (there, pages(there))
    assert page(one, stop(one)) == page(other, stop(other))
    assert say_next(one, stop(one)) == say_next(other, stop(other))
    assert agenda_rows(one, NOW) == agenda_rows(other, NOW)
    for output in registry.ids():
        mine = write(one, tmp_path / "mine", [output], now=NOW)
        yours = write(other, tmp_path / "yours", [output], now=NOW)
        assert mine[0].read_bytes() == yours[0].read_bytes()
    assert json.dumps(dumped(one)["guesses"]) == json.dumps(dumped(other)["guesses"]) == "[]"
    assert dumped(one)["not_revealed"] == [ITEM]


def test_once_it_is_shown_all_see_the_figure_and_the_guesses_in_order() -> None:
    session = shown(guessed(made(), "60 per cent", "12 per cent", "30"))
    room = on_wall(session)
    assert "45 PER CENT (2018)" in room
    places = [room.index(part) for part in ("ICB: 12 per cent", "Care providers: 30", "County Council: 60")]
    assert places == sorted(places)
    assert "3 GUESSES, FROM 12 PER CENT TO 60 PER CENT" in room
    assert f"{ANSWER} (2018)" in on_page(session)
    assert hidden_answers(session, stop(session)) == ()
    assert waiting(session) == ()


def test_where_people_answer_nobody_is_named() -> None:
    session = shown(guessed(made(as_bodies=False), "60", "12; 13"))
    assert "ICB" not in on_wall(session)
    assert "3 GUESSES, FROM 12 TO 60" in on_wall(session)


def test_a_figure_can_be_shown_without_a_guess() -> None:
    session = shown(made())
    assert "45 PER CENT" in on_wall(session)
    assert "What we guessed" not in on_page(session)
    assert "The figure: 45 per cent (2018)." in account(session)
    assert "Guessed" not in account(session)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("20000", "20,000"),
        ("about 1250000 people", "about 1,250,000 people"),
        ("1,500", "1,500"),
        ("2018", "2018"),
        ("0.123456", "0.123456"),
        ("12,34567", "12,34567"),
    ],
)
def test_thousands_are_set_apart_where_nobody_has(typed: str, read: str) -> None:
    assert figures.grouped(typed) == read


def test_what_the_room_reads_has_its_thousands_apart_and_the_record_what_was_typed() -> None:
    session = shown(guessed(made(), "30000", "1,500"))
    assert [guess.figure for guess in ranked(session, ITEM)] == ["1,500", "30,000"]
    assert "from 1,500 to 30,000" in account(session)
    assert [row.figures for row in GUESSES.of(session)] == [("30000",), ("1,500",)]


def test_once_a_figure_is_taken_the_others_are_not_missed() -> None:
    session = made()
    figures_of = {item.id for item in session.pack("figures").items()}
    assert figures_of & {*plan.left(session)} != set()
    assert figures_of & {*plan.left(shown(session))} == set()
    passed = does_not_apply(ITEM, "Not ours").apply(session, NOW)
    assert figures_of & {*plan.left(passed)} == figures_of & {*plan.left(session)} - {ITEM}


def test_other_items_are_talked_about_as_before() -> None:
    session = morning(*PARTNERS, text=TIPS)
    here = next(stop for stop in plan.stops(session) if stop.ref == "tips/T1")
    item = session.item("tips/T1")
    assert "hidden" not in " ".join(line.text for line in page(session, here).lines)
    assert [entry.text for entry in wall(session, here, TODAY).entries][: len(item.prompts)] == [
        *item.prompts
    ]
    scene = Scene(session, here, TODAY)
    assert view_of(scene.activity).commands(scene) == frozenset()


TIPS = """
id = "t"
name = "T"
minutes = 10
about = "Tips."

[[steps]]
kind = "discuss"
title = "Tips"
minutes = 10
pack = "tips"
"""


# --- what can't be --------------------------------------------------------------------------------


def test_what_is_no_guess_is_refused() -> None:
    session = made()
    with pytest.raises(Problem, match="no figure in 'a lot'"):
        guess(ITEM, "icb", "a lot").apply(session, NOW)
    with pytest.raises(Problem, match="has seen the figure"):
        guess(ITEM, "icb", "12").apply(shown(session), NOW)
    with pytest.raises(Problem, match="does not apply"):
        guess(ITEM, "icb", "12").apply(does_not_apply(ITEM, "Not here.").apply(session, NOW), NOW)
    tips = morning(*PARTNERS, text=TIPS)
    for edit in (guess("tips/T1", "icb", "12"), show_figure("tips/T1")):
        with pytest.raises(Problem, match="no figure"):
            edit.apply(tips, NOW)


def test_the_room_or_the_partners_never_both() -> None:
    session = guessed(made(), "12", "77")
    with pytest.raises(Problem, match=r"Partners have guessed .* Take back their guesses first"):
        guess(ITEM, ROOM, "30; 40").apply(session, NOW)
    room = guess(ITEM, ROOM, "30; 40", instead=True).apply(session, NOW)
    assert list(guesses_on(room, ITEM)) == [ROOM]
    with pytest.raises(Problem, match="whole room"):
        guess(ITEM, "icb", "1").apply(room, NOW)
    assert list(guesses_on(guess(ITEM, "icb", "1", instead=True).apply(room, NOW), ITEM)) == ["icb"]


def test_a_guess_is_replaced_and_taken_back_and_keeps_its_partner() -> None:
    session = guessed(made(), "", "77")
    again = guess(ITEM, "icb", "30").apply(session, NOW)
    assert guesses_on(again, ITEM)["icb"].figures == ("30",)
    assert GUESSES.of(again)[0].uid == GUESSES.of(session)[0].uid
    with pytest.raises(Problem, match="has answers on record"):
        people_edits.remove_partner("icb").apply(session, NOW)
    assert GUESSES.of(guess(ITEM, "icb", " ").apply(session, NOW)) == ()


def test_all_that_is_left_is_revealed_with_the_rest() -> None:
    session = reveal_all().apply(guessed(made(), "12"), NOW)
    assert is_shown(session, ITEM)
    assert ITEM not in plan.left(session)
    assert show_figure(ITEM).apply(session, NOW) is session


# --- in the file and in the summary ---------------------------------------------------------------


def test_what_a_file_can_get_wrong_is_damage(tmp_path: Path) -> None:
    session = shown(guessed(made(), "12"))
    library = Library(tmp_path)
    library.create(session).close()
    path = tmp_path / "s.json"
    whole = json.loads(path.read_text("utf-8"))
    assert load(path).session == session
    for table, key, value, what in (
        ("guesses", "figures", ["a lot"], "guesses 1: what was guessed is no figure"),
        ("guesses", "figures", [], "guesses 1: what was guessed is no figure"),
        ("guesses", "item_id", "tips/T1", "guesses 1: the item 'tips/T1' has no figure to guess"),
        ("guesses", "partner_id", "nobody", "guesses 1: no partner 'nobody'"),
        ("figures_shown", "item_id", "figures/F99", "figures_shown 1: no item"),
    ):
        broken = json.loads(json.dumps(whole))
        broken[table]["1"][key] = value
        path.write_text(json.dumps(broken), "utf-8")
        with pytest.raises(Problem) as damage:
            load(path)
        assert what in str(damage.value)


def test_the_summary_has_the_range_and_the_figure_or_nothing() -> None:
    text = account(shown(guessed(made(), "60", "12", "30")))
    item = text.partition("4 Care home beds paid privately [figures/F4]")[2].partition("\n5 ")[0]
    assert "Guessed: 3 guesses, from 12 to 60" in item
    assert "The figure: 45 per cent (2018)." in item
    assert "The figure" not in text.replace(item, "")
    assert "Guessed, not yet revealed" in account(guessed(made(), "12"))
    assert FIGURES_SHOWN.of(made()) == ()


@pytest.mark.parametrize(("typed", "told"), [((), ""), (("7",), "1 guess: 7"), (("7", "7"), "2 guesses: 7")])
def test_one_figure_is_no_range(typed: tuple[str, ...], told: str) -> None:
    assert guess_words.guess_range(typed) == told
