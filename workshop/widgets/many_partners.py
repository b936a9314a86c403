"""The answers of more partners than have a line each: in two columns, and after the reveal by level."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from textual.content import Content
from textual.style import Style

from sessions.kinds.score.records import Ballot
from sessions.rows import Partner
from sessions.words import amount
from themes.theme import level_slot
from workshop.cells import cells, clip, pad
from workshop.wall.layout.names import shortened

SHORT_NAME = 24
"""Most cells of a name, where the whole names take too much room."""
GAP = 2
Places = dict[tuple[int, int], str]
"""(number of a line, cell from which it is a partner's) → the partner's id."""


@dataclass(frozen=True, slots=True)
class NameOnLine:
    """A partner as it stands on a line: its name with what belongs to it, and whether it is in focus."""

    id: str
    text: str
    focused: bool

    @property
    def content(self) -> Content:
        """What is in focus is marked without colour, too."""
        mark, style = ("▸", "bold reverse") if self.focused else (" ", "")
        return Content.styled(mark + self.text, style)


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level with what stands there, and its place on the scale, from 1; don't know has neither."""

    number: int | None
    place: int
    label: str
    """Behind its key: "3 part-way", "- don't know"."""
    mark: str  # the range beside it
    count: Fraction | int  # answers; parts of one where bodies count by their shares
    partners: Sequence[NameOnLine]


def short_names(voices: Sequence[Partner]) -> dict[str, str]:
    """Partner id → its name, in short where that is needed."""
    names = [voice.name for voice in voices]
    if max(map(cells, names)) <= SHORT_NAME:
        return {voice.id: voice.name for voice in voices}
    short = shortened(names, SHORT_NAME) or {}
    return {voice.id: short.get(voice.name) or clip(voice.name, SHORT_NAME) for voice in voices}


def in_columns(partners: Sequence[tuple[NameOnLine, str]], width: int) -> tuple[list[Content], Places]:
    """(lines with two partners each, with the state of each behind its name; where they stand)."""
    across = 2 if width >= 2 * (SHORT_NAME // 2 + 8) else 1
    half = -(-len(partners) // across)
    column = (width - GAP * (across - 1)) // across
    lines, places = [], {}
    for number in range(half):
        parts: list[Content] = []
        for at, (named, state) in enumerate(partners[number::half]):
            room = max(4, column - cells(state) - 2)
            fitted = NameOnLine(named.id, pad(named.text, min(room - 1, SHORT_NAME)), named.focused)
            entry = Content.assemble(fitted.content, " ", state)
            gap = " " * max(0, column - entry.cell_length + GAP) if at + 1 < across else ""
            parts += [entry, Content(gap)]
            places[number, at * (column + GAP)] = named.id
        lines.append(Content.assemble(*parts))
    return lines, places


def by_level(rows: Sequence[LevelRow], width: int, levels: int) -> tuple[list[Content], Places]:
    """(a row a level, the last of `rows` first; where partners stand)."""
    label_width = min(max(cells(row.label) for row in rows) + 1, width // 3)
    most = max(len(amount(row.count)) for row in rows)
    lines: list[Content] = []
    places: Places = {}
    for row in reversed(rows):
        style = f"bold $level-{level_slot(row.place, levels)}" if row.place else ""
        block = f"$block-{level_slot(row.place, levels)}" if row.place else ""
        click = Style.from_meta({"@click": f"choose({row.number})"})
        head = Content.styled(pad(row.label, label_width), style).stylize(click)
        figure = (f"{amount(row.count) if row.count else '·':>{most}}", style if row.count else "$muted")
        line = Content.assemble(head, f" {row.mark} ", figure, " ", ("██" if row.count else "  ", block))
        lead = line.cell_length
        for whole in row.partners:
            partner = replace(whole, text=clip(whole.text, max(4, width - lead - 2)))
            if line.cell_length + cells(partner.text) + 2 > width and line.cell_length > lead:
                lines.append(line)
                line = Content(" " * lead)
            places[len(lines), line.cell_length] = partner.id
            line = Content.assemble(line, partner.content, " ")
        lines.append(line)
    return lines, places


def partners_at(
    ballots: Sequence[tuple[Partner, Ballot, str]], names: Mapping[str, str], place: int, focus: str
) -> list[NameOnLine]:
    """Those that have answers at the level in this place (0: don't know), with how many of theirs if not all.

    `ballots` are (partner, ballot, sign behind its name).
    """
    named = []
    for partner, ballot, sign in ballots:
        count = ballot.counts[place - 1] if place else ballot.dont_know
        if count:
            many = f" ×{count}" if ballot.answers + ballot.dont_know > 1 else ""
            named.append(NameOnLine(partner.id, f"{names[partner.id]}{many}{sign}", partner.id == focus))
    return named
