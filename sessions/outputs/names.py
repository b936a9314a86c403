"""What the files that leave a session are called: after its title and day as they are by then."""

import contextlib
import re
from collections.abc import Collection
from pathlib import Path

from sessions.record import Session
from sessions.summary.forms import FORMS, Form
from sessions.text import slug

LONGEST = 60
"""Most characters of title and place in a name; a longer one ends with a whole word."""
_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")
_MADE = re.compile(r".*-([a-z2-7]{4})", re.DOTALL)
"""An id that was made of title and day; its last four characters no other session has."""


def stem(session: Session, file: Path | None = None) -> str:
    """ "exampleshire-self-assessment-2026-12-01-k3fq": title and place, day, and what no other session has.

    An id that is not made of the title stands alone. A copy, whose `file` is not called as the session is,
    has names of its own.
    """
    own = _own(session, file)
    if not _MADE.fullmatch(session.id):
        return own
    place = "" if session.place.casefold() in session.title.casefold() else session.place
    words = slug(f"{session.title} {place}", limit=LONGEST) or "session"
    return "-".join(filter(None, (words, session.date.isoformat() if session.date else "", own)))


ANONYMOUS = "anonymous"
"""What the names of files say that name no people."""


def anonymous_stem(session: Session, file: Path | None = None) -> str:
    """The stem for files without names of people; a name that somebody gave the own file is not in it."""
    is_renamed = file is not None and file.stem != session.id and session.id not in file.stem
    return f"{stem(session, None if is_renamed else file)}-{ANONYMOUS}"


def is_anonymous(name: str) -> bool:
    """Whether a file of this name names no people."""
    return f"-{ANONYMOUS}-" in name


def of_form(form: Form) -> str:
    """What the file of a form is called behind the stem: "summary" for the minutes, else as the form."""
    return "summary" if form == "minutes" else form


def _own(session: Session, file: Path | None) -> str:
    """The end of the names of a session's files, which no other session has."""
    plain = _PLAIN.fullmatch(session.id)  # a file from elsewhere may have an id that is no plain file name
    match = _MADE.fullmatch(session.id)
    own = match[1] if match else session.id if plain else slug(session.id) or "session"
    if file is None or file.stem == session.id:
        return own
    return "-".join(filter(None, (own, slug(file.stem.removeprefix(session.id)) or "copy")))


def remarks(session: Session, folder: Path, file: Path | None, written: Collection[Path]) -> tuple[str, ...]:
    """What to say of older files in `folder`, of this session under another title or day, in sentences."""
    if not _MADE.fullmatch(session.id):
        return ()
    forms = "|".join(map(of_form, FORMS))
    ours = re.compile(rf".+-{re.escape(_own(session, file))}-({forms}|keys|cards)\..+")
    names: list[str] = []
    with contextlib.suppress(OSError):
        today = f"{stem(session, file)}-"
        there = (path.name for path in folder.iterdir() if path not in written)
        names += sorted(name for name in there if not name.startswith(today))
    older = filter(ours.fullmatch, names)
    return tuple(f"The older {name} is still there, from before title or date changed." for name in older)
