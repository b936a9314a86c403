"""What a kind of step is: its settings, its stops, what it records, and what of that is told later.

`Kind` itself is the plain step: a title, minutes and a script. A kind of its own overrides what is different.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar, Generic, Literal, Self, TypeVar, cast

from pydantic import BeforeValidator, Field, SerializeAsAny, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sessions.added import own_items
from sessions.analysis.whole import reached
from sessions.aspects import Aspect
from sessions.kinds import choice
from sessions.kinds.before import Before
from sessions.kinds.sections import is_whole, sharing
from sessions.kinds.timed import Timed
from sessions.material import OURS, Item, Material, Pack, Section, Slug, Text
from sessions.origins import noted
from sessions.problem import Problem
from sessions.record import Session, Table
from sessions.rows import Activity, MaterialActivity, Standing, Stop
from sessions.scope import items_not_applying
from sessions.spans import Line
from sessions.summary.model import Block

Fault = tuple[tuple[int | str, ...], str]
"""(place in the session, as pydantic names it: ("ballots", 2), what is wrong there)."""

STEPS: "dict[str, type[Step]]" = {}
"""The class of each kind's steps in a template, by the kind's id. Filled by `sessions.kinds.registry`."""


class Step(Material):
    """One step of a template, as far as all kinds are alike."""

    kind: str
    title: Text
    minutes: int = Field(ge=0, le=480)
    script: tuple[Text, ...] = ()

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        if kind not in STEPS:
            *names, last = (repr(name) for name in STEPS)
            expected = f"{', '.join(names)} or {last}"
            raise PydanticCustomError("literal_error", "should be {expected}", {"expected": expected})
        return kind


def _as_its_kind(value: Any, info: ValidationInfo) -> Any:
    """A step of its kind's own class, where that is registered; a template's file is held to strictly."""
    if not isinstance(value, Mapping):
        return value
    form = STEPS.get(str(value.get("kind")), Step)
    if info.mode == "json":
        return form.model_validate_json(json.dumps(value), strict=True, extra="forbid")
    return form.model_validate(value)


AnyStep = Annotated[SerializeAsAny[Step], BeforeValidator(_as_its_kind)]
"""A step of any kind that is registered."""


class MaterialStep(Step):
    """A step on a pack.

    With `choose`, the facilitator picks that many sections of it; with `choose_items`, up to that many items
    of its sections, before the session or in it. `items` are those that it is on, as what follows the slash
    in their ids; with `choose_items`, where nobody has chosen.
    """

    names_items: ClassVar[bool] = True
    """Whether it can be on some items of a section alone."""
    pack: Slug | None = None
    sections: tuple[Slug, ...] = ()
    choose: int = Field(default=0, ge=0)
    items: tuple[Text, ...] = ()
    choose_items: int = Field(default=0, ge=0)

    @property
    def needs_pack(self) -> bool:
        return True

    @model_validator(mode="after")
    def _about_something(self) -> Self:
        if self.choose and self.sections:
            raise ValueError("a step has either `sections` or `choose`, not both")
        if self.items or self.choose_items:
            self._check_items()
        if self.pack is None and self.needs_pack:
            raise ValueError(f"a step of kind {self.kind!r} needs a pack")
        return self

    def _check_items(self) -> None:
        if not self.names_items:
            raise ValueError(f"a step of kind {self.kind!r} is on whole sections: name `sections`")
        if self.choose:
            raise ValueError("a step has either `choose`, or `items` and `choose_items`, not both")
        if self.pack is None:
            raise ValueError("`items` and `choose_items` need a `pack`")
        if self.choose_items and len(self.items) > self.choose_items:
            raise ValueError(f"{len(self.items)} `items` are more than the {self.choose_items} to choose")


@dataclass(frozen=True, slots=True)
class Planning:
    """What a step of a template is planned with: what was chosen, activities before it."""

    template_id: str
    template_name: str
    packs: Mapping[str, Pack]
    chosen: Sequence[str]
    """Ids of sections."""
    before: tuple[Activity, ...]
    items: Sequence[str] = ()
    """Full ids of items that were chosen."""


A = TypeVar("A", bound=Activity)


class Kind(Generic[A]):
    """A kind of step. Its functions are pure; `activity` is always one of its own class."""

    id: ClassVar[str] = ""
    """As in templates and files."""
    activity: ClassVar[type[Activity]] = Activity
    step: ClassVar[type[Step]] = Step
    tables: ClassVar[tuple[Table[Any], ...]] = ()
    """What it records of its own."""
    before: ClassVar[Before] = Before()
    """What its steps ask before the day."""
    aspects: ClassVar[tuple[Aspect, ...]] = ()
    """What it asks of each item, where that is more than one question."""
    ends: ClassVar[bool] = False
    """Whether it is the end of an agenda, so that what is added later comes before it."""
    yields: ClassVar[Literal["all", "minutes", "nothing"]] = "all"
    """What it gives up where a session runs late: all of it, some of its minutes, or nothing."""
    divisible: ClassVar[bool] = False
    """Whether some of its items can be moved to a step of their own."""
    standing: ClassVar[tuple[Callable[[Session], Iterable[Standing]], ...]] = ()
    """What of a session that the room has seen the next one looks at again."""
    item_word: ClassVar[str] = ""
    """What an item is called that the room adds to a step without a pack: "option"."""

    def plan(self, step: Step, step_id: str, planning: Planning, **settings: Any) -> A:
        """The activity of a step, with what both have of one name, and `settings`. Raises Problem."""
        same = {name: value for name, value in step if name in self.activity.model_fields}
        form = cast("type[A]", self.activity)
        return form.model_validate({"id": step_id, **same, **settings})

    def as_step(self, activity: A) -> dict[str, Any]:
        """Keys of a step in a template that such an activity is planned from: those both have of one name.

        Nobody's name is among them.
        """
        names = self.step.model_fields.keys() & self.activity.model_fields.keys()
        return activity.model_dump(mode="json", include=set(names))

    def check(self, session: Session, activity: A, before: tuple[Activity, ...]) -> None:
        """Raises Problem where an activity cannot stand on the agenda behind those `before` it."""

    def stops(self, session: Session, activity: A) -> Iterable[Stop]:
        """The places that the arrow keys go through."""
        yield Stop(activity_id=activity.id)

    def place_of(self, stop: Stop) -> str:
        """The place of its own that time at a stop counts for, see `Spell`; empty where it has none."""
        return ""

    def timed(self, session: Session, activity: A, stop: Stop) -> tuple[Timed, ...]:
        """The clocks of its own that run at a stop, the one that the room sees large first."""
        return ()

    def left(self, session: Session, activity: A) -> tuple[str, ...]:
        """Ids of items on which nothing is recorded; that of the step, where it is about something else."""
        return ()

    def recorded(self, session: Session, activity: A) -> Problem | None:
        """Why the step can't be taken off the agenda: what is recorded in it; None where nothing is."""
        own = activity.origins(session.partners, session.people)
        said = any(ref.to == "activity" and ref.id == activity.id for ref in session.refs())
        if said or not noted(session).isdisjoint(own):
            hint = "Take it back first, or skip it."
            return Problem(f"Something is recorded in {activity.title}", hint=hint)
        return None

    def no_new_item(self, session: Session, activity: A) -> Problem | None:
        """Why no item can be added to the step; None where one can."""
        return Problem(f"{activity.title} is about no items", hint="Add it in a step that is about some.")

    def revealed(self, session: Session) -> Session:
        """The session without what this kind still hides from the room."""
        return session

    def waiting(self, session: Session) -> tuple[str, ...]:
        """Ids of the items and steps of which it still hides something that was said."""
        return ()

    def reveal(self, session: Session, now: datetime, ref: str) -> Session:
        """The session with what it still hides of one that is `waiting` shown to the room."""
        return session

    def faults(self, session: Session) -> Iterator[Fault]:
        """What is wrong with its records beyond keys that stand twice and references that lead nowhere."""
        yield from ()

    def progress(self, session: Session) -> tuple[int, int]:
        """(how many items are answered, how many its steps ask for), of those that apply here."""
        return 0, 0

    def in_short(self, seen: Session) -> Iterator[Block]:
        """What matters most of what it recorded, for the first page of the summary."""
        yield from ()

    def differences(self, seen: Session) -> Iterator[Line]:
        """Who dissents from what it recorded, a line each, for the first page of the summary."""
        yield from ()

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        """Its chapter of the summary, if it has one.

        `seen` is what the room has seen; `waiting` are the ids of what this kind still hides something of.
        """
        yield from ()

    def told_together(self, session: Session) -> frozenset[str]:
        """Ids of the items that the summary tells of together, section by section, and not one by one."""
        return frozenset()

    def on_section(self, seen: Session, section_key: str, waiting: Collection[str]) -> Iterator[Block]:
        """What the summary says of those of a section's items that are told together."""
        yield from ()

    def on_item(self, seen: Session, item: Item, waiting: Collection[str]) -> Iterator[Block]:
        """What the summary says of an item because of this kind."""
        yield from ()


M = TypeVar("M", bound=MaterialActivity)


class MaterialKind(Kind[M]):
    """A kind whose steps are about items of a pack."""

    step: ClassVar[type[Step]] = MaterialStep
    divisible: ClassVar[bool] = True
    takes_items: ClassVar[bool] = True
    """Whether items can be added to its steps in the room."""
    closes: ClassVar[bool] = False
    """Whether every section has a close, also one that the pack asks nothing at the end of."""

    def plan(self, step: Step, step_id: str, planning: Planning, **settings: Any) -> M:
        assert isinstance(step, MaterialStep)
        sections, title = _sections(step, planning), step.title
        if step.pack is not None and step.choose and len(sections) == 1:
            section = planning.packs[step.pack].section(sections[0])
            title = f"{section.label}: {section.title}" if section.label else section.title
        item_ids: tuple[str, ...] = ()
        if step.pack is not None and (step.items or step.choose_items):
            item_ids = planned_items(step, planning.packs[step.pack], planning.items, planning.template_id)
            sections = choice.sections_with(planning.packs[step.pack], item_ids)
        material = {"pack_id": step.pack, "section_ids": sections, "item_ids": item_ids, "title": title}
        return super().plan(step, step_id, planning, **material, **settings)

    def as_step(self, activity: M) -> dict[str, Any]:
        # What was added in a step without a pack is of its session alone.
        pack_id = None if activity.pack_id == OURS else activity.pack_id
        sections = activity.section_ids if pack_id else ()
        keys = {**super().as_step(activity), "pack": pack_id, "sections": sections}
        if pack_id and activity.item_ids and issubclass(self.step, MaterialStep) and self.step.names_items:
            keys["items"] = tuple(item_id.partition("/")[2] for item_id in activity.item_ids)
        return keys

    def check(self, session: Session, activity: M, before: tuple[Activity, ...]) -> None:
        if activity.pack_id is None:
            raise Problem(f"{activity.title} is about no pack", hint="Name one that this session carries.")
        pack = next((pack for pack in session.packs if pack.id == activity.pack_id), None)
        if pack is None:
            carried = ", ".join(pack.id for pack in session.packs) or "none"
            hint = f"It carries: {carried}."
            raise Problem(f"This session carries no pack {activity.pack_id!r}", hint=hint)
        known = [section.id for section in pack.sections]
        gone = next((section_id for section_id in activity.section_ids if section_id not in known), None)
        if gone is not None:
            sections = f"Its sections: {', '.join(known)}."
            raise Problem(f"{pack.name} has no section {gone!r} in this session", hint=sections)
        inside = {item.id for item in pack.only(activity.section_ids).items()}
        if not inside.issuperset(activity.item_ids):
            hint = "Name items of its own sections."
            raise Problem(f"{activity.title} names an item of another section", hint=hint)

    def has_close(self, section: Section) -> bool:
        """Whether a section has a place of its own at its end."""
        return self.closes or bool(section.closing)

    def stops(self, session: Session, activity: M) -> Iterable[Stop]:
        for section, items in activity.sections(session.packs):
            key = f"{activity.pack_id}/{section.id}"
            parts = sharing(session, activity, {item.id for item in section.items})
            whole = is_whole(session, activity, section)
            if section.about and whole and parts[0] == activity.id:
                yield Stop(activity_id=activity.id, part="section", ref=key)
            for item in items:
                yield from self.item_stops(activity, item)
            if (whole or self.closes) and self.has_close(section) and parts[-1] == activity.id:
                yield Stop(activity_id=activity.id, part="closing", ref=key)

    def item_stops(self, activity: M, item: Item) -> Iterator[Stop]:
        """The stops of one item."""
        yield Stop(activity_id=activity.id, part="item", ref=item.id)

    def recorded(self, session: Session, activity: M) -> Problem | None:
        if own_items(session, activity):
            return Problem(f"Items were added to {activity.title}", hint="Remove them first, or skip it.")
        return super().recorded(session, activity)

    def no_new_item(self, session: Session, activity: M) -> Problem | None:
        return None if self.takes_items else super().no_new_item(session, activity)

    def left(self, session: Session, activity: M) -> tuple[str, ...]:
        done = {*reached(session), *items_not_applying(session)}
        return tuple(item.id for item in activity.items(session.packs) if item.id not in done)


def planned_items(
    step: MaterialStep, pack: Pack, chosen: Sequence[str] = (), template_id: str = ""
) -> tuple[str, ...]:
    """Full ids of the items that a step is on: of those `chosen` its own, else those it names or suggests.

    Empty for all. Raises Problem for an item that is not there, and for more than can be chosen.
    """
    known = choice.by_code(pack, step.sections)
    if gone := next((code for code in step.items if code not in known), None):
        where, hint = f"template {template_id}", f"Its items: {', '.join(known)}."
        raise Problem(f"The pack {pack.id!r} has no item {gone!r} there", where=where, hint=hint)
    own = {item.id for item in known.values()}.intersection(chosen)
    if step.choose_items and (picked := choice.in_order(pack, own)):
        choice.check_number(step.choose_items, picked, pack.item_word)
        return picked
    if step.items or not step.choose_items:
        return choice.in_order(pack, (known[code].id for code in step.items))
    return choice.suggested(pack, step.sections, step.choose_items)


def _sections(step: MaterialStep, planning: Planning) -> tuple[str, ...]:
    """Ids of the sections that a step is on. Raises Problem for a pack or section that is not there."""
    if step.pack is None:
        return step.sections
    pack = planning.packs.get(step.pack)
    if pack is None:
        hint = f"Packs here: {', '.join(sorted(planning.packs))}."
        raise Problem(f"The template {planning.template_name} needs the pack {step.pack!r}", hint=hint)
    known = [section.id for section in pack.sections]
    if step.choose:
        picked = [section_id for section_id in dict.fromkeys(planning.chosen) if section_id in known]
        rest = [section_id for section_id in known if section_id not in picked]
        return tuple(sorted((picked + rest)[: step.choose], key=known.index))
    for section_id in step.sections:
        if section_id not in known:
            where, hint = f"template {planning.template_id}", f"Its sections: {', '.join(known)}."
            raise Problem(f"The pack {pack.id!r} has no section {section_id!r}", where=where, hint=hint)
    return step.sections
