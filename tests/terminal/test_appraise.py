"""An appraisal and options in a real terminal, killed and opened again in the middle."""

from __future__ import annotations

import re

import pytest
from moves import no_dialog, on_disk
from pty_driver import Laptop, Terminal

from sessions.kinds.appraise.records import APPRAISALS, WEIGHINGS
from sessions.kinds.appraise.result import result_of
from sessions.kinds.options.records import VIEWS, choice_of
from sessions.store.library import Library
from tests import appraising as a

pytestmark = pytest.mark.terminal


def opened(laptop: Laptop, cols: int, rows: int) -> Terminal:
    return laptop.start("open", "s", cols=cols, rows=rows)


@pytest.mark.parametrize(("cols", "rows"), [(80, 24), (120, 36)])
def test_levels_and_views_survive_a_kill_in_the_middle(laptop: Laptop, cols: int, rows: int) -> None:
    Library(laptop.folder).create(a.session()).close()
    terminal = opened(laptop, cols, rows)
    terminal.wait_for("F5 run")
    terminal.press("f5")
    terminal.wait_for("5 candidates, 4 criteria")
    terminal.press("right")
    terminal.wait_for("Early help and prevention", "County Council on Scale")
    terminal.press(*"4353", *"43")
    terminal.wait_for("1 of 3 answered", "ICB on Value for money")
    terminal.kill()
    assert [len(row.levels) for row in APPRAISALS.of(on_disk(laptop))] == [4, 2]

    terminal = opened(laptop, cols, rows)
    terminal.wait_for("1 of 3 answered", "ICB on Value for money")
    terminal.press(*"53", *"4353")
    terminal.wait_for("all have answered")
    assert not re.search(r"\d (hardly|a bit|partly|mostly|fully) +\d", "\n".join(terminal.lines()[:-6]))
    terminal.press("r")
    terminal.wait_for("all together", "4 mostly")
    terminal.press("right")
    terminal.wait_for("Joint work on pathways")
    terminal.press(*"3434", *"3434", *"3434")
    terminal.wait_for("all have answered")
    terminal.kill()
    assert len(APPRAISALS.of(on_disk(laptop))) == 6

    terminal = opened(laptop, cols, rows)
    terminal.wait_for("Joint work on pathways", "all have answered")
    terminal.press(*["right"] * 4)
    terminal.wait_for("How the candidates stand", "alone has a total")
    terminal.press("r")
    terminal.wait_for("comes first")
    terminal.press("o")
    terminal.wait_for("What does each criterion weigh?")
    terminal.press("2", "down", "2", "enter")
    terminal.wait_for("of 30", no_dialog)
    session = on_disk(laptop)
    assert dict(WEIGHINGS.of(session)[0].weights) == {a.K1: 2, a.K2: 1, a.K3: 2, a.K4: 1}
    assert [row.ranked.total for row in result_of(session, a.APPRAISE).rows][:2] == [24, 20]


@pytest.mark.parametrize(("cols", "rows"), [(80, 24), (120, 36)])
def test_a_choice_survives_a_kill_in_the_middle(laptop: Laptop, cols: int, rows: int) -> None:
    Library(laptop.folder).create(a.planned(a.STEPS[1])).close()
    terminal = opened(laptop, cols, rows)
    terminal.wait_for("F5 run")
    terminal.press("f5")
    terminal.wait_for("3 options")
    terminal.press("right")
    terminal.wait_for("It builds on what works.")
    terminal.press(*["right"] * 3)
    terminal.wait_for("0 of 3 have said")
    terminal.press("2", "2")
    terminal.wait_for("2 of 3 have said")
    terminal.kill()
    step_id = on_disk(laptop).agenda[0].id
    assert len(VIEWS.of(on_disk(laptop))) == 2

    terminal = opened(laptop, cols, rows)
    terminal.wait_for("2 of 3 have said")
    terminal.press("0")
    terminal.wait_for("all have said")
    terminal.press("r")
    terminal.wait_for("Most are for Extended joint")
    terminal.look()
    terminal.press("g")
    terminal.wait_for("Which one does the room take?")
    terminal.press("down", "enter")
    terminal.wait_for("Why do we take Extended")
    terminal.type("It can begin")
    terminal.press("enter")
    terminal.wait_for("We choose: Extended", no_dialog)
    terminal.kill()
    chosen = choice_of(on_disk(laptop), step_id)
    assert chosen is not None
    assert (chosen.item_id, chosen.reason) == (a.O2, "It can begin")
