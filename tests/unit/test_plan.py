"""From template and packs to an agenda, its stops, and the finding of items by what people type."""

import datetime as dt

import pytest
from hypothesis import given, strategies as st
from pydantic import TypeAdapter, ValidationError

from sessions import plan
from sessions.kinds.follow import FollowingStep
from sessions.kinds.kind import AnyStep, MaterialStep, Step
from sessions.kinds.welcome import readings
from sessions.material import Item, Level, Pack, Reading, Scale, Section, Source
from sessions.plan import Template
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop

NOW = dt.datetime(2026, 12, 1, 9, 30, tzinfo=dt.UTC)


def item(pack: str, code: str, number: str) -> Item:
    return Item(id=f"{pack}/{code}", number=number, name=f"Name {number}", statement="It works.")


def reading(name: str, use: str, *points: str) -> Reading:
    return Reading.model_validate({"id": name, "title": name, "use": use, "points": points})


SCALE = Scale(question="How far?", levels=(Level(number=1, label="no"), Level(number=2, label="yes")))

FRAME = Pack(
    id="frame",
    edition="1",
    name="Frame",
    about="Three parts.",
    source=Source(title="Frame", publisher="Us", year=2020),
    scale=SCALE,
    readings=(
        reading("later", "reading", "At hand."),
        reading("first", "opening", "Start here."),
        reading("dare", "risk", "Is it lawful?", "Is it safe?"),
    ),
    sections=(
        Section(
            id="d1",
            label="Domain 1",
            title="One",
            about="About one.",
            closing="What next?",
            items=(item("frame", "D1.1", "1.1"), item("frame", "D1.2", "1.2")),
        ),
        Section(id="d2", label="Domain 2", title="Two", items=(item("frame", "D2.1", "2.1"),)),
        Section(
            id="d3", label="Domain 3", title="Three", closing="And?", items=(item("frame", "D3.1", "3.1"),)
        ),
    ),
)
HINTS = Pack(
    id="hints",
    edition="1",
    name="Hints",
    about="Two hints.",
    source=Source(title="Hints", publisher="Us", year=2020),
    readings=(reading("start", "opening", "Hello."), reading("ask", "risk", "Who pays?")),
    sections=(
        Section(id="hints", title="Hints", items=(item("hints", "T1", "1"), item("hints", "T2", "1.2"))),
    ),
)
PACKS = {"frame": FRAME, "hints": HINTS}

WELCOME = Step(kind="welcome", title="Welcome", minutes=5, script=("Say hello.",))
CLOSE = Step(kind="close", title="Close", minutes=5)


def score(sections: tuple[str, ...] = (), choose: int = 0) -> Step:
    return MaterialStep(
        kind="score", title="Score", minutes=20, pack="frame", sections=sections, choose=choose
    )


def template(*steps: Step) -> Template:
    return Template(
        id="own", name="Own", minutes=sum(step.minutes for step in steps), about="One.", steps=steps
    )


def session(*steps: Step, chosen: tuple[str, ...] = (), at: Stop | None = None) -> Session:
    agenda, packs = plan.agenda(template(*steps), PACKS, chosen)
    return Session(id="s", title="S", template_id="own", created_at=NOW, agenda=agenda, packs=packs, at=at)


DISCUSS = FollowingStep(kind="discuss", title="Talk", minutes=10, pack="hints")
WHOLE = session(WELCOME, score(), DISCUSS, CLOSE)


# --- templates and agendas ------------------------------------------------------------------------


def test_minutes_have_to_add_up() -> None:
    with pytest.raises(ValidationError, match="take 5 minutes, but the template says 6"):
        Template(id="own", name="Own", minutes=6, about="One.", steps=(CLOSE,))


@pytest.mark.parametrize("kind", ["score", "discuss"])
def test_a_step_about_material_needs_a_pack(kind: str) -> None:
    with pytest.raises(ValidationError, match="needs a pack"):
        TypeAdapter(AnyStep).validate_python({"kind": kind, "title": "T", "minutes": 1})


def test_an_agenda_keeps_the_steps_and_cuts_packs_to_what_is_used() -> None:
    agenda, packs = plan.agenda(template(WELCOME, score(("d3", "d1")), CLOSE), PACKS)
    assert [(step.id, step.kind, step.minutes) for step in agenda] == [
        ("s1", "welcome", 5),
        ("s2", "score", 20),
        ("s3", "close", 5),
    ]
    assert agenda[0].script == ("Say hello.",)
    assert agenda[1].section_ids == ("d3", "d1")
    (pack,) = packs
    assert [section.id for section in pack.sections] == ["d1", "d3"]
    assert pack.readings == FRAME.readings


def test_sections_of_several_steps_are_kept_together() -> None:
    _, packs = plan.agenda(template(score(("d2",)), DISCUSS, score(("d1",))), PACKS)
    assert [(pack.id, [section.id for section in pack.sections]) for pack in packs] == [
        ("frame", ["d1", "d2"]),
        ("hints", ["hints"]),
    ]


@pytest.mark.parametrize(
    ("choose", "chosen", "expected"),
    [
        (1, (), ("d1",)),
        (1, ("d3",), ("d3",)),
        (2, ("d3",), ("d1", "d3")),
        (2, ("d3", "d2"), ("d2", "d3")),
        (1, ("d3", "d2"), ("d3",)),
        (1, ("of-another-pack",), ("d1",)),
        (9, ("d2",), ("d1", "d2", "d3")),
    ],
)
def test_the_facilitator_chooses_and_the_first_sections_fill_up(
    choose: int, chosen: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    agenda, (pack,) = plan.agenda(template(score(choose=choose)), PACKS, chosen)
    assert agenda[0].section_ids == expected
    assert tuple(section.id for section in pack.sections) == expected


def test_a_choice_says_nothing_to_steps_without_one() -> None:
    agenda, (pack,) = plan.agenda(template(score()), PACKS, ("d2",))
    assert agenda[0].section_ids == ()
    assert pack == FRAME


def test_a_pack_that_is_not_there_is_told() -> None:
    with pytest.raises(Problem, match="'frame'") as caught:
        plan.agenda(template(score()), {"hints": HINTS})
    assert "hints" in caught.value.hint


def test_a_section_that_is_not_there_is_told() -> None:
    with pytest.raises(Problem, match="'frame' has no section 'd9'") as caught:
        plan.agenda(template(score(("d1", "d9"))), PACKS)
    assert "d1, d2, d3" in caught.value.hint
    assert "own" in caught.value.where


# --- stops ----------------------------------------------------------------------------------------


def test_stops_go_through_everything_in_order() -> None:
    assert [(stop.activity_id, stop.part, stop.ref) for stop in plan.stops(WHOLE)] == [
        ("s1", "start", ""),
        ("s1", "reading", "frame/first"),
        ("s1", "reading", "hints/start"),
        ("s1", "reading", "frame/later"),
        ("s2", "section", "frame/d1"),
        ("s2", "item", "frame/D1.1"),
        ("s2", "item", "frame/D1.2"),
        ("s2", "closing", "frame/d1"),
        ("s2", "item", "frame/D2.1"),
        ("s2", "item", "frame/D3.1"),
        ("s2", "closing", "frame/d3"),
        ("s3", "item", "hints/T1"),
        ("s3", "item", "hints/T2"),
        ("s4", "start", ""),
    ]


def test_a_step_stops_only_at_its_own_sections() -> None:
    planned = session(score(("d3",)), score(("d1",)))
    found = [(stop.activity_id, stop.ref) for stop in plan.stops(planned) if stop.part == "item"]
    assert found == [("s1", "frame/D3.1"), ("s2", "frame/D1.1"), ("s2", "frame/D1.2")]


@given(cut=st.integers(0, 3), order=st.permutations(["d1", "d2", "d3"]))
def test_every_item_is_stopped_at_once_however_sections_are_dealt_out(cut: int, order: list[str]) -> None:
    parts = [tuple(part) for part in (order[:cut], order[cut:]) if part]
    planned = session(WELCOME, *(score(part) for part in parts), DISCUSS)
    stops = plan.stops(planned)
    items = [stop.ref for stop in stops if stop.part == "item"]
    assert sorted(items) == sorted(item.id for pack in PACKS.values() for item in pack.items())
    assert set(items) == {item.id for item in planned.items()}
    assert len(set(stops)) == len(stops)
    assert {stop.activity_id for stop in stops} == {activity.id for activity in planned.agenda}


def test_where_finds_every_stop_and_falls_back_to_the_start() -> None:
    for index, stop in enumerate(plan.stops(WHOLE)):
        assert plan.where(WHOLE.model_copy(update={"at": stop})) == index
    assert plan.where(WHOLE) == 0
    gone = Stop(activity_id="s2", part="item", ref="frame/D9.9")
    start = next(n for n, stop in enumerate(plan.stops(WHOLE)) if stop.activity_id == "s2")
    assert plan.where(WHOLE.model_copy(update={"at": gone})) == start
    nowhere = Stop(activity_id="s99")
    assert plan.where(WHOLE.model_copy(update={"at": nowhere})) == 0


def test_an_activity_is_found_by_its_id() -> None:
    assert WHOLE.activity("s2").kind == "score"
    with pytest.raises(KeyError):
        WHOLE.activity("s9")


# --- readings and risks ---------------------------------------------------------------------------


def test_readings_that_open_come_first_and_risks_are_no_readings() -> None:
    assert [(pack, reading.id) for pack, reading in readings(WHOLE)] == [
        ("frame", "first"),
        ("hints", "start"),
        ("frame", "later"),
    ]


def test_risk_questions_come_from_every_pack_in_use() -> None:
    assert plan.risk_questions(WHOLE) == ("Is it lawful?", "Is it safe?", "Who pays?")
    assert plan.risk_questions(session(DISCUSS)) == ("Who pays?",)
    assert plan.risk_questions(session(CLOSE)) == ()


# --- finding --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("frame/D1.1", "frame/D1.1"),
        ("FRAME/d1.1", "frame/D1.1"),
        ("D1.1", "frame/D1.1"),
        (" d1.1 ", "frame/D1.1"),
        ("1.1", "frame/D1.1"),
        ("T1", "hints/T1"),
        ("1", "hints/T1"),
        ("frame/D1.2", "frame/D1.2"),
        ("D1.2", "frame/D1.2"),
        ("hints/T2", "hints/T2"),
    ],
)
def test_an_item_is_found_by_id_code_or_number(wanted: str, expected: str) -> None:
    assert plan.find_item(WHOLE, wanted) == expected
    assert plan.find_origin(WHOLE, wanted) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("frame/d2", "frame/d2"), ("d2", "frame/d2"), ("domain 2", "frame/d2"), ("hints", "hints/hints")],
)
def test_a_section_is_an_origin_and_no_item(wanted: str, expected: str) -> None:
    assert plan.find_origin(WHOLE, wanted) == expected
    with pytest.raises(Problem, match="is a section, not an item"):
        plan.find_item(WHOLE, wanted)


def test_a_number_that_fits_several_is_refused_with_all_of_them() -> None:
    with pytest.raises(Problem, match=r"fits several: frame/D1\.2, hints/T2") as caught:
        plan.find_item(WHOLE, "1.2")
    assert plan.find_item(WHOLE, "1.2", {"hints/T2", "hints/T1"}) == "hints/T2", "of those that are meant"
    with pytest.raises(Problem, match=r"fits several: frame/D1\.2, hints/T2"):
        plan.find_item(WHOLE, "1.2", {"hints/T2", "frame/D1.2"})
    assert "full id" in caught.value.hint


@pytest.mark.parametrize("wanted", ["9.9", "frame/D9.9", "", "   ", "frame/", "/", "D1"])
def test_what_is_not_there_is_refused(wanted: str) -> None:
    planned = session(score(("d2",)))
    with pytest.raises(Problem, match="No item"):
        plan.find_origin(planned, wanted)


def test_only_what_the_session_uses_can_be_found() -> None:
    planned = session(score(("d2",)))
    assert plan.find_item(planned, "2.1") == "frame/D2.1"
    with pytest.raises(Problem, match=r"No item '1\.1'"):
        plan.find_item(planned, "1.1")
