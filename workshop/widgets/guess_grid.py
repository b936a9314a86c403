"""Who has guessed a figure, and not what."""

from dataclasses import dataclass

from textual.content import Content

from sessions.kinds.guesses import guesses_on
from sessions.record import Session
from sessions.rows import Partner
from sessions.voices import voices_on
from workshop.cells import pad
from workshop.widgets.partner_grid import PartnerGrid
from workshop.widgets.wrapped import wrap


@dataclass(frozen=True, slots=True)
class GuessState:
    """All that the grid shows of a figure: who guesses, and how many figures each has guessed."""

    voices: tuple[Partner, ...]
    guessed: dict[str, int]


def guess_state(session: Session, item_id: str) -> GuessState:
    """The state of a figure that the room has not seen."""
    guesses = guesses_on(session, item_id)
    return GuessState(voices_on(session, item_id), {who: len(row.figures) for who, row in guesses.items()})


class GuessGrid(PartnerGrid[GuessState]):
    """Partners with who has guessed. A partner can be clicked."""

    def draw(self, width: int, state: GuessState, focus: str) -> list[Content]:
        self._places = {(line, 0): partner.id for line, partner in enumerate(state.voices)}
        lines = []
        for partner in state.voices:
            mark, style = ("▸", "bold reverse") if partner.id == focus else (" ", "")
            name = f"{mark} {pad(partner.name, min(max(10, width - 22), 44) - 2)}"
            lines.append(Content.assemble((name, style), "  ", _guessed(state.guessed.get(partner.id, 0))))
        done, of = len(state.guessed), len(state.voices)
        count = "all have guessed" if done == of else f"{done} of {of} have guessed"
        return [*lines, Content(""), *wrap(f"{count} · hidden until the reveal", width, "$muted")]


def _guessed(figures: int) -> str:
    if not figures:
        return "· …"
    return "● guessed" if figures == 1 else f"● {figures} guesses"
