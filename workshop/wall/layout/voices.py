"""Who has answered, on the wall: `✓ name` and `… name`, in as much room as there is."""

from collections.abc import Iterator, Sequence

from workshop.cells import cells
from workshop.wall.layout.lines import Line, Run, flowed, wrap
from workshop.wall.layout.lists import Passage, text_part
from workshop.wall.layout.names import shortened
from workshop.wall.model import Voice

SHORT_NAME = 24  # most cells of a partner's short name, where the whole names take too much room
ONE_EACH = 6  # most voices that stand on a line each, where there is room for that


def voices_ways(voices: Sequence[Voice], width: int, place: str) -> Iterator[Passage]:
    """All names in even columns, or one after the other; the same in short; else the foot says how many."""
    if not voices:
        yield text_part([])
        return
    yield from _voices_in(voices, width)
    if short := shortened([voice.name for voice in voices], SHORT_NAME, place):
        yield from _voices_in([Voice(short[voice.name], voice.ready) for voice in voices], width)
    yield text_part([])


def _voices_in(voices: Sequence[Voice], width: int) -> Iterator[Passage]:
    longest = max(cells(voice.name) for voice in voices) + 2
    across = max(1, (width + 3) // (longest + 3))
    if across > 1 or len(voices) <= ONE_EACH:
        lines: list[Line] = []
        for at in range(0, len(voices), across):
            *left, last = voices[at : at + across]
            first, *more = _voice(last, 0, width)
            lines.append(Line.of(*(_voice(voice, longest + 3, width)[0] for voice in left), first))
            lines += [] if left else more
        yield text_part(lines)
    yield text_part(flowed((_voice(voice, 0, width) for voice in voices), width))


def _voice(voice: Voice, width: int, most: int) -> list[Line]:
    """`✓ name` or `… name`, filled up to `width` cells, on lines of at most `most`."""
    sign = Run("✓", "done") if voice.ready else Run("…", "muted")
    first, *more = wrap(voice.name, most - 2, "" if voice.ready else "muted")
    gap = " " * max(0, width - 2 - first.cell_length)
    return [Line.of(sign, " ", first, gap), *(Line.of("  ", line) for line in more)]
