"""The answers of the partners on one item: who has answered, and after the reveal what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style

from sessions import words
from sessions.analysis import items, spreads
from sessions.analysis.items import spread_of, target_of
from sessions.analysis.spreads import Spread
from sessions.kinds.score.records import (
    Agreement,
    Ballot,
    agreement_on,
    ballots_on,
    round_of,
    standing_ballots,
)
from sessions.material import Scale
from sessions.record import Session
from sessions.rows import Partner
from sessions.spans import on_screen
from themes.theme import level_slot
from workshop.cells import clip, pad
from workshop.wall.layout.picture import range_line
from workshop.widgets.wrapped import Wrapped, flow, wrap

NAME_WIDTH = 44
"""Widest column of names; longer ones take a second line."""
LEVEL_WIDTH, LEAST_LEVEL_WIDTH = 12, 6
LEAST_NAME_WIDTH = 16
ROOMY = 60
"""Columns of a window from which levels stand well apart."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All that the grid shows of one item."""

    scale: Scale
    voices: tuple[Partner, ...]
    ballots: Mapping[str, Ballot]
    """What counts now, by partner id: the current round, or, after its reveal, everybody's latest."""
    answered: frozenset[str]
    """Ids of those who have answered in the current round."""
    number: int
    revealed: bool
    spread: Spread
    first: Spread | None
    """The first view, where this is the second round and it has been revealed."""
    sentences: tuple[str, ...]
    agreement: Agreement | None
    target: int | None
    as_bodies: bool
    """Whether partners answer as bodies; else nothing is shown of what each of them answered."""


def answers(session: Session, item_id: str) -> Answers:
    """What the grid shows of an item. Nothing unrevealed is in it but who has answered."""
    number, revealed = round_of(session, item_id)
    shift = items.shift(session, item_id) if revealed and number > 1 else None
    return Answers(
        scale=session.scale_of(item_id),
        voices=session.voices(),
        ballots=standing_ballots(session, item_id) if revealed else {},
        answered=frozenset(ballots_on(session, item_id, number)),
        number=number,
        revealed=revealed,
        spread=spread_of(session, item_id) if revealed else spreads.spread((0,)),
        first=shift[0] if shift else None,
        sentences=tuple(map(on_screen, words.apart(session, item_id))) if revealed else (),
        agreement=agreement_on(session, item_id),
        target=target_of(session, item_id),
        as_bodies=session.as_bodies,
    )


class AnswerGrid(Wrapped):
    """Partners down, levels across. Partners and the levels of the scale can be clicked."""

    DEFAULT_CSS = """
    AnswerGrid { padding: 0; }
    """

    auto_links = False
    """The levels look as they always do; a click works all the same."""

    class Picked(Message):
        """A partner was clicked."""

        def __init__(self, partner_id: str) -> None:
            super().__init__()
            self.partner_id = partner_id

    class Chosen(Message):
        """A level of the scale was clicked; None is don't know."""

        def __init__(self, level: int | None) -> None:
            super().__init__()
            self.level = level

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._answers: Answers | None = None
        self._focus = ""
        self._rows: dict[int, str] = {}
        """Line number → partner id, for the mouse."""

    def show(self, answers: Answers, focus: str) -> None:
        """Show these answers, with the partner of this id in focus."""
        if (answers, focus) != (self._answers, self._focus):
            self._answers, self._focus = answers, focus
            self.rebuild()

    def on_click(self, event: events.Click) -> None:
        """Put the clicked partner in focus."""
        content = event.get_content_offset(self)
        if content is not None and content.y in self._rows:
            self.post_message(self.Picked(self._rows[content.y]))

    def action_choose(self, number: int) -> None:
        """A level of the scale was clicked; 0 is don't know."""
        self.post_message(self.Chosen(number or None))

    def line_of(self, partner_id: str) -> int | None:
        """Number of the first line of a partner, as it was drawn last."""
        return next((line for line, one in self._rows.items() if one == partner_id), None)

    def build(self, width: int) -> list[Content]:
        answers = self._answers
        if answers is None:
            return []
        columns = _columns(answers, width)
        lines = [*_agreed(answers, width), *(_words(answers, width) if answers.revealed else [])]
        lines += _head(answers, columns, width)
        self._rows = {}
        for partner in answers.voices:
            focused = partner.id == self._focus
            rows = (
                _row(answers, partner, focused, columns)
                if columns
                else _listed(answers, partner, focused, width)
            )
            for row in rows:
                self._rows[len(lines)] = partner.id
                lines.append(row)
        if not answers.revealed:
            lines += _waiting(answers, width)
        elif columns:
            lines += _picture(answers, columns)
        else:
            together = words.answers_in_room(answers.spread, answers.scale)
            lines += wrap(f"  all together: {on_screen(together)}", width)
        return lines


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide names and levels are, in cells."""

    name: int
    level: int


def _columns(answers: Answers, width: int) -> Columns | None:
    """Columns for this many cells; None where they have no room, and each partner is told in words."""
    top = answers.scale.top
    counts = [count for ballot in answers.ballots.values() for count in ballot.counts]
    widest = max([len(str(count)) + 1 for count in counts] + [len(str(one)) for one in answers.spread.counts])
    level = max(LEAST_LEVEL_WIDTH if width >= ROOMY else 3, widest + 1)
    unsure = max(
        len(str(one)) for one in (answers.spread.dont_know, *(b.dont_know for b in answers.ballots.values()))
    )
    beside = 2 + max(2, unsure + 1) + 1
    longest = max(Content(partner.name).cell_length for partner in answers.voices)
    name = min(NAME_WIDTH, width - level * top - beside, longest + 4)
    if name < min(LEAST_NAME_WIDTH, longest + 4):
        return None
    name = max(name, min(LEAST_NAME_WIDTH, width - level * top - beside))
    return Columns(name, min(LEVEL_WIDTH, (width - name - beside) // top))


def _style_of(level: int, top: int) -> str:
    """The theme's colour of a level of a scale with `top` levels."""
    return f"bold $level-{level_slot(level, top)}"


def _head(answers: Answers, columns: Columns | None, width: int) -> list[Content]:
    """What the levels mean; after the reveal also the numbers over their columns."""
    levels = [f"{one.number} {one.label}" for one in answers.scale.levels]
    levels.append("0 don't know")
    legend = [_clickable(line, levels) for line in flow(levels, width, "$muted")]
    if not answers.revealed or columns is None:
        return legend
    numbers = "".join(str(one.number).center(columns.level) for one in answers.scale.levels)
    return [*legend, Content.assemble(" " * columns.name, (numbers + "  ?", "bold"))]


def _clickable(line: Content, choices: Sequence[str]) -> Content:
    """A line of the legend, with what can be chosen in it; `choices` begin with their number."""
    for choice in choices:
        start = f"  {line.plain}  ".find(f"  {choice}  ")
        if start >= 0:
            number = choice.split()[0]
            line = line.stylize(Style.from_meta({"@click": f"choose({number})"}), start, start + len(choice))
    return line


def _listed(answers: Answers, partner: Partner, focused: bool, width: int) -> list[Content]:
    """One partner in words, where columns have no room."""
    name = clip(partner.name, max(8, width - 6))
    if not answers.revealed or not answers.as_bodies:
        state = "answered" if partner.id in answers.answered or partner.id in answers.ballots else "…"
    else:
        ballot = answers.ballots.get(partner.id)
        state = on_screen(words.answers_in_room(ballot, answers.scale)) if ballot else "…"
        state += " ✗" if _dissents(answers, partner) else ""
    return wrap(
        f"{name}: {state}",
        width,
        "bold reverse" if focused else "",
        first="▸ " if focused else "  ",
        rest="  ",
    )


def _dissents(answers: Answers, partner: Partner) -> bool:
    agreement = answers.agreement
    return agreement is not None and any(one.partner_id == partner.id for one in agreement.dissents)


def _row(answers: Answers, partner: Partner, focused: bool, columns: Columns) -> list[Content]:
    """One partner: its name on one or two lines, and on the first what is known of its answer."""
    name_width, level_width = columns.name, columns.level
    names = [
        line.plain.rstrip()
        for line in Content(clip(partner.name, max(4, 2 * name_width - 8))).wrap(max(2, name_width - 3))
    ]
    mark = "▸ " if focused else "  "
    style = "bold reverse" if focused else ""
    first = Content.assemble((mark + pad(names[0], name_width - 3), style), " ")
    rest = [Content.assemble(("  " + pad("  " + name, name_width - 3), style)) for name in names[1:2]]
    if not answers.revealed or not answers.as_bodies:
        if partner.id in answers.answered or partner.id in answers.ballots:
            return [Content.assemble(first, "● answered"), *rest]
        return [Content.assemble(first, ("· …", "$muted")), *rest]
    ballot = answers.ballots.get(partner.id)
    kept = ballot is not None and ballot.round < answers.number
    cells: list[Content] = []
    for level in range(1, answers.scale.top + 1):
        count = ballot.counts[level - 1] if ballot else 0
        one = ballot is not None and ballot.answers + ballot.dont_know == 1
        mark = "○" if kept else "●"
        shown = "" if not count else mark if one else f"{mark}{count}"
        cells.append(
            Content.assemble(
                (shown.center(level_width), _style_of(level, answers.scale.top))
                if shown
                else " " * level_width
            )
        )
    unsure = (
        ""
        if ballot is None or not ballot.dont_know
        else "?"
        if ballot.dont_know == 1
        else f"?{ballot.dont_know}"
    )
    return [
        Content.assemble(
            first, *cells, f"  {unsure:<2}", ("✗" if _dissents(answers, partner) else "", "bold $warning")
        ),
        *rest,
    ]


def _waiting(answers: Answers, width: int) -> list[Content]:
    """How many have answered, where the answers are still hidden."""
    count, of = len(answers.answered), len(answers.voices)
    again = "second round: " if answers.number > 1 else ""
    state = "all have answered" if count == of else f"{count} of {of} answered"
    return [Content(""), *wrap(f"{again}{state} · hidden until the reveal", width, "$muted")]


def _words(answers: Answers, width: int) -> list[Content]:
    """The word, the figures and who stands apart: what the room needs before the picture."""
    spread = answers.spread
    figures = on_screen(words.figures_in_room(spread))
    if spread.n + spread.dont_know != len(answers.ballots):
        figures += f", from {len(answers.ballots)} of {len(answers.voices)} partners"
    word = Content.assemble((f" {words.VIEWS[spread.word]} ", "bold reverse"), f"  {figures}")
    out = [word] if word.cell_length <= width else wrap(word.plain, width, "bold")
    for sentence in answers.sentences:
        out += wrap(sentence, width, "bold $accent")
    if any(ballot.round < answers.number for ballot in answers.ballots.values()):
        out += wrap(f"○ {words.KEPT}", width, "$muted")
    if answers.first is not None:
        figures = on_screen(words.figures_in_room(answers.first))
        out += wrap(f"After discussion. First view: {answers.first.word}, {figures}.", width, "$muted")
    return out


def _picture(answers: Answers, columns: Columns) -> list[Content]:
    """Counts, range and median under the levels."""
    spread, name_width, level_width = answers.spread, columns.name, columns.level
    counts = Content.assemble(
        ("  all together".ljust(name_width)[:name_width], "$muted"),
        *(
            (
                str(count or "·").center(level_width),
                _style_of(level, answers.scale.top) if count else "$muted",
            )
            for level, count in enumerate(spread.counts, start=1)
        ),
        f"  {spread.dont_know or ''}",
    )
    return (
        [counts, Content(" " * name_width + range_strip(spread, level_width))] if spread.n > 1 else [counts]
    )


def range_strip(spread: Spread, level_width: int) -> str:
    """`├────◆──┤` from the lowest to the highest level, under the middles of columns of this width."""
    line = range_line(spread, level_width)
    return " " * ((level_width - 1) // 2) + line if line else ""


def _agreed(answers: Answers, width: int) -> list[Content]:
    """Agreed level, target and strength of evidence, where the room has settled."""
    agreement = answers.agreement
    if agreement is None:
        return []
    agreed = words.agreed_in_room(agreement, answers.target, answers.scale, evidence=True, sign=" (✗)")
    return wrap(agreed, width, "bold $success", first="✓ ", rest="  ")
