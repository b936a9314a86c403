"""The room's answer to a check, by one digit."""

from textual.binding import Binding

from sessions.kinds.checklist.records import ANSWERS, CheckAnswer
from sessions.kinds.checklist.words import signed
from workshop.widgets.dialogs.pick import PickDialog

KEYS = ("1", "2", "3", "-")
"""The key of each answer, as on the page behind."""


class CheckDialog(PickDialog[CheckAnswer | str]):
    """Dismissed with the answer, with an empty text to take back what stands there, or with None."""

    KEYS_TEXT = "1 2 3 - choose   ↑ ↓   ↵ choose   esc never mind"
    BINDINGS = [
        *(
            Binding(key, f"answer({at})", "answer", show=False)
            for at, key in enumerate(("1", "2", "3", "minus,0"))
        ),
    ]

    def __init__(self, title: str, old: CheckAnswer | None) -> None:
        """`old` is the answer that stands there."""
        rows: list[tuple[CheckAnswer | str, str]] = [
            (answer, f"{key}  {signed(answer)}") for key, answer in zip(KEYS, ANSWERS, strict=True)
        ]
        if old is not None:
            rows.append(("", "take the answer back"))
        super().__init__(title, rows, at=ANSWERS.index(old) if old is not None else 0)

    def action_answer(self, at: int) -> None:
        """A digit chooses at once."""
        self.dismiss(ANSWERS[at])
