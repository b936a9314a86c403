"""What is typed in the forms of one open session and not recorded: offered again, also after a power cut."""

import contextlib
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sessions.store.drafts import Typed, read_drafts, write_drafts


class Drafts:
    """Kept here at once, and on the disk when `write` is called: no key waits for that."""

    def __init__(self, path: Path, *, writes: bool, make_folder: bool = False) -> None:
        """`path` of the session. A window that only reads keeps nothing.

        Its folder is there, unless it is to be made.
        """
        self._path, self._make_folder = path, make_folder
        self._writes = writes
        self._forms = read_drafts(path) if writes else {}
        self._written = self._forms
        self._writing = threading.Lock()

    @property
    def any(self) -> bool:
        """Whether anything is typed and not recorded."""
        return bool(self._forms)

    @property
    def forms(self) -> Mapping[str, Typed]:
        """What stands in all of them."""
        return self._forms

    @property
    def changed(self) -> bool:
        """Whether the disk has others."""
        return self._forms is not self._written

    def of(self, kind: str, subject: str | None = None) -> "Draft":
        """The draft of one kind of form, about one thing; None is the session."""
        return Draft(self, f"{kind} {subject or ''}".strip())

    def typed(self, name: str) -> Typed:
        """What stands in a draft; nothing where there is none."""
        return self._forms.get(name, {})

    def put(self, name: str, typed: Typed | None) -> None:
        """Keep a draft; None drops it."""
        if not self._writes or typed == self._forms.get(name):
            return
        forms = {other: form for other, form in self._forms.items() if other != name}
        self._forms = forms if typed is None else {**forms, name: typed}

    def take(self, others: "Drafts") -> None:
        """Take over what was typed before there was a session, which then has it no more."""
        for name, typed in tuple(others._forms.items()):
            self.put(name, typed)
            others.put(name, None)

    def write(self) -> None:
        """Have on the disk what is kept. What the disk does not take is tried again with the next call."""
        with self._writing, contextlib.suppress(OSError):
            forms = self._forms
            if forms is not self._written:
                write_drafts(self._path, forms, make_folder=self._make_folder)
                self._written = forms


def drafts_of_new(folder: Path) -> Drafts:
    """What is typed for a session of this folder that is not there yet; no session has such a name."""
    return Drafts(folder / "(new).json", writes=True, make_folder=True)


@dataclass(frozen=True, slots=True)
class Draft:
    """One of the drafts, for the form that it is typed in."""

    drafts: Drafts
    name: str

    @property
    def typed(self) -> Typed:
        """What stands in it, by field."""
        return self.drafts.typed(self.name)

    def keep(self, typed: Typed) -> None:
        """Keep what stands in the form."""
        self.drafts.put(self.name, typed)

    def drop(self) -> None:
        """Forget what was kept: it was recorded, or emptied."""
        self.drafts.put(self.name, None)
