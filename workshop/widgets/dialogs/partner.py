"""A partner: its name, its sector and how many people it brought."""

from collections.abc import Collection, Iterable

from textual import on
from textual.widget import Widget
from textual.widgets import Input

from sessions.rows import SECTORS, Partner
from workshop.cells import clip
from workshop.suggestions import guess_sector
from workshop.widgets.dialogs.entry import EntryDialog
from workshop.widgets.dialogs.note import Choices
from workshop.widgets.fields import LineInput


class PartnerDialog(EntryDialog[Partner]):
    """A sector is proposed from the name, until one is chosen by hand with F2; `taken` are others' names."""

    def __init__(self, partner: Partner | None, *, taken: Collection[str]) -> None:
        super().__init__("partner", partner, choice="sector")
        self._taken = {name.casefold() for name in taken}
        self._partner = partner or Partner(id="", name="")
        self._by_hand = partner is not None

    def rows(self) -> Iterable[tuple[str, Widget]]:
        partner = self._partner
        yield "Name", LineInput(partner.name, id="name")
        yield "Sector (← →)", Choices(SECTORS, partner.sector, field=True, id="sector")
        label = "How many people (leave empty if nobody counted)"
        members = str(partner.members or "")
        yield label, LineInput(members, replaces=True, id="members", restrict=r"[0-9]{0,3}")

    @on(Input.Changed, "#name")
    def _propose(self, event: Input.Changed) -> None:
        if not self._by_hand:
            self.query_one(Choices).choose(guess_sector(event.value))

    @on(Choices.Chosen)
    def _chosen(self) -> None:
        self._by_hand = True

    def action_turn(self) -> None:
        self._by_hand = True
        super().action_turn()

    def checked(self, name: str) -> Partner | None:
        members = self.query_one("#members", LineInput).value
        if " ".join(name.split()).casefold() in self._taken:
            self.wrong(f"{clip(name, 50)} is here already. Give this one another name.")
        elif members and int(members) < 1:
            self.wrong("A partner has at least one person. Leave it empty if nobody counted.")
        else:
            typed = {"name": name, "sector": self.query_one(Choices).chosen}
            return self._partner.model_copy(update={**typed, "members": int(members) if members else None})
        return None
