"""Whether a terminal puts on the clipboard what a program sends it (OSC 52). None of them answers."""

import os
from collections.abc import Mapping

MOST_BYTES = 74_994
"""Of text in base64: xterm takes no more, and tmux and screen about as much."""


def refuses(text: str, environment: Mapping[str, str] = os.environ) -> str:
    """Why this terminal is known not to take this text; empty where it may."""
    if 4 * len(text.encode()) / 3 > MOST_BYTES:
        return "The text is too long for the clipboard of a terminal."
    if environment.get("TERM_PROGRAM") == "Apple_Terminal":
        return "Terminal of macOS takes nothing onto the clipboard."
    if environment.get("VTE_VERSION") and not environment.get("TMUX"):
        return "This terminal takes nothing onto the clipboard."
    if environment.get("TERM") in ("linux", "dumb"):
        return "This console has no clipboard."
    return ""
