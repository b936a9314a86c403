"""The kind `options`: its stops, what it hides, and what is wrong with its records."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from sessions.kinds.kind import Fault, MaterialKind, MaterialStep
from sessions.kinds.options import summary
from sessions.kinds.options.before import OptionsBefore
from sessions.kinds.options.edits import reveal_options
from sessions.kinds.options.records import (
    CHOICES,
    REVEALED_VIEWS,
    VIEWS,
    OptionsActivity,
    is_revealed,
    options_here,
)
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, Stop
from sessions.spans import Line
from sessions.summary.model import Block

CHOICE = "choice"
"""The part of the last stop of such a step."""
FEWEST = 2
"""One option is no choice."""
MOST_OPTIONS = 9
"""Each has a digit."""


class OptionsStep(MaterialStep):
    """A step with options in a template; without a pack, the room names them."""

    @property
    def needs_pack(self) -> bool:
        return False


class Options(MaterialKind[OptionsActivity]):
    id = "options"
    activity = OptionsActivity
    step = OptionsStep
    tables = (VIEWS, REVEALED_VIEWS, CHOICES)
    before = OptionsBefore()
    divisible = False
    item_word = "option"

    def check(self, session: Session, activity: OptionsActivity, before: tuple[Activity, ...]) -> None:
        if activity.pack_id is None:  # its options are those that the room names
            return
        super().check(session, activity, before)
        count = len(activity.items(session.packs))
        if not FEWEST <= count <= MOST_OPTIONS:
            hint = f"Name sections with {FEWEST} to {MOST_OPTIONS} items."
            raise Problem(f"{count} options are no choice", where=activity.title, hint=hint)

    def no_new_item(self, session: Session, activity: OptionsActivity) -> Problem | None:
        if len(activity.items(session.packs)) < MOST_OPTIONS:
            return None
        return Problem(f"{activity.title} has {MOST_OPTIONS} options already", hint="Each has a digit.")

    def stops(self, session: Session, activity: OptionsActivity) -> Iterable[Stop]:
        yield Stop(activity_id=activity.id)
        for item in activity.items(session.packs):
            yield Stop(activity_id=activity.id, part="item", ref=item.id)
        yield Stop(activity_id=activity.id, part=CHOICE)

    def left(self, session: Session, activity: OptionsActivity) -> tuple[str, ...]:
        """The step, where nothing was chosen: options are there to choose from, not to be gone through."""
        chosen = any(row.activity_id == activity.id for row in CHOICES.of(session))
        return () if chosen or not options_here(session, activity) else (activity.id,)

    def revealed(self, session: Session) -> Session:
        return VIEWS.without(session, lambda row: not is_revealed(session, row.activity_id))

    def waiting(self, session: Session) -> tuple[str, ...]:
        hidden = (
            row for row in VIEWS.of(session) if row.stands and not is_revealed(session, row.activity_id)
        )
        return tuple(dict.fromkeys(row.activity_id for row in hidden))

    def reveal(self, session: Session, now: datetime, ref: str) -> Session:
        return reveal_options(ref).apply(session, now)

    def faults(self, session: Session) -> Iterator[Fault]:
        """Counts below 1, options of another step, dissent that stands twice, steps of another kind."""
        steps = {step.id: step for step in session.agenda}
        named = [((VIEWS.name, index), row.activity_id) for index, row in enumerate(VIEWS.of(session))]
        named += [((CHOICES.name, index), row.activity_id) for index, row in enumerate(CHOICES.of(session))]
        for loc, activity_id in named:
            if activity_id in steps and not isinstance(steps[activity_id], OptionsActivity):
                yield loc, f"the step {activity_id!r} has no options"
        for index, row in enumerate(VIEWS.of(session)):
            step = steps.get(row.activity_id)
            if any(count < 1 for _, count in row.counts):
                yield (VIEWS.name, index), "a count is below 1"
            if len(dict(row.counts)) < len(row.counts):
                yield (VIEWS.name, index), "an option stands twice"
            if isinstance(step, OptionsActivity):
                yield from _strangers(
                    session, step, (VIEWS.name, index), [item_id for item_id, _ in row.counts]
                )
        for index, choice in enumerate(CHOICES.of(session)):
            step = steps.get(choice.activity_id)
            if isinstance(step, OptionsActivity):
                yield from _strangers(session, step, (CHOICES.name, index), [choice.item_id])
            seen: set[str] = set()
            for number, own in enumerate(choice.dissents):
                if own.partner_id in seen:
                    place = (CHOICES.name, index, "dissents", number)
                    yield place, f"{own.partner_id!r} dissents twice"
                seen.add(own.partner_id)

    def in_short(self, seen: Session) -> Iterator[Block]:
        yield from summary.in_short(seen)

    def differences(self, seen: Session) -> Iterator[Line]:
        yield from summary.differences(seen)

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        yield from summary.chapter(seen, waiting)


def _strangers(
    session: Session, step: OptionsActivity, loc: tuple[int | str, ...], item_ids: Iterable[str]
) -> Iterator[Fault]:
    own = {item.id for item in step.items(session.packs)}
    for item_id in item_ids:
        if item_id not in own:
            yield loc, f"{item_id!r} is no option of its step"
