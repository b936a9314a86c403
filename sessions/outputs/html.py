"""The summary as one self-contained HTML file: no script, nothing loaded, and a policy that says so."""

import base64
from importlib import resources
from typing import NamedTuple, TypeGuard

from markupsafe import Markup

from sessions.house import PLAIN, House, Logo
from sessions.outputs import svg
from sessions.outputs.page import page
from sessions.spans import plain_text
from sessions.summary.model import Block, Chart, Heading, SlopeData, Summary, TableBlock, cell_line

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
    house = summary.house
    return page(
        _TEMPLATES,
        "summary",
        pictures=house.web_logo is not None,
        more_style=_colours(house),
        logo=None if house.web_logo is None else _in_line(house.web_logo),
        summary=summary,
        parts=_parts(summary),
        draw=lambda chart: Markup(svg.draw(chart)),  # every text in it is escaped where it is drawn
        kind=lambda block: type(block).__name__,
        plain_text=plain_text,
        cell_line=cell_line,
    ).encode()


def _colours(house: House) -> str:
    """The colours of the house, as a rule of the style sheet; empty without any."""
    if (house.main, house.pale) == (PLAIN.main, PLAIN.pale):
        return ""
    main, pale = house.main, house.pale
    return f":root {{ --deep: {main}; --deep-pale: {pale}; --pale: {pale}; --bar: {main}; }}\n"


def _in_line(logo: Logo) -> str:
    return f"data:{logo.media};base64,{base64.b64encode(logo.data).decode()}"


def _stands_beside(block: Block | ChartAndTable) -> TypeGuard[Chart]:
    """Whether a chart leaves room for its table beside it; slopes take the whole width."""
    return isinstance(block, Chart) and not isinstance(block.data, SlopeData)


def _parts(summary: Summary) -> list[Chapter]:
    """The blocks under each heading of level 2, a chart and its table as a pair; the title page first."""
    parts = [Chapter(None, [])]
    for block in summary.blocks:
        blocks = parts[-1].blocks
        if isinstance(block, Heading) and block.level == 2:
            parts.append(Chapter(block, []))
        elif isinstance(block, TableBlock) and blocks and _stands_beside(before := blocks[-1]):
            blocks[-1] = ChartAndTable(before, block)
        else:
            blocks.append(block)
    return parts
