"""The command `evaluation`: words that people say at the close, and how their answers stand."""

from argparse import Namespace

from sessions import spread_words
from sessions.analysis.items import spread_of
from sessions.analysis.spreads import Spread
from sessions.edit import Edit, together
from sessions.kinds.evaluation.edits import say_words, take_out_word
from sessions.kinds.evaluation.records import EvaluationActivity, nobody_named, words_of
from sessions.kinds.registry import revealed_only
from sessions.problem import Problem
from sessions.record import Session
from workshop.cli import output
from workshop.cli.context import change, library
from workshop.cli.picking import find_step


def evaluation(args: Namespace) -> int:
    """Add words or take some out, then print what was said: never by whom, nor what is still hidden."""

    def edit_of(session: Session) -> Edit:
        step = _step(session, args)
        edits = [say_words(step.id, ", ".join(args.word))] if args.word else []
        return together(*edits, *(take_out_word(step.id, word) for word in args.take_out))

    changes = bool(args.word or args.take_out)
    session = change(args, edit_of) if changes else library(args).read(args.session)
    step, seen = _step(session, args), revealed_only(session)
    answers = {ref: spread_of(nobody_named(seen), ref) for ref in step.subjects(session.packs)}
    said = words_of(session, step.id)
    if args.json:
        statements = [
            {
                "item": ref,
                "counts": [int(count) for count in spread.counts],
                "dont_know": int(spread.dont_know),
                "answers": spread.n,
                "median": spread.median,
            }
            for ref, spread in answers.items()
        ]
        words = [{"word": row.word, "count": row.count} for row in said]
        output.say(output.as_json({"step": step.id, "statements": statements, "words": words}))
        return output.OK
    rows = [(session.item(ref).statement, _figures(spread)) for ref, spread in answers.items()]
    rows += [(row.word, f"said by {row.count}") for row in said]
    output.say(output.table(("What", "How many"), rows))
    return output.OK


def _figures(spread: Spread) -> str:
    return output.plain(spread_words.figures(spread)) if spread.spoke else "nothing revealed"


def _step(session: Session, args: Namespace) -> EvaluationActivity:
    """The step that is named, or the only one of its kind. Raises Problem."""
    steps = [step for step in session.agenda if isinstance(step, EvaluationActivity)]
    if args.step is not None:
        steps = [step for step in (find_step(session, args.step),) if isinstance(step, EvaluationActivity)]
    if len(steps) == 1:
        return steps[0]
    if steps:
        raise Problem("There are several evaluations", hint="Name one with --step.")
    hint = "`workshop agenda SESSION --add evaluation` adds one."
    raise Problem("There is no evaluation in this session", hint=hint)
