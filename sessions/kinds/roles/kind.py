"""The kind `roles`: how it is planned, where it stops, what is left, and what is wrong with its records."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sessions.kinds.kind import Fault, MaterialKind, MaterialStep, Planning, Step
from sessions.kinds.roles import summary
from sessions.kinds.roles.records import (
    FUNCTIONS,
    OfParty,
    Parties,
    RolesActivity,
    functions,
    parties_of,
    roles_of,
)
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Activity, Stop
from sessions.summary.model import Block

OVERVIEW = "overview"
"""The part of a stop at which all functions stand together."""


class RolesStep(MaterialStep):
    """A step in a template; its parties are those of the pack, or the partners where that has none."""

    parties: Parties | None = None


class Roles(MaterialKind[RolesActivity]):
    id = "roles"
    activity = RolesActivity
    step = RolesStep
    tables = (FUNCTIONS,)

    def plan(self, step: Step, step_id: str, planning: Planning, **settings: Any) -> RolesActivity:
        assert isinstance(step, RolesStep)
        pack = planning.packs.get(step.pack or "")
        has_parties = pack is not None and bool(pack.parties)
        if step.parties == "pack" and pack is not None and not has_parties:
            where = f"template {planning.template_id}"
            raise Problem(f"The pack {pack.id!r} names no parties", where=where, hint=_NAME_THEM)
        parties = step.parties or ("pack" if has_parties else "partners")
        return super().plan(step.model_copy(update={"parties": parties}), step_id, planning, **settings)

    def check(self, session: Session, activity: RolesActivity, before: tuple[Activity, ...]) -> None:
        super().check(session, activity, before)
        if activity.parties == "pack" and not parties_of(session, activity):
            raise Problem(f"{activity.title}: its pack names no parties", hint=_NAME_THEM)

    def stops(self, session: Session, activity: RolesActivity) -> Iterable[Stop]:
        """Every function, and behind them all of them together."""
        yield from super().stops(session, activity)
        yield Stop(activity_id=activity.id, part=OVERVIEW)

    def progress(self, session: Session) -> tuple[int, int]:
        """(functions in which somebody has a part, functions)."""
        steps = [step for step in session.agenda if isinstance(step, RolesActivity)]
        rows = [row for step in steps for row in functions(session, step)]
        filled = {row.item.id for row in rows if row.is_filled}
        return len(filled), len({row.item.id for row in rows})

    def recorded(self, session: Session, activity: RolesActivity) -> Problem | None:
        if any(roles_of(session, item.id) for item in activity.items(session.packs)):
            what = f"Somebody has been given a part in {activity.title}"
            return Problem(what, hint="Take that back first, or skip it.")
        return super().recorded(session, activity)

    def faults(self, session: Session) -> Iterator[Fault]:
        steps = (step for step in session.agenda if isinstance(step, RolesActivity))
        named = {party.who for step in steps for party in parties_of(session, step)}
        for index, row in enumerate(FUNCTIONS.of(session)):
            parts: tuple[tuple[str, tuple[OfParty, ...]], ...] = (
                ("roles", row.roles),
                ("dissents", row.dissents),
            )
            for name, entries in parts:
                seen: set[tuple[str, bool]] = set()
                for number, entry in enumerate(entries):
                    if entry.who in seen:
                        yield (FUNCTIONS.name, index, name, number), f"{entry.party!r} stands twice"
                    elif entry.who not in named and not entry.is_partner:
                        yield (FUNCTIONS.name, index, name, number), f"no party {entry.party!r}"
                    seen.add(entry.who)

    def told_together(self, session: Session) -> frozenset[str]:
        return summary.told_together(session)

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        yield from summary.chapter(seen)


_NAME_THEM = "Name them in the step, or set `parties` to 'partners'."
