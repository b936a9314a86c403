"""Look up a term or an abbreviation as it is typed; the terms of the screen behind are offered first."""

import functools
from collections.abc import Iterable, Sequence

from textual import on
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from sessions.glossary import Glossary, Term, look_up, near, terms_in
from workshop.widgets.dialogs.base import Dialog
from workshop.widgets.fields import LineInput
from workshop.widgets.wrapped import View, wrap

MOST = 20
"""Terms shown of those that fit what was typed: more is no answer."""


class Terms(View[str, Sequence[Term]]):
    """A title, and terms with what they mean and what has replaced them."""

    def draw(self, width: int, title: str, terms: Sequence[Term]) -> list[Content]:
        lines = wrap(title, width, "$muted") if title else []
        for term in terms:
            lines += _lines(term, width)
        return lines


@functools.lru_cache(maxsize=1024)  # all terms are shown again whenever what was typed is taken away
def _lines(term: Term, width: int) -> tuple[Content, ...]:
    out = [Content(""), *wrap(term.name, width, "bold $primary"), *wrap(term.definition, width)]
    if term.also:
        out += wrap(f"Also: {', '.join(term.also)}", width, "$muted")
    if since := term.since():
        out += wrap(since, width, "bold $accent")
    return tuple(out)


class LookUpDialog(Dialog[None]):
    """The first term that fits comes first; the arrows scroll."""

    KEYS_TEXT = "type a term or an abbreviation   ↑ ↓ scroll   esc back"
    BINDINGS = [
        Binding("down", "scroll(3)", "down", priority=True),
        Binding("up", "scroll(-3)", "up", priority=True),
        Binding("enter", "never_mind", "back", show=False),
    ]
    DEFAULT_CSS = "LookUpDialog #found { height: auto; max-height: 60vh; scrollbar-size-vertical: 1; }"

    def __init__(self, glossary: Glossary, texts: Sequence[str]) -> None:
        super().__init__("Look up")
        self._glossary = glossary
        # Everyday words are terms too; what most people stumble over comes before them.
        here = terms_in(glossary, texts)
        self._here = sorted(here, key=lambda term: not (term.abbreviation or term.replaced_by))

    def fields(self) -> Iterable[Widget]:
        yield LineInput(placeholder="ICB, pooled budget, …", id="query")
        with VerticalScroll(id="found", can_focus=False):
            yield Terms()

    def on_mount(self) -> None:
        """Until something is typed, the terms of the screen behind stand there."""
        self._find()

    @on(Input.Changed)
    def _find(self) -> None:
        query = self.query_one(LineInput).value
        self.query_one("#found").scroll_home(animate=False)
        title = ""
        terms: Sequence[Term] = look_up(self._glossary, query)
        if not query.strip():
            title = "On this screen:" if self._here else "All terms, in the order of the alphabet:"
            terms = self._here or terms
        elif terms:
            terms = terms[:MOST]
        else:
            alike = near(self._glossary, query)
            title = f"No such term. Did you mean {', '.join(alike)}?" if alike else "No such term."
        self.query_one(Terms).show(title, terms)

    def action_scroll(self, by: int) -> None:
        self.query_one("#found").scroll_relative(y=by, animate=False)
