"""What is typed on the shell for every command of the screens, and the same change as an edit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from sessions.edit import Edit, together
from sessions.edits import (
    agenda as agenda_edits,
    event as event_edits,
    notes as note_edits,
    people as people_edits,
)
from sessions.edits.items import add_item
from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.gaps import order_gaps
from sessions.kinds.options import edits as option_edits
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.roles import edits as role_edits
from sessions.kinds.roles.records import ROLES as ROLES_IN_ORDER
from sessions.kinds.score import edits as score_edits
from sessions.kinds.turns import edits as turn_edits
from sessions.record import Session
from sessions.rows import Person
from sessions.scope import does_not_apply
from sessions.voices import take_no_part
from tests.unit.cli.made_of import action, describe, offer, ordered, usual
from tests.unit.cli.ready import (
    APPRAISAL,
    FIRST,
    ITEM,
    OPTIONS,
    OTHER,
    ROLES_STEP,
    SECOND,
    THIRD,
    TURNS_STEP,
    UNSCORED,
    VOTE,
)

Changed = Callable[[Session], Edit]


CHANGES: tuple[tuple[str, tuple[str, ...], Changed], ...] = (
    ("order_items", ("order", "S", "s2", "--take"), ordered),
    *(
        (f"answer_level_{n}", ("answer", "S", "1.3", "Age UK", str(n)), _level)
        for n, _level in [
            (n, lambda _, n=n: score_edits.answer_level(ITEM, "age-uk", n, source="shell"))
            for n in range(1, 6)
        ]
    ),
    *(
        (
            command_id,
            ("answer", "S", "1.3", "Age UK", typed),
            lambda _: score_edits.answer_level(ITEM, "age-uk", None, source="shell"),
        )
        for command_id, typed in (("dont_know", "?"), ("answer_level_0", "0"))  # on a scale from 1
    ),
    (
        "counts",
        ("answer", "S", "1.3", "Age UK", "--counts", "0,1,2,0,0"),
        lambda _: score_edits.answer(ITEM, "age-uk", (0, 1, 2, 0, 0), source="shell"),
    ),
    (
        "counts",
        ("vote", "S", VOTE, "Age UK", "1.1=1", "1.6"),
        lambda _: vote_edits.vote(VOTE, "age-uk", {THIRD: 1, OTHER: 1}),
    ),
    (
        "take_back",
        ("answer", "S", "1.3", "ICB", "--counts", "0,0,0,0,0"),
        lambda _: score_edits.take_back(ITEM, "icb"),
    ),
    (
        "whole_room",
        ("answer", "S", "1.4", "room", "--counts", "0,4,9,2,0"),
        lambda _: together(
            score_edits.answer("icbo/D1.4", "room", (0, 4, 9, 2, 0), source="shell"),
            score_edits.reveal("icbo/D1.4", source="shell"),
        ),
    ),
    (
        "whole_room",
        ("vote", "S", VOTE, "--totals", "1.6=9", "--people", "12", "--replace"),
        lambda _: vote_edits.vote(VOTE, "room", {OTHER: 9}, people=12, instead=True),
    ),
    (
        "takes_no_part",
        ("answer", "S", "1.3", "ICB", "--takes-no-part", "It bids"),
        lambda _: take_no_part(ITEM, "icb", "It bids"),
    ),
    (
        "does_not_apply",
        ("agenda", "S", "--does-not-apply", "1.3", "None here"),
        lambda _: does_not_apply(ITEM, "None here"),
    ),
    ("answer_level_1", ("tick", "S", "2.1", "yes"), lambda _: check_edits.tick("icbo/D2.1", "yes")),
    (
        "note",
        ("tick", "S", "2.1", "partly", "--remark", "Not all"),
        lambda _: together(
            check_edits.tick("icbo/D2.1", "partly"),
            note_edits.add_note("comment", "Not all", origin="icbo/D2.1"),
        ),
    ),
    (
        "dont_know",
        ("tick", "S", "2.1", "unknown", "--partner", "ICB"),
        lambda _: check_edits.say_one("icbo/D2.1", "icb", "unknown"),
    ),
    (
        "counts",
        ("tick", "S", "2.1", "--partner", "ICB", "--counts", "1,0,2", "--dont-know", "1"),
        lambda _: check_edits.say("icbo/D2.1", "icb", (1, 0, 2), 1),
    ),
    (
        "whole_room",
        ("tick", "S", "2.2", "--partner", "room", "--counts", "9,4,2", "--replace"),
        lambda _: check_edits.say("icbo/D2.2", "room", (9, 4, 2), instead=True),
    ),
    ("take_back", ("tick", "S", "2.3", "--back"), lambda _: check_edits.untick("icbo/D2.3")),
    (
        "take_back",
        ("tick", "S", "2.4", "--partner", "ICB", "--back"),
        lambda _: check_edits.unsay("icbo/D2.4", "icb"),
    ),
    ("reveal", ("reveal", "S", "2.4"), lambda _: check_edits.reveal_check("icbo/D2.4")),
    (
        "dissent",
        ("dissent", "S", "2.3", "ICB", "We have"),
        lambda _: check_edits.dissent_from_check("icbo/D2.3", "icb", "We have"),
    ),
    ("agree", ("tick", "S", "2.3", "yes"), lambda _: check_edits.tick("icbo/D2.3", "yes")),
    (
        "dot_rule",
        ("checks", "S", "--by-partner", "Checklist"),
        lambda _: check_edits.answer_by("c", by_partner=True),
    ),
    ("take_back", ("vote", "S", VOTE, "ICB"), lambda _: vote_edits.vote(VOTE, "icb", {})),
    ("reveal", ("reveal", "S", "1.3"), lambda _: score_edits.reveal(ITEM)),
    ("reveal", ("reveal", "S", VOTE), lambda _: vote_edits.reveal_vote(VOTE)),
    ("reveal", ("reveal", "S", "1.1", "--second-round"), lambda _: score_edits.second_round(THIRD)),
    ("agree", ("agree", "S", "1.3", "3", "--target", "4"), lambda _: score_edits.agree(ITEM, 3, target=4)),
    ("agree", ("agree", "S", "1.6", "--withdraw"), lambda _: score_edits.withdraw_agreement(OTHER)),
    (
        "dissent",
        ("dissent", "S", "1.6", "ICB", "No plan"),
        lambda _: score_edits.dissent(OTHER, "icb", "No plan"),
    ),
    *(
        (
            f"answer_level_{number}",
            ("role", "S", "1.3", "Age UK", role),
            lambda _, role=role: role_edits.set_role(ROLES_STEP, ITEM, "age-uk", role),
        )
        for number, role in enumerate(ROLES_IN_ORDER, 1)
    ),
    (
        "take_back",
        ("role", "S", "1.6", "ICB", "none"),
        lambda _: role_edits.set_role(ROLES_STEP, OTHER, "icb", None),
    ),
    (
        "dissent",
        ("role", "S", "1.6", "Age UK", "--dissent", "Nobody asked us"),
        lambda _: role_edits.object_to_role(ROLES_STEP, OTHER, "age-uk", "Nobody asked us"),
    ),
    (
        "note",
        ("note", "S", "Seen", "--item", "1.3"),
        lambda _: note_edits.add_note("comment", "Seen", origin=ITEM),
    ),
    ("add_item", ("add-item", "S", "Transport"), lambda _: add_item("s2", "Transport")),
    ("add_item", ("add-item", "S", "1.6", "Travel"), lambda _: add_item("s2", "Travel", behind=OTHER)),
    ("add_item", ("add-item", "S", "D2", "Travel"), lambda _: add_item("s3", "Travel", behind="icbo/d2")),
    ("decision", ("note", "S", "Go", "--kind", "decision"), lambda _: note_edits.add_note("decision", "Go")),
    ("park", ("note", "S", "Later", "--kind", "parked"), lambda _: note_edits.add_note("parked", "Later")),
    (
        "edit_notes",
        ("note", "S", "--edit", "n1", "New"),
        lambda _: note_edits.change_note("N1", kind="comment", text="New"),
    ),
    (
        "edit_notes",
        ("note", "S", "--remove", "N1"),
        lambda _: note_edits.change_note("N1", kind="comment", text=""),
    ),
    ("bring_back", ("parked", "S", "N2", "--drop"), lambda _: note_edits.drop_parked("N2")),
    (
        "bring_back",
        ("parked", "S", "N2", "--decision", "We do"),
        lambda _: note_edits.parked_to_decision("N2", "We do"),
    ),
    (
        "bring_back",
        ("parked", "S", "N2", "--action", "Ask @Priya"),
        lambda _: note_edits.parked_to_action(
            "N2", note_edits.ActionFields("Ask", owner="Priya", body="ICB")
        ),
    ),
    ("add_action", ("act", "S", "Call"), lambda _: note_edits.add_action(note_edits.ActionFields("Call"))),
    ("edit_action", ("action", "S", "a1", "--owner", "Sam"), lambda old: action(old, owner="Sam")),
    ("edit_action", ("action", "S", "A1", "--text", "Write it"), lambda old: action(old, text="Write it")),
    ("next_status", ("action", "S", "A1", "--status", "done"), lambda old: action(old, status="done")),
    ("more_time", ("agenda", "S", "--minutes", "s2", "+1"), lambda _: agenda_edits.set_minutes("s2", 49)),
    ("less_time", ("agenda", "S", "--minutes", "s2", "-1"), lambda _: agenda_edits.set_minutes("s2", 47)),
    ("item_time", ("agenda", "S", "--item-minutes", "4"), lambda _: agenda_edits.set_item_minutes(4)),
    ("jump", ("agenda", "S", "--skip", "Domain 4"), lambda _: agenda_edits.set_state("s5", "skipped")),
    ("jump", ("agenda", "S", "--later", "s5"), lambda _: agenda_edits.set_state("s5", "next session")),
    ("jump", ("agenda", "S", "--rest", "s2"), lambda _: agenda_edits.postpone_rest("s2")),
    ("jump", ("agenda", "S", "--move", "s5", "-2"), lambda _: agenda_edits.move_activity("s5", -2)),
    (
        "jump",
        ("agenda", "S", "--rename", "s5", "Ambition"),
        lambda _: agenda_edits.rename_activity("s5", "Ambition"),
    ),
    ("jump", ("agenda", "S", "--add", "break", "--after", "s1"), lambda old: offer(old, "reak")),
    (
        "dot_rule",
        ("vote", "S", VOTE, "--each", "5", "--one-each"),
        lambda _: vote_edits.change_dots(VOTE, dots=5, stack=False),
    ),
    ("raise_gap", ("turns", "S", "--order", "cem"), lambda _: turn_edits.order_turns(TURNS_STEP, ["Cem"])),
    (
        "lower_gap",
        ("turns", "S", "Our", "--order", "Bob", "Ann"),
        lambda _: turn_edits.order_turns(TURNS_STEP, ["Bob", "Ann"]),
    ),
    ("takes_no_part", ("turns", "S", "--not-here", "Bob"), lambda _: turn_edits.pass_over(TURNS_STEP, "Bob")),
    ("dot_rule", ("turns", "S", "--each", "15"), lambda _: turn_edits.set_airtime(TURNS_STEP, 15)),
    (
        "dot_rule",
        ("turns", "S", "--parts", "1,2,3,4"),
        lambda _: turn_edits.set_parts(TURNS_STEP, [1, 2, 3, 4]),
    ),
    ("dot_rule", ("turns", "S", "--who", "people"), lambda _: turn_edits.set_takers(TURNS_STEP, "people")),
    (
        "add_action",
        ("turns", "S", "--commits", "Ann", "Call"),
        lambda _: note_edits.add_action(
            note_edits.ActionFields("Call", owner="Ann"), origin=f"{TURNS_STEP}/Ann"
        ),
    ),
    *(
        (
            f"answer_level_{level}",
            ("appraise", "S", APPRAISAL, "1.3", "Age UK", f"Reach={level}"),
            lambda _, level=level: appraise_edits.appraise(APPRAISAL, ITEM, "age-uk", {"c1": level}),
        )
        for level in (1, 5)
    ),
    (
        "dont_know",
        ("appraise", "S", APPRAISAL, "1.3", "Age UK", "Reach=?", "cost=3"),
        lambda _: appraise_edits.appraise(APPRAISAL, ITEM, "age-uk", {"c1": None, "c2": 3}),
    ),
    (
        "take_back",
        ("appraise", "S", APPRAISAL, "1.3", "ICB"),
        lambda _: appraise_edits.take_back_levels(APPRAISAL, ITEM, "icb"),
    ),
    (
        "reveal",
        ("appraise", "S", APPRAISAL, "--reveal", "1.3"),
        lambda _: appraise_edits.reveal_levels(APPRAISAL, ITEM),
    ),
    (
        "reveal",
        ("appraise", "S", APPRAISAL, "--reveal", "all"),
        lambda _: appraise_edits.reveal_all_levels(APPRAISAL),
    ),
    (
        "dot_rule",
        ("appraise", "S", APPRAISAL, "--weights", "Reach=3", "Cost=0"),
        lambda _: appraise_edits.set_weights(APPRAISAL, {"c1": 3, "c2": 0}),
    ),
    (
        "dot_rule",
        ("appraise", "S", APPRAISAL, "--criteria", "Cost", "Reach"),
        lambda _: appraise_edits.set_criteria(APPRAISAL, ["Cost", "Reach"]),
    ),
    (
        "answer_level_2",
        ("choose", "S", OPTIONS, "Age UK", "2"),
        lambda _: option_edits.say_option(OPTIONS, "age-uk", {SECOND: 1}),
    ),
    (
        "dont_know",
        ("choose", "S", OPTIONS, "Age UK", "?"),
        lambda _: option_edits.say_option(OPTIONS, "age-uk", {}, 1),
    ),
    (
        "counts",
        ("choose", "S", OPTIONS, "Age UK", "--counts", "1,2,0", "--dont-know", "1"),
        lambda _: option_edits.say_option(OPTIONS, "age-uk", {FIRST: 1, SECOND: 2}, 1),
    ),
    (
        "whole_room",
        ("choose", "S", OPTIONS, "room", "--counts", "9,2,0", "--replace"),
        lambda _: option_edits.say_option(OPTIONS, "room", {FIRST: 9, SECOND: 2}, instead=True),
    ),
    (
        "take_back",
        ("choose", "S", OPTIONS, "ICB", "--take-back"),
        lambda _: option_edits.say_option(OPTIONS, "icb", {}),
    ),
    ("reveal", ("choose", "S", OPTIONS, "--reveal"), lambda _: option_edits.reveal_options(OPTIONS)),
    ("reveal", ("reveal", "S", "How far?"), lambda _: option_edits.reveal_options(OPTIONS)),
    ("reveal", ("reveal", "S", "2.1"), lambda _: appraise_edits.reveal_levels(APPRAISAL, UNSCORED)),
    (
        "agree",
        ("choose", "S", OPTIONS, "--room-takes", "4.2", "--because", "It can begin"),
        lambda _: option_edits.choose(OPTIONS, SECOND, "It can begin"),
    ),
    ("agree", ("choose", "S", OPTIONS, "--withdraw"), lambda _: option_edits.withdraw_choice(OPTIONS)),
    (
        "dissent",
        ("choose", "S", OPTIONS, "--dissent", "ICB: No money"),
        lambda _: option_edits.dissent_from_choice(OPTIONS, "icb", "No money"),
    ),
    ("raise_gap", ("gaps", "S", "1.6"), lambda _: order_gaps([OTHER, THIRD])),
    ("lower_gap", ("gaps", "S", "1.1", "1.6"), lambda _: order_gaps([THIRD, OTHER])),
    ("details", ("details", "S", "--title", "Other"), lambda old: describe(old, title="Other")),
    ("details", ("details", "S", "--people-answer"), lambda old: describe(old, as_bodies=False)),
    ("add_partner", ("partners", "S", "--add", "Police:other"), lambda _: people_edits.add_partner("Police")),
    (
        "details",
        ("partners", "S", "--rename", "Age", "Age Concern"),
        lambda _: people_edits.change_partner("age-uk", name="Age Concern", sector="other"),
    ),
    ("details", ("partners", "S", "--remove", "Age UK"), lambda _: people_edits.remove_partner("age-uk")),
    (
        "details",
        ("partners", "S", "--change", "Age UK:voluntary:4"),
        lambda _: people_edits.change_partner("age-uk", name="Age UK", sector="voluntary", members=4),
    ),
    ("usual_partners", ("partners", "S", "--usual"), usual),
    (
        "add_person",
        ("people", "S", "--add", "Sam:nurse:County"),
        lambda old: people_edits.set_people(
            [*old.people, Person(name="Sam", role="nurse", partner_id="county-council")]
        ),
    ),
    ("details", ("people", "S", "--remove", "Priya"), lambda _: people_edits.set_people([])),
    (
        "attendance",
        ("attendance", "S", "Priya", "apologies"),
        lambda old: people_edits.set_attendance(old.people[0].uid, "apologies"),
    ),
    (
        "attendance",
        ("attendance", "S", "Priya", "--chair", "--interests", "Owns it"),
        lambda old: together(
            people_edits.declare_interests(old.people[0].uid, "Owns it"),
            people_edits.set_chair(old.people[0].uid),
        ),
    ),
    ("quorum", ("attendance", "S", "--quorum", "2"), lambda _: event_edits.set_quorum(2)),
    (
        "next_meeting",
        ("next-meeting", "S", "12 Jan 2027"),
        lambda _: note_edits.set_next_meeting(dt.date(2027, 1, 12)),
    ),
)
"""(id of the command, what is typed, the edit it makes); S stands for the session."""
