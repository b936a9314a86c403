"""Reading: what a pack has to be read out, and lists of its items to look at."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, Literal

from sessions.kinds.kind import Fault, MaterialKind, MaterialStep, Planning, Step
from sessions.material import Item, Pack, Reading, Section, Text
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, MaterialActivity, Partner, Person, Stop
from sessions.summary.model import Block
from sessions.summary.recorded import recorded_on, step_heading


class ReadingActivity(MaterialActivity):
    """A step on readings, by their ids, and on sections as lists to look at.

    Where it names neither, on all readings of its pack; on its sections, where that has no readings.
    """

    kind: Literal["reading"] = "reading"
    readings: tuple[str, ...] = ()

    def sections(self, packs: Iterable[Pack]) -> Iterator[tuple[Section, tuple[Item, ...]]]:
        """Works on no section: its items are looked at, and nothing is worked out on them."""
        del packs
        return iter(())

    def origins(self, partners: Iterable[Partner], people: Iterable[Person]) -> dict[str, str]:
        del partners, people
        return {self.id: self.title}

    def read(self, packs: Iterable[Pack]) -> tuple[str, ...]:
        """Keys (`pack/reading`) of what is read out, in the pack's order."""
        pack = self._pack(packs)
        if pack is None or (self.section_ids and not self.readings):
            return ()
        wanted = self.readings or _aloud(pack)
        return tuple(f"{pack.id}/{reading.id}" for reading in pack.readings if reading.id in wanted)

    def lists(self, packs: Iterable[Pack]) -> tuple[str, ...]:
        """Keys (`pack/section`) of the lists that are looked at, in the pack's order."""
        pack = self._pack(packs)
        if pack is None or (not self.section_ids and self.read((pack,))):
            return ()
        return tuple(f"{pack.id}/{section.id}" for section in pack.only(self.section_ids).sections)

    def _pack(self, packs: Iterable[Pack]) -> Pack | None:
        return next((pack for pack in packs if pack.id == self.pack_id), None)


def _aloud(pack: Pack) -> list[str]:
    """Ids of the readings that are put before a room."""
    return [reading.id for reading in pack.readings if is_aloud(reading)]


def is_aloud(reading: Reading) -> bool:
    """Whether a reading is put before the room without being named."""
    return reading.use in ("opening", "reading")


class ReadingStep(MaterialStep):
    """A reading in a template."""

    names_items = False
    readings: tuple[Text, ...] = ()


class ReadOut(MaterialKind[ReadingActivity]):
    id = "reading"
    activity = ReadingActivity
    step = ReadingStep
    divisible = False
    takes_items = False

    def plan(self, step: Step, step_id: str, planning: Planning, **settings: Any) -> ReadingActivity:
        planned = super().plan(step, step_id, planning, **settings)
        pack = planning.packs[planned.pack_id or ""]
        if unknown := _unknown(planned, pack):
            names = ", ".join(reading.id for reading in pack.readings) or "none"
            where, hint = f"template {planning.template_id}", f"Its readings: {names}."
            raise Problem(f"The pack {pack.id!r} has no reading {unknown[0][1]!r}", where=where, hint=hint)
        return planned

    def stops(self, session: Session, activity: ReadingActivity) -> Iterable[Stop]:
        """A stop for each reading and each list; before several, one that says which they are."""
        parts = [("reading", key) for key in activity.read(session.packs)]
        parts += [("list", key) for key in activity.lists(session.packs)]
        if len(parts) != 1:
            yield Stop(activity_id=activity.id)
        for part, key in parts:
            yield Stop(activity_id=activity.id, part=part, ref=key)

    def left(self, session: Session, activity: ReadingActivity) -> tuple[str, ...]:
        return ()

    def faults(self, session: Session) -> Iterator[Fault]:
        packs = {pack.id: pack for pack in session.packs}
        for index, activity in enumerate(session.agenda):
            if isinstance(activity, ReadingActivity) and activity.pack_id in packs:
                for number, name in _unknown(activity, packs[activity.pack_id]):
                    what = f"the pack {activity.pack_id!r} has no reading {name!r}"
                    yield ("agenda", index, "readings", number), what

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        """What was noted on it, and what became of it; nothing where nothing was."""
        for activity in seen.agenda:
            if isinstance(activity, ReadingActivity) and (noted := tuple(recorded_on(seen, activity.id))):
                yield step_heading(activity)
                yield from noted


def _unknown(activity: ReadingActivity, pack: Pack) -> list[tuple[int, str]]:
    """(place, id) of the readings that are named and not there."""
    known = {reading.id for reading in pack.readings}
    return [(number, name) for number, name in enumerate(activity.readings) if name not in known]


def read_in_steps(session: Session) -> frozenset[str]:
    """Keys of all that is read in steps of its own."""
    steps: Iterable[Activity] = session.agenda
    own = (step for step in steps if isinstance(step, ReadingActivity))
    return frozenset(key for step in own for key in step.read(session.packs))
