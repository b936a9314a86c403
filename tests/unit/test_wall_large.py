"""The large form of the room's view: figures for the back row, nothing cut off, else the small form."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from sessions import spread_words
from sessions.analysis.spreads import spread
from sessions.material import Level
from sessions.schedule import Stage
from workshop.cells import cells
from workshop.wall.layout.figures import FONT, HEIGHT, figures, half_figures
from workshop.wall.layout.large import LEAST_HEIGHT
from workshop.wall.layout.lines import Line
from workshop.wall.layout.page import laid_out
from workshop.wall.model import Named, Picture, Time, Voice, Wall

SIZES = ((80, 24), (120, 36), (200, 50), (40, 15), (80, 30))
LARGE = tuple(size for size in SIZES if size[1] >= LEAST_HEIGHT)
LONG = "Partnership for health and care of Exampleshire and its towns"
RTL = "مجلس الرعاية والصحة في المنطقة الشمالية"
EMOJI = "👩‍⚕️ Nurses 🏥 and 市民 of 东京"
KINDS = {"long": LONG, "right to left": RTL, "emoji": EMOJI, "short": "ICB"}
STAGES: tuple[Stage, ...] = ("running", "last fifth", "closing", "over")


def levels(top: int) -> tuple[Level, ...]:
    labels = ("not yet", "early steps", "part-way", "mostly", "fully")
    # Ten are one more than a file may have: the layout does not stand on that.
    return tuple(Level.model_construct(number=n, label=labels[(n - 1) % 5]) for n in range(1, top + 1))


def revealed(name: str, partners: int, top: int, *, named: bool = True, most: int = 1) -> Wall:
    """Partners one after the other on the levels, from the lowest on, with `most` answers each."""
    groups: list[list[Named]] = [[] for _ in range(top)]
    for number in range(partners):
        groups[number % top].append(Named(f"{number + 1} {name}", most, most))
    counts = [most * len(group) for group in groups]
    names = tuple(tuple(group) if named else () for group in groups)
    answers = spread(counts, 1)
    return Wall(
        "Governance that can decide",
        "1.6",
        word=spread_words.views_in_caps(answers),
        levels=levels(top),
        picture=Picture(answers, names, (Named("Police", 1, 1),) if named else ()),
        sentences=("Some see it lower than the others.",) if named else (),
        next="Let us hear why. Then we answer once more.",
        time=Time("▲ 07:40 left", "last fifth", "07:40"),
    )


def asked(name: str, partners: int, top: int) -> Wall:
    voices = tuple(Voice(f"{number + 1} {name}", number % 2 == 0) for number in range(partners))
    return Wall(
        "Governance that can decide",
        "1.6",
        "Partners share risk, take binding decisions and settle clashes through arrangements we all know.",
        levels=levels(top),
        question="How far have we got?",
        voices=voices,
        tally=f"{(partners + 1) // 2} of {partners} answered",
        time=Time("07:40 left", "running", "07:40"),
    )


def plain(lines: Sequence[Line]) -> list[str]:
    return [line.plain.rstrip() for line in lines]


def flat(lines: Sequence[str]) -> str:
    return " ".join(" ".join(lines).translate(str.maketrans("█▀▄", "   ")).split())


def has_figure(lines: Sequence[str], text: str) -> bool:
    """Whether a text stands there in figures of some size, line under line."""
    for drawn in (
        half_figures(text),
        *(figures(text, wide, tall) for wide, tall in ((1, 1), (2, 1), (4, 2))),
    ):
        assert drawn is not None
        rows = [row.rstrip() for row in drawn]
        for start, line in enumerate(lines):
            at = line.find(rows[0])
            while at >= 0:
                below = [
                    lines[start + n][at : at + len(row)] for n, row in enumerate(rows[: len(lines) - start])
                ]
                if below == rows:
                    return True
                at = line.find(rows[0], at + 1)
    return False


@pytest.mark.long
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("top", [2, 5, 10])
@pytest.mark.parametrize("partners", [1, 4, 10, 12])
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_nothing_is_cut_off_at_any_size(size: tuple[int, int], partners: int, top: int, kind: str) -> None:
    for wall in (revealed(KINDS[kind], partners, top), asked(KINDS[kind], partners, top)):
        lines = plain(laid_out(wall, *size))
        where = "\n".join(lines)
        assert len(lines) == size[1], where
        assert all(cells(line) <= size[0] for line in lines), where
        assert "07:40 left" in lines[-2 if size[1] >= 20 else -1], where
        assert "1.6 Governance that can decide" in flat(lines), where
        if size[1] >= LEAST_HEIGHT and partners <= 4:
            said = flat(lines).replace(",", " ").split()
            for word in set(KINDS[kind].split()):
                assert said.count(word) >= partners, where


@pytest.mark.parametrize("size", LARGE, ids=str)
@pytest.mark.parametrize("top", [2, 5])
def test_word_levels_and_countdown_are_told_in_figures(size: tuple[int, int], top: int) -> None:
    wall = revealed("ICB", 4, top)
    lines = plain(laid_out(wall, *size))
    where = "\n".join(lines)
    assert has_figure(lines, wall.word), where
    assert has_figure(lines, "07:40"), where
    if size[0] >= 120:
        assert all(has_figure(lines, str(number)) for number in range(1, top + 1)), where
    widest = max(len(run) for line in lines for run in line.split())
    assert widest >= 4, "an answer is several cells wide"


@pytest.mark.parametrize("size", [(80, 24), (40, 15), (119, 29), (60, 40)], ids=str)
def test_below_that_it_is_the_small_form(size: tuple[int, int]) -> None:
    lines = plain(laid_out(revealed("ICB", 4, 5), *size))
    assert "VIEWS" in flat(lines)
    assert not has_figure(lines, "07:40")


def test_a_break_has_its_countdown_in_the_largest_figures() -> None:
    wall = Wall("Break", statement="Then: Domain 2", time=Time("09:59 left", "running", "09:59"))
    for size in LARGE:
        lines = plain(laid_out(wall, *size))
        drawn = figures("09:59", 4, 2)
        assert drawn is not None
        rows = {row.strip() for row in drawn}
        assert rows <= {line.strip() for line in lines}, "\n".join(lines)
        assert "Then: Domain 2" in flat(lines)


@pytest.mark.parametrize("stage", STAGES)
def test_the_countdown_says_by_word_too_how_near_the_end_is(stage: Stage) -> None:
    wall = replace(asked("ICB", 3, 5), time=Time("▲▲ 00:20 nearly over", stage, "00:20"))
    lines = laid_out(wall, 120, 36)
    assert has_figure(plain(lines), "00:20")
    assert "▲▲ 00:20 nearly over" in flat(plain(lines))
    roles = {span.role for line in lines for span in line.spans if "██" in span.text and ":" not in span.text}
    assert ("warning" in roles) == (stage != "running")


def test_more_answers_than_blocks_have_room_for_are_a_bar_with_their_number() -> None:
    lines = plain(laid_out(revealed("ICB", 2, 2, named=False, most=60), 120, 36))
    assert flat(lines).count(" 60") >= 2
    assert all(cells(line) <= 120 for line in lines)


def test_a_word_that_is_too_long_or_has_other_signs_is_told_all_the_same() -> None:
    for word in ("VIEWS AGREE, 5 OF 10 DON'T KNOW", "VIEWS ÄHNLICH", "X" * 70):
        wall = replace(revealed("ICB", 4, 5), word=word)
        lines = plain(laid_out(wall, 120, 36))
        parts = [" ".join(word.split()[:2]), word.split()[0]]
        in_figures = all(sign in FONT for sign in word) and any(has_figure(lines, part) for part in parts)
        assert in_figures or word in flat(lines), "\n".join(lines)


def test_answers_stand_only_in_the_row_of_their_level() -> None:
    lines = laid_out(revealed("ICB", 3, 5), 120, 36)
    roles = {span.role for line in lines for span in line.spans if span.text.strip().startswith("███████")}
    assert roles == {"block-1", "block-2", "block-3"}


def test_the_font_is_even_and_made_of_signs_that_old_consoles_have() -> None:
    for sign, rows in FONT.items():
        assert len(rows) == HEIGHT, sign
        assert len({len(row) for row in rows}) == 1, sign
    assert set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:,.'- ") <= set(FONT)
    assert len(set(FONT.values())) >= 41, "no two signs look alike"
    drawn = "".join(half_figures("AGREE 10:59") or ()) + "".join(figures("SPLIT") or ())
    assert set(drawn) <= set("█▀▄ ")
    assert figures("Ä") is None is half_figures("")
