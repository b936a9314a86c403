"""The arguments of commands for talks, table work, cards, guesses and the evaluation: see `workshop.cli`."""

from typing import Any

from workshop.cli.arguments import SESSION, STDIN, STEP, command, flag, optional, value


def add_commands(commands: Any) -> None:
    """Add them to those of the parser."""
    for add in (_talk, _table_work):
        add(commands)


def _talk(commands: Any) -> None:
    talk = command(commands, "talk", "at_tables:talk", "say who speaks in a talk, and what about", json=True)
    value(talk, "session", "SESSION", SESSION)
    value(talk, "step", "STEP", STEP)
    value(talk, "--speaker", "NAME", "who speaks; '' where that is not known")
    value(talk, "--about", "TEXT", "what it is about, in a sentence")


def _table_work(commands: Any) -> None:
    text = "give the tables of a step their task"
    work = command(commands, "table-work", "at_tables:table_work", text, json=True)
    value(work, "session", "SESSION", SESSION)
    value(work, "step", "STEP", STEP)
    optional(work, "task", "TASK", f"what each table is to do; {STDIN}")
    how = work.add_mutually_exclusive_group()
    flag(how, "--each", "then each table feeds back, one after the other")
    flag(how, "--together", "then all tables feed back together")
