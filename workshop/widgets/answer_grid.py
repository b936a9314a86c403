"""The answers of the partners on one item: who has answered, and after the reveal what."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.style import Style

from sessions import spread_words, words
from sessions.analysis import spreads
from sessions.analysis.items import shift, spread_of, target_of
from sessions.kinds.score import records
from sessions.material import Scale
from sessions.record import THE_ROOM, Session
from sessions.rows import Partner
from sessions.spans import on_screen, plain
from sessions.voices import listed_on, voices_on
from themes.theme import level_slot
from workshop.cells import cells, clip, pad
from workshop.wall.layout.picture import mark_in_row, range_line
from workshop.widgets.many_partners import (
    LevelRow,
    NameOnLine,
    by_level,
    in_columns,
    partners_at,
    short_names,
)
from workshop.widgets.partner_grid import MANY, PartnerGrid
from workshop.widgets.wrapped import offers, wrap

NAME_WIDTH = 44
"""Widest column of names; longer ones take a second line."""
LEVEL_WIDTH, LEAST_LEVEL_WIDTH = 12, 6
LEAST_NAME_WIDTH = 16
MOST_BLOCK = 2
"""Most cells of its level's colour on each side of an answer."""
DONT_KNOW = "- don't know"
"""Behind its key on every scale: 0 is a level of some."""
ROOMY = 60
"""Columns of a window from which levels stand well apart."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All that the grid shows of one item."""

    scale: Scale
    voices: tuple[Partner, ...]
    listed: tuple[Partner, ...]
    """The voices, and among them who takes no part."""
    ballots: Mapping[str, records.Ballot]
    """What counts now, by partner id: the current round, or, after its reveal, everybody's latest."""
    answered: frozenset[str]
    """Ids of those who have answered in the current round."""
    number: int
    revealed: bool
    spread: spreads.Spread
    first: spreads.Spread | None
    """The first view, where this is the second round and it has been revealed."""
    sentences: tuple[str, ...]
    agreement: records.Agreement | None
    target: int | None
    are_named: bool
    """Whether it is shown what each partner answered."""

    def has_answered(self, partner: Partner) -> bool:
        """Whether something counts of it, or will after the reveal."""
        return partner.id in self.answered or partner.id in self.ballots

    def dissents(self, partner: Partner) -> bool:
        """Whether it does not share the agreed level."""
        dissents = self.agreement.dissents if self.agreement else ()
        return any(dissent.partner_id == partner.id for dissent in dissents)


def answers(session: Session, item_id: str) -> Answers:
    """What the grid shows of an item. Nothing unrevealed is in it but who has answered."""
    number, revealed = records.round_of(session, item_id)
    rounds = shift(session, item_id) if revealed and number > 1 else None
    sentences = (*words.apart(session, item_id), *words.changes(session, item_id, number))
    return Answers(
        scale=session.scale_of(item_id),
        voices=voices_on(session, item_id),
        listed=listed_on(session, item_id),
        ballots=records.standing_ballots(session, item_id) if revealed else {},
        answered=frozenset(records.ballots_on(session, item_id, number)),
        number=number,
        revealed=revealed,
        spread=spread_of(session, item_id) if revealed else spreads.spread((0,)),
        first=rounds[0] if rounds else None,
        sentences=tuple(map(on_screen, sentences)) if revealed else (),
        agreement=records.agreement_on(session, item_id),
        target=target_of(session, item_id),
        are_named=revealed and session.as_bodies,
    )


class AnswerGrid(PartnerGrid[Answers]):
    """Partners down, levels across. Partners and the levels of the scale can be clicked."""

    @dataclass
    class Chosen(Message):
        """A level of the scale was clicked; None is don't know."""

        level: int | None

    def action_choose(self, number: int | None) -> None:
        """A level of the scale was clicked; what is none of its levels is don't know."""
        assert self.model is not None
        self.post_message(self.Chosen(number if number in self.model[0].scale.numbers else None))

    def draw(self, width: int, answers: Answers, focus: str) -> list[Content]:
        if len(answers.listed) > MANY:
            return self._many(answers, width, focus)
        columns, lines = _columns(answers, width), _above(answers, width)
        lines += _head(answers, columns, width, self.out_key)
        self._places = {}
        for partner in answers.listed:
            focused = partner.id == focus
            if columns:
                rows = _row(answers, partner, focused, columns)
            else:
                rows = _listed(answers, partner, focused, width)
            self._places |= {(len(lines) + number, 0): partner.id for number in range(len(rows))}
            lines += rows
        if answers.revealed:
            return [*lines, *_together(answers, columns, width)]
        return [*lines, Content(""), *_waiting(answers, width)]

    def _many(self, answers: Answers, width: int, focus: str) -> list[Content]:
        """More partners than have a line each: what the levels are with the tally first, then who it is."""
        names = short_names(answers.listed)
        columns = _columns(answers, width)
        lines = _above(answers, width)
        self._places = {}
        rest = answers.listed
        if answers.are_named:
            rows, places = by_level(_levels(answers, names, focus), width, len(answers.scale.levels))
            self._places = {(len(lines) + line, cell): name for (line, cell), name in places.items()}
            lines += rows
            rest = tuple(voice for voice in rest if voice.id not in answers.ballots)
        else:
            lines += [*_head(answers, columns, width, self.out_key), *_together(answers, columns, width)]
            lines += [] if answers.revealed else _waiting(answers, width)
        waiting = [
            (NameOnLine(voice.id, names[voice.id], voice.id == focus), _state(answers, voice))
            for voice in rest
        ]
        rows, places = in_columns(waiting, width)
        self._places |= {(len(lines) + line, cell): name for (line, cell), name in places.items()}
        return [*lines, *rows]


@dataclass(frozen=True, slots=True)
class Columns:
    """How wide names and levels are, in cells."""

    name: int
    level: int


def _columns(answers: Answers, width: int) -> Columns | None:
    """Columns for this many cells; None where they have no room, and each partner is put in words."""
    levels, ballots = len(answers.scale.levels), answers.ballots.values()
    most = max((count for ballot in ballots for count in ballot.counts), default=0)
    widest = max(len(f"●{most}"), *(len(words.amount(count)) for count in answers.spread.counts))
    unsure = max((ballot.dont_know for ballot in ballots), default=0)
    rest = 2 + max(2, len(f"?{unsure}"), len(words.amount(answers.spread.dont_know))) + 1
    longest = max(cells(partner.name) for partner in answers.listed)
    # A name that needs a second line costs the statement one: levels stand closer before that.
    beside = (width - rest - longest - 4) // levels
    level = max(min(LEAST_LEVEL_WIDTH, max(4, beside)) if width >= ROOMY else 3, widest + 1)
    name = min(NAME_WIDTH, width - level * levels - rest, longest + 4)
    if name < min(LEAST_NAME_WIDTH, longest + 4):
        return None
    name = max(name, min(LEAST_NAME_WIDTH, width - level * levels - rest))
    return Columns(name, min(LEVEL_WIDTH, (width - name - rest) // levels))


def _above(answers: Answers, width: int) -> list[Content]:
    """What stands above the partners: what was agreed, and after the reveal the word for the answers."""
    return [*_agreed(answers, width), *(_words(answers, width) if answers.revealed else [])]


def _levels(answers: Answers, names: Mapping[str, str], focus: str) -> list[LevelRow]:
    """Who stands where, lowest level first, after don't know; with the range beside them."""
    spread, kept = answers.spread, answers.number
    ballots = [
        (voice, ballot, (" ○" if ballot.round < kept else "") + (" ✗" if answers.dissents(voice) else ""))
        for voice in answers.voices
        if (ballot := answers.ballots.get(voice.id)) is not None
    ]
    unsure = partners_at(ballots, names, 0, focus)
    return [LevelRow(None, 0, DONT_KNOW, " ", spread.dont_know, unsure)] + [
        LevelRow(
            level.number,
            place,
            f"{level.number} {level.label}",
            mark_in_row(spread, level.number),
            spread.at(level.number),
            partners_at(ballots, names, place, focus),
        )
        for place, level in enumerate(answers.scale.levels, start=1)
    ]


def _state(answers: Answers, partner: Partner) -> str:
    """Whether a partner takes part and has answered, where it is not told what."""
    if partner not in answers.voices:
        return "– takes no part"
    return "● answered" if answers.has_answered(partner) and not answers.are_named else "· …"


def _style_of(place: int, scale: Scale) -> str:
    """The theme's colour of the level at a place of the scale, from 1."""
    return f"bold $level-{level_slot(place, len(scale.levels))}"


def _head(answers: Answers, columns: Columns | None, width: int, out_key: str) -> list[Content]:
    """What the levels mean; after the reveal also the numbers over their columns."""
    levels = (f"{level.number} {level.label}" for level in answers.scale.levels)
    legend = offers((*levels, DONT_KNOW), width, "choose")
    legend = with_the_rest(legend, width, out_key, may_grow=not answers.revealed)
    if not answers.revealed or columns is None:
        return legend
    numbers = "".join(str(level.number).center(columns.level) for level in answers.scale.levels)
    return [*legend, Content.assemble(" " * columns.name, (numbers + "  ?", "bold"))]


def with_the_rest(legend: list[Content], width: int, out_key: str, *, may_grow: bool = True) -> list[Content]:
    """What can be answered, and beside it the key that says that it does not apply, to be clicked.

    Without `may_grow` it takes no line of its own: what was answered seldom turns out not to apply, and the
    statement needs the line.
    """
    click = Style.from_meta({"@click": "screen.command('does_not_apply')"})
    rest = Content.styled(f"{out_key} does not apply", "$muted").stylize(click)
    *before, last = legend
    together = Content.assemble(last, "  ", rest)
    if together.cell_length <= width:
        return [*before, together]
    return [*legend, rest] if may_grow else legend


def _listed(answers: Answers, partner: Partner, focused: bool, width: int) -> list[Content]:
    """One partner in words, where columns have no room."""
    name = clip(partner.name, max(8, width - 6))
    if partner not in answers.voices:
        state = "takes no part"
    elif not answers.are_named:
        state = "answered" if answers.has_answered(partner) else "…"
    else:
        ballot = answers.ballots.get(partner.id)
        state = on_screen(words.answers_in_room(ballot, answers.scale)) if ballot else "…"
        state += " ✗" if answers.dissents(partner) else ""
    mark, style = ("▸ ", "bold reverse") if focused else ("  ", "")
    return wrap(f"{name}: {state}", width, style, first=mark, rest="  ")


def _row(answers: Answers, partner: Partner, focused: bool, columns: Columns) -> list[Content]:
    """One partner: its name on one or two lines, and on the first what is known of its answer."""
    room = columns.name - 3
    name = Content(clip(partner.name, max(4, 2 * columns.name - 8))).wrap(max(2, room))
    mark, style = ("▸ ", "bold reverse") if focused else ("  ", "")
    first = Content.assemble((mark + pad(name[0].plain.rstrip(), room), style), " ")
    rest = [Content.styled("  " + pad("  " + line.plain.rstrip(), room), style) for line in name[1:2]]
    if partner not in answers.voices:
        state = [("– takes no part", "$muted")]
    elif not answers.are_named:
        state = [(_state(answers, partner), "" if answers.has_answered(partner) else "$muted")]
    else:
        state = _cells(answers, answers.ballots.get(partner.id), columns.level)
        state.append(("✗" if answers.dissents(partner) else "", "bold $warning"))
    return [Content.assemble(first, *state), *rest]


def _cells(answers: Answers, ballot: records.Ballot | None, width: int) -> list[tuple[str, str]]:
    """(text, style) of each level, in `width` cells, and of don't know."""
    if ballot is None:
        return [(" " * (width * len(answers.scale.levels) + 4), "")]
    mark = "○" if ballot.round < answers.number else "●"
    single = ballot.answers + ballot.dont_know == 1
    row = []
    for place, count in enumerate(ballot.counts, start=1):
        shown = "" if not count else mark if single else f"{mark}{count}"
        row += _block(shown, width, f"$block-{level_slot(place, len(answers.scale.levels))}")
    unsure = {0: "", 1: "?"}.get(ballot.dont_know, f"?{ballot.dont_know}")
    return [*row, (f"  {unsure:<2}", "")]


def _block(text: str, width: int, style: str) -> list[tuple[str, str]]:
    """`text` in the middle of `width` cells, between blocks of the colour, of which a dot shows little.

    The text keeps the colour of texts: those of blocks have too little contrast for one.
    """
    if not text:
        return [(" " * width, "")]
    spare = min(width - 1 - cells(text), 2 * MOST_BLOCK)
    right = spare // 2
    left = spare - right
    lead = (width - cells(text) - spare) // 2
    return [
        (" " * lead, ""),
        ("█" * left, style),
        (text, "bold"),
        ("█" * right, style),
        (" " * (width - lead - spare - cells(text)), ""),
    ]


def _waiting(answers: Answers, width: int) -> list[Content]:
    """How many have answered, where the answers are still hidden."""
    count, of = len(answers.answered), len(answers.voices)
    again = "second round: " if answers.number > 1 else ""
    state = "all have answered" if count == of else f"{count} of {of} answered"
    return wrap(f"{again}{state} · hidden until the reveal", width, "$muted")


def _words(answers: Answers, width: int) -> list[Content]:
    """The word, the figures and who stands apart: what the room needs before the picture."""
    spread = answers.spread
    figures = on_screen(spread_words.figures_in_room(spread))
    of_partners = answers.voices != (THE_ROOM,)
    if of_partners and spread.unit == "person" and spread.spoke != len(answers.ballots):
        figures += f", from {len(answers.ballots)} of {len(answers.voices)} partners"
    word = Content.assemble((f" {spread_words.views_in_caps(spread)} ", "bold reverse"), f"  {figures}")
    out = [word] if word.cell_length <= width else wrap(word.plain, width, "bold")
    for sentence in answers.sentences:
        out += wrap(sentence, width, "bold $accent")
    if any(ballot.round < answers.number for ballot in answers.ballots.values()):
        out += wrap(f"○ {words.KEPT}", width, "$muted")
    if answers.first is not None:
        first = (
            *plain(f"{spread_words.views(answers.first)}, "),
            *spread_words.figures_in_room(answers.first),
        )
        out += wrap(f"First view: {on_screen(first)}.", width, "$muted")
    return out


def _together(answers: Answers, columns: Columns | None, width: int) -> list[Content]:
    """What all have answered together; nothing before the reveal."""
    if not answers.revealed:
        return []
    if columns:
        return _picture(answers, columns)
    together = words.answers_in_room(answers.spread, answers.scale)
    return wrap(f"  all together: {on_screen(together)}", width)


def _picture(answers: Answers, columns: Columns) -> list[Content]:
    """Counts under the levels; until a level is agreed range and median, too, which stand above in words."""
    spread, name_width, level_width = answers.spread, columns.name, columns.level
    row = [("  all together".ljust(name_width)[:name_width], "$muted")]
    for place, count in enumerate(spread.counts, start=1):
        style = _style_of(place, answers.scale) if count else "$muted"
        row.append(((words.amount(count) if count else "·").center(level_width), style))
    counts = Content.assemble(*row, f"  {words.amount(spread.dont_know) if spread.dont_know else ''}")
    strip = Content(" " * name_width + range_strip(spread, level_width))
    return [counts, strip] if spread.n > 1 and answers.agreement is None else [counts]


def range_strip(spread: spreads.Spread, level_width: int) -> str:
    """`├────◆──┤` from the lowest to the highest level, under the middles of columns of this width."""
    line = range_line(spread, level_width)
    return " " * ((level_width - 1) // 2) + line if line else ""


def _agreed(answers: Answers, width: int) -> list[Content]:
    """Agreed level, target and strength of evidence, where the room has settled."""
    agreement = answers.agreement
    if agreement is None:
        return []
    sign = " (✗)" if answers.are_named else ""  # it stands beside the answers of those who dissent
    agreed = words.agreed_in_room(agreement, answers.target, answers.scale, evidence=True, sign=sign)
    return wrap(agreed, width, "bold $success", first="✓ ", rest="  ")
