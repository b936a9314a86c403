"""The summary as one self-contained HTML file: no script, nothing loaded, and a policy that says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

from markupsafe import Markup

from sessions.outputs import svg
from sessions.outputs.page import page
from sessions.spans import plain_text
from sessions.summary.model import Block, Chart, Heading, Summary, Table, cell_line

_TEMPLATES = resources.files("sessions.outputs") / "templates"


@dataclass(frozen=True, slots=True)
class Pair:
    """A chart and the table that follows it, side by side."""

    chart: Chart
    table: Table


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of level 2 or deeper with what stands under it up to the next one."""

    heading: Heading | None
    blocks: tuple[Block | Pair, ...]


def render(summary: Summary) -> bytes:
    """The whole document. People's text is escaped by the template engine."""
    return page(
        _TEMPLATES,
        "summary",
        summary=summary,
        parts=_parts(summary),
        draw=_draw,
        kind=_kind,
        plain_text=plain_text,
        cell_line=cell_line,
    ).encode()


def _parts(summary: Summary) -> tuple[Part, ...]:
    """The blocks under each heading of level 2: a part each, the title page first."""
    parts: list[Part] = []
    heading: Heading | None = None
    blocks: list[Block] = []
    for block in summary.blocks:
        if isinstance(block, Heading) and block.level == 2:
            parts.append(Part(heading, _paired(blocks)))
            heading, blocks = block, []
        else:
            blocks.append(block)
    return (*parts, Part(heading, _paired(blocks)))


def _paired(blocks: Sequence[Block]) -> tuple[Block | Pair, ...]:
    """`blocks` with each chart and a table right after it put together."""
    out: list[Block | Pair] = []
    for block in blocks:
        if isinstance(block, Table) and out and isinstance(before := out[-1], Chart):
            out[-1] = Pair(before, block)
        else:
            out.append(block)
    return tuple(out)


def _draw(chart: Chart) -> Markup:
    # every text in it is escaped where it is drawn
    return Markup(svg.draw(chart))


def _kind(block: object) -> str:
    """Name of the block's class, for the template to choose by."""
    return type(block).__name__
