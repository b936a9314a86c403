"""Five made-up packs in the shapes of instruments that councils use, each with a template of its own."""

from functools import cache
from pathlib import Path

from sessions import plan
from sessions.edits import people
from sessions.material import Pack
from sessions.plan import Template
from sessions.record import Session
from tests.builders import NOW
from workshop.materials import load

FOLDER = Path(__file__).parent
IDS = ("dimensions", "changes", "assurance", "partnership", "maturity")
PARTNERS = (("County Council", "council"), ("ICB", "NHS"), ("Carers' Voice", "voluntary"))


@cache
def pack(pack_id: str) -> Pack:
    """One of the five."""
    return load.load_file(Pack, FOLDER / f"{pack_id}.toml")


@cache
def template(pack_id: str) -> Template:
    """The template that scores all of it."""
    return load.load_file(Template, FOLDER / f"{pack_id}-day.toml")


@cache
def session(pack_id: str) -> Session:
    """A session of three partners on one of the five, before it begins."""
    agenda, packs = plan.agenda(template(pack_id), {pack_id: pack(pack_id)})
    whole = Session(
        id=pack_id,
        title=pack(pack_id).name,
        template_id=f"{pack_id}-day",
        created_at=NOW,
        agenda=agenda,
        packs=packs,
    )
    for name, sector in PARTNERS:
        whole = people.add_partner(name, sector).apply(whole, NOW)
    return whole
