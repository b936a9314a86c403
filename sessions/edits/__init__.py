"""Every change to a session, as a pure function (session, change) → session.

Each checks what it is given and raises `Problem` where that cannot stand; the session it was given is
never touched. Times come in as arguments: nothing here reads a clock.
"""

from sessions.edits.answers import (
    agree,
    answer,
    answer_level,
    dissent,
    reveal,
    second_round,
    withdraw_agreement,
)
from sessions.edits.event import (
    describe,
    mark_summarised,
    move_to,
    set_material,
)
from sessions.edits.notes import (
    add_action,
    add_note,
    change_action,
    change_note,
    check_origin,
    find_action,
)
from sessions.edits.people import (
    add_partner,
    change_partner,
    find_partner,
    remove_partner,
    set_people,
)
from sessions.edits.text import (
    clean,
    slug,
)

__all__ = [
    "add_action",
    "add_note",
    "add_partner",
    "agree",
    "answer",
    "answer_level",
    "change_action",
    "change_note",
    "change_partner",
    "check_origin",
    "clean",
    "describe",
    "dissent",
    "find_action",
    "find_partner",
    "mark_summarised",
    "move_to",
    "remove_partner",
    "reveal",
    "second_round",
    "set_material",
    "set_people",
    "slug",
    "withdraw_agreement",
]
