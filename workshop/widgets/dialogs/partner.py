"""A partner: its name, its sector and how many people it brought."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from sessions.rows import SECTORS, Partner, Sector
from workshop.cells import clip
from workshop.widgets.dialogs.entry import EntryDialog
from workshop.widgets.dialogs.note import Choices
from workshop.widgets.fields import LineInput


@dataclass(frozen=True, slots=True)
class PartnerFields:
    """What was typed; `remove` asks to take the partner out."""

    name: str = ""
    sector: Sector = "other"
    members: int | None = None
    remove: bool = False


class PartnerDialog(EntryDialog[PartnerFields]):
    """`guess` proposes a sector from the name, until one is chosen by hand with F2."""

    CHOICE = "sector"

    def __init__(
        self,
        title: str,
        *,
        partner: Partner | None,
        guess: Callable[[str], Sector],
        taken: Collection[str] = (),
    ) -> None:
        super().__init__(title, there=partner is not None)
        self._taken = {name.casefold() for name in taken}
        self._partner = partner
        self._guess = guess
        self._by_hand = partner is not None

    def rows(self) -> Iterable[tuple[str, Widget]]:
        partner = self._partner
        members = str(partner.members) if partner and partner.members else ""
        yield "Name", LineInput(partner.name if partner else "", id="name")
        yield "Sector", Choices(SECTORS, partner.sector if partner else "other", id="sector")
        yield (
            "How many people (leave empty if nobody counted)",
            LineInput(members, id="members", restrict=r"[0-9]{0,3}"),
        )

    @on(Input.Changed, "#name")
    def _propose(self, event: Input.Changed) -> None:
        choices = self.query_one("#sector", Choices)
        if not self._by_hand and choices.chosen != self._guess(event.value):
            choices.chosen = self._guess(event.value)
            choices.rebuild()

    @on(Choices.Clicked)
    def _clicked(self) -> None:
        self._by_hand = True

    def action_turn(self) -> None:
        """Choose the next sector by hand."""
        self._by_hand = True
        self.query_one("#sector", Choices).turn()

    def removed(self) -> PartnerFields:
        return PartnerFields(remove=True)

    def checked(self, name: str) -> PartnerFields | None:
        if " ".join(name.split()).casefold() in self._taken:
            self.wrong(f"{clip(name, 50)} is here already. Give this one another name.")
            return None
        members = self.query_one("#members", LineInput).value
        if members and int(members) < 1:
            self.wrong("A partner has at least one person. Leave it empty if nobody counted.")
            return None
        sector = next(one for one in SECTORS if one == self.query_one("#sector", Choices).chosen)
        return PartnerFields(name, sector, int(members) if members else None)
