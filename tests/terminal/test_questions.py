"""Risks and pairs in a real terminal: killed between two questions of one item, and opened as they were."""

from __future__ import annotations

import pytest
from moves import Facilitator, answered
from pty_driver import Laptop

from sessions.edits import event as event_edits
from sessions.kinds.risk.records import risk_steps, risks
from sessions.kinds.score.records import agreement_on, round_of, standing_ballots
from sessions.record import Session
from sessions.store.library import Library
from sessions.store.load import check
from tests.asked import NAMES, PAIR, RISK, paired, risky, stop_at
from tests.builders import NOW

pytestmark = pytest.mark.terminal

LIKELY, IMPACT = f"{RISK}#likelihood", f"{RISK}#impact"
SIZE = {"cols": 100, "rows": 30}


def kept(laptop: Laptop, session: Session, ref: str) -> Library:
    """The folder of the laptop, with a session that stands at a question."""
    library = Library(laptop.folder)
    library.create(event_edits.move_to(stop_at(session, ref)).apply(session, NOW)).close()
    return library


def test_a_risk_that_was_rated_in_part_goes_on_after_a_kill(laptop: Laptop) -> None:
    library = kept(laptop, risky(), LIKELY)
    person = Facilitator(laptop.start("open", "s", **SIZE))
    person.terminal.wait_for("How likely is it that we fail here?")
    person.answer("1121")
    person.reveal()
    person.agree("1")
    person.press("moving", "right")
    person.terminal.wait_for("If we fail here, how bad would that be?")
    person.answer("12", "2 of 4 answered")
    person.press("answering", "3")
    person.terminal.kill()
    shown = answered(person.terminal, list(NAMES))
    assert {"County Council", "ICB"} <= shown
    session = library.read("s")
    assert check(laptop.folder / "s.json") == ()
    assert session.at == stop_at(session, IMPACT)
    assert round_of(session, LIKELY) == (1, True)
    kept_answers = standing_ballots(session, IMPACT)
    assert {session.partner(partner_id).name for partner_id in kept_answers} >= shown

    person = Facilitator(laptop.start("open", "s", **SIZE))
    person.terminal.wait_for("If we fail here, how bad would that be?", f"{len(kept_answers)} of 4 answered")
    person.answer("2" * (4 - len(kept_answers)))
    person.reveal()
    person.agree("2")
    person.act("Compare the costs @Priya ^30 Jan")
    person.terminal.kill()
    session = library.read("s")
    assert [agreement_on(session, ref).level for ref in (LIKELY, IMPACT)] == [1, 2]  # type: ignore[union-attr]
    assert session.actions[0].origin == RISK
    (worst, *_) = risks(session, risk_steps(session)[0])
    assert (worst.item_id, worst.place, worst.level) == (RISK, 1, 1)


def test_a_pair_is_drawn_after_its_last_question(laptop: Laptop) -> None:
    library = kept(laptop, paired("are", "want"), f"{PAIR}#are")
    person = Facilitator(laptop.start("open", "s", **SIZE))
    person.terminal.wait_for("Where are we today?", "◂ 1 2 3 4 5 ▸")
    person.answer("2222")
    person.reveal()
    person.press("moving", "right")
    person.terminal.wait_for("Where do we want to be?")
    person.answer("4444")
    person.terminal.kill()
    assert round_of(library.read("s"), f"{PAIR}#want") == (1, False)

    person = Facilitator(laptop.start("open", "s", **SIZE))
    person.terminal.wait_for("all have answered")
    person.press("moving", "right")
    person.terminal.wait_for("We are at 2 (median of 4 answers).")
    person.press("moving", "left")
    person.terminal.wait_for("Where do we want to be?")
    person.reveal()
    person.press("moving", "right")
    person.terminal.wait_for("▸◆", "2 levels to go")
