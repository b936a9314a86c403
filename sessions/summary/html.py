"""The summary as one self-contained HTML file: no script, nothing loaded, and a policy that says so."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from importlib import resources

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from sessions.summary import svg
from sessions.summary.model import Block, Chart, Heading, Summary, plain_text

SUFFIX = "html"

_TEMPLATES = resources.files("sessions.summary") / "templates"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of level 2 or deeper with what stands under it up to the next one."""

    heading: Heading | None
    blocks: tuple[Block, ...]


def render(summary: Summary) -> str:
    """The whole document. People's text is escaped by the template engine."""
    style = (_TEMPLATES / "summary.css").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string((_TEMPLATES / "summary.html.j2").read_text("utf-8"))
    return template.render(
        summary=summary,
        parts=_parts(summary),
        # our own file, and bound by its hash; a browser refuses any other style
        style=Markup(style),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        draw=_draw,
        kind=_kind,
        plain_text=plain_text,
    )


def _parts(summary: Summary) -> tuple[Part, ...]:
    """The blocks under each heading of level 2: a part each, the title page first."""
    parts: list[Part] = []
    heading: Heading | None = None
    blocks: list[Block] = []
    for block in summary.blocks:
        if isinstance(block, Heading) and block.level == 2:
            parts.append(Part(heading, tuple(blocks)))
            heading, blocks = block, []
        else:
            blocks.append(block)
    return (*parts, Part(heading, tuple(blocks)))


def _draw(chart: Chart) -> Markup:
    # every text in it is escaped where it is drawn
    return Markup(svg.draw(chart))


def _kind(block: Block) -> str:
    """Name of the block's class, for the template to choose by."""
    return type(block).__name__
