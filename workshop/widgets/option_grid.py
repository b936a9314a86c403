"""Which option: who has said so, and after the reveal how many are for each."""

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message
from textual.style import Style

from sessions import words
from sessions.kinds.options import words as says
from sessions.kinds.options.records import (
    OptionsActivity,
    Support,
    choice_of,
    is_revealed,
    options_here,
    support,
    views_of,
)
from sessions.record import THE_ROOM, Session
from sessions.rows import Partner
from sessions.spans import on_screen
from sessions.voices import voices_on
from workshop.cells import cells, clip, dot_bar, pad
from workshop.widgets.many_partners import short_names
from workshop.widgets.partner_grid import PartnerGrid
from workshop.widgets.wrapped import wrap

MOST_NAME = 44
MOST_BAR = 20
MOST_LINES = 2
"""Of the names of who is for an option, before they are said in short."""


@dataclass(frozen=True, slots=True)
class Views:
    """All that the grid shows. Nothing unrevealed is in it but who has said something."""

    options: tuple[str, ...]
    """Their names, each at the place of its digit."""
    voices: tuple[Partner, ...]
    said: frozenset[str]
    rows: tuple[tuple[str, Support, tuple[str, str]], ...]
    """(name, how many are for it, who in full and in short), after the reveal; empty before."""
    chosen: str
    """Id of the option that the room chose; empty where it has chosen none."""
    sentences: tuple[str, ...]


def option_views(session: Session, activity: OptionsActivity) -> Views:
    """What the grid shows of a step."""
    revealed, chosen = is_revealed(session, activity.id), choice_of(session, activity.id)
    rows, short = [], short_names(session.partners) if session.partners else {}
    for digit, row in enumerate(support(session, activity) if revealed else (), start=1):
        name = f"{digit} {session.item(row.item_id).name}" if row.item_id else "? don't know"
        in_short = ", ".join(short.get(partner_id, THE_ROOM.name) for partner_id in row.partners)
        who = (on_screen(says.who(session, row)), in_short)
        rows.append((name, row, who if session.as_bodies else ("", "")))
    return Views(
        options=tuple(session.item(item_id).name for item_id in options_here(session, activity)),
        voices=voices_on(session, activity.id),
        said=frozenset(views_of(session, activity.id)),
        rows=tuple(rows),
        chosen=chosen.item_id if chosen is not None else "",
        sentences=tuple(on_screen(line) for line in says.changed(session, activity.id)) if revealed else (),
    )


class OptionGrid(PartnerGrid[Views]):
    """Partners with who has said something; then the options. Partners and digits can be clicked."""

    @dataclass
    class Chosen(Message):
        """The option of a digit was clicked."""

        digit: int

    def action_choose(self, number: int) -> None:
        """An option was clicked."""
        self.post_message(self.Chosen(number))

    def draw(self, width: int, views: Views, focus: str) -> list[Content]:
        lines = (
            []
            if views.rows
            else [_digit(number, name, width) for number, name in enumerate(views.options, 1)]
        )
        for name, row, who in views.rows:
            lines += _option(views, name, row, who, width)
        for sentence in views.sentences:
            lines += wrap(sentence, width, "bold $accent")
        lines.append(Content(""))
        room = max(10, min(MOST_NAME, width - 12))
        self._places = {}
        for partner in views.voices:
            self._places[len(lines), 0] = partner.id
            mark, style = ("▸", "bold reverse") if partner.id == focus else (" ", "")
            state = ("● said", "") if partner.id in views.said else ("· …", "$muted")
            lines.append(Content.assemble((f"{mark} {pad(partner.name, room - 2)}", style), "  ", state))
        if views.rows:
            return lines
        count, of = len(views.said & {v.id for v in views.voices}), len(views.voices)
        said = "all have said" if count == of else f"{count} of {of} have said"
        return [*lines, *wrap(f"{said} · hidden until the reveal", width, "$muted")]


def _digit(number: int, name: str, width: int) -> Content:
    """An option with its digit, to be clicked."""
    click = Style.from_meta({"@click": f"choose({number})"})
    return Content.styled(f"  {number}  {clip(name, max(4, width - 6))}").stylize(click)


def _option(views: Views, name: str, row: Support, names: tuple[str, str], width: int) -> list[Content]:
    """ "✓ 2 Extended …  ●●●  3  County Council, ICB"; in short where the names take many lines."""
    who, in_short = names
    longest = max(cells(other) for other, _, _ in views.rows)
    room = max(12, min(longest, width // 2))
    mark = "✓ " if row.item_id and row.item_id == views.chosen else "  "
    bar = dot_bar(int(row.amount), max(int(other.amount) for _, other, _ in views.rows), MOST_BAR)
    figure = words.amount(row.amount) if row.amount else "·"
    style = "bold" if mark.strip() else ""
    lead = Content.assemble((mark + pad(name, room), style), f"  {figure:>3} ", (bar, "bold $accent"))
    if not who:
        return [lead]
    if lead.cell_length + 2 + cells(who) <= width:
        return [Content.assemble(lead, "  ", who)]
    lines = wrap(who, width, "$muted", first="    ", rest="    ")
    if len(lines) > MOST_LINES:
        lines = wrap(in_short, width, "$muted", first="    ", rest="    ")
    return [lead, *lines]
