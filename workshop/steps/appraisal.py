"""The grids of an appraisal: the levels on one candidate, and all candidates in their order."""

from sessions.kinds.appraise import words as says
from sessions.kinds.appraise.records import (
    AppraiseActivity,
    appraisals_on,
    asks_partners,
    criteria_of,
)
from sessions.kinds.appraise.result import Result, result_of
from sessions.record import Session
from workshop.wall.model import Grid, GridRow


def candidate_grid(seen: Session, activity: AppraiseActivity, item_id: str) -> Grid:
    """A candidate's levels, a row a criterion: by partner where these are bodies, and together."""
    criteria, rows = criteria_of(seen, activity), appraisals_on(seen, activity, item_id)
    result = result_of(seen, activity.id)
    own = next((row.cells for row in result.rows if row.item_id == item_id), ())
    asking = asks_partners(seen, activity)
    named = list(rows) if asking and seen.as_bodies and len(rows) > 1 else []
    heads = [seen.partner(partner_id).name for partner_id in named]
    grid_rows = []
    for criterion, cell in zip(criteria, own, strict=False):
        cells = [says.levels([rows[partner_id]], criterion) for partner_id in named]
        span = "" if cell.lowest == cell.highest else f"{cell.lowest}–{cell.highest}"
        extra = [span] if asking and len(rows) > 1 else []
        grid_rows.append(GridRow(criterion.name, (*cells, *extra, says.cell(cell, criterion))))
    tail = ["from–to"] if asking and len(rows) > 1 else []
    together = f"together, of {len(rows)}" if len(rows) > 1 else "level"
    return Grid((*heads, *tail, together), tuple(grid_rows), frozenset(range(len(heads))))


def result_grid(seen: Session, activity: AppraiseActivity, result: Result) -> Grid:
    """The candidates in their order, a column a criterion, and the total with its range and n."""
    criteria = result.criteria
    weigh = len({c.weight for c in criteria}) > 1
    asking = asks_partners(seen, activity)
    heads = [says.weight_of(c) if weigh else c.name for c in criteria]
    shown = [row for row in result.rows if any(cell.n or cell.dont_know for cell in row.cells)]
    answered = {row.item_id: len(appraisals_on(seen, activity, row.item_id)) for row in shown}
    alike = len(set(answered.values())) == 1
    rows = []
    for row in shown:
        cells = [says.cell(cell, c) for cell, c in zip(row.cells, criteria, strict=True)]
        spread = [says.span(row).replace(" to ", "–")] if asking else []
        number = [str(answered[row.item_id])] if asking and not alike else []
        name, total = seen.item(row.item_id).name, says.figure(row.ranked.total)
        rows.append(GridRow(name, (*cells, total, *spread, *number), says.place(row.ranked) or "–"))
    n = f" n={next(iter(answered.values()), 0)}" if asking and alike else ""
    tail = ["partners' own", *([] if alike else ["n"])] if asking else []
    spare = frozenset({len(heads) + 1}) if asking else frozenset()
    return Grid((*heads, f"total of {says.figure(result.most)}{n}", *tail), tuple(rows), spare)
