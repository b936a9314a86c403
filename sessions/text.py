"""Text from people: made harmless for a terminal and for every format, cleaned, cut down for ids."""

import re
import unicodedata

_ENDS_OF_LINES = re.compile("\r\n?|[\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What no format can carry: control characters but tab and newline, and lone surrogates."""
BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of text: embeddings, overrides, isolates, and their two ends."""
_BIDI_ENDS = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}
"""Mark that ends → those that it ends."""
RESERVED = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9])", re.IGNORECASE)
"""Names that Windows keeps for devices, with any ending."""
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"
_TURNING = {"R", "AL", "AN", "RLE", "LRE", "RLO", "LRO", "PDF", "RLI", "LRI", "FSI", "PDI"}
"""Bidirectional classes of characters that can turn the text around them (Unicode Annex 9)."""


def harmless(text: str) -> str:
    """`text` without what drives a terminal, ends a format or turns round what stands after it.

    That is: control characters but tab and newline, lone surrogates, and marks of direction that are left
    open at the end of a line. All else stays, also space around it.
    """
    text = _CONTROL.sub("", _ENDS_OF_LINES.sub("\n", text))
    if BIDI.search(text) is None:
        return text
    return "\n".join(_closed(line) for line in text.split("\n"))


def _closed(line: str) -> str:
    """`line` without marks of direction that nothing ends."""
    opened: list[int] = []
    for match in BIDI.finditer(line):
        starts = _BIDI_ENDS.get(match[0])
        if starts is None:
            opened.append(match.start())
        elif opened and line[opened[-1]] in starts:
            opened.pop()
    left = set(opened)
    return "".join(character for index, character in enumerate(line) if index not in left)


def isolated(text: str) -> str:
    """`text` so that none of its lines turns anything around it; a line that has nothing that could stays.

    Each line has a direction of its own: an isolate ends with the line (Unicode Annex 9, rule X8). Isolates
    that a line opens or closes itself are made up for, so that ours ends just after it.
    """
    return "\n".join(map(_isolated, text.split("\n")))


def _isolated(text: str) -> str:
    """A line, isolated from the direction of the text around it."""
    if not any(unicodedata.bidirectional(character) in _TURNING for character in text):
        return text
    opened = stray = 0
    for character in text:
        if character in _BIDI_ENDS[_POP_ISOLATE]:
            opened += 1
        elif character == _POP_ISOLATE and opened:
            opened -= 1
        elif character == _POP_ISOLATE:
            stray += 1
    return f"{_FIRST_STRONG_ISOLATE * (1 + stray)}{text}{_POP_ISOLATE * (1 + opened)}"


def clean(text: str, *, lines: bool = True) -> str:
    """`text` harmless and without outer space; with `lines=False` line breaks and tabs become spaces."""
    text = harmless(text)
    return (text if lines else harmless(text.replace("\n", " ").replace("\t", " "))).strip()


def slug(text: str, *, limit: int = 40) -> str:
    """`text` in lower-case ASCII letters, digits and single hyphens, for ids and file names; may be empty.

    What is longer than `limit` ends with a whole word, unless the first one is longer than that.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    whole = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    if len(whole) <= limit or "-" not in whole[: limit + 1]:
        return whole[:limit]
    return whole[: limit + 1].rpartition("-")[0]


def plural(word: str) -> str:
    """Several of what an English word names: "standards", "stories", "criteria"."""
    if word.endswith("criterion"):
        return f"{word[:-2]}a"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"
