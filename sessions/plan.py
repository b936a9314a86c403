"""From a template to an agenda, and from an agenda to the stops that a session goes through. All pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import Field, model_validator

from sessions.material import Material, Pack, Reading, Section, Slug, Text
from sessions.problem import Problem
from sessions.record import Activity, ActivityKind, Candidates, Session, Stop
from sessions.votes import top_items


class Step(Material):
    """One step of a template. With `choose`, the facilitator picks that many sections of the pack."""

    kind: ActivityKind
    title: Text
    minutes: int = Field(ge=0, le=480)
    pack: Slug | None = None
    sections: tuple[Slug, ...] = ()
    choose: int = Field(default=0, ge=0)
    script: tuple[Text, ...] = ()
    candidates: Candidates = "items"
    """What a vote is on: the pack's items, the gaps, or the open actions."""
    dots: int = Field(default=0, ge=0, le=20)
    """Dots for each partner in a vote."""
    stack: bool = True
    """Whether a partner may put all its dots on one."""
    top: int = Field(default=0, ge=0)
    """Go on with this many of the vote before it."""

    @model_validator(mode="after")
    def _material_where_it_is_needed(self) -> Step:
        if self.kind in ("score", "discuss") and self.pack is None and not self.top:
            raise ValueError(f"a step of kind {self.kind!r} needs a pack")
        if self.kind == "prioritise" and self.candidates == "items" and self.pack is None:
            raise ValueError("a vote on items needs a pack")
        if (self.kind == "prioritise") != bool(self.dots):
            raise ValueError("`dots` belongs to a step of kind 'prioritise', and it needs at least 1")
        if self.top and self.kind != "discuss":
            raise ValueError("`top` belongs to a step of kind 'discuss' after a vote")
        if self.choose and self.sections:
            raise ValueError("a step has either `sections` or `choose`, not both")
        return self


class Template(Material):
    """A ready agenda."""

    id: Slug
    name: Text
    minutes: int = Field(ge=1)
    about: Text
    steps: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _minutes_add_up(self) -> Template:
        total = sum(step.minutes for step in self.steps)
        if total != self.minutes:
            raise ValueError(f"the steps take {total} minutes, but the template says {self.minutes}")
        return self

    def pack_ids(self) -> tuple[str, ...]:
        """Packs it uses, each once, in order."""
        return tuple(dict.fromkeys(step.pack for step in self.steps if step.pack))


def agenda(
    template: Template, packs: Mapping[str, Pack], chosen: Sequence[str] = ()
) -> tuple[tuple[Activity, ...], tuple[Pack, ...]]:
    """(agenda, packs it uses, cut to the sections it uses).

    `chosen` are section ids for the steps that let the facilitator choose; where a step asks for more
    than there are, the pack's first sections fill up. Raises Problem for a pack or section that is not there.
    """
    activities: list[Activity] = []
    vote: str | None = None
    voted_on: Candidates = "items"
    used: dict[str, set[str]] = {}
    for number, step in enumerate(template.steps, start=1):
        sections = step.sections
        if step.pack is not None:
            pack = packs.get(step.pack)
            if pack is None:
                raise Problem(
                    f"The template {template.name} needs the pack {step.pack!r}",
                    mend=f"Packs here: {', '.join(sorted(packs))}.",
                )
            known = [section.id for section in pack.sections]
            if step.choose:
                picked = [one for one in dict.fromkeys(chosen) if one in known]
                rest = [one for one in known if one not in picked]
                sections = tuple(sorted((picked + rest)[: step.choose], key=known.index))
            for one in sections:
                if one not in known:
                    raise Problem(
                        f"The pack {pack.id!r} has no section {one!r}",
                        where=f"template {template.id}",
                        mend=f"Its sections: {', '.join(known)}.",
                    )
            used.setdefault(pack.id, set()).update(sections or known)
        if step.kind == "prioritise":
            vote, voted_on = f"s{number}", step.candidates
        if step.top and vote is None:
            raise Problem(
                f"{step.title!r} goes on with the top of a vote, but no vote comes before it",
                where=f"template {template.id}",
                mend="Put a step of kind 'prioritise' before it, or take out `top`.",
            )
        if step.top and voted_on == "actions":
            raise Problem(
                f"{step.title!r} goes on with the top of a vote on actions, but only items are discussed",
                where=f"template {template.id}",
                mend="Let the vote be on items or gaps, or take out `top`.",
            )
        activities.append(
            Activity(
                id=f"s{number}",
                kind=step.kind,
                title=_title(step, packs, sections),
                minutes=step.minutes,
                pack_id=step.pack,
                section_ids=sections,
                script=step.script,
                candidates=step.candidates,
                dots=step.dots,
                stack=step.stack,
                follows=vote if step.top else None,
                top=step.top,
            )
        )
    kept = tuple(packs[pack_id].only(tuple(sections)) for pack_id, sections in used.items())
    return tuple(activities), kept


def _title(step: Step, packs: Mapping[str, Pack], sections: Sequence[str]) -> str:
    """The step's title; where one section was chosen for it, that section's."""
    if step.pack is None or not step.choose or len(sections) != 1:
        return step.title
    section = packs[step.pack].section(sections[0])
    return f"{section.label}: {section.title}" if section.label else section.title


def readings(session: Session) -> tuple[tuple[str, Reading], ...]:
    """(pack id, reading) of all that is read to the room, those that open a session first."""
    found = [(pack.id, one) for pack in session.packs for one in pack.readings if one.use != "risk"]
    return tuple(sorted(found, key=lambda pair: pair[1].use != "opening"))


def risk_questions(session: Session) -> tuple[str, ...]:
    """What the material says to ask before a risk is taken."""
    return tuple(
        point for pack in session.packs for one in pack.readings if one.use == "risk" for point in one.points
    )


def stops(session: Session) -> tuple[Stop, ...]:
    """Every place that the arrow keys go through, in order."""
    found: list[Stop] = []
    for activity in session.agenda:
        if activity.state != "planned":
            continue
        if activity.follows is not None:
            items = top_items(session, activity)
            found.append(Stop(activity_id=activity.id))
            found.extend(Stop(activity_id=activity.id, part="item", ref=one) for one in items)
            continue
        if activity.pack_id is None or activity.kind == "prioritise":
            found.append(Stop(activity_id=activity.id))
            if activity.kind == "welcome":
                found.extend(
                    Stop(activity_id=activity.id, part="reading", ref=f"{pack_id}/{reading.id}")
                    for pack_id, reading in readings(session)
                )
            continue
        pack = session.pack(activity.pack_id)
        for section in pack.only(activity.section_ids).sections:
            key = f"{pack.id}/{section.id}"
            if activity.item_ids and not any(item.id in activity.item_ids for item in section.items):
                continue
            parts = _parts(session, activity, section)
            if section.about and parts[0] == activity.id:
                found.append(Stop(activity_id=activity.id, part="section", ref=key))
            found.extend(
                Stop(activity_id=activity.id, part="item", ref=item.id)
                for item in section.items
                if not activity.item_ids or item.id in activity.item_ids
            )
            if section.closing and parts[-1] == activity.id:
                found.append(Stop(activity_id=activity.id, part="closing", ref=key))
    return tuple(found)


def _parts(session: Session, activity: Activity, section: Section) -> list[str]:
    """Ids of the activities between which a section is divided, once its rest was moved to the end.

    It is introduced in the first of them, and its closing question is asked in the last.
    """
    ids = {item.id for item in section.items}
    if not activity.item_ids:
        return [activity.id]
    return [
        one.id
        for one in session.agenda
        if (one.kind, one.pack_id) == (activity.kind, activity.pack_id)
        and one.state == "planned"
        and one.follows is None
        and ids.intersection(one.item_ids)
    ]


def after(session: Session, activity: Activity) -> Activity | None:
    """The activity that comes next; None after the last one."""
    coming = session.agenda[session.agenda.index(activity) + 1 :]
    return next((one for one in coming if one.state == "planned"), None)


def where(session: Session, places: Sequence[Stop] | None = None) -> int:
    """Index of the session's place in `stops`, which are `places` where they are known.

    Where it is gone, the start of its activity; where that is left out, of the next one that is not.
    """
    places = stops(session) if places is None else places
    if session.at in places:
        return places.index(session.at)
    ids = [one.id for one in session.agenda]
    here = session.at.activity_id if session.at is not None else None
    if here not in ids:
        return 0
    after = (index for index, one in enumerate(places) if ids.index(one.activity_id) >= ids.index(here))
    return next(after, max(0, len(places) - 1))


def find_origin(session: Session, wanted: str) -> str:
    """Full id of the item or section that `wanted` names.

    `wanted` is a full id, what follows the slash, or the number the room uses, with what the pack calls its
    items before it ("tip 1") or without, as long as one only fits. Raises Problem.
    """
    folded = " ".join(wanted.split()).casefold()
    found: list[str] = []
    called: list[str] = []
    for pack in session.packs:
        for section in pack.sections:
            key = f"{pack.id}/{section.id}"
            names = {key, section.id, section.label}
            if folded in {name.casefold() for name in names if name}:
                found.append(key)
            for item in section.items:
                if folded in {
                    item.id.casefold(),
                    item.id.partition("/")[2].casefold(),
                    item.number.casefold(),
                    f"{pack.item_word} {item.number}".casefold(),
                }:
                    found.append(item.id)
                    called.append(session.called(item.id))
    if folded and wanted.strip() in found:
        return wanted.strip()
    if len(found) == 1:
        return found[0]
    if found:
        words = [one for one in called if " " in one]
        raise Problem(
            f"{wanted!r} fits several: {', '.join(found)}",
            mend=f"Type the full id, or for instance {words[0]!r}." if words else "Type the full id.",
        )
    raise Problem(
        f"No item {wanted!r} in this session",
        where=session.id,
        mend="`workshop show` lists the items with their ids.",
    )


def find_item(session: Session, wanted: str) -> str:
    """Full id of the item that `wanted` names; a section is refused. Raises Problem."""
    origin = find_origin(session, wanted)
    if any(origin == item.id for pack in session.packs for item in pack.items()):
        return origin
    raise Problem(f"{wanted!r} is a section, not an item", mend="Name one of its items, such as 1.3.")
