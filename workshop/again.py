"""What was written of a session, written again from the record as it is now. Knows no screen."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import cast

from sessions.edits.agenda import stop_clock
from sessions.outputs import manifest, registry
from sessions.outputs.manifest import Row, checksum
from sessions.outputs.names import is_anonymous
from sessions.outputs.write import write
from sessions.store.load import load
from sessions.summary.forms import FORMS, Form
from workshop import settings
from workshop.before import then_and_now
from workshop.materials import house, load as materials


def write_again(session_path: Path, rows: Sequence[Row]) -> Iterator[Path]:
    """Write what was noted of a session anew, to the folders where it lies; the paths of it.

    What is no form of the summary and not the record itself, such as an action log, is passed over. Raises
    Problem.
    """
    held, now = load(session_path), datetime.now().astimezone()
    timed = stop_clock().apply(held.session, now)
    style, _ = house.usable(settings.house_path())
    wanted: dict[tuple[Path, Form, bool], list[str]] = {}
    for row in rows:
        if row.format in registry.ids() and (row.form in FORMS or row.form == manifest.RECORD):
            form = cast("Form", row.form if row.form in FORMS else "minutes")
            file = row.file(session_path)
            wanted.setdefault((file.parent, form, is_anonymous(file.name)), []).append(row.format)
    for (folder, form, anonymous), formats in wanted.items():
        yield from write(
            timed,
            folder,
            formats,
            now=now,
            form=form,
            file=session_path,
            record=checksum(held.data),
            resources=materials.resources(),
            house=style,
            anonymous=anonymous,
            then=then_and_now(session_path, timed, anonymous=anonymous),
        )
