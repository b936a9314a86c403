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


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was settled; `level` None takes the agreement back, `target` None is the next level up."""

    level: int | None
    target: int | None = None
    evidence: EvidenceStrength | None = None


class AgreeDialog(Dialog[Agreed]):
    """Three rows: digits choose in the row in focus and go on to the next."""

    KEYS_TEXT = "digits choose   ↑ ↓ row   ⌫ empty the row   ↵ record   w take back   esc never mind"
    ROWS = ("level", "target", "evidence")

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "record", "record"),
        Binding("up,shift+tab", "row(-1)", "row above"),
        Binding("down,tab", "row(1)", "row below"),
        Binding("backspace,delete", "empty", "empty"),
        Binding("w", "withdraw", "take back"),
        *(Binding(str(number), f"choose({number})", "choose", show=False) for number in range(1, 10)),
    ]

    def __init__(self, title: str, scale: Scale, agreement: Agreement | None) -> None:
        super().__init__(title)
        self._scale = scale
        self._had = agreement is not None
        self._row = 0
        self._level = agreement.level if agreement else None
        self._target = agreement.target if agreement else None
        self._evidence = agreement.evidence if agreement else None

    def fields(self) -> Iterable[Widget]:
        yield AgreeRows(self)

    def action_row(self, by: int) -> None:
        """Put another row in focus."""
        self._row = (self._row + by) % len(self.ROWS)
        self._show()

    def action_choose(self, number: int) -> None:
        """Choose in the row in focus and go on to the next row."""
        row = self.ROWS[self._row]
        most = len(EVIDENCE_STRENGTHS) if row == "evidence" else self._scale.top
        if number > most:
            self.wrong(f"{number} is not on offer here: 1 to {most}.")
            return
        if row == "level":
            self._level = number
            if self._target is not None and self._target < number:
                self._target = None
        elif row == "target":
            if self._level is not None and number < self._level:
                self.wrong(f"The target {number} is below the agreed level {self._level}.")
                return
            self._target = number
        else:
            self._evidence = EVIDENCE_STRENGTHS[number - 1]
        self._row = min(self._row + 1, len(self.ROWS) - 1)
        self._show()

    def action_empty(self) -> None:
        """Empty the row in focus."""
        match self.ROWS[self._row]:
            case "level":
                self._level = None
            case "target":
                self._target = None
            case _:
                self._evidence = None
        self._show()

    def action_record(self) -> None:
        """Leave with what was chosen."""
        if self._level is None:
            self.wrong("Choose the level first, with a digit.")
            return
        self.dismiss(Agreed(self._level, self._target, self._evidence))

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
        label = self._scale.label
        target = (
            f"{self._target} {label(self._target)}"
            if self._target
            else "the next level up"
            if self._level is None
            else f"{min(self._level + 1, self._scale.top)} "
            f"{label(min(self._level + 1, self._scale.top))} (the next level up)"
        )
        values = (
            f"{self._level} {label(self._level)}" if self._level else "–",
            target,
            self._evidence or "not said",
        )
        out: list[Content] = []
        for number, (name, value) in enumerate(
            zip(("Agreed level", "Target", "Strength of evidence"), values, strict=True)
        ):
            focused = number == self._row
            text = f"{'▸' if focused else ' '} {name:<21} {value}"
            out.append(Content.styled(text, "bold reverse" if focused else ""))
        out.append(Content(""))
        offers = (
            [f"{n} {word}" for n, word in enumerate(EVIDENCE_STRENGTHS, start=1)]
            if self._row == len(self.ROWS) - 1
            else [f"{one.number} {one.label}" for one in self._scale.levels]
        )
        return out + flow(offers, width, "$muted")

    def click(self, line: int, words: str) -> None:
        """A click on line `line` of the rows: on a row puts it in focus, on an offer chooses it.

        `words` are what stands around the place that was clicked, as far as the next two spaces.
        """
        if line < len(self.ROWS):
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
