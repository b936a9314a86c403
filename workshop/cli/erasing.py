"""The arguments of commands that take out what is stored: `forget` and `delete`."""

from typing import Any

from workshop.cli.arguments import SESSION, command, flag, value, values

YES = "do it without asking"


def add_commands(commands: Any) -> None:
    """Add them to those of the parser."""
    text = "take a person out of a session and all that is kept and was written of it"
    forget = command(commands, "forget", "forget:forget", text, json=True)
    value(forget, "session", "SESSION", SESSION)
    value(forget, "--person", "NAME", "whose name it is, as the session has it", required=True)
    text = "another spelling or part of the name to take out, or `all` listed; several times if needed"
    values(forget, "--also", "SPELLING", text)
    text = "leave such spellings as they are here, since somebody else is meant: N3, A7, title, …"
    values(forget, "--keep", "PLACE", text)
    value(
        forget, "--as", "WORDS", "what stands there instead (default: a participant)", dest="by", default=""
    )
    flag(forget, "--yes", YES)
    text = "move a session to the bin, or delete it for good with all that is kept of it"
    delete = command(commands, "delete", "delete:delete", text, json=True)
    value(delete, "session", "SESSION", f"{SESSION}; with --for-good, one in the bin, too, by its id")
    flag(
        delete,
        "--for-good",
        "session, backups, drafts, undo: nothing of it is kept, and nothing brings it back",
    )
    flag(
        delete,
        "--outputs",
        "with --for-good: and what was written of it, as far as that is as it was written",
    )
    flag(delete, "--yes", YES)
