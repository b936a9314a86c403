"""A session with something of everything on record, for commands of the shell to change."""

from __future__ import annotations

from pathlib import Path

from sessions import plan
from sessions.edit import Edit
from sessions.edits import (
    agenda as agenda_edits,
    event as event_edits,
    notes as note_edits,
    people as people_edits,
)
from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.appraise.records import AppraiseActivity, Criterion
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.checklist.records import ChecklistActivity
from sessions.kinds.options import edits as option_edits
from sessions.kinds.options.records import OptionsActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.roles import edits as role_edits
from sessions.kinds.roles.records import RolesActivity
from sessions.kinds.score import edits as score_edits
from sessions.kinds.turns.records import TurnsActivity
from sessions.rows import Person
from sessions.store.library import Library
from tests.builders import NOW, new_session

ITEM, OTHER, THIRD, VOTE = "icbo/D1.3", "icbo/D1.6", "icbo/D1.1", "s7"
APPRAISAL, OPTIONS, UNSCORED = "s30", "s31", "icbo/D2.1"
FIRST, SECOND = "icbo/D4.1", "icbo/D4.2"
"""Two of the options."""
MORE = (
    AppraiseActivity(
        id=APPRAISAL,
        title="Which ones?",
        minutes=9,
        pack_id="icbo",
        section_ids=("d1", "d2"),
        criteria=(Criterion(id="c1", name="Reach"), Criterion(id="c2", name="Cost")),
    ),
    OptionsActivity(id=OPTIONS, title="How far?", minutes=9, pack_id="icbo", section_ids=("d4",)),
)
"""Steps that no template which is shipped has."""
ROLES_STEP, TURNS_STEP = "s32", "s33"
ROLES = RolesActivity(
    id="new", title="Who does what", minutes=5, pack_id="icbo", item_ids=(ITEM, OTHER), parties="partners"
)
TURNS = TurnsActivity(id="new", title="Our turns", minutes=60, who=("Ann", "Bob", "Cem"))


def ready(folder: Path) -> str:
    """Id of a session with something of everything on record."""
    session = new_session("four-domains", "County Council", "ICB", "Age UK")
    session = session.model_copy(update={"agenda": (*session.agenda[:-1], *MORE, session.agenda[-1])})
    edits: tuple[Edit, ...] = (
        people_edits.set_people([Person(name="Priya", role="Chair", partner_id="icb")]),
        *(score_edits.answer_level(ITEM, partner, 2) for partner in ("county-council", "icb")),
        score_edits.answer_level(THIRD, "icb", 2),
        score_edits.reveal(THIRD),
        *(score_edits.agree(item, 2, target=4) for item in (OTHER, THIRD)),
        note_edits.add_note("comment", "Said", origin=ITEM),
        note_edits.add_note("parked", "Who pays?"),
        note_edits.add_action(note_edits.ActionFields("Draft it", owner="Tom")),
        vote_edits.vote(VOTE, "icb", {OTHER: 1}),
        appraise_edits.appraise(APPRAISAL, ITEM, "icb", {"c1": 2, "c2": 4}),
        appraise_edits.appraise(APPRAISAL, UNSCORED, "icb", {"c1": 2}),
        option_edits.say_option(OPTIONS, "icb", {FIRST: 1}),
        option_edits.choose(OPTIONS, FIRST, "Now"),
        check_edits.tick("icbo/D2.3", "no"),
        check_edits.say_one("icbo/D2.4", "icb", "no"),
        agenda_edits.add_activity("s9", ROLES),
    )
    for edit in edits:
        session = edit.apply(session, NOW)
    checklist = ChecklistActivity(id="c", title="Checklist", minutes=9, pack_id="icbo", section_ids=("d2",))
    session = session.model_copy(update={"agenda": (*session.agenda, checklist)})
    session = agenda_edits.add_activity("s9", TURNS).apply(session, NOW)
    session = role_edits.set_role(ROLES_STEP, OTHER, "icb", "asked").apply(session, NOW)
    session = event_edits.move_to(plan.stops(session)[5]).apply(session, NOW)
    Library(folder).create(session).close()
    return session.id
