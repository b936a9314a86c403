"""A house style: how what leaves the program looks where an organisation has a way of its own.

It says how a document looks and which of its parts are in; never what was said. Quick to load.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

INK, PAPER = "#1d2733", "#ffffff"
"""Colours of text and paper, which no house style changes."""
MAIN, PALE = "#14506b", "#e4eff4"
"""Colours of headings and lines, and of grounds, where no other is named."""

SECTIONS: Mapping[str, str] = {
    "who": "who was there, and apologies",
    "decisions": "decisions",
    "actions": "who does what by when",
    "agreed": "agreed levels and targets",
    "results": "what packs came to, where they have a result",
    "then_and_now": "what has moved since the session before",
    "differ": "where partners differ, with their reasons",
    "next": "the next meeting, what was parked or not reached",
    "steps": "votes, checks, appraisals and other steps",
    "items": "what was said on each item",
    "notes": "notes on the session as a whole",
    "not_applying": "what does not apply here, and why",
    "time": "minutes planned and taken",
    "ground": "the material that it stands on",
}
"""Parts of the page, the minutes and the large print, by the names that a house style has for them."""
BOARD_SECTIONS: Mapping[str, str] = {
    "background": "background",
    "options": "other options considered",
    "reasons": "reasons",
    "implications": "implications: finance, equality, legal, workforce",
    "contact": "for any enquiries",
    "legal": "legal comments",
    "financial": "financial comments",
    "papers": "background papers",
    "areas": "areas affected",
}
"""Parts of the board paper that a council may do without."""
WORD_STYLES = (
    *("Normal", "Title", "Heading 1", "Heading 2", "Heading 3"),
    *("List Bullet", "List Number", "Caption", "Table Grid"),
)
"""Styles that a Word document is made of; where a template lacks one, Word's own stands in its place."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture, and what it says to whoever does not see it. `media` is "image/png", for instance."""

    data: bytes
    media: str
    alternative: str


@dataclass(frozen=True, slots=True)
class House:
    """Everything has a default: what the program does by itself. Colours are `#rrggbb`."""

    organisation: str = ""
    cover_note: str = ""
    """Stands under the title; an empty line begins a paragraph."""
    web_logo: Logo | None = None
    word_logo: Logo | None = None
    main: str = MAIN
    pale: str = PALE
    left_out: frozenset[str] = frozenset()
    """Names of the parts in `SECTIONS` that are left out; the full record keeps them all."""
    board_left_out: frozenset[str] = frozenset()
    word_template: bytes = b""
    """A .docx or .dotx whose styles, margins, header and footer a Word document gets."""
    word_styles: Mapping[str, str] = field(default_factory=dict)
    """Names of our styles → names of the template's that stand in their place."""


PLAIN = House()
