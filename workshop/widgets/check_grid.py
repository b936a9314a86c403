"""A check: what partners said, the room's answer with what was remarked, and the questions under it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from textual.content import Content
from textual.message import Message

from sessions import left_out
from sessions.kinds.checklist.records import (
    asks_partners,
    checks_on,
    is_revealed,
    partner_checks_on,
    spread_of_checks,
)
from sessions.kinds.checklist.words import CALLED, changed, partner_sign, signed, spread_in_words
from sessions.record import Session
from sessions.rows import Partner, Stop
from sessions.spans import on_screen, plain
from sessions.voices import has_room, listed_on, voices_on
from workshop.cells import cells, clip, pad
from workshop.steps.checklist import beside, so_far_of_item
from workshop.widgets.answer_grid import DONT_KNOW, with_the_rest
from workshop.widgets.many_partners import NameOnLine, in_columns, short_names
from workshop.widgets.partner_grid import MANY, PartnerGrid
from workshop.widgets.wrapped import offers, wrap

ITSELF = "?0"
"""Id of the check itself among what can be in focus; of its questions, "?1", "?2"."""
NAME_WIDTH = 44
MOST_BESIDE = 300
"""Characters of remarks and actions beside an answer; all of them stand in the aside."""
OFFERS = ("1 yes", "2 partly", "3 no")
UNKNOWN = f"- {CALLED['unknown']}"
"""What the room can answer besides; partners say that they don't know."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """The check itself, or a question under it: its answer with a sign, and what stands beside that."""

    id: str
    answer: str
    text: str


@dataclass(frozen=True, slots=True)
class CheckState:
    """All that the grid shows of a check. Nothing unrevealed is in it but who has answered."""

    rows: tuple[CheckRow, ...]
    """The room's answer, and the questions as far as they are not put away."""
    folded: int
    """How many questions are put away."""
    questions_key: str
    """The key that shows them."""
    far: str
    """How far the section has got."""
    listed: tuple[Partner, ...] = ()
    """Who is listed, where each partner answers first."""
    voices: tuple[Partner, ...] = ()
    answered: frozenset[str] = frozenset()
    revealed: bool = False
    said: Mapping[str, str] | None = None
    """What each said, by partner id, where that is told."""
    sentences: tuple[str, ...] = ()
    """What the answers say together, after the reveal."""


def check_rows(session: Session, stop: Stop, *, shown: bool) -> tuple[CheckRow, ...]:
    """The room's answer to a check, once there is one to give, and its questions where they are shown."""
    checks, asks = checks_on(session, stop.ref), asks_partners(session, stop)
    rows: list[CheckRow] = []
    if not asks or 0 in checks or is_revealed(session, stop.ref):
        called = "The room's answer" if asks else "" if 0 in checks else "Is it so?"
        answer = signed(checks[0].answer if 0 in checks else None)
        text = clip(f"{called}{beside(session, stop.ref)}", MOST_BESIDE)
        rows.append(CheckRow(ITSELF, answer, text))
    for number, text in enumerate(session.item(stop.ref).questions if shown else (), start=1):
        answer = signed(checks[number].answer if number in checks else None)
        rows.append(CheckRow(f"?{number}", answer, text))
    return tuple(rows)


def check_state(session: Session, stop: Stop, *, shown: bool, questions_key: str) -> CheckState:
    """What the grid shows of a check, with its questions or (not `shown`) without them."""
    item_id = stop.ref
    folded = 0 if shown else len(session.item(item_id).questions)
    rows = check_rows(session, stop, shown=shown)
    state = CheckState(rows, folded, questions_key, so_far_of_item(session, item_id))
    if not asks_partners(session, stop):
        return state
    answers, revealed = partner_checks_on(session, item_id), is_revealed(session, item_id)
    signs = {partner_id: on_screen(plain(partner_sign(row))) for partner_id, row in answers.items()}
    together = plain(spread_in_words(spread_of_checks(session, item_id)))
    lines = (together, *changed(session, item_id), left_out.takes_no_part(session, item_id))
    return replace(
        state,
        listed=listed_on(session, item_id),
        voices=voices_on(session, item_id),
        answered=frozenset(answers),
        revealed=revealed,
        said=signs if revealed and session.as_bodies and not has_room(session, item_id) else None,
        sentences=tuple(on_screen(line) for line in lines if line) if revealed else (),
    )


class CheckGrid(PartnerGrid[CheckState]):
    """Partners, the check and its questions, one of them in focus. All of them can be clicked."""

    @dataclass
    class Chosen(Message):
        """An answer was clicked, by its key; None: not known yet."""

        number: int | None

    def action_choose(self, number: int | None) -> None:
        """An answer was clicked."""
        self.post_message(self.Chosen(number))

    def draw(self, width: int, state: CheckState, focus: str) -> list[Content]:
        self._places = {}
        unknown = UNKNOWN if focus.startswith("?") else DONT_KNOW
        lines = with_the_rest(offers((*OFFERS, unknown), width, "choose"), width, self.out_key)
        if state.listed:
            lines += self._partners(len(lines), state, width, focus)
        widest = max(cells(row.answer) for row in state.rows) if state.rows else 0
        for number, row in enumerate(state.rows):
            mark, style = ("▸ ", "bold reverse") if row.id == focus else ("  ", "")
            lead = f"{mark}{'  ' * bool(number)}{pad(row.answer, widest + 2 * (not number))} "
            for at, line in enumerate(wrap(row.text, max(8, width - cells(lead) - 1)) or [Content("")]):
                before = (lead, style if not at else "")
                self._places[len(lines), 0] = row.id
                lines.append(Content.assemble(before if not at else " " * cells(lead), " ", line))
        if state.folded:
            many = f"{state.folded} question{'s' if state.folded > 1 else ''}"
            verb, them = ("lie", "them") if state.folded > 1 else ("lies", "it")
            lines += wrap(
                f"{many} {verb} under it · {state.questions_key} shows {them}", width, "$muted", first="  "
            )
        return [*lines, *wrap(state.far, width, "$muted", first="  ", rest="  ")]

    def _partners(self, above: int, state: CheckState, width: int, focus: str) -> list[Content]:
        """A line a partner, or two columns of many; after the reveal what it says together."""
        if len(state.listed) > MANY:
            names = short_names(state.listed)
            named = [
                (NameOnLine(partner.id, names[partner.id], partner.id == focus), _state(state, partner))
                for partner in state.listed
            ]
            lines, places = in_columns(named, width)
            self._places |= {(above + line, cell): name for (line, cell), name in places.items()}
        else:
            room = min(NAME_WIDTH, max(8, width - 20), max(cells(p.name) for p in state.listed) + 2)
            lines = []
            for partner in state.listed:
                mark, style = ("▸", "bold reverse") if partner.id == focus else (" ", "")
                self._places[above + len(lines), 0] = partner.id
                name = (f"{mark} {pad(partner.name, room)}", style)
                lines.append(Content.assemble(name, "  ", clip(_state(state, partner), max(8, width - room))))
        for sentence in state.sentences:
            lines += wrap(sentence, width, "bold $accent", first="  ")
        if not state.revealed:
            count, of = len(state.answered), len(state.voices)
            tally = "all have answered" if count == of else f"{count} of {of} answered"
            lines += wrap(f"{tally} · hidden until the reveal", width, "$muted", first="  ")
        return lines


def _state(state: CheckState, partner: Partner) -> str:
    if partner not in state.voices:
        return "– takes no part"
    if state.said is not None and partner.id in state.said:
        return state.said[partner.id]
    return "● answered" if partner.id in state.answered else signed(None)
