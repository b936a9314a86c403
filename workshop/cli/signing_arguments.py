"""The arguments of commands that sign a session off, and that check whether something is as it was."""

from typing import Any

from workshop.cli.arguments import SESSION, Parser, command, flag, value, values


def add_commands(commands: Any) -> None:
    """Add them to those of the parser."""
    text = "say whether the record is a draft or final; sign it off, open it again, or have it approved"
    sign_off = command(commands, "sign-off", "sign_off:sign_off", text, json=True)
    value(sign_off, "session", "SESSION", SESSION)
    act = sign_off.add_mutually_exclusive_group()
    flag(act, "--final", "make it final: nothing in it can be changed from then on")
    value(act, "--reopen", "REASON", "open it again; who did, when and why stands in the record")
    flag(act, "--approved", "record that it was approved as the minutes, at a later meeting")
    text = "with --approved: what is to be read otherwise; several times if needed"
    values(sign_off, "--amended", "TEXT", text)
    value(sign_off, "--on", "DAY", 'with --approved: the day of that meeting, day first: "12 Jan"')
    value(sign_off, "--by", "NAME", "who does so (default: the chair)", default="")
    text = "check that sessions are whole, and that a final one, or a file that was written, is as it was"
    check = command(commands, "check", "keep:check", text, json=True)
    text = f"{SESSION}, or a file that was written of one (default: all sessions)"
    value(check, "session", "FILE", text, nargs="?")
    flag(check, "--repair", "mend what can be mended; what stood there is kept")


def add_to_attendance(attendance: Parser) -> None:
    """What else is noted of a meeting, besides who is there."""
    text = "with NAME: what they declare to have an interest in; empty for nothing"
    value(attendance, "--interests", "TEXT", text)
    flag(attendance, "--chair", "with NAME: this person chairs the meeting")
    text = "how many partners have to be there for a decision; none where none is set"
    value(attendance, "--quorum", "N", text)
