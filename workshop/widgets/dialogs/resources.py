"""Where to read on: the resources of the domain behind, or what fits the words that are typed."""

from collections.abc import Sequence

from textual.content import Content

from sessions.resources import Resource, Resources, find
from workshop.widgets.dialogs.search import Found, SearchDialog
from workshop.widgets.wrapped import wrap


class ResourceList(Found[Resource]):
    """Resources with what they are, who they are for, where they were and what has become of them."""

    def __init__(self, known: Resources) -> None:
        super().__init__()
        self._known = known

    def lines(self, entry: Resource, width: int) -> Sequence[Content]:
        lines = [Content(""), *wrap(entry.name, width, "bold $primary"), *wrap(entry.what, width)]
        lines += wrap(f"For: {entry.who}", width, "$muted")
        lines += wrap(self._known.where(entry), width, "$muted")
        return [*lines, *(wrap(entry.since, width, "bold $accent") if entry.since else ())]


class ResourcesDialog(SearchDialog[Resource]):
    """Shows the resources of the domain until something is typed, which is looked for in all resources."""

    KEYS_TEXT = "type words to find it in all   ↑ ↓ scroll   esc back"
    PLACEHOLDER = "housing, provider failure, …"

    def __init__(self, known: Resources, domain: str) -> None:
        """`domain` is the key of a section; where it has none, all stand there."""
        super().__init__(known.name)
        self._known = known
        self._here = known.of(domain)

    def found(self) -> ResourceList:
        return ResourceList(self._known)

    def fitting(self, query: str) -> tuple[str, Sequence[Resource]]:
        if not query.strip():
            return ("For this domain:" if self._here else "All of them:"), self._here or self._known.resources
        found = find(self._known.resources, query)
        return ("" if found else "Nothing fits these words."), found
