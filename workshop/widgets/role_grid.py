"""The part of each party in a function, and all functions together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style

from sessions import left_out
from sessions.kinds.roles import words
from sessions.kinds.roles.records import (
    ROLES,
    Function,
    Party,
    RoleName,
    RolesActivity,
    function,
    parties_of,
    parties_on,
)
from sessions.material import Item
from sessions.record import Session
from sessions.spans import joined, on_screen
from workshop.cells import cells, filled, pad
from workshop.wall.layout.matrix import matrix_lines
from workshop.wall.model import Matrix
from workshop.widgets.partner_grid import PartnerGrid
from workshop.widgets.wall import to_content
from workshop.widgets.wrapped import View, offers, wrap

NAME_WIDTH, LEAST_NAME_WIDTH = 44, 16
COLUMN, LEAST_COLUMN = 14, 11
"""Cells for a part, with its digit and the gap after it."""
SIGN = 2
"""Cells behind the columns for the sign of who objects."""
HEADS: Mapping[RoleName, str] = {role: f"{at} {words.NAMES[role]}" for at, role in enumerate(ROLES, 1)}
NONE = "- no part"
MOST_WITH_AIR = 10
"""Parties up to which a line is empty before what is said of them: more need it in a small window."""


@dataclass(frozen=True, slots=True)
class Parts:
    """All that the grid shows of one function."""

    function: Function
    parties: tuple[Party, ...]
    """All of the step, those that take no part in this one among them."""
    takes_part: frozenset[str]
    """Ids of those that can have a part here."""
    out: str
    """Who takes no part, in a sentence; empty where all do."""

    def objects(self, party: Party) -> bool:
        """Whether it does not accept its part."""
        return any(entry.party == party.id for entry in self.function.dissents)

    def objections(self) -> Iterator[tuple[str, str]]:
        """What is not accepted, and the names of those who don't, joined by commas."""
        said: dict[str, list[str]] = {}
        for party in self.parties:
            for entry in self.function.dissents:
                if entry.party == party.id:
                    what = words.objection(entry, self.function.roles.get(party.id))
                    said.setdefault(what, []).append(party.name)
        yield from ((what, ", ".join(names)) for what, names in said.items())


def parts(session: Session, activity: RolesActivity, item: Item) -> Parts:
    """What the grid shows of a function."""
    out = left_out.takes_no_part(session, item.id)
    return Parts(
        function(session, activity, item),
        parties_of(session, activity),
        frozenset(party.id for party in parties_on(session, activity, item.id)),
        on_screen(out) if out else "",
    )


class RoleGrid(PartnerGrid[Parts]):
    """Parties down, parts across. A party can be clicked, a part of it, and the name of a part above."""

    @dataclass
    class Chosen(Message):
        """A part was clicked: that of a party where it stands in its row, else that of the one in focus."""

        role: RoleName | None
        party_id: str | None = None

    _columns: tuple[int, ...] = ()
    """Cells from which the columns of the parts begin, as they were drawn last."""

    def action_choose(self, number: int | None) -> None:
        """A part was clicked above the rows; None is no part."""
        self.post_message(self.Chosen(ROLES[number - 1] if number else None))

    def on_click(self, event: events.Click) -> None:
        """In the column of a part, give that; else put the party in focus."""
        content = event.get_content_offset(self)
        party_id = self._places.get((content.y, 0)) if content is not None else None
        column = sum(start <= content.x for start in self._columns) if content is not None else 0
        if party_id is not None and column and column <= len(ROLES):
            event.prevent_default()
            self.post_message(self.Chosen(ROLES[column - 1], party_id))

    def draw(self, width: int, parts: Parts, focus: str) -> list[Content]:
        longest = max((cells(party.name) for party in parts.parties), default=0)
        room = width - len(ROLES) * LEAST_COLUMN - SIGN
        name_width = min(NAME_WIDTH, longest + 3, max(room, LEAST_NAME_WIDTH))
        column = min(COLUMN, (width - name_width - SIGN) // len(ROLES))
        wide = room >= LEAST_NAME_WIDTH and column >= LEAST_COLUMN
        self._columns = tuple(name_width + column * at for at in range(len(ROLES))) if wide else ()
        lines = [self._head(name_width, column)] if wide else offers((*HEADS.values(), NONE), width, "choose")
        self._places = {}
        for party in parts.parties:
            self._places[len(lines), 0] = party.id
            mark, style = ("▸", "bold reverse") if party.id == focus else (" ", "")
            role = parts.function.roles.get(party.id)
            room = name_width if wide else max(8, width - LEAST_COLUMN - SIGN)
            name = Content.styled(f"{mark} {pad(party.name, room - 3)}", style)
            lines.append(Content.assemble(name, " ", self._part(parts, party, role, column if wide else 0)))
        air = [Content("")] * (len(parts.parties) <= MOST_WITH_AIR)
        return [*lines, *air, *_said(parts, width)]

    def _head(self, name_width: int, column: int) -> Content:
        heads = [
            Content.styled(pad(head, column), "$muted").stylize(Style.from_meta({"@click": f"choose({at})"}))
            for at, head in enumerate(HEADS.values(), 1)
        ]
        return Content.assemble(" " * name_width, *heads)

    def _part(self, parts: Parts, party: Party, role: RoleName | None, column: int) -> Content:
        """The part of a party: in its column, or in a word where there are no columns."""
        sign = " ✗" if parts.objects(party) else ""
        if party.id not in parts.takes_part:
            return Content.styled("takes no part", "$muted")
        if not column:
            word = (words.NAMES[role], "bold") if role else ("·", "$muted")
            return Content.assemble(word, sign)
        mark = f"● {words.NAMES[role]}" if role else ""
        cells_ = [filled(mark if own == role else "·", column) for own in ROLES]
        styles = ["bold" if own == role else "$muted" for own in ROLES]
        return Content.assemble(*zip(cells_, styles, strict=True), sign)


def _said(parts: Parts, width: int) -> list[Content]:
    """Whether exactly one leads, who objects, and who takes no part."""
    here = parts.function
    wrong, lines = words.leads(here), []
    leaders = on_screen(joined(words.names_of(parts.parties, here.leads), ", "))
    if wrong:
        text = f"{wrong}: {leaders}" if leaders else f"{wrong} yet"
        lines += wrap(text[:1].upper() + text[1:], width, "bold $warning", first="▲ ", rest="  ")
    elif leaders:
        lines += wrap(f"{leaders} leads", width, "bold $success", first="✓ ", rest="  ")
    else:
        lines += wrap("not filled in yet", width, "$muted")
    for what, names in parts.objections():
        lines += wrap(f"{what}: {names}", width, first="✗ ", rest="  ")
    return [*lines, *(wrap(parts.out, width, "$muted") if parts.out else [])]


class MatrixView(View[Matrix]):
    """All functions together."""

    def draw(self, width: int, matrix: Matrix) -> list[Content]:
        return [to_content(line) for line in matrix_lines(matrix, width)]
