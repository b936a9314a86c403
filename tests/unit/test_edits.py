"""Every edit and every refusal. No edit touches the session it is given."""

import datetime as dt
import inspect
from collections.abc import Callable, Iterator

import pytest

import sessions.edit
from sessions import scope, voices
from sessions.edits import (
    agenda as agenda_edits,
    event as event_edits,
    items as item_edits,
    late as late_edits,
    notes as note_edits,
    pauses as pause_edits,
    people as people_edits,
    series as series_edits,
)
from sessions.edits.choice import choose_items
from sessions.imports.people import Listed, add_people
from sessions.imports.taking import Take, Taking, take_answers
from sessions.kinds import gaps as gap_edits, guesses, registry
from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.evaluation.edits import say_words, take_out_word
from sessions.kinds.evaluation.records import EvaluationActivity
from sessions.kinds.here_to_there import edits as pair_edits
from sessions.kinds.here_to_there.records import PairsActivity
from sessions.kinds.options import edits as option_edits
from sessions.kinds.pause import BreakActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.registry import asked_in
from sessions.kinds.risk import edits as risk_edits
from sessions.kinds.risk.records import RiskActivity
from sessions.kinds.roles import edits as role_edits
from sessions.kinds.roles.records import RolesActivity
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.order import plan_items
from sessions.kinds.score.records import (
    agreement_on,
)
from sessions.kinds.table_work import TableWorkActivity, set_task
from sessions.kinds.talk import TalkActivity, set_speaker, set_subject
from sessions.kinds.turns import edits as turn_edits
from sessions.kinds.turns.records import TurnsActivity
from sessions.late import Cut
from sessions.many.merge.settling import settle
from sessions.material import Guess
from sessions.record import Session
from sessions.returns import RETURNS, Remarked, Return
from sessions.rows import Person, Stop
from tests import appraising as joining
from tests.all_modules import all_modules
from tests.apart import titled_apart
from tests.builders import NOW
from tests.checklists import after, checklist_session
from tests.small import pack, scoring, settled_session, small_session

LATER = NOW + dt.timedelta(minutes=5)
ODD = "[/b] [s75] <script>alert(1)</script> =1+1 | **x**"


@pytest.fixture
def session() -> Session:
    return small_session()


@pytest.fixture
def settled() -> Session:
    return settled_session()


RISKS = RiskActivity(id="b", title="Risks", minutes=9, pack_id="p")
PAIRS = PairsActivity(id="c", title="Pairs", minutes=9, pack_id="p")
EARLIER = settled_session().model_copy(update={"id": "earlier"})
BREAK = BreakActivity(id="b", kind="break", title="Break", minutes=10)


def talks(session: Session) -> Session:
    """The session with a talk, with work at tables and with an evaluation."""
    steps = (
        TalkActivity(id="t1", title="A talk", minutes=5),
        TableWorkActivity(id="t2", title="At the tables", minutes=5),
        EvaluationActivity(id="t3", title="How it was", minutes=5, pack_id="p"),
    )
    return session.model_copy(update={"agenda": (*session.agenda, *steps)})


def with_figure(session: Session) -> Session:
    """The session with a figure to guess in its first item."""
    own = session.pack("p")
    first, *others = own.sections
    item = first.items[0].model_copy(update={"guess": Guess(answer="12", year=2018)})
    section = first.model_copy(update={"items": (item, *first.items[1:])})
    changed = own.model_copy(update={"sections": (section, *others)})
    packs = tuple(changed if pack is own else pack for pack in session.packs)
    return session.model_copy(update={"packs": packs})


def parked(session: Session) -> Session:
    return note_edits.add_note("parked", "x").apply(session, NOW)


def changed_item(session: Session) -> Session:
    (item,) = (item for pack in session.packs for item in pack.items() if item.added)
    return item_edits.change_item(item.id, "Travel").apply(session, NOW)


def with_roles_and_turns(session: Session) -> Session:
    """The session with steps on who does what and with turns, in which something is recorded."""
    roles = RolesActivity(id="w1", title="Who", minutes=5, pack_id="p", parties=("Us", "Them"))
    turns = TurnsActivity(id="w2", title="Turns", minutes=60, who=("Ann", "Bob", "Cem"), out=("Cem",))
    session = session.model_copy(update={"agenda": (*session.agenda, roles, turns)})
    return role_edits.set_role("w1", "p/1", "Us", "told").apply(session, NOW)


WHO = {
    "set_parties": role_edits.set_parties("w1", ["Us", "Others"]),
    "set_role": role_edits.set_role("w1", "p/1", "Us", "leads"),
    "object_to_role": role_edits.object_to_role("w1", "p/1", "Us", "Not us."),
    "order_turns": turn_edits.order_turns("w2", ["Bob"]),
    "pass_over": turn_edits.pass_over("w2", "Ann"),
    "take_in": turn_edits.take_in("w2", "Cem"),
    "set_airtime": turn_edits.set_airtime("w2", 10),
    "set_parts": turn_edits.set_parts("w2", [1, 2, 3, 4]),
    "set_takers": turn_edits.set_takers("w2", "people"),
}


def joint() -> Session:
    """A session with appraisals and options in which something is said, settled and chosen."""
    session = joining.viewed(joining.settled(joining.worked(), joining.PAY1, (4, 2)), joining.O1, joining.O2)
    return option_edits.choose(joining.OPTIONS, joining.O1, "Now").apply(session, NOW)


JOINT = {
    "appraise": appraise_edits.appraise(joining.APPRAISE, joining.A1, "icb", {joining.K1: 1}),
    "take_back_levels": appraise_edits.take_back_levels(joining.APPRAISE, joining.A1, "icb"),
    "reveal_levels": appraise_edits.appraise(joining.APPRAISE, joining.A4, "icb", {joining.K1: 1}).then(
        appraise_edits.reveal_levels(joining.APPRAISE, joining.A4)
    ),
    "reveal_all_levels": appraise_edits.appraise(joining.APPRAISE, joining.A4, "icb", {joining.K1: 1}).then(
        appraise_edits.reveal_all_levels(joining.APPRAISE)
    ),
    "set_weights": appraise_edits.set_weights(joining.APPRAISE, {joining.K1: 7}),
    "set_criteria": appraise_edits.set_criteria(joining.ROOMS, ["Reach", "Cost", "Speed"]),
    "dissent_from_levels": appraise_edits.dissent_from_levels(
        joining.ROOMS, joining.PAY1, "icb", "Too high."
    ),
    "say_option": option_edits.say_option(joining.OPTIONS, "icb", {joining.O3: 1}),
    "reveal_options": option_edits.reveal_options(joining.OPTIONS),
    "choose": option_edits.choose(joining.OPTIONS, joining.O2, "Later"),
    "withdraw_choice": option_edits.withdraw_choice(joining.OPTIONS),
    "dissent_from_choice": option_edits.dissent_from_choice(joining.OPTIONS, "icb", "Not now."),
}
RETURN = Return(id="r", partner_id="icb", taken=("p/2",), at=NOW)
EDITS: dict[str, Callable[[Session], Session]] = {
    "describe": lambda s: event_edits.describe(
        title="T", place="P", on=dt.date(2027, 1, 1), as_bodies=False
    ).apply(s, NOW),
    "choose_items": lambda s: choose_items(["a1"], s.pack("p"), ["p/2"]).apply(s, NOW),
    "set_material": lambda s: event_edits.set_material("u", s.agenda[:1], s.packs[:1]).apply(s, NOW),
    "move_to": lambda s: event_edits.move_to(Stop(activity_id="a1", part="item", ref="p/2")).apply(s, NOW),
    "mark_summarised": lambda s: event_edits.mark_summarised().apply(s, LATER),
    "add_partner": lambda s: people_edits.add_partner("Hospital Trust", "NHS", 4).apply(s, NOW),
    "change_partner": lambda s: people_edits.change_partner(
        "icb", name="ICB North", sector="NHS", members=9
    ).apply(s, NOW),
    "remove_partner": lambda s: people_edits.remove_partner("county-council").apply(s, NOW),
    "set_next_meeting": lambda s: note_edits.set_next_meeting(dt.date(2027, 1, 12)).apply(s, NOW),
    "plan_items": lambda s: plan_items("a1", ("p/2",), {"p/2": 9}).apply(s, NOW),
    "take_answers": lambda s: take_answers(
        Taking([Take(asked_in(s, s.agenda)["p/2"], s.partners[0], (0, 1, 0, 0, 0), 0, 1)], returns=[RETURN])
    ).apply(s, LATER),
    "add_people": lambda s: add_people([Listed(2, "Tom", "", "Mind", None)], [("Mind", "voluntary")]).apply(
        s, NOW
    ),
    "set_people": lambda s: people_edits.set_people([Person(name="Sam", role="chair")]).apply(s, NOW),
    "set_attendance": lambda s: people_edits.set_attendance(s.people[0].uid, "late").apply(s, LATER),
    "declare_interests": lambda s: people_edits.declare_interests(s.people[0].uid, "Owns it").apply(s, NOW),
    "set_chair": lambda s: people_edits.set_chair(s.people[0].uid).apply(s, NOW),
    "set_quorum": lambda s: event_edits.set_quorum(2).apply(s, NOW),
    "catch_up": lambda s: late_edits.catch_up((Cut("a2", 0, 1),)).apply(s, NOW),
    "answer": lambda s: score_edits.answer("p/1", "icb", (0, 1, 2, 0, 0), 1).apply(s, LATER),
    "answer_level": lambda s: score_edits.answer_level("p/2", "icb", None).apply(s, LATER),
    "take_back": lambda s: score_edits.take_back("p/1", "icb").apply(s, NOW),
    "reveal": lambda s: score_edits.reveal("p/2").apply(
        score_edits.answer_level("p/2", "icb", 1).apply(s, LATER), LATER
    ),
    "second_round": lambda s: score_edits.second_round("p/1").apply(s, LATER),
    "agree": lambda s: score_edits.agree("p/1", 1).apply(s, LATER),
    "withdraw_agreement": lambda s: score_edits.withdraw_agreement("p/1").apply(s, NOW),
    "dissent": lambda s: score_edits.dissent("p/1", "Care providers", "We neither.").apply(s, LATER),
    "add_note": lambda s: note_edits.add_note("parked", "Later.").apply(s, LATER),
    "change_note": lambda s: note_edits.change_note("N1", kind="evidence", text="Seen.").apply(s, NOW),
    "speak_of": lambda s: note_edits.speak_of(s.actions[0]).apply(s, LATER),
    "follow": lambda s: series_edits.follow((EARLIER,)).apply(s, LATER),
    "take_left": lambda s: series_edits.take_left(EARLIER).apply(s.model_copy(update={"agenda": ()}), LATER),
    "leave_parked": lambda s: series_edits.leave_parked(parked(s)).apply(parked(s), LATER),
    "stand_alone": lambda s: series_edits.stand_alone().apply(
        series_edits.follow((EARLIER,)).apply(s, NOW), LATER
    ),
    "reopen_action": lambda s: series_edits.reopen_action(
        s.actions[0].model_copy(update={"uid": "other"}), EARLIER
    ).apply(s, LATER),
    "add_action": lambda s: note_edits.add_action(note_edits.ActionFields("More")).apply(s, LATER),
    "drop_parked": lambda s: note_edits.drop_parked("N2").apply(parked(s), NOW),
    "parked_to_decision": lambda s: note_edits.parked_to_decision("N2", "So be it.").apply(parked(s), LATER),
    "parked_to_action": lambda s: note_edits.parked_to_action("N2", note_edits.ActionFields("Ask")).apply(
        parked(s), LATER
    ),
    "vote": lambda s: vote_edits.vote("a3", "icb", {"p/1": 2}).apply(s, LATER),
    "reveal_all": lambda s: registry.reveal_all().apply(
        score_edits.answer_level("p/2", "icb", 3).apply(s, NOW), NOW
    ),
    "reveal_remarks": lambda s: registry.reveal_remarks("p/2").apply(
        RETURNS.put(s, [RETURN.model_copy(update={"remarks": (Remarked(item_id="p/2", text="Not ours"),)})]),
        NOW,
    ),
    "reveal_vote": lambda s: vote_edits.reveal_vote("a3").apply(
        vote_edits.vote("a3", "icb", {"p/1": 2}).apply(s, LATER), NOW
    ),
    "tick": lambda s: check_edits.tick("p/1", "partly").apply(s, LATER),
    "tick_question": lambda s: check_edits.tick_question("lead-provider/C2", 1, "no").apply(
        checklist_session("ICB"), LATER
    ),
    "untick": lambda s: check_edits.untick("p/1").apply(
        after(s, check_edits.tick("p/1", "no"), check_edits.tick("p/2", "no")), NOW
    ),
    "say": lambda s: check_edits.say("p/1", "icb", (0, 2, 1), 1).apply(s, LATER),
    "say_one": lambda s: check_edits.say_one("p/1", "icb", "unknown").apply(s, LATER),
    "unsay": lambda s: check_edits.unsay("p/2", "icb").apply(
        after(s, check_edits.say_one("p/2", "icb", "no"), check_edits.reveal_check("p/2")), LATER
    ),
    "reveal_check": lambda s: check_edits.reveal_check("p/1").apply(
        check_edits.say_one("p/1", "icb", "yes").apply(s, NOW), NOW
    ),
    "dissent_from_check": lambda s: check_edits.dissent_from_check("p/1", "icb", "Not here.").apply(
        check_edits.tick("p/1", "yes").apply(s, NOW), NOW
    ),
    "answer_by": lambda s: check_edits.answer_by("s2", by_partner=True).apply(checklist_session("ICB"), NOW),
    "ask_impact": lambda s: risk_edits.ask_impact("b", impact=True).apply(
        s.model_copy(update={"agenda": (*s.agenda, RISKS)}), NOW
    ),
    "ask_pairs": lambda s: pair_edits.ask_pairs("c", ["are"]).apply(
        s.model_copy(update={"agenda": (*s.agenda, PAIRS)}), NOW
    ),
    "change_dots": lambda s: vote_edits.change_dots("a3", dots=5, stack=False).apply(s, NOW),
    "does_not_apply": lambda s: scope.does_not_apply("p/1", "No such service.").apply(s, LATER),
    "applies": lambda s: scope.applies("p/2").apply(
        scope.does_not_apply("p/2", "None.").apply(scope.does_not_apply("p/1", "No.").apply(s, NOW), NOW), NOW
    ),
    "take_no_part": lambda s: voices.take_no_part("p/1", "icb", "An interest.").apply(s, LATER),
    "take_part": lambda s: voices.take_part("p/1", "icb").apply(
        voices.take_no_part("p/1", "icb").apply(s, NOW), NOW
    ),
    "order_gaps": lambda s: gap_edits.order_gaps(["p/1"]).apply(s, NOW),
    "add_item": lambda s: item_edits.add_item("a1", "Transport").apply(s, NOW),
    "change_item": lambda s: changed_item(item_edits.add_item("a1", "Transport").apply(s, NOW)),
    "run_clock": lambda s: agenda_edits.run_clock("a1").apply(s, NOW),
    "stop_clock": lambda s: agenda_edits.stop_clock().apply(
        agenda_edits.run_clock("a1").apply(s, NOW), LATER
    ),
    "pause": lambda s: pause_edits.pause().apply(s, NOW),
    "go_on": lambda s: pause_edits.go_on().apply(pause_edits.pause().apply(s, NOW), LATER),
    "leave_out": lambda s: pause_edits.leave_out(pause_edits.Sleep(NOW, LATER)).apply(s, LATER),
    "count_in": lambda s: pause_edits.count_in(pause_edits.Sleep(LATER, LATER)).apply(
        pause_edits.leave_out(pause_edits.Sleep(NOW, LATER)).apply(s, LATER), LATER
    ),
    "run_clock_at": lambda s: agenda_edits.run_clock_at(Stop(activity_id="a1")).apply(s, NOW),
    **{
        name: lambda s, change=change: change.apply(with_roles_and_turns(s), LATER)
        for name, change in WHO.items()
    },
    "guess": lambda s: guesses.guess("p/1", "icb", "12").apply(with_figure(s), NOW),
    "show_figure": lambda s: guesses.show_figure("p/1").apply(with_figure(s), NOW),
    "say_words": lambda s: say_words("t3", "useful x3").apply(talks(s), NOW),
    "take_out_word": lambda s: take_out_word("t3", "Useful").apply(
        say_words("t3", "useful").apply(talks(s), NOW), NOW
    ),
    "set_speaker": lambda s: set_speaker("t1", "Dr Shah").apply(talks(s), NOW),
    "set_subject": lambda s: set_subject("t1", "A year of it.").apply(talks(s), NOW),
    "set_task": lambda s: set_task("t2", "Choose one.", feed_back="together").apply(talks(s), NOW),
    "set_minutes": lambda s: agenda_edits.set_minutes("a1", 9).apply(s, NOW),
    "set_item_minutes": lambda s: agenda_edits.set_item_minutes(2).apply(s, NOW),
    "move_activity": lambda s: agenda_edits.move_activity("a1", 1).apply(s, NOW),
    "add_activity": lambda s: agenda_edits.add_activity("a1", BREAK).apply(s, NOW),
    "remove_activity": lambda s: agenda_edits.remove_activity("a2").apply(
        s.model_copy(
            update={"agenda": (s.agenda[0], s.agenda[1].model_copy(update={"added": True}), s.agenda[2])}
        ),
        NOW,
    ),
    "rename_activity": lambda s: agenda_edits.rename_activity("a1", "Another name").apply(s, NOW),
    "set_state": lambda s: agenda_edits.set_state("a2", "skipped").apply(s, NOW),
    "postpone_rest": lambda s: agenda_edits.postpone_rest("a1", {"p/1"}).apply(s, NOW),
    "change_action": lambda s: note_edits.change_action(
        s.actions[0].model_copy(update={"status": "done"})
    ).apply(s, NOW),
    "settle": lambda s: settle("sess.title", 1).apply(titled_apart(s), NOW),
    "set_by_partner": lambda _: appraise_edits.set_by_partner(joining.APPRAISE, by_partner=False).apply(
        joining.session(), NOW
    ),
    **{name: lambda _, edit=edit: edit.apply(joint(), LATER) for name, edit in JOINT.items()},
}


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_makes_a_new_record_and_leaves_the_old_one(settled: Session, name: str) -> None:
    before = settled.model_dump_json()
    after = EDITS[name](settled)
    assert after != settled
    assert settled.model_dump_json() == before
    assert Session.model_validate(after.model_dump()) == after, "and what it made is a valid record"


def test_every_public_edit_is_in_that_list() -> None:
    assert sorted(public_edits()) == sorted(EDITS)


def public_edits() -> Iterator[str]:
    """Names of all functions of the record that give an edit, but for those that make one of others."""
    for module in all_modules():
        if module is not sessions.edit:
            for name, function in inspect.getmembers(module, inspect.isfunction):
                public = function.__module__ == module.__name__ and not name.startswith("_")
                if public and function.__globals__ is vars(sessions.edit):
                    yield name


# --- the session itself ---------------------------------------------------------------------------


def test_describing_keeps_who_answers_unless_told(session: Session) -> None:
    anonymous = event_edits.describe(title=" T\n2 ", place="\tOld  Library ", on=None, as_bodies=False).apply(
        session, NOW
    )
    assert (anonymous.title, anonymous.place) == ("T 2", "Old  Library")
    assert not event_edits.describe(title="T", place="", on=None).apply(anonymous, NOW).as_bodies


def test_other_material_keeps_what_was_spoken_on(settled: Session) -> None:
    there = event_edits.move_to(Stop(activity_id="a1", part="item", ref="p/2")).apply(settled, NOW)
    new = event_edits.set_material("u", (scoring("a1", "talk"),), (pack("talk", None),)).apply(there, NOW)
    assert [section.id for section in new.pack("p").sections] == ["d1"], "d2 had nothing on record"
    assert agreement_on(new, "p/1") == agreement_on(settled, "p/1")
    assert new.scale_of("p/1").top == 5
    assert new.at is None
    assert [item.id for item in new.items()] == ["talk/1", "talk/2", "talk/3"]


def test_new_sections_of_a_pack_stand_beside_those_spoken_on(settled: Session) -> None:
    only_d2 = pack("p", 5).only(("d2",))
    new = event_edits.set_material("t", (scoring("a1", "p", "d2"),), (only_d2,)).apply(settled, NOW)
    assert {section.id for section in new.pack("p").sections} == {"d1", "d2"}


def test_an_action_on_a_section_keeps_the_section(session: Session) -> None:
    acted = note_edits.add_action(note_edits.ActionFields("Do it"), origin="p/d2").apply(session, NOW)
    new = event_edits.set_material("u", (), ()).apply(acted, NOW)
    assert [section.id for section in new.pack("p").sections] == ["d2"]


def test_the_place_is_kept_where_the_template_stays(session: Session) -> None:
    here = Stop(activity_id="a1", part="item", ref="p/2")
    same = event_edits.set_material("t", session.agenda, session.packs).apply(
        event_edits.move_to(here).apply(session, NOW), NOW
    )
    assert same.at == here
