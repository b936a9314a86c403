"""The agreed level, its target and the strength of the evidence, by digits alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from sessions.kinds.score.records import EVIDENCE_STRENGTHS, Agreement, EvidenceStrength
from sessions.material import Scale
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.wrapped import Wrapped, flow

ROWS = ("Agreed level", "Target", "Strength of evidence")
LEVEL, TARGET, EVIDENCE = range(3)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was settled; `level` None takes the agreement back, `target` None is the next level up."""

    level: int | None
    target: int | None = None
    evidence: EvidenceStrength | None = None


class AgreeDialog(Dialog[Agreed]):
    """Three rows: digits choose in the row in focus and go on to the next."""

    KEYS_TEXT = "digits choose   ↑ ↓ row   ⌫ empty the row   ↵ record   w take back   esc never mind"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "record", "record"),
        Binding("up,shift+tab", "row(-1)", "row above"),
        Binding("down,tab", "row(1)", "row below"),
        Binding("backspace,delete", "choose(None)", "empty"),
        Binding("w", "withdraw", "take back"),
        *(Binding(str(number), f"choose({number})", "choose", show=False) for number in range(1, 10)),
    ]

    def __init__(self, title: str, scale: Scale, agreement: Agreement | None) -> None:
        super().__init__(title)
        self._scale = scale
        self._had = agreement is not None
        self._row = 0
        evidence = agreement.evidence if agreement else None
        self._digits = [
            agreement.level if agreement else None,
            agreement.target if agreement else None,
            EVIDENCE_STRENGTHS.index(evidence) + 1 if evidence else None,
        ]
        """What is chosen in each row."""

    def fields(self) -> Iterable[Widget]:
        yield AgreeRows(self)

    def action_row(self, by: int) -> None:
        """Put another row in focus."""
        self._row = (self._row + by) % len(ROWS)
        self._show()

    def action_choose(self, number: int | None) -> None:
        """Choose in the row in focus and go on to the next row; None empties the row."""
        most = len(EVIDENCE_STRENGTHS) if self._row == EVIDENCE else self._scale.top
        level, target, _ = self._digits
        if number is not None and number > most:
            self.wrong(f"{number} is not on offer here: 1 to {most}.")
            return
        if self._row == TARGET and number is not None and level is not None and number < level:
            self.wrong(f"The target {number} is below the agreed level {level}.")
            return
        self._digits[self._row] = number
        if self._row == LEVEL and number is not None and target is not None and target < number:
            self._digits[TARGET] = None
        if number is not None:
            self._row = min(self._row + 1, EVIDENCE)
        self._show()

    def action_record(self) -> None:
        """Leave with what was chosen."""
        level, target, evidence = self._digits
        if level is None:
            self.wrong("Choose the level first, with a digit.")
        else:
            self.dismiss(Agreed(level, target, EVIDENCE_STRENGTHS[evidence - 1] if evidence else None))

    def action_withdraw(self) -> None:
        """Take back an agreement."""
        if self._had:
            self.dismiss(Agreed(None))
        else:
            self.wrong("Nothing has been agreed here yet.")

    def _show(self) -> None:
        self.wrong("")
        self.query_one(AgreeRows).rebuild()

    def lines(self, width: int) -> list[Content]:
        """The three rows, the one in focus marked, and the levels to choose from."""
        level, target, evidence = self._digits
        label = self._scale.label
        if target:
            wanted = f"{target} {label(target)}"
        elif level is None:
            wanted = "the next level up"
        else:
            above = min(level + 1, self._scale.top)
            wanted = f"{above} {label(above)} (the next level up)"
        values = (
            f"{level} {label(level)}" if level else "–",
            wanted,
            EVIDENCE_STRENGTHS[evidence - 1] if evidence else "not said",
        )
        lines = []
        for row, (name, value) in enumerate(zip(ROWS, values, strict=True)):
            mark, style = ("▸", "bold reverse") if row == self._row else (" ", "")
            lines.append(Content.styled(f"{mark} {name:<21} {value}", style))
        offers = [f"{level.number} {level.label}" for level in self._scale.levels]
        if self._row == EVIDENCE:
            offers = [f"{number} {word}" for number, word in enumerate(EVIDENCE_STRENGTHS, start=1)]
        return [*lines, Content(""), *flow(offers, width, "$muted")]

    def click(self, line: int, words: str) -> None:
        """A click on line `line` of the rows: on a row puts it in focus, on an offer chooses it.

        `words` are what stands around the place that was clicked, as far as the next two spaces.
        """
        if line < len(ROWS):
            self._row = line
            self._show()
        elif words[:1].isdecimal():
            self.action_choose(int(words[0]))


class AgreeRows(Wrapped):
    """Draws the rows of the dialog it is in."""

    def __init__(self, dialog: AgreeDialog) -> None:
        super().__init__()
        self._dialog = dialog

    def on_click(self, event: events.Click) -> None:
        """Choose with the mouse."""
        content = event.get_content_offset(self)
        lines = self._lines(self.content_size.width)
        if content is not None and content.y < len(lines):
            before, after = lines[content.y].plain[: content.x], lines[content.y].plain[content.x :]
            self._dialog.click(content.y, before.split("  ")[-1] + after.split("  ")[0])

    def build(self, width: int) -> list[Content]:
        return self._dialog.lines(width)
