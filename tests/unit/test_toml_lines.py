"""A message on a file of one's own names the line on which the key stands."""

from workshop.materials.lines import line_of

TEXT = '''\
id = "own"
about = """
title = "not a key"
"""

[source]  # where from
year = 26

[[sections]]
id = "a"

[[sections.items]]
number = "1"

[[sections.items]]
number = "2"
"odd key" = 1

[[sections]]
[[sections.items]]
number = "3"
'''


def test_keys_are_found_on_their_lines() -> None:
    assert line_of(TEXT, ("id",)) == 1
    assert line_of(TEXT, ("about",)) == 2
    assert line_of(TEXT, ("source", "year")) == 7
    assert line_of(TEXT, ("sections", 0, "items", 1, "number")) == 16
    assert line_of(TEXT, ("sections", 0, "items", 1, "odd key")) == 17
    assert line_of(TEXT, ("sections", 1, "items", 0, "number")) == 21


def test_what_is_not_there_is_said_of_what_it_is_missing_in() -> None:
    assert line_of(TEXT, ("sections", 0, "title")) == 9
    assert line_of(TEXT, ("sections", 0, "items", 0, "name")) == 12
    assert line_of(TEXT, ("source", "title")) == 6
    assert line_of(TEXT, ("name",)) is None


def test_a_text_of_several_lines_has_no_keys() -> None:
    assert line_of(TEXT, ("title",)) is None
