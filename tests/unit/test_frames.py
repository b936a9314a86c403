"""Of a frame only what differs from what stands on the terminal is written."""

from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from workshop.on_terminal import OnTerminal

CONSOLE = Console(color_system="truecolor", force_terminal=True)
WIDTH = 12


def strip(text: str, style: str = "") -> Strip:
    """Text in one style."""
    return Strip([Segment(text, Style.parse(style))], len(text))


def whole(*lines: tuple[Strip, ...]) -> LayoutUpdate:
    """A frame of all lines, each in pieces that stand side by side."""
    return LayoutUpdate(list(lines), Region(0, 0, WIDTH, len(lines)))


def part(line: int, pieces: dict[int, Strip], first: int = 0, last: int = WIDTH) -> ChopsUpdate:
    """A frame of the cells from `first` to `last` of one line, whose pieces begin at these cells."""
    ends = [*list(pieces)[1:], WIDTH]
    before = [{}] * line
    return ChopsUpdate([*before, pieces], [(line, first, last)], [[]] * line + [ends])


def written(terminal: OnTerminal, update: LayoutUpdate | ChopsUpdate) -> str:
    return terminal.differing(update, CONSOLE).render_segments(CONSOLE)


def test_the_first_frame_is_written_whole_and_the_same_again_not_at_all() -> None:
    terminal, frame = OnTerminal(), whole((strip("one         "),), (strip("two   "), strip("three ")))
    assert written(terminal, frame) == "\x1b[1;1Hone         \x1b[2;1Htwo   \x1b[2;7Hthree "
    assert written(terminal, frame) == ""


def test_what_differs_in_text_or_style_is_written_where_it_stands() -> None:
    terminal = OnTerminal()
    written(terminal, whole((strip("one   "), strip("two   ")), (strip("three       "),)))
    assert written(terminal, part(0, {0: strip("one   "), 6: strip("2     ")})) == "\x1b[1;7H2     "
    assert (
        written(terminal, part(1, {0: strip("three       ", "bold")}))
        == "\x1b[2;1H\x1b[1mthree       \x1b[0m"
    )


def test_what_is_divided_otherwise_is_written_and_what_it_covered_is_known_no_more() -> None:
    terminal = OnTerminal()
    written(terminal, whole((strip("onetwo"), strip("three "))))
    divided = part(0, {0: strip("one"), 3: strip("two"), 6: strip("three ")})
    assert written(terminal, divided) == "\x1b[1;1Hone\x1b[1;4Htwo"
    assert written(terminal, part(0, {0: strip("onetwo"), 6: strip("three ")})) == "\x1b[1;1Honetwo"


def test_pieces_outside_of_the_cells_that_changed_are_left_alone() -> None:
    terminal = OnTerminal()
    assert written(terminal, part(0, {0: strip("left  "), 6: strip("right ")}, first=6)) == "\x1b[1;7Hright "
    assert written(terminal, part(0, {0: strip("left  "), 6: strip("right ")})) == "\x1b[1;1Hleft  "


def test_what_may_have_been_overwritten_is_written_anew() -> None:
    terminal, frame = OnTerminal(), whole((strip("one         "),))
    first = written(terminal, frame)
    terminal.forget()
    assert written(terminal, frame) == first
