"""Then and now in words: how an item stands against before, and what became of an action. Pure."""

from collections.abc import Sequence

from sessions import dates, spread_words, words
from sessions.aspects import aspect_of
from sessions.kinds.checklist.words import CALLED
from sessions.many.compare import Change, Comparison, Followed, Row, Said
from sessions.many.reason_words import WHY
from sessions.many.same_items import Reason
from sessions.record import Session
from sessions.spans import Line, plain, typed

NOT_COMPARABLE = "not comparable"
FIRST_TIME = "first time"


def change(row: Row, found: Change | None) -> str:
    """ "up 1 level", "as before", "not comparable: other levels"; a check is "better" or "worse"."""
    if found is None:
        return ""
    if found.levels is None:
        return not_comparable(found.reasons)
    if not found.levels:
        return "as before"
    if _is_check(row):
        return "nearer to yes" if found.levels > 0 else "further from yes"
    way = "up" if found.levels > 0 else "down"
    return f"{way} {words.number_of(abs(found.levels), 'level', 'levels')}"


def not_comparable(reasons: Sequence[Reason]) -> str:
    """ "not comparable: other levels"."""
    return f"{NOT_COMPARABLE}: {', '.join(WHY[reason] for reason in reasons)}"


def _is_check(row: Row) -> bool:
    return any(said is not None and said.answer is not None for said in row.said)


def views(row: Row) -> str:
    """ "views closer" or "views further apart", by the words for the first answers and the last ones.

    Empty where those are the same, or the answers cannot be compared.
    """
    order = ("split", "mixed", "agree")
    spread = [said.spread for said in row.said if said is not None and said.spread is not None]
    if len(spread) < 2 or row.reasons:
        return ""
    first, last = spread[0].word, spread[-1].word
    if first not in order or last not in order or first == last:
        return ""
    return "views closer" if order.index(last) > order.index(first) else "views further apart"


def target(row: Row) -> str:
    """ "target 4 reached", "target 4 not reached"; empty where there was none, or it cannot be compared."""
    found = row.whole
    if found is None or found.reached is None:
        return ""
    was = row.said[found.since]
    assert was is not None
    return f"target {was.target} {'reached' if found.reached else 'not reached'}"


def in_short(row: Row) -> str:
    """What has changed on an item, in short: "up 2 levels, views closer, target 4 reached"."""
    said = [change(row, row.whole), views(row), target(row)]
    if row.whole is None and row.is_shared:
        said[0] = not_comparable(row.reasons) if row.reasons else _medians(row)
    return ", ".join(filter(None, said)) or FIRST_TIME


def _medians(row: Row) -> str:
    """ "no two agreed levels, median 2, then 3"; the medians alone where the room settles on none."""
    found = aspect_of(row.subject_id)
    lead = "no two agreed levels" if found is None or found.settles else ""
    medians = [
        words.half_levels(view.median) for view in row.said if view is not None and view.median is not None
    ]
    return ", ".join(filter(None, (lead, f"median {', then '.join(medians)}" if len(medians) > 1 else "")))


def short_level(said: Said | None) -> str:
    """ "3", "yes"; the median in brackets where no level was agreed; "–" for nothing."""
    if said is None:
        return "–"
    if said.answer is not None:
        return CALLED[said.answer]
    if said.level is not None:
        return str(said.level)
    return f"({words.half_levels(said.median)})" if said.median is not None else "–"


def long_level(said: Said | None) -> str:
    """A level with all there is to know: "3 (part-way), target 4; mixed, median 3, 4 bodies"."""
    if said is None:
        return ""
    if said.answer is not None:
        return CALLED[said.answer]
    assert said.scale is not None
    assert said.spread is not None
    parts = [words.level(said.scale, said.level)] if said.level is not None else ["no level agreed"]
    if said.target is not None:
        parts.append(f"target {said.target}")
    text = ", ".join(parts)
    if said.spread.spoke:
        median = f", median {words.half_levels(said.median)}" if said.median is not None else ""
        text += f"; {spread_words.views_of(said.spread)}{median}"
    return text


def held_on(session: Session) -> str:
    """ "1 Dec 2026"; "no date" for one that has none."""
    return dates.show(session.date) if session.date else "no date"


def heads(sessions: Sequence[Session]) -> tuple[str, ...]:
    """What the sessions are called above a column each: their days, numbered where two have the same."""
    days = [held_on(session) for session in sessions]
    return tuple(
        day if days.count(day) == 1 else f"{day} ({days[: at + 1].count(day)})" for at, day in enumerate(days)
    )


NOTHING_SHARED = "They have no item in common."


def named(session: Session) -> Line:
    """ "Steering group, 20 Oct 2026"."""
    return (*typed(session.title), *plain(f", {held_on(session)}"))


def became(followed: Followed, sessions: Sequence[Session]) -> str:
    """ "done, in time", "open, carried over", "in progress, not taken further"."""
    if followed.kept is not None:
        how = {"in time": "in time", "late": "late", "not known": "not known whether in time"}
        return f"{followed.status}, {how[followed.kept]}"
    if followed.status == "dropped":
        return "dropped"
    last = len(sessions) - 1
    if followed.last_in == last:
        return f"{followed.status}, carried over"
    return f"{followed.status}, not taken further"


def tally(comparison: Comparison) -> str:
    """ "3 of 5 actions done (2 in time), 1 in progress, 1 dropped"; empty where there were none."""
    of = comparison.actions
    if not of:
        return ""
    count = {
        status: sum(followed.status == status for followed in of)
        for status in ("done", "in progress", "open")
    }
    dropped = len(of) - sum(count.values())
    in_time = sum(followed.kept == "in time" for followed in of)
    known = "" if all(followed.kept != "not known" for followed in of) else "known to be "
    parts = [f"{count['done']} of {words.number_of(len(of), 'action', 'actions')} done"]
    if count["done"]:
        parts[0] += f" ({in_time or 'none'} {known}in time)"
    named = (("in progress", count["in progress"]), ("open", count["open"]), ("dropped", dropped))
    return ", ".join([*parts, *(f"{many} {status}" for status, many in named if many)])


def moved(comparison: Comparison) -> str:
    """ "6 up, 2 down, 4 as before, 1 not comparable": the items that two sessions settled a level of."""
    changes = [row.whole for row in comparison.shared if row.whole is not None]
    known = [whole.levels for whole in changes if whole.levels is not None]
    counts = (
        ("up", sum(levels > 0 for levels in known)),
        ("down", sum(levels < 0 for levels in known)),
        ("as before", known.count(0)),
        (NOT_COMPARABLE, len(changes) - len(known)),
    )
    return ", ".join(f"{many} {what}" for what, many in counts if many)


def targets(comparison: Comparison) -> str:
    """ "4 of 9 targets reached"; empty where none was set, or none can be compared."""
    asked = [row.whole.reached for row in comparison.shared if row.whole and row.whole.reached is not None]
    if not asked:
        return ""
    return f"{sum(asked)} of {words.number_of(len(asked), 'target', 'targets')} reached"
