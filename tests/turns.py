"""A session with turns, small enough to be seen whole."""

from sessions.edits import notes as note_edits, people as people_edits
from sessions.kinds.turns.records import Taker, TurnsActivity, takers, turn_key, turn_stop
from sessions.record import Session
from sessions.rows import Person, Stop
from tests.builders import NOW, activity

PEOPLE = (
    Person(uid="0" * 15 + "1", name="Priya Shah", partner_id="icb", role="Director"),
    Person(uid="0" * 15 + "2", name="Tom Okafor", partner_id="county-council"),
    Person(uid="0" * 15 + "3", name="Sam Lee"),
)
PRIYA, TOM, SAM = (person.uid for person in PEOPLE)


def turns_step(step_id: str = "s2", **settings: object) -> TurnsActivity:
    """A step of an hour."""
    return TurnsActivity.model_validate({"id": step_id, "title": "Our turns", "minutes": 60, **settings})


def turns_session(
    *,
    people: tuple[Person, ...] = PEOPLE,
    names: tuple[str, ...] = ("County Council", "ICB"),
    **settings: object,
) -> Session:
    """Welcome, a step with turns, and the close."""
    made = Session(
        id="s",
        title="Session",
        template_id="t",
        created_at=NOW,
        agenda=(
            activity(id="s1", kind="welcome", title="Welcome", minutes=5),
            turns_step(**settings),
            activity(id="s9", kind="close", title="Close", minutes=5),
        ),
    )
    for name in names:
        made = people_edits.add_partner(name).apply(made, NOW)
    return people_edits.set_people(people).apply(made, NOW)


def step(session: Session, step_id: str = "s2") -> TurnsActivity:
    """The step with turns."""
    found = session.activity(step_id)
    assert isinstance(found, TurnsActivity)
    return found


def named(session: Session) -> list[str]:
    """The names in the room's order; in brackets who is passed over."""
    return [f"({row.name})" if row.away else row.name for row in takers(session, step(session))]


def taker(session: Session, taker_id: str) -> Taker:
    """Somebody with a turn."""
    return next(row for row in takers(session, step(session)) if row.id == taker_id)


def at(taker_id: str, part: int = 1, step_id: str = "s2") -> Stop:
    """Where a part of a turn stands."""
    return turn_stop(turns_step(step_id), taker_id, part)


def commits(session: Session, taker_id: str, text: str = "Call the trust") -> Session:
    """The session with a commitment of somebody."""
    who = taker(session, taker_id)
    fields = note_edits.ActionFields(text, owner=who.owner, body=who.body)
    return note_edits.add_action(fields, origin=turn_key(step(session), taker_id)).apply(session, NOW)
