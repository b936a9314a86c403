"""Signing the record off: draft or final, opened again with a reason, approved at a later meeting. Pure.

None of these is an edit: undo ends at them. A final record is frozen: whatever would change it asks
`final_words` first. Each act stands in the record for good; none of them is a signature.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Literal

from sessions import dates
from sessions.acts import Approval, Reopening
from sessions.chair import chairs
from sessions.clock import local_time
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import Line, plain, typed
from sessions.text import clean

State = Literal["draft", "final"]
NO_SIGNATURE = "This is no signature: it shows whether the record has changed, and vouches for nobody."


def state(session: Session) -> State:
    """Whether the record is a draft or final."""
    return "draft" if session.final_at is None else "final"


def signed_off(session: Session, now: datetime, by: str = "") -> Session:
    """The record made final, by who says so; else by its chair. Raises Problem where it is final already."""
    if session.final_at is not None:
        raise Problem("It is final already", where=session.title, hint=f"{_when_and_who(session)}.")
    if session.rehearsal:
        raise Problem("A rehearsal is not signed off", hint="Sign off the session itself.")
    return session.model_copy(update={"final_at": now, "final_by": _who(session, by)})


def reopened(session: Session, now: datetime, reason: str, by: str = "", checksum: str = "") -> Session:
    """A draft again, and the record says why. Raises Problem where it is one, or without a reason."""
    why = clean(reason)
    must_be_final(session)
    if not why:
        raise Problem("Say why it is opened again", hint="The reason stands in the record.")
    act = Reopening(
        reason=why,
        at=now,
        by=_who(session, by),
        final_at=session.final_at,
        final_by=session.final_by,
        checksum=checksum,
    )
    return session.model_copy(update={"final_at": None, "final_by": "", "reopened": (*session.reopened, act)})


def approved(
    session: Session, now: datetime, *, on: date | None, amendments: Sequence[str] = (), by: str = ""
) -> Session:
    """A final record approved at a meeting `on` that day, as it stands or with amendments.

    It stays final and otherwise as it was: the amendments stand beside it. Raises Problem for a draft, and
    where it is approved already.
    """
    must_be_final(session)
    if approval(session) is not None:
        hint = "Open it again with a reason, correct it, and sign it off once more."
        raise Problem("It is approved already", where=session.title, hint=hint)
    changed = tuple(text for text in map(clean, amendments) if text)
    who = clean(by, lines=False)
    act = Approval(of=session.final_at or now, on=on, by=who, amendments=changed, at=now)
    return session.model_copy(update={"approvals": (*session.approvals, act)})


def must_be_final(session: Session) -> None:
    """Raises Problem for a draft."""
    if session.final_at is None:
        hint = "Make it final first: `workshop sign-off SESSION --final`, or Sign-off on the summary screen."
        raise Problem("It is a draft, and can be changed as it is", where=session.title, hint=hint)


def _who(session: Session, by: str) -> str:
    names = (person.name for person in chairs(session))
    return clean(by, lines=False) or next(names, "")


def approval(session: Session) -> Approval | None:
    """How the record as it is now was approved; None where it was not, or was opened again since."""
    if session.final_at is None:
        return None
    return next((act for act in session.approvals if act.of == session.final_at), None)


def final_words(session: Session) -> str | None:
    """Why nothing can be changed, and how it can be, in sentences; None for a draft."""
    if session.final_at is None:
        return None
    return (
        f"{_when_and_who(session)}. To change it, open it again with a reason: Sign-off on the summary "
        "screen, or `workshop sign-off SESSION --reopen REASON`."
    )


def _when_and_who(session: Session) -> str:
    """ "It is final, signed off by Priya Shah on 1 Dec 2026 at 16:05"."""
    by = f" by {session.final_by}" if session.final_by else ""
    return f"It is final, signed off{by} on {moment(session.final_at)}"


def moment(at: datetime | None) -> str:
    """ "1 Dec 2026 at 16:05", in the time of the place."""
    if at is None:
        return "a day that is not recorded"
    local = local_time(at)
    return f"{dates.show(local.date())} at {local:%H:%M}"


def state_line(session: Session) -> Line:
    """ "Final, signed off by Priya Shah on 1 Dec 2026 at 16:05"; "Draft, not signed off"."""
    if session.final_at is not None:
        return _act("Final, signed off", session.final_by, moment(session.final_at))
    return plain("Draft, opened again" if session.reopened else "Draft, not signed off")


def approval_line(act: Approval) -> Line:
    """ "Approved by Tom on 12 Jan 2027, with 2 amendments"."""
    day = dates.show(act.on) if act.on is not None else moment(act.at)
    count = len(act.amendments)
    how = f", with {count} amendment{'' if count == 1 else 's'}" if count else ", as it stands"
    return (*_act("Approved", act.by, day), *plain(how))


def acts(session: Session) -> Iterator[Line]:
    """Each time it was signed off, opened again or approved, in their order."""
    ends = [(act.final_at, act.final_by, act) for act in session.reopened]
    for final_at, final_by, act in (*ends, (session.final_at, session.final_by, None)):
        if final_at is not None:
            yield _act("Signed off", final_by, moment(final_at))
            yield from (approval_line(row) for row in session.approvals if row.of == final_at)
        if act is not None:
            yield (*_act("Opened again", act.by, moment(act.at)), *plain(": "), *typed(act.reason))


def _act(what: str, by: str, when: str) -> Line:
    name = (*plain(" by "), *typed(by)) if by else ()
    return (*plain(what), *name, *plain(f" on {when}"))


def quorum_met(session: Session) -> bool | None:
    """Whether as many partners came as have to be there; None where no quorum is set."""
    return None if session.quorum is None else _came(session) >= session.quorum


def _came(session: Session) -> int:
    return sum(partner.attendance != "apologies" for partner in session.partners)


def quorum_line(session: Session) -> Line:
    """ "4 of 5 partners: 3 came, so it was not met"; empty where no quorum is set."""
    if session.quorum is None:
        return ()
    came = _came(session)
    left = sum(partner.attendance == "left" for partner in session.partners)
    how = "met" if came >= session.quorum else "not met"
    if came >= session.quorum > came - left:
        how = f"met until {left} left"
    return plain(f"{session.quorum} of {len(session.partners)} partners: {came} came, so it was {how}")


def checksum_line(session: Session, checksum: str, *, brief: bool = False) -> Line:
    """What stands at the foot of whatever is written: the state, the record's checksum, what it is not.

    A `brief` one is a line of a page.
    """
    if checksum and brief:
        return plain(f"{state(session).capitalize()}. Record: SHA-256 {checksum}. No signature.")
    known = f" Checksum of the record (SHA-256): {checksum}. {NO_SIGNATURE}" if checksum else ""
    return plain(f"{state(session).capitalize()}.{known}")
