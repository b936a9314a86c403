"""The house style as it is changed in the program: one key at a time, in a file that keeps its comments."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sessions.disk import make_folder, os_problems, read, write_durably
from sessions.house import BOARD_SECTIONS, SECTIONS, House
from sessions.outputs import html, word
from sessions.problem import Problem
from sessions.spans import plain
from sessions.summary.housed import housed
from sessions.summary.model import Bullets, Facts, Heading, Paragraph, Summary, TableBlock
from workshop.materials import house
from workshop.materials.load import parsed
from workshop.settings import with_text

SAMPLE = "house-sample"
"""What the files of a sample are called, before their suffix."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key of the file that holds a text: its table (None: top level), its name, and what it is."""

    table: str | None
    name: str
    title: str
    hint: str = ""
    """What may be typed."""

    @property
    def dotted(self) -> str:
        return f"{self.table}.{self.name}" if self.table else self.name


KEYS = (
    Key(None, "organisation", "organisation", "Exampleshire County Council"),
    Key(None, "cover_note", "cover note", "Draft. Corrections to Priya Shah by Friday."),
    Key(
        "logo", "web", "logo for web pages", "logo.svg: a .png, .jpg or .svg beside the file, or a whole path"
    ),
    Key("logo", "word", "logo for Word", "logo.png: a .png or .jpg beside the file, or a whole path"),
    Key("logo", "alternative", "alternative text", "What the logo shows, for people who do not see it"),
    Key("colours", "main", "main colour", "#14506b: headings, lines, heads of tables"),
    Key("colours", "pale", "ground of boxes", "#e4eff4"),
    Key("word", "template", "Word template", "council.dotx beside the file, or a whole path"),
)
ALTERNATIVE = KEYS[4]
PARTS: Mapping[str, Mapping[str, str]] = {"sections": SECTIONS, "board_paper": BOARD_SECTIONS}


def text_of(path: Path) -> str:
    """The file's text, or what it would begin as. Raises Problem."""
    if not path.exists():
        return house.starting_text()
    with os_problems("The house style cannot be read", path):
        try:
            return read(path).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise Problem("The house style is not UTF-8 text", where=str(path)) from error


def values(path: Path) -> dict[str, str]:
    """What stands in the file under each key that holds a text, by its dotted name. Raises Problem."""
    data = parsed(text_of(path), str(path))
    found: dict[str, str] = {}
    for key in KEYS:
        table = data.get(key.table) if key.table else data
        value = table.get(key.name, "") if isinstance(table, dict) else ""
        found[key.dotted] = value if isinstance(value, str) else str(value)
    return found


def parts(path: Path, table: str) -> dict[str, bool]:
    """Which parts are in, by name. Raises Problem."""
    stated = parsed(text_of(path), str(path)).get(table, {})
    return {name: not (isinstance(stated, dict) and stated.get(name) is False) for name in PARTS[table]}


def refusal(path: Path, key: Key, value: str) -> str:
    """Why the key cannot have this value; empty where it can."""
    try:
        parsed(text_of(path), str(path))  # what is no TOML is told of as such
        wrong = house.wrong_in(_changed(path, key.table, key.name, value), path)
    except Problem as problem:
        return str(problem)
    place = next((where for where in wrong if where.rpartition(", ")[2] == key.dotted), None)
    return "" if place is None else wrong[place]


def change(path: Path, table: str | None, name: str, value: str | bool | None) -> None:
    """Have a key say this in the file, which is made if missing; None leaves it to its default.

    Raises Problem.
    """
    text = _changed(path, table, name, value)
    with os_problems("The house style cannot be kept", path):
        make_folder(path.parent)
        write_durably(path.resolve(), text.encode())


def _changed(path: Path, table: str | None, name: str, value: str | bool | None) -> str:
    try:
        return with_text(text_of(path), name, value, table=table)
    except (ValueError, RecursionError) as error:
        hint = "Change it in the file, with any editor."
        raise Problem(f"It cannot be changed here: {error}", where=str(path), hint=hint) from error


def write_sample(path: Path) -> tuple[Path, ...]:
    """A page and a document of made-up minutes in the house style of this file, beside it. Raises Problem."""
    style, problem = house.usable(path)
    if problem is not None:
        raise problem
    summary = sample(style)
    files = {"html": html.render(summary), "docx": word.render(summary)}
    written = tuple(path.with_name(f"{SAMPLE}.{suffix}") for suffix in files)
    for file, data in zip(written, files.values(), strict=True):
        with os_problems("The sample cannot be written", file):
            make_folder(file.parent)
            write_durably(file, data)
    return written


def sample(style: House) -> Summary:
    """Made-up minutes, with a piece of everything that a house style has a say in."""
    header = ("No.", "Action", "Owner", "Due")
    rows = (
        (plain("A1"), plain("Draft the risk-sharing protocol"), plain("Priya Shah"), plain("30 Jan 2027")),
        (plain("A2"), plain("Invite the hospices"), plain("Sam Reed"), plain("12 Feb 2027")),
    )
    blocks = (
        Heading(1, plain("A sample of your house style"), "summary"),
        Facts((("Place", plain("Exampleshire")), ("Date", plain("1 Dec 2026")))),
        Heading(2, plain("Decisions"), "decisions"),
        Bullets((plain("The boards meet as one from April."), plain("We meet again in June."))),
        Heading(2, plain("Actions"), "actions"),
        TableBlock(plain("Who does what by when"), header, rows),
        Heading(2, plain("What was said"), "pack-sample"),
        Heading(3, plain("1.2 Clear decisions"), "sample-item"),
        Paragraph(plain("Everyone knows who decides what, and where to take a clash."), style="statement"),
        Bullets((plain("Nobody could name the route."),), lead="Comments"),
    )
    return Summary("A sample", tuple(housed(blocks, "full", style)), "minutes", house=style)
