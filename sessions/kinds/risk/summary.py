"""What the summary says of risks as a whole: the sorted list. Who answered what stands with each item."""

from collections.abc import Iterator

from sessions import words
from sessions.kinds.asking import chapter_of
from sessions.kinds.risk import words as risk_words
from sessions.kinds.risk.records import LEVELS, Risk, RiskActivity, risk_steps, risks, without_action
from sessions.record import Session
from sessions.spans import Line, joined, plain
from sessions.summary.model import Block, Bullets, Cell, Paragraph, TableBlock

HEADING = "Risks"


def chapter(seen: Session) -> Iterator[Block]:
    """Every step in which something was answered, as far as the room has seen it."""
    yield from chapter_of(seen, risk_steps(seen), HEADING, "risks", _step)


def _step(seen: Session, activity: RiskActivity) -> Iterator[Block]:
    levels = ", ".join(f"{level.number} {level.label}" for level in LEVELS)
    found = risks(seen, activity)
    placed = [risk for risk in found if risk.place]
    if placed:
        how = f"Likelihood of failing: {levels}."
        if activity.impact:
            count = (
                "Both count alike: high together is at most one level below high in all, medium two levels"
            )
            how = f"Likelihood and impact of failing: {levels}. {count}."
        yield Paragraph(plain(f"{how} The worst comes first; what is as bad shares the place."))
        yield _table(seen, activity, placed)
        if bare := without_action(seen, placed):
            names = joined((words.item_name(seen.item(risk.item_id)) for risk in bare), "; ")
            yield Paragraph((*plain("High, and no open action: "), *names, *plain(".")))
        if any(not risk.settled for risk in placed):
            what = (
                "Not settled: the room agreed on no level, and the median of the answers stands in its place"
            )
            yield Paragraph(plain(f"{what}; a half counts as the higher risk."), style="quiet")
        if activity.impact:
            yield Paragraph(plain(risk_words.ON_PAPER), style="quiet")
    if rest := [risk for risk in found if not risk.place and risk.is_begun]:
        lines = (plain(f"{words.origin(seen, risk.item_id)}: {risk_words.ratings(risk)}") for risk in rest)
        yield Bullets(tuple(lines), lead="Without a place")


def _table(seen: Session, activity: RiskActivity, placed: list[Risk]) -> TableBlock:
    rated = ("Likelihood", "Impact", "Together") if activity.impact else ("Likelihood",)
    acted = any(seen.actions_from(risk.item_id) for risk in placed)
    header = ("Place", "Risk", *rated, *(("Actions",) if acted else ()))
    rows: list[tuple[Cell, ...]] = []
    for risk in placed:
        cells = [risk_words.rating(rating) for rating in risk.ratings]
        if activity.impact and risk.level is not None:
            cells.append(risk_words.label(risk.level))
        row: list[Line] = [plain(risk_words.place(risk)), words.item_name(seen.item(risk.item_id))]
        row += [plain(words.first_upper(cell)) for cell in cells]
        if acted:
            row.append(_actions(seen, risk))
        rows.append(tuple(row))
    return TableBlock(plain("Risks, the worst first"), header, tuple(rows))


def _actions(seen: Session, risk: Risk) -> Line:
    actions = seen.actions_from(risk.item_id)
    return plain(", ".join(action.id for action in actions) or "none")
