"""Packs and templates of the user's own: begun from a commented file, made from a table, written out."""

import textwrap
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sessions import disk
from sessions.material import Pack, Slug
from sessions.plan import Template
from sessions.problem import Problem
from sessions.sheets import read_sheet
from sessions.text import RESERVED, slug
from workshop.materials import sheet, table
from workshop.materials.lines import Key
from workshop.materials.load import checked, dotted
from workshop.materials.toml import toml

_ID: TypeAdapter[str] = TypeAdapter(Slug)
STARTING_FILE = """\
# A pack of your own. Lines that begin with # are for you; the program does not read them.
# See what is wrong with it at any time:
#   workshop packs check {path}

id = "{id}"  # small letters, digits, hyphens. For good: sessions remember it.
edition = "{year}"           # another text under the same ids is another edition
name = "{name}"
item_word = "standard"      # what one item is called: standard, statement, question, risk ...
about = "What this is, and who it is for, in a sentence or two."
# profile = "radar"         # the summary page draws agreed levels as a radar, where a section has 3 to 16
#                           # items on one scale; as bars without this line

[source]
title = "Where it comes from"
publisher = "Who published it"
year = {year}
note = ""                   # anything a careful reader should know

# What the room answers. Leave the scale out where items are talked about, and not scored.
# Levels begin at 0 or 1. Each section or item can have a scale of its own, as [sections.scale].
[scale]
question = "How far are we?"
# poles = ["how it was", "how it should be"]

[[scale.levels]]
number = 1
label = "not yet"           # one to four words, for the wall
meaning = "Nothing is there, or we have only talked about it."

[[scale.levels]]
number = 2
label = "part-way"
meaning = "Some of it is there and works."

[[scale.levels]]
number = 3
label = "fully"
meaning = "All of it is there and works from day to day."

[[sections]]
id = "first"
title = "The first part"
label = "Part 1"
# item_word = "option"      # where its items are called otherwise than those of the other parts
about = "Read out before its items. Leave it out if there is nothing to say."
closing = "What will we do together next?"

[[sections.items]]
id = "{id}/A1"              # the pack's id, a slash and a code. For good.
number = "1.1"              # what the room calls it
name = "A few words"
statement = "What good looks like, in at most 30 words, to be read aloud."
prompts = ["A question that gets people talking, in at most 25 words?"]
evidence = ["What would show that it is so."]
# wording = "The official wording, of any length, where the statement is a short form of it."
# parts = ["What the statement is made of", "a line each"]
# levels = ["What level 1 means for this item", "what level 2 means", "what level 3 means"]
# questions = ["Opens where a checklist says no or partly?"]
# asked = ["council", "NHS"]

[[sections.items]]
id = "{id}/A2"
number = "1.2"
name = "Another item"
statement = "Write as many as you need."
"""


STARTING_TEMPLATE = """\
# A template of your own: a ready agenda. Lines that begin with # are for you.
# See what is wrong with it at any time:
#   workshop templates check {path}

id = "{id}"  # small letters, digits, hyphens. For good: sessions remember it.
name = "{name}"
minutes = 60                # of all steps together
for_whom = "a few words, where templates are listed"
about = "What the group does in it."

# Kinds of steps:
{kinds}

[[steps]]
kind = "welcome"
title = "Welcome"
minutes = 10
script = [
    "What the facilitator says or does, a line each.",
    "A command's id in braces is shown as its key: {{add_action}} takes an action.",
]

[[steps]]
kind = "prioritise"
title = "What comes first?"
minutes = 15
candidates = "typed"        # what the room names; or "items" of a pack, "gaps", "actions"
dots = 3                    # for each partner

[[steps]]
kind = "discuss"
title = "The two with most dots"
minutes = 25
top = 2                     # of the vote before it; or a pack, and sections of it:
# pack = "icbo"
# sections = ["d1"]         # or: choose = 1, for the facilitator to choose a section
# items = ["D1.3", "D1.6"]  # some of their items; or: choose_items = 3, to choose up to three

# [[steps]]
# kind = "appraise"
# title = "Held against criteria"
# minutes = 30
# top = 4                   # of the vote before it; or sections of a pack; or, with a pack,
#                           # candidates = "typed": what the room names
# criteria = ["Reach", "Cost"]  # or those of the pack: criteria_section = "criteria"

[[steps]]
kind = "close"
title = "Close"
minutes = 10
"""


def start_template(template_id: str, path: Path, kinds: Iterable[str]) -> None:
    """Write a commented file to begin a template with. Raises Problem."""
    check_id(template_id, "a template")
    name = template_id.replace("-", " ").capitalize()
    known = textwrap.fill(
        ", ".join(kinds), 76, initial_indent="#   ", subsequent_indent="#   ", break_on_hyphens=False
    )
    text = STARTING_TEMPLATE.format(id=template_id, name=name, path=path, kinds=known)
    _write_new(path, text.encode(), replace=False)


def start(pack_id: str, path: Path, year: int) -> None:
    """Write a commented file to begin with. Raises Problem where the id is none or a file is in the way."""
    check_id(pack_id)
    name = pack_id.replace("-", " ").capitalize()
    text = STARTING_FILE.format(id=pack_id, name=name, path=path, year=year)
    _write_new(path, text.encode(), replace=False)


def pack_from_table(path: Path, pack_id: str | None, year: int) -> Pack:
    """The pack in a .csv or .xlsx file. Raises Problem that lists all that is wrong, with the rows."""
    own_id = pack_id or slug(path.stem) or "own"
    check_id(own_id)
    where = str(path)
    data, rows = table.pack_data(read_sheet(path, "a pack").rows, own_id, year, where)
    if pack_id is not None and data["id"] != pack_id:
        data = _renamed(data, pack_id)

    def place(key: Key) -> str:
        for end in range(len(key), -1, -1):
            if (row := rows.get(key[:end])) is not None:
                return f"row {row}, {dotted(key[end:])}" if key[end:] else f"row {row}"
        return dotted(key)

    return checked(Pack, data, where, place)


def _renamed(data: dict[str, Any], pack_id: str) -> dict[str, Any]:
    """The data with another id, the items' with it."""
    before = f"{data['id']}/"
    for section in data["sections"]:
        for item in section["items"]:
            if str(item.get("id", "")).startswith(before):
                item["id"] = f"{pack_id}/{item['id'].removeprefix(before)}"
    return {**data, "id": pack_id}


def keep(material: Pack | Template, folder: Path, *, replace: bool) -> Path:
    """Write a pack or a template into the user's folder of such, and give its path.

    Raises Problem where a file is in the way.
    """
    path = folder / f"{material.id}.toml"
    _write_new(path, toml(material).encode(), replace=replace)
    return path


def keep_template(template: Template, folder: Path, known: Collection[str], *, replace: bool) -> Path:
    """Write a template, whose id must be none that the program itself has; its path. Raises Problem."""
    path = folder / f"{template.id}.toml"
    if template.id in known and not path.exists():
        hint = "Give it another one, for instance with your place's name in it."
        raise Problem(f"The id {template.id!r} is taken", hint=hint)
    return keep(template, folder, replace=replace)


def export(pack: Pack, path: Path, *, replace: bool) -> None:
    """Write a pack as .csv, .xlsx or .toml. Raises Problem for another kind of file."""
    match path.suffix.casefold():
        case ".csv":
            content = sheet.as_csv(sheet.cells(table.rows(pack)))
        case ".xlsx":
            content = sheet.as_workbook(sheet.cells(table.rows(pack)))
        case ".toml":
            content = toml(pack).encode()
        case _:
            hint = "End its name in .csv, .xlsx or .toml."
            raise Problem("What kind of file is it to be?", where=str(path), hint=hint)
    _write_new(path, content, replace=replace)


def check_id(wanted: str, of: str = "a pack") -> None:
    """Raises Problem where nothing can have this id."""
    try:
        _ID.validate_python(wanted)
    except ValidationError as error:
        hint = "Small letters and digits with single hyphens between, at most 60: north-vale-standards."
        raise Problem(f"{wanted[:60]!r} cannot be the id of {of}", hint=hint) from error
    if RESERVED.fullmatch(wanted):
        hint = f"Windows keeps this name for a device. Name it more fully, such as {wanted}-pack."
        raise Problem(f"{wanted!r} cannot be the id of {of}", hint=hint)


def _write_new(path: Path, content: bytes, *, replace: bool) -> None:
    if path.exists() and not replace:
        raise Problem("There is such a file already", where=str(path), hint="Name another, or add --replace.")
    with disk.os_problems("The file cannot be written", path):
        disk.make_folder(path.parent)
        disk.write_durably(path, content)
