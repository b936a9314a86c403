"""Every change to a session, as a pure function (session, change) → session.

Each checks what it is given and raises `Problem` where that cannot stand; the session it was given is
never touched. Times come in as arguments: nothing here reads a clock.
"""

from sessions.edits.agenda import (
    add_activity,
    move_activity,
    postpone_rest,
    remove_activity,
    rename_activity,
    run_clock,
    set_item_minutes,
    set_minutes,
    set_state,
    stop_clock,
)
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
    ActionFields,
    add_action,
    add_note,
    change_action,
    change_note,
    check_origin,
    find_action,
    settle_parked,
)
from sessions.edits.people import (
    add_partner,
    change_partner,
    find_partner,
    remove_partner,
    set_people,
)
from sessions.edits.votes import change_dots, order_gaps, reveal_vote, vote

__all__ = [
    "ActionFields",
    "add_action",
    "add_activity",
    "add_note",
    "add_partner",
    "agree",
    "answer",
    "answer_level",
    "change_action",
    "change_dots",
    "change_note",
    "change_partner",
    "check_origin",
    "describe",
    "dissent",
    "find_action",
    "find_partner",
    "mark_summarised",
    "move_activity",
    "move_to",
    "order_gaps",
    "postpone_rest",
    "remove_activity",
    "remove_partner",
    "rename_activity",
    "reveal",
    "reveal_vote",
    "run_clock",
    "second_round",
    "set_item_minutes",
    "set_material",
    "set_minutes",
    "set_people",
    "set_state",
    "settle_parked",
    "stop_clock",
    "vote",
    "withdraw_agreement",
]
