"""A partner: its name, its sector and how many people it brought."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from sessions.record import SECTORS, Partner, Sector
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.dialogs.note import Choices
from workshop.widgets.fields import LineInput
from workshop.widgets.wrapped import clip


@dataclass(frozen=True, slots=True)
class PartnerFields:
    """What was typed; `remove` asks to take the partner out."""

    name: str = ""
    sector: Sector = "other"
    members: int | None = None
    remove: bool = False


class PartnerDialog(Dialog[PartnerFields]):
    """`guess` proposes a sector from the name, until one is chosen by hand with F2."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "sector", "sector"),
        Binding("f8", "remove", "remove"),
    ]
    DEFAULT_CSS = """
    PartnerDialog Choices { margin: 0 0 1 0; }
    """

    def __init__(
        self,
        title: str,
        *,
        partner: Partner | None,
        guess: Callable[[str], Sector],
        taken: Collection[str] = (),
    ) -> None:
        super().__init__(title)
        self._taken = {name.casefold() for name in taken}
        self._partner = partner
        self._guess = guess
        self._by_hand = partner is not None
        remove = "   F8 remove" if partner else ""
        self._keys = f"↵ record   tab next field   F2 sector{remove}   esc never mind"

    @property
    def KEYS_TEXT(self) -> str:  # type: ignore[override]  # noqa: N802
        """The keys; a new partner cannot be removed."""
        return self._keys

    def fields(self) -> Iterable[Widget]:
        partner = self._partner
        yield Static("Name", classes="label")
        yield LineInput(partner.name if partner else "", id="name")
        yield Static("Sector", classes="label")
        yield Choices(SECTORS, partner.sector if partner else "other", id="sector")
        yield Static("How many people (leave empty if nobody counted)", classes="label")
        yield LineInput(
            str(partner.members) if partner and partner.members else "", id="members", restrict=r"[0-9]{0,3}"
        )

    def on_mount(self) -> None:
        """Type the name at once."""
        self.query_one("#name", LineInput).focus()

    @on(Input.Changed, "#name")
    def _propose(self, event: Input.Changed) -> None:
        self.wrong("")
        choices = self.query_one("#sector", Choices)
        if not self._by_hand and choices.chosen != self._guess(event.value):
            choices.chosen = self._guess(event.value)
            choices.rebuild()

    def action_sector(self) -> None:
        """Choose the next sector by hand."""
        self._by_hand = True
        self.query_one("#sector", Choices).turn()

    def action_remove(self) -> None:
        """Ask for the partner to be taken out."""
        if self._partner is not None:
            self.dismiss(PartnerFields(remove=True))

    @on(Input.Submitted)
    def _record(self) -> None:
        name = self.query_one("#name", LineInput).value
        if not name.strip():
            self.wrong("Who is it? Type a name, or leave with esc.")
            return
        if " ".join(name.split()).casefold() in self._taken:
            self.wrong(f"{clip(name, 50)} is here already. Give this one another name.")
            return
        members = self.query_one("#members", LineInput).value
        if members and int(members) < 1:
            self.wrong("A partner has at least one person. Leave it empty if nobody counted.")
            return
        sector = next(one for one in SECTORS if one == self.query_one("#sector", Choices).chosen)
        self.dismiss(PartnerFields(name, sector, int(members) if members else None))
