"""What does not apply here, and who takes no part, in words. Pure."""

from sessions import words
from sessions.record import Session
from sessions.scope import NotApplying
from sessions.spans import Line, joined, plain, typed
from sessions.voices import meant_by, recusals_on


def asked(session: Session, item_id: str) -> Line:
    """ "Asked here: County Council and ICB."; empty where everybody is."""
    wanted = session.item(item_id).asked
    if not wanted or not session.partners:
        return ()
    if partners := meant_by(session, wanted):
        return (*plain("Asked here: "), *words.partner_names(session, (p.id for p in partners)), *plain("."))
    return plain(f"Meant for {', '.join(wanted)}: none of them is here, so all are asked.")


def takes_no_part(session: Session, item_id: str) -> Line:
    """ "Takes no part in this: ICB (a conflict of interest)."; empty where everybody does."""
    out = recusals_on(session, item_id)
    names = (_with_reason(words.partner_name(session, voice), row.reason) for voice, row in out.items())
    return (*plain("Takes no part in this: "), *joined(names, ", "), *plain(".")) if out else ()


def _with_reason(name: Line, reason: str) -> Line:
    return (*name, *plain(" ("), *typed(reason), *plain(")")) if reason else name


def not_applying(row: NotApplying) -> Line:
    """ "Does not apply here: there is no such service"."""
    return (*plain("Does not apply here: "), *typed(row.reason))
