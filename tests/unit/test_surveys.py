"""Tables of survey tools: columns to questions, rows to partners, words to levels; and what is none."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, strategies as st

from sessions.imports.questions import NoLevel, level_in, levels_by_word, match, questions
from sessions.imports.survey import NONE, Choices, Survey, read_survey
from sessions.imports.words import survey_lines
from sessions.record import Session
from sessions.rows import ROOM
from sessions.sheets import Sheet, sheet_in
from tests.builders import activity, new_session, packs

ONE, TWO, FOUR = "principles/P1", "principles/P2", "principles/P4"
STATEMENT = {item.id: item.statement for item in packs()["principles"].items()}
HEAD = f"ID;Name;Organisation;1. {STATEMENT[ONE]};2. {STATEMENT[TWO]}\n"


@pytest.fixture
def session() -> Session:
    return new_session("tips-and-pulse", "County Council", "Integrated Care Board (ICB)", "Age UK")


def read(session: Session, text: str, **choices: object) -> Survey:
    sheet = sheet_in(text.encode(), "s.csv", "answers")
    return read_survey(sheet, session, "s.csv", Choices(**choices))  # type: ignore[arg-type]


def words_of(session: Session) -> Mapping[str, int | None]:
    """What a cell can say to the first question."""
    return levels_by_word(next(sought.asked for sought in questions(session) if sought.key == ONE))


def told(survey: Survey) -> list[tuple[str, str]]:
    return [(fault.place, fault.what) for fault in survey.faults]


def said(survey: Survey) -> list[tuple[int | None, str, dict[str, int | None]]]:
    return [
        (given_answer.row, given_answer.partner.id, dict(given_answer.answers))
        for given_answer in survey.given
    ]


# --- columns ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        *("principles/P1", "P1", "Principle 1", "Clear, agreed outcomes", "1 Clear, agreed outcomes"),
        *(STATEMENT[ONE], f"Q7. {STATEMENT[ONE].upper()}", f"12) {STATEMENT[ONE].rstrip('.')}"),
        *(f"How far are we? [{STATEMENT[ONE]}]", f"  {STATEMENT[ONE].replace(' ', '  ')} "),
    ],
)
def test_a_head_that_is_just_that_after_normalising_is_sure(session: Session, head: str) -> None:
    found = match(questions(session), head)
    assert found is not None
    assert (found.key, found.sure) == (ONE, True)


@pytest.mark.parametrize(
    "head",
    [
        STATEMENT[ONE].replace("better", "beter"),
        f"How far are we with this: {STATEMENT[ONE]}",
        STATEMENT[ONE][: len(STATEMENT[ONE]) * 2 // 3],
    ],
)
def test_a_head_that_is_only_like_it_is_proposed(session: Session, head: str) -> None:
    found = match(questions(session), head)
    assert found is not None
    assert (found.key, found.sure) == (ONE, False)


@pytest.mark.parametrize("head", ["Start time", "Anything else?", "We", "", "77", "We trust the weather"])
def test_other_heads_are_no_question(session: Session, head: str) -> None:
    assert match(questions(session), head) is None


def test_a_number_alone_is_a_head_and_never_makes_a_row_of_answers_the_head(session: Session) -> None:
    assert said(read(session, "Organisation;2\nICB;1\nAge UK;4\n")) == [
        (2, "integrated-care-board-icb", {TWO: 1}),
        (3, "age-uk", {TWO: 4}),
    ]


def test_each_question_on_an_item_is_one_of_its_own() -> None:
    session = new_session("tips-and-pulse", "ICB")
    risks = packs()["lead-provider-risks"]
    step = activity(id="r", kind="risk", title="Risks", minutes=9, pack_id=risks.id, impact=True)
    session = session.model_copy(update={"packs": (*session.packs, risks), "agenda": (*session.agenda, step)})
    asked = questions(session)
    first = next(iter(risks.items()))
    for aspect in ("likelihood", "impact"):
        for head in (f"{first.id}#{aspect}", f"{first.statement} {aspect}", f"{first.name}: {aspect}"):
            found = match(asked, head)
            assert found is not None, head
            assert (found.key, found.sure) == (f"{first.id}#{aspect}", True)


def test_near_columns_are_taken_only_where_somebody_says_so(session: Session) -> None:
    text = HEAD.replace("better", "beter") + "1;Ann;ICB;4;2\n"
    survey = read(session, text)
    assert [place for place, _ in told(survey)] == ["row 1, column D"]
    assert "may be Principle 1" in survey.faults[0].what
    assert ONE not in survey.given[0].answers
    assert said(read(session, text, near=True)) == [(2, "integrated-care-board-icb", {ONE: 4, TWO: 2})]
    assert "is taken as Principle 1" in "\n".join(survey_lines(read(session, text, near=True)))
    for named in ("D", text.split(";")[3]):
        assert said(read(session, text, columns={named: NONE}))[0][2] == {TWO: 2}
        assert said(read(session, text, columns={named: FOUR}))[0][2] == {FOUR: 4, TWO: 2}


def test_a_column_of_remarks_is_no_question(session: Session) -> None:
    text = HEAD[:-1] + f";Why? {STATEMENT[ONE]}\n1;Ann;ICB;4;2;Since we do\n"
    survey = read(session, text)
    assert told(survey) == []
    assert any(head.startswith("Why?") for head in survey.not_read)


@pytest.mark.parametrize("second", [STATEMENT[ONE], f"{STATEMENT[ONE]}2", "P1", f"{STATEMENT[ONE]} (2)"])
def test_a_second_column_of_a_question_is_refused(session: Session, second: str) -> None:
    survey = read(session, f"{HEAD[:-1]};{second}\n1;Ann;ICB;4;2;5\n")
    assert told(survey) == [("row 1, column F", "a second column of Principle 1, besides column D")]


def test_the_head_may_stand_below_a_title(session: Session) -> None:
    assert said(read(session, f"Our survey\n\n{HEAD}1;Ann;ICB;4;2\n"))[0][0] == 4


def test_a_second_row_of_heads_is_no_respondent(session: Session) -> None:
    rest = "1;;ICB;2;3\n"
    for second in (";;Response;Response;Response\n", ";;;Open-Ended Response;Response\n"):
        survey = read(session, HEAD + second + rest)
        assert told(survey) == []
        assert [row for row, _, _ in said(survey)] == [3]
    assert told(read(session, f"{HEAD}{rest}2;;ICB;Response;Response\n")) != []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "the table is empty"),
        ("Name;Organisation\nAnn;ICB\n", "no column is a question of this session"),
        (HEAD, "nobody has answered anything in it"),
        (HEAD + "1;Ann;ICB;;\n", "nobody has answered anything in it"),
    ],
)
def test_a_table_without_answers_is_refused(session: Session, text: str, what: str) -> None:
    assert [fault.what for fault in read(session, text).faults] == [what]


def test_a_session_that_asks_nothing_takes_nothing(session: Session) -> None:
    silent = session.model_copy(update={"agenda": session.agenda[:1]})
    assert [fault.what for fault in read(silent, HEAD).faults] == ["this session asks its partners nothing"]


# --- cells -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "level"),
    [
        *(("4", 4), (" 4.0 ", 4), ("4,0", 4), ("Mostly", 4), ("4 - mostly", 4), ("4: Mostly", 4)),
        *(("not yet", 1), ("don’t know", None), ("Don't know", None), ("?", None), ("0", None), ("-", None)),
    ],
)
def test_levels_are_read_by_number_and_by_word(session: Session, cell: str, level: int | None) -> None:
    assert level_in(words_of(session), cell) == level


@pytest.mark.parametrize(
    "cell", ["9", "6", "-1", "4.5", "3;4", "mostl", "yes", "=1+3", "1e0", "٤", "NaN", "inf"]
)
def test_what_is_no_level_is_a_fault_with_row_and_column(session: Session, cell: str) -> None:
    with pytest.raises(NoLevel):
        level_in(words_of(session), cell)
    survey = read(session, HEAD + f'1;Ann;ICB;"{cell}";2\n2;Bob;ICB;3;2\n')
    assert told(survey) == [("row 2, column D", "this is no level of Principle 1")]
    assert "from 1, not yet, to 5, fully" in survey.faults[0].hint
    assert cell not in survey.faults[0].what + survey.faults[0].hint or len(cell) == 1


@given(st.text(max_size=8))
def test_whatever_stands_in_a_cell_is_a_level_or_none(text: str) -> None:
    words = words_of(new_session("tips-and-pulse", "ICB"))
    try:
        level = level_in(words, text)
    except NoLevel:
        return
    assert level is None or level in range(1, 6)


def test_a_scale_from_nought_has_a_level_0() -> None:
    session = new_session("tips-and-pulse", "ICB")
    pack = session.pack("principles")
    scale = pack.scale
    assert scale is not None
    levels = tuple(level.model_copy(update={"number": level.number - 1}) for level in scale.levels)
    nought = pack.model_copy(update={"scale": scale.model_copy(update={"levels": levels})})
    others = tuple(nought if other.id == pack.id else other for other in session.packs)
    words = words_of(session.model_copy(update={"packs": others}))
    assert (level_in(words, "0"), level_in(words, "mostly")) == (0, 3)


def test_not_applicable_is_no_answer_and_counted(session: Session) -> None:
    survey = read(session, HEAD + "1;Ann;ICB;N/A;2\n")
    assert (said(survey)[0][2], survey.no_answers, survey.faults) == ({TWO: 2}, 1, [])


def test_formulas_and_merged_cells_are_faults(session: Session) -> None:
    rows = (("Organisation", "P1"), ("ICB", "4"), ("ICB", ""))
    sheet = Sheet(rows, frozenset({(3, 2)}), ((3, "A2:A3"),))
    survey = read_survey(sheet, session, "s.xlsx")
    assert told(survey) == [
        ("row 3", "the cells A2:A3 are merged"),
        ("row 3, column B", "Principle 1 is a formula without a value"),
    ]


# --- who -------------------------------------------------------------------------------------------------


def test_respondents_of_no_partner_are_listed_and_nothing_is_guessed(session: Session) -> None:
    text = HEAD + "1;Ann;Mind;4;2\n2;Bob;;4;2\n3;Cem;icb;3;3\n4;Dee;;;\n"
    survey = read(session, text)
    assert told(survey) == [
        ("row 2, column C", "Mind is no partner"),
        ("row 3, column C", "this respondent names no partner"),
    ]
    out = read(session, text, leave_out=True)
    assert (out.left_out, out.faults, [row for row, _, _ in said(out)]) == ([2, 3], [], [4])
    chosen = read(session, text, bodies={"MIND": "age-uk", "": NONE})
    assert [(row, partner) for row, partner, _ in said(chosen)] == [
        (2, "age-uk"),
        (4, "integrated-care-board-icb"),
    ]
    assert chosen.understood == {"Mind": "Age UK", "icb": "Integrated Care Board (ICB)"}


def test_without_a_column_of_organisations_somebody_has_to_say_who_it_is(session: Session) -> None:
    text = "ID;P1\n1;4\n2;5\n"
    assert told(read(session, text)) == [("row 1", "no column says which partner they are of")]
    assert {partner for _, partner, _ in said(read(session, text, partner="age-uk"))} == {"age-uk"}
    assert {partner for _, partner, _ in said(read(session, text, partner=ROOM))} == {ROOM}
    alone = new_session("tips-and-pulse")
    assert {partner for _, partner, _ in said(read(alone, text))} == {ROOM}


def ids(survey: Survey) -> list[str]:
    return [given_answer.id for given_answer in survey.given]


def test_the_same_respondent_has_the_same_id_in_another_export_of_the_same_survey(session: Session) -> None:
    first = read(session, HEAD + "1;Ann;ICB;4;2\n2;Bob;ICB;4;2\n")
    again = read(session, HEAD + "3;Cem;ICB;4;2\n2;Robert;ICB;4;2\n1;Ann;ICB;4;2\n")
    assert ids(again)[1:] == ids(first)[::-1]
    assert len(set(ids(again))) == 3


def test_equal_answers_of_two_people_are_two_also_without_ids_of_the_survey(session: Session) -> None:
    text = "Timestamp;Name;Organisation;P1\n10:00;Ann;ICB;4\n10:01;Bob;ICB;4\n"
    first = ids(read(session, text))
    assert len(set(first)) == 2
    assert ids(read(session, text.replace("10:0", "9:5") + "10:02;Cem;ICB;4\n"))[:2] == first
    told = "a row that is changed later counts as another respondent"
    assert told in "\n".join(survey_lines(read(session, text)))
    assert told not in "\n".join(survey_lines(read(session, HEAD + "1;Ann;ICB;4;2\n")))


def test_a_row_that_was_sent_twice_is_one(session: Session) -> None:
    survey = read(session, HEAD + "1;Ann;ICB;4;2\n1;Ann;ICB;4;2\n")
    assert (len(survey.given), survey.twice) == (1, [(3, 2)])
