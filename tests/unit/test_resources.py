"""Where to read on: complete, found by words, and in the summary where something is to be done."""

from collections import Counter

from sessions.edits import notes
from sessions.kinds.score import edits
from sessions.record import Session
from sessions.resources import find
from sessions.summary.build import build
from sessions.summary.model import Bullets
from tests.builders import NOW, new_session, page
from tests.walls import walls
from workshop.materials import load

KNOWN = load.resources()


def test_every_resource_of_annex_a_is_there() -> None:
    assert Counter(resource.domains for resource in KNOWN.resources) == {
        ("icbo/d1", "icbo/d4"): 8,
        ("icbo/d2",): 12,
        ("icbo/d3",): 13,
    }
    assert [len(KNOWN.of(f"icbo/d{number}")) for number in (1, 2, 3, 4)] == [8, 12, 13, 8]
    sections = {f"icbo/{section.id}" for section in load.packs().usable["icbo"].sections}
    assert {domain for resource in KNOWN.resources for domain in resource.domains} == sections


def test_each_says_what_it_is_who_it_is_for_and_where_it_was() -> None:
    for resource in KNOWN.resources:
        assert resource.what.endswith(".")
        assert resource.who
        assert resource.addresses
        assert all(" " not in address and "." in address for address in resource.addresses)
        assert KNOWN.where(resource).endswith(" (as of 2018)")
    assert sum(len(resource.addresses) for resource in KNOWN.resources) == 42


def test_bodies_that_are_gone_are_named_with_what_came_after() -> None:
    gone = ("NHS Clinical Commissioners", "CCGs", "Public Health England", "NHS Improvement", "vanguards")
    for resource in KNOWN.resources:
        text = f"{resource.name} {resource.what} {resource.who}"
        assert resource.since or not any(name in text for name in gone), resource.id


def test_words_find_it_wherever_they_stand_and_names_come_first() -> None:
    assert [resource.id for resource in find(KNOWN.resources, "kingsfund")] == ["resources/kings-fund"], (
        "by address"
    )
    assert find(KNOWN.resources, "HOUSING")[0].name.startswith("Housing")
    assert {resource.id for resource in find(KNOWN.resources, "provider fails")} == {
        "resources/contingency-planning"
    }
    assert find(KNOWN.resources, "zebra") == ()
    assert find(KNOWN.resources, " ") == KNOWN.resources


def read_on(session: Session) -> list[Bullets]:
    blocks = build(session, now=None, resources=KNOWN).blocks
    return [
        block for block in blocks if isinstance(block, Bullets) and block.lead.startswith("Where to read")
    ]


def test_the_summary_names_them_where_a_domain_has_a_gap_or_an_action() -> None:
    made = new_session("four-domains", "ICB")
    assert read_on(made) == []
    with_action = notes.add_action(notes.ActionFields("Do it"), origin="icbo/D2.1").apply(made, NOW)
    (block,) = read_on(with_action)
    assert block.lead == "Where to read on (addresses as of 2018)"
    assert len(block.items) == 12
    (block,) = read_on(edits.agree("icbo/D3.2", 2).apply(made, NOW))
    assert len(block.items) == 13
    at_target = edits.agree("icbo/D3.2", 2, target=2).apply(made, NOW)
    assert read_on(at_target) == []
    of_section = notes.add_action(notes.ActionFields("Do it"), origin="icbo/d4").apply(made, NOW)
    assert len(read_on(of_section)) == 1


def test_without_them_the_summary_is_as_it_was() -> None:
    made = notes.add_action(notes.ActionFields("Do it"), origin="icbo/d2").apply(
        new_session("four-domains"), NOW
    )
    assert "Where to read on" not in str(build(made, now=None))


def test_nothing_of_them_is_on_the_wall_or_the_page() -> None:
    made = notes.add_action(notes.ActionFields("Do it"), origin="icbo/d2").apply(
        new_session("four-domains"), NOW
    )
    addresses = {address for resource in KNOWN.resources for address in resource.addresses}
    for stop, wall in walls(made):
        shown = f"{wall} {page(made, stop)}"
        assert not [address for address in addresses if address in shown]
