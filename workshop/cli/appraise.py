"""The command `appraise`: levels of candidates on criteria, their reveal, weights, and how they stand."""

from argparse import Namespace
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from sessions import plan
from sessions.edit import Edit
from sessions.kinds.appraise import edits, words as says
from sessions.kinds.appraise.records import (
    AppraiseActivity,
    Measure,
    appraisal_of,
    appraisals_on,
    asks_partners,
    candidates_of,
    criteria_of,
    is_complete,
    is_revealed,
)
from sessions.kinds.appraise.result import Result, Row, result_of
from sessions.kinds.appraise.weighing import Step
from sessions.kinds.registry import revealed_only
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ROOM
from sessions.spans import plain_text
from workshop.cli import output
from workshop.cli.context import change, library, text_or_stdin, whole_number
from workshop.cli.picking import find_step, pick
from workshop.cli.record import DONT_KNOW


def appraise(args: Namespace) -> int:
    """Give levels, or change what the step asks; then say how it stands."""
    names = [word for word in args.what if "=" not in word]
    levels = [word for word in args.what if "=" in word]
    settings = (args.weights, args.criteria, args.reveal, args.by)
    if any(setting is not None for setting in settings):
        if args.what:
            raise Problem("That is two things at once", hint="Give levels, or change the step.")
        return _tell(args, change(args, lambda session: _setting(session, args)))
    if not names:
        if levels:
            raise Problem(
                "No candidate is named", hint="Such as: workshop appraise SESSION s4 1.3 ICB Scale=4."
            )
        return _tell(args, library(args).read(args.session))
    after = change(args, lambda session: _given(session, args, names, levels))
    return _tell_of(args, after, names)


def find_appraisal(session: Session, wanted: str) -> AppraiseActivity:
    """The appraisal that `wanted` names, by id or title. Raises Problem."""
    step = find_step(session, wanted)
    if not isinstance(step, AppraiseActivity):
        hint = "`workshop agenda` lists the steps with their ids."
        raise Problem(f"{step.title} is no appraisal", hint=hint)
    return step


def _setting(session: Session, args: Namespace) -> Edit:
    step = find_appraisal(session, args.step)
    if args.criteria is not None:
        return edits.set_criteria(step.id, args.criteria)
    if args.by is not None:
        return edits.set_by_partner(step.id, by_partner=args.by == "partner")
    if args.reveal is not None:
        if args.reveal.casefold() == "all":
            return edits.reveal_all_levels(step.id)
        return edits.reveal_levels(step.id, _candidate(session, step, args.reveal))
    weights: dict[str, int] = {}
    for text in args.weights:
        name, _, number = text.rpartition("=")
        weights[_criterion(session, step, name).id] = whole_number(number, "weight")
    return edits.set_weights(step.id, weights)


def _given(session: Session, args: Namespace, names: Sequence[str], typed: Sequence[str]) -> Edit:
    """Levels of a candidate, or dissent from those of the room."""
    step = find_appraisal(session, args.step)
    item_id, partner_id = _candidate(session, step, names[0]), _partner(session, step, names[1:], args)
    if args.dissent is not None:
        return edits.dissent_from_levels(step.id, item_id, partner_id, text_or_stdin(args.dissent))
    if not typed:
        return edits.take_back_levels(step.id, item_id, partner_id)
    levels = dict(_level(session, step, text) for text in typed)
    return edits.appraise(step.id, item_id, partner_id, levels)


def _partner(session: Session, step: AppraiseActivity, names: Sequence[str], args: Namespace) -> str:
    """Id of who gives levels, or dissents; the room where it gives them and nobody is named."""
    if len(names) > 1:
        hint = "Put a name of several words in quotes."
        raise Problem(f"{output.one_line(' '.join(names))!r} is more than a partner", hint=hint)
    if names:
        return session.find_voice(names[0]).id
    if asks_partners(session, step) or args.dissent is not None:
        raise Problem("No partner is named", hint="Such as: workshop appraise SESSION s4 1.3 ICB Scale=4.")
    return ROOM


def _candidate(session: Session, step: AppraiseActivity, wanted: str) -> str:
    """Id of the candidate that is named by its number, its id, or a part of its name. Raises Problem."""
    ids = candidates_of(session, step)
    try:
        item_id = plan.find_item(session, wanted)
    except Problem:
        hint = "`workshop appraise SESSION STEP` lists them."
        items = [session.item(item_id) for item_id in ids]
        return pick(items, wanted, lambda item: (item.number, item.name), "candidate", hint).id
    return item_id


def _criterion(session: Session, step: AppraiseActivity, wanted: str) -> Measure:
    criteria = criteria_of(session, step)
    names = ", ".join(c.name for c in criteria) or "none"
    return pick(criteria, wanted, lambda c: (c.name,), "criterion", f"They are: {names}.")


def _level(session: Session, step: AppraiseActivity, text: str) -> tuple[str, int | None]:
    """(id of the criterion, its level) from "Scale=4", or "Scale=?" for don't know."""
    name, _, level = text.rpartition("=")
    unsure = level.strip().casefold() in DONT_KNOW
    return _criterion(session, step, name).id, None if unsure else whole_number(level, "level")


def _tell_of(args: Namespace, session: Session, names: Sequence[str]) -> int:
    """What stands on one candidate now."""
    step = find_appraisal(session, args.step)
    item_id = _candidate(session, step, names[0])
    partner_id = ROOM if len(names) < 2 or args.dissent is not None else session.find_voice(names[1]).id
    row, criteria = appraisal_of(session, step.id, item_id, partner_id), criteria_of(session, step)
    if args.json:
        output.say(output.as_json(row.model_dump(mode="json") if row is not None else None))
        return output.OK
    seen = is_revealed(session, step, item_id)
    state = "the room sees it" if seen else "hidden until the reveal"
    left = "" if is_complete(row, criteria) else "; not on every criterion yet"
    who = session.find_voice(partner_id).name
    item = session.item(item_id)
    output.tell(f"{item.number} {item.name}, {who}: {says.said(row, criteria)}; {state}{left}")
    return output.OK


def _tell(args: Namespace, session: Session) -> int:
    """How the candidates stand; of what is hidden only who has answered."""
    step = find_appraisal(session, args.step)
    seen = revealed_only(session)
    result = result_of(seen, step.id)
    if args.json:
        output.say(output.as_json(_as_json(session, step, result)))
        return output.OK
    if not result.criteria:
        output.tell(f"{step.title}: there are no criteria yet.")
        return output.OK
    by_partner = asks_partners(session, step)
    tail_heads = ("Own totals", "n") if by_partner else ()
    header = ("Place", "Candidate", *(says.weight_of(c) for c in result.criteria), "Total", *tail_heads)
    rows = []
    for row in result.rows:
        item, n = seen.item(row.item_id), len(appraisals_on(session, step, row.item_id))
        cells = [says.cell(cell, c) or "·" for cell, c in zip(row.cells, result.criteria, strict=True)]
        total = says.figure(row.ranked.total)
        tail = (total, *((says.span(row) or "·", str(n)) if by_partner else ()))
        rows.append((says.place(row.ranked) or "·", f"{item.number} {item.name}", *cells, *tail))
    output.say(output.table(header, rows))
    lines = [*says.verdict(seen, result), says.own_first(result), says.without_total(seen, result)]
    for line in lines:
        if line:
            output.say(plain_text(line))
    return output.OK


def _as_json(session: Session, step: AppraiseActivity, result: Result) -> dict[str, Any]:
    """Totals and weights exactly, as fractions where they are none whole: "73/3"."""
    given = [item_id for item_id in candidates_of(session, step) if appraisals_on(session, step, item_id)]
    return {
        "step": step.id,
        "by_partner": step.by_partner,
        "criteria": [
            {
                "id": c.id,
                "name": c.name,
                "weight": c.weight,
                "levels": len(c.scale.levels),
                "from": c.scale.base,
            }
            for c in result.criteria
        ],
        "most": _exact(result.most) if result.criteria else None,
        "candidates": [_candidate_as_json(row, result) for row in result.rows],
        "equal_weights": [{"item": row.candidate, "place": row.place} for row in result.equal],
        "compared": result.compared,
        "steps": [_step_as_json(down) for down in result.steps],
        "not_revealed": [item_id for item_id in given if not is_revealed(session, step, item_id)],
    }


def _candidate_as_json(row: Row, result: Result) -> dict[str, Any]:
    levels = {
        criterion.id: {
            "mean": _exact(cell.mean),
            "lowest": cell.lowest,
            "highest": cell.highest,
            "n": cell.n,
            "dont_know": cell.dont_know,
        }
        for criterion, cell in zip(result.criteria, row.cells, strict=True)
    }
    return {
        "item": row.item_id,
        "place": row.ranked.place,
        "tied": row.ranked.tied,
        "total": _exact(row.ranked.total),
        "lowest": _exact(row.lowest),
        "highest": _exact(row.highest),
        "n": row.n,
        "levels": levels,
        "first_for": row.firsts,
        "places_as_weights_move": [moved.place for moved in row.moved],
    }


def _step_as_json(down: Step) -> dict[str, Any]:
    turns = None
    if down.turn is not None:
        weight, now = _exact(down.turn.weight), _exact(down.turn.now)
        turns = {"criterion": down.turn.criterion, "weight": weight, "now": now}
    return {"above": list(down.above), "below": list(down.below), "close": down.is_close, "turns_at": turns}


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)
