"""The commands as lists for people: for the help page and the settings."""

from collections.abc import Iterable, Iterator, Mapping

from workshop.commands import (
    COMMANDS,
    LEVEL_HELP,
    LEVEL_KEYS,
    TITLES,
    Command,
    Context,
    of_context,
    shown_keys,
)


def rows(context: Context, keymap: Mapping[str, str]) -> Iterator[tuple[Command, str, str]]:
    """(command, keys, help) for a list of commands; the levels are one row while none has another key."""
    levels_moved = any(command.is_level and command.id in keymap for command in COMMANDS)
    for command in of_context(context):
        if levels_moved or not command.is_level:
            yield command, shown_keys(command, keymap), command.help
        elif command.id == "answer_level_1":
            yield command, LEVEL_KEYS, LEVEL_HELP


def help_rows(
    contexts: Iterable[Context], keymap: Mapping[str, str]
) -> tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]:
    """(title of a context, rows of (keys, label, help)) for the help page."""
    return tuple(
        (TITLES[context], tuple((keys, command.label, text) for command, keys, text in rows(context, keymap)))
        for context in contexts
    )
