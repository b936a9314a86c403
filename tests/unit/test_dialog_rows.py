"""Dialogs with a few rows, in each of which a digit chooses, as lines of text."""

from sessions.material import Level, Scale
from workshop.widgets.dialogs.agree import ROWS, AgreeRows
from workshop.widgets.dialogs.by_digit import row_line

SCALE = Scale(question="How far?", levels=tuple(Level(number=n, label=f"level-{n}") for n in range(1, 6)))


def rows(level: int | None, target: int | None = None, focus: int = 0) -> list[str]:
    lines = AgreeRows().draw(76, SCALE, ROWS, focus, (level, target, None))
    return [" ".join(line.plain.split()) for line in lines[:3]]


def test_the_target_that_stands_where_none_is_chosen_is_said() -> None:
    assert rows(None)[1] == "Target the next level up"
    assert rows(3)[1] == "Target 4 level-4 (the next level up)"
    assert rows(5)[1] == "Target 5 level-5 (where we are)"
    assert rows(3, 5)[1] == "Target 5 level-5"


def test_the_row_in_focus_is_marked_without_colour() -> None:
    assert [line[0] for line in rows(3, focus=1)] == ["A", "▸", "S"]
    assert row_line(2, 2, "Scale").plain == "▸ Scale"
    assert row_line(1, 2, "Scale").plain == "  Scale"
