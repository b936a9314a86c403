"""Items that are added in the room: of the session's own copy, with an identity of their own, everywhere."""

import re

import pytest
from hypothesis import given, strategies as st

from sessions import plan
from sessions.added import own_section
from sessions.analysis.whole import candidates, progress
from sessions.edits import agenda as agenda_edits, event as event_edits, notes as note_edits
from sessions.edits.items import MOST_NAME, add_item, change_item
from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.follow import items_of
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.score import edits as score_edits
from sessions.material import OURS, STATEMENT_WORDS, Item, Pack, word_count
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import MaterialActivity, Stop
from sessions.scope import does_not_apply
from sessions.store.check import findings
from tests.builders import NOW, TODAY, activity, agendas, answered, new_session, packs, page
from tests.offered import step_offers
from workshop.steps.position import agenda_rows, place
from workshop.wall.shown import wall

TEXT = "Transport to appointments"
THIRD = "icbo/D1.3"
TYPED = VoteActivity(id="new", kind="prioritise", title="What first?", minutes=8, candidates="typed", dots=2)


def assessment() -> Session:
    return new_session("four-domains", "Council", "ICB", "Carers")


def added(session: Session, text: str = TEXT, step: str = "s2", behind: str | None = THIRD) -> Session:
    return add_item(step, text, behind=behind).apply(session, NOW)


def new_items(session: Session) -> list[Item]:
    return [item for pack in session.packs for item in pack.items() if item.added]


def with_typed_vote(*texts: str) -> tuple[Session, VoteActivity]:
    session = agenda_edits.add_activity("s1", TYPED).apply(assessment(), NOW)
    step = session.agenda[1]
    for text in texts:
        session = added(session, text, step.id, None)
    vote = session.activity(step.id)
    assert isinstance(vote, VoteActivity)
    return session, vote


# --- to a pack that the session carries -----------------------------------------------------------


def test_it_stands_behind_the_item_in_focus_and_is_scored_as_its_section() -> None:
    session = added(assessment())
    numbers = [item.number for item in session.section("icbo/d1").items]
    assert numbers[2:5] == ["1.3", "+1", "1.4"]
    (item,) = new_items(session)
    assert re.fullmatch(r"icbo/x-[0-9a-f]{8}", item.id)
    assert (item.name, item.statement, item.added) == (TEXT, TEXT, True)
    assert session.scale_of(item.id) == session.scale_of(THIRD)
    assert progress(session) == (0, progress(assessment())[1] + 1)
    assert findings(session) == ()
    assert not new_items(assessment()), "the pack itself is not touched"


def test_without_an_item_in_focus_it_stands_at_the_end_and_behind_a_section_at_the_end_of_that() -> None:
    for behind in (None, "icbo/d1"):
        assert added(assessment(), behind=behind).section("icbo/d1").items[-1].added


def test_numbers_are_unique_in_a_session_and_identities_everywhere() -> None:
    session = added(added(assessment()), "Another", "s3", None)
    assert sorted(item.number for item in new_items(session)) == ["+1", "+2"]
    other = added(assessment())
    assert new_items(other)[0].id not in [item.id for item in new_items(session)]


def test_it_survives_a_session_file_and_is_written_only_where_it_is_so() -> None:
    session = added(assessment())
    assert Session.model_validate_json(session.model_dump_json()) == session
    written = [
        item for pack in session.model_dump()["packs"] for s in pack["sections"] for item in s["items"]
    ]
    assert sum("added" in item for item in written) == 1


def test_everything_that_is_recorded_on_an_item_can_be_recorded_on_it() -> None:
    session = added(assessment())
    item_id = plan.find_item(session, "+1")
    session = score_edits.reveal(item_id).apply(answered(session, item_id, [1, 2, 2]), NOW)
    session = score_edits.agree(item_id, 2, dissents=[("icb", "No data")]).apply(session, NOW)
    session = note_edits.add_note("comment", "Said", origin=item_id).apply(session, NOW)
    session = note_edits.add_action(note_edits.ActionFields("Draft"), origin=item_id).apply(session, NOW)
    assert findings(session) == ()
    told = account(session)
    assert f"+1 {TEXT}" in told
    assert told.count("Added in the room.") == 1
    assert told.count(TEXT) > told.count(f"“{TEXT}”"), "by its name"
    stop = next(stop for stop in plan.stops(session) if stop.ref == item_id)
    assert any("+1" in row.words and TEXT in row.words for row in agenda_rows(session, NOW))
    assert place(session, stop).progress.endswith("Standard 4 of 22")
    assert wall(session.model_copy(update={"at": stop}), stop, TODAY).title == TEXT


def test_a_name_that_says_it_all_is_not_said_twice() -> None:
    session = added(assessment())
    stop = next(stop for stop in plan.stops(session) if stop.ref == new_items(session)[0].id)
    assert page(session, stop).title == TEXT
    assert TEXT not in [line.text for line in page(session, stop).lines]
    assert wall(session.model_copy(update={"at": stop}), stop, TODAY).statement == ""


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=400))
def test_a_long_text_is_the_statement_and_its_first_words_are_the_name(text: str) -> None:
    try:
        (item,) = new_items(added(assessment(), text))
    except Problem:
        return
    assert 0 < len(item.name) <= MOST_NAME
    assert word_count(item.statement) <= STATEMENT_WORDS
    assert item.statement.startswith(item.name.removesuffix("…"))
    assert "\n" not in item.statement


def test_what_is_too_long_to_read_aloud_is_refused() -> None:
    with pytest.raises(Problem, match="31 words are too many"):
        added(assessment(), "word " * 31)


# --- which steps have it --------------------------------------------------------------------------


def two_steps(first: str = "discuss", then: str = "score") -> Session:
    """Two steps on one section, one after the other."""
    session = assessment()
    same = {"minutes": 5, "pack_id": "icbo", "section_ids": ("d1",), "dots": 3}
    steps = (activity(id=f"s{n}", kind=kind, title=kind, **same) for n, kind in ((2, first), (3, then)))
    return session.model_copy(update={"agenda": (session.agenda[0], *steps, *session.agenda[3:])})


def items_of_step(session: Session, step_id: str) -> tuple[Item, ...]:
    step = session.activity(step_id)
    assert isinstance(step, MaterialActivity)
    return items_of(session, step)


def test_steps_to_come_on_the_section_have_it_too_and_those_before_keep_what_they_were_on() -> None:
    session = two_steps()
    first = added(session)
    assert all(any(item.added for item in items_of_step(first, step)) for step in ("s2", "s3"))
    then = added(session, step="s3")
    assert not any(item.added for item in items_of_step(then, "s2"))
    assert any(item.added for item in items_of_step(then, "s3"))
    assert items_of_step(then, "s2") == items_of_step(session, "s2")


def test_a_ranking_that_was_seen_gets_no_candidate() -> None:
    session = two_steps("score", "prioritise")
    vote = vote_edits.vote("s3", "icb", {THIRD: 1}).then(vote_edits.reveal_vote("s3"))
    session = added(vote.apply(session, NOW))
    step = session.activity("s3")
    assert isinstance(step, VoteActivity)
    assert new_items(session)[0].id not in candidates(session, step)
    with pytest.raises(Problem, match="has been seen"):
        added(session, step="s3")


def test_the_rest_of_a_step_that_was_moved_is_added_to_alone() -> None:
    session = note_edits.add_note("comment", "Said", origin="icbo/D1.1").apply(assessment(), NOW)
    session = agenda_edits.postpone_rest("s2").apply(session, NOW)
    rest = next(step for step in session.agenda if step.title.endswith("(the rest)"))
    session = added(session, step=rest.id, behind=None)
    assert items_of_step(session, rest.id)[-1].added
    assert [item.id for item in items_of_step(session, "s2")] == ["icbo/D1.1"]


@pytest.mark.parametrize(
    ("step", "what"), [("s1", "is about no items"), ("s7", "below its target"), ("s10", "is about no items")]
)
def test_a_step_that_is_about_no_items_says_so(step: str, what: str) -> None:
    with pytest.raises(Problem, match=what):
        added(assessment(), step=step, behind=None)


def test_an_item_of_another_step_is_refused() -> None:
    with pytest.raises(Problem, match=r"is not on 'icbo/D1\.3'"):
        added(assessment(), step="s3")


# --- to a pack of the session's own ---------------------------------------------------------------


def test_candidates_are_typed_into_a_vote_and_stand_in_a_pack_of_the_sessions_own() -> None:
    session, vote = with_typed_vote("Reablement", "Memory services")
    assert [item.name for item in session.pack(OURS).items()] == ["Reablement", "Memory services"]
    assert [session.item(candidate).number for candidate in candidates(session, vote)] == ["1", "2"]
    assert (vote.pack_id, vote.section_ids) == (OURS, (own_section(vote),))
    session = vote_edits.vote(vote.id, "icb", {candidates(session, vote)[1]: 2}).apply(session, NOW)
    session = added(session, "Carers' breaks", vote.id, None)
    assert len(candidates(session, vote)) == 3, "more can be added after dots are placed"
    session = vote_edits.reveal_vote(vote.id).apply(session, NOW)
    assert findings(session) == ()
    told = account(session)
    assert "Memory services" in told
    assert told.count("Memory services") == 1, "with the vote, and in no list besides"
    assert "Carers' breaks" in told


def test_a_step_that_holds_typed_candidates_is_not_removed() -> None:
    session, vote = with_typed_vote("Reablement")
    with pytest.raises(Problem, match="Items were added to What first"):
        agenda_edits.remove_activity(vote.id).apply(session, NOW)


def test_what_the_room_names_is_numbered_from_one_whatever_the_material_has() -> None:
    session, vote = with_typed_vote("Reablement", "Memory services", "Telecare")
    tips = packs()["tips"]
    assert [item.number for item in tips.items()][3] == "4"
    session = session.model_copy(update={"packs": (tips, *session.packs)})
    session = added(session, "Housing", vote.id, None)
    assert [item.number for item in session.pack(OURS).items()] == ["1", "2", "3", "4"]


def test_two_steps_have_a_section_each() -> None:
    session, vote = with_typed_vote("Reablement")
    session = agenda_edits.add_activity(vote.id, TYPED).apply(session, NOW)
    session = added(session, "Housing", session.agenda[2].id, None)
    assert [len(section.items) for section in session.pack(OURS).sections] == [1, 1]
    assert len(items_of_step(session, vote.id)) == 1
    assert [item.number for item in session.pack(OURS).items()] == ["1", "2"]


def test_what_goes_on_with_a_vote_has_its_own_behind_the_top() -> None:
    session, vote = with_typed_vote("Reablement", "Memory services")
    first = candidates(session, vote)[0]
    placed = vote_edits.vote(vote.id, "icb", {first: 2}).then(vote_edits.reveal_vote(vote.id))
    talk = DiscussActivity(id="new", title="The first", minutes=5, follows=vote.id, top=1)
    session = agenda_edits.add_activity(vote.id, talk).apply(placed.apply(session, NOW), NOW)
    session = added(session, "Housing", session.agenda[2].id, None)
    assert [item.name for item in items_of_step(session, session.agenda[2].id)] == ["Reablement", "Housing"]
    stops = [stop for stop in plan.stops(session) if stop.activity_id == session.agenda[2].id]
    assert [stop.part for stop in stops] == ["start", "item", "item"]


# --- corrected and removed ------------------------------------------------------------------------


def test_it_is_corrected_and_removed_while_nothing_is_recorded_on_it() -> None:
    before = assessment()
    session = added(before)
    item_id = new_items(session)[0].id
    assert change_item(item_id, "Travel").apply(session, NOW).item(item_id).name == "Travel"
    assert change_item(item_id, " ").apply(session, NOW) == before


@pytest.mark.parametrize(
    "recorded",
    [
        lambda ref: note_edits.add_note("comment", "Said", origin=ref),
        lambda ref: note_edits.add_action(note_edits.ActionFields("Draft"), origin=ref),
        lambda ref: score_edits.answer_level(ref, "icb", 2),
        lambda ref: does_not_apply(ref, "Not ours"),
    ],
)
def test_what_something_is_recorded_on_stays(recorded) -> None:
    session = added(assessment())
    item_id = new_items(session)[0].id
    session = recorded(item_id).apply(session, NOW)
    for text in ("", "Travel"):
        with pytest.raises(Problem, match=r"Something is recorded on \+1"):
            change_item(item_id, text).apply(session, NOW)


def test_what_belongs_to_the_material_stays() -> None:
    with pytest.raises(Problem, match=r"1\.3 belongs to the material"):
        change_item(THIRD, "").apply(assessment(), NOW)


def test_removing_the_last_one_takes_the_pack_along_and_goes_back() -> None:
    before, _ = with_typed_vote()
    session, vote = with_typed_vote("Reablement")
    item_id = new_items(session)[0].id
    after = change_item(item_id, "").apply(session, NOW)
    assert all(pack.id != OURS for pack in after.packs)
    assert after.activity(vote.id).model_copy(update={"uid": ""}) == before.agenda[1].model_copy(
        update={"uid": ""}
    )
    assert findings(after) == ()


def test_who_stands_at_it_goes_to_what_came_before() -> None:
    session = added(assessment())
    item_id = new_items(session)[0].id
    session = session.model_copy(update={"at": Stop(activity_id="s2", part="item", ref=item_id)})
    after = change_item(item_id, "").apply(session, NOW)
    assert after.at == Stop(activity_id="s2", part="item", ref=THIRD)


def test_another_template_keeps_what_was_added() -> None:
    session = added(assessment())
    agenda, used = plan.agenda(agendas()["four-domains"], packs())
    after = event_edits.set_material("four-domains", agenda, used).apply(session, NOW)
    assert [item.name for item in new_items(after)] == [TEXT]
    assert findings(after) == ()


def test_no_pack_of_a_file_is_called_ours(tmp_path) -> None:
    from workshop.materials import load

    folder = tmp_path / "packs"
    folder.mkdir()
    text = f'id = "{OURS}"\nedition = "1"\nname = "N"\nabout = "A"\n[source]\ntitle = "T"\npublisher = "P"\n'
    text += f'year = 2020\n[[sections]]\nid = "a"\ntitle = "T"\n[[sections.items]]\nid = "{OURS}/A1"\n'
    (folder / "ours.toml").write_text(text + 'number = "1"\nname = "N"\nstatement = "S"\n', "utf-8")
    loaded = load.packs(tmp_path)
    assert OURS not in loaded.usable
    assert "is taken by what is added in the room" in loaded.failed[0].what
    assert isinstance(loaded.usable["icbo"], Pack)


# --- many candidates ------------------------------------------------------------------------------


def test_of_many_candidates_the_room_sees_those_that_have_dots_and_how_many_have_none() -> None:
    barriers = packs()["barriers"]
    many = len(list(barriers.items()))
    session = assessment()
    session = session.model_copy(update={"packs": (*session.packs, barriers)})
    vote = TYPED.model_copy(update={"candidates": "items", "pack_id": "barriers"})
    session = agenda_edits.add_activity("s1", vote).apply(session, NOW)
    step = session.agenda[1].id
    placed = vote_edits.vote(step, "icb", {"barriers/A1": 1, "barriers/M6": 1})
    session = placed.then(vote_edits.reveal_vote(step)).apply(session, NOW)
    shown = wall(session, Stop(activity_id=step), TODAY)
    assert [entry.dots for entry in shown.entries] == [1, 1]
    assert shown.sentences[0] == f"{many - 2} others have no dots."


def test_a_long_pack_is_offered_section_by_section_and_the_room_can_be_asked() -> None:
    offers = {step_offer.words: step_offer.activity for step_offer in step_offers(assessment(), "s2")}
    assert "Vote on what the room names (8 min)" in offers
    part = next(step for said, step in offers.items() if "Vote on Domain 1: Building the foundations" in said)
    assert isinstance(part, VoteActivity)
    assert part.section_ids == ("d1",)
    assert not any(
        "tips ·" in step_offer.words for step_offer in step_offers(new_session("tips-and-pulse"), "s2")
    )
