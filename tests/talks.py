"""A morning of readings, talks and work at tables, as what tests of it begin with."""

from __future__ import annotations

import json
import tomllib

from sessions import plan
from sessions.edits import people as people_edits
from sessions.record import Session
from tests.builders import NOW, packs

TEMPLATE = """
id = "morning"
name = "A morning"
minutes = 90
about = "Readings, talks and work at tables."

[[steps]]
kind = "welcome"
title = "Welcome"
minutes = 5

[[steps]]
kind = "reading"
title = "Ten messages"
minutes = 5
pack = "integration-reference"
readings = ["messages"]
script = ["One voice for each message."]

[[steps]]
kind = "reading"
title = "Forms and types"
minutes = 5
pack = "integration-reference"
sections = ["forms", "types"]

[[steps]]
kind = "talk"
title = "A year of wards at home"
minutes = 20
speaker = "Dr Amina Shah"
about = "What worked, and what did not."

[[steps]]
kind = "table-work"
title = "At the tables"
minutes = 25
pack = "tips"
task = "Choose the two changes that would help most people here."
bring_back = ["Two changes, in a sentence each", "One thing in their way"]

[[steps]]
kind = "discuss"
title = "Guess first"
minutes = 20
pack = "figures"

[[steps]]
kind = "close"
title = "Close"
minutes = 10
"""
WHOLE = TEMPLATE.replace("minutes = 90", "minutes = 95").replace(
    '[[steps]]\nkind = "close"',
    '[[steps]]\nkind = "evaluation"\ntitle = "How it was"\nminutes = 5\n\n[[steps]]\nkind = "close"',
)
"""The same with an evaluation before its close."""
PARTNERS = ("County Council", "ICB", "Care providers")


def template(text: str = TEMPLATE) -> plan.Template:
    """The template, held to as one that is read from a file."""
    return plan.Template.model_validate_json(json.dumps(tomllib.loads(text)))


def morning(*partners: str, text: str = TEMPLATE) -> Session:
    """A session of it, before it begins."""
    agenda, used = plan.agenda(template(text), packs())
    session = Session(id="s", title="S", template_id="morning", created_at=NOW, agenda=agenda, packs=used)
    for name in partners:
        session = people_edits.add_partner(name).apply(session, NOW)
    return session
