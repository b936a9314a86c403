"""What is written over several sessions stands as committed: then and now, logs, side by side, copies.

After a change that is meant, write it anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import json
import re

from sessions.edits import event, notes, people
from sessions.many import benchmark_words as say, register
from sessions.many.benchmark import benchmark
from sessions.many.compare import compare
from sessions.many.differences import differences
from sessions.many.gathered import Wanted
from sessions.many.register import action_log, decision_register, decisions, logged_actions
from sessions.many.then_and_now import document
from sessions.outputs import markdown
from sessions.record import Session
from tests.builders import NOW, TODAY
from tests.every_kind import every_kind, meeting
from tests.golden.committed import assert_committed
from tests.unit.test_benchmark import NONE, TWENTY, many
from tests.unit.test_compare import first, second

CHANCE = re.compile(r"\b[0-9a-f]{16}\b")
"""An identity, another one each time."""


def held() -> tuple[Session, ...]:
    """Two meetings with scores and one without, decisions and actions among them."""
    said = notes.add_note("decision", "Go on.", votes=(3, 1, 0)).apply(second(), NOW)
    return (
        first(),
        notes.add_note("decision", "Not yet.", origin=said.actions[0].origin).apply(said, NOW),
        meeting(),
    )


def test_then_and_now_is_as_committed() -> None:
    assert_committed("then-and-now.md", markdown.render(document(compare(held()[:2]), now=NOW)))


def test_the_log_of_actions_is_as_committed() -> None:
    rows = logged_actions(held(), register.Wanted(), TODAY)
    sums = {session.id: "c" * 64 for session in held()[:2]}
    assert_committed("actions.md", markdown.render(action_log(rows, TODAY, now=NOW, checksums=sums)))


def test_the_register_of_decisions_is_as_committed() -> None:
    assert_committed("decisions.md", markdown.render(decision_register(decisions(held()), now=NOW)))


def test_the_tables_of_both_are_as_committed() -> None:
    sums = {session.id: "c" * 64 for session in held()[:2]}
    tables = (
        register.action_table(logged_actions(held(), register.Wanted(), TODAY), TODAY, sums),
        register.decision_table(decisions(held()), sums),
    )
    rows = {
        table.id: [dict(zip(table.columns, map(str, row), strict=True)) for row in table.rows]
        for table in tables
    }
    assert_committed(
        "registers.json", CHANCE.sub("(chance)", json.dumps(rows, indent=1, ensure_ascii=False)).encode()
    )


def test_places_side_by_side_are_as_committed() -> None:
    told = benchmark(many(TWENTY), Wanted(TODAY, "P3"), NONE)[0]
    assert_committed("side-by-side.md", markdown.render(say.document(told, TODAY, now=NOW)))
    assert_committed("side-by-side.json", json.dumps(say.as_json(told), indent=1).encode())


def test_what_one_copy_says_and_the_other_does_not_is_as_committed() -> None:
    here = there = every_kind()
    for edit in (
        event.describe(title="Another", place="Elsewhere", on=None, as_bodies=False),
        people.set_attendance(there.people[1].uid, "left"),
        notes.change_action(there.actions[0].model_copy(update={"status": "done", "owner": "Sam Lee"})),
    ):
        there = edit.apply(there, NOW)
    blocks = [
        "\n  ".join(
            (found.table, *("".join(span.text for span in said) for said in (found.here, found.there)))
        )
        for pair in ((here, there), (meeting(), here))
        for found in differences(*pair)
    ]
    assert_committed("differences.txt", "\n".join(blocks).encode())
