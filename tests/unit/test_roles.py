"""Who does what: what is recorded, what stands out, what the facilitator is told, and the summary."""

from pathlib import Path

import pytest
from hypothesis import given as each, strategies as st

from sessions import plan
from sessions.edits import agenda as agenda_edits, notes as note_edits, people as people_edits
from sessions.edits.event import set_material
from sessions.kinds.registry import kind_of
from sessions.kinds.roles import edits, words
from sessions.kinds.roles.kind import OVERVIEW
from sessions.kinds.roles.records import (
    FUNCTIONS,
    MOST_PARTIES,
    ROLES,
    RoleName,
    RolesActivity,
    find_party,
    functions,
    parties_of,
    roles_of,
)
from sessions.outputs.text import account
from sessions.plan import Template, stops
from sessions.problem import Problem
from sessions.record import Session
from sessions.rows import Stop
from sessions.scope import does_not_apply
from sessions.store.check import findings
from sessions.voices import take_no_part
from tests.builders import NOW, TODAY, hidden_answers, packs, page, said_at, say_next
from tests.offered import step_offers
from tests.roles import DIRECTORY, GP, PARTIES, TRAIN, filled, given, pack, roles_session, roles_step
from workshop.materials.load import load_file
from workshop.steps.position import agenda_rows
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene
from workshop.widgets.role_grid import parts

AT = {item: Stop(activity_id="s2", part="item", ref=item) for item in (DIRECTORY, GP, TRAIN)}
END = Stop(activity_id="s2", part=OVERVIEW)


def step(session: Session, step_id: str = "s2") -> RolesActivity:
    found = session.activity(step_id)
    assert isinstance(found, RolesActivity)
    return found


def leads(session: Session) -> list[str]:
    return [words.leads(row) for row in functions(session, step(session))]


# --- what is recorded -----------------------------------------------------------------------------


def test_a_party_has_one_part_at_a_time_and_may_have_none() -> None:
    made = given(given(roles_session(), GP, "GP practices", "asked"), GP, "GP practices", "leads")
    (row,) = FUNCTIONS.of(made)
    assert [(entry.party, entry.role) for entry in row.roles] == [("GP practices", "leads")]
    assert FUNCTIONS.of(given(made, GP, "GP practices", None)) == ()
    same = given(made, GP, "gp", "leads")
    assert same is made, "what is so already changes nothing"


def test_exactly_one_leads_and_what_else_stands_out() -> None:
    assert leads(roles_session()) == ["", "", ""], "what is not filled in says nothing"
    assert leads(filled()) == ["", "nobody leads", "two lead"]
    three = given(filled(), TRAIN, "Lead provider", "leads")
    assert leads(three)[2] == "three lead"
    assert words.counts(functions(filled(), step(filled()))) == (
        "Of 3 functions, 1 has one lead, 1 has none, 1 has several."
    )


@each(
    st.lists(
        st.tuples(
            st.sampled_from((DIRECTORY, GP, TRAIN)), st.sampled_from(PARTIES), st.sampled_from((*ROLES, None))
        ),
        max_size=12,
    )
)
def test_any_order_of_changes_ends_with_the_last_of_each(
    changes: list[tuple[str, str, RoleName | None]],
) -> None:
    made = roles_session()
    for item, party, role in changes:
        made = given(made, item, party, role)
    last = {(item, party): role for item, party, role in changes}
    for row in functions(made, step(made)):
        wanted = {party: last.get((row.item.id, party)) for party in PARTIES}
        assert dict(row.roles) == {party: role for party, role in wanted.items() if role}
        count = list(wanted.values()).count("leads")
        assert bool(words.leads(row)) == (count != 1 and any(wanted.values()))
    assert findings(made) == ()


def test_what_cannot_be_recorded_is_refused() -> None:
    made = roles_session()
    for wrong, said in (
        (edits.set_role("s1", GP, "GP practices", "leads"), "Welcome is not about who does what"),
        (edits.set_role("s2", GP, "Police", "leads"), "No party is called 'Police'"),
        (edits.set_role("s2", GP, "p", "leads"), "fits several"),
        (edits.set_role("s2", GP, "GP practices", "owns"), "There is no part 'owns'"),  # type: ignore[arg-type]
        (edits.object_to_role("s2", GP, "GP practices", "No."), "nothing to object to yet"),
    ):
        with pytest.raises(Problem, match=said):
            wrong.apply(made, NOW)
    out = does_not_apply(GP, "No GPs here").apply(made, NOW)
    with pytest.raises(Problem, match="does not apply"):
        given(out, GP, "GP practices", "leads")
    only = roles_session(roles_step(item_ids=(TRAIN,)))
    with pytest.raises(Problem, match="none of the functions"):
        given(only, GP, "GP practices", "leads")


def test_a_dissent_stays_with_the_part_that_it_was_from() -> None:
    made = filled()
    (entry,) = roles_of(made, DIRECTORY).dissents  # type: ignore[union-attr]
    assert (entry.reason, entry.from_role) == ("We find people.", "told")
    assert "GP practices (is told): We find people." in said_at(made, AT[DIRECTORY])
    moved = given(made, DIRECTORY, "GP practices", "supports")
    assert "GP practices (before: is told): We find people." in said_at(moved, AT[DIRECTORY])
    for state, said in ((made, "does not accept its part"), (moved, "did not accept that it is told")):
        entries = view_at(Scene(state, AT[DIRECTORY], TODAY)).wall(Scene(state, AT[DIRECTORY], TODAY)).entries
        assert f"GP practices {said}" in [entry.text for entry in entries]
        item = state.item(DIRECTORY)
        assert list(parts(state, step(state), item).objections()) == [(said, "GP practices")]
    left_out = edits.object_to_role("s2", DIRECTORY, "Commissioner", "We pay.").apply(made, NOW)
    said_so = list(parts(left_out, step(left_out), left_out.item(DIRECTORY)).objections())
    assert said_so[0] == ("does not accept having no part", "Commissioner")
    back = edits.object_to_role("s2", DIRECTORY, "GP practices", " ").apply(moved, NOW)
    assert roles_of(back, DIRECTORY).dissents == ()  # type: ignore[union-attr]


def test_changes_are_called_by_what_they_are_about() -> None:
    made = filled()
    assert edits.set_role("s2", GP, "GP practices", None).label(made) == "role of GP practices in 2"
    partners = roles_session(roles_step(parties="partners"))
    assert edits.object_to_role("s2", GP, "icb", "No").label(partners) == "dissent of ICB on 2"


# --- whose parts they are -------------------------------------------------------------------------


def test_parties_are_those_of_the_pack_the_partners_or_named_ones() -> None:
    session = roles_session()
    assert [party.name for party in parties_of(session, step(session))] == list(PARTIES)
    partners = roles_session(roles_step(parties="partners"))
    assert [party.id for party in parties_of(partners, step(partners))] == ["county-council", "icb"]
    named = roles_session(roles_step(parties=["Us", "Them"]))
    assert [party.name for party in parties_of(named, step(named))] == ["Us", "Them"]
    assert find_party(partners, step(partners), "CC").id == "county-council"
    with pytest.raises(Problem, match="has no parties yet"):
        find_party(roles_session(roles_step(parties="partners"), names=()), step(partners), "ICB")


def test_a_partner_with_a_part_stays_on_the_list() -> None:
    made = given(roles_session(roles_step(parties="partners")), GP, "ICB", "leads")
    with pytest.raises(Problem, match="has answers on record"):
        people_edits.remove_partner("icb").apply(made, NOW)
    renamed = people_edits.change_partner("icb", name="NHS ICB", sector="NHS").apply(made, NOW)
    assert "leads: NHS ICB" in "".join(
        span.text
        for row in functions(renamed, step(renamed))
        for span in words.parts(row, parties_of(renamed, step(renamed)))
    )


def test_a_partner_that_takes_no_part_has_no_role_there() -> None:
    made = roles_session(roles_step(parties="partners"))
    made = given(given(made, GP, "ICB", "leads"), GP, "County Council", "told")
    made = edits.object_to_role("s2", GP, "ICB", "Not us").apply(made, NOW)
    out = take_no_part(GP, "icb", "It bids").apply(made, NOW)
    assert [entry.party for entry in roles_of(out, GP).roles] == ["county-council"]  # type: ignore[union-attr]
    assert roles_of(out, GP).dissents == ()  # type: ignore[union-attr]
    with pytest.raises(Problem, match="ICB takes no part in 2"):
        given(out, GP, "ICB", "leads")


def test_two_steps_with_other_parties_do_not_mix() -> None:
    made = roles_session(roles_step(), roles_step("s3", parties="partners"))
    made = given(given(made, GP, "GP practices", "leads"), GP, "ICB", "leads", "s3")
    assert leads(made) == ["", "", ""], "one of the pack's parties leads, and one of the partners"
    assert dict(functions(made, step(made, "s3"))[1].roles) == {"icb": "leads"}


# --- from a template ------------------------------------------------------------------------------


def template(tmp_path: Path, *settings: str) -> Template:
    file = tmp_path / "who.toml"
    extra = "\n".join(settings)
    file.write_text(
        'id = "who"\nname = "Who"\nminutes = 30\nabout = "Who."\n\n[[steps]]\nkind = "roles"\n'
        f'title = "Who does what"\nminutes = 30\npack = "lead-provider-roles"\n{extra}\n',
        "utf-8",
    )
    return load_file(Template, file)


def test_a_step_of_a_template_has_the_packs_parties_unless_it_says_otherwise(tmp_path: Path) -> None:
    (planned,), (used,) = plan.agenda(template(tmp_path), packs())
    assert isinstance(planned, RolesActivity)
    assert planned.parties == "pack"
    assert (len(planned.items([used])), len(used.parties)) == (28, 5)
    (planned,), _ = plan.agenda(template(tmp_path, 'parties = ["Us", "Them"]'), packs())
    assert isinstance(planned, RolesActivity)
    assert planned.parties == ("Us", "Them")
    (planned,), _ = plan.agenda(template(tmp_path), {"lead-provider-roles": packs()["tips"]})
    assert isinstance(planned, RolesActivity)
    assert planned.parties == "partners", "a pack that names none has the partners"
    with pytest.raises(Problem, match="names no parties"):
        plan.agenda(template(tmp_path, 'parties = "pack"'), {"lead-provider-roles": packs()["tips"]})


@pytest.mark.parametrize("wrong", ['"everybody"', "3", "[]", '["One"]', '["A", "a"]', '["A", ""]', "[1, 2]"])
def test_parties_that_are_none_are_said_to_be(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(
        Problem, match=f"steps\\[0\\].parties: should be 'pack', 'partners' or a list of 2 to {MOST_PARTIES}"
    ):
        template(tmp_path, f"parties = {wrong}")


def test_stops_end_with_all_functions_together() -> None:
    own = [stop for stop in stops(roles_session()) if stop.activity_id == "s2"]
    assert [stop.part for stop in own] == ["item", "item", "closing", "item", OVERVIEW]


def test_it_is_left_until_every_function_has_been_spoken_of() -> None:
    assert plan.left(roles_session()) == (DIRECTORY, GP, TRAIN)
    assert plan.left(filled()) == ()
    some = given(roles_session(), GP, "GP practices", "told")
    rest = agenda_edits.postpone_rest("s2").apply(some, NOW)
    assert [step.title for step in rest.agenda][1:3] == ["Who does what", "Who does what (the rest)"]
    assert plan.left(rest) == (DIRECTORY, TRAIN)


def test_a_step_with_parts_on_record_is_not_taken_away() -> None:
    with pytest.raises(Problem, match="been given a part"):
        set_material("other", (), ()).apply(filled(), NOW)
    assert kind_of(step(roles_session())).recorded(roles_session(), step(roles_session())) is None


def test_what_a_hand_can_get_wrong_is_named() -> None:
    made = filled()
    (first, *rest) = FUNCTIONS.of(made)
    entry = first.roles[0]
    for change, said in (
        ({"roles": (*first.roles, entry)}, "roles 1, roles 3: 'Lead provider' stands twice"),
        ({"roles": (entry.model_copy(update={"party": "Police"}),)}, "roles 1, roles 1: no party 'Police'"),
        ({"roles": (entry.model_copy(update={"is_partner": True}),)}, "no partner 'Lead provider'"),
        (
            {"dissents": (*first.dissents, *first.dissents)},
            "roles 1, dissents 2: 'GP practices' stands twice",
        ),
        ({"item_id": "work/Z9"}, "no item 'work/Z9'"),
        ({"item_id": GP}, "has its roles already"),
    ):
        broken = FUNCTIONS.put(made, (first.model_copy(update=change), *rest))
        assert any(said in str(fault) for fault in findings(broken)), (said, findings(broken))


# --- what the facilitator sees --------------------------------------------------------------------


def test_it_is_said_what_to_say_next() -> None:
    assert "“Who leads this? One only" in say_next(roles_session(), AT[GP])[0]
    assert say_next(filled(), AT[DIRECTORY])[0].startswith("“Lead provider: you lead.")
    assert say_next(filled(), AT[GP])[0] == "“Nobody leads this yet. Who takes it?”"
    assert say_next(filled(), AT[TRAIN])[0].startswith("“Commissioner and GP practices lead.")
    assert say_next(filled(), END)[0] == "“2 functions need one lead. Who settles it?”"
    assert "goes back" in say_next(roles_session(), END)[0]
    nobody = roles_session(roles_step(parties="partners"), names=())
    assert "There are no partners yet" in say_next(nobody, AT[GP])[0]
    assert "There are no partners yet" not in say_next(roles_session(names=()), AT[GP])[0]


def test_what_the_guide_says_waits_until_the_room_has_spoken() -> None:
    guide = "The guide gives it to: Lead provider."
    assert guide not in said_at(roles_session(), AT[DIRECTORY])
    (peek,) = hidden_answers(roles_session(), AT[DIRECTORY])
    assert guide in peek[1], "on demand"
    assert guide in said_at(filled(), AT[DIRECTORY])
    assert hidden_answers(filled(), AT[DIRECTORY]) == ()
    assert hidden_answers(roles_session(), AT[TRAIN]) == (), "it says nothing of this one"


def test_the_last_page_lists_what_stands_out_and_what_each_leads() -> None:
    text = [line.text for line in page(filled(), END).lines]
    assert text == [
        "Of 3 functions, 1 has one lead, 1 has none, 1 has several.",
        "Nobody leads",
        "2 Tell the GP",
        "More than one leads",
        "3 Train staff: Commissioner, GP practices",
        "Part not accepted",
        "1 GP practices (is told): We find people.",
        "What each leads",
        "Commissioner: 3",
        "Lead provider: 1",
        "GP practices: 3",
    ]
    nothing = [line.text for line in page(roles_session(), END).lines]
    assert nothing == ["Of 3 functions, 3 are not filled in."]


def test_the_agenda_marks_what_stands_out() -> None:
    rows = {row.words.strip(): row.mark for row in agenda_rows(filled(), NOW)}
    assert rows["1 Keep the directory"] == "✓"
    assert rows["2 Tell the GP · ▲ nobody leads"] == "•"
    assert rows["3 Train staff · ▲ two lead"] == "•"
    assert "1 Keep the directory" in {row.words.strip() for row in agenda_rows(roles_session(), NOW)}


def test_an_action_begins_with_what_has_to_be_agreed() -> None:
    def begins(session: Session, item: str) -> str:
        scene = Scene(session, AT[item], TODAY)
        return view_at(scene).new_action(scene)[0]

    assert [begins(filled(), item) for item in AT] == ["", "Agree who leads 2", "Agree who leads 3"]
    assert begins(roles_session(), GP) == ""


def test_it_is_offered_with_the_packs_parties_and_with_the_partners() -> None:
    session = roles_session(roles_step(state="skipped"))
    other = session.model_copy(update={"agenda": (session.agenda[0], session.agenda[-1])})
    offers = [offer for offer in step_offers(other, "s1") if isinstance(offer.activity, RolesActivity)]
    assert [offer.words for offer in offers] == [
        "Who does what, 3 functions: Functions (6 min)",
        "Who of our partners does what, 3 functions: Functions (6 min)",
    ]
    for offer in offers:
        added = agenda_edits.add_activity("s1", offer.activity).apply(other, NOW)
        assert findings(added) == ()
    assert not any(isinstance(o.activity, RolesActivity) for o in step_offers(session, "s1"))
    without = other.model_copy(update={"packs": (pack(()),)})
    with pytest.raises(Problem, match="its pack names no parties"):
        agenda_edits.add_activity("s1", offers[0].activity).apply(without, NOW)


# --- what people take home ------------------------------------------------------------------------


def test_the_summary_has_the_matrix_and_then_the_lists() -> None:
    text = account(filled())
    chapter = text[text.index("The part of each") : text.index("What this stands on")]
    assert " ".join(chapter.split()) == (
        "The part of each in every function: "
        "- 1 Keep the directory: Lead provider: leads; GP practices: is told "
        "- 2 Tell the GP: GP practices: is asked "
        "- 3 Train staff: Commissioner: leads; GP practices: leads "
        "Nobody leads: - 2 Tell the GP "
        "More than one leads: - 3 Train staff: Commissioner, GP practices "
        "Does not accept its part: - 1 Keep the directory: GP practices (is told): We find people."
    )
    assert "guide gives" not in text, "what the source suggests is nobody's answer"


def test_nobody_is_a_column_that_has_no_part_anywhere() -> None:
    made = given(roles_session(), GP, "GP practices", "leads")
    text = account(made)
    assert "- 2 Tell the GP: GP practices: leads" in text
    assert "No part in any of these: Commissioner, Lead provider." in text
    assert "Exactly one leads in each of them." in text
    assert "Nobody leads" not in text
    assert "The part of each" not in account(roles_session()), "nothing was said"


def test_notes_and_actions_hang_on_the_function() -> None:
    made = note_edits.add_action(note_edits.ActionFields("Agree who leads 2"), origin=GP).apply(filled(), NOW)
    assert "Agree who leads 2" in said_at(made, AT[GP])
    assert "Agree who leads 2" not in said_at(made, AT[TRAIN])
    text = account(note_edits.add_note("comment", "They know them.", origin=GP).apply(made, NOW))
    own = " ".join(text[text.index("2 Tell the GP [work/A2]") :].split())
    assert own.startswith("2 Tell the GP [work/A2] Tell the GP well. Comments: - They know them.")
    assert text.count("They know them.") == 1
    assert "3 Train staff [work/B1]" not in text, (
        "its parts stand in the table, and nothing else is on record"
    )


def test_it_is_read_back_as_it_was_written() -> None:
    made = filled()
    assert Session.model_validate_json(made.model_dump_json()) == made
