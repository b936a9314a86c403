"""The arguments of `register`: what many places push to one database, and what comes out of it."""

from pathlib import Path
from typing import Any

from workshop.cli.arguments import Parser, command, flag, value, values
from workshop.cli.over_sessions import of_places

DATABASE = (
    'the database: "postgresql://HOST/NAME", or "service=NAME" of a service file; never with a password'
)
REGISTER = "the database; or the folder, where it is one of Parquet files"
YES = "do it without asking"


def add_commands(commands: Any) -> None:
    """Add them to those of the parser."""
    text = "the register of many places: push sessions to it, withdraw them, see what waits"
    register = command(commands, "register", "register_status:status", text, json=True)
    parts = register.add_subparsers(
        metavar="init | push | status | benchmark | export | withdraw | forget", parser_class=Parser
    )
    register.set_defaults(database=None)
    _add_sending(parts)
    _add_looking(parts)
    _add_taking_out(parts)


def _add_sending(parts: Any) -> None:
    """Add what makes a register, and sends sessions to it."""
    text = "make the register in a database, bring it up to date, and let places write to it"
    init = command(parts, "init", "register_keep:init", text, json=True)
    value(init, "database", "DATABASE", DATABASE)
    text = "a place, and the role by which it writes and reads its own; several times if needed"
    values(init, "--place", "NAME=ROLE", text)
    values(init, "--region", "ROLE", "a role that sees figures of many places, and no row of any")
    text = "send final sessions to the register; without a network they wait on this laptop"
    push = command(parts, "push", "register_push:push", text, json=True)
    text = "a session, by its id or a part of it, or a folder of them; without one, what waits is sent"
    value(push, "sessions", "SESSION|FOLDER", text, nargs="*")
    value(push, "--to", "DATABASE|DIR", REGISTER, required=True)
    flag(push, "--drafts", "sessions that are not signed off go, too")
    flag(push, "--with-text", "titles, names and all that was written go, too (default: none of it)")
    flag(push, "--yes", YES)


def _add_looking(parts: Any) -> None:
    """Add what tells of a register."""
    text = "say what waits on this laptop, and what the register has of what you may see"
    status = command(parts, "status", "register_status:status", text, json=True)
    value(status, "database", "DATABASE|DIR", REGISTER, nargs="?")
    text = "put the places of the register side by side; its owner publishes it, all others see that"
    benchmark = command(parts, "benchmark", "register_seen:benchmark", text, json=True)
    value(benchmark, "database", "DATABASE|DIR", REGISTER)
    of_places(benchmark)
    text = "for its owner: publish the names of places that were published by letters"
    flag(benchmark, "--names", text)
    text = "write the register as Parquet files, by year and pack; as much of it as you may see"
    export = command(parts, "export", "register_seen:export", text, json=True)
    value(export, "database", "DATABASE", DATABASE)
    value(export, "--to", "DIR", "the folder to write to", type=Path, required=True)


def _add_taking_out(parts: Any) -> None:
    """Add what takes sessions and people out of a register."""
    text = "take a session out of the register, and of what waits on this laptop"
    withdraw = command(parts, "withdraw", "register_keep:withdraw", text, json=True)
    value(
        withdraw,
        "session",
        "SESSION",
        "its id, or a part of it that fits no other session here; of others, the whole id",
    )
    value(withdraw, "--from", "DATABASE|DIR", REGISTER, required=True, dest="database")
    flag(withdraw, "--yes", YES)
    text = "take a person out of all text in the register that you may change"
    forget = command(parts, "forget", "register_keep:forget", text, json=True)
    value(forget, "database", "DATABASE|DIR", REGISTER)
    value(forget, "--person", "NAME", "the whole name", required=True)
    values(forget, "--also", "SPELLING", "another spelling or part of the name to take out")
    text = "what stands there instead (default: a participant)"
    value(forget, "--as", "WORDS", text, dest="by", default="")
    flag(forget, "--yes", YES)
