"""The house style: what it says, how it looks, and every key of its file to be changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sessions.house import INK, PAPER, House
from sessions.problem import Problem
from themes.contrast import ratio
from workshop import house_file, house_text, opening
from workshop.cells import clip
from workshop.commands import Context
from workshop.house_file import ALTERNATIVE, KEYS, PARTS, Key
from workshop.materials import house
from workshop.screens.base import bindings
from workshop.screens.finding import ListScreen
from workshop.widgets.dialogs.note import TextDialog, Typed
from workshop.widgets.wrapped import wrap

NAMES_WIDTH = 20
_PARTS_TITLES = {
    "sections": "Parts of page, minutes and large print",
    "board_paper": "Parts of the board paper",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list. Without an id it cannot be chosen."""

    id: str
    content: Content
    key: Key | None = None
    part: tuple[str, str] | None = None
    """(table, name) of a part that is in or left out."""


class HouseScreen(ListScreen[Row]):
    """Dismissed when the person goes back. What is changed is kept in the file at once."""

    CONTEXT: ClassVar[Context] = "house"
    TITLE = "House style"
    ROWS = "house"
    BINDINGS = bindings("house", priority=True)
    labels = {"read_it": "sample"}

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def on_mount(self) -> None:
        self._fill()

    def _fill(self) -> None:
        rows, focused = self.query_one(OptionList), self._focused
        self._shown = tuple(self._listed())
        rows.clear_options()
        rows.add_options([Option(row.content, disabled=not row.id) for row in self._shown])
        ids = [row.id for row in self._shown]
        first = next((at for at, row in enumerate(self._shown) if row.id), None)
        rows.highlighted = ids.index(focused.id) if focused is not None and focused.id in ids else first
        if rows.highlighted == first:
            rows.scroll_home(animate=False)
        kept = f"Kept in {self._path}"
        self.query_one("#state", Static).update(Content(clip(kept, max(20, self._row_width))))
        self.refresh_keys()

    def _listed(self) -> Iterator[Row]:
        style, problem = house.usable(self._path)
        if problem is not None:
            yield _heading("To put right")
            yield from (self._mistake(line) for line in problem.what.splitlines())
        try:
            values = house_file.values(self._path)
            parts = {table: house_file.parts(self._path, table) for table in PARTS}
        except Problem:
            return  # it is no TOML: that is said above
        yield _heading("How it looks")
        yield from (Row("", content) for content in sample_lines(style, self._row_width))
        yield _heading("What it says")
        for key in KEYS:
            yield Row(key.dotted, self._key_line(key, values[key.dotted]), key)
        if values["word.template"]:
            renamed = dict(house_text.facts(style))["styles by other names"]
            yield Row(
                "",
                Content(f"{'styles':<{NAMES_WIDTH - 1}} {renamed}; the file says which, under [word.styles]"),
            )
        for table, known in PARTS.items():
            yield _heading(_PARTS_TITLES[table])
            for name, title in known.items():
                sign = "✓" if parts[table][name] else "–"
                left_out = "" if parts[table][name] else " (left out)"
                yield Row(f"{table}.{name}", Content(f"{sign} {title}{left_out}"), part=(table, name))

    def _mistake(self, line: str) -> Row:
        return Row(
            "", Content("\n").join(wrap(line, self._row_width, "bold $warning", first="▲ ", rest="  "))
        )

    def _key_line(self, key: Key, value: str) -> Content:
        text = " ".join(value.split()) or "none"
        if key.table == "colours" and len(value) == 7:
            other = PAPER if key.name == "main" else INK
            on_what = "white" if key.name == "main" else "text"
            text = f"{text}  {_contrast(value, other)} to 1 with {on_what}"
        lead = f"{key.title:<{NAMES_WIDTH - 1}} "
        line, *rest = wrap(text, max(12 + NAMES_WIDTH, self._row_width), first=lead, rest=" " * NAMES_WIDTH)
        return Content("\n").join([line.stylize("bold", 0, NAMES_WIDTH), *rest])

    @on(OptionList.OptionSelected)
    def action_change(self) -> None:
        if (row := self._focused) is not None and not self.attempt(partial(self._change, row)):
            self._fill()  # the file was changed with an editor, and says something else by now

    def _change(self, row: Row) -> None:
        """Ask for the text of a key; leave a part out, or have it in again. Raises Problem."""
        if row.key is not None:
            self._ask(row.key)
        elif row.part is not None:
            table, name = row.part
            is_in = house_file.parts(self._path, table)[name]
            self._keep(
                table, name, not is_in, f"{'Left out' if is_in else 'In it again'}: {PARTS[table][name]}."
            )

    def action_reset(self) -> None:
        if (row := self._focused) is None:
            return
        if row.key is not None:
            self._keep(row.key.table, row.key.name, None, f"{row.key.title.capitalize()}: as by default.")
        elif row.part is not None:
            table, name = row.part
            self._keep(table, name, True, f"In it: {PARTS[table][name]}.")

    def _ask(self, key: Key) -> None:
        """Ask for the text of a key; after a logo, what it shows. Raises Problem where the file has none."""

        def check(typed: Typed) -> str:
            return house_file.refusal(self._path, key, typed.text.strip())

        def take(typed: Typed | None) -> None:
            if typed is None or not typed.record:
                return
            text = typed.text.strip()
            is_kept = self._keep(key.table, key.name, text, f"{key.title.capitalize()} is kept.")
            if is_kept and key.table == "logo" and text:
                self.attempt(self._ask_what_logo_shows)

        value = house_file.values(self._path)[key.dotted]
        title = f"{key.title.capitalize()}?"
        dialog = TextDialog(
            title,
            text=value,
            placeholder=key.hint,
            may_be_empty=True,
            check=check,
            value=key.name != "cover_note",
        )
        self.app.push_screen(dialog, self.once_ended(take))

    def _ask_what_logo_shows(self) -> None:
        if not house_file.values(self._path)[ALTERNATIVE.dotted]:
            self._ask(ALTERNATIVE)

    def _keep(self, table: str | None, name: str, value: str | bool | None, message: str) -> bool:
        """Have a key say this, and say so; whether it could be kept."""
        done = self.attempt(lambda: house_file.change(self._path, table, name, value))
        if done:
            self._fill()
            self.tell(message)
        return done

    def action_read_it(self) -> None:
        """Write a sample page and document, and open the page."""
        self.tell("Writing a sample …")
        self._see()

    @work(thread=True, exit_on_error=False)
    def _see(self) -> None:
        call = self.app.call_from_thread
        try:
            page, document = house_file.write_sample(self._path)
            call(self.tell, f"A sample opens. The same for Word is {document}")
            opening.show(page)
        except Problem as problem:
            call(partial(self.tell, str(problem), error=True))

    def action_back(self) -> None:
        self.dismiss(None)


def _heading(text: str) -> Row:
    return Row("", Content.styled(text.upper(), "bold $accent"))


def _contrast(colour: str, other: str) -> str:
    try:
        return f"{ratio(colour, other):.1f}"
    except ValueError:
        return "?"


def sample_lines(style: House, width: int) -> Iterator[Content]:
    """How it looks on paper, as far as a terminal has its colours."""
    room = min(60, width)

    def line(text: str, colours: str) -> Content:
        return Content.styled(f" {text[: room - 2]:<{room - 2}} ", colours)

    if style.organisation:
        yield line(style.organisation, f"bold {style.main} on {PAPER}")
    if style.cover_note:
        yield line(" ".join(style.cover_note.split()), f"{INK} on {style.pale}")
    yield line("Decisions", f"bold {style.main} on {PAPER}")
    yield line("The boards meet as one from April.", f"{INK} on {PAPER}")
    yield line("No.  Action                     Owner        Due", f"bold {PAPER} on {style.main}")
    yield line("A1   Draft the protocol         Priya Shah   30 Jan 2027", f"{INK} on {PAPER}")
