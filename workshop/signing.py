"""Signing off the session that is open, opening it again, and having it approved. Knows no screen.

Undo ends at each of them. What was signed off is kept as a backup, and its checksum beside the session, so
that a change by whatever program is found out: see `sessions.outputs.manifest`.
"""

from collections.abc import Sequence
from datetime import date

from sessions import sign_off as acts
from sessions.identity import stamped
from sessions.outputs import manifest
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.undo import clear_kept
from workshop.desk import Desk, must_be_here
from workshop.history import History


def check_draft(desk: Desk) -> None:
    """Raises Problem where the record can't be made final now."""
    acts.signed_off(desk.session, desk.clock())
    desk.must_write()
    if not desk.retry():
        raise Problem("Not everything is saved yet", hint="Sign it off once NOT SAVED YET is gone.")


def check_final(desk: Desk) -> None:
    """Raises Problem where it is a draft, or where it is not for being final that nothing can be changed."""
    acts.must_be_final(desk.session)
    must_be_here(desk)


def check_as_signed_off(desk: Desk) -> None:
    """Raises Problem where the record can't be approved: it is a draft, or is not what was signed off."""
    check_final(desk)
    if has_changed(desk):
        hint = (
            f"`workshop check {desk.session.id} --repair` puts back what was signed off; "
            "or open it again with a reason."
        )
        raise Problem("It has been changed since it was signed off", where=desk.session.title, hint=hint)


def sign_off(desk: Desk, by: str = "") -> None:
    """Make the record final: from then on it can only be looked at. Raises Problem; then it is as before."""
    check_draft(desk)
    desk.stop_clock()
    _record(desk, acts.signed_off(desk.session, desk.clock(), by))


def reopen(desk: Desk, reason: str, by: str = "") -> None:
    """Make it a draft again. Raises Problem; then it is as before."""
    checksum = manifest.checksum(desk.file.data)
    after = acts.reopened(desk.session, desk.clock(), reason, by, checksum)
    check_final(desk)
    _record(desk, after)


def approve(desk: Desk, *, on: date | None, amendments: Sequence[str] = (), by: str = "") -> None:
    """Record that a final record was approved. Raises Problem; then it is as before."""
    after = acts.approved(desk.session, desk.clock(), on=on, amendments=amendments, by=by)
    check_as_signed_off(desk)
    _record(desk, after)


def has_changed(desk: Desk) -> bool:
    """Whether the file is other than it was signed off, as far as anybody knows."""
    return manifest.sealed(desk.path) not in ("", manifest.checksum(desk.file.data))


def _record(desk: Desk, after: Session) -> None:
    after = stamped(desk.session, after, desk.author)
    desk.file.save(after)
    desk.session, desk.history = after, History()
    clear_kept(desk.path)
    is_final = acts.state(after) == "final"
    if is_final:
        desk.file.keep_backup()
    manifest.seal(desk.path, manifest.checksum(desk.file.data) if is_final else "", at=desk.clock())
