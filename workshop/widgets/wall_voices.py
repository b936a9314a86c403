"""Who has answered, on the wall: `✓ name` and `… name`, in as much room as there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.content import Content

from workshop.wall import Voice
from workshop.widgets.wall_list import Part, text_part
from workshop.widgets.wall_names import shortened
from workshop.widgets.wall_picture import cells
from workshop.widgets.wrapped import wrap

SHORT_NAME = 24
"""Most cells of a partner's short name, where the whole names take too much room."""

ONE_EACH = 6
"""Most voices that stand on a line each, where there is room for that."""


def voices_ways(voices: Sequence[Voice], width: int, place: str) -> Iterator[Part]:
    """All names in even columns, or one after the other; the same in short; else the foot says how many."""
    if not voices:
        yield text_part([])
        return
    yield from _voices_in(voices, width)
    if short := shortened([one.name for one in voices], SHORT_NAME, place):
        yield from _voices_in([Voice(short[one.name], one.ready) for one in voices], width)
    yield text_part([])


def _voices_in(voices: Sequence[Voice], width: int) -> Iterator[Part]:
    longest = max(cells(one.name) for one in voices) + 2
    across = max(1, (width + 3) // (longest + 3))
    if across > 1 or len(voices) <= ONE_EACH:
        grid = [voices[at : at + across] for at in range(0, len(voices), across)]
        lines = []
        for row in grid:
            entries = [
                _voice(one, longest + 3 if number < len(row) - 1 else 0, width)
                for number, one in enumerate(row)
            ]
            lines += [
                Content("").join([one[0] for one in entries]),
                *(entries[0][1:] if len(row) == 1 else []),
            ]
        yield text_part(lines)
    flowing: list[Content] = []
    for one in voices:
        first, *more = _voice(one, 0, width)
        if flowing and not more and flowing[-1].cell_length + 3 + first.cell_length <= width:
            flowing[-1] = Content.assemble(flowing[-1], "   ", first)
        else:
            flowing += [first, *more]
    yield text_part(flowing)


def _voice(voice: Voice, width: int, most: int) -> list[Content]:
    """`✓ name` or `… name`, filled up to `width` cells, on lines of at most `most`."""
    sign, style = ("✓", "bold $success") if voice.ready else ("…", "$muted")
    first, *more = wrap(voice.name, most - 2, "" if voice.ready else "$muted")
    pad = " " * max(0, width - 2 - first.cell_length)
    return [
        Content.assemble((sign, style), " ", first, pad),
        *(Content.assemble("  ", one) for one in more),
    ]
