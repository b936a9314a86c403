"""Writes the forms of a session to disk: for each partner a file of each sort that is wanted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, get_args

from sessions.disk import os_problems
from sessions.forms import paper, web, workbook
from sessions.forms.make import forms
from sessions.forms.model import Form
from sessions.house import PLAIN, House
from sessions.outputs import manifest, names
from sessions.outputs.manifest import Written
from sessions.outputs.write import put
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Partner
from sessions.text import slug

Sort = Literal["html", "xlsx", "print"]
SORTS: tuple[Sort, ...] = get_args(Sort)
ENDINGS: dict[Sort, str] = {"html": ".html", "xlsx": ".xlsx", "print": "-on-paper.html"}
NOTED = "form"
"""What a form is called in the manifest."""
_LONGEST = 30  # characters of a partner's name in that of a file


def write(
    session: Session,
    folder: Path,
    *,
    now: datetime,
    file: Path | None = None,
    record: str = "",
    sorts: Sequence[Sort] = SORTS,
    partners: Sequence[Partner] = (),
    note: str = "",
    house: House = PLAIN,
    progress: Callable[[str], None] | None = None,
) -> tuple[Path, ...]:
    """Write the forms of these `partners`, of all where none are named, to `folder`, made if missing.

    The files' paths, partner by partner. All are made before the first is written, each replaces an older one
    whole or not at all, and they are noted beside the session's `file`, with the checksum of its `record`.
    `note` says where to send them back. Raises Problem where nothing can be asked before the day, or where
    the folder can't be written; ValueError for a sort that there is not.
    """
    tell = progress or (lambda _: None)
    wanted = {partner.uid for partner in partners}
    chosen = [form for form in forms(session, note=note) if not wanted or form.partner_uid in wanted]
    if len(chosen) < len(wanted):
        hint = "Everything on the agenda is for others, or does not apply."
        raise Problem("There is nothing that this partner is asked", hint=hint)
    start = folder / names.stem(session, file)
    ready: list[Written] = []
    for form, name in zip(chosen, file_names(chosen), strict=True):
        tell(f"Making the form of {form.partner_name}")
        ready += _sorts_of(form, f"{start}-form-{name}", dict.fromkeys(sorts), house)
    written: list[Written] = []
    try:
        for output in ready:
            tell(f"Writing {output.path.name}")
            with os_problems("The form can’t be written", output.path):
                put(output)
            written.append(output)
    finally:
        if file is not None:
            manifest.note(file, written, record=record, at=now)
    return tuple(output.path for output in written)


def file_names(chosen: Sequence[Form]) -> tuple[str, ...]:
    """The part of a partner in the names of its files; alike ones end with their form's id."""
    plain = [slug(form.partner_name, limit=_LONGEST) or "partner" for form in chosen]
    return tuple(
        name if plain.count(name) == 1 else f"{name}-{form.id[:6]}"
        for name, form in zip(plain, chosen, strict=True)
    )


def _sorts_of(form: Form, start: str, sorts: Iterable[Sort], house: House) -> Iterator[Written]:
    for sort in sorts:
        path = Path(f"{start}{ENDINGS[sort]}")
        if sort == "html":
            data = web.render(form, saved_as(path), house)
        elif sort == "xlsx":
            data = workbook.render(form, house)
        else:
            data = paper.render(form, house)
        yield Written(path, NOTED, path.suffix.lstrip("."), data)


def saved_as(form: Path) -> str:
    """What the file is called that a page of HTML saves: as the page, with "answers" for "form"."""
    before, _, after = form.stem.rpartition("-form-")
    return f"{before}-answers-{after}.json"
