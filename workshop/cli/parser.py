"""What can be typed after `workshop`. Loads `argparse` and the outputs' table alone: see `workshop.cli`."""

from argparse import SUPPRESS, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sessions.outputs import registry
from sessions.summary.forms import FORMS
from workshop import __version__
from workshop.cli import (
    bringing_arguments,
    changing,
    choosing,
    erasing,
    house_arguments,
    laptop_arguments,
    over_sessions,
    register_arguments,
    signing_arguments,
    step_arguments,
)
from workshop.cli.arguments import (
    DEFAULT_TEMPLATE,
    EVIDENCE_KINDS,
    EVIDENCE_STRENGTHS,
    FOLDER,
    ITEM,
    NOTE_KINDS,
    PARTNER,
    SESSION,
    STDIN,
    OneCommand,
    Parser,
    anonymous as _anonymous,
    command as _command,
    flag as _flag,
    name_or_path,
    optional as _optional,
    value as _value,
    values as _values,
)

ATTENDANCES = ("there", "apologies", "late", "left")
EXAMPLES = """\
examples:
  workshop                                   open the screen
  workshop demo                              look around in a worked example
  workshop new --place Exampleshire --date "1 Dec" --partner "County Council:council"
  workshop answer exampleshire 1.3 council 4
  workshop act exampleshire "Draft the protocol @Priya (ICB) ^30 Jan" --item 1.6
  workshop summary exampleshire

Sessions lie in the folder named by --folder, else by WORKSHOP_FOLDER, else by `folder` in the settings,
else in your data folder, or, where a file "portable" lies beside the program, in "workshop-data" there.
Data goes to stdout, messages to stderr. Exit codes: 0 done; 1 it ran and found something wrong, or recorded
something and could not print it; 2 it could not be done, and nothing was changed.
"""


def parse(argv: Sequence[str]) -> Namespace:
    """What was typed. `run` names what does it, "module:function". Exits where it can't be read."""
    return build(_command_in(argv)).parse_args(argv)


def _command_in(argv: Sequence[str]) -> str | None:
    """The command that is typed; None where only all of them together can read it."""
    words = iter(argv)
    for word in words:
        if word == "--folder":
            next(words, None)
        elif not word.startswith("--folder="):
            return None if word.startswith("-") else word
    return None


def build(only: str | None = None) -> Parser:
    """The parser of the whole command line; with `only`, of this command alone, if there is one.

    To build all takes longer than many a command.
    """
    parser = Parser(
        prog="workshop",
        description="Run a joint-commissioning workshop: views, agreed levels, actions, and a summary.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"workshop {__version__}")
    _value(parser, "--folder", "DIR", FOLDER, type=Path, default=SUPPRESS)
    parser.set_defaults(run="screen:home", folder=None)
    known = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    commands: Any = known if only is None else OneCommand(known, only)
    for add_commands in (_making, _screens, _reading, _answering, _noting, _meeting, _keeping_time):
        add_commands(commands)
    changing.add_commands(commands)
    bringing_arguments.add_commands(commands)
    over_sessions.add_commands(commands)
    register_arguments.add_commands(commands)
    choosing.add_commands(commands)
    step_arguments.add_commands(commands)
    house_arguments.add_commands(commands)
    erasing.add_commands(commands)
    for add_commands in (_material, _help):
        add_commands(commands)
    laptop_arguments.add_commands(commands)
    signing_arguments.add_commands(commands)
    return parser if only in (None, *known.choices) else build()


def _making(commands: Any) -> None:
    new = _command(commands, "new", "make:new", "make a session, print its id, and open it", json=True)
    text = f"the ready agenda to begin from (default: {DEFAULT_TEMPLATE})"
    _value(new, "--template", "ID", text)
    _value(new, "--title", None, "what the session is called")
    _value(new, "--place", None, "which place it is about")
    _value(new, "--date", "DAY", 'when it is or was, day first: "1 Dec", 1/12/2026, Friday (the nearest one)')
    text = (
        "a body in the room; NAME:SECTOR:12 says how many people it brought; several times if needed."
        " Sectors: council, NHS, voluntary, provider, lived experience, other"
    )
    _values(new, "--partner", "NAME:SECTOR", text)
    text = "somebody who is there; role and partner can be left out"
    _values(new, "--person", "NAME:ROLE:PARTNER", text)
    text = "make the next one after this session: what it had, its open actions and its parked points go on"
    _value(new, "--after", "SESSION", text, type=name_or_path)
    _flag(new, "--without-parked", "with --after: leave the parked points where they are")
    left = new.add_mutually_exclusive_group()
    text = "with --after: take on what nobody came to there, as steps (default: what was left for this time)"
    _flag(left, "--with-not-reached", text)
    _flag(left, "--without-not-reached", "with --after: not even what was left for this time")
    _values(new, "--section", "ID", "a section to work on, for templates that let you choose, such as d2")
    _values(new, "--item", "ITEM", "an item to work on, for templates that let you choose, such as 1.3")
    text = "answers are those of people, to be kept anonymous, not of the partners as bodies"
    _flag(new, "--people-answer", text)
    _flag(new, "--no-open", "do not open the screen")


def _screens(commands: Any) -> None:
    opened = _command(commands, "open", "screen:open_session", "open a session on the screen, where it was")
    _value(opened, "session", "SESSION", SESSION)
    text = "show the room a session in a second window, for the projector"
    audience = _command(commands, "audience", "screen:audience", text)
    _value(audience, "session", "SESSION", SESSION, nargs="?")
    _flag(audience, "--rehearsal", "the rehearsal that is going on, instead of a session")
    _value(audience, "--theme", "NAME", "its colours (default: those of the settings, if for a room)")
    text = "try a session out on the screen: everything works, and nothing of it is kept"
    rehearse = _command(commands, "rehearse", "screen:rehearse", text)
    _value(rehearse, "session", "SESSION", SESSION, nargs="?")
    _value(rehearse, "--template", "ID", "an agenda with made-up partners, instead of a session")
    demo = _command(commands, "demo", "make:demo", "make a worked example, to look around in and to run")
    _flag(demo, "--no-open", "print its id and do not open the screen")


def _reading(commands: Any) -> None:
    _command(commands, "list", "listing:list_sessions", "list the sessions, newest first", json=True)
    show = _command(commands, "show", "show:show", "print a plain account of a session", json=True)
    _value(show, "session", "SESSION", SESSION)
    _flag(show, "--hidden", "with --json: with the answers and dots that are not yet revealed to the room")
    text = "print what differs between two sessions, such as a copy and its original"
    differ = _command(commands, "differ", "differ:differ", text, json=True)
    _value(differ, "session", "SESSION", SESSION)
    _value(differ, "other", "OTHER", "the other one, named in the same way")
    text = "write a session's summary, and print where"
    summary = _command(commands, "summary", "report:summary", text, json=True)
    _value(summary, "session", "SESSION", SESSION)
    text = "the folder to write to (default: `summaries` beside the session)"
    _value(summary, "--to", "DIR", text, type=Path)
    text = "how much of it, and for whom: page, minutes, full, board, large or easy (default: minutes)"
    _value(summary, "--form", "FORM", text, choices=tuple(FORMS))
    text = f"one or more of {', '.join(registry.ids())}, with commas, or all"
    text += f" (default: {','.join(registry.usual())})"
    _value(summary, "--format", "LIST", text, dest="formats", action="append")
    _anonymous(summary)
    text = "the last one again: same form, formats and folder; what has changed since goes to stderr"
    _flag(summary, "--again", text)
    _flag(summary, "--reveal", "first reveal all answers and dots that are still hidden from the room")


def _answering(commands: Any) -> None:
    answer = _command(commands, "answer", "record:answer", "record what a partner answered", json=True)
    _value(answer, "session", "SESSION", SESSION)
    _value(answer, "item", "ITEM", ITEM)
    _value(answer, "partner", "PARTNER", f"{PARTNER}; `room` for the whole room as one")
    _value(answer, "level", "LEVEL", "1 and up, or 0 or ? for don't know", nargs="?")
    _value(answer, "--counts", "N,N,…", "a show of hands: how many for each level, lowest first")
    _value(answer, "--dont-know", "N", "with --counts: how many don't know", type=int)
    _value(answer, "--round", "N", "1 for the first view, 2 for after the talk", type=int)
    text = "the room's show of hands instead of the partners' answers, or these instead of that: never both"
    _flag(answer, "--replace", text)
    text = "it takes no part in this item, as with a conflict of interest"
    _value(answer, "--takes-no-part", "REASON", text, nargs="?", const="")
    _flag(answer, "--takes-part", "it takes part again")
    _flag(answer, "--hidden", "keep it hidden from the room, until the reveal")
    text = "correct an answer that the room has seen; the record keeps that it was changed, and from what"
    _flag(answer, "--correct", text)
    agree = _command(commands, "agree", "record:agree", "record the level that the room agreed on", json=True)
    _value(agree, "session", "SESSION", SESSION)
    _value(agree, "item", "ITEM", ITEM)
    _optional(agree, "level", "LEVEL", "1 and up")
    _flag(agree, "--withdraw", "instead: take back what was agreed, with its dissent")
    _value(agree, "--target", "LEVEL", "where to get to (default: the next level up)")
    _value(agree, "--evidence", None, "how strong the evidence is", choices=EVIDENCE_STRENGTHS)
    _flag(agree, "--anyway", "also where the level lies outside all answers that were revealed")
    text = "a partner that does not share the level, and why; several times if needed"
    _values(agree, "--dissent", "PARTNER: REASON", text)


def _noting(commands: Any) -> None:
    text = "add a note, and print its id; correct one, or take it out"
    note = _command(commands, "note", "notes:note", text, json=True)
    _value(note, "session", "SESSION", SESSION)
    _optional(note, "text", "TEXT", f"what was said; {STDIN}")
    _value(note, "--kind", None, "default: comment", choices=NOTE_KINDS)
    _value(note, "--item", "ITEM", f"{ITEM}, or a section such as D1")
    text = "of evidence: what people, staff or partners said, what we saw, data, documents"
    _value(note, "--evidence", None, text, choices=EVIDENCE_KINDS)
    text = "with --kind decision: how many are for it, against it and abstain, such as 7-2-1"
    _value(note, "--votes", "FOR-AGAINST-ABSTAINING", text)
    instead = note.add_mutually_exclusive_group()
    _value(instead, "--edit", ("NOTE", "TEXT"), "correct this note", nargs=2)
    _value(instead, "--remove", "NOTE", "take this note out")
    act = _command(commands, "act", "record:act", "add an action, and print its id", json=True)
    _value(act, "session", "SESSION", SESSION)
    text = f'what is to be done; "… @Priya (ICB) ^30 Jan" says by whom and by when; {STDIN}'
    _value(act, "text", "TEXT", text)
    _value(act, "--owner", "NAME", "who will do it")
    _value(act, "--body", "NAME", "for which body")
    text = 'by when: "30 Jan", 30/1/2027, "in 2 weeks", "Q4 26/27", "next meeting"; else kept in words'
    _value(act, "--due", "WHEN", text)
    _value(act, "--item", "ITEM", f"{ITEM}, or a section such as D1")
    _value(act, "--measure", "TEXT", "how we will know that it is done", default="")
    _flag(act, "--risk", "the room sees it as taking a risk")
    text = "say when the next meeting is; actions that are due then get that date"
    meeting = _command(commands, "next-meeting", "due:next_meeting", text, json=True)
    _value(meeting, "session", "SESSION", SESSION)
    _value(meeting, "day", "DAY", 'day first: "12 Jan", "in 6 weeks"; "none" where it is not known')


def _keeping_time(commands: Any) -> None:
    pause = _command(commands, "pause", "clock:pause", "pause the clocks of a session", json=True)
    _value(pause, "session", "SESSION", SESSION)
    _flag(pause, "--go-on", "let them go on")


def _meeting(commands: Any) -> None:
    text = "list who is there, or note who came late, left or sent apologies"
    attendance = _command(commands, "attendance", "meeting:attendance", text, json=True)
    _value(attendance, "session", "SESSION", SESSION)
    _value(attendance, "name", "NAME", "a partner or a person, or a part of the name", nargs="?")
    text = "there, apologies, late or left"
    _value(attendance, "attendance", "HOW", text, nargs="?", choices=ATTENDANCES)
    _value(attendance, "--at", "TIME", "with late or left: when, such as 10:20 (default: now)")
    signing_arguments.add_to_attendance(attendance)

    text = "list which steps to come can go or be shorter where a session runs late"
    late = _command(commands, "late", "meeting:late", text, json=True)
    _value(late, "session", "SESSION", SESSION)
    _flag(late, "--apply", "do what is proposed; undo takes all of it back at once")


def _material(commands: Any) -> None:
    packs = _command(commands, "packs", "material:list_packs", "list, show, check or make packs of material")
    parts = packs.add_subparsers(
        metavar="list | show | compare | check | new | import | export", parser_class=Parser, required=True
    )
    _command(parts, "list", "material:list_packs", "list the packs", json=True)
    show = _command(parts, "show", "material:show_pack", "print all of a pack", json=True)
    _value(show, "pack", "ID", "the pack's id, such as icbo")
    text = "say what differs between a pack and a session that was run with it"
    compare = _command(parts, "compare", "material:compare_pack", text, json=True)
    _value(compare, "pack", "ID", "the pack's id, such as icbo")
    _value(compare, "session", "SESSION", SESSION)
    text = "check a pack that you wrote, or a table to import"
    check = _command(parts, "check", "material:check_pack", text, json=True)
    _value(check, "path", "ID|FILE", "its id, or its file", type=Path)
    new = _command(
        parts, "new", "own:new_pack", "write a commented file to begin a pack of your own", json=True
    )
    _value(new, "pack", "ID", "the id of the new pack, such as north-vale-standards")
    _value(new, "--to", "FILE", "the file to write (default: in your data folder)", type=Path)
    text = "make a pack of your own from a table, .csv or .xlsx"
    taken = _command(parts, "import", "own:import_pack", text, json=True)
    _value(taken, "path", "FILE", "a row an item; `packs export` shows the columns", type=Path)
    _value(taken, "--id", "ID", "the id of the pack (default: what the table or the file's name says)")
    _flag(taken, "--replace", "take the place of a pack of yours of the same id")
    export = _command(parts, "export", "own:export_pack", "write a pack as a table or file", json=True)
    _value(export, "pack", "ID", "the pack's id, such as icbo")
    _value(export, "path", "FILE", "the file to write: .csv, .xlsx or .toml", type=Path)
    _flag(export, "--replace", "write over a file that is there")
    _templates(commands)
    text = "list where to read on, or find it by words"
    resources = _command(commands, "resources", "resources:resources", text, json=True)
    _value(resources, "words", "WORDS", "words that stand in it; nothing lists all", nargs="*")
    _value(resources, "--domain", "DOMAIN", "only those of a domain, such as 2 or icbo/d2")
    text = "say what a term or abbreviation means"
    glossary = _command(commands, "glossary", "glossary:glossary", text, json=True)
    text = "a term, an abbreviation or a part of one (default: list all)"
    _value(glossary, "term", "TERM", text, nargs="*")


def _templates(commands: Any) -> None:
    text = "list, show, check or make ready agendas"
    templates = _command(commands, "templates", "templates:list_templates", text)
    parts = templates.add_subparsers(
        metavar="list | show | check | new | save", parser_class=Parser, required=True
    )
    _command(parts, "list", "templates:list_templates", "list the templates", json=True)
    show = _command(parts, "show", "templates:show", "print the steps of a template", json=True)
    _value(show, "template", "ID", "the template's id, such as learning-set")
    check = _command(parts, "check", "templates:check", "check a template that you wrote", json=True)
    _value(check, "path", "ID|FILE", "its id, or its file", type=Path)
    text = "write a commented file to begin a template of your own"
    new = _command(parts, "new", "templates:new", text, json=True)
    _value(new, "template", "ID", "the id of the new template, such as north-vale-day")
    _value(new, "--to", "FILE", "the file to write (default: in your data folder)", type=Path)
    text = "make a template of your own from a session that was run; nothing that was said is in it"
    save = _command(parts, "save", "templates:save", text, json=True)
    _value(save, "session", "SESSION", SESSION)
    _value(save, "--id", "ID", "the id of the template (default: made of its name)")
    _value(save, "--name", "TEXT", "what it is called")
    text = "the minutes of each step: as planned (the default), or as taken"
    _value(save, "--minutes", None, text, choices=("planned", "taken"), default="planned")
    _flag(save, "--replace", "take the place of a template of yours of the same id")


def _help(commands: Any) -> None:
    keys = _command(commands, "keys", "keys:keys", "print the card of keys to put on the lectern")
    form = keys.add_mutually_exclusive_group()
    _flag(form, "--html", "as a web page that prints on one A4 page")
    _flag(form, "--json", "print it as JSON, command by command")
    _value(keys, "--to", "FILE", "write it to this file, and print its path", type=Path)
    guide = _command(commands, "guide", "guide:guide", "open the guide, with a picture of every screen")
    form = guide.add_mutually_exclusive_group()
    _flag(form, "--text", "print it as plain text, and write nothing")
    text = "the file to write to (default: guide.html in `summaries`, and open it)"
    _value(form, "--to", "FILE", text, type=Path)
    then = guide.add_mutually_exclusive_group()
    _flag(then, "--open", "with --to: open it in the browser, too")
    _flag(then, "--no-open", "write it, print its path, and open nothing")
