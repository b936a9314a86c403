"""What may stand in a file that comes back, whatever its sort: ids, levels, texts. Nothing longer is kept."""

import re

from sessions.forms.model import FORMAT, Answer, Fault
from sessions.rows import uid_from
from sessions.text import clean

MOST_ANSWERS = 2_000
MOST_TEXT = 8_000
"""Characters of a comment or a reason."""
MOST_NAME = 300
_ID = re.compile(r"[0-9a-f]{16}")
_UNKNOWN = frozenset({"?", "-", "–", "—", "don't know", "dont know", "do not know", "not sure"})
_NOT = re.compile(
    r"(?:\.|does not apply(?: to us)?|doesn't apply|not applicable|n/a)"
    r"(?:(?:\s*[:,]|\s+[–—-](?=\s)|(?=\s))\s*(?P<why>.*))?",
    re.DOTALL | re.IGNORECASE,
)
_LEVEL = re.compile(r"(?P<number>[0-9])(?:\.0+)?(?:(?:\s+[–—-]|\s*[:.)=])\s+[^\W\d].*)?", re.DOTALL)
AGAIN = "Ask for the file again, as it was saved."


def id_in(text: object) -> str | None:
    """An id of 16 hexadecimal digits, also as people read it aloud; None where `text` is no such id."""
    if not isinstance(text, str) or len(text) > MOST_NAME:
        return None
    plain = re.sub(r"[\s‐-―-]", "", text).lower()
    return plain if _ID.fullmatch(plain) else None


def return_of(form_id: str, code: str) -> str:
    """The id of a return, from what a page gave it by chance: never that of a return of another form."""
    return uid_from("return", form_id, code)


def check_format(version: object) -> Fault | None:
    """What is wrong with the version of a form's format; None where it can be read."""
    if isinstance(version, int) and not isinstance(version, bool) and version > FORMAT:
        what = "The form was written by a later version of this program"
        return Fault("", what, "Bring this one up to date.")
    if version != FORMAT or isinstance(version, bool):
        return Fault("", "It does not say which version of a form it is", AGAIN)
    return None


def answer_in(text: str) -> Answer | None:
    """What a person typed or chose: "3", "3 – part-way", "?", "does not apply: no budget"; None for others.

    Raises ValueError for what cannot be meant.
    """
    said = clean(text, lines=False)
    if not said:
        return None
    if said.casefold().replace("’", "'") in _UNKNOWN:
        return Answer()
    if match := _NOT.fullmatch(said):
        return Answer(applies=False, reason=(match["why"] or "").strip())
    if match := _LEVEL.fullmatch(said):
        return Answer(int(match["number"]))
    raise ValueError(said)


def text_in(value: object, most: int = MOST_TEXT) -> str:
    """A text, cleaned. Raises ValueError where it is none, or longer than anybody can have meant."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > most:
        raise ValueError
    return clean(value)


def shown(value: object) -> str:
    """What stands in a file, short and in one line, to be quoted in a message."""
    text = clean(str(value), lines=False)
    return text if len(text) <= 40 else f"{text[:39]}…"
