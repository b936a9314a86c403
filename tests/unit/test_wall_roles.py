"""Who does what, as the room sees it: the parts in a function, what stands out, the matrix on its pages."""

from itertools import pairwise

import pytest
from hypothesis import given as each, settings, strategies as st

from sessions.kinds.roles.kind import OVERVIEW
from sessions.record import Session
from sessions.rows import Stop
from tests.builders import TODAY
from tests.roles import DIRECTORY, GP, PARTIES, TRAIN, filled, given, roles_session, roles_step
from tests.walls import SIZES, flat, text
from workshop.cells import cells
from workshop.wall.layout.figures import figures, half_figures
from workshop.wall.layout.matrix import matrix_lines
from workshop.wall.layout.page import laid_out
from workshop.wall.layout.pages import pages
from workshop.wall.model import Matrix, MatrixRow, Wall
from workshop.wall.shown import wall

END = Stop(activity_id="s2", part=OVERVIEW)


def seen(session: Session, item: str, size: tuple[int, int] = (80, 24)) -> str:
    return flat(text(wall(session, Stop(activity_id="s2", part="item", ref=item), TODAY), size))


def matrix(rows: int, columns: int, name: str = "Keep the directory up to date") -> Matrix:
    return Matrix(
        tuple(f"Party number {at} of many" for at in range(columns)),
        tuple(
            MatrixRow(
                f"2.{at}", name, ("L", *[""] * (columns - 1))[:columns], "nobody leads" if at % 3 else ""
            )
            for at in range(rows)
        ),
        ("L leads", "S supports"),
    )


@pytest.mark.parametrize("size", SIZES)
def test_before_anything_is_said_the_room_is_asked(size: tuple[int, int]) -> None:
    shown = seen(roles_session(), DIRECTORY, size)
    shown = shown.casefold()  # in the large form all letters are capitals
    assert "who leads? who supports, is asked, is told?" in shown
    assert "lead provider" in shown, "as one of those that can"
    assert "guide" not in shown


def test_the_parts_stand_by_word_and_what_is_wrong_beside_the_title() -> None:
    shown = seen(filled(), DIRECTORY)
    assert "LEADS Lead provider" in shown
    assert "IS TOLD GP practices" in shown
    assert "no part Commissioner" in shown
    assert "▲ GP practices does not accept its part" in shown
    assert "We find people" not in shown, "the reason is for the record"
    assert "NOBODY LEADS" not in shown
    assert "NOBODY LEADS" in seen(filled(), GP)
    assert "TWO LEAD" in seen(filled(), TRAIN)
    assert "THREE LEAD" in seen(given(filled(), TRAIN, "Lead provider", "leads"), TRAIN)


def test_what_is_wrong_is_read_from_the_back_row() -> None:
    shown = wall(filled(), Stop(activity_id="s2", part="item", ref=TRAIN), TODAY)
    lines = [line.plain.rstrip() for line in laid_out(shown, 120, 36)]
    drawn = figures("TWO LEAD", wide=2)
    assert drawn is not None
    assert all(any(line.endswith(row.rstrip()) for line in lines) for row in drawn)
    leader = half_figures("GP PRACTICES")
    assert leader is not None
    assert all(any(row.rstrip() in line for line in lines) for row in leader), "and so is who"


def test_at_the_end_lists_come_first_and_then_the_matrix() -> None:
    shown = wall(filled(), END, TODAY)
    parts = [flat(text(shown, (80, 24), page)) for page in range(pages(shown))]
    assert "NOBODY LEADS ▲ 2 Tell the GP" in parts[0]
    assert "MORE THAN ONE LEADS ▲ 3 Train staff: Commissioner, GP practices" in parts[0]
    assert "L leads S supports A is asked T is told ✗ does not accept that" in parts[-1]
    assert "1 Keep the directory · L T✗" in parts[-1]
    assert "PART NOT ACCEPTED · 1 GP practices (is told)" in " ".join(parts)
    assert "We find people" not in " ".join(parts), "the reason is for the record"
    assert "2 Tell the GP · · A ▲ nobody leads" in parts[-1]
    assert "3 Train staff L · L ▲ two lead" in parts[-1]
    nothing = wall(roles_session(), END, TODAY)
    assert (nothing.matrix, nothing.entries) == (None, ())


def test_at_the_close_of_a_part_its_own_functions_stand_together() -> None:
    shown = wall(filled(), Stop(activity_id="s2", part="closing", ref="work/one"), TODAY)
    assert shown.matrix is not None
    assert [row.sign for row in shown.matrix.rows] == ["1", "2"]
    assert "Who is missing?" in flat(text(shown))
    partners = roles_session(roles_step(parties="partners"), names=())
    assert wall(partners, Stop(activity_id="s2", part="closing", ref="work/one"), TODAY).matrix is None


# --- the layout -----------------------------------------------------------------------------------


@settings(deadline=None)
@each(st.integers(1, 14), st.integers(0, 12), st.integers(20, 150))
def test_no_line_is_wider_than_it_may_be_and_no_letter_is_lost(rows: int, columns: int, width: int) -> None:
    room = max(width, 30 + 2 * columns)
    lines = [line.plain for line in matrix_lines(matrix(rows, columns), room)]
    assert max(map(cells, lines)) <= room
    for at in range(rows):
        (row,) = [line for line in lines if line.startswith(f"2.{at} ")]
        letters = [word for word in row.split() if word in ("L", "·")]
        assert letters == (["L", *["·"] * (columns - 1)] if columns else [])
    assert "\n".join(lines).count("▲ nobody leads") == sum(at % 3 > 0 for at in range(rows))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("columns", [2, 5, 8, 9, 12])
def test_every_row_is_on_a_page_and_the_columns_stand_alike_on_all(
    size: tuple[int, int], columns: int
) -> None:
    shown = Wall("Who does what", matrix=matrix(28, columns))
    several = [laid_out(shown, *size, page=page) for page in range(pages(shown))]
    assert all(len(page) == size[1] and all(line.cell_length <= size[0] for line in page) for page in several)
    if size == (40, 15):
        return  # a page may say there how many more there are
    plain = [line.plain for page in several for line in page]
    starts = {line.index(" L") for line in plain if line.strip().startswith("2.")}
    assert len(starts) == 1
    assert [sum(f"2.{at} " in line for line in plain) for at in range(28)] == [1] * 28
    if columns <= 8:
        assert all(f"Party number {at} of many" in "\n".join(plain) for at in range(columns))
    else:
        assert f"{columns} Party number {columns - 1} of many" in "\n".join(plain)


def test_where_the_window_has_the_lines_letters_are_figures_and_rows_apart() -> None:
    shown = wall(filled(), Stop(activity_id="s2", part="closing", ref="work/one"), TODAY)
    lines = [line.plain for line in laid_out(shown, 120, 36)]
    (row,) = [at for at, line in enumerate(lines) if "Keep the directory" in line]
    assert [line.split() for line in lines[row - 1 : row + 2]] == [
        ["█", "▀▀█▀▀", "▀█▄█▀"],
        ["1", "Keep", "the", "directory", "·", "█", "█", "▄█▄"],
        ["▀▀▀▀", "▀", "▀▀", "▀▀"],
    ]
    assert any(line.rstrip().endswith("▲ nobody leads") for line in lines)
    heads = [next(line.index(name) for line in lines if name in line) for name in PARTIES]
    assert [lines[row].index("·"), lines[row].index("█")] == heads[:2], "under their names"
    assert "L leads S supports" in flat(lines)
    several = Wall("Who does what", matrix=matrix(28, 5))
    apart = [line.plain for line in laid_out(several, 120, 36)]
    numbers = [at for at, line in enumerate(apart) if line.strip().startswith("2.")]
    assert {after - at for at, after in pairwise(numbers)} == {2}, "an empty line between two rows"


@each(st.integers(1, 12), st.integers(1, 12), st.integers(72, 200), st.integers(30, 70))
@settings(deadline=None, max_examples=40)
def test_the_large_form_is_never_wider_than_the_window(
    rows: int, columns: int, width: int, height: int
) -> None:
    shown = Wall("Who does what", matrix=matrix(rows, columns))
    for page in range(pages(shown)):
        lines = laid_out(shown, width, height, page=page)
        assert len(lines) == height
        assert all(line.cell_length <= width for line in lines)


def test_numbers_of_columns_never_touch() -> None:
    tight = [line.plain for line in matrix_lines(matrix(3, 12), 60)]
    (units,) = [line for line in tight if line.strip() == "1 2 3 4 5 6 7 8 9 0 1 2"]
    assert tight[tight.index(units) - 1].strip() == "1 1 1"
    assert tight[tight.index(units) - 1].rindex("1") == units.rindex("2"), "tens above units"
    roomy = [line.plain for line in matrix_lines(matrix(3, 12), 120)]
    assert any(line.split() == [str(at) for at in range(1, 13)] for line in roomy)


def test_long_names_are_shortened_and_never_cut_the_letters() -> None:
    long = tuple(f"{name} of Exampleshire and all the districts around it" for name in ("Council", "Trust"))
    lines = matrix_lines(Matrix(long, (MatrixRow("1", "A function", ("L", "T")),)), 60)
    assert all(line.cell_length <= 60 for line in lines)
    assert lines[-1].plain.split()[-2:] == ["L", "T"]
    assert any("Council" in line.plain for line in lines)
