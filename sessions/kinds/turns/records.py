"""Turns: who has one, in which order, what its parts are, and what came of it.

What each commits to are actions, and what they ask to be written down are notes, that belong to their turn;
the time that it took is a spell of each of its parts. So a turn has no table of its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, PlainSerializer, PlainValidator

from sessions.kinds.name_lists import as_json, word_or_names
from sessions.material import Material, Text
from sessions.names import people_called
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Action, Activity, Note, Partner, Person, Stop

MOST_TURNS = 40
"""More names than any set has: a longer list is a slip."""
MOST_PARTS = 8
"""Of a turn: more nobody keeps apart."""
HAD = 60
"""Seconds from which somebody has had a turn, and was not only passed through."""
TURN = "turn-"
"""What the parts of a stop begin with; behind it stands the number of the part, from 1."""


def named(value: Any) -> Any:
    """ "people", "partners", or names that differ. Raises PydanticCustomError."""
    return word_or_names(value, ("people", "partners"), 1, MOST_TURNS, lambda name: " ".join(name.split()))


Who = Annotated[
    Literal["people", "partners"] | tuple[str, ...], PlainValidator(named), PlainSerializer(as_json)
]
"""Who has a turn: the people of the session (its partners where it names none), its partners, or these."""


class TurnPart(Material):
    """A part of each turn."""

    title: Text
    minutes: int = Field(ge=1, le=120)
    others: str = ""
    """What the others do meanwhile: the room reads it."""
    script: tuple[Text, ...] = ()
    """What the facilitator says or does, a line each."""


PARTS = (
    TurnPart(
        title="What is brought",
        minutes=5,
        others="The others listen. Nobody interrupts.",
        script=(
            "“What is on your mind? What would help you today?”",
            "What is brought stays in this room. Nothing of it is written down, unless a note is asked for.",
        ),
    ),
    TurnPart(
        title="Questions to understand",
        minutes=4,
        others="Ask only to understand: who, what, when. No advice.",
        script=("Stop advice that is dressed up as a question: “Could you ask that openly?”",),
    ),
    TurnPart(
        title="Open questions only",
        minutes=8,
        others="Ask what helps to think: what, how, what else? No “have you tried”.",
        script=("Let silence stand. Whoever has the turn need not answer.",),
    ),
    TurnPart(
        title="What I take with me and will do",
        minutes=3,
        others="The others listen.",
        script=("“What do you take with you? What will you do, and by when?”",),
    ),
)
"""As an action learning set works, 20 minutes in all."""


class TurnsActivity(Activity):
    """A step in which people have a turn each."""

    kind: Literal["turns"] = "turns"
    who: Who = "people"
    parts: tuple[TurnPart, ...] = Field(default=PARTS, min_length=1, max_length=MOST_PARTS)
    order: tuple[str, ...] = ()
    """Ids of those that were moved, in the room's order; those that it does not name come after them."""
    out: tuple[str, ...] = ()
    """Ids of those that are passed over, since they are not here."""

    @property
    def airtime(self) -> int:
        """Minutes of each turn."""
        return sum(part.minutes for part in self.parts)

    def origins(self, partners: Iterable[Partner], people: Iterable[Person]) -> dict[str, str]:
        """The step, and each turn of anybody that could have one, however that is decided later."""
        rows = [
            *((partner.id, partner.name) for partner in partners),
            *((person.uid, person.name) for person in people),
            *((name, name) for name in (self.who if isinstance(self.who, tuple) else ())),
        ]
        return {self.id: self.title, **{turn_key(self, ref): f"{self.title}: {name}" for ref, name in rows}}

    def names_people(self) -> tuple[str, ...]:
        """The people who have a turn, where the step names them itself."""
        return self.who if isinstance(self.who, tuple) else ()


def turn_key(activity: TurnsActivity, taker_id: str) -> str:
    """What notes and actions of a turn belong to; so a stop of the turn refers to it."""
    return f"{activity.id}/{taker_id}"


@dataclass(frozen=True, slots=True)
class Taker:
    """Somebody who has a turn, or is passed over."""

    id: str
    """A person's identity, a partner's id, or the name of somebody who is only named on the step."""
    name: str
    owner: str
    """Of what they commit to: the person, if it is one."""
    body: str
    away: str
    """Why they are passed over: "not here", "apologies", "left"; empty where they are not."""


def takers(session: Session, activity: TurnsActivity) -> tuple[Taker, ...]:
    """All that have a turn or are passed over, in the room's order."""
    place = {taker_id: number for number, taker_id in enumerate(activity.order)}
    listed = _listed(session, activity)
    return tuple(sorted(listed, key=lambda taker: place.get(taker.id, len(place))))


def present(session: Session, activity: TurnsActivity) -> tuple[Taker, ...]:
    """All that have a turn and are not passed over, in their order."""
    return tuple(taker for taker in takers(session, activity) if not taker.away)


def _listed(session: Session, activity: TurnsActivity) -> list[Taker]:
    if isinstance(activity.who, tuple):
        return [Taker(name, name, name, "", _away(session, activity, name)) for name in activity.who]
    bodies = {partner.id: partner.name for partner in session.partners}
    if activity.who == "people" and session.people:
        return [
            Taker(
                person.uid,
                person.name,
                person.name,
                bodies.get(person.partner_id or "", ""),
                _away(session, activity, person.uid, person.attendance),
            )
            for person in session.people
        ]
    return [
        Taker(row.id, row.name, "", row.name, _away(session, activity, row.id, row.attendance))
        for row in session.partners
    ]


def _away(session: Session, activity: TurnsActivity, taker_id: str, attendance: str = "") -> str:
    if taker_id in activity.out:
        return "not here"
    # Who has had a turn and then left is still somebody who had one.
    gone = attendance in ("apologies", "left") and not had(session, activity, taker_id)
    return attendance if gone else ""


def seconds_of(session: Session, activity: TurnsActivity, taker_id: str) -> int:
    """Seconds that a turn has taken, without what runs at the moment."""
    places = places_of(taker_id)
    rows = (row for row in session.spells if row.activity_id == activity.id and row.place in places)
    return sum(row.seconds for row in rows)


def had(session: Session, activity: TurnsActivity, taker_id: str) -> bool:
    """Whether somebody has had a turn: it took time, or something came of it."""
    key = turn_key(activity, taker_id)
    return bool(
        session.notes_on(key) or session.actions_from(key) or seconds_of(session, activity, taker_id) >= HAD
    )


def commitments(session: Session, activity: TurnsActivity, taker_id: str) -> tuple[Action, ...]:
    """What somebody commits to."""
    return session.actions_from(turn_key(activity, taker_id))


def notes_of(session: Session, activity: TurnsActivity, taker_id: str) -> tuple[Note, ...]:
    """What somebody asked to be written down."""
    return session.notes_on(turn_key(activity, taker_id))


def find_taker(session: Session, activity: TurnsActivity, wanted: str) -> Taker:
    """Somebody by id or name, or the only one that a part of it means. Raises Problem."""
    rows, folded = takers(session, activity), " ".join(wanted.split()).casefold()
    exact = [row for row in rows if folded in (row.id.casefold(), row.name.casefold())]
    called = people_called(wanted, [row.name for row in rows])
    fitting = exact or [row for row in rows if row.name in called]
    fitting = fitting or [row for row in rows if folded and folded in row.name.casefold()]
    if len(fitting) == 1:
        return fitting[0]
    names = ", ".join(row.name for row in (fitting or rows))
    if fitting:
        raise Problem(f"{wanted!r} fits several: {names}", hint="Type more of the name.")
    known = f"Those with a turn: {names}." if names else "Name people first."
    raise Problem(f"Nobody called {wanted!r} has a turn", hint=known)


# --- stops and parts ------------------------------------------------------------------------------


def turn_stop(activity: TurnsActivity, taker_id: str, part: int = 1) -> Stop:
    """Where a part of a turn stands, the first being 1."""
    return Stop(activity_id=activity.id, part=f"{TURN}{part}", ref=turn_key(activity, taker_id))


def part_at(activity: TurnsActivity, stop: Stop) -> int | None:
    """The number of the part of a turn at a stop; None at any other stop."""
    number = stop.part.removeprefix(TURN)
    if not stop.part.startswith(TURN) or not number.isdecimal():
        return None
    return int(number) if 1 <= int(number) <= len(activity.parts) else None


def taker_at(session: Session, activity: TurnsActivity, stop: Stop) -> Taker | None:
    """Whose turn stands at a stop, also where they are passed over by now."""
    if part_at(activity, stop) is None:
        return None
    wanted = stop.ref.removeprefix(f"{activity.id}/")
    return next((taker for taker in takers(session, activity) if taker.id == wanted), None)


def place_of(stop: Stop) -> str:
    """The place that time at a stop counts for, see `Spell`; empty at a stop that is none of a turn."""
    return f"{stop.ref.partition('/')[2]}/{stop.part}" if stop.part.startswith(TURN) else ""


def places_of(taker_id: str) -> tuple[str, ...]:
    """The places of all parts of a turn, and of parts that it had before it had fewer."""
    return tuple(f"{taker_id}/{TURN}{number}" for number in range(1, MOST_PARTS + 1))


def shared(parts: Sequence[TurnPart], airtime: int) -> tuple[TurnPart, ...]:
    """Parts with so many minutes together, each in its proportion and with one at least. Raises Problem."""
    if airtime < len(parts):
        hint = f"Give at least {len(parts)}, one for each part."
        raise Problem(f"{airtime} minutes are too few for {len(parts)} parts", hint=hint)
    whole = sum(part.minutes for part in parts)
    spare = airtime - len(parts)
    wanted = [max(0.0, airtime * part.minutes / whole - 1) for part in parts]
    total = sum(wanted) or 1.0
    exact = [spare * own / total for own in wanted]
    minutes = [1 + int(own) for own in exact]
    # The largest remainders get what is left, the earlier of equal ones first.
    by_rest = sorted(range(len(parts)), key=lambda at: int(exact[at]) - exact[at])
    for at in by_rest[: airtime - sum(minutes)]:
        minutes[at] += 1
    return tuple(part.model_copy(update={"minutes": own}) for part, own in zip(parts, minutes, strict=True))
