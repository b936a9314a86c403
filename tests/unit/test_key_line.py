"""The keys at the foot of a dialog: what in the line is a key, what is words, and what a click presses."""

import pytest

from workshop import key_signs
from workshop.widgets.dialogs.agenda import AgendaDialog
from workshop.widgets.dialogs.agree import AgreeDialog
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.dialogs.key_line import KeyHint, KeyLine, entries
from workshop.widgets.dialogs.look_up import LookUpDialog
from workshop.widgets.dialogs.pick import NumberedDialog, PickDialog

BOUND = {"r", "left_square_bracket", "right_square_bracket", "plus", "k"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("↵ record", KeyHint((("↵", "enter"),), "record")),
        ("esc never mind", KeyHint((("esc", "escape"),), "never mind")),
        ("F6 peek", KeyHint((("F6", "f6"),), "peek")),
        ("tab next field", KeyHint((("tab", "tab"),), "next field")),
        ("r record and reveal", KeyHint((("r", "r"),), "record and reveal")),
        ("a number for each level", KeyHint((), "a number for each level")),
        (
            "[ ] move step",
            KeyHint((("[", "left_square_bracket"), ("]", "right_square_bracket")), "move step"),
        ),
        ("↑ ↓", KeyHint((("↑", "up"), ("↓", "down")), "")),
        ("digits choose", KeyHint((), "digits choose")),
        ("Five dots", KeyHint((), "Five dots")),
    ],
)
def test_an_entry_is_keys_and_words(text: str, found: KeyHint) -> None:
    assert entries(text, BOUND) == (found,)
    assert entries(f"{text}   k skip", BOUND) == (found, KeyHint((("k", "k"),), "skip"))


@pytest.mark.parametrize(
    "dialog", [Dialog, AgendaDialog, AgreeDialog, LookUpDialog, PickDialog, NumberedDialog]
)
def test_every_single_key_that_a_dialog_names_is_its_key(dialog: type[Dialog[object]]) -> None:
    bound = {key for base in dialog.__mro__ for key in _bound(base)}
    for entry in entries(str(dialog.KEYS_TEXT), bound):
        first = entry.words.split()[:1]
        assert not (first and len(first[0]) == 1), f"{entry.words!r} begins with a key that is not bound"


def _bound(screen: type) -> list[str]:
    listed = screen.__dict__.get("BINDINGS", [])
    return [key_signs.key_name(key) for binding in listed for key in binding.key.split(",")]


@pytest.mark.parametrize("width", [8, 20, 40, 82])
def test_the_line_wraps_and_every_key_can_be_clicked(width: int) -> None:
    line = KeyLine("a number for each level, with spaces   ↵ record   r record and reveal   [ ] move", BOUND)
    drawn = line.build(width)
    assert max(line.cell_length for line in drawn) <= width
    clicks = " ".join(str(span.style) for line in drawn for span in line.spans)
    for key in ("enter", "r", "left_square_bracket", "right_square_bracket"):
        assert f"press('{key}')" in clicks
    words = " ".join(" ".join(line.plain for line in drawn).split())
    assert words == "a number for each level, with spaces ↵ record r record and reveal [ ] move"
