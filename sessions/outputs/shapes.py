"""What charts are drawn with: SVG elements as text, styled by class. All text is escaped."""

import textwrap
from collections.abc import Sequence
from html import escape

_CHARACTER = 6.2  # width of a character of a level's label at most, on average


def text(x: float, y: float, said: str, kind: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{escape(said)}</text>'


def rect(x: float, y: float, width: float, height: float, kind: str) -> str:
    size = f'width="{width:.1f}" height="{height:.1f}"'
    return f'<rect x="{x:.1f}" y="{y:.1f}" {size} class="{kind}"/>'


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"/>'


def circle(x: float, y: float, radius: float, kind: str) -> str:
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" class="{kind}"/>'


def path(points: Sequence[tuple[float, float]], kind: str, *, closed: bool) -> str:
    """Straight lines from point to point; back to the first one where `closed`."""
    steps = " ".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path d="M{steps}{"z" if closed else ""}" class="{kind}"/>'


def wrapped(said: str, width: float) -> list[str]:
    """`said` in lines that fit `width`; a word that is longer than that stands out."""
    return textwrap.wrap(said, max(6, int(width / _CHARACTER)), break_long_words=False) or [""]
