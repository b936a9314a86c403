"""Faults of rows of a kind, edges of counts, and what a form or the record asks and tells of few."""

from __future__ import annotations

from typing import Any

from sessions.edits import notes
from sessions.kinds.appraise import edits as appraise, words as appraise_words
from sessions.kinds.appraise.records import APPRAISALS, WEIGHINGS, criteria_of
from sessions.kinds.appraise.result import result_of
from sessions.kinds.prioritise import edits as dot_edits
from sessions.kinds.prioritise.records import VOTES
from sessions.kinds.registry import kind_of, revealed_only
from sessions.kinds.roles import edits as role_edits
from sessions.kinds.score import order
from sessions.kinds.turns import records as turn_records
from sessions.rows import Spell, Stop
from sessions.spans import plain_text
from sessions.summary.build import build
from sessions.summary.model import Paragraph, TableBlock
from tests import appraising as a, turns
from tests.builders import NOW
from tests.checklists import MEASURES, checklist_session, filled
from tests.every_kind import AGENDA, ICB, after, every_kind, planned, step_of
from tests.refusals import refused


def test_a_criterion_that_stands_twice_and_weights_that_cannot_be_are_faults() -> None:
    session = a.given(a.session(), a.A1, ((4, 3),))
    (row,) = APPRAISALS.of(session)
    kind = kind_of(a.appraisal(session))

    def faults(**changes: Any) -> list[str]:
        rows = [row.model_copy(update=changes)]
        return [what for _, what in kind.faults(APPRAISALS.put(session, rows))]

    assert faults(levels=((a.K1, 4), (a.K1, 3))) == ["a criterion stands twice"]
    assert faults(levels=(("K9", 4),)) == ["there is no criterion 'K9' in its step"]
    assert faults(levels=((a.K1, 9),)) == [f"there is no level 9 on the scale of {a.K1!r}"]
    assert faults(activity_id="s2") == ["the step 's2' is no appraisal"]
    assert faults(levels=((a.K1, None),)) == faults(activity_id="s99") == []
    (weighing,) = WEIGHINGS.of(appraise.set_weights(a.APPRAISE, {a.K1: 2}).apply(session, NOW))

    def weights(*numbers: int) -> list[str]:
        pairs = tuple(zip((a.K1, a.K2), numbers, strict=False))
        changed = weighing.model_copy(update={"weights": pairs})
        return [what for _, what in kind.faults(WEIGHINGS.put(session, [changed]))]

    assert weights(0, 100) == weights() == []
    assert weights(0, 101) == weights(-1, 1) == ["a weight is not between 0 and 100"]
    assert weights(0, 0) == ["all criteria weigh nothing"]


def test_a_form_asks_of_a_criterion_in_its_own_words_or_in_the_usual_ones() -> None:
    session = a.session()
    by_partner = appraise.set_by_partner(a.ROOMS, by_partner=True).apply(session, NOW)
    asked = {
        step_id: next(iter(kind_of(step).before.asked(by_partner, step))).scale.question
        for step_id in (a.APPRAISE, a.ROOMS)
        for step in [by_partner.activity(step_id)]
    }
    assert asked[a.ROOMS] == "Reach. How far does it meet this?"
    own = session.item(a.K1)
    assert asked[a.APPRAISE].startswith(f"{own.name}: ")
    assert asked[a.APPRAISE].endswith("?")


def test_scales_of_several_lengths_and_other_weights_are_told() -> None:
    session = a.with_scale(a.worked(), a.K2, a.scale("no", "so", "yes"))
    criteria = criteria_of(session, a.appraisal(session))
    assert len({len(criterion.scale.levels) for criterion in criteria}) == 2
    told = "\n".join(
        plain_text(block.text)
        for block in kind_of(a.appraisal(session)).chapter(revealed_only(session), ())
        if isinstance(block, Paragraph)
    )
    mixed = "Levels of shorter scales count on the longest one, end on end."
    assert f"The most is 30. {mixed} The weights" in told
    turned = a.worked()
    equal = appraise.set_weights(a.APPRAISE, {a.K1: 0, a.K2: 9, a.K3: 0, a.K4: 9}).apply(turned, NOW)
    line = plain_text(appraise_words.equal(equal, result_of(equal, a.APPRAISE)))
    assert (
        line
        == "With equal weights: 1 Early help and prevention, 2 Joint work on pathways, 3 Out of hospital."
    )


def test_several_remarks_on_a_check_stand_in_one_cell_and_apart() -> None:
    session = after(
        filled(checklist_session("ICB")),
        notes.add_note("comment", "And when?", origin=MEASURES),
        notes.add_note("evidence", "A list.", origin=MEASURES),
    )
    tables = [block for block in build(session, now=NOW).blocks if isinstance(block, TableBlock)]
    cells = [
        plain_text(cell) for table in tables for row in table.rows for cell in row if type(cell) is tuple
    ]
    assert any(cell.startswith("who reports?; And when?; ") for cell in cells)


def test_dots_of_as_many_people_as_a_partner_has() -> None:
    vote = step_of(every_kind(), "prioritise")
    session = planned(AGENDA, "Plain")
    first = next(session.pack("barriers").items()).id
    three = dot_edits.vote(vote, ICB, {first: 1}, people=3).apply(session, NOW)
    assert [row.people for row in VOTES.of(three)] == [3]
    assert VOTES.of(dot_edits.vote(vote, "voluntary-sector", {first: 1}, people=999).apply(session, NOW))
    placed = dot_edits.vote(vote, ICB, {first: 1}, people=1).apply(session, NOW)
    assert [row.people for row in VOTES.of(placed)] == [1]
    assert (
        refused(dot_edits.vote(vote, ICB, {first: 1}, people=1000), session)[0]
        == "1000 people cannot have voted"
    )


def test_parties_by_name_are_cleaned_and_kept_in_their_order() -> None:
    roles = step_of(every_kind(), "roles")
    session = role_edits.set_parties(roles, [" Mind\n", "Age\tUK"]).apply(planned(AGENDA, "Plain"), NOW)
    assert session.activity(roles).parties == ("Mind", "Age UK")  # type: ignore[attr-defined]


def test_in_which_order_items_are_proposed_and_what_each_is_worth() -> None:
    assert tuple(order.WORDS) == order.FIRST
    assert set(order.WEIGHTS) == set(order.FIRST)
    assert [order.WEIGHTS[stand] for stand in order.FIRST] == [0, 4, 3, 2, 2, 1, 0]


def test_turns_without_a_commitment_have_no_column_of_them() -> None:
    session = turns.turns_session()
    spells = (Spell(activity_id="s2", place=f"{turns.PRIYA}/turn-1", seconds=600),)
    timed = session.model_copy(update={"spells": spells})
    heads = []
    for own in (timed, turns.commits(timed, turns.TOM), turns.commits(session, turns.TOM)):
        blocks = build(own, now=NOW).blocks
        tables = {
            plain_text(block.caption): block.header for block in blocks if isinstance(block, TableBlock)
        }
        heads.append(tables["Who had a turn"])
    assert heads == [("Who", "Took"), ("Who", "Took", "Commits to"), ("Who", "Commits to")]
    stop = turns.at("a/b")
    assert turn_records.place_of(stop) == f"a/b/{stop.part}"
    assert turn_records.place_of(Stop(activity_id="s2")) == ""
