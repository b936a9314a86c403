"""The summary as Markdown (CommonMark with GitHub's tables): no HTML, no link, and text stands as typed."""

import re
from itertools import groupby

from sessions.spans import Line, Span
from sessions.summary import model
from sessions.summary.model import Block, Summary, TableBlock, cell_line, spoken
from sessions.text import isolated

_ALWAYS = frozenset("\\`*_[]<>|&~#$^{}@")
"""Marks that mean something wherever they stand, in CommonMark, GitHub's dialect or Pandoc's."""
_LINE_START = re.compile(r"[-+=:]")
"""Marks that begin a list, an underlined heading or a definition; the others are among `_ALWAYS`."""
_NUMBERED = re.compile(r"[0-9]{1,9}(?=[.)](?:\s|$))")  # the figures of a numbered list


def render(summary: Summary) -> bytes:
    """The summary as the bytes of a Markdown file."""
    return ("\n\n".join(map(_block, spoken(summary.blocks))) + "\n").encode()


def _block(block: Block) -> str:
    match block:
        case model.Heading(level, text):
            return f"{'#' * level} {inline(text, one_line=True)}"
        case model.Paragraph(text, style):
            shown = inline(text)
            return f"> {_indented(shown, '> ')}" if style == "statement" else shown
        case model.Status(_, text):
            return inline(text)
        case model.Bullets(items, lead, numbered=numbered):
            signs = (f"{number}." if numbered else "-" for number in range(1, len(items) + 1))
            lines = (
                f"{sign} {_indented(inline(item), ' ' * (len(sign) + 1))}"
                for sign, item in zip(signs, items, strict=True)
            )
            shown = "\n".join(lines)
            return f"**{escape(lead)}**\n\n{shown}" if lead else shown
        case model.Facts(rows):
            return "\n".join(f"- **{escape(name)}:** {_indented(inline(fact), '  ')}" for name, fact in rows)
        case TableBlock():
            return _table(block)
        case model.Chart():
            return escape(block.alt)
        case model.Picture(of, lines):
            return "\n\n".join((f"**{escape(f'[Picture: {of}]')}**", *map(inline, lines)))


def _indented(text: str, margin: str) -> str:
    return text.replace("\n", f"\n{margin}")


def _table(table: TableBlock) -> str:
    rows = [[escape(head) for head in table.header], ["---"] * len(table.header)]
    rows += [[inline(cell_line(cell), one_line=True) for cell in row] for row in table.rows]
    shown = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return f"**{inline(table.caption)}**\n\n{shown}"


def inline(line: Line, *, one_line: bool = False) -> str:
    """A line of text. With `one_line`, where Markdown has no line break, a break is written `&#10;`."""
    runs = [
        (strong, "".join(map(_text, spans))) for strong, spans in groupby(line, key=lambda span: span.strong)
    ]
    shown = ""
    for index, (strong, text) in enumerate(runs):
        escaped = escape(text, first=index == 0, last=index == len(runs) - 1)
        shown += f"**{escaped}**" if strong else escaped
    return shown.replace("\\\n", "&#10;") if one_line else shown


def _text(span: Span) -> str:
    return isolated(span.text) if span.typed else span.text


def escape(text: str, *, first: bool = True, last: bool = True) -> str:
    """`text` so that Markdown shows just these characters; a line break becomes a hard one.

    `first` and `last` say whether it begins and ends its block, and not beside something stressed.
    """
    lines = text.split("\n")
    ends = len(lines) - 1
    return "\\\n".join(
        _escape_line(line, begins=first or index > 0, closes=last or index < ends)
        for index, line in enumerate(lines)
    )


def _escape_line(line: str, *, begins: bool, closes: bool) -> str:
    at_start = _at_start(line) if begins else None
    escaped = ""
    for index, character in enumerate(line):
        before = line[index - 1] if index else (" " if begins else "*")
        after = line[index + 1] if index + 1 < len(line) else " "
        if character in " \t":
            # Markdown drops blanks at the ends of a line, and the browser those that follow one another
            outer = (begins and not line[:index].strip()) or (closes and not line[index:].strip())
            escaped += f"&#{ord(character)};" if outer or before in " \t" else character
        elif (
            character in _ALWAYS
            or index == at_start
            or (character in "-./" and character in (before, after))
            or (character == "." and after.isalpha())
            or (character == ":" and (after == "/" or (before.isalpha() and not after.isspace())))
        ):
            escaped += f"\\{character}"
        else:
            escaped += character
    return escaped


def _at_start(line: str) -> int | None:
    """Index of the mark that would make a list, a heading or a quotation of the line."""
    begin = len(line) - len(line.lstrip(" \t"))
    if numbered := _NUMBERED.match(line, begin):
        return numbered.end()
    return begin if _LINE_START.match(line, begin) else None
