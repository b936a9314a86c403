"""Several questions on one item: each is answered, revealed and settled by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sessions import plan, words
from sessions.analysis.items import spread_of, target_of
from sessions.analysis.whole import differing, reached
from sessions.aspects import ASPECTS, Aspect
from sessions.edits import notes as note_edits
from sessions.edits.agenda import remove_activity, set_state
from sessions.kinds.kind import Kind
from sessions.kinds.registry import kind_of, register, reveal_all, revealed_only, waiting
from sessions.kinds.score import edits
from sessions.kinds.score.records import agreement_on, ballots_on, is_seen, round_of, standing_ballots
from sessions.many.differences import differences
from sessions.material import Level, Scale
from sessions.outputs.text import account
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import ROOM, Stop
from sessions.scope import applies, does_not_apply
from sessions.spans import plain_text
from sessions.store.check import findings
from sessions.store.library import Library
from sessions.voices import has_room, take_no_part, voices_on
from tests.builders import NOW, TODAY, answered, aside, page, say_next
from tests.examples.weather import RAIN, outside, weather
from tests.walls import at, flat, text
from workshop.cli.dumped import dumped
from workshop.desk import Desk
from workshop.steps.position import agenda_rows, place
from workshop.steps.scene import Scene

RAINS, WINDS = "p/1#rain", "p/1#wind"


@pytest.fixture
def session() -> Iterator[Session]:
    with weather():
        yield outside()


def stop(session: Session, ref: str) -> Stop:
    return next(place for place in plan.stops(session) if place.ref == ref)


def on_wall(session: Session, ref: str) -> str:
    return flat(text(at(session, stop(session, ref))))


def test_every_item_is_asked_each_question_and_then_comes_the_picture(session: Session) -> None:
    assert [(place.part, place.ref) for place in plan.stops(session)] == [
        *(("item", f"p/{number}#{asked}") for number in (1, 2, 3) for asked in ("rain", "wind")),
        ("picture", ""),
    ]
    assert [row.words.strip() for row in agenda_rows(session, NOW)[1:4]] == [
        "1 Name 1 · rain",
        "1 Name 1 · wind",
        "2 Name 2 · rain",
    ]
    assert place(session, stop(session, "p/2#wind")).progress == "Step 1 of 1 · Item 2 of 3"


def test_levels_and_question_are_those_of_the_aspect_or_of_the_item(session: Session) -> None:
    assert session.scale_of(RAINS).top == 2
    assert session.scale_of(WINDS).top == 5
    assert session.scale_of(WINDS).question == "How windy is it?"
    assert session.called(WINDS) == "1 wind"
    shown = page(session, stop(session, WINDS))
    assert (shown.label, shown.title) == ("1", "Name 1 · wind"), "as in the agenda"
    assert "Will it rain?" in on_wall(session, RAINS)
    assert "surely" in on_wall(session, RAINS)
    assert any("Will it rain?" in line for line in say_next(session, stop(session, RAINS)))


def test_answers_rounds_and_the_reveal_are_of_one_question(session: Session) -> None:
    session = answered(session, RAINS, (1, 1, 2))
    session = answered(session, WINDS, (5, 5, 5))
    assert waiting(session) == (RAINS, WINDS)
    session = edits.reveal(RAINS).apply(session, NOW)
    assert waiting(session) == (WINDS,)
    seen = revealed_only(session)
    assert len(standing_ballots(seen, RAINS)) == 3
    assert not standing_ballots(seen, WINDS)
    assert not standing_ballots(session, "p/1"), "the item as such was not answered"
    session = edits.second_round(RAINS).apply(session, NOW)
    assert (round_of(session, RAINS), round_of(session, WINDS)) == ((2, False), (1, False))
    assert is_seen(session, RAINS, 1)
    session = reveal_all().apply(answered(session, RAINS, (2,)), NOW)
    assert waiting(session) == ()


def test_a_show_of_hands_and_the_whole_room_are_of_one_question(session: Session) -> None:
    session = answered(session, RAINS, (1, 2, 2))
    session = edits.answer(WINDS, "icb", (0, 2, 0, 1, 0), 1).apply(session, NOW)
    assert ballots_on(session, WINDS, 1)["icb"].answers == 3
    with pytest.raises(Problem, match="Partners have answered 1 wind"):
        edits.answer(WINDS, ROOM, (9, 0, 0, 0, 1)).apply(session, NOW)
    session = edits.answer(WINDS, ROOM, (9, 0, 0, 0, 1), instead=True).apply(session, NOW)
    assert has_room(session, WINDS)
    assert not has_room(session, RAINS), "the partners have answered that, and still do"
    assert len(standing_ballots(session, RAINS)) == 3
    assert spread_of(session, WINDS).n == 10
    with pytest.raises(Problem, match="whole room has answered 1 wind as one"):
        edits.answer_level(WINDS, "icb", 2).apply(session, NOW)


def test_who_takes_no_part_does_so_in_all_of_the_item(session: Session) -> None:
    session = answered(answered(session, RAINS, (1, 1, 2)), WINDS, (5, 4, 3))
    session = edits.agree(WINDS, 4, dissents=[("icb", "No.")]).apply(session, NOW)
    session = take_no_part(WINDS, "icb", "It bids").apply(session, NOW)
    for ref in (RAINS, WINDS):
        assert [voice.id for voice in voices_on(session, ref)] == ["county-council", "care-providers"]
        assert len(standing_ballots(session, ref)) == 2
        with pytest.raises(Problem, match="takes no part in 1"):
            edits.answer_level(ref, "icb", 1).apply(session, NOW)
    assert agreement_on(session, WINDS).dissents == ()  # type: ignore[union-attr]
    assert len(voices_on(session, "p/2#rain")) == 3


def test_what_does_not_apply_is_the_item(session: Session) -> None:
    session = does_not_apply(RAINS, "No sky here").apply(answered(session, WINDS, (1, 1, 1)), NOW)
    with pytest.raises(Problem, match="1 wind does not apply here: No sky here"):
        edits.answer_level(WINDS, "icb", 1).apply(session, NOW)
    at_first = session.model_copy(update={"at": stop(session, RAINS)})
    assert plan.next_stop(at_first, 1) == stop(session, "p/2#rain")
    assert "Does not apply here".upper() in on_wall(session, WINDS).upper()
    assert all(ref.startswith(("p/2", "p/3")) for ref in plan.left(session))
    again = applies(WINDS).apply(session, NOW)
    assert plan.next_stop(again.model_copy(update={"at": stop(again, RAINS)}), 1) == stop(again, WINDS)


def test_notes_and_actions_are_the_items(session: Session) -> None:
    assert {Scene(session, stop(session, ref), TODAY).origin for ref in (RAINS, WINDS)} == {"p/1"}
    assert Scene(session, plan.stops(session)[-1], TODAY).origin is None
    session = note_edits.add_note("comment", "Said of it", origin="p/1").apply(session, NOW)
    for ref in (RAINS, WINDS):
        lines = aside(session, stop(session, ref))
        assert "comment: Said of it" in [line.text for line in lines]
    assert reached(session) == {"p/1"}


def test_the_room_settles_on_a_level_without_a_target(session: Session) -> None:
    session = answered(session, WINDS, (2, 3, 3))
    for more in ({"target": 5}, {"evidence": "some"}):
        with pytest.raises(Problem, match="1 wind has neither target nor strength of evidence"):
            edits.agree(WINDS, 3, **more).apply(session, NOW)  # type: ignore[arg-type]
    session = edits.agree(WINDS, 3).apply(session, NOW)
    session = edits.dissent(WINDS, "icb", "It is stronger").apply(session, NOW)
    assert target_of(session, WINDS) is None
    assert "Agreed level: 3 l3 · 1 dissent on record" in on_wall(session, WINDS)
    assert "target" not in on_wall(session, WINDS)
    assert agreement_on(session, RAINS) is None
    row = next(row for row in agenda_rows(session, NOW) if row.stop.ref == WINDS)
    assert (row.mark, row.words.strip()) == ("✓", "1 Name 1 · wind · agreed level 3")
    with pytest.raises(Problem, match="no agreed level"):
        edits.dissent(RAINS, "icb", "No").apply(session, NOW)
    with pytest.raises(Problem, match="There is no level 3"):
        edits.agree(RAINS, 3).apply(session, NOW)


def test_of_what_has_its_most_first_higher_is_a_lower_number(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    four = answered(session, "p/2#wind", (1, 5, 5))
    four = edits.reveal("p/2#wind").apply(four, NOW)
    assert differing(four) == ("p/2#wind",)
    assert "County Council sees it four levels lower than the others." in on_wall(four, "p/2#wind")
    levels = tuple(Level(number=number, label=f"l{number}") for number in range(1, 6))
    scale = Scale(question="Will it rain?", levels=levels)
    monkeypatch.setitem(ASPECTS, "rain", RAIN.model_copy(update={"scale": scale}))
    turned = edits.reveal("p/2#rain").apply(answered(session, "p/2#rain", (1, 5, 5)), NOW)
    assert "County Council sees it four levels higher than the others." in on_wall(turned, "p/2#rain")
    split = edits.reveal("p/3#rain").apply(answered(session, "p/3#rain", (1, 3, 5)), NOW)
    ends = "Care providers are at the low end, County Council at the high end."
    assert ends in [plain_text(line) for line in words.apart(split, "p/3#rain")]
    again = edits.second_round("p/2#rain").apply(turned, NOW)
    again = edits.reveal("p/2#rain").apply(answered(again, "p/2#rain", (3, 3, 3)), NOW)
    assert "The median moves from 5 to 3." in on_wall(again, "p/2#rain")


def test_what_is_left_is_the_item_or_the_question_that_was_not_asked(session: Session) -> None:
    assert plan.left(session) == ("p/1", "p/2", "p/3")
    session = answered(session, RAINS, (1, 1, 2))
    assert plan.left(session) == (WINDS, "p/2", "p/3")
    session = edits.agree(WINDS, 2).apply(session, NOW)
    assert plan.left(session) == ("p/2", "p/3")
    assert "Answered, not yet revealed, and so not told here: 1 Name 1, rain." in flat([account(session)])


def test_a_step_that_was_answered_is_not_taken_off(session: Session) -> None:
    step = session.agenda[0].model_copy(update={"id": "w2", "added": True})
    session = session.model_copy(update={"agenda": (*session.agenda, step)})
    assert kind_of(step).recorded(session, step) is None
    session = answered(session, WINDS, (1,))
    with pytest.raises(Problem, match="Items have been answered in Weather"):
        remove_activity("w2").apply(session, NOW)
    assert set_state("w2", "skipped").apply(session, NOW).agenda[1].state == "skipped"


def test_the_summary_says_each_question_once(session: Session) -> None:
    session = answered(answered(session, RAINS, (1, 1, 2)), WINDS, (5, 5, 5))
    session = edits.reveal(WINDS).apply(session, NOW)
    session = edits.agree(WINDS, 4).apply(session, NOW)
    session = take_no_part("p/1", "icb", "It bids").apply(session, NOW)
    said = flat([account(session)])
    assert said.count("Takes no part in this: ICB (It bids).") == 1
    assert said.count("Wind. How windy is it?") == 1
    assert said.count("Rain. Will it rain?") == 1
    assert "Answered, not yet revealed, and so not told here." in said
    assert said.count("Agreed level: 4 of 5 (l4); nobody answered 4: all are on 5") == 1
    assert "Target" not in said
    assert "surely" not in said.split("What this stands on")[0], "what is hidden is told nowhere"


def test_a_copy_that_differs_says_in_which_question(session: Session) -> None:
    here = edits.reveal(WINDS).apply(answered(session, WINDS, (5, 5, 5)), NOW)
    other = edits.answer_level(WINDS, "icb", 1).apply(here, NOW)
    (found,) = differences(here, other)
    assert plain_text(found.here) == "1 Name 1, wind · ICB: 5 (l5)"
    assert plain_text(found.there) == "1 Name 1, wind · ICB: 1 (l1)"


@pytest.mark.parametrize(
    ("table", "change", "what"),
    [
        ("ballots", {"item_id": "p/1#hail"}, "nothing called 'hail' is asked of an item"),
        ("ballots", {"item_id": "p/9#wind"}, "no item 'p/9' in this session"),
        ("ballots", {"item_id": RAINS}, "5 counts for a scale of 2 levels"),
        ("ballots", {"counts": (0, 0, 0, 0, -1)}, "a count is below nought"),
        ("rounds", {"item_id": "p/1#hail"}, "nothing called 'hail' is asked of an item"),
        ("agreements", {"item_id": "p/1#hail"}, "nothing called 'hail' is asked of an item"),
        ("agreements", {"item_id": RAINS, "level": 3}, "there is no level 3 on this item's scale"),
        ("agreements", {"target": 5}, "a target, and 'p/1#wind' has none"),
    ],
)
def test_what_a_hand_edited_file_gets_wrong_is_found(
    session: Session, table: str, change: dict[str, object], what: str
) -> None:
    session = edits.reveal(WINDS).apply(answered(session, WINDS, (5,)), NOW)
    session = edits.agree(WINDS, 3).apply(session, NOW)
    assert findings(session) == ()
    (row,) = session.tables[table]
    tables = {**session.tables, table: (row.model_copy(update=change),)}
    assert what in [found.what for found in findings(session.model_copy(update={"tables": tables}))]


def test_two_kinds_do_not_share_the_name_of_a_question() -> None:
    class Storm(Kind):  # type: ignore[type-arg]
        id = "storm"
        aspects = (Aspect(id="rain", name="rain", question="Again?"),)

    with weather(), pytest.raises(Problem, match="asks for 'rain' already"):
        register(Storm())


def test_it_is_saved_and_taken_back(session: Session, tmp_path: Path) -> None:
    file = Library(tmp_path, clock=lambda: NOW).create(session)
    with Desk(file, clock=lambda: NOW, author="laptop-a") as desk:
        desk.apply(edits.answer_level(WINDS, "icb", 4))
        desk.apply(edits.reveal(WINDS))
        desk.apply(edits.agree(WINDS, 4))
        path = desk.path
        assert desk.undo() == "agreed level 4 on 1 wind"
        assert desk.undo() == "reveal of 1 Name 1"
        assert desk.redo() == "reveal of 1 Name 1"
    again = Library(tmp_path).read(path.stem)
    assert round_of(again, WINDS) == (1, True)
    assert list(standing_ballots(again, WINDS)) == ["icb"]


def test_without_the_kind_the_file_opens_and_keeps_everything(tmp_path: Path) -> None:
    with weather():
        session = answered(outside(), RAINS, (1, 1, 2))
        session = edits.reveal(WINDS).apply(answered(session, WINDS, (5, 5, 5)), NOW)
        session = edits.answer_level(WINDS, "icb", 4).apply(edits.agree(WINDS, 4).apply(session, NOW), NOW)
        Library(tmp_path, clock=lambda: NOW).create(session).close()
    with Desk(Library(tmp_path).open("s"), clock=lambda: NOW, author="laptop-a") as desk:
        assert findings(desk.session) == ()
        assert "not yet revealed" not in account(desk.session), "that is for its own kind to say"
        assert dumped(desk.session)["ballots"]
        assert differences(desk.session, desk.session.model_copy(update={"tables": {}}))
        for place_ in plan.stops(desk.session):
            assert text(at(desk.session, place_))
        desk.apply(note_edits.add_note("comment", "It rains.", origin="p/1"))
    with weather():
        again = Library(tmp_path).read("s")
        assert again.tables.keys() == session.tables.keys()
        assert agreement_on(again, WINDS).level == 4  # type: ignore[union-attr]
        assert len(standing_ballots(again, RAINS)) == 3
