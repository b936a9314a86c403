"""Options below the screen: for and against, a blind view, the room's choice, and dissent from it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from sessions import plan
from sessions.edits import notes as note_edits, people as people_edits
from sessions.edits.agenda import add_activity, remove_activity
from sessions.edits.items import add_item
from sessions.kinds.options import edits, words as says
from sessions.kinds.options.records import (
    CHOICES,
    VIEWS,
    OptionsActivity,
    choice_of,
    options_here,
    support,
    views_of,
)
from sessions.kinds.registry import kind_of, revealed_only, waiting
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.scope import does_not_apply
from sessions.spans import plain_text
from tests import appraising as a
from tests.builders import NOW, packs, page
from tests.walls import flat
from workshop.steps.position import place
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.wall.layout.page import laid_out
from workshop.wall.shown import shown
from workshop.widgets.option_grid import OptionGrid, option_views

STEP = a.OPTIONS


def step(session: Session) -> OptionsActivity:
    activity = session.activity(STEP)
    assert isinstance(activity, OptionsActivity)
    return activity


def amounts(session: Session) -> dict[str, Fraction]:
    return {row.item_id: row.amount for row in support(session, step(session))}


def test_each_option_is_a_stop_and_the_choice_the_last() -> None:
    session = a.session()
    assert [(stop.part, stop.ref) for stop in plan.stops(session) if stop.activity_id == STEP] == [
        ("start", ""),
        ("item", a.O1),
        ("item", a.O2),
        ("item", a.O3),
        ("choice", ""),
    ]
    assert options_here(does_not_apply(a.O2, "No").apply(session, NOW), step(session)) == (a.O1, a.O3)


def test_a_view_is_hidden_until_the_reveal_and_kept_where_it_is_changed_after_it() -> None:
    session = a.viewed(a.session(), a.O2, None)
    assert waiting(session) == (STEP,)
    assert views_of(revealed_only(session), STEP) == {}
    with pytest.raises(Problem, match="Nobody has said"):
        edits.reveal_options(STEP).apply(a.session(), NOW)
    session = edits.reveal_options(STEP).apply(session, NOW)
    assert waiting(session) == ()
    assert amounts(session) == {a.O1: 0, a.O2: 1, a.O3: 0, "": 1}
    changed = edits.say_option(STEP, "county-council", {a.O3: 1}).apply(session, NOW)
    assert [plain_text(line) for line in says.changed(changed, STEP)] == [
        "County Council: changed after the reveal, from Extended joint commissioning."
    ]
    back = edits.say_option(STEP, "county-council", {a.O2: 1}).apply(changed, NOW)
    assert says.changed(back, STEP) == ()
    gone = edits.say_option(STEP, "county-council", {}).apply(session, NOW)
    assert [row.stands for row in VIEWS.of(gone)] == [False, True]
    assert "taken back after the reveal" in plain_text(says.changed(gone, STEP)[0])


def test_a_body_counts_once_by_its_shares_and_people_each() -> None:
    for as_bodies, wanted in ((True, (Fraction(2, 3), Fraction(4, 3))), (False, (2, 2))):
        session = a.viewed(a.session(as_bodies=as_bodies), "", a.O2)
        session = edits.say_option(STEP, "county-council", {a.O1: 2, a.O2: 1}).apply(session, NOW)
        assert (amounts(session)[a.O1], amounts(session)[a.O2]) == wanted
    assert says.who_counts(session, step(session)) == "2 of 3 partners (4 people)"
    session = edits.say_option(STEP, session.partners[2].id, {a.O1: 3}).apply(session, NOW)
    assert says.who_counts(session, step(session)) == "7 people of 3 partners"


def test_the_room_or_the_partners_never_both() -> None:
    session = a.viewed(a.session(), a.O2)
    with pytest.raises(Problem, match="Partners have answered"):
        edits.say_option(STEP, "room", {a.O1: 9}).apply(session, NOW)
    room = edits.say_option(STEP, "room", {a.O1: 9, a.O2: 4}, 2, instead=True).apply(session, NOW)
    assert [row.partner_id for row in VIEWS.of(room)] == ["room"]
    assert amounts(room) == {a.O1: 9, a.O2: 4, a.O3: 0, "": 2}
    assert says.who_counts(room, step(room)) == "15 people of the whole room"
    with pytest.raises(Problem, match=r"answered .* as one"):
        edits.say_option(STEP, "icb", {a.O1: 1}).apply(room, NOW)
    seen = edits.reveal_options(STEP).apply(session, NOW)
    instead = edits.say_option(STEP, "room", {a.O1: 9}, instead=True).apply(seen, NOW)
    assert [(row.partner_id, row.stands) for row in VIEWS.of(instead)] == [
        ("county-council", False),
        ("room", True),
    ]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        (edits.say_option(STEP, "icb", {a.A1: 1}), "is no option here"),
        (edits.say_option(STEP, "icb", {a.O1: -1}), "below nought"),
        (edits.say_option(a.APPRAISE, "icb", {a.O1: 1}), "has no options"),
        (edits.choose(STEP, a.A1), "is no option here"),
        (edits.dissent_from_choice(STEP, "icb", "No"), "no choice to dissent from"),
    ],
)
def test_what_cannot_stand_is_refused(change: Any, wrong: str) -> None:
    with pytest.raises(Problem, match=wrong):
        change.apply(a.session(), NOW)


def test_more_hands_than_people_are_refused() -> None:
    session = people_edits.change_partner("icb", name="ICB", sector="NHS", members=3).apply(a.session(), NOW)
    with pytest.raises(Problem, match="4 hands, but ICB has 3"):
        edits.say_option(STEP, "icb", {a.O1: 2, a.O2: 1}, 1).apply(session, NOW)


def test_the_choice_its_reason_and_dissent_from_it() -> None:
    session = edits.choose(STEP, a.O2, " It can begin now ").apply(a.session(), NOW)
    session = edits.dissent_from_choice(STEP, "icb", "No money").apply(session, NOW)
    chosen = choice_of(session, STEP)
    assert chosen is not None
    assert (chosen.item_id, chosen.reason) == (a.O2, "It can begin now")
    session = edits.choose(STEP, a.O3, "").apply(session, NOW)
    chosen = choice_of(session, STEP)
    assert chosen is not None
    (own,) = chosen.dissents
    assert plain_text(says.dissent(session, own, chosen.item_id)) == (
        "ICB (from Extended joint commissioning): No money"
    ), "it is kept, with what it was from"
    assert says.choice_in_room(session, chosen) == "We choose: Integrated commissioning · 1 dissent on record"
    assert says.decision(session, a.O2, "it can begin") == (
        "We choose Extended joint commissioning. Why: it can begin"
    )
    assert CHOICES.of(edits.withdraw_choice(STEP).apply(session, NOW)) == ()
    assert choice_of(edits.dissent_from_choice(STEP, "icb", "").apply(session, NOW), STEP).dissents == ()  # type: ignore[union-attr]


def test_how_the_views_lie_is_said_ties_and_all() -> None:
    def lead(*options: str | None) -> str:
        session = a.viewed(a.session(), *options)
        return says.lead(session, step(session))

    assert lead() == "Nobody is for any of them yet."
    assert lead(a.O2, a.O2, a.O2) == "All are for Extended joint commissioning: 3 of 3."
    assert lead(a.O2, a.O2, a.O1) == "Most are for Extended joint commissioning: 2 of 3."
    assert lead(a.O2, None, None) == "The largest part is for Extended joint commissioning: 1 of 3."
    assert lead(a.O2, a.O1) == "As many for As it is now as for Extended joint commissioning: 1 of 2 each."


def test_an_option_has_its_digit_before_the_reveal_and_after_it_and_is_called_one() -> None:
    session = a.viewed(a.session(), a.O2, a.O2, None)
    signs = []
    for _ in range(2):
        scene = Scene(session, [s for s in plan.stops(session) if s.activity_id == STEP][-1], NOW.date())
        signs.append([(e.sign or e.text)[:1] for e in view_at(scene).wall(scene).entries])
        session = edits.reveal_options(STEP).apply(session, NOW)
    assert signs == [["1", "2", "3"], ["1", "2", "3", "?"]]
    session = edits.reveal_options(STEP).apply(a.viewed(a.session(), a.O2, a.O2, None), NOW)
    drawn = laid_out(view_at(scene).wall(replace(scene, session=session)), 80, 24)
    texts = flat(line.plain for line in drawn)
    assert "2 █▌█▌ 2 Extended joint commissioning" in texts, "the figure, and then the option by its digit"
    assert "Don't know: Voluntary sector" in view_at(scene).wall(replace(scene, session=session)).sentences
    stop = next(stop for stop in plan.stops(session) if stop.ref == a.O2)
    assert place(session, stop).progress.endswith("Option 2 of 3")
    (section,) = packs()["tips"].sections
    items = (section.items[0].model_copy(update={"number": "9.2"}), *section.items[1:])
    tips = packs()["tips"].model_copy(update={"sections": (section.model_copy(update={"items": items}),)})
    clashing = session.model_copy(update={"packs": (*session.packs, tips)})
    assert clashing.called(a.O2) == "Option 9.2"
    assert plan.find_item(clashing, "option 9.2") == plan.find_item(clashing, "candidate 9.2") == a.O2


def test_what_is_left_is_the_choice() -> None:
    session = a.session()
    kind = kind_of(session.activity(STEP))
    assert kind.left(session, step(session)) == (STEP,)
    assert kind.left(edits.choose(STEP, a.O1).apply(session, NOW), step(session)) == ()


def test_one_option_or_ten_are_no_choice_and_one_with_a_view_stays_on_the_agenda() -> None:
    session = a.session()
    new = OptionsActivity(id="new", title="More", minutes=5, pack_id="scope", section_ids=("older-people",))
    added = add_activity("s1", new).apply(session, NOW)
    new_id = added.agenda[1].id
    said = edits.say_option(new_id, "icb", {a.A1: 1}).apply(added, NOW)
    with pytest.raises(Problem, match="Something is recorded"):
        remove_activity(new_id).apply(said, NOW)
    with pytest.raises(Problem, match="12 options are no choice"):
        add_activity("s1", new.model_copy(update={"section_ids": ()})).apply(session, NOW)


def test_the_room_can_name_the_options_itself() -> None:
    session = a.planned({"kind": "options", "title": "Ours", "minutes": 9}, a.STEPS[0])
    assert page(session, plan.stops(session)[0]).lines[0].text.startswith("What could we do?")
    scene = Scene(session, plan.stops(session)[1], NOW.date())
    assert (scene.stop.part, view_at(scene).commands(scene)) == ("choice", frozenset())
    for stop in plan.stops(session)[:2]:
        assert shown(session, stop, NOW.date(), NOW, None)[0].statement.startswith("What could we do?")
    for text in ("As it is now", "One team"):
        session = add_item("s1", text).apply(session, NOW)
    one, other = session.activity("s1").items(session.packs)  # type: ignore[attr-defined]
    stop = next(stop for stop in plan.stops(session) if stop.ref == other.id)
    assert place(session, stop).progress.endswith("Option 2 of 2")
    assert "add_item" in view_at(scene).promoted_at(Scene(session, stop, NOW.date()))
    session = edits.choose("s1", other.id, "Now").apply(session, NOW)
    assert "1 Ours" not in account(session)
    assert "Ours: 2 One team. Why: Now" in account(session)
    session = edits.say_option("s1", "icb", {one.id: 1}).apply(session, NOW)
    assert waiting(session) == ("s1",)


def test_the_summary_says_for_and_against_views_choice_and_dissent() -> None:
    session = a.viewed(a.session(), a.O2, a.O2, None)
    session = note_edits.add_note("comment", "Staff would leave", origin=a.O2).apply(session, NOW)
    hidden = account(session)
    assert "Views are given, not yet revealed" in hidden
    assert "Would take it" not in hidden
    for edit in (
        edits.reveal_options(STEP),
        edits.choose(STEP, a.O2, "It can begin"),
        edits.dissent_from_choice(STEP, "icb", "No [money]"),
    ):
        session = edit.apply(session, NOW)
    text = " ".join(account(session).split())
    for wanted in (
        "What speaks for and against, and what 3 partners would take:",
        "9.2 Extended joint commissioning: For: Services that were only health or only council are planned "
        "as one.; Against: It takes trust, and agreements on risk for each pool.; Would take it: 2; Who: "
        "County Council, ICB",
        "Against: Most services stay apart.; Would take it: 0 ",
        "Don’t know: Would take it: 1; Who: Voluntary sector",
        "- How far to go: 9.2 Extended joint commissioning. Why: It can begin",
        "- How far to go: dissent of ICB: No [money]",
        "Staff would leave",
    ):
        assert wanted in text
    assert text.count("It can begin") == text.count("No [money]") == 1, "nothing is said twice"
    people = session.model_copy(update={"as_bodies": False})
    assert "Who: " not in " ".join(account(people).split()), "people's own views are nobody's business"


def test_who_is_for_an_option_is_said_in_short_where_the_names_are_long() -> None:
    names = [f"Partnership Board {n} for the integrated commissioning of care" for n in range(1, 7)]
    session = a.viewed(a.planned(names=names), *[a.O2] * 5, a.O1)
    session = edits.reveal_options(STEP).apply(session, NOW)
    lines = OptionGrid().draw(78, option_views(session, step(session)), session.partners[0].id)
    text = "\n".join(line.plain for line in lines)
    assert "Partnership Board 1, Partnership Board 2, Partnership Board 3" in text
    assert "Partnership Board 6 for the integrated commissioning of care" in text, "one name has room"
