"""The agreed level, its target and the strength of the evidence, by digits alone."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget

from sessions.analysis.items import lies_outside
from sessions.analysis.spreads import Spread
from sessions.kinds.score.records import EVIDENCE_STRENGTHS, Agreement, EvidenceStrength
from sessions.material import Scale
from sessions.spread_words import nobody_answered
from sessions.words import first_upper
from workshop.widgets.dialogs.by_digit import ByDigitDialog, row_line
from workshop.widgets.wrapped import View, offers

ROWS = ("Agreed level", "Target", "Strength of evidence")
LEVEL, TARGET, EVIDENCE = range(3)


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was settled; `level` None takes the agreement back, `target` None is the next level up."""

    level: int | None
    target: int | None = None
    evidence: EvidenceStrength | None = None


class AgreeDialog(ByDigitDialog[Agreed]):
    """Three rows: digits choose in the row in focus and go on to the next."""

    KEYS_TEXT = "digits choose   ↑ ↓ row   ⌫ empty the row   ↵ record   w take back   esc never mind"
    BINDINGS = [
        Binding("backspace,delete", "choose(None)", "empty"),
        Binding("w", "withdraw", "take back"),
    ]

    def __init__(
        self,
        title: str,
        scale: Scale,
        agreement: Agreement | None,
        answers: Spread,
        *,
        aims: bool = True,
    ) -> None:
        """`answers` are those that the room has seen: a level outside all of them is asked about once.

        Without `aims` it asks for the level alone.
        """
        super().__init__(title)
        self._scale = scale
        self._answers = answers
        self._meant = agreement.level if agreement else None  # the level that needs no further question
        self._had = agreement is not None
        self._names = ROWS if aims else ROWS[:1]
        self.rows = len(self._names)
        self._digits: list[int | None] = [None, None, None]  # what is chosen in each row
        if agreement:
            evidence = EVIDENCE_STRENGTHS.index(agreement.evidence) + 1 if agreement.evidence else None
            self._digits = [agreement.level, agreement.target, evidence]
        self._view = AgreeRows()
        self._view.show(scale, self._names, 0, tuple(self._digits))

    def fields(self) -> Iterable[Widget]:
        yield self._view

    def action_choose(self, number: int | None) -> None:
        """Choose in the row in focus and go on to the next row; None empties the row."""
        strengths = range(1, len(EVIDENCE_STRENGTHS) + 1)
        offered = strengths if self.row == EVIDENCE else self._scale.numbers
        level, target, _ = self._digits
        if number is not None and number not in offered:
            self.wrong(f"{number} is not on offer here: {offered[0]} to {offered[-1]}.")
            return
        if self.row == TARGET and number is not None and level is not None and number < level:
            self.wrong(f"The target {number} is below the agreed level {level}.")
            return
        self._digits[self.row] = number
        if self.row == LEVEL and number is not None and target is not None and target < number:
            self._digits[TARGET] = None
        if number is None:
            self.redraw()
        else:
            self.go_on()

    def action_record(self) -> None:
        level, target, evidence = self._digits
        if level is None:
            self.wrong("Choose the level first, with a digit.")
        elif level != self._meant and lies_outside(self._answers, level):
            self._meant = level
            what = first_upper(nobody_answered(self._answers, level))
            self.wrong(f"{what}. ↵ again agrees on {level} all the same.")
        else:
            self.dismiss(Agreed(level, target, EVIDENCE_STRENGTHS[evidence - 1] if evidence else None))

    def action_withdraw(self) -> None:
        if self._had:
            self.dismiss(Agreed(None))
        else:
            self.wrong("Nothing has been agreed here yet.")

    def show_rows(self) -> None:
        self._view.show(self._scale, self._names, self.row, tuple(self._digits))


class AgreeRows(View[Scale, tuple[str, ...], int, tuple[int | None, ...]]):
    """The rows, the one in focus marked, and what can be chosen in it."""

    def draw(
        self, width: int, scale: Scale, names: tuple[str, ...], focus: int, digits: tuple[int | None, ...]
    ) -> list[Content]:
        level, target, evidence = digits
        wanted = "the next level up"
        if target is not None:
            wanted = f"{target} {scale.label(target)}"
        elif level is not None:
            above = min(level + 1, scale.top)
            which = "the next level up" if above > level else "where we are"
            wanted = f"{above} {scale.label(above)} ({which})"
        values = (
            "–" if level is None else f"{level} {scale.label(level)}",
            wanted,
            EVIDENCE_STRENGTHS[evidence - 1] if evidence else "not said",
        )
        lines = [
            row_line(row, focus, f"{name:<21} {value}")
            for row, (name, value) in enumerate(zip(names, values, strict=False))
        ]
        choices = [f"{level.number} {level.label}" for level in scale.levels]
        if focus == EVIDENCE:
            choices = [f"{number} {word}" for number, word in enumerate(EVIDENCE_STRENGTHS, start=1)]
        return [*lines, Content(""), *offers(choices, width, "screen.choose")]
