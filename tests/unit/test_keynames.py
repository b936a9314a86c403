"""Every text that names a key follows a person's own keys: no key stands in a text as a letter."""

import ast
import json
import re
from collections.abc import Iterator, Sequence
from functools import reduce
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

import workshop
from sessions import plan
from sessions.analysis.whole import candidates
from sessions.edits import agenda as agenda_edits, notes as note_edits
from sessions.edits.items import add_item
from sessions.kinds.checklist import edits as check_edits
from sessions.kinds.checklist.records import ANSWERS, CheckAnswer, ChecklistActivity
from sessions.kinds.guesses import guess, show_figure
from sessions.kinds.options import edits as option_edits
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VoteActivity
from sessions.kinds.score import edits as score_edits
from sessions.kinds.score.records import BALLOTS, ScoreActivity
from sessions.record import Session
from sessions.scope import does_not_apply
from tests import appraising as joining
from tests.asked import PAIR, RISK, paired, risky, told
from tests.builders import NOW, TODAY, aside, new_session, page, say_next, templates
from tests.checklists import checklist_session, readiness
from tests.roles import filled, roles_session, roles_step
from tests.talks import WHOLE, morning, template
from tests.turns import turns_session
from workshop import cli, commands
from workshop.keynames import OWN, Keys
from workshop.steps.registry import view_at
from workshop.steps.scene import Scene

ROOT = Path(workshop.__file__).parent
TEMPLATES = {**templates(), "readiness": readiness(), "morning": template(WHOLE)}
MARKED = {command.id: f"f{100 + number}" for number, command in enumerate(commands.COMMANDS)}
"""Another key for every command, such as nothing else in a text looks like."""
MARKS = {f"F{100 + number}": command.id for number, command in enumerate(commands.COMMANDS)}
MENTIONS = re.compile(
    r"""[→←↑↓↵⌫]
    | \b[Pp]ress[ ](?!the\b|a\b[ ]key)[^‹\s]
    | (?<![\w’'/.@-])[b-zB-HJ-Z](?![\w’':/-]|[.]\w)
    | (?:^|[.,;:”][ ])a[ ](?:\w+s|when|again|for|to)\b
    | ^A[ ]\w+s\b
    | \[[ ]\]
    | \bF[0-9]{1,2}\b
    | \b(?:esc|del|PgUp|PgDn)\b""",
    re.VERBOSE,
)
"""Words that name a key; `‹key›` stands where one was filled in."""


def mention(text: str) -> str:
    """The first key that a text names by itself; empty where there is none."""
    found = MENTIONS.search(text)
    return found[0] if found else ""


# --- the value ------------------------------------------------------------------------------------


def test_a_key_is_the_first_of_the_commands_or_of_a_persons_own() -> None:
    assert (OWN["reveal"], OWN["next_stop"], OWN["write"]) == ("r", "→", "w")
    own = Keys({"reveal": "space,f7", "settings": "question_mark"})
    assert (own["reveal"], own["settings"], own["agree"]) == ("space", "?", "g")
    with pytest.raises(KeyError):
        OWN["revael"]


def test_a_script_gets_its_keys_and_keeps_all_other_braces() -> None:
    own = Keys({"reveal": "f9"})
    assert own.fill("Press {reveal}, then {next_stop}.") == "Press F9, then →."
    for kept in ("{}", "{ reveal }", "{Reveal}", "{revael}", "{0}", "{reveal", "a {b} c", "Press r."):
        assert own.fill(kept) == kept
    assert own.fill("{{reveal}}") == "{F9}"


# --- every state of every stop --------------------------------------------------------------------


def begun(template_id: str) -> Session:
    if template_id == "readiness":
        return checklist_session("Council", "Board")
    if template_id == "morning":
        return morning("Council", "Board", text=WHOLE)
    return new_session(template_id, "Council", "Board")


def checked(made: Session, answer: CheckAnswer) -> Session:
    """Every check with this answer, those that partners answer first revealed."""
    for item in made.items(ChecklistActivity):
        made = check_edits.say_one(item.id, made.partners[0].id, answer).apply(made, NOW)
        made = check_edits.reveal_check(item.id).apply(made, NOW)
        made = check_edits.tick(item.id, answer).apply(made, NOW)
    return made


def said_first(made: Session, how_many: int) -> Session:
    """What so many partners say to each check."""
    for item in made.items(ChecklistActivity):
        for partner in made.partners[:how_many]:
            made = check_edits.say_one(item.id, partner.id, "no").apply(made, NOW)
    return made


def answered(made: Session, levels: Sequence[int | None]) -> Session:
    for item in made.items(ScoreActivity):
        for partner, level in zip(made.partners, levels, strict=False):
            made = score_edits.answer_level(item.id, partner.id, level).apply(made, NOW)
    return made


def revealed(made: Session) -> Session:
    return reduce(
        lambda session, item: score_edits.reveal(item.id).apply(session, NOW), made.items(ScoreActivity), made
    )


def again(made: Session) -> Session:
    return reduce(
        lambda session, item: score_edits.second_round(item.id).apply(session, NOW),
        made.items(ScoreActivity),
        made,
    )


def agreed(made: Session) -> Session:
    for item in made.items(ScoreActivity):
        made = score_edits.agree(item.id, 2, target=4).apply(made, NOW)
    return made


def voted(made: Session, how_many: int) -> Session:
    for activity in made.agenda:
        if activity.kind == "prioritise" and (found := candidates(made, activity)):
            for partner in made.partners[:how_many]:
                made = vote_edits.vote(activity.id, partner.id, {found[0]: 1}).apply(made, NOW)
    return made


def ranked(made: Session) -> Session:
    votes = [step.id for step in made.agenda if step.kind == "prioritise" and candidates(made, step)]
    return reduce(
        lambda session, vote: vote_edits.reveal_vote(vote).apply(session, NOW), votes, voted(made, 2)
    )


def of_a_morning(made: Session) -> Iterator[Session]:
    """Without a speaker and a task; with a guess, two, and the figure; a statement answered, and seen."""
    agenda = [step.model_copy(update={"speaker": "", "task": ""}) for step in made.agenda]
    yield made.model_copy(update={"agenda": tuple(agenda)})
    yield note_edits.add_note("comment", "A nurse", origin="s5/board").apply(made, NOW)
    for partner in made.partners:
        made = guess("figures/F1", partner.id, "12").apply(made, NOW)
        made = score_edits.answer_level("evaluation/E1#today", partner.id, 4).apply(made, NOW)
        yield made
    yield score_edits.reveal("evaluation/E1#today").apply(show_figure("figures/F1").apply(made, NOW), NOW)


def named(made: Session) -> Iterator[Session]:
    """With a vote on what the room names, before anything is named and after."""
    vote = VoteActivity(id="new", kind="prioritise", title="First?", minutes=5, candidates="typed", dots=2)
    before = agenda_edits.add_activity(made.agenda[0].id, vote).apply(made, NOW)
    yield before
    yield add_item(before.agenda[1].id, "Housing").apply(before, NOW)


def came_in(made: Session) -> Session:
    """With answers that came in before the day."""
    rows = (ballot.model_copy(update={"source": "form"}) for ballot in BALLOTS.of(made))
    return BALLOTS.put(made, rows)


def recorded(made: Session) -> Session:
    """With an open action, and a point that is parked."""
    made = note_edits.add_action(note_edits.ActionFields("Share the plan"), origin=None).apply(made, NOW)
    return note_edits.add_note("parked", "The deed", origin=None).apply(made, NOW)


def of_other_kinds() -> Iterator[Session]:
    """Turns, functions, appraisals and options: before anything is said, in the middle, and settled."""
    yield from (turns_session(), turns_session(people=(), names=()))
    yield from (roles_session(), roles_session(names=()), filled())
    yield roles_session(roles_step(parties="partners"), names=())
    joint = joining.viewed(joining.worked(), joining.O1, joining.O1, joining.O2)
    yield from (joining.session(), joint)
    seen = option_edits.reveal_options(joining.OPTIONS).apply(joint, NOW)
    yield from (seen, option_edits.choose(joining.OPTIONS, joining.O1, "Now").apply(seen, NOW))


def states(template: str) -> Iterator[Session]:
    made = begun(template)
    yield made
    yield made.model_copy(update={"as_bodies": False})
    yield answered(voted(made, 1), [3])
    yield came_in(answered(made, [3]))
    apart = answered(voted(made, 2), [1, 5])
    yield apart
    yield revealed(ranked(apart))
    second = again(revealed(apart))
    yield second
    yield revealed(answered(second, [2, 3]))
    yield revealed(answered(made, [None, None]))
    yield recorded(agreed(revealed(apart)))
    if template == "morning":
        yield from of_a_morning(made)
    if template == "readiness":
        yield from of_other_kinds()
        yield from (checked(made, answer) for answer in ANSWERS)
        yield recorded(checked(made, "no"))
        yield from (said_first(made, how_many) for how_many in (1, 2))
        yield reduce(
            lambda session, item: check_edits.reveal_check(item.id).apply(session, NOW),
            made.items(ChecklistActivity),
            said_first(made, 2),
        )
        for number in (1, 2, 3, 4):
            some = (item for item in made.items(ChecklistActivity) if len(item.questions) >= number)
            yield reduce(
                lambda session, item: check_edits.tick_question(item.id, 1, "no").apply(session, NOW),
                some,
                checked(made, "no"),
            )
        rated = reduce(
            lambda session, what: told(session, f"{RISK}#{what}", [1], 1), ("likelihood", "impact"), risky()
        )
        yield from (risky(), risky(impact=False), rated)
        yield from (paired(), told(paired(), f"{PAIR}#are", [2]))
    yield from named(made)
    refs = {stop.ref for stop in plan.stops(made) if stop.part in ("item", "section")}
    yield reduce(
        lambda session, ref: does_not_apply(ref, "None here.").apply(session, NOW), sorted(refs)[:4], made
    )


def texts(made: Session, keys: Keys) -> Iterator[str]:
    """All that the run screen says in the product's own words and in scripts, of every stop."""
    for stop in plan.stops(made):
        if stop.part == "start":  # else a page is material
            scene = Scene(made, stop, TODAY, keys, elsewhere="An action is open at this place.")
            yield from (line.text for line in view_at(scene).page(scene).lines if not line.person)
        said = say_next(made, stop, keys)
        yield from said
        beside = [line.text for line in aside(made, stop, TODAY, keys)]
        assert beside[1 : 1 + len(said)] == list(said) or not said


@pytest.mark.long
@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_no_stop_in_any_state_names_a_key_that_a_person_has_moved(template: str) -> None:
    for made in states(template):
        for own, moved in zip(texts(made, OWN), texts(made, Keys(MARKED)), strict=True):
            plain = re.sub("|".join(MARKS), "‹key›", moved)
            assert not mention(plain), moved
            assert re.sub("|".join(MARKS), lambda mark: OWN[MARKS[mark[0]]], moved) == own
            assert "{" not in own


def test_these_states_are_all_in_which_a_text_names_a_key() -> None:
    told = " ".join(
        text for template in TEMPLATES for made in states(template) for text in texts(made, Keys(MARKED))
    )
    named = {MARKS[mark] for mark in re.findall(r"\bF\d{3}\b", told)}
    source = "".join(path.read_text("utf-8") for path in (ROOT / "steps").glob("*.py"))
    assert named >= set(re.findall(r"""keys\[["'](\w+)["']\]""", source)) > {"reveal", "bring_back"}


@given(
    st.lists(st.one_of(st.sampled_from(["{reveal}", "{counts}", "{", "}", "{none}"]), st.text(max_size=9)))
)
@settings(max_examples=60)
def test_a_text_keeps_all_but_its_commands(parts: list[str]) -> None:
    text = "".join(parts)
    for keys in (OWN, Keys({"reveal": "f5", "counts": "x"})):
        wanted = text.replace("{reveal}", keys["reveal"]).replace("{counts}", keys["counts"])
        assert keys.fill(text) == wanted


def test_old_scripts_and_what_people_typed_stay_as_they_are() -> None:
    made = recorded(begun("four-domains"))
    first, *rest = made.agenda
    script = ("Press r to reveal.", "Say {hello} and {}.")
    made = made.model_copy(update={"agenda": (first.model_copy(update={"script": script}), *rest)})
    stop = plan.stops(made)[0]
    assert say_next(made, stop, Keys(MARKED)) == script
    made = note_edits.add_note("decision", "{reveal} it", origin=None).apply(made, NOW)
    close = next(stop for stop in reversed(plan.stops(made)))
    shown = page(made, close, TODAY, Keys(MARKED))
    assert "{reveal} it" in [line.text for line in shown.lines]


# --- what is written in the sources -----------------------------------------------------------------

NOT_TEXTS = {
    "commands.py",
    "keymap.py",
    "load.py",
    "read_toml.py",
    "suggestions.py",
    "demo.py",
    "wall_window.py",
    "own.py",
    "house.py",
}
"""Where keys are given their names, and where patterns stand; the room's window has keys of its own."""
NOT_REMAPPED = (
    " → ",  # what became of a note
    "↑ ↓",  # scrolling
    "↵ on one",  # choosing in a list
    "In a dialog ↵ records",
    "ctrl+",
    "Leave a dialog.",
    "or leave with esc.",  # a dialog
    "a key in quotes was expected",
)


def own_texts(path: Path) -> Iterator[tuple[int, str]]:
    """(line, text) of what is written in a module, with `‹word` for what is filled in; without docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    parts = {
        id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)
    }
    about = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            filled = (
                str(value.value) if isinstance(value, ast.Constant) else "‹word" for value in node.values
            )
            yield node.lineno, "".join(filled)
        elif isinstance(node, ast.Constant) and id(node) not in parts | about:
            yield node.lineno, str(node.value)


def test_no_text_in_the_program_names_a_key_by_itself() -> None:
    sources = [path for path in ROOT.rglob("*.py") if path.name not in NOT_TEXTS]
    found = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for path in sources
        if not {"dialogs", "cli"} & set(path.relative_to(ROOT).parts)  # the keys of a dialog are its own
        for line, text in own_texts(path)
        if " " in text.strip() and mention(text) and not any(phrase in text for phrase in NOT_REMAPPED)
    ]
    assert found == []
    assert len(sources) > 50


WRITTEN_OUT = """
Press r. | Press s, then ‹› | c counts them. | ‹›. u takes it back. | Then → goes on. | Agree first, with g.
A opens the list. | “Who?” a takes it as an action. | ‹› (F2) | ‹› ‹› choose, [ ] move it | esc shows all
"""


@pytest.mark.parametrize("text", [written.strip() for written in re.split(r"[|\n]", WRITTEN_OUT.strip())])
def test_a_key_that_is_written_out_is_found(text: str) -> None:
    assert mention(text)


def test_every_command_that_a_text_names_exists() -> None:
    source = "\n".join(path.read_text("utf-8") for path in ROOT.rglob("*.py"))
    named = re.findall(r"""\b(?:self\.key\(|keys\[)["'](\w+)["']""", source)
    assert set(named) <= set(commands.BY_ID)
    assert len(named) > 30


def test_scripts_name_keys_of_the_running_session_and_none_by_itself() -> None:
    here = {command.id for command in commands.of_context("run")}
    lines = [line for template in TEMPLATES.values() for step in template.steps for line in step.script]
    named = {name for line in lines for name in re.findall(r"\{(\w*)\}", line)}
    assert {"reveal", "agree"} <= named <= here
    assert [line for line in lines if mention(re.sub(r"\{\w+\}", "‹key›", line))] == []


def test_what_is_printed_names_the_commands_own_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKSHOP_CONFIG", str(tmp_path / "config"))
    folder = ("--folder", str(tmp_path))
    printed = {}
    for name, *argv in (
        ("templates", "templates", "list", "--json"),
        ("new", *folder, "new", "--template", "learning-set", "--title", "Day", "--no-open", "--json"),
        ("show", *folder, "show", "day", "--json"),
        ("account", *folder, "show", "day"),
    ):
        cli.main(argv)
        printed[name] = capsys.readouterr().out
        assert not re.search(r"\{\w+\}", printed[name]), name
    for name in ("templates", "new", "show"):
        assert "Press r to reveal." in printed[name]
        assert json.loads(printed[name])
