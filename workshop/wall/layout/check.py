"""A check on the wall: its answer as sign and word, in figures where the window has the lines."""

from collections.abc import Iterator

from workshop.wall.layout.figures import figures, half_figures
from workshop.wall.layout.frame import head
from workshop.wall.layout.lines import BLANK, Line, wrap
from workshop.wall.layout.lists import TEXT_WIDTH, entry_lines, paragraph
from workshop.wall.layout.voices import voices_ways
from workshop.wall.model import Wall


def answer_lines(wall: Wall) -> list[Line]:
    """The answer on a line of its own; nothing where there is none yet."""
    if wall.check is None or not wall.check.word:
        return []
    return [Line.of((f" {wall.check.sign} {wall.check.word.upper()} ", "badge"))]


def answer_ways(wall: Wall, width: int) -> Iterator[list[Line]]:
    """The answer in figures as large as there is room for, and then on a line."""
    if wall.check is not None and wall.check.word:
        text = f"{wall.check.sign} {wall.check.word}"
        for drawn in (figures(text, wide=2), figures(text), half_figures(text)):
            if drawn is not None and len(drawn[0]) <= width:
                yield [Line.of((line, "title")) for line in drawn]
    yield answer_lines(wall)


def check_parts(wall: Wall, width: int) -> Iterator[list[list[Line]]]:
    """Parts of a large page, from the roomiest on: head, statement, answer or question, what is under it."""
    text = wrap(wall.statement, min(width, TEXT_WIDTH), "strong") if wall.statement else []
    apart = [line for part in text for line in (part, BLANK)][:-1]
    question = list(paragraph(wall.question, width, "question").lines)
    entries = [line for entry in wall.entries for line in entry_lines(entry, wall.entries, width)]
    said = [line for sentence in wall.sentences for line in paragraph(sentence, width, "muted").lines]
    voices = next(iter(voices_ways(wall.voices, width, wall.place))).lines
    for statement in (apart, text):
        for answer in answer_ways(wall, width):
            yield [head(wall, width), statement, [*answer, *question], entries, [*said, *voices]]
