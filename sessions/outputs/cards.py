"""Cards to cut out, A6, four to an A4 page: what is talked about or voted on, and levels to hold up.

One self-contained page of HTML, which prints from any browser.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Literal, NamedTuple

from sessions import plan
from sessions.aspects import item_of
from sessions.kinds.score.records import scored_here
from sessions.material import Item, Level, Pack, Scale
from sessions.outputs import names
from sessions.outputs.page import page
from sessions.problem import Problem
from sessions.record import Session, find_scale
from sessions.rows import MaterialActivity
from sessions.scope import items_not_applying

ON_A_PAGE = 4
SIZES = ((260, ""), (430, "long"), (860, "longer"))
"""Up to how many characters of name and statement each size of letters is taken, a capital as two."""
SMALLEST = "longest"
DONT_KNOW = ("?", "don’t know")
Which = Literal["all", "items", "votes"]
_TEMPLATES = resources.files("sessions.outputs") / "templates"


class ItemCard(NamedTuple):
    """An item, a candidate of a vote or a tip."""

    number: str
    name: str
    statement: str
    pack: str

    @property
    def size(self) -> str:
        """The class of its letters: smaller ones where much stands on it."""
        text = self.name + self.statement
        taken = len(text) + sum(letter.isupper() for letter in text)
        return next((size for most, size in SIZES if taken <= most), SMALLEST)


class VoteCard(NamedTuple):
    """A level of a scale, or "don't know", to hold up. `whose` is a partner's name; empty for anybody's."""

    figure: str
    word: str
    question: str
    whose: str


@dataclass(frozen=True, slots=True)
class Deck:
    """Cards, in the order in which they are printed."""

    title: str
    items: tuple[ItemCard, ...]
    votes: tuple[VoteCard, ...]


def of_session(session: Session) -> Deck:
    """What its steps lay on the tables, and for each partner a set of each scale that it answers on.

    A set that is nobody's where people answer for themselves: print as many as there are people.
    """
    out = items_not_applying(session)
    steps = (step for step in session.agenda if isinstance(step, MaterialActivity))
    items = {item.id: item for step in steps for item in step.cards(session.packs) if item.id not in out}
    asked = (stop for stop in plan.stops(session) if scored_here(session, stop))
    stops = [stop for stop in asked if item_of(stop.ref) in items]
    scales = [scale for stop in stops if (scale := find_scale(session, stop.ref)) is not None]
    whose = [partner.name for partner in session.partners] if session.as_bodies else []
    cards = (_item(item, session.pack_of(item.id)) for item in items.values())
    return Deck(session.title, tuple(cards), _votes(scales, whose or [""]))


def of_packs(title: str, packs: Iterable[Pack]) -> Deck:
    """All items of packs, and a set of each of their scales."""
    packs = tuple(packs)
    scales = [scale for pack in packs for scale in pack.scales]
    items = (_item(item, pack) for pack in packs for item in pack.items())
    return Deck(title, tuple(items), _votes(scales, [""]))


def _item(item: Item, pack: Pack) -> ItemCard:
    return ItemCard(f"{pack.title_of(item.id)} {item.number}", item.name, item.statement, pack.name)


def _votes(scales: Iterable[Scale], whose: Sequence[str]) -> tuple[VoteCard, ...]:
    """A set for each of `whose` of each different scale; what is asked is on it where that is always one."""
    questions: dict[tuple[Level, ...], set[str]] = {}
    for scale in scales:
        questions.setdefault(scale.levels, set()).add(scale.question)
    return tuple(
        VoteCard(figure, word, min(asked) if len(asked) == 1 else "", name)
        for levels, asked in questions.items()
        for name in whose
        for figure, word in (*((str(level.number), level.label) for level in levels), DONT_KNOW)
    )


def render(deck: Deck, which: Which = "all") -> bytes:
    """The page. Raises Problem where there is no card of those that are wanted."""
    cards: list[ItemCard | VoteCard] = [] if which == "votes" else [*deck.items]
    sheets = [*_sheets(cards), *_sheets([] if which == "items" else deck.votes)]
    if not sheets:
        hint = "Cards are made of the items of packs, and of scales to answer on."
        raise Problem("There is nothing here to make cards of", where=deck.title, hint=hint)
    return page(_TEMPLATES, "cards", title=deck.title, sheets=sheets, is_vote=_is_vote).encode()


def _is_vote(card: ItemCard | VoteCard) -> bool:
    return isinstance(card, VoteCard)


def _sheets(cards: Sequence[ItemCard | VoteCard]) -> Iterator[Sequence[ItemCard | VoteCard]]:
    for start in range(0, len(cards), ON_A_PAGE):
        yield cards[start : start + ON_A_PAGE]


def file_name(session: Session, file: Path | None = None) -> str:
    """The name of a session's cards, beside its summary."""
    return f"{names.stem(session, file)}-cards.html"
