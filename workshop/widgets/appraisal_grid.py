"""The levels on one candidate: who has given them, criterion by criterion, and after the reveal which."""

from collections.abc import Mapping
from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from sessions.kinds.appraise import words as says
from sessions.kinds.appraise.records import (
    Appraisal,
    AppraiseActivity,
    Measure,
    appraisal_of,
    appraisers,
    asks_partners,
    criteria_of,
    is_complete,
    is_revealed,
)
from sessions.kinds.appraise.result import Cell, result_of
from sessions.material import Scale
from sessions.record import Session
from sessions.rows import ROOM, Partner
from sessions.spans import on_screen
from themes.theme import level_slot
from workshop.cells import cells, clip, hyphenated, pad
from workshop.widgets.many_partners import short_names
from workshop.widgets.partner_grid import PartnerGrid
from workshop.widgets.wrapped import offers, wrap

MOST_NAME, LEAST_NAME = 30, 14
MOST_COLUMN = 18
MOST_HEAD = 3
"""Lines of the name of a criterion; the line below the grid has it whole when its turn comes."""
GIVEN, NEXT, CHANGED = "●", "▁", "*"
"""What stands for a level that is hidden, for the one that the next digit gives, and at who changed some."""


@dataclass(frozen=True, slots=True)
class Appraised:
    """All that the grid shows. Nothing unrevealed is in it but who has answered what."""

    criteria: tuple[Measure, ...]
    voices: tuple[Partner, ...]
    listed: tuple[Partner, ...]
    """The voices, and among them who takes no part."""
    answered: Mapping[str, frozenset[str]]
    """Partner id → ids of the criteria that it has answered."""
    rows: Mapping[str, Appraisal]
    """Partner id → its levels, where it is shown what each partner gave."""
    together: tuple[Cell, ...]
    """What all gave, after the reveal; empty before."""
    ready: int
    """How many have answered on all criteria."""
    asks_partners: bool
    sentences: tuple[str, ...]


def appraised(session: Session, activity: AppraiseActivity, item_id: str) -> Appraised:
    """What the grid shows of a candidate."""
    criteria, voices = criteria_of(session, activity), appraisers(session, activity, item_id)
    rows = {voice.id: appraisal_of(session, activity.id, item_id, voice.id) for voice in voices}
    given = {voice_id: row for voice_id, row in rows.items() if row is not None and row.stands}
    revealed, asking = is_revealed(session, activity, item_id), asks_partners(session, activity)
    own = (row.cells for row in result_of(session, activity.id).rows if row.item_id == item_id)
    lines = [says.ends(session, activity, item_id, criterion) for criterion in criteria] if revealed else []
    room = given.get(ROOM)
    dissents = room.dissents if room is not None else ()
    return Appraised(
        criteria=criteria,
        voices=voices,
        listed=listed(session, activity, item_id),
        answered={voice_id: frozenset(c for c, _ in row.levels) for voice_id, row in given.items()},
        rows=given if revealed and (session.as_bodies or not asking) else {},
        together=next(own, ()) if revealed and given else (),
        ready=sum(is_complete(row, criteria) for row in rows.values()),
        asks_partners=asking,
        sentences=(
            *(on_screen(line) for line in lines if line),
            *(f"Does not share it: {session.partner(d.partner_id).name}: {d.reason}" for d in dissents),
        ),
    )


def listed(session: Session, activity: AppraiseActivity, item_id: str) -> tuple[Partner, ...]:
    """Who is listed: those that give levels, and among them partners that take no part."""
    asking = asks_partners(session, activity)
    return session.partners if asking else appraisers(session, activity, item_id)


class AppraisalGrid(PartnerGrid[Appraised]):
    """Partners down, criteria across. Partners, and the levels for the next digit, can be clicked."""

    @dataclass
    class Chosen(Message):
        """A level was clicked; None is don't know."""

        level: int | None

    def action_choose(self, number: int) -> None:
        """A level was clicked."""
        self.post_message(self.Chosen(number))

    def draw(self, width: int, state: Appraised, focus: str) -> list[Content]:
        names = short_names(state.listed)
        name, column = _widths(state, names, width)
        lines = _head(state, name, column, focus)
        self._places = {}
        for partner in state.listed:
            self._places[len(lines), 0] = partner.id
            focused = partner.id == focus
            lines.append(_row(state, partner, names[partner.id], name, column, focused=focused))
        if state.together and state.asks_partners:
            lines.append(_together(state, name, column))
        for sentence in state.sentences:
            lines += wrap(sentence, width, "bold $accent")
        return [*lines, Content(""), *_below(state, width, focus)]


def _widths(state: Appraised, names: Mapping[str, str], width: int) -> tuple[int, int]:
    """Cells of the names, and of a column with its gap."""
    longest = max(map(cells, names.values()), default=0) + 3
    name = max(LEAST_NAME, min(MOST_NAME, longest, width // 3))
    column = max(4, min(MOST_COLUMN, (width - name) // max(1, len(state.criteria))))
    return name, column


def next_criterion(state: Appraised, partner_id: str) -> Measure | None:
    """The criterion that the next digit of a partner is for; None where it has answered on all."""
    done = state.answered.get(partner_id, frozenset())
    return next((criterion for criterion in state.criteria if criterion.id not in done), None)


def _head(state: Appraised, name: int, column: int, focus: str) -> list[Content]:
    """The names of the criteria, on as many lines as they take; that of the next digit stands out."""
    coming = next_criterion(state, focus)
    folded = [hyphenated(c.name, column - 1)[:MOST_HEAD] for c in state.criteria]
    height = max(map(len, folded), default=0)
    lines = []
    for at in range(height):
        parts = [(" " * name, "")]
        for criterion, own in zip(state.criteria, folded, strict=True):
            skipped = height - len(own)
            text = own[at - skipped] if at >= skipped else ""
            here = bool(text) and coming is not None and criterion.id == coming.id
            parts += [(pad(text, column - 1), "bold reverse" if here else "bold"), (" ", "")]
        lines.append(Content.assemble(*parts))
    return lines


def _row(
    state: Appraised, partner: Partner, called: str, name: int, column: int, *, focused: bool
) -> Content:
    mark, style = ("▸ ", "bold reverse") if focused else ("  ", "")
    row = state.rows.get(partner.id)
    sign = CHANGED if row is not None and row.after_reveal else " "
    lead = Content.assemble((mark + pad(called, name - 3), style), sign)
    if partner not in state.voices:
        return Content.assemble(lead, ("– takes no part", "$muted"))
    coming = next_criterion(state, partner.id) if focused else None
    done = state.answered.get(partner.id, frozenset())
    parts: list[tuple[str, str]] = []
    for criterion in state.criteria:
        if row is not None and criterion.id in done:
            level = dict(row.levels)[criterion.id]
            word = "?" if level is None else clip(f"{level} {criterion.scale.label(level)}", column - 1)
            parts.append((pad(word, column), _shade(level, criterion.scale)))
        elif criterion.id in done:
            parts.append((pad(GIVEN, column), "bold"))
        else:
            here = coming is not None and criterion.id == coming.id
            parts.append((pad(NEXT if here else "·", column), "bold" if here else "$muted"))
    return Content.assemble(lead, *parts)


def _shade(level: int | None, scale: Scale) -> str:
    return "" if level is None else f"bold $level-{level_slot(scale.place(level) + 1, len(scale.levels))}"


def _together(state: Appraised, name: int, column: int) -> Content:
    pairs = zip(state.together, state.criteria, strict=True)
    parts = (pad(says.cell(cell, criterion), column) for cell, criterion in pairs)
    return Content.assemble((pad("  all together", name), "$muted"), ("".join(parts), "bold"))


def _below(state: Appraised, width: int, focus: str) -> list[Content]:
    """How many have answered, and what the next digit is for."""
    lines: list[Content] = []
    if not state.together and state.asks_partners:
        count, of = state.ready, len(state.voices)
        said = "all have answered" if count == of else f"{count} of {of} answered"
        lines += wrap(f"{said} · hidden until the reveal", width, "$muted")
    coming = next_criterion(state, focus)
    who = next((partner.name for partner in state.voices if partner.id == focus), "")
    if coming is not None and who:
        lines += wrap(f"Next digit: {clip(who, 40)} on {coming.name}", width, "bold")
        lines += offers((f"{n.number} {n.label}" for n in coming.scale.levels), width, "choose")
    if any(row.after_reveal for row in state.rows.values()):
        lines += wrap(f"{CHANGED} changed after the reveal", width, "$muted")
    return lines
