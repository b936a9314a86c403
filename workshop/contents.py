"""What a summary written now would hold, and how it would read."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from sessions import plan, words
from sessions.analysis.whole import progress, reached
from sessions.aspects import aspect_id_of
from sessions.house import PLAIN, House
from sessions.kinds.appraise.records import (
    APPRAISALS,
    AppraiseActivity,
    appraisals_on,
    candidates_here,
)
from sessions.kinds.asking import AskingActivity, asked_of, is_answered
from sessions.kinds.checklist.records import CHECKS, checks_of, progress_of
from sessions.kinds.options.records import CHOICES, OptionsActivity, choice_of
from sessions.kinds.registry import waiting
from sessions.kinds.score.records import AGREEMENTS, ScoreActivity, standing_ballots
from sessions.outputs import registry, text
from sessions.problem import Problem
from sessions.record import Session
from sessions.scope import items_here, items_not_applying, why_not
from sessions.sign_off import state_line
from sessions.spans import on_screen
from sessions.summary.build import build
from sessions.summary.forms import FORMS, Form
from sessions.summary.model import Block
from workshop import house_text
from workshop.keynames import Keys
from workshop.materials import load
from workshop.steps.scene import PageLine


def summary_contents(session: Session) -> tuple[PageLine, ...]:
    """What a summary written now would hold, in numbers."""
    scored = items_here(session, ScoreActivity)
    answered = sum(bool(standing_ballots(session, item.id)) for item in scored)
    settled = [row for row in AGREEMENTS.of(session) if why_not(session, row.item_id) is None]
    agreed = [row for row in settled if not aspect_id_of(row.item_id)]
    checks = progress_of(session, checks_of(session))
    answers = (check for check in CHECKS.of(session) if why_not(session, check.item_id) is None)
    levels = (row for row in APPRAISALS.of(session) if row.stands and why_not(session, row.item_id) is None)
    dissents = sum(len(row.dissents) for row in settled) + sum(len(check.dissents) for check in answers)
    dissents += sum(len(row.dissents) for row in levels)
    dissents += sum(len(choice.dissents) for choice in CHOICES.of(session))
    steps = [step for step in session.agenda if isinstance(step, AskingActivity)]
    asked = {ref for step in steps for _, ref in asked_of(session, step) if why_not(session, ref) is None}
    questions = sum(is_answered(session, ref) for ref in asked)
    noted = len(reached(session) & {item.id for item in scored}) - progress(session)[0]
    appraised, candidates = _appraised(session)
    choices = [step for step in session.agenda if isinstance(step, OptionsActivity)]
    chosen = sum(choice_of(session, step.id) is not None for step in choices)
    notes = Counter(note.kind for note in session.notes)
    counts = [
        (len(session.partners), "partner", "partners"),
        (len(session.people), "person by name", "people by name"),
        (answered, f"of {len(scored)} items answered", f"of {len(scored)} items answered"),
        (noted, "with notes or actions alone", "with notes or actions alone"),
        (len(agreed), "agreed level", "agreed levels"),
        (questions, f"of {len(asked)} questions answered", f"of {len(asked)} questions answered"),
        (checks.n, f"of {checks.of} checks answered", f"of {checks.of} checks answered"),
        (appraised, f"of {candidates} candidates appraised", f"of {candidates} candidates appraised"),
        (chosen, f"of {len(choices)} choices made", f"of {len(choices)} choices made"),
        (dissents, "dissent", "dissents"),
        (notes["evidence"], "note of evidence", "notes of evidence"),
        (notes["comment"], "comment", "comments"),
        (notes["decision"], "decision", "decisions"),
        (notes["parked"], "parked point", "parked points"),
        (len(session.actions), "action", "actions"),
        (len(plan.left(session)), "item not reached", "items not reached"),
        (len(items_not_applying(session)), "item that does not apply", "items that do not apply"),
    ]
    return tuple(PageLine("point", words.number_of(*count)) for count in counts if count[0])


def _appraised(session: Session) -> tuple[int, int]:
    """(candidates that have levels, candidates in all), each in every step that appraises it."""
    steps = [step for step in session.agenda if isinstance(step, AppraiseActivity)]
    asked = [(step, item_id) for step in steps for item_id in candidates_here(session, step)]
    return sum(bool(appraisals_on(session, step, item_id)) for step, item_id in asked), len(asked)


WITHOUT_NAMES = "Without names of people: what they do, or their body, stands there"


def summary_plan(
    session: Session,
    form: Form,
    formats: Sequence[str],
    folder: Path,
    keys: Keys,
    house: tuple[House, Problem | None] = (PLAIN, None),
    *,
    anonymous: bool = False,
) -> Iterator[PageLine]:
    """What will be written, in which form, house style and files, and where."""
    yield from _hidden(session, keys)
    yield PageLine("heading", "Draft or final")
    yield PageLine("text", on_screen(state_line(session)), person=True)
    yield PageLine("muted", f"{keys['sign_off']} leads to the sign-off.")
    yield PageLine("heading", "Which form")
    yield PageLine("text", FORMS[form])
    how = f"{keys['next_form']} changes it. {keys['read_it']} shows how it will be."
    yield PageLine("muted", how)
    yield PageLine("heading", "What will be in it")
    yield from summary_contents(session)
    yield PageLine("heading", "As which files")
    yield from (PageLine("point", registry.output(output_id).title) for output_id in formats)
    if anonymous:
        yield PageLine("point", f"{WITHOUT_NAMES}. Read it before it goes out.")
    yield PageLine("muted", f"{keys['choose_formats']} chooses: Word, Excel and others, or without names.")
    yield PageLine("heading", "In which house style")
    yield from _house(*house, form, keys)
    yield PageLine("heading", "Where it goes")
    yield PageLine("text", str(folder), person=True)
    yield PageLine("muted", "Nothing leaves this laptop.")


def _house(style: House, problem: Problem | None, form: Form, keys: Keys) -> Iterator[PageLine]:
    """What of the house style is in it."""
    if problem is not None:
        yield PageLine("warn", f"Written in none: its file has mistakes. {keys['house_style']} says which.")
        return
    yield PageLine("text", house_text.in_short(style, form) or "None of your own yet", person=True)
    yield PageLine("muted", f"{keys['house_style']} shows and changes it.")


def _hidden(session: Session, keys: Keys) -> Iterator[PageLine]:
    """What is left out of the summary, and the key that reveals it."""
    if names := [words.origin(session, ref) for ref in waiting(session)]:
        yield PageLine("heading", "Answered, not yet revealed")
        yield from (PageLine("point", name, person=True) for name in names)
        how = f"It is left out of the summary. {keys['reveal_left']} reveals all of it to the room."
        yield PageLine("warn", how)


def summary_text(
    session: Session,
    form: Form,
    now: datetime,
    keys: Keys,
    house: House = PLAIN,
    then: Sequence[Block] = (),
) -> Iterator[PageLine]:
    """The summary as plain text, to be read before it is written."""
    yield PageLine("muted", f"{FORMS[form]}. {keys['read_it']} goes back.")
    summary = build(session, now=now, form=form, resources=load.resources(), house=house, then=then)
    for paragraph in text.render(summary, columns=text.UNFOLDED).decode().split("\n\n"):
        yield PageLine("text", paragraph, person=True)
