"""Text that runs on, made of spans that know whether people typed them. Below everything that has words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `typed` marks what people typed: it stands exactly so, line breaks and all."""

    text: str
    typed: bool = False
    strong: bool = False


Line: TypeAlias = tuple[Span, ...]
"""Text that runs on; whoever sets it puts the spans side by side and adds nothing between them."""


def plain(text: str) -> Line:
    """Text of the program or of a pack."""
    return (Span(text),)


def typed(text: str) -> Line:
    """Text that people typed."""
    return (Span(text, typed=True),)


def strong(text: str) -> Line:
    """A word to stress."""
    return (Span(text, strong=True),)


def joined(lines: Iterable[Line], between: str) -> Line:
    """The lines that say anything, with `between` them."""
    spans = [span for line in lines if line for span in (*plain(between), *line)]
    return tuple(spans[1:])


def listed(lines: Sequence[Line]) -> Line:
    """ "A", "A and B" or "A, B and C"; empty for none."""
    *first, last = lines or [()]
    return (*joined(first, ", "), *plain(" and "), *last) if first else last


def plain_text(line: Line) -> str:
    """The bare text of a line."""
    return "".join(span.text for span in line)


def on_screen(line: Line) -> str:
    """The bare text of a line for a terminal: our apostrophes straight, what people typed as it is."""
    return "".join(span.text if span.typed else span.text.replace("’", "'") for span in line)
