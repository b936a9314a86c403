"""A show of hands, typed in one line."""

import pytest
from hypothesis import given, strategies as st

from sessions import counts
from sessions.problem import Problem


@pytest.mark.parametrize(
    ("typed", "top", "found"),
    [
        ("01320", 5, ((0, 1, 3, 2, 0), 0)),
        ("013204", 5, ((0, 1, 3, 2, 0), 4)),
        ("0 1 12 2 0", 5, ((0, 1, 12, 2, 0), 0)),
        ("0,1, 12;2\t0 3", 5, ((0, 1, 12, 2, 0), 3)),
        ("  3 ", 5, ((3, 0, 0, 0, 0), 0)),
        ("12", 5, ((1, 2, 0, 0, 0), 0)),
        ("12,", 5, ((12, 0, 0, 0, 0), 0)),
        ("12 0", 5, ((12, 0, 0, 0, 0), 0)),
        (",5", 2, ((5, 0), 0)),
        ("0", 2, ((0, 0), 0)),
        ("999 0", 2, ((999, 0), 0)),
        ("0012 0", 2, ((12, 0), 0)),
        ("1234567890", 9, ((1, 2, 3, 4, 5, 6, 7, 8, 9), 0)),
    ],
)
def test_hands_are_read(typed: str, top: int, found: tuple[tuple[int, ...], int]) -> None:
    assert counts.parse(typed, top) == found


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "No hands"),
        (" , ;", "No hands"),
        ("1 2 x", "'x' is not a number"),
        ("1-2", "'-' is not a number"),
        ("1 -2", "'-2' is not a number"),
        ("1.5 2", "'1.5' is not a number"),
        ("٣ 1", "'٣' is not a number"),
        ("²", "'²' is not a number"),
        ("1234567", "7 numbers for 5 levels"),
        ("1 2 3 4 5 6 7", "7 numbers for 5 levels"),
        ("1000 0", "too many"),
        ("9" * 5000 + " 0", "too many"),
    ],
)
def test_what_is_no_show_of_hands_is_refused(typed: str, said: str) -> None:
    with pytest.raises(Problem) as refused:
        counts.parse(typed, 5)
    assert said in str(refused.value)
    assert refused.value.hint


@given(st.integers(2, 9), st.data())
def test_written_out_they_read_back(top: int, data: st.DataObject) -> None:
    numbers = data.draw(st.lists(st.integers(0, counts.MOST), min_size=top + 1, max_size=top + 1))
    for gap in (" ", ",", " ; "):
        assert counts.parse(gap.join(map(str, numbers)), top) == (tuple(numbers[:top]), numbers[top])
    digits = [number % 10 for number in numbers]
    assert counts.parse("".join(map(str, digits)), top) == (tuple(digits[:top]), digits[top])


@given(st.text(max_size=30), st.integers(2, 9))
def test_any_text_is_read_or_refused(typed: str, top: int) -> None:
    try:
        found, unsure = counts.parse(typed, top)
    except Problem:
        return
    assert len(found) == top
    assert all(0 <= count <= counts.MOST for count in (*found, unsure))


# --- dots -----------------------------------------------------------------------------------------

LABELS = ("Tip 1", "Principle 1", "Tip 2", "Tip 11", "pack-2 1.1", "A3")


@pytest.mark.parametrize(
    ("typed", "placed"),
    [
        ("", {}),
        ("Tip 1", {"Tip 1": 1}),
        ("tip1 T1", {"Tip 1": 2}),
        ("tip 1x2, principle 1", {"Tip 1": 2, "Principle 1": 1}),
        ("p1 t11", {"Principle 1": 1, "Tip 11": 1}),
        ("2 11 1.1", {"Tip 2": 1, "Tip 11": 1, "pack-2 1.1": 1}),
        ("pack-2 1.1 a3 A3", {"pack-2 1.1": 1, "A3": 2}),
    ],
)
def test_dots_are_typed_by_the_number_and_as_much_of_its_word_as_is_needed(
    typed: str, placed: dict[str, int]
) -> None:
    assert counts.parse_dots(typed, LABELS, 3) == placed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("1", "'1' can be any of Tip 1, Principle 1. Type the word too."),
        ("tip", "'tip' is not on the list"),
        ("t3", "'t3' is not on the list"),
        ("A3 zz", "'zz' is not on the list"),
        ("tip tip 1", "'tiptip' is not on the list"),
        ("A3x4", "4 dots, but each partner has 3. Take 1 off."),
    ],
)
def test_dots_on_what_is_not_there_are_refused(typed: str, said: str) -> None:
    with pytest.raises(Problem) as refused:
        counts.parse_dots(typed, LABELS, 3)
    assert said in str(refused.value)


@given(st.permutations(LABELS), st.integers(1, 4))
def test_labels_written_out_read_back(labels: list[str], many: int) -> None:
    typed = " ".join(label for label in labels for _ in range(many))
    assert counts.parse_dots(typed, LABELS, 100) == dict.fromkeys(labels, many)
