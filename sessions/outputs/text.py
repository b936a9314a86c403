"""The summary as plain text, for the terminal, for screen readers and for scripts; so `workshop show` has it.

Lines of ours end before column 80. What people typed is never broken, so that a search finds it.
"""

import re
from collections.abc import Iterator

from sessions import plan, words
from sessions.record import Session
from sessions.spans import Line, Span, joined, plain, plain_text
from sessions.summary import model
from sessions.summary.build import build
from sessions.summary.model import Block, Summary, TableBlock, cell_line, spoken
from sessions.summary.tables import NOTHING
from sessions.text import isolated

COLUMNS = 80
UNFOLDED = 1_000_000
_UNDERLINES = {1: "=", 2: "-"}


def account(session: Session, *, called: str = "") -> str:
    """The whole account of a session, ids included, without the line that says when it was written.

    `called` is what names a copy, whose id is that of another session.
    """
    whole = f"Session {called or session.id}\n\n{render(build(session, now=None)).decode()}"
    missed = [f"- {words.origin(session, ref)} [{ref}]" for ref in plan.left(session)]
    return "\n".join((whole, "Not reached, by id:", *missed, "")) if missed else whole


def render(summary: Summary, *, columns: int = COLUMNS) -> bytes:
    """The whole document; lines of ours end before that column. `UNFOLDED` is for what folds them itself."""
    return (
        "\n\n".join("\n".join(_block(block, columns)) for block in spoken(summary.blocks)) + "\n"
    ).encode()


def _block(block: Block, columns: int) -> Iterator[str]:
    match block:
        case model.Heading(level, text):
            shown = wrapped((*text, *plain(f" [{block.ref}]" if block.ref else "")), columns=columns)
            yield shown
            if mark := _UNDERLINES.get(level):
                yield mark * min(columns - 1, max(map(len, shown.split("\n"))))
        case model.Paragraph(text) | model.Status(_, text):
            yield wrapped(text, columns=columns)
        case model.Bullets(items, lead, numbered=numbered):
            if lead:
                yield f"{lead}:"
            for number, item in enumerate(items, start=1):
                yield wrapped(item, first=f"{number}. " if numbered else "- ", margin="  ", columns=columns)
        case model.Facts(rows):
            for name, value in rows:
                yield wrapped((*plain(f"{name}: "), *value), margin="  ", columns=columns)
        case TableBlock():
            yield from _table(block, columns)
        case model.Chart():
            yield wrapped(plain(block.alt), columns=columns)
        case model.Picture(of, lines):
            yield f"[Picture: {of}]"
            yield from (wrapped(line, columns=columns) for line in lines)


def _table(table: TableBlock, columns: int) -> Iterator[str]:
    """A row at a time with the headers said again: columns mean little to who hears them."""
    yield f"{plain_text(table.caption)}:"
    for row in table.rows:
        name, *cells = map(cell_line, row)
        named = zip(table.header[1:], cells, strict=True)
        values = [(Span(f"{head}: "), *cell) for head, cell in named if cell != NOTHING]
        yield wrapped(joined((name, joined(values, "; ")), ": "), first="- ", margin="  ", columns=columns)


def wrapped(line: Line, *, first: str = "", margin: str = "", columns: int = COLUMNS) -> str:
    """`line` folded between words of ours; what people typed stays in one piece."""
    folded, column, blank = first, len(first), ""
    for word in _words(line):
        if word.isspace() and "\n" not in word:
            blank = word
            continue
        if blank and column + len(blank) + len(word.split("\n")[0]) >= columns and column > len(margin):
            folded, column, blank = f"{folded}\n{margin}", len(margin), ""
        folded += blank + word
        tail = word.rpartition("\n")[2]
        column = len(tail) if "\n" in word else column + len(blank) + len(word)
        blank = ""
    return folded


def _words(line: Line) -> Iterator[str]:
    """Pieces that hold together, and the blanks between: our words, with what people typed beside them."""
    piece = ""
    for span in line:
        if span.typed:
            piece += isolated(span.text)
            continue
        for part in re.split(r"( +)", span.text):
            if part and not part.strip(" "):
                yield from (piece, part) if piece else (part,)
                piece = ""
            else:
                piece += part
    if piece:
        yield piece
