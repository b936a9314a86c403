"""A kind of step that exists only here: each partner gives a number, and the room sees how warm it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Literal

from textual.app import ComposeResult
from textual.widgets import Static

from sessions.edit import edit
from sessions.kinds import registry as kinds
from sessions.kinds.kind import Fault, Kind, Step
from sessions.problem import Problem
from sessions.record import Ref, Session, Table
from sessions.rows import Activity, Row
from sessions.spans import plain, typed
from sessions.summary.model import Block, Heading, TableBlock as SummaryTable
from workshop.panels import registry as panels
from workshop.panels.host import Commands, Question
from workshop.panels.panel import PartnersPanel
from workshop.steps import registry as views
from workshop.steps.scene import PageLine, Scene
from workshop.steps.view import StepView, voices_of
from workshop.typed import whole_number
from workshop.wall.model import Entry, Wall

# --- the kind -----------------------------------------------------------------------------------------


class ThermometerActivity(Activity):
    kind: Literal["thermometer"] = "thermometer"
    highest: int = 10


class ThermometerStep(Step):
    highest: int = 10


class Reading(Row):
    activity_id: str
    partner_id: str
    degrees: int


READINGS = Table(
    "readings",
    Reading,
    key=lambda reading: (reading.activity_id, reading.partner_id),
    refs=lambda reading: (Ref("activity", reading.activity_id), Ref("partner", reading.partner_id)),
)


def readings_of(session: Session, activity_id: str) -> dict[str, int]:
    return {r.partner_id: r.degrees for r in READINGS.of(session) if r.activity_id == activity_id}


@edit("reading of {partner}")
def read(session: Session, _: datetime, activity_id: str, partner_id: str, degrees: int) -> Session:
    activity = session.activity(activity_id)
    assert isinstance(activity, ThermometerActivity)
    if not 0 <= degrees <= activity.highest:
        raise Problem(f"{degrees} is off the scale", hint=f"From 0 to {activity.highest}.")
    reading = Reading(activity_id=activity_id, partner_id=partner_id, degrees=degrees)
    return READINGS.with_row(session, reading)


class Thermometer(Kind[ThermometerActivity]):
    id = "thermometer"
    activity = ThermometerActivity
    step = ThermometerStep
    tables = (READINGS,)

    def left(self, session: Session, activity: ThermometerActivity) -> tuple[str, ...]:
        return () if readings_of(session, activity.id) else (activity.id,)

    def faults(self, session: Session) -> Iterator[Fault]:
        for index, reading in enumerate(READINGS.of(session)):
            if reading.degrees < 0:
                yield (READINGS.name, index), "colder than nought"

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        for activity in seen.agenda:
            if isinstance(activity, ThermometerActivity) and readings_of(seen, activity.id):
                rows = tuple(
                    (typed(seen.partner(partner_id).name), degrees)
                    for partner_id, degrees in readings_of(seen, activity.id).items()
                )
                yield Heading(2, plain(activity.title), f"thermometer-{activity.id}")
                yield SummaryTable(plain("How warm it is"), ("Partner", "Degrees"), rows)


# --- what it shows ------------------------------------------------------------------------------------


class ThermometerView(StepView[ThermometerActivity]):
    id = "thermometer"

    def start(self, scene: Scene, activity: ThermometerActivity) -> tuple[PageLine, ...]:
        return (PageLine("lead", f"How warm is it, from 0 to {activity.highest}?"),)

    def start_wall(self, scene: Scene, activity: ThermometerActivity) -> Wall:
        readings = readings_of(scene.session, activity.id)
        entries = (Entry("point", f"{scene.session.partner(p).name}: {d}") for p, d in readings.items())
        return Wall(
            activity.title,
            question=f"How warm is it, from 0 to {activity.highest}?",
            entries=tuple(entries),
            voices=voices_of(scene.session, activity.id, readings),
        )

    def commands(self, scene: Scene) -> frozenset[str]:
        return frozenset({"counts"})


class ThermometerPanel(PartnersPanel):
    kind = "thermometer"

    def compose(self) -> ComposeResult:
        yield Static(markup=False)

    @property
    def commands(self) -> Commands:
        return {"counts": self._ask}

    @property
    def ready(self) -> Collection[str]:
        return readings_of(self.session, self.scene.activity.id).keys()

    def show(self) -> bool:
        readings = readings_of(self.session, self.scene.activity.id)
        lines = (f"{voice.name}: {readings.get(voice.id, '…')}" for voice in self.session.voices())
        self.query_one(Static).update("\n".join(lines))
        return True

    def _ask(self) -> None:
        activity_id, partner = self.scene.activity.id, self.host.partner
        self.host.ask(
            Question(
                f"How warm is it for {partner.name}?",
                lambda typed: read(activity_id, partner.id, whole_number(typed.text, "Type a number.")),
                recorded=lambda _: self.go_on(self.ready),
            )
        )


# --- how they come in ---------------------------------------------------------------------------------


@contextmanager
def thermometer() -> Iterator[None]:
    """The kind, its view and its panel, known inside a `with` block."""
    with ExitStack() as stack:
        stack.enter_context(kinds.registered(Thermometer()))
        stack.enter_context(views.registered(ThermometerView()))
        stack.enter_context(panels.registered(ThermometerPanel))
        yield
