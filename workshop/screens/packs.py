"""The packs that there are: what each is for, how much is in it, and where it comes from."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sessions.material import Pack
from sessions.problem import Problem
from workshop import commands, pack_text
from workshop.cells import clip
from workshop.screens.base import bindings
from workshop.screens.finding import FindingScreen

Listed = Pack | Problem
TURNING = frozenset({"next_text", "previous_text"})


def row(listed: Listed, width: int, *, own: bool = False) -> Content:
    """A pack in two lines, and whether it is the user's `own`; of one that cannot be read, why."""
    if isinstance(listed, Problem):
        said = " ".join(f"{Path(listed.where).name}: {listed.what}".split())
        return Content.assemble(("▲ ", "bold $warning"), clip(said, width - 2))
    facts = f"{pack_text.counts(listed)} · {pack_text.uses(listed)} · edition {listed.edition}"
    source = f"yours · {listed.source.publisher}" if own else listed.source.publisher
    return Content("\n").join(
        [
            Content.styled(clip(listed.name, width), "bold"),
            Content("  " + clip(f"{facts} · {source}", width - 2)),
        ]
    )


class PacksScreen(FindingScreen[Listed]):
    """Dismissed when the person goes back."""

    CONTEXT: ClassVar[commands.Context] = "packs"
    TITLE = "Packs to read"
    ROWS = "packs"
    FIND_HINT = "words of a pack, its source or its items"
    BINDINGS = bindings("packs")

    def __init__(self, packs: Sequence[Pack], own: Collection[str], failed: Sequence[Problem]) -> None:
        """`own` are the ids of the user's own packs; `failed` says of files what is wrong with them."""
        super().__init__()
        self._own = own
        self._all: tuple[Listed, ...] = (*sorted(packs, key=lambda pack: pack.name.casefold()), *failed)
        self._words = {id(pack): _words_of(pack) for pack in packs}

    @property
    def commands_here(self) -> Sequence[commands.Command]:
        return [command for command in super().commands_here if command.id not in TURNING]

    def on_mount(self) -> None:
        self._fill()

    def _fill(self) -> None:
        rows, focused = self.query_one(OptionList), self._focused
        self._filled_for = width = self._row_width
        self._shown = tuple(
            material for material in self._all if self.has_words(self._words.get(id(material), ""))
        )
        rows.clear_options()
        rows.add_options(
            [
                Option(row(material, width, own=getattr(material, "id", "") in self._own))
                for material in self._shown
            ]
        )
        if self._shown:
            rows.highlighted = self._shown.index(focused) if focused in self._shown else 0
        many = f"{len(self._shown)} pack{'' if len(self._shown) == 1 else 's'}"
        state = f"{many}. {self.key('read', typing=True)} opens the one in focus."
        if not self._shown:
            state = f"No pack has these words. {self.key('back', typing=True)} shows all of them."
        self.query_one("#state", Static).update(Content(state))
        self.refresh_keys()

    @on(OptionList.OptionSelected)
    def action_read(self) -> None:
        match self._focused:
            case Pack() as pack:
                self.ask_app("pack", pack.id)
            case Problem() as problem:
                self.tell(str(problem), error=True)

    def action_compare_pack(self) -> None:
        if isinstance(pack := self._focused, Pack):
            self.ask_app("compare_pack", pack.id)

    def action_next_text(self) -> None:
        """In the list the arrows go up and down."""

    def action_previous_text(self) -> None:
        """In the list the arrows go up and down."""

    def action_back(self) -> None:
        if not self.stop_finding():
            self.dismiss(None)


def _words_of(pack: Pack) -> str:
    items = (f"{item.name} {item.statement}" for item in pack.items())
    return " ".join((pack.id, pack.name, pack.about, pack.source.cite(), pack_text.uses(pack), *items))
