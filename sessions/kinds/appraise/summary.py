"""What the summary says of an appraisal: weights, levels and totals, and how sure the order is."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sessions import left_out, words
from sessions.kinds.appraise import words as says
from sessions.kinds.appraise.records import (
    APPRAISALS,
    Appraisal,
    AppraiseActivity,
    Measure,
    appraisals_on,
    asks_partners,
    criteria_of,
    is_revealed,
    keys_of,
    weighing_of,
)
from sessions.kinds.appraise.result import Result, Row, result_of
from sessions.material import Item
from sessions.record import Session
from sessions.scope import items_not_applying, why_not
from sessions.spans import Line, plain, typed
from sessions.summary.model import Block, Bullets, Cell, Heading, Paragraph, TableBlock
from sessions.summary.recorded import after_title, written_before

_MOST_CRITERIA = 3
"""Of more, no page has room for levels and totals side by side."""
_HOW_TO_READ = (
    "How to read it: each level times the weight of its criterion, added up (a weighted sum, as in HM "
    "Treasury’s guidance on multi-criteria decision analysis, 2024). Levels stand on scales with fixed ends. "
    "Where partners gave levels, each counts once, and don’t-knows count as none. Close means that the order "
    "turns, or two come level, where one weight moves by half; clear, that it does not."
)


def in_short(seen: Session) -> Iterator[Block]:
    """Which candidates come first in each appraisal, and whether that is close; nothing without a ranking."""
    results = ((step, result_of(seen, step.id)) for step in seen.agenda if isinstance(step, AppraiseActivity))
    lines = [
        (*after_title(step), *says.first_places(seen, result))
        for step, result in results
        if result.has_ranking
    ]
    if lines:
        yield Heading(2, plain("How the candidates stand"), "stand")
        yield Bullets(tuple(lines))


def differences(seen: Session) -> Iterator[Line]:
    """Every dissent from levels that the room settled on."""
    out = items_not_applying(seen)
    for row in APPRAISALS.of(seen):
        if row.stands and row.item_id not in out:
            for own in row.dissents:
                about = plain(f"{words.origin(seen, row.item_id)}: dissent of ")
                yield (*about, *words.partner_name(seen, own.partner_id), *plain(": "), *typed(own.reason))


def chapter(seen: Session, waiting: Collection[str]) -> Iterator[Block]:
    """Every appraisal in which levels were given; of candidates that are `waiting`, only that."""
    given = {row.activity_id for row in APPRAISALS.of(seen) if row.stands}
    steps = [a for a in seen.agenda if isinstance(a, AppraiseActivity)]
    hidden = {step.id: [c for c in waiting if not is_revealed(seen, step, c)] for step in steps}
    steps = [step for step in steps if step.id in given or _waits(seen, step, hidden[step.id])]
    if steps:
        yield Heading(2, plain("Appraisal"), "appraisal")
    for step in steps:
        yield Heading(3, typed(step.title), f"appraisal-{step.id}")
        here = [c for c in hidden[step.id] if c in _on(seen, step)]
        if here:
            names = says.names(seen, here)
            yield Paragraph(
                (*plain("Levels are given, "), *plain(f"{words.NOT_REVEALED}: "), *names, *plain("."))
            )
        if step.id in given:
            yield from _step(seen, step)
    if any(step.id in given for step in steps):
        yield Paragraph(plain(_HOW_TO_READ), style="quiet")


def _on(seen: Session, step: AppraiseActivity) -> Collection[str]:
    """Ids of all items that it may have asked about: of what is hidden the session says no more."""
    if step.follows is None:
        return {item.id for item in step.items(seen.packs)}
    return {item.id for pack in seen.packs for item in pack.items()}


def _waits(seen: Session, step: AppraiseActivity, hidden: Collection[str]) -> bool:
    return bool(set(hidden) & set(_on(seen, step)))


def _step(seen: Session, step: AppraiseActivity) -> Iterator[Block]:
    result = result_of(seen, step.id)
    yield Paragraph(_weights(seen, step, result))
    yield from _tables(seen, step, result)
    lines = [says.step(seen, down, result.criteria, exactly=True) for down in result.steps]
    if lines:
        yield Bullets(tuple(lines), lead="How sure the order is")
    if first := says.own_first(result):
        yield Paragraph((*says.names(seen, [result.rows[0].item_id]), *plain(" comes first. "), *first))
    if equal := says.equal(seen, result):
        yield Paragraph(equal)
    if bare := says.without_total(seen, result):
        yield Paragraph(bare, style="quiet")


def _weights(seen: Session, step: AppraiseActivity, result: Result) -> Line:
    """Who gave levels, and what the criteria weigh."""
    who = "Each partner gave its levels" if asks_partners(seen, step) else "The room settled the levels"
    row = weighing_of(seen, step.id)
    late = " The weights were set after levels had been seen." if row is not None and row.after_reveal else ""
    scales = {len(c.scale.levels) for c in result.criteria}
    mixed = " Levels of shorter scales count on the longest one, end on end." if len(scales) > 1 else ""
    weights = says.weights(result.criteria)
    return (
        *plain(f"{who}. Weights: "),
        *weights,
        *plain(f". The most is {says.figure(result.most)}.{mixed}{late}"),
    )


def _tables(seen: Session, step: AppraiseActivity, result: Result) -> Iterator[TableBlock]:
    """Levels and totals in one table, or, of many criteria, in two that a page has room for."""
    partners = asks_partners(seen, step)
    rows = [row for row in result.rows if any(cell.n or cell.dont_know for cell in row.cells)]
    spread = partners and any(says.span(row) for row in rows)
    moved = sum(row.ranked.place is not None for row in rows) > 1
    extra = (*(("Own totals",) if spread else ()), *(("n",) if partners else ()))
    extra = ("Total", *extra, *(("As weights move",) if moved else ()))
    weights = tuple(says.weight_of(criterion) for criterion in result.criteria)
    names = [plain(f"{seen.item(row.item_id).number} {seen.item(row.item_id).name}") for row in rows]
    places = [plain(says.place(row.ranked) or "–") for row in rows]
    levels = [_levels_of(seen, step, result, row) for row in rows]
    totals = [_totals_of(seen, step, row, extra) for row in rows]

    def table(what: str, header: Sequence[str], cells: Iterable[tuple[Cell, ...]]) -> TableBlock:
        return TableBlock((*plain(f"{what}: "), *typed(step.title)), tuple(header), tuple(cells))

    if len(weights) <= _MOST_CRITERIA:
        cells = zip(places, names, levels, totals, strict=True)
        header = ("Place", "Candidate", *weights, *extra)
        yield table(
            "Levels and totals", header, ((place, name, *given, *sums) for place, name, given, sums in cells)
        )
    else:
        standing = zip(places, names, totals, strict=True)
        yield table(
            "Totals", ("Place", "Candidate", *extra), ((place, name, *sums) for place, name, sums in standing)
        )
        by_candidate = zip(names, levels, strict=True)
        yield table("Levels", ("Candidate", *weights), ((name, *given) for name, given in by_candidate))


def _levels_of(seen: Session, step: AppraiseActivity, result: Result, row: Row) -> tuple[Cell, ...]:
    """A candidate's level on each criterion."""
    answered = len(appraisals_on(seen, step, row.item_id))
    pairs = zip(row.cells, result.criteria, strict=True)
    return tuple(plain(says.cell_on_paper(cell, measure, answered)) for cell, measure in pairs)


def _totals_of(seen: Session, step: AppraiseActivity, row: Row, extra: Iterable[str]) -> tuple[Cell, ...]:
    """A candidate's total, and what is told of it besides."""
    cells: dict[str, Cell] = {
        "Total": plain(says.figure(row.ranked.total)),
        "Own totals": plain(says.span(row) or "–"),
        "n": len(appraisals_on(seen, step, row.item_id)),
        "As weights move": plain(says.moved(row) or "–"),
    }
    return tuple(cells[name] for name in extra)


def on_item(seen: Session, item: Item, waiting: Collection[str]) -> Iterator[Block]:
    """What was given on a candidate by partner; what the room settled on stands in the chapter."""
    if why_not(seen, item.id) is not None:
        return
    if item.id in waiting:
        yield Paragraph(plain(f"Levels are given, {words.NOT_REVEALED}."))
    for step in seen.agenda:
        if isinstance(step, AppraiseActivity) and (rows := appraisals_on(seen, step, item.id)):
            if asks_partners(seen, step):
                yield from _by_partner(seen, step, item, list(rows.values()))
                yield from written_before(seen, keys_of(seen, step, item.id))
            else:
                said = (*plain("Its levels stand in the appraisal: "), *typed(step.title), *plain("."))
                yield Paragraph(said, style="quiet")


def _by_partner(seen: Session, step: AppraiseActivity, item: Item, rows: list[Appraisal]) -> Iterator[Block]:
    criteria = criteria_of(seen, step)
    if seen.as_bodies:
        header = ("Partner", *(c.name for c in criteria))
        table = []
        for row in rows:
            cells = [_level(row, criterion) for criterion in criteria]
            table.append((words.partner_name(seen, row.partner_id), *cells))
        caption = plain(f"Levels on {item.number} by partner")
        yield TableBlock(caption, header, tuple(table))
    else:
        many = words.number_of(len(rows), "partner", "partners")
        yield Paragraph(plain(f"Appraised by {many}; who gave what stays in the room."), style="quiet")
    if changed := says.changed(seen, step, item.id):
        yield Paragraph(changed)
    if out := left_out.takes_no_part(seen, item.id):
        yield Paragraph(out)


def _level(row: Appraisal, criterion: Measure) -> Line:
    said = dict(row.levels)
    if criterion.id not in said:
        return plain("not answered")
    level = said[criterion.id]
    return plain("don’t know" if level is None else words.level(criterion.scale, level))
