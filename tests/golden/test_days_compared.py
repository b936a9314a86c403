"""The day of every kind beside another day, and places of many kinds side by side, stand as committed.

After a change that is meant, write it anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from functools import cache

from sessions.edits import notes
from sessions.kinds.score import edits as score_edits
from sessions.many import benchmark_words as say, register
from sessions.many.actions import StandingCard
from sessions.many.benchmark import Benchmark, Wanted, benchmark
from sessions.many.card import Card
from sessions.many.compare import compare
from sessions.many.differences import differences
from sessions.many.everywhere import StandingRow
from sessions.many.make import card_of
from sessions.many.register import action_log, decision_register, decisions, logged_actions
from sessions.many.shown_before import Shown
from sessions.many.standings import Standing, Subject
from sessions.many.then_and_now import Earlier, chapter, document
from sessions.outputs import markdown
from sessions.record import Session
from sessions.spans import plain_text
from sessions.summary.model import Block, Summary
from tests.builders import NOW, TODAY
from tests.every_kind import COUNCIL, ICB, PROVIDERS, VOLUNTARY, after, every_kind
from tests.golden.test_golden import shape_of
from tests.golden.test_over_several import CHANCE, assert_committed
from tests.other_day import other_day
from tests.unit.test_benchmark import ITEM, promised, standing

SUMS = {"every": "c" * 64}


@cache
def days() -> tuple[Session, Session, Session]:
    """One day, another a month later without a place, and a third on which most was settled anew."""
    later = {"id": "other", "date": TODAY + dt.timedelta(days=31)}
    third = after(
        every_kind(),
        score_edits.agree("icbo/D1.1", 2),
        score_edits.agree("icbo/D1.2", 4),
        score_edits.agree("lead-provider-risks/R1#likelihood", 3),
        *(score_edits.take_back("icbo/D1.2", who) for who in (COUNCIL, ICB, PROVIDERS, VOLUNTARY)),
        notes.change_action(every_kind().actions[1].model_copy(update={"status": "done"})),
    )
    fields = {"id": "third", "title": "A third day", "date": TODAY + dt.timedelta(days=99)}
    return every_kind(), other_day().model_copy(update=later), third.model_copy(update=fields)


def as_text(*blocks: Block) -> str:
    """Markdown, and behind it what no Markdown shows."""
    whole = markdown.render(Summary("T", blocks, "minutes", NOW)).decode()
    return CHANCE.sub("(chance)", "\n".join((whole, *map(shape_of, blocks))))


def told(name: str, *texts: str) -> None:
    assert_committed(name, "\n\n".join(texts).encode())


def test_then_and_now_of_three_days_is_as_committed() -> None:
    one, two, three = days()
    told(
        "days-then-and-now.md",
        as_text(*document(compare(days()), now=NOW).blocks),
        as_text(*document(compare((one, three)), now=NOW).blocks),
        as_text(*chapter(three, Earlier(one, "a" * 64))),
        as_text(*chapter(three, Earlier(two, "b" * 64))),
    )


def test_what_the_days_differ_in_is_as_committed() -> None:
    one, two, three = days()
    newer = tuple(
        pack.model_copy(
            update={
                "edition": "2030",
                "sections": tuple(
                    section.model_copy(
                        update={
                            "items": tuple(
                                item.model_copy(update={"name": f"New {item.name}"}) for item in section.items
                            )
                        }
                    )
                    for section in pack.sections
                ),
            }
        )
        if pack.id == "tips"
        else pack
        for pack in one.packs
    )
    pairs = ((one, two), (two, three), (one, one.model_copy(update={"packs": newer})))
    lines = [
        " | ".join((found.table, plain_text(found.here), plain_text(found.there)))
        for pair in pairs
        for found in differences(*pair)
    ]
    told("days-differ.txt", CHANCE.sub("(chance)", "\n".join(lines)))


def risk(session: Session, text: str, said: str) -> StandingRow:
    card = Card(("s.json", "0", "0", "0", "0", "0", *card_of(session).texts))
    return StandingRow(StandingCard("risk", "r/1", "", text, said, "", "1"), card, "s")


def test_the_registers_of_the_days_are_as_committed() -> None:
    rows = logged_actions(days(), register.Wanted(), TODAY + dt.timedelta(days=60))
    final = days()[2].model_copy(update={"final_at": NOW, "final_by": "Priya"})
    risks = [
        risk(final, "1 Money", "high"),
        risk(days()[1].model_copy(update={"date": None}), "2 <b>", "medium"),
    ]
    made = [
        action_log(rows, TODAY + dt.timedelta(days=60), now=NOW, checksums=SUMS),
        action_log((), TODAY, now=NOW),
        decision_register(decisions(days()), now=NOW, checksums=SUMS),
        decision_register((), now=NOW),
        register.risk_register(risks, now=NOW, checksums={final.id: "d" * 64}),
        register.risk_register((), now=NOW, checksums={}),
        register.risk_register(risks[:1], now=NOW, checksums={}),
    ]
    assert {(summary.form, summary.written) for summary in made} == {("minutes", NOW)}
    table = register.risk_table(risks, {"third": "d" * 64})
    told(
        "days-registers.md",
        *(f"{summary.title}\n{as_text(*summary.blocks)}" for summary in made),
        CHANCE.sub("(chance)", repr(table)),
        CHANCE.sub("(chance)", repr(register.decision_table(decisions(days(), "old lib"), SUMS))),
    )


def test_which_actions_are_wanted_is_as_worked_out() -> None:
    wanted = {
        "owner": register.Wanted(owner=" priya "),
        "initials": register.Wanted(owner="PS"),
        "body": register.Wanted(body="icb"),
        "place": register.Wanted(place="library"),
        "open": register.Wanted(statuses=("open", "in progress")),
        "overdue": register.Wanted(overdue=True),
        "none": register.Wanted(owner="Zoe"),
    }
    one, two, _ = days()
    found = {
        name: [row.action.text for row in logged_actions((one, two), which, TODAY)]
        for name, which in wanted.items()
    }
    assert found == {
        "owner": ["Ask the trust", "Draft the protocol", "Call the trust"],
        "initials": ["Ask the trust", "Draft the protocol", "Call the trust"],
        "body": ["Cost both pathways", "Draft the protocol", "Call the trust", "Cost the transport"],
        "place": [
            "Set up the group",
            "Draft the protocol",
            "Ask Cabinet",
            "Call the trust",
            "Cost the transport",
        ],
        "open": [
            *("Cost both pathways", "Ask the trust", "Set up the group", "Draft the protocol"),
            *("Ask Cabinet", "Call the trust", "Cost the transport"),
        ],
        "overdue": ["Cost both pathways", "Ask the trust"],
        "none": [],
    }


# --- places side by side -------------------------------------------------------------------------------

SUBJECTS: tuple[Subject, ...] = (
    ITEM,
    ITEM._replace(id="p/10", number="1.10", name="Tenth"),
    ITEM._replace(id="p/2", number="1.2", name="Second"),
    ITEM._replace(id="q/1", number="1", name="Other", pack="A pack", base=0, labels=("no", "so", "yes")),
)


def many_places() -> list[Standing]:
    """Sixteen places: all agreed on the first item, six on the second, four on the third, some otherwise."""
    rows: list[Standing] = []
    for at in range(16):
        agreed = [(SUBJECTS[0], at % 5), (SUBJECTS[3], 2)]
        agreed += [(SUBJECTS[1], 1)] if at < 6 else []
        agreed += [(SUBJECTS[2], 3)] if at < 4 else []
        agreed += [(SUBJECTS[1]._replace(wording="x"), 1)] if at == 6 else []
        actions = tuple(promised(f"{at}{n}", done=n < 2, item="p/1" if n else "") for n in range(3))
        for number, (subject, level) in enumerate(agreed):
            held = f"2026-10-{number + 1:02}"
            more = {"subject": subject, "held": held, "session_id": f"s{at}-{number}"}
            rows.append(standing(f"P{at}", level, promised=actions if not number else (), **more))
    return [*rows, standing("", 3, session_id="nowhere"), standing(" ", 3, session_id="blank")]


def shown(told: Benchmark) -> str:
    rows = [f"{say.named(row.subject)}: {say.in_words(row)} | {say.figures(row)}" for row in told.rows]
    return "\n".join((*rows, say.with_own(told.actions), json.dumps(say.as_json(told), indent=1)))


def side_by_side(told: Benchmark) -> Iterable[str]:
    made = say.document(told, TODAY, now=NOW)
    assert (made.title, made.form, made.written) == (say.TITLE, "minutes", NOW)
    yield as_text(*made.blocks)
    yield shown(told)
    yield "\n".join(map(repr, say.tables(told)))


def test_places_of_many_kinds_side_by_side_are_as_committed() -> None:
    first, kept = benchmark(many_places(), Wanted(TODAY, "P3"), Shown({}, "secret"))
    more = [*many_places(), standing("P99", 0, promised=(promised("x", done=False),))]
    later, _ = benchmark(more, Wanted(TODAY + dt.timedelta(days=9), "P99"), kept)
    nobody, _ = benchmark([], Wanted(TODAY, letters=True), Shown({}, "secret"))
    lettered, _ = benchmark(many_places(), Wanted(TODAY, letters=True, final=True), Shown({}, "secret"))
    without, _ = benchmark(many_places()[:3], Wanted(TODAY), Shown({}, "secret"))
    texts = [text for made in (first, later, nobody, lettered, without) for text in side_by_side(made)]
    told("places-side-by-side.md", *texts)
