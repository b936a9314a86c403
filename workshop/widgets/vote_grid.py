"""A dot vote: who has placed dots, and after the reveal the ranking."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from sessions import analysis
from sessions.record import Activity, Partner, Session
from sessions.votes import Ranked, ranking
from workshop import pages
from workshop.widgets.wrapped import Wrapped, clip, wrap


@dataclass(frozen=True, slots=True)
class VoteState:
    """All that the grid shows of a vote. Nothing unrevealed is in it but who has placed dots."""

    voices: tuple[Partner, ...]
    voted: frozenset[str]
    ranked: tuple[tuple[Ranked, str], ...]
    """(place, "label  name") of every candidate, after the reveal; empty before."""


def vote_state(session: Session, activity: Activity) -> VoteState:
    """The state of a vote."""
    ranked: tuple[tuple[Ranked, str], ...] = ()
    if activity.id in session.revealed_votes:
        labels = pages.candidate_labels(session, activity)
        ranked = tuple(
            (one, f"{labels[one.candidate]}  {pages.candidate_name(session, one.candidate)}")
            for one in ranking(session, activity.id, analysis.candidates(session, activity))
        )
    return VoteState(session.voices(), frozenset(session.dots_of(activity.id)), ranked)


class VoteGrid(Wrapped):
    """Partners with who has voted; then candidates by their dots."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._state: VoteState | None = None
        self._focused = ""

    def show(self, state: VoteState, focused: str) -> None:
        """Show this vote, with the partner of this id in focus."""
        if (state, focused) != (self._state, self._focused):
            self._state, self._focused = state, focused
            self.rebuild()

    def build(self, width: int) -> list[Content]:
        state = self._state
        if state is None:
            return []
        if state.ranked:
            return ranking_lines(state.ranked, width)
        room = max(10, width - 20)
        lines = []
        for partner in state.voices:
            name = f"{'▸' if partner.id == self._focused else ' '} {clip(partner.name, room - 2)}"
            style = "bold reverse" if partner.id == self._focused else ""
            done = "● dots placed" if partner.id in state.voted else "· …"
            lines.append(Content.assemble((f"{name:<{min(room, 44)}}", style), "  ", done))
        count, of = len(state.voted), len(state.voices)
        said = "all have placed their dots" if count == of else f"{count} of {of} have placed their dots"
        return [*lines, Content(""), *wrap(f"{said} · hidden until the reveal", width, "$muted")]


def ranking_lines(ranked: tuple[tuple[Ranked, str], ...], width: int) -> list[Content]:
    """ "2=  4  Clear joint agenda      ●●●●  4" for each, those without dots last."""
    most = max((one.dots for one, _ in ranked), default=0)
    room = max(12, width - 8 - 5 - min(most, 20))
    lines = []
    for one, words in ranked:
        place = one.place_words if one.dots else ""
        bar = "●" * min(one.dots, 20)
        lines.append(
            Content.assemble(
                (f"{place:>3}  ", "bold"),
                (f"{clip(words, room):<{room}}", "bold" if one.place == 1 and one.dots else ""),
                f"  {one.dots or '·':>3} ",
                (bar, "bold $accent"),
            )
        )
    return lines
