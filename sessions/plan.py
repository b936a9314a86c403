"""From a template to an agenda, and from an agenda to the stops that a session goes through. All pure."""

from collections.abc import Collection, Mapping, Sequence
from typing import Self

from pydantic import Field, model_validator

from sessions.analysis.items import has_item
from sessions.aspects import aspect_id_of, item_of
from sessions.kinds.kind import AnyStep, Planning
from sessions.kinds.registry import kind_named, kind_of
from sessions.material import Material, Pack, Slug, Text
from sessions.origins import step_origins
from sessions.problem import Problem
from sessions.record import Session
from sessions.remember import remembered
from sessions.rows import Activity, ActivityState, MaterialActivity, Stop
from sessions.scope import passed_over


class Template(Material):
    """A ready agenda."""

    id: Slug
    name: Text
    minutes: int = Field(ge=1)
    for_whom: str = ""
    """Who would choose it, in a few words, where templates are listed."""
    about: Text
    steps: tuple[AnyStep, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _minutes_add_up(self) -> Self:
        total = sum(step.minutes for step in self.steps)
        if total != self.minutes:
            raise ValueError(f"the steps take {total} minutes, but the template says {self.minutes}")
        return self


def agenda(
    template: Template, packs: Mapping[str, Pack], chosen: Sequence[str] = (), items: Sequence[str] = ()
) -> tuple[tuple[Activity, ...], tuple[Pack, ...]]:
    """(agenda, packs it uses, cut to the sections it uses).

    `chosen` are section ids for the steps that let the facilitator choose; where a step asks for more
    than there are, the pack's first sections fill up. `items` are full ids, for the steps that let items be
    chosen. Raises Problem for a pack or section that is not there.
    """
    activities: tuple[Activity, ...] = ()
    used: dict[str, set[str]] = {}
    for number, step in enumerate(template.steps, start=1):
        planning = Planning(template.id, template.name, packs, chosen, activities, items)
        activity = kind_named(step.kind).plan(step, f"s{number}", planning)
        activities = (*activities, activity)
        carries = activity.carries if isinstance(activity, MaterialActivity) else {}
        for pack_id, section_ids in carries.items():
            known = [section.id for section in packs[pack_id].sections]
            used.setdefault(pack_id, set()).update(section_ids or known)
    kept = tuple(packs[pack_id].only(tuple(sections)) for pack_id, sections in used.items())
    return activities, kept


def risk_questions(session: Session) -> tuple[str, ...]:
    """What the material says to ask before a risk is taken."""
    readings = (reading for pack in session.packs for reading in pack.readings if reading.use == "risk")
    return tuple(point for reading in readings for point in reading.points)


@remembered
def stops(session: Session) -> tuple[Stop, ...]:
    """Every place that the arrow keys go through, in order."""
    planned = (activity for activity in session.agenda if activity.state == "planned")
    return tuple(stop for activity in planned for stop in kind_of(activity).stops(session, activity))


def is_stop(session: Session, stop: Stop) -> bool:
    """Whether it is one of the `stops`. Only those of its own step are looked at."""
    step = next((activity for activity in session.agenda if activity.id == stop.activity_id), None)
    return step is not None and step.state == "planned" and stop in kind_of(step).stops(session, step)


def next_stop(session: Session, by: int) -> Stop | None:
    """The stop so many further on, or back, than where the session is, no further than the ends.

    What does not apply here is passed over. None where nothing lies that way.
    """
    places, here = stops(session), where(session)
    coming = places[here + 1 :] if by > 0 else places[:here][::-1]
    way = [stop for stop in coming if not passed_over(session, stop)]
    return way[min(abs(by), len(way)) - 1] if way else None


def left(session: Session, state: ActivityState | None = None) -> tuple[str, ...]:
    """Ids of what the kinds of all steps, or of those in this state, say is left to do there, each once."""
    steps = (activity for activity in session.agenda if state in (None, activity.state))
    return tuple(dict.fromkeys(ref for step in steps for ref in kind_of(step).left(session, step)))


def after(session: Session, activity: Activity) -> Activity | None:
    """The activity that comes next; None after the last one."""
    coming = session.agenda[session.agenda.index(activity) + 1 :]
    return next((step for step in coming if step.state == "planned"), None)


def is_end(session: Session, activity: Activity) -> bool:
    """Whether an activity is the end of the agenda, so that nothing is added behind it."""
    return kind_of(activity).ends and activity == session.agenda[-1]


def where(session: Session) -> int:
    """Index of the session's place in `stops`.

    Where it is gone, the start of its activity; where that is left out, of the next one that is not.
    """
    places = stops(session)
    if session.at in places:
        return places.index(session.at)
    ids = [activity.id for activity in session.agenda]
    here = session.at.activity_id if session.at is not None else None
    if here not in ids:
        return 0
    coming = (n for n, stop in enumerate(places) if ids.index(stop.activity_id) >= ids.index(here))
    return next(coming, max(0, len(places) - 1))


def find_origin(session: Session, wanted: str, among: Collection[str] = ()) -> str:
    """Full id of the item, section, step or part of a step that `wanted` names.

    `wanted` is a full id, what follows the slash, or the number the room uses, with what the pack calls its
    items before it ("tip 1") or without, as long as one only fits, of all or of the ids in `among`; of a step
    that keeps notes of its own its id or title, and after a slash a partner. Raises Problem.
    """
    folded = " ".join(wanted.split()).casefold()
    names: list[tuple[str, set[str]]] = []
    for pack in session.packs:
        for section in pack.sections:
            key = f"{pack.id}/{section.id}"
            names.append((key, {key, section.id, section.label}))
            for item in section.items:
                own = item.id.partition("/")[2]
                called = {f"{word} {item.number}" for word in (pack.item_word, pack.word_of(item.id))}
                names.append((item.id, {item.id, own, item.number, *called}))
    names += [
        (ref, {ref, called, _of_partner(session, ref)}) for ref, called in step_origins(session).items()
    ]
    fitting = [ref for ref, called in names if folded in {name.casefold() for name in called if name}]
    if wanted.strip() in fitting:
        return wanted.strip()
    meant = [ref for ref in fitting if ref in among] if len(fitting) > 1 else fitting
    if len(meant) == 1:
        return meant[0]
    if fitting:
        numbers = (session.called(ref) for ref in fitting if has_item(session, ref))
        words = [number for number in numbers if " " in number]
        hint = f"Type the full id, or for instance {words[0]!r}." if words else "Type the full id."
        raise Problem(f"{wanted!r} fits several: {', '.join(fitting)}", hint=hint)
    hint = "`workshop show` lists the items with their ids."
    raise Problem(f"No item {wanted!r} in this session", where=session.id, hint=hint)


def _of_partner(session: Session, ref: str) -> str:
    """ "s3/Care providers" of the part of a step that is a partner's; empty of any other."""
    step, _, part = ref.partition("/")
    return next((f"{step}/{partner.name}" for partner in session.partners if partner.id == part), "")


def find_subject(session: Session, wanted: str) -> str:
    """What partners answer: an item as in `find_item`, or a question on it ("3#impact"). Raises Problem.

    The item alone is enough where one question is all that is asked of it.
    """
    name, sign, asked = wanted.partition("#")
    answered = {step.id for step in session.agenda if isinstance(step, MaterialActivity) and step.answered}
    places = [stop for stop in stops(session) if stop.part == "item" and stop.activity_id in answered]
    item_id = find_item(session, name, {item_of(stop.ref) for stop in places})
    known = {aspect_id_of(stop.ref): stop.ref for stop in places if item_of(stop.ref) == item_id}
    listed = ", ".join(f"{name.strip()}#{aspect}" for aspect in known if aspect)
    if not sign:
        if len(known) > 1 and "" not in known:
            hint = f"Name one of them: {listed}."
            raise Problem(f"Several questions are asked of {session.called(item_id)}", hint=hint)
        return item_id if "" in known else next(iter(known.values()), item_id)
    if (found := known.get(asked.strip().casefold())) is None:
        hint = f"Asked are: {listed}." if listed else "Leave out what follows the #."
        raise Problem(f"Nothing called {asked!r} is asked of {session.called(item_id)}", hint=hint)
    return found


def find_item(session: Session, wanted: str, among: Collection[str] = ()) -> str:
    """Full id of the item that `wanted` names, see `find_origin`; a section is refused. Raises Problem."""
    origin = find_origin(session, wanted, among)
    if not has_item(session, origin):
        what = "step" if origin in step_origins(session) else "section"
        raise Problem(f"{wanted!r} is a {what}, not an item", hint="Name an item, such as 1.3.")
    return origin
