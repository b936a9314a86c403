"""How far sessions of each kind of step are, as the list of sessions says; what comes next."""

from sessions import plan
from sessions.kinds.registry import kinds
from sessions.record import Session
from sessions.scope import does_not_apply
from tests.asked import PAIR, RISK, paired, risky, stop_at, told
from tests.builders import NOW, aside, page
from tests.roles import GP, filled, given, roles_session


def progress(session: Session) -> tuple[int, int]:
    answered, asked = zip(*(kind.progress(session) for kind in kinds()), strict=True)
    return sum(answered), sum(asked)


def test_items_with_several_questions_count_once() -> None:
    many = progress(risky())[1]
    assert progress(risky()) == (0, many) == (0, len(list(risky().items())))
    once = told(risky(), f"{RISK}#likelihood", (1, 1, 1, 1))
    both = told(once, f"{RISK}#impact", (2, 2, 2, 2))
    assert progress(once) == progress(both) == (1, many)
    assert progress(does_not_apply(RISK, "Not ours").apply(both, NOW)) == (0, many - 1)
    assert progress(told(paired(), f"{PAIR}#are", (2, 2, 2, 2), 2))[0] == 1


def test_functions_count_once_somebody_has_a_part() -> None:
    assert progress(roles_session()) == (0, 3)
    assert progress(given(roles_session(), GP, "GP practices", "told")) == (1, 3)
    assert progress(filled()) == (3, 3)


def test_the_next_question_on_an_item_is_told_from_the_item() -> None:
    session = risky()
    likely = stop_at(session, f"{RISK}#likelihood", "item")
    coming = [line.text for line in aside(session, likely)]
    assert any(text.endswith(" · impact") for text in coming[coming.index("Next") :])


def test_a_section_that_begins_with_a_question_ends_with_one() -> None:
    session = paired()
    (opening,) = [stop for stop in plan.stops(session) if stop.part == "section"][:1]
    texts = [line.text for line in page(session, opening).lines]
    assert texts == ["Nine pairs: where were we, where are we, where do we want to be?"]
