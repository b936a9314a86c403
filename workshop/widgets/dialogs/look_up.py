"""Look up a term or an abbreviation as it is typed; the terms of the screen behind are offered first."""

import functools
from collections.abc import Sequence

from textual.content import Content

from sessions.glossary import Glossary, Term, look_up, near, terms_in
from workshop.widgets.dialogs.search import Found, SearchDialog
from workshop.widgets.wrapped import wrap

MOST = 20
"""Terms shown of those that fit what was typed: more is no answer."""


class Terms(Found[Term]):
    """Terms with what they mean and what has replaced them."""

    def lines(self, entry: Term, width: int) -> Sequence[Content]:
        return _lines(entry, width)


@functools.lru_cache(maxsize=1024)  # all terms are shown again whenever what was typed is taken away
def _lines(term: Term, width: int) -> tuple[Content, ...]:
    out = [Content(""), *wrap(term.name, width, "bold $primary"), *wrap(term.definition, width)]
    if term.also:
        out += wrap(f"Also: {', '.join(term.also)}", width, "$muted")
    if since := term.since():
        out += wrap(since, width, "bold $accent")
    return tuple(out)


class LookUpDialog(SearchDialog[Term]):
    """The first term that fits comes first."""

    KEYS_TEXT = "type a term or an abbreviation   ↑ ↓ scroll   esc back"
    PLACEHOLDER = "ICB, pooled budget, …"

    def __init__(self, glossary: Glossary, texts: Sequence[str]) -> None:
        super().__init__("Look up")
        self._glossary = glossary
        # Everyday words are terms too; what most people stumble over comes before them.
        here = terms_in(glossary, texts)
        self._here = sorted(here, key=lambda term: not (term.abbreviation or term.replaced_by))

    def found(self) -> Terms:
        return Terms()

    def fitting(self, query: str) -> tuple[str, Sequence[Term]]:
        """Until something is typed, the terms of the screen behind stand there."""
        terms: Sequence[Term] = look_up(self._glossary, query)
        if not query.strip():
            title = "On this screen:" if self._here else "All terms, in the order of the alphabet:"
            return title, self._here or terms
        if terms:
            return "", terms[:MOST]
        alike = near(self._glossary, query)
        return (f"No such term. Did you mean {', '.join(alike)}?" if alike else "No such term."), ()
