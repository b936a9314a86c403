"""A dot vote: who has placed dots, and after the reveal the ranking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from textual import events
from textual.content import Content
from textual.message import Message

from sessions import words
from sessions.analysis.whole import candidates
from sessions.kinds.prioritise.records import Ranked, VoteActivity, dots_left, dots_of, is_revealed, ranking
from sessions.record import Session
from sessions.reveal import revealed_only
from sessions.rows import Partner
from workshop.cells import clip, pad
from workshop.steps.candidates import candidate_labels, candidate_name
from workshop.widgets.wrapped import Wrapped, wrap


@dataclass(frozen=True, slots=True)
class VoteState:
    """All that the grid shows of a vote. Nothing unrevealed is in it but who has placed dots."""

    voices: tuple[Partner, ...]
    voted: frozenset[str]
    ranked: tuple[tuple[Ranked, str], ...]
    """(place, "label  name") of every candidate, after the reveal; empty before."""
    dots: int = 0
    """Dots that each partner has."""
    left: Mapping[str, int] = field(default_factory=dict)
    """How many are left over, by the id of a partner that has placed some. What they are on stays hidden."""


def vote_state(session: Session, vote: VoteActivity) -> VoteState:
    """The state of a vote."""
    ranked: tuple[tuple[Ranked, str], ...] = ()
    if is_revealed(session, vote.id):
        labels = candidate_labels(session, vote)
        ranked = tuple(
            (rank, f"{labels[rank.candidate]}  {candidate_name(session, rank.candidate)}")
            for rank in ranking(session, vote.id, candidates(session, vote))
        )
    return VoteState(
        session.voices(),
        frozenset(dots_of(session, vote.id)),
        ranked,
        vote.dots,
        dots_left(session, vote, len(candidates(revealed_only(session), vote))),
    )


class VoteGrid(Wrapped):
    """Partners with who has voted; then candidates by their dots. A partner can be clicked before."""

    class Picked(Message):
        """A partner was clicked; `again` where it was in focus already."""

        def __init__(self, partner_id: str, again: bool) -> None:
            super().__init__()
            self.partner_id, self.again = partner_id, again

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._state: VoteState | None = None
        self._focused = ""

    def show(self, state: VoteState, focused: str) -> None:
        """Show this vote, with the partner of this id in focus."""
        if (state, focused) != (self._state, self._focused):
            self._state, self._focused = state, focused
            self.rebuild()

    def on_click(self, event: events.Click) -> None:
        """Put the clicked partner in focus, or act on the one that is."""
        content, state = event.get_content_offset(self), self._state
        if content is None or state is None or state.ranked or content.y >= len(state.voices):
            return
        partner_id = state.voices[content.y].id
        self.post_message(self.Picked(partner_id, partner_id == self._focused))

    def line_of(self, partner_id: str) -> int | None:
        """Number of the line of a partner; None where the ranking stands there."""
        state = self._state
        if state is None or state.ranked:
            return None
        return next((n for n, voice in enumerate(state.voices) if voice.id == partner_id), None)

    def build(self, width: int) -> list[Content]:
        state = self._state
        if state is None:
            return []
        if state.ranked:
            return ranking_lines(state.ranked, width)
        room = max(10, width - 20)
        lines = []
        for partner in state.voices:
            mark = "▸" if partner.id == self._focused else " "
            name = f"{mark} {pad(partner.name, min(room, 44) - 2)}"
            style = "bold reverse" if partner.id == self._focused else ""
            lines.append(Content.assemble((name, style), "  ", _placed(state, partner)))
        return [*lines, Content(""), *wrap(f"{_count(state)} · hidden until the reveal", width, "$muted")]


def _placed(state: VoteState, partner: Partner) -> str:
    """Whether a partner has placed its dots; how many, where some are left over."""
    if partner.id not in state.voted:
        return "· …"
    left = state.left.get(partner.id, 0)
    return f"○ {state.dots - left} of {state.dots} dots" if left else "● dots placed"


def _count(state: VoteState) -> str:
    """How many have placed their dots, and how many of those have some left over."""
    count, of = len(state.voted), len(state.voices)
    some = sum(voice.id in state.left for voice in state.voices)
    if count == of and not some:
        return "all have placed their dots"
    over = f", {some} with some left over" if some else ""
    return f"{count} of {of} have placed {'dots' if some else 'their dots'}{over}"


def ranking_lines(ranked: tuple[tuple[Ranked, str], ...], width: int) -> list[Content]:
    """ "2=  4  Clear joint agenda      ●●●●  4" for each, those without dots last."""
    most = max((rank.dots for rank, _ in ranked), default=0)
    room = max(12, width - 8 - 5 - min(most, 20))
    lines = []
    for one, name in ranked:
        place = words.place(one) if one.dots else ""
        bar = "●" * min(one.dots, 20)
        lines.append(
            Content.assemble(
                (f"{place:>3}  ", "bold"),
                (f"{clip(name, room):<{room}}", "bold" if one.place == 1 and one.dots else ""),
                f"  {one.dots or '·':>3} ",
                (bar, "bold $accent"),
            )
        )
    return lines
