"""The summary as one self-contained HTML file: no script, nothing loaded, and a policy that says so."""

from importlib import resources
from typing import NamedTuple

from markupsafe import Markup

from sessions.outputs import svg
from sessions.outputs.page import page
from sessions.spans import plain_text
from sessions.summary.model import Block, Chart, Heading, Summary, TableBlock, cell_line

_TEMPLATES = resources.files("sessions.outputs") / "templates"


class ChartAndTable(NamedTuple):
    """A chart and the table that follows it, side by side."""

    chart: Chart
    table: TableBlock


class Chapter(NamedTuple):
    """A heading of level 2 or deeper with what stands under it up to the next one."""

    heading: Heading | None
    blocks: list[Block | ChartAndTable]


def render(summary: Summary) -> bytes:
    """The whole document. People's text is escaped by the template engine."""
    return page(
        _TEMPLATES,
        "summary",
        summary=summary,
        parts=_parts(summary),
        draw=lambda chart: Markup(svg.draw(chart)),  # every text in it is escaped where it is drawn
        kind=lambda block: type(block).__name__,
        plain_text=plain_text,
        cell_line=cell_line,
    ).encode()


def _parts(summary: Summary) -> list[Chapter]:
    """The blocks under each heading of level 2, a chart and its table as a pair; the title page first."""
    parts = [Chapter(None, [])]
    for block in summary.blocks:
        blocks = parts[-1].blocks
        if isinstance(block, Heading) and block.level == 2:
            parts.append(Chapter(block, []))
        elif isinstance(block, TableBlock) and blocks and isinstance(before := blocks[-1], Chart):
            blocks[-1] = ChartAndTable(before, block)
        else:
            blocks.append(block)
    return parts
