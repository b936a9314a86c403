"""A dot vote: who has placed dots, and after the reveal the ranking."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from textual.content import Content

from sessions import words
from sessions.analysis.whole import candidates
from sessions.kinds.prioritise.records import Ranked, VoteActivity, dots_left, dots_of, is_revealed, ranking
from sessions.kinds.registry import revealed_only
from sessions.record import Session
from sessions.rows import Partner
from sessions.voices import voices_on
from workshop.cells import cells, dot_bar, filled, pad
from workshop.steps.candidates import candidate_labels, candidate_name
from workshop.widgets.partner_grid import PartnerGrid
from workshop.widgets.wrapped import wrap

MOST_BAR = 20
"""Cells of the longest bar of dots."""


@dataclass(frozen=True, slots=True)
class VoteState:
    """All that the grid shows of a vote. Nothing unrevealed is in it but who has placed dots."""

    voices: tuple[Partner, ...]
    voted: frozenset[str]
    ranked: tuple[tuple[Ranked, str, str], ...]
    """(place, label, name) of every candidate, after the reveal; empty before."""
    dots: int = 0
    """Dots that each partner has."""
    left: Mapping[str, int] = field(default_factory=dict)
    """How many are left over, by the id of a partner that has placed some. What they are on stays hidden."""
    people: Mapping[str, int] = field(default_factory=dict)
    """How many people have voted, by the id of a partner whose dots are theirs."""


def vote_state(session: Session, vote: VoteActivity) -> VoteState:
    """The state of a vote."""
    ranked: tuple[tuple[Ranked, str, str], ...] = ()
    if is_revealed(session, vote.id):
        labels = candidate_labels(session, vote)
        ranks = ranking(session, vote.id, candidates(session, vote))
        ranked = tuple(
            (rank, labels[rank.candidate], candidate_name(session, rank.candidate)) for rank in ranks
        )
    placed = dots_of(session, vote.id)
    people = {partner_id: dots.people for partner_id, dots in placed.items() if dots.people is not None}
    left = dots_left(session, vote, len(candidates(revealed_only(session), vote)))
    return VoteState(voices_on(session, vote.id), frozenset(placed), ranked, vote.dots, left, people)


class VoteGrid(PartnerGrid[VoteState]):
    """Partners with who has voted; then candidates by their dots. A partner can be clicked before."""

    def draw(self, width: int, state: VoteState, focus: str) -> list[Content]:
        if state.ranked:
            self._places = {}
            return ranking_lines(state.ranked, width)
        self._places = {(line, 0): partner.id for line, partner in enumerate(state.voices)}
        longest = max((len(_placed(state, partner)) for partner in state.voices), default=0)
        room = max(10, width - max(20, longest + 2))
        lines = []
        for partner in state.voices:
            mark, style = ("▸", "bold reverse") if partner.id == focus else (" ", "")
            name = f"{mark} {pad(partner.name, min(room, 44) - 2)}"
            lines.append(Content.assemble((name, style), "  ", _placed(state, partner)))
        return [*lines, Content(""), *wrap(f"{_count(state)} · hidden until the reveal", width, "$muted")]


def _placed(state: VoteState, partner: Partner) -> str:
    """Whether a partner has placed its dots; how many, where some are left over."""
    if partner.id not in state.voted:
        return "· …"
    left, people = state.left.get(partner.id, 0), state.people.get(partner.id)
    has = state.dots * (people or 1)
    placed = f"○ {has - left} of {has} dots" if left else "● dots placed"
    return placed if people is None else f"{placed}, {people} {'person' if people == 1 else 'people'}"


def _count(state: VoteState) -> str:
    """How many have placed their dots, and how many of those have some left over."""
    count, of = len(state.voted), len(state.voices)
    some = sum(voice.id in state.left for voice in state.voices)
    if count == of and not some:
        return "all have placed their dots"
    over = f", {some} with some left over" if some else ""
    return f"{count} of {of} have placed {'dots' if some else 'their dots'}{over}"


def ranking_lines(ranked: tuple[tuple[Ranked, str, str], ...], width: int) -> list[Content]:
    """ "2=  4  Clear joint agenda      ●●●●  4" for each, those without dots last."""
    most = max((rank.dots for rank, _, _ in ranked), default=0)
    labels = max((cells(label) for _, label, _ in ranked), default=0)
    names = max(12, width - 8 - 5 - min(most, MOST_BAR)) - labels - 2
    lines = []
    for rank, label, name in ranked:
        place = words.place(rank) if rank.dots else ""
        words_of = f"{filled(label, labels)}  {pad(name, names)}"
        named = (words_of, "bold" if rank.place == 1 and rank.dots else "")
        bar = (dot_bar(rank.dots, most, MOST_BAR), "bold $accent")
        count = f"  {rank.dots or '·':>3} "
        lines.append(Content.assemble((f"{place:>3}  ", "bold"), named, count, bar))
    return lines
