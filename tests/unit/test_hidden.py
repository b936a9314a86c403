"""Two sessions that differ only in what is hidden look the same, wherever the room may look."""

import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sessions import plan
from sessions.analysis.whole import candidates
from sessions.aspects import item_of
from sessions.edits import notes as note_edits
from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.registry import reveal_all, revealed_only, waiting
from sessions.kinds.score import edits as score_edits
from sessions.many.make import card_of
from sessions.outputs import registry
from sessions.outputs.text import account
from sessions.outputs.write import write
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ROOM, Activity
from sessions.scope import does_not_apply
from sessions.voices import take_no_part, voices_on
from tests.builders import NOW, new_session, page, subjects, templates
from tests.offered import step_offers
from workshop.cli.dumped import dumped
from workshop.contents import summary_contents
from workshop.steps.candidates import candidate_labels
from workshop.steps.position import agenda_rows, place
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.wall.layout.pages import pages as wall_pages
from workshop.wall.shown import shown

OFTEN = ("learning-set", "self-assessment", "steering-group")
CASES = [
    *((template, seed) for template in OFTEN for seed in range(4)),
    *((template, n % 4) for n, template in enumerate(sorted(templates().keys() - {*OFTEN}))),
]
"""(template, seed): all that are shipped, those with most of one kind or most kinds more than once."""
LEVELS = (1, 2, 3, 4, None)
STATES = ("none", "some", "hidden", "hidden, agreed", "revealed", "second hidden", "second revealed", "room")
MORE = (
    VoteActivity(id="vg", kind="prioritise", title="Gaps", minutes=5, candidates="gaps", dots=5),
    DiscussActivity(id="vt", kind="discuss", title="The first two", minutes=5, follows="vg", top=2),
    VoteActivity(
        id="va", kind="prioritise", title="Acts", minutes=5, candidates="actions", dots=3, stack=False
    ),
)


@cache
def base(template: str) -> Session:
    made = new_session(template, "County Council", "ICB", "Care providers", "Voluntary sector")
    agenda = (*made.agenda[:-1], *MORE, made.agenda[-1])
    made = made.model_copy(update={"agenda": agenda})
    for text in ("Draft it", "Sign it"):
        made = note_edits.add_action(note_edits.ActionFields(text), origin=None).apply(made, NOW)
    return made


def session(template: str, seed: int, secret: int) -> Session:
    """A session in the middle: `seed` chooses what the room may know, `secret` what it may not."""
    seen, hidden = random.Random(seed), random.Random(secret)
    made = base(template)
    made = made.model_copy(update={"as_bodies": seen.random() < 0.5})
    for ref in subjects(made):
        made = scored(made, ref, seen.choice(STATES), seen, hidden)
    for activity in made.agenda:
        if activity.kind == "prioritise":
            made = voted(made, activity, seen, hidden)
    return made


def offers(made: Session, after: str) -> list[tuple[str, dict[str, Any]]]:
    """What can be added after a step, but for the identity that each step would have."""
    return [
        (step_offer.words, step_offer.activity.model_dump(exclude={"uid"}))
        for step_offer in step_offers(made, after)
    ]


def scored(made: Session, ref: str, state: str, seen: random.Random, hidden: random.Random) -> Session:
    if state == "none":
        return made
    top = made.scale_of(ref).top
    if seen.random() < 0.2:
        made = take_no_part(item_of(ref), seen.choice(made.partners).id, "An interest.").apply(made, NOW)
    if state == "room":
        counts = [hidden.randint(0, 9) for _ in range(top)]
        made = score_edits.answer(ref, ROOM, counts, 1).apply(made, NOW)
        out = does_not_apply(item_of(ref), "Not here.")
        return out.apply(made, NOW) if seen.random() < 0.5 else made
    first = seen if state in ("revealed", "second hidden", "second revealed") else hidden
    for partner in voices_on(made, ref)[: 2 if state == "some" else 4]:
        made = score_edits.answer_level(ref, partner.id, level(first, top)).apply(made, NOW)
    if first is seen:
        made = score_edits.reveal(ref).apply(made, NOW)
    if state.startswith("second"):
        made = score_edits.second_round(ref).apply(made, NOW)
        again = hidden if state == "second hidden" else seen
        for partner in voices_on(made, ref)[:3]:
            made = score_edits.answer_level(ref, partner.id, level(again, top)).apply(made, NOW)
        if again is seen:
            made = score_edits.reveal(ref).apply(made, NOW)
    if state == "hidden, agreed" or seen.random() < 0.5:
        made = score_edits.agree(ref, seen.choice((1, 2, 3))).apply(made, NOW)
    return made


def level(chance: random.Random, top: int) -> int | None:
    picked = chance.choice(LEVELS)
    return None if picked is None else min(picked, top)


def voted(made: Session, activity: Activity, seen: random.Random, hidden: random.Random) -> Session:
    """Dots of all but the last partner."""
    up = candidates(revealed_only(made), activity)
    reveal = seen.random() < 0.5
    by = seen if reveal else hidden
    for partner in made.partners[:3] if up else ():
        chosen = [by.choice(up) for _ in range(by.randint(1, activity.dots))]
        counts = {candidate: chosen.count(candidate) if activity.stack else 1 for candidate in chosen}
        made = vote_edits.vote(activity.id, partner.id, counts).apply(made, NOW)
    return vote_edits.reveal_vote(activity.id).apply(made, NOW) if reveal and up else made


@pytest.mark.parametrize(("template", "seed"), CASES)
def test_what_is_hidden_makes_no_difference_anywhere(template: str, seed: int) -> None:
    one, other = session(template, seed, 1000 + seed), session(template, seed, 2000 + seed)
    assert one != other
    stops = plan.stops(one)
    assert stops == plan.stops(other)
    for stop in stops:
        (here, _), (there, _) = (shown(each, stop, NOW.date(), NOW, None) for each in (one, other))
        assert here == there
        assert wall_pages(here) == wall_pages(there)
        assert page(one, stop, NOW.date()) == page(other, stop, NOW.date())
        assert place(one, stop) == place(other, stop)
        view, scene = view_at(Scene(one, stop, NOW.date())), Scene(one, stop, NOW.date())
        assert view.hides(scene) == bool(view.hidden(scene))
    for activity in one.agenda:
        assert offers(one, activity.id) == offers(other, activity.id)
        if activity.kind == "prioritise":
            assert candidate_labels(one, activity) == candidate_labels(other, activity)
    assert agenda_rows(one, NOW) == agenda_rows(other, NOW)
    assert summary_contents(one) == summary_contents(other)


@pytest.mark.long
@pytest.mark.parametrize(("template", "seed"), CASES)
def test_what_is_hidden_leaves_by_no_output(template: str, seed: int, tmp_path: Path) -> None:
    """Summary in all formats, account and JSON, list and card, actions: the same for both, byte by byte."""
    one, other = session(template, seed, 1000 + seed), session(template, seed, 2000 + seed)
    for output in registry.ids():
        texts = [written(each, tmp_path / name, output) for name, each in (("a", one), ("b", other))]
        assert texts[0] == texts[1]
    assert account(one) == account(other)
    (here, there) = (without_identities(dumped(each)) for each in (one, other))
    assert here == there
    assert without_identities(dumped(one, hidden=True)) != without_identities(dumped(other, hidden=True))
    assert card_of(one) == card_of(other)
    assert waiting(one) == waiting(other)
    assert reveal_all().label(one) == reveal_all().label(other)


def test_all_that_is_left_is_revealed_as_one_change() -> None:
    made = session("tips-and-pulse", 1, 1)
    assert waiting(made)
    shown_to_all = reveal_all().apply(made, NOW)
    assert waiting(shown_to_all) == ()
    assert revealed_only(shown_to_all) == shown_to_all
    with pytest.raises(Problem, match="Nothing is hidden"):
        reveal_all().apply(shown_to_all, NOW)


def written(made: Session, folder: Path, output: str) -> list[bytes]:
    return [path.read_bytes() for path in write(made, folder, [output], now=NOW)]


def without_identities(value: Any) -> Any:
    """JSON without what tells one row from another, which is chance."""
    if isinstance(value, dict):
        return {key: without_identities(part) for key, part in value.items() if key != "uid"}
    if isinstance(value, list):
        return [without_identities(part) for part in value]
    return value
