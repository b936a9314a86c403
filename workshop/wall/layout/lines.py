"""Lines of styled text, as plain data: what a part of a line is, and never how that looks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from themes.theme import level_slot
from workshop.cells import cells, hanging

_Block = Literal["block-1", "block-2", "block-3", "block-4", "block-5"]
_Text = Literal["", "title", "badge", "strong", "muted", "accent", "question", "done"]
Role = Literal[_Text, _Block, "warning", "closing", "over"]  # what a text is; empty for running text
_BLOCKS: tuple[_Block, ...] = get_args(_Block)


class Run(NamedTuple):
    """A text of one role."""

    text: str
    role: Role = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the wall."""

    spans: tuple[Run, ...] = ()

    @classmethod
    def of(cls, *parts: "str | tuple[str, Role] | Line") -> "Line":
        """A line of texts, of (text, role), and of what stands on other lines."""
        spans: list[Run] = []
        for part in parts:
            if isinstance(part, Line):
                spans += part.spans
            else:
                spans.append(Run(part) if isinstance(part, str) else Run(*part))
        return cls(tuple(span for span in spans if span.text))

    @property
    def plain(self) -> str:
        """Its text."""
        return "".join(span.text for span in self.spans)

    @property
    def cell_length(self) -> int:
        """Cells that it takes."""
        return cells(self.plain)

    def rstrip(self) -> "Line":
        """The line without spaces at its end."""
        if not self.spans:
            return self
        *before, (text, role) = self.spans
        kept = text.rstrip()
        return Line((*before, Run(kept, role))) if kept else Line(tuple(before)).rstrip()


BLANK = Line()
BLOCK = "█▌"
HALF_BLOCK = "▌"
"""An answer, or a dot of a vote: a letter's dot is too small to show its colour, above all dark on light."""


def wrap(text: str, width: int, role: Role = "", *, first: str = "", rest: str = "") -> list[Line]:
    """`text` as lines of at most `width` cells; the first begins with `first`, the others with `rest`."""
    return [Line.of(lead, (line, role)) for lead, line in hanging(text, width, first, rest)]


def hung(lead: Line, lines: Sequence[Line]) -> list[Line]:
    """Lines set in: the first behind `lead`, the others below each other."""
    indent = " " * lead.cell_length
    return [Line.of(indent if number else lead, line) for number, line in enumerate(lines)]


def flowed(texts: Iterable[Sequence[Line]], width: int) -> list[Line]:
    """Texts one after the other on lines of `width` cells; one that has several lines begins on its own."""
    lines: list[Line] = []
    for first, *more in texts:
        if lines and not more and lines[-1].cell_length + 3 + first.cell_length <= width:
            lines[-1] = Line.of(lines[-1], "   ", first)
        else:
            lines += [first, *more]
    return lines


def block_role(place: int, levels: int) -> Role:
    """The role of all that is drawn for the level at `place`, from 1, of so many: one of five.

    Of blocks only, which show it. Text has the colours of texts: they can't differ as much.
    """
    return _BLOCKS[level_slot(place, levels) - 1]


def block_roles(levels: int) -> list[Role]:
    """The role of each level of a scale with so many levels, lowest first."""
    return [block_role(place, levels) for place in range(1, levels + 1)]
