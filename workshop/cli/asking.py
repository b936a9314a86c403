"""The commands `risks` and `pairs`: what several questions on an item come to, and which are asked."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sessions.analysis.items import Stand
from sessions.edit import Edit
from sessions.kinds.asking import AskingActivity
from sessions.kinds.here_to_there import words as pair_words
from sessions.kinds.here_to_there.edits import ask_pairs
from sessions.kinds.here_to_there.records import Pair, PairsActivity, pair_steps, pairs
from sessions.kinds.registry import revealed_only
from sessions.kinds.risk import words as risk_words
from sessions.kinds.risk.edits import ask_impact
from sessions.kinds.risk.records import Risk, RiskActivity, risk_steps, risks
from sessions.problem import Problem
from sessions.record import Session
from sessions.spans import on_screen, plain
from workshop.cli import output
from workshop.cli.context import change, library
from workshop.cli.picking import find_step

S = TypeVar("S", bound=AskingActivity)
R = TypeVar("R")


def list_risks(args: Namespace) -> int:
    """List the risks of each step, worst first; or have the impact asked in one, or not."""
    wanted = args.impact or args.no_impact
    if args.session is None:
        if wanted is not None:
            raise Problem("Name the session, too", hint="`workshop risks SESSION --impact STEP`.")
        from workshop.cli import register  # noqa: PLC0415  # of use over all sessions

        return register.list_risks(args)
    if args.formats or args.to:
        hint = "`workshop summary SESSION --format xlsx` has those of one."
        raise Problem("Risks of all sessions are written, not of one", hint=hint)
    if wanted is not None:

        def edit_of(session: Session) -> Edit:
            return ask_impact(find_step(session, wanted).id, impact=args.impact is not None)

        session = change(args, edit_of)
    else:
        session = library(args).read(args.session)
    seen = revealed_only(session)
    found = [(step, risks(seen, step)) for step in risk_steps(session)]
    nothing = "There are no risks to list: no step of this session rates any yet."
    return _list(args, found, _risk_row, lambda step, own: _risk_table(session, step, own), nothing)


def _list(
    args: Namespace,
    found: Sequence[tuple[S, Sequence[R]]],
    as_json: Callable[[S, R], dict[str, Any]],
    as_table: Callable[[S, Sequence[R]], str],
    nothing: str,
) -> int:
    """Print what is `found` in each step, with the step's title where it is in several; or say `nothing`."""
    if args.json:
        output.say(output.as_json([as_json(step, row) for step, own in found for row in own]))
        return output.OK
    if not any(own for _, own in found):
        output.tell(nothing)
    for step, own in found:
        if own:
            if len(found) > 1:
                output.say(f"{output.one_line(step.title)}:")
            output.say(as_table(step, own))
    return output.OK


def _risk_table(session: Session, step: RiskActivity, own: Sequence[Risk]) -> str:
    rated = ("Likelihood", "Impact", "Together") if step.impact else ("Likelihood",)
    lines = []
    for risk in own:
        said = [on_screen(plain(risk_words.rating(rating))) for rating in risk.ratings]
        if step.impact:
            said.append("" if risk.level is None else risk_words.label(risk.level))
        acted = ", ".join(action.id for action in session.actions_from(risk.item_id))
        name = output.one_line(session.item(risk.item_id).name)
        lines.append((risk_words.place(risk), session.called(risk.item_id), *said, acted, name))
    return output.table(("Place", "Item", *rated, "Actions", "Name"), lines)


def _risk_row(step: RiskActivity, risk: Risk) -> dict[str, Any]:
    impact = {"impact": _stand(risk.impact.stand)} if risk.impact is not None else {}
    return {
        "step": step.id,
        "place": risk.place or None,
        "tied": risk.tied,
        "item": risk.item_id,
        "likelihood": _stand(risk.likelihood.stand),
        **impact,
        "level": risk.level,
        "settled": risk.settled,
    }


def _stand(stand: Stand) -> dict[str, Any]:
    """Where the room stands, for JSON: the level that it settled on, if any, the median, and of how many."""
    return {"settled": stand.level, "median": stand.spread.median, "answers": stand.spread.n}


def list_pairs(args: Namespace) -> int:
    """List the pairs of each step, the furthest to go first; or say what is asked of them in one."""
    if args.ask is not None:
        wanted, aspects = args.ask
        asked = [when.strip() for when in aspects.split(",") if when.strip()]
        session = change(args, lambda old: ask_pairs(find_step(old, wanted).id, asked))
    else:
        session = library(args).read(args.session)
    seen = revealed_only(session)
    found = [(step, pairs(seen, step)) for step in pair_steps(session)]
    nothing = "There are no pairs to list: no step of this session goes from here to there."
    return _list(args, found, _pair_row, lambda step, own: _pair_table(session, step, own), nothing)


def _pair_table(session: Session, step: PairsActivity, own: Sequence[Pair]) -> str:
    heads = tuple(pair_words.HEADS[when] for when in step.aspects)
    lines = []
    for pair in own:
        known = dict(pair.stands)
        said = (pair_words.stand(known[when]) if when in known else "–" for when in step.aspects)
        way = pair_words.way(pair) if pair.comparable else f"{pair_words.way(pair)} (other levels)"
        name = output.one_line(session.item(pair.item_id).name)
        lines.append((session.called(pair.item_id), *said, way.strip(), name))
    return output.table(("Item", *heads, "Way", "Name"), lines)


def _pair_row(step: PairsActivity, pair: Pair) -> dict[str, Any]:
    known = dict(pair.stands)
    return {
        "step": step.id,
        "item": pair.item_id,
        **{when: _stand(known[when]) if when in known else None for when in step.aspects},
        "moved": pair.moved,
        "to_go": pair.to_go,
        "comparable": pair.comparable,
    }
