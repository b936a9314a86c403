"""What was understood of what is typed, in words, for dialog, wall and shell."""

from collections.abc import Sequence
from datetime import date

from sessions import dates
from sessions.actionline import LONG_OWNER, ActionLine

MOST_NAMES = 4
"""Names that a question offers, of those that may be meant."""


def action_preview(parsed: ActionLine, today: date) -> tuple[tuple[str, str], ...]:
    """Rows (what it is, words) of what is typed: what, owner, due, and check where something is wrong."""
    owner = " · ".join(filter(None, (parsed.owner, parsed.body))) or "nobody yet"
    due = due_understood(parsed.due, parsed.due_words, today) or "no date yet"
    rows = [("what", parsed.text or "nothing yet"), ("owner", owner), ("due", due)]
    if parsed.which:
        rows.append(("which", f"{either(parsed.which)}?"))
    problem = parsed.problem or parsed.mistake or None
    if problem is None and len(parsed.owner.split()) > LONG_OWNER:
        problem = "everything after @ is read as the owner; ( ) and ^ end it"
    return tuple(rows) if problem is None else (*rows, ("check", problem))


def due_understood(day: date | None, in_words: str, today: date) -> str:
    """ "Sat 30 Jan 2027 (in 60 days), at a weekend"; "when Cabinet agrees (no date)"; empty for neither."""
    if day is None:
        later = (
            "gets its date once that is set" if dates.is_next_meeting(in_words) else "kept in words, no date"
        )
        return f"{in_words} ({later})" if in_words else ""
    when = f"{dates.show_long(day)} ({dates.distance(day, today)})"
    return ", ".join(filter(None, (in_words, when, dates.remark(day, today))))


def day_understood(day: date, today: date) -> str:
    """ "Sat 5 Dec 2026 (in 4 days), at a weekend", of a day on which people meet, or have met."""
    unusual = dates.remark(day, today) if day >= today else dates.far_leap_day(day, today)
    when = f"{dates.show_long(day)} ({dates.distance(day, today)})"
    return ", ".join(filter(None, (when, unusual)))


def either(names: Sequence[str]) -> str:
    """ "Tom Wood or Tom Ash"; the first few of many."""
    shown = [*names[:MOST_NAMES], *(["others"] if len(names) > MOST_NAMES else [])]
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
