"""A pack changes: sessions keep what they were run with, and say what is gone, new or on other levels."""

import pytest

from sessions import edition_words
from sessions.editions import Change, between, change, changes, comparable
from sessions.edits.items import add_item
from sessions.many.differences import differences
from sessions.material import Item, Level, Pack
from sessions.record import Session
from sessions.spans import plain_text
from tests.builders import NOW, answered, new_session, packs

FIRST, SECOND = "icbo/D1.1", "icbo/D1.2"


def later(**changes_of_items: Item | None) -> Pack:
    """The framework in a later edition: items by code with others in their place, and None for those gone."""
    pack = packs()["icbo"]
    sections = []
    for section in pack.sections:
        items = [changes_of_items.get(_code(item), item) for item in section.items]
        kept = tuple(item for item in items if item is not None)
        sections.append(section.model_copy(update={"items": kept}))
    return pack.model_copy(update={"edition": "2027", "sections": tuple(sections)})


def _code(item: Item) -> str:
    return item.id.partition("/")[2].replace(".", "_")


def with_new(pack: Pack) -> Pack:
    first, *rest = pack.sections
    new = Item(id="icbo/D1.9", number="1.9", name="Carbon", statement="Partners count it.")
    changed = first.model_copy(update={"items": (*first.items, new)})
    return pack.model_copy(update={"sections": (changed, *rest)})


def session() -> Session:
    return new_session("four-domains", "Council", "ICB")


def ids(items: tuple[Item, ...]) -> list[str]:
    return [item.id for item in items]


def test_what_has_not_changed_is_not_said() -> None:
    assert changes(session(), tuple(packs().values())) == ()


def test_gone_and_new_are_told_by_id() -> None:
    (found,) = changes(session(), (with_new(later(D1_1=None)),))
    assert (ids(found.gone), ids(found.new)) == ([FIRST], ["icbo/D1.9"])
    assert found.editions == ("2018", "2027")
    assert "edition 2018 in the session, edition 2027 in the pack; 1 gone, 1 new." in edition_words.headline(
        found
    )
    assert "Nothing is scored anew." in edition_words.kept(found)


def test_an_item_that_moved_or_is_numbered_otherwise_is_the_same_item() -> None:
    item = packs()["icbo"].sections[0].items[0]
    found = change(session().pack("icbo"), later(D1_1=item.model_copy(update={"number": "1.0"})))
    assert (found.gone, found.new) == ((), ())
    assert [old.id for old, _ in found.reworded] == [FIRST]


def test_other_levels_are_said_and_their_answers_not_compared() -> None:
    pack = packs()["icbo"]
    scale = pack.scale
    assert scale is not None
    other = scale.model_copy(update={"levels": (*scale.levels, Level(number=6, label="beyond"))})
    found = change(pack, later(D1_2=pack.sections[0].items[1].model_copy(update={"scale": other})))
    assert ids(found.rescaled) == [SECOND]
    assert not comparable(scale, other)
    assert comparable(scale, scale.model_copy(update={"question": "Where are we?"})), (
        "the levels are the same"
    )
    headings = [heading for heading, _ in edition_words.rows(found)]
    assert headings == ["On other levels: answers on these cannot be compared"]


def test_a_session_on_some_sections_does_not_call_the_others_new() -> None:
    only = new_session("one-domain", "ICB")
    found = change(only.pack("icbo"), packs()["icbo"])
    assert (found.gone, found.new) == ((), ())
    assert not found.differs
    assert len(found.sections) == len(packs()["icbo"].sections) - 1


def test_what_was_added_in_the_room_is_neither_gone_nor_new() -> None:
    own = add_item("s2", "Transport").apply(session(), NOW)
    found = change(own.pack("icbo"), packs()["icbo"])
    assert (found.gone, found.new, found.differs) == ((), (), False)
    assert [item.name for item in found.added] == ["Transport"]
    assert change(packs()["icbo"], own.pack("icbo")).new == ()


def carrying(pack: Pack) -> Session:
    return session().model_copy(update={"packs": (pack,)})


def test_two_sessions_of_two_editions_compare_by_id() -> None:
    old, new = session(), carrying(with_new(later(D1_1=None)))
    (found,) = between(old, new)
    assert (ids(found.gone), ids(found.new)) == ([FIRST], ["icbo/D1.9"])
    said = [(plain_text(row.here), plain_text(row.there)) for row in differences(old, new)]
    assert any("edition 2018" in here and "edition 2027" in there for here, there in said)
    assert any(here.startswith("1.1 ") and not there for here, there in said)
    assert any(there.startswith("1.9 Carbon") and not here for here, there in said)
    turned = {(row.there, row.here) for row in differences(new, old)}
    assert turned == {(row.here, row.there) for row in differences(old, new)}


def test_sessions_on_different_sections_of_one_edition_do_not_differ() -> None:
    assert list(between(session(), new_session("one-domain", "ICB"))) == []


def test_what_one_of_two_sessions_added_is_a_difference() -> None:
    old = session()
    new = add_item("s2", "Transport").apply(old, NOW)
    rows = [row for row in differences(old, new) if row.table == edition_words.ADDED]
    assert [(row.here, plain_text(row.there)) for row in rows] == [((), "+1 Transport")]


def test_the_record_opens_and_says_the_same_whatever_the_pack_says_now() -> None:
    own = answered(session(), FIRST, [2, 4])
    before = own.model_dump_json()
    changes(own, (later(D1_1=None),))
    assert own.model_dump_json() == before
    assert own.item(FIRST).name == packs()["icbo"].sections[0].items[0].name


@pytest.mark.parametrize("what", ["gone", "new", "reworded", "rescaled"])
def test_every_kind_of_change_is_in_the_sentence(what: str) -> None:
    item = packs()["icbo"].sections[0].items[0]
    rows = ((item, item),) if what == "reworded" else (item,)
    found = Change("icbo", "Pack", ("1", "2"), **{what: rows})
    assert found.differs
    assert edition_words.counted(found).startswith("1 ")
