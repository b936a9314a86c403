"""The two commands that are typed most, `workshop` and `workshop list`, seen without a parser.

Loading `argparse` and building the parser of all commands takes as long as `list` itself.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


LIST = "listing:list_sessions"


class Plain:
    """What was asked for in plain words; it stands for the arguments that a parser reads."""

    run = "screen:home"
    """What does it, as `parser` names it."""
    folder: str | None = None
    json = False


def read(argv: Sequence[str]) -> Plain | None:
    """What `argv` asks for; None where a parser has to see to it."""
    asked, words = Plain(), list(argv)
    while words:
        word = words.pop(0)
        if word == "--folder" and words and words[0][:1] not in ("", "-"):
            asked.folder = words.pop(0)
        elif word.startswith("--folder=") and word != "--folder=":
            asked.folder = word.partition("=")[2]
        elif word == "list" and asked.run != LIST:
            asked.run = LIST
        elif word == "--json" and asked.run == LIST:
            asked.json = True
        else:
            return None
    return asked
