"""What the summary screen lists of appraisals and options, before anything is written."""

from __future__ import annotations

from sessions.kinds.appraise import edits as appraise_edits
from sessions.kinds.options import edits as option_edits
from sessions.record import Session
from sessions.scope import does_not_apply
from tests import appraising as a
from tests.builders import NOW
from workshop.contents import summary_contents


def listed(session: Session) -> list[str]:
    return [line.text for line in summary_contents(session)]


def test_appraisals_and_choices_are_counted_and_who_does_not_share_them() -> None:
    session = a.settled(a.given(a.session(), a.A1, [(4, 3, 5, 3)]), a.PAY1, (3, 4))
    assert "2 of 8 candidates appraised" in listed(session), "one by a partner, one by the room"
    assert not any("choice" in line for line in listed(session)), "nothing is chosen yet"
    session = option_edits.choose(a.OPTIONS, a.O2).apply(session, NOW)
    session = option_edits.dissent_from_choice(a.OPTIONS, "icb", "No money").apply(session, NOW)
    session = appraise_edits.dissent_from_levels(a.ROOMS, a.PAY1, "icb", "Too dear").apply(session, NOW)
    assert "1 of 1 choices made" in listed(session)
    assert "2 dissents" in listed(session)
    session = does_not_apply(a.PAY1, "Not ours").apply(session, NOW)
    assert "1 of 7 candidates appraised" in listed(session)
    assert "1 dissent" in listed(session)


def test_a_session_without_them_says_nothing_of_them() -> None:
    session = a.planned({"kind": "talk", "title": "Talk", "minutes": 5})
    assert not any("candidates" in line or "choices" in line for line in listed(session))
