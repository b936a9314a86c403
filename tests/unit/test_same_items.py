"""Which items of several sessions are the same, and whether what was said on them can be compared."""

from itertools import permutations

import pytest
from hypothesis import given, strategies as st

from sessions.edits.items import add_item
from sessions.kinds.registry import revealed_only
from sessions.kinds.score import edits as score_edits
from sessions.many.same_items import Measure, Reason, measure, reasons, same_items
from sessions.material import Item, Level, Scale
from sessions.record import Session
from sessions.scope import does_not_apply
from tests.builders import NOW, all_revealed, answered, new_session, packs

FIRST, SECOND = "icbo/D1.1", "icbo/D1.2"


def session(*, as_bodies: bool = True) -> Session:
    return new_session("four-domains", "Council", "ICB", "Providers", as_bodies=as_bodies)


def with_item(session: Session, edition: str = "2027", **fields: object) -> Session:
    """The session with its first item otherwise, in another edition of the pack."""
    pack = session.pack("icbo")
    first, *rest = pack.sections
    items = tuple(
        item.model_copy(update=fields if item.id == FIRST else {})
        for item in first.items
        if item.id != FIRST or fields
    )
    changed = first.model_copy(update={"items": items})
    pack = pack.model_copy(update={"edition": edition, "sections": (changed, *rest)})
    others = (pack if other.id == "icbo" else other for other in session.packs)
    return session.model_copy(update={"packs": tuple(others)})


def scale(*labels: str, base: int = 1, meaning: str = "") -> Scale:
    """Levels of these names, with the question of the framework's own."""
    levels = tuple(Level(number=n, label=label, meaning=meaning) for n, label in enumerate(labels, base))
    own = packs()["icbo"].scale
    assert own is not None
    return Scale(question=own.question, levels=levels)


def test_items_are_the_same_by_id_whatever_the_edition_and_the_last_session_says_the_order() -> None:
    before, now = session(), with_item(session(), statement="Quite another statement.")
    (first, *_) = same_items((before, now))
    assert (first.id, first.editions, first.is_shared) == (FIRST, ("2018", "2027"), True)
    assert first.latest.statement == "Quite another statement."
    assert [same.id for same in same_items((before, now))] == [item.id for item in now.items()]


def test_what_only_one_has_stands_last_and_what_does_not_apply_is_none_of_its_items() -> None:
    before, now = session(), with_item(session())
    assert [same.id for same in same_items((before, now))][-1] == FIRST
    assert same_items((before, now))[-1].items[1] is None
    out = does_not_apply(SECOND, "Not here").apply(now, NOW)
    held = {same.id: same for same in same_items((before, out))}[SECOND]
    assert (held.items[0] is None, held.items[1], held.is_shared) == (False, None, False)


def test_what_two_rooms_added_is_not_the_same_though_it_reads_alike() -> None:
    step = next(step for step in session().agenda if step.kind == "score")
    first, second = (add_item(step.id, "Carbon is counted").apply(session(), NOW) for _ in range(2))
    own = [same for same in same_items((first, second)) if same.latest.added]
    assert [same.is_shared for same in own] == [False, False]
    both = [same for same in same_items((first, first)) if same.latest.added]
    assert [same.is_shared for same in both] == [True]


LABELS = ("none", "some", "most", "all")


def apart(first: Session, second: Session, subject_id: str) -> tuple[Reason, ...]:
    return reasons(measure(first, subject_id), measure(second, subject_id))


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"number": "9.9", "name": "Called otherwise", "prompts": ()}, ()),
        ({"scale": scale("none", "some", "most")}, ("levels",)),
        ({"scale": scale("none", "some", "most", "every")}, ("levels",)),
        ({"scale": scale(*LABELS, base=0)}, ("levels",)),
        ({"scale": scale("None", " some", "most", "ALL")}, ()),
        ({"scale": scale(*LABELS, meaning="Shown")}, ("meaning",)),
        ({"levels": ("a", "b", "c", "d")}, ("meaning",)),
        ({"poles": ("From here", "to there")}, ("meaning",)),
        ({"statement": "Partners decide."}, ("wording",)),
        ({"parts": ("One more test.",)}, ("wording",)),
        ({"wording": "The official words, which are others."}, ("wording",)),
    ],
)
def test_other_levels_meanings_or_words_cannot_be_compared(
    fields: dict[str, object], expected: tuple[str, ...]
) -> None:
    before = with_item(session(), scale=scale(*LABELS))
    now = with_item(before, **fields)
    assert apart(before, now, FIRST) == expected
    assert apart(now, before, FIRST) == expected


def test_capitals_marks_and_articles_are_no_other_wording() -> None:
    said = packs()["icbo"].section("d1").items[0].statement
    other = f"The {said[:1].lower()}{said[1:].replace(',', ' –').rstrip('.')}!"
    assert apart(session(), with_item(session(), statement=other), FIRST) == ()
    assert apart(session(), with_item(session(), statement=f"{said} Not"), FIRST) == ("wording",)


def test_bodies_are_not_compared_with_people_where_either_was_asked() -> None:
    bodies, people = (
        all_revealed(answered(session(as_bodies=own), FIRST, (1, 2, 3))) for own in (True, False)
    )
    assert apart(bodies, people, FIRST) == ("counting",)
    assert apart(bodies, people, SECOND) == ()
    agreed = score_edits.agree(FIRST, 3).apply(session(as_bodies=False), NOW)
    assert apart(bodies, agreed, FIRST) == ()


def test_what_is_hidden_tells_nothing_of_how_it_counts() -> None:
    hidden = revealed_only(answered(session(as_bodies=False), FIRST, (1, 2, 3)))
    assert measure(hidden, FIRST) == measure(session(as_bodies=False), FIRST)


texts = st.lists(st.sampled_from(["not", "Yet", "a", "–", "5%"]), max_size=3).map(tuple)
measures = st.builds(
    Measure,
    levels=st.lists(st.tuples(st.integers(0, 2), st.sampled_from("xy")), max_size=2).map(tuple),
    meaning=st.lists(texts, max_size=2).map(tuple),
    wording=st.lists(texts, max_size=2).map(tuple),
    counting=st.sampled_from(["person", "body"]),
)


@given(st.tuples(measures, measures, measures))
def test_comparing_goes_both_ways_and_from_one_to_the_next(three: tuple[Measure, Measure, Measure]) -> None:
    first, second, third = three
    assert reasons(first, first) == ()
    assert reasons(first, second) == reasons(second, first)
    if not reasons(first, second) and not reasons(second, third):
        assert not reasons(first, third)


@given(st.lists(st.sets(st.integers(1, 4), min_size=1), min_size=1, max_size=3))
def test_any_order_of_sessions_finds_the_same_items(held: list[set[int]]) -> None:
    made = []
    for numbers in held:
        whole = session().pack("icbo")
        first = whole.sections[0]
        items = tuple(item for place, item in enumerate(first.items, 1) if place in numbers)
        pack = whole.model_copy(update={"sections": (first.model_copy(update={"items": items}),)})
        steps = tuple(s for s in session().agenda if s.kind == "score")[:1]
        made.append(session().model_copy(update={"packs": (pack,), "agenda": steps}))
    expected = {item.id for numbers in held for item in _items(numbers)}
    for order in permutations(made):
        found = same_items(order)
        assert {same.id for same in found} == expected
        assert all(len(same.items) == len(order) for same in found)
    assert all(same.is_shared == (sum(int(same.id[-1]) in n for n in held) > 1) for same in same_items(made))


def _items(numbers: set[int]) -> list[Item]:
    items = session().pack("icbo").sections[0].items
    return [item for place, item in enumerate(items, 1) if place in numbers]
