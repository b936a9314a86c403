"""Noting in an open session that a summary of it is written. Knows no screen."""

from datetime import datetime

from sessions.outputs import manifest
from sessions.summary.forms import FORMS
from workshop.desk import Desk


def checksum_of(desk: Desk) -> str:
    """The checksum of the record as it lies on disk; empty while that is not what is seen."""
    return "" if desk.unsaved is not None else manifest.checksum(desk.file.data)


def mark(desk: Desk) -> str:
    """Note that a summary is written now; the checksum of the record, which stands in what is written.

    Where one of the very same record was written before, that was noted then: so two are alike.
    """
    of_summaries = (row for row in manifest.rows(desk.path) if row.form in (*FORMS, manifest.RECORD))
    if checksum_of(desk) not in {row.record for row in of_summaries}:
        desk.mark_summarised()
    return checksum_of(desk)


def unmark(desk: Desk, before: datetime | None) -> None:
    """Nothing could be written: a summary was written last when that was, `before`."""
    if desk.read_only is None:
        desk.note_fact(desk.session.model_copy(update={"summary_at": before}))
