"""What the arguments of all commands are made of, and the words that several have in common.

Loads `argparse` alone: see `workshop.cli`.
"""

import os
import re
import sys
from argparse import SUPPRESS, Action, ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any, NoReturn

STATUSES = ("open", "in progress", "done", "dropped")
NOTE_KINDS = ("evidence", "comment", "decision", "parked")
EVIDENCE_KINDS = ("people", "staff", "partners", "seen", "data", "documents")
EVIDENCE_STRENGTHS = ("none", "some", "strong")
DEFAULT_TEMPLATE = "self-assessment"
SESSION = "the session's id, a part of it that fits no other, or the path of its file"
ITEM = "the item's id or number, such as icbo/D1.3, D1.3, 1.3 or 'tip 1'"
STDIN = "- reads it from stdin; put -- before a text that begins with a hyphen"
PARTNER = "the partner's name, or a part of it that fits no other"
FOLDER = "where sessions lie (default: your data folder)"
TO = "the folder to write to (default: `summaries` beside the sessions)"
STEP = "the step's id, such as s3, its title, or a part of that which fits no other"
_NO_TEXT = re.compile("[\ud800-\udfff]")
"""What Python makes of bytes that are no UTF-8, and half characters, which only Windows lets through."""


class _Formatter(RawDescriptionHelpFormatter):
    """Writes what can be left out in brackets, also where `optional` has added it."""

    def _format_args(self, action: Action, default_metavar: str) -> str:
        args = super()._format_args(action, default_metavar)
        can_be_left_out = not action.option_strings and not action.required and action.nargs is None
        return f"[{args}]" if can_be_left_out else args


class Parser(ArgumentParser):
    """An `ArgumentParser` that says a mistake as all other messages are said, and points to the help."""

    def __init__(self, **more: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=_Formatter, **more)

    def _check_value(self, action: Action, value: Any) -> None:
        """Of a command that there is not, say which one is nearest, and not all that there are."""
        if isinstance(action.choices, dict) and value not in action.choices:
            from difflib import get_close_matches  # noqa: PLC0415  # only whoever mistypes waits for it

            near = get_close_matches(str(value), action.choices, 1)
            hint = f". Is it `{self.prog} {near[0]}` that you mean?" if near else ""
            self.error(f"there is no command {value!r}{hint}")
        super()._check_value(action, value)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with what was typed; exit 2."""
        sys.stderr.write(f"workshop: {message}\n  See `{self.prog} --help`.\n")
        sys.exit(2)


class OneCommand:
    """Takes the commands of a parser, and has only one of them built."""

    def __init__(self, commands: Any, name: str) -> None:
        self._commands, self._name = commands, name

    def add_parser(self, name: str, **more: Any) -> Any:
        """A parser of the command that is wanted, and of another one none."""
        return self._commands.add_parser(name, **more) if name == self._name else _Unasked()


class _Unasked:
    """Stands for the parser of a command that was not asked for, and for all that is added to it."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: self


def command(commands: Any, name: str, run: str, text: str, *, json: bool = False) -> Parser:
    """A command: its name, what does the work, and what it does in a sentence."""
    parser: Parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    parser.set_defaults(run=run)
    value(parser, "--folder", "DIR", FOLDER, type=Path, default=SUPPRESS)
    if json:
        flag(parser, "--json", "print it as JSON, in the form of the models")
    return parser


def of_session(commands: Any, name: str, run: str, text: str) -> Parser:
    """A command on a session, named first, that prints JSON, too."""
    parser = command(commands, name, run, text, json=True)
    value(parser, "session", "SESSION", SESSION)
    return parser


def text_only(typed: str) -> str:
    """`typed` as it stands. Bytes that are no text are refused, since no record could hold them."""
    if _NO_TEXT.search(typed):
        shown = ascii(typed).replace("\\udc", "\\x")
        raise ArgumentTypeError(f"{shown} holds bytes that are no text; type it in UTF-8")
    return typed


def name_or_path(typed: str) -> str:
    """`typed` as it stands, as `text_only` has it, or as the path of a file, which may have any bytes."""
    is_path = os.sep in typed or typed.lower().endswith(".json")
    return typed if is_path else text_only(typed)


def value(parser: Any, name: str, metavar: str | tuple[str, ...] | None, text: str, **more: Any) -> Action:
    """Something that is typed: in its place, or after an option. What is no path has to be text."""
    more.setdefault("type", name_or_path if name == "session" else text_only)
    action: Action = parser.add_argument(name, metavar=metavar, help=text, **more)
    return action


def optional(parser: Any, name: str, metavar: str, text: str, **more: Any) -> None:
    """What is typed in its place and can be left out.

    With `nargs="?"` it would be taken for left out as soon as an option stands before it.
    """
    value(parser, name, metavar, text, **more).required = False


def values(parser: Any, name: str, metavar: str, text: str, **more: Any) -> None:
    """An option that can be given several times."""
    value(parser, name, metavar, text, action="append", default=[], **more)


def flag(parser: Any, name: str, text: str) -> None:
    """An option that stands or does not."""
    parser.add_argument(name, action="store_true", help=text)


def anonymous(parser: Any) -> None:
    """The option that leaves out the names of people."""
    text = "without names of people: what they do, or their body, stands there; read it before it goes out"
    flag(parser, "--anonymous", text)


def replacing(parser: Any, rooms: str, partners: str) -> None:
    """The option without which the room never answers beside the partners."""
    flag(
        parser,
        "--replace",
        f"the room's {rooms} instead of the partners' {partners}, or these instead: never both",
    )


def bringing_in(parser: Any, when: str = "") -> None:
    """Options of what is shown before it is taken from a file."""
    flag(parser, "--dry-run", f"{when}show what would be taken, and take nothing")
    flag(parser, "--yes", f"{when}take it without asking")
