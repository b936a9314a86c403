"""Text of mixed direction in formats that have no markup for it: kept apart by Unicode's isolates."""

from __future__ import annotations

import unicodedata

_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_INITIATORS = "\u2066\u2067\u2068"
_TURNING = {"R", "AL", "AN", "RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
"""Bidirectional classes of characters that can turn the text around them (Unicode Annex 9)."""


def isolated(text: str) -> str:
    """`text` so that it turns nothing around it; unchanged where it has nothing that could.

    Isolates that `text` opens or closes itself are made up for, so that ours ends just after it.
    """
    if not any(unicodedata.bidirectional(character) in _TURNING for character in text):
        return text
    opened = stray = 0
    for character in text:
        if character in _INITIATORS:
            opened += 1
        elif character == _POP_ISOLATE:
            if opened:
                opened -= 1
            else:
                stray += 1
    return f"{_FIRST_STRONG_ISOLATE * (1 + stray)}{text}{_POP_ISOLATE * (1 + opened)}"
