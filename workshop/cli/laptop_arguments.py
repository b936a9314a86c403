"""The arguments of commands for a session that stands on several laptops."""

from pathlib import Path
from typing import Any

from workshop.cli.arguments import SESSION, command, flag, value


def add_commands(commands: Any) -> None:
    """Add them to those of the parser."""
    text = "hand a session over to another laptop in one file, and let go of it here"
    hand_over = command(commands, "hand-over", "handing:hand_over", text, json=True)
    value(hand_over, "session", "SESSION", SESSION)
    value(hand_over, "--to", "DIR", "the stick or other folder to write the file to", type=Path)
    flag(hand_over, "--back", "go on here again, whether or not the other laptop has")
    text = "take over a session that another laptop handed over, and print its id"
    take_over = command(commands, "take-over", "handing:take_over", text, json=True)
    value(take_over, "file", "FILE", "the file that it wrote; it ends in .handover", type=Path)
    text = "write a copy of a session for each table, to be worked on at other laptops"
    split = command(commands, "split", "merging:split", text, json=True)
    value(split, "session", "SESSION", SESSION)
    value(split, "--tables", "N", "how many tables there are", type=int, required=True)
    value(split, "--to", "DIR", "the stick or other folder to write the files to", type=Path, required=True)
    flag(split, "--everybody", "all partners and people in each file, wherever they sit")
    text = "bring copies of a session into it, and say what came from where"
    merge = command(commands, "merge", "merging:merge", text, json=True)
    value(merge, "session", "SESSION", SESSION)
    text = "a copy, or a folder with copies, such as a stick"
    value(merge, "files", "FILE", text, type=Path, nargs="+")
    flag(merge, "--dry-run", "only say what would come")
    value(merge, "--to", "REPORT", "write the report to this file too", type=Path)
    text = "list what two laptops said differently, or settle it"
    settle = command(commands, "settle", "merging:settle", text, json=True)
    value(settle, "session", "SESSION", SESSION)
    value(settle, "conflict", "ID", "which, as the list says it", nargs="?")
    text = (
        "what stays: here (said at this laptop, else what stands now), there (the other), both, or its number"
    )
    value(settle, "--keep", "WHICH", text)
