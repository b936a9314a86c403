"""Cards to cut out: which there are, four to a page, and what stands on each."""

from __future__ import annotations

import re
from html import unescape

import pytest

from sessions.kinds.table_work import TableWorkActivity
from sessions.outputs import cards
from sessions.outputs.cards import DONT_KNOW, Deck, ItemCard, VoteCard
from sessions.problem import Problem
from sessions.scope import does_not_apply
from tests.builders import NOW, new_session, packs
from tests.talks import PARTNERS, morning

NASTY = "<script>alert(1)</script> & [/x]"


def html(deck: Deck, which: cards.Which = "all") -> str:
    return cards.render(deck, which).decode()


def test_a_set_of_levels_for_each_partner_and_dont_know() -> None:
    deck = cards.of_session(new_session("four-domains", "County Council", "ICB"))
    scale = packs()["icbo"].scale
    assert scale is not None
    one_set = [(str(level.number), level.label) for level in scale.levels] + [DONT_KNOW]
    assert [(card.figure, card.word) for card in deck.votes] == one_set * 2
    assert [card.whose for card in deck.votes] == ["County Council"] * 6 + ["ICB"] * 6
    assert {card.question for card in deck.votes} == {scale.question}
    assert len(deck.items) == 21


def test_where_people_answer_a_set_is_nobodys() -> None:
    deck = cards.of_session(new_session("four-domains", "County Council", "ICB", as_bodies=False))
    assert {card.whose for card in deck.votes} == {""}
    assert len(deck.votes) == 6


def test_what_lies_on_the_tables_is_among_them_and_no_answer_is() -> None:
    session = morning(*PARTNERS)
    deck = cards.of_session(session)
    assert [card.number for card in deck.items[:10]] == [f"Tip {number}" for number in range(1, 11)]
    guesses = [item.guess.answer for item in session.pack("figures").items() if item.guess is not None]
    assert len(guesses) > 10
    assert not any(unescape(answer) in unescape(html(deck)) for answer in guesses)
    assert deck.votes == (), "nothing here is answered on a scale"
    with pytest.raises(Problem, match="nothing here to make cards of"):
        cards.render(deck, "votes")


def test_only_the_sections_that_a_step_names_and_what_applies() -> None:
    session = new_session("four-domains", "ICB")
    assert len(cards.of_session(does_not_apply("icbo/d1", "None.").apply(session, NOW)).items) == 13
    step = TableWorkActivity(id="t", title="T", minutes=1, pack_id="icbo", section_ids=("d4",))
    assert [item.number for item in step.cards(session.packs)] == ["4.1", "4.2", "4.3"]


def test_of_a_pack_and_of_several() -> None:
    deck = cards.of_packs("Both", (packs()["tips"], packs()["icbo"]))
    assert len(deck.items) == 10 + 21
    assert [card.figure for card in deck.votes] == ["1", "2", "3", "4", "5", "?"]


@pytest.mark.parametrize("count", [1, 4, 5, 8, 9])
def test_four_to_a_page(count: int) -> None:
    deck = Deck("D", tuple(ItemCard(str(n), "Name", "Text.", "Pack") for n in range(count)), ())
    page = html(deck)
    sheets = page.split('<div class="sheet">')[1:]
    full, rest = divmod(count, 4)
    assert [sheet.count("<article") for sheet in sheets] == [4] * full + [rest] * bool(rest)
    assert all(sheet.count("<i class=") == 6 for sheet in sheets), "marks on each"


def test_items_and_votes_share_no_page_and_can_be_had_alone() -> None:
    deck = Deck(
        "D", (ItemCard("Tip 1", "Name", "Text.", "Pack"),), (VoteCard("3", "part-way", "How far?", "ICB"),)
    )
    assert html(deck).count('class="sheet"') == 2
    assert (html(deck, "items").count('class="sheet"'), "part-way" in html(deck, "items")) == (1, False)
    assert (html(deck, "votes").count('class="sheet"'), "Tip 1" in html(deck, "votes")) == (1, False)


def test_what_people_typed_is_no_markup_and_nothing_is_loaded() -> None:
    page = html(Deck(NASTY, (ItemCard(NASTY, NASTY, NASTY, NASTY),), (VoteCard("1", NASTY, NASTY, NASTY),)))
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 2 + 4 + 3
    assert re.findall(r"(?:src|href)=", page) == []
    assert "default-src 'none'" in unescape(page)
    assert 'style="' not in page, "the policy would drop it"


def test_two_of_one_session_are_the_same_bytes() -> None:
    session = new_session("tips-and-pulse", "ICB")
    assert cards.render(cards.of_session(session)) == cards.render(cards.of_session(session))


def test_letters_get_smaller_as_more_stands_on_a_card() -> None:
    def size(name: str, statement: str) -> str:
        return ItemCard("Item 1", name, statement, "Pack").size

    sizes = [size("Name", "word " * words) for words in (1, 60, 120, 200)]
    assert sizes == ["", "long", "longer", "longest"]
    assert size("Name", "W" * 200) == "long", "capitals take more room"
    for wanted in ("", "long", "longer", "longest"):
        statement = "word " * {"": 1, "long": 60, "longer": 120, "longest": 200}[wanted]
        assert f'class="card item {wanted}"' in html(Deck("T", (ItemCard("1", "N", statement, "P"),), ()))
