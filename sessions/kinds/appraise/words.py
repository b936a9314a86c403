"""An appraisal in words: figures, cells, places, and whether an order is clear or close. Pure."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from sessions import words
from sessions.kinds.appraise.records import (
    APPRAISALS,
    Appraisal,
    AppraiseActivity,
    Measure,
    appraisals_on,
    criteria_of,
)
from sessions.kinds.appraise.result import Cell, Result, Row, result_of
from sessions.kinds.appraise.weighing import Moved, Ranked, Step, Turn
from sessions.material import Scale
from sessions.record import Session
from sessions.spans import Line, joined, listed, plain, typed

APART = 2
"""Levels between the lowest and the highest on a criterion from which the room hears both ends."""
MOST_ENDS = 2
"""Most criteria of a candidate on whose ends a room is told to listen: more nobody listens to."""
_MOST_NAMED = 3
"""Most candidates of one place that are named in a sentence."""


def weight(value: Fraction, *, exactly: bool = False) -> str:
    """A weight: "3", "2.25"; what is no hundredth "about 2.67", or `exactly` "2 2/3"."""
    if value == int(value):
        return str(int(value))
    if 100 % value.denominator == 0:
        return f"{float(value):.2f}".rstrip("0")
    if not exactly:
        return f"about {float(value):.2f}"
    whole, rest = divmod(value, 1)
    return f"{int(whole)} {rest}" if whole else str(rest)


def figure(value: Fraction | None) -> str:
    """A total or a mean, to a tenth: "24", "3.7"; "–" for none."""
    if value is None:
        return "–"
    return str(int(value)) if value == int(value) else f"{float(value):.1f}"


def level_name(scale: Scale, mean: Fraction) -> str:
    """The word of the level that a mean is nearest to; of two as near, the lower one's."""
    nearest = min(scale.levels, key=lambda level: (abs(level.number - mean), level.number))
    return nearest.label


def cell(cell: Cell, measure: Measure) -> str:
    """ "4 mostly", "3.7 mostly"; "?" where nobody knows, and empty where nobody has answered."""
    if cell.mean is None:
        return "?" if cell.dont_know else ""
    return f"{figure(cell.mean)} {level_name(measure.scale, cell.mean)}"


def cell_on_paper(cell: Cell, measure: Measure, answered: int) -> str:
    """A cell with its range, and with its n where that is not the number of those that `answered`."""
    if cell.mean is None:
        return words.dont_knows(cell.dont_know)[0] if cell.dont_know else "not answered"
    said = f"{figure(cell.mean)} {level_name(measure.scale, cell.mean)}"
    parts = [f"{cell.lowest} to {cell.highest}"] if cell.lowest != cell.highest else []
    parts += [f"n {cell.n}"] if cell.n != answered else []
    parts += words.dont_knows(cell.dont_know)
    return f"{said} ({', '.join(parts)})" if parts else said


def place(ranked: Ranked | Moved) -> str:
    """ "2", "2="; empty without a total."""
    return "" if ranked.place is None else f"{ranked.place}{'=' if ranked.tied else ''}"


def span(row: Row) -> str:
    """What partners come to with their own levels: "18 to 26", "24" where all come to one; empty for one."""
    if row.n < 2 or row.lowest is None or row.highest is None:
        return ""
    low, high = figure(row.lowest), figure(row.highest)
    return low if row.lowest == row.highest else f"{low} to {high}"


def moved(row: Row) -> str:
    """Its place as weights move by half, one by one: "always 1", "1 in 7 of 8, else 2="; empty for none."""
    moved = [place(at) for at in sorted(row.moved)]
    places = list(dict.fromkeys(moved))
    if len(places) < 2:
        return f"always {places[0]}" if places else ""
    own = place(row.ranked)
    if own in places and len(places) == 2:
        other = next(at for at in places if at != own)
        return f"{own} in {moved.count(own)} of {len(moved)}, else {other}"
    return f"{', '.join(places[:-1])} or {places[-1]}"


def weight_of(measure: Measure) -> str:
    """ "Scale ×2"."""
    return f"{measure.name} ×{measure.weight}"


def weights(criteria: Sequence[Measure]) -> Line:
    """ "Scale ×2, Value ×1"; one sentence where all weigh the same."""
    if len({c.weight for c in criteria}) == 1:
        names = listed([typed(c.name) for c in criteria])
        return (*names, *plain(", all the same")) if len(criteria) > 1 else names
    return joined([(*typed(c.name), *plain(f" ×{c.weight}")) for c in criteria], ", ")


def turn(turn: Turn, criteria: Sequence[Measure], *, exactly: bool = False) -> Line:
    """ "turns if Cost weighs under 3 instead of 4"."""
    name = next(c.name for c in criteria if c.id == turn.criterion)
    side = "over" if turn.weight > turn.now else "under"
    if not turn.weight:
        return (
            *plain("level only where "),
            *typed(name),
            *plain(f" weighs nothing instead of {weight(turn.now)}"),
        )
    how = f" weighs {side} {weight(turn.weight, exactly=exactly)} instead of {weight(turn.now)}"
    return (*plain("turns if "), *typed(name), *plain(how))


def step(session: Session, step: Step, criteria: Sequence[Measure], *, exactly: bool = False) -> Line:
    """ "Reablement before Memory services: close, turns if Cost weighs under 3 instead of 4."."""
    above, below = step.above, step.below
    if step.turn is not None:  # those of a shared place that come nearest to it
        above = (step.turn.above,) if len(above) > 1 else above
        below = (step.turn.below,) if len(below) > 1 else below
    who = (*names(session, above), *plain(" before "), *names(session, below))
    if step.turn is None:
        return (*who, *plain(": clear, no weight turns it."))
    word = ": close, " if step.is_close else ": clear, "
    return (*who, *plain(word), *turn(step.turn, criteria, exactly=exactly), *plain("."))


def names(session: Session, item_ids: Sequence[str]) -> Line:
    """The names of candidates; of many, how many more there are."""
    shown = [plain(session.item(item_id).name) for item_id in item_ids[:_MOST_NAMED]]
    more = len(item_ids) - len(shown)
    return listed([*shown, plain(f"{more} more")] if more else shown)


def verdict(session: Session, result: Result) -> tuple[Line, ...]:
    """How sure the order is, for the room: the first place, what is level, and what is close."""
    placed = [row for row in result.rows if row.ranked.place is not None]
    if len(placed) < 2:
        return tuple((*names(session, [row.item_id]), *plain(" alone has a total yet.")) for row in placed)
    shared = [down for down in _places(placed) if len(down) > 1]
    first = [row.item_id for row in placed if row.ranked.place == 1]
    lines: list[Line] = [(*names(session, first), *plain(" comes first."))] if len(first) == 1 else []
    lines += [(*names(session, group), *plain(f" are level{_at(placed, group)}.")) for group in shared]
    close = [down for down in result.steps if down.is_close]
    lines += [step(session, down, result.criteria) for down in close]
    if result.steps and not close:
        clear = "The rest is clear" if shared else "Clear"
        lines.append(plain(f"{clear}: no weight that moves by half changes the order."))
    return (*lines, line) if (line := equal(session, result)) else tuple(lines)


def own_first(result: Result) -> Line:
    """For how many partners what comes first does by their own levels; empty where nothing can be told."""
    placed = [row for row in result.rows if row.ranked.place is not None]
    if result.compared < 2 or len(placed) < 2 or placed[0].ranked.tied:
        return ()
    firsts, of = placed[0].firsts, result.compared
    alike = "both" if of == 2 else f"all {of}"
    many = alike if firsts == of else f"{firsts} of {of}"
    return plain(f"By their own levels it is first for {many} partners that gave them all.")


def _places(placed: Sequence[Row]) -> list[list[str]]:
    """Ids of the candidates at each place."""
    places = dict.fromkeys(row.ranked.place for row in placed)
    return [[row.item_id for row in placed if row.ranked.place == place] for place in places]


def _at(placed: Sequence[Row], group: Sequence[str]) -> str:
    """Whether those that share a place part as single weights move by half."""
    moves = {row.moved for row in placed if row.item_id in group}
    return " now, and part as weights move" if len(moves) > 1 else ", and stay so as weights move"


def equal(session: Session, result: Result) -> Line:
    """What comes first where all criteria weigh the same; empty where they do, or where none can be told."""
    if len({c.weight for c in result.criteria}) < 2 or not any(row.place for row in result.equal):
        return ()
    if result.equal_is_alike:
        return plain("With equal weights the order is the same.")
    ordered = [
        (*plain(f"{place(row)} "), *names(session, [row.candidate])) for row in result.equal if row.place
    ]
    return (*plain("With equal weights: "), *joined(ordered[:_MOST_NAMED], ", "), *plain("."))


def first_places(session: Session, result: Result) -> Line:
    """ "1 Reablement, 2 Memory services, 3 Carers’ breaks. Close: places 2 and 3."."""
    placed = [row for row in result.rows if row.ranked.place is not None]
    first = [row for row in placed if (row.ranked.place or 0) <= _MOST_NAMED]
    listed_ = [(*plain(f"{place(row.ranked)} "), *names(session, [row.item_id])) for row in first]
    more = plain(f" and {len(placed) - len(first)} more") if len(placed) > len(first) else ()
    at = {row.item_id: row.ranked.place for row in placed}
    close = [f"{at[down.above[0]]} and {at[down.below[0]]}" for down in result.steps if down.is_close]
    said = plain(f". Close: places {', '.join(close)}.") if close else plain(".")
    return (*joined(listed_, ", "), *more, *said)


def without_total(session: Session, result: Result) -> Line:
    """Which candidates have no total, since a level is missing; empty where all have one."""
    bare = [row.item_id for row in result.rows if row.ranked.place is None]
    if not bare:
        return ()
    return (*plain("No total yet: "), *names(session, bare), *plain("."))


def ends(session: Session, activity: AppraiseActivity, item_id: str, measure: Measure) -> Line:
    """Who stands at the ends of a criterion, where these lie apart; by name where partners are bodies."""
    rows = appraisals_on(session, activity, item_id)
    levels = {p: level for p, row in rows.items() if (level := dict(row.levels).get(measure.id)) is not None}
    if not levels or max(levels.values()) - min(levels.values()) < APART:
        return ()
    low, high = min(levels.values()), max(levels.values())
    if not session.as_bodies:
        return (*typed(measure.name), *plain(f": from {low} to {high}. Hear both ends."))
    at = {end: [p for p, level in levels.items() if level == end] for end in (low, high)}
    alone = min(at, key=lambda end: len(at[end]))
    sides = [(*words.partner_names(session, who), *plain(f" {end}")) for end, who in at.items()]
    if sum(map(len, at.values())) == len(levels) and max(map(len, at.values())) > _MOST_NAMED - 1:
        sides = [(*words.partner_names(session, at[alone]), *plain(f" {alone}"))]
        sides.append(plain(f"all others {high if alone == low else low}"))
    return (*typed(measure.name), *plain(": "), *joined(sides, ", "), *plain(". Hear both."))


def furthest(session: Session, activity: AppraiseActivity, item_id: str) -> tuple[Line, ...]:
    """`ends` of the few criteria of a candidate on which these lie furthest apart."""
    rows = result_of(session, activity.id).rows
    cells = next((row.cells for row in rows if row.item_id == item_id), ())
    pairs = list(zip(criteria_of(session, activity), cells, strict=False))
    pairs.sort(key=lambda pair: (pair[1].lowest or 0) - (pair[1].highest or 0))
    lines = (ends(session, activity, item_id, measure) for measure, _ in pairs[:MOST_ENDS])
    return tuple(line for line in lines if line)


def changed(session: Session, activity: AppraiseActivity, item_id: str) -> Line:
    """Whose levels are not those of the reveal; empty for nobody's."""
    rows = [r for r in APPRAISALS.of(session) if (r.activity_id, r.item_id) == (activity.id, item_id)]
    partner_ids = [row.partner_id for row in rows if row.after_reveal]
    if not partner_ids:
        return ()
    if not session.as_bodies:
        return plain("Some levels were changed after the reveal.")
    return (
        *plain("Levels changed after the reveal: "),
        *words.partner_names(session, partner_ids),
        *plain("."),
    )


def missing(session: Session, silent: Sequence[str], of: int) -> Line:
    """Whose levels are missing after the reveal: `silent` are their ids, of so many; empty for nobody."""
    if not silent:
        return ()
    if not session.as_bodies:
        return plain(f"Levels from {of - len(silent)} of {of} partners.")
    return (*plain("Levels missing from "), *words.partner_names(session, silent), *plain("."))


def levels(rows: Iterable[Appraisal], criterion: Measure) -> str:
    """What was given on a criterion, one after the other: "4 ? 2"; nothing of who has not answered it."""
    said = (dict(row.levels).get(criterion.id, "") for row in rows)
    return " ".join("?" if level is None else str(level) for level in said if level != "")


def said(row: Appraisal | None, criteria: Sequence[Measure]) -> str:
    """What somebody gave: "Scale 4, Value ?, Strategic 2"; names only of what is answered."""
    levels = dict(row.levels) if row is not None else {}
    parts = [f"{c.name} {'?' if levels[c.id] is None else levels[c.id]}" for c in criteria if c.id in levels]
    return ", ".join(parts) or "nothing yet"
