"""What can be typed after `workshop`. Loads `argparse` and the outputs' table alone: see `workshop.cli`."""

from __future__ import annotations

import sys
from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any, NoReturn

from sessions.outputs import registry
from workshop import __version__

NOTE_KINDS = ("evidence", "comment", "decision", "parked")
EVIDENCE_STRENGTHS = ("none", "some", "strong")
DEFAULT_TEMPLATE = "self-assessment"

SESSION = "the session's id, a part of it that fits no other, or the path of its file"
ITEM = "the item's id or number, such as icbo/D1.3, D1.3, 1.3 or 'tip 1'"
STDIN = "- reads it from stdin; put -- before a text that begins with a hyphen"
PARTNER = "the partner's name, or a part of it that fits no other"

EXAMPLES = """\
examples:
  workshop                                   open the screen
  workshop demo                              look around in a worked example
  workshop new --place Exampleshire --date "1 Dec" --partner "County Council:council"
  workshop answer exampleshire 1.3 council 4
  workshop act exampleshire "Draft the protocol @Priya (ICB) ^30 Jan" --item 1.6
  workshop summary exampleshire

Sessions lie in the folder named by --folder, else by WORKSHOP_FOLDER, else by `folder` in the settings,
else in your data folder. Data goes to stdout, messages to stderr. Exit codes: 0 done; 1 it ran and found
something wrong; 2 it could not be done, and nothing was changed.
"""


class Parser(ArgumentParser):
    """An `ArgumentParser` that says a mistake as all other messages are said, and points to the help."""

    def __init__(self, **more: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=RawDescriptionHelpFormatter, **more)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with what was typed; exit 2."""
        sys.stderr.write(f"workshop: {message}\n  See `{self.prog} --help`.\n")
        sys.exit(2)


def build() -> Parser:
    """The parser of the whole command line. `run` in its result names what does it, "module:function"."""
    parser = Parser(
        prog="workshop",
        description="Run a joint-commissioning workshop: views, agreed levels, actions, and a summary.",
        epilog=EXAMPLES,
    )
    parser.add_argument("--version", action="version", version=f"workshop {__version__}")
    _folder(parser)
    parser.set_defaults(run="screen:home", folder=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    _making(commands)
    _screens(commands)
    _reading(commands)
    _recording(commands)
    _material(commands)
    _keys(commands)
    _guide(commands)
    _keeping(commands)
    return parser


def _folder(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--folder",
        type=Path,
        metavar="DIR",
        default=SUPPRESS,
        help="where sessions lie (default: your data folder)",
    )


def _command(commands: Any, name: str, run: str, text: str, *, json: bool = False) -> ArgumentParser:
    """A command: its name, what does the work, and what it does in a sentence."""
    parser: ArgumentParser = commands.add_parser(
        name, help=text, description=text[0].upper() + text[1:] + "."
    )
    parser.set_defaults(run=run)
    _folder(parser)
    if json:
        parser.add_argument("--json", action="store_true", help="print it as JSON, in the form of the models")
    return parser


def _making(commands: Any) -> None:
    new = _command(commands, "new", "make:new", "make a session, print its id, and open it", json=True)
    new.add_argument(
        "--template",
        default=DEFAULT_TEMPLATE,
        metavar="ID",
        help=f"which agenda (default: {DEFAULT_TEMPLATE})",
    )
    new.add_argument("--title", default="", help="what the session is called")
    new.add_argument("--place", default="", help="which place it is about")
    new.add_argument("--date", metavar="DAY", help='when it is, day first: "1 Dec", 1/12/2026, Friday')
    new.add_argument(
        "--partner",
        action="append",
        default=[],
        metavar="NAME:SECTOR",
        help="a body in the room; NAME:SECTOR:12 says how many people it brought. Can be given several times."
        " Sectors: council, NHS, voluntary, provider, lived experience, other",
    )
    new.add_argument(
        "--person",
        action="append",
        default=[],
        metavar="NAME:ROLE:PARTNER",
        help="somebody who is there; role and partner can be left out",
    )
    new.add_argument(
        "--section",
        action="append",
        default=[],
        metavar="ID",
        help="a section to work on, for templates that let you choose, such as d2",
    )
    new.add_argument(
        "--people-answer",
        action="store_true",
        help="answers are those of people, to be kept anonymous, not of the partners as bodies",
    )
    new.add_argument("--no-open", action="store_true", help="do not open the screen")


def _screens(commands: Any) -> None:
    opened = _command(commands, "open", "screen:open_session", "open a session on the screen, where it was")
    opened.add_argument("session", metavar="SESSION", help=SESSION)
    audience = _command(
        commands,
        "audience",
        "audience:audience",
        "show the room a session in a second window, for the projector",
    )
    audience.add_argument("session", metavar="SESSION", help=SESSION)
    audience.add_argument(
        "--theme", metavar="NAME", help="its colours (default: those of the settings, if for a room)"
    )
    demo = _command(commands, "demo", "make:demo", "make a worked example, to look around in and to run")
    demo.add_argument("--no-open", action="store_true", help="print its id and do not open the screen")


def _reading(commands: Any) -> None:
    _command(commands, "list", "listing:list_sessions", "list the sessions, newest first", json=True)
    show = _command(commands, "show", "report:show", "print a plain account of a session", json=True)
    show.add_argument("session", metavar="SESSION", help=SESSION)
    summary = _command(
        commands, "summary", "report:summary", "write a session's summary, and print where", json=True
    )
    summary.add_argument("session", metavar="SESSION", help=SESSION)
    summary.add_argument(
        "--to",
        type=Path,
        metavar="DIR",
        help="the folder to write to (default: `summaries` beside the session)",
    )
    summary.add_argument(
        "--format",
        dest="formats",
        default=",".join(registry.usual()),
        metavar="LIST",
        help=f"which of {', '.join(registry.ids())}, with commas between (default: %(default)s)",
    )


def _recording(commands: Any) -> None:
    answer = _command(commands, "answer", "record:answer", "record what a partner answered")
    _session_and_item(answer)
    answer.add_argument("partner", metavar="PARTNER", help=f"{PARTNER}; `room` where there are no partners")
    answer.add_argument("level", metavar="LEVEL", nargs="?", help="1 and up, or 0 or ? for don't know")
    answer.add_argument(
        "--counts", metavar="N,N,…", help="a show of hands: how many for each level, lowest first"
    )
    answer.add_argument("--dont-know", type=int, metavar="N", help="with --counts: how many don't know")
    answer.add_argument("--round", type=int, metavar="N", help="1 for the first view, 2 for after the talk")

    agree = _command(commands, "agree", "record:agree", "record the level that the room agreed on")
    _session_and_item(agree)
    agree.add_argument("level", metavar="LEVEL", help="1 and up")
    agree.add_argument("--target", metavar="LEVEL", help="where to get to (default: the next level up)")
    agree.add_argument("--evidence", choices=EVIDENCE_STRENGTHS, help="how strong the evidence is")
    agree.add_argument(
        "--dissent",
        action="append",
        default=[],
        metavar="PARTNER: REASON",
        help="a partner that does not share the level, and why; can be given several times",
    )

    note = _command(commands, "note", "record:note", "add a note, and print its id", json=True)
    note.add_argument("session", metavar="SESSION", help=SESSION)
    note.add_argument("text", metavar="TEXT", help=f"what was said; {STDIN}")
    note.add_argument("--kind", choices=NOTE_KINDS, default="comment", help="default: comment")
    note.add_argument("--item", metavar="ITEM", help=f"{ITEM}, or a section such as D1")

    act = _command(commands, "act", "record:act", "add an action, and print its id", json=True)
    act.add_argument("session", metavar="SESSION", help=SESSION)
    act.add_argument(
        "text",
        metavar="TEXT",
        help=f'what is to be done; "… @Priya (ICB) ^30 Jan" says by whom and by when; {STDIN}',
    )
    act.add_argument("--owner", metavar="NAME", help="who will do it")
    act.add_argument("--body", metavar="NAME", help="for which body")
    act.add_argument("--due", metavar="DAY", help='by when, day first: "30 Jan", 30/1/2027, "in 2 weeks"')
    act.add_argument("--item", metavar="ITEM", help=f"{ITEM}, or a section such as D1")
    act.add_argument("--measure", default="", metavar="TEXT", help="how we will know that it is done")
    act.add_argument("--risk", action="store_true", help="the room sees it as taking a risk")


def _session_and_item(parser: ArgumentParser) -> None:
    parser.add_argument("session", metavar="SESSION", help=SESSION)
    parser.add_argument("item", metavar="ITEM", help=ITEM)


def _material(commands: Any) -> None:
    packs = _command(commands, "packs", "material:list_packs", "list, show or check packs of material")
    parts = packs.add_subparsers(metavar="list | show | check", parser_class=Parser, required=True)
    _command(parts, "list", "material:list_packs", "list the packs", json=True)
    show = _command(parts, "show", "material:show_pack", "print all of a pack", json=True)
    show.add_argument("pack", metavar="ID", help="the pack's id, such as icbo")
    check = _command(parts, "check", "material:check_pack", "check a pack that you wrote", json=True)
    check.add_argument("path", metavar="PATH", type=Path, help="its TOML file")
    templates = _command(commands, "templates", "material:list_templates", "list the templates of agendas")
    parts = templates.add_subparsers(metavar="list", parser_class=Parser, required=True)
    _command(parts, "list", "material:list_templates", "list the templates", json=True)
    glossary = _command(
        commands, "glossary", "glossary:glossary", "say what a term or abbreviation means", json=True
    )
    glossary.add_argument(
        "term", metavar="TERM", nargs="*", help="a term, an abbreviation or a part of one (default: list all)"
    )


def _keys(commands: Any) -> None:
    keys = _command(commands, "keys", "keys:keys", "print the card of keys to put on the lectern")
    form = keys.add_mutually_exclusive_group()
    form.add_argument("--html", action="store_true", help="as a web page that prints on one A4 page")
    form.add_argument("--json", action="store_true", help="print it as JSON, command by command")
    keys.add_argument("--to", type=Path, metavar="FILE", help="write it to this file, and print its path")


def _guide(commands: Any) -> None:
    guide = _command(commands, "guide", "guide:guide", "open the guide, with a picture of every screen")
    form = guide.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help="print it as plain text, and write nothing")
    form.add_argument(
        "--to",
        type=Path,
        metavar="FILE",
        help="the file to write to (default: guide.html in `summaries`, and open it)",
    )
    then = guide.add_mutually_exclusive_group()
    then.add_argument("--open", action="store_true", help="with --to: open it in the browser, too")
    then.add_argument("--no-open", action="store_true", help="write it, print its path, and open nothing")


def _keeping(commands: Any) -> None:
    check = _command(commands, "check", "keep:check", "check that sessions on disk are whole", json=True)
    check.add_argument("session", metavar="SESSION", nargs="?", help=f"{SESSION} (default: all)")
    check.add_argument("--repair", action="store_true", help="mend what can be mended; a backup is kept")
