"""A summary in a house style: which parts are in it, and what stands under its title."""

from collections.abc import Iterable, Iterator

from sessions import house
from sessions.house import House
from sessions.spans import typed
from sessions.summary.forms import Form
from sessions.summary.model import Block, Heading, Paragraph

_ALWAYS = frozenset({"summary", "amendments", "sign-off"})
"""Anchors of the title, and of what makes minutes minutes: no house style leaves them out."""


def housed(blocks: Iterable[Block], form: Form, style: House) -> Iterator[Block]:
    """The blocks without the parts that are left out, and with organisation and cover note.

    The full record is of all that was said, and easy read is a draft: neither leaves anything out.
    """
    left_out = {"full": frozenset(), "easy": frozenset(), "board": style.board_left_out}.get(
        form, style.left_out
    )
    part, head = "", True
    for block in blocks:
        if isinstance(block, Heading) and block.level <= 2:
            part = part_of(block.anchor, form)
            if block.level == 2 and head and form != "easy":
                yield from _cover_note(style)
            head = head and block.level < 2
        if part not in left_out:
            yield block
        if isinstance(block, Heading) and block.level == 1 and style.organisation:
            yield Paragraph(typed(style.organisation), style="organisation")


def part_of(anchor: str, form: Form) -> str:
    """The name that a house style has for the part under a heading of level 2; empty for what stays."""
    if form == "board":
        return anchor if anchor in house.BOARD_SECTIONS else ""
    if anchor in _ALWAYS:
        return ""
    name = anchor.replace("-", "_")
    if name in house.SECTIONS and name not in ("steps", "items"):
        return name
    return "items" if anchor.startswith("pack-") else "steps"


def _cover_note(style: House) -> Iterator[Block]:
    for paragraph in style.cover_note.split("\n\n"):
        if paragraph.strip():
            yield Paragraph(typed(paragraph.strip()), style="cover")
