"""A session with a step on who does what, small enough to be seen whole."""

from sessions.edits import people as people_edits
from sessions.kinds.roles import edits
from sessions.kinds.roles.records import RoleName, RolesActivity
from sessions.material import Item, Pack, Section, Source
from sessions.record import Session
from sessions.rows import Activity
from tests.builders import NOW, activity

PARTIES = ("Commissioner", "Lead provider", "GP practices")
DIRECTORY, GP, TRAIN = "work/A1", "work/A2", "work/B1"


def pack(parties: tuple[str, ...] = PARTIES) -> Pack:
    """Three functions in two parts; the source gives the first to the lead provider."""

    def item(code: str, number: str, name: str, *leads: str) -> Item:
        own = tuple(lead for lead in leads if lead in parties)
        return Item(id=f"work/{code}", number=number, name=name, statement=f"{name} well.", leads=own)

    first = (
        item("A1", "1", "Keep the directory", "Lead provider"),
        item("A2", "2", "Tell the GP", "Lead provider"),
    )
    return Pack(
        id="work",
        edition="1",
        name="Functions",
        item_word="function",
        about="About.",
        source=Source(title="T", publisher="P", year=2011),
        parties=parties,
        sections=(
            Section(id="one", label="Part 1", title="Provider", closing="Who is missing?", items=first),
            Section(id="two", label="Part 2", title="Practices", items=(item("B1", "3", "Train staff"),)),
        ),
    )


def roles_step(step_id: str = "s2", **settings: object) -> RolesActivity:
    """A step on all functions."""
    given = {"id": step_id, "title": "Who does what", "minutes": 20, "pack_id": "work", **settings}
    return RolesActivity.model_validate(given)


def roles_session(*steps: Activity, names: tuple[str, ...] = ("County Council", "ICB")) -> Session:
    """Welcome, these steps (one on all functions where none is named), and the close."""
    made = Session(
        id="s",
        title="Session",
        template_id="t",
        created_at=NOW,
        packs=(pack(),),
        agenda=(
            activity(id="s1", kind="welcome", title="Welcome", minutes=5),
            *(steps or (roles_step(),)),
            activity(id="s9", kind="close", title="Close", minutes=5),
        ),
    )
    for name in names:
        made = people_edits.add_partner(name).apply(made, NOW)
    return made


def given(session: Session, item_id: str, party: str, role: RoleName | None, step: str = "s2") -> Session:
    """The session after a party was given its part."""
    return edits.set_role(step, item_id, party, role).apply(session, NOW)


def filled() -> Session:
    """1 has one lead, 2 nobody, 3 two; GP practices do not accept to be told in 1."""
    made = given(roles_session(), DIRECTORY, "Lead provider", "leads")
    made = given(made, DIRECTORY, "GP practices", "told")
    made = given(made, GP, "GP practices", "asked")
    made = given(given(made, TRAIN, "Commissioner", "leads"), TRAIN, "GP practices", "leads")
    return edits.object_to_role("s2", DIRECTORY, "GP practices", "We find people.").apply(made, NOW)
