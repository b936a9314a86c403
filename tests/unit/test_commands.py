"""Every command once: bindings, key bar, palette and help all hold what this table says."""

import dataclasses
from collections import Counter
from unittest.mock import Mock

import pytest
from textual.keys import Keys

from sessions import plan
from sessions.store.library import Library
from tests.builders import TODAY, agendas, packs
from tests.checklists import readiness
from workshop import command_list, commands, key_signs
from workshop.desk import Desk
from workshop.prepare import Draft, start
from workshop.screens.actions import ActionsScreen
from workshop.screens.all_actions import AllActionsScreen
from workshop.screens.all_standing import AllDecisionsScreen
from workshop.screens.base import CommandScreen, bindings
from workshop.screens.benchmark import BenchmarkScreen
from workshop.screens.compare import CompareScreen
from workshop.screens.home import HomeScreen
from workshop.screens.house import HouseScreen
from workshop.screens.packs import PacksScreen
from workshop.screens.run import RunScreen
from workshop.screens.settings import SettingsScreen
from workshop.screens.setup import SetupScreen
from workshop.screens.sign_off import SignOffScreen
from workshop.screens.summary import SummaryScreen
from workshop.steps.scene import Scene
from workshop.widgets.key_bar import MOST_LINES, Key, KeyBar

SCREENS: dict[commands.Context, type[CommandScreen]] = {
    "home": HomeScreen,
    "setup": SetupScreen,
    "run": RunScreen,
    "actions": ActionsScreen,
    "summary": SummaryScreen,
    "house": HouseScreen,
    "sign-off": SignOffScreen,
    "settings": SettingsScreen,
    "packs": PacksScreen,
    "then-and-now": CompareScreen,
    "benchmark": BenchmarkScreen,
    "all-actions": AllActionsScreen,
    "standing": AllDecisionsScreen,
}
NAMED_KEYS = {key.value for key in Keys}


def test_every_context_has_its_screen() -> None:
    assert set(SCREENS) == set(commands.CONTEXTS) == set(commands.TITLES)
    assert all(context == screen.CONTEXT for context, screen in SCREENS.items())


def test_ids_are_unique_and_each_command_is_told_apart_in_words() -> None:
    ids = [command.id for command in commands.COMMANDS]
    assert len(set(ids)) == len(ids) == len(commands.BY_ID)
    helps = Counter(command.help for command in commands.COMMANDS)
    assert max(helps.values()) == 1
    for command in commands.COMMANDS:
        assert command.help.endswith(".")
        assert 1 <= len(command.label.split()) <= 3
        assert command.keys
        assert command.where


@pytest.fixture(scope="module")
def in_a_run(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """Ids of the commands that are known at some stop of a run: by the screen, a part, or a panel."""
    library, known = Library(tmp_path_factory.mktemp("run")), set[str]()
    templates = {**agendas(), "readiness": readiness()}
    for template in ("four-domains", "tips-and-pulse", "readiness"):
        with Desk(start(library, packs(), templates, Draft(template))) as desk:
            screen = RunScreen(desk, today=lambda: TODAY, ring=lambda: None)
            known |= {*screen._own_commands, *(name for part in screen._parts for name in part.commands)}
            for stop in plan.stops(desk.session):
                panel = screen._stage._panels.get(desk.session.activity(stop.activity_id).kind)
                if panel is not None:
                    panel.host = Mock(scene=Scene(desk.session, stop, TODAY))
                    known |= set(panel.commands)
    return frozenset(known)


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.id)
def test_every_command_is_carried_out_where_it_is_offered(
    command: commands.Command, in_a_run: frozenset[str]
) -> None:
    for context in command.where:
        name = command.action_in(context).partition("(")[0]
        assert callable(getattr(SCREENS[context], f"action_{name}", None)), (context, name)
    assert "run" not in command.where or command.id in in_a_run


@pytest.mark.parametrize("context", commands.CONTEXTS)
def test_bindings_are_the_commands(context: commands.Context) -> None:
    made = {binding.id: binding for binding in bindings(context)}  # type: ignore[union-attr]  # all are Binding
    here = commands.of_context(context)
    assert set(made) == {command.id for command in here}
    for command in here:
        assert (made[command.id].key, made[command.id].action) == (
            ",".join(command.keys),
            command.action_in(context),
        )  # type: ignore[union-attr]
    keys = Counter(key for command in here for key in command.keys)
    assert [key for key, count in keys.items() if count > 1] == [], "a key has one meaning on a screen"


def test_keys_are_ones_that_every_terminal_passes_on() -> None:
    for command in commands.COMMANDS:
        for key in command.keys:
            assert len(key) == 1 or key in NAMED_KEYS or key_signs.character(key), key
            assert "ctrl" not in key
            assert "shift" not in key


def test_the_keys_of_the_issue() -> None:
    wanted = {
        "next_stop": "right", "previous_stop": "left", "next_partner": "down", "previous_partner": "up",
        "dont_know": "minus", "counts": "c", "reveal": "r", "agree": "g", "dissent": "x", "note": "n",
        "decision": "d", "add_action": "a", "park": "p", "undo": "u", "redo": "U", "summary": "s",
        "help": "question_mark", "leave": "q", **{f"answer_level_{n}": str(n) for n in range(10)},
    }  # fmt: skip
    assert {name: commands.BY_ID[name].keys[0] for name in wanted} == wanted
    assert all("run" in commands.BY_ID[name].where for name in wanted)


@pytest.mark.parametrize(
    ("key", "words"),
    [("right", "→"), ("question_mark", "?"), ("f5", "F5"), ("f12", "F12"), ("f", "f"), ("U", "U")],
)
def test_keys_are_written_for_people(key: str, words: str) -> None:
    assert key_signs.shown(key) == words


# --- remapping ------------------------------------------------------------------------------------


def test_a_command_answers_to_its_own_keys_until_it_is_remapped() -> None:
    reveal = commands.BY_ID["reveal"]
    assert commands.keys_of(reveal, {}) == ("r",)
    assert commands.keys_of(reveal, {"reveal": "space, f6"}) == ("space", "f6")
    assert commands.keys_of(reveal, {"reveal": " , "}) == ("r",)


# --- help -----------------------------------------------------------------------------------------


def test_help_has_every_command_of_every_context() -> None:
    pages = dict(command_list.help_rows(commands.CONTEXTS, {}))
    assert list(pages) == [commands.TITLES[context] for context in commands.CONTEXTS]
    for context in commands.CONTEXTS:
        rows = pages[commands.TITLES[context]]
        told = {row[2] for row in rows}
        keys = {key for keys, _, _ in rows for key in keys.split()}
        for command in commands.of_context(context):
            if command.id.startswith("answer_level_"):
                assert ("1 2 3 …", "level") in {row[:2] for row in rows}
                continue
            assert command.help in told
            assert {key_signs.shown(key) for key in command.keys} <= keys


def test_help_begins_with_the_context_asked_for_and_shows_remapped_keys() -> None:
    keymap = {"reveal": "space,f6", "answer_level_3": "y"}
    ((title, rows),) = command_list.help_rows(["run"], keymap)
    assert title == commands.TITLES["run"]
    by_help = {row[2]: row[0] for row in rows}
    assert by_help[commands.BY_ID["reveal"].help] == "space F6"
    assert by_help[commands.BY_ID["answer_level_3"].help] == "y"
    assert by_help[commands.BY_ID["answer_level_4"].help] == "4"


def test_commands_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        commands.COMMANDS[0].label = "other"  # type: ignore[misc]


# --- the key bar ----------------------------------------------------------------------------------


def bar(context: commands.Context) -> KeyBar:
    return KeyBar(
        [
            Key(key_signs.shown(command.keys[0]), command.label, command.action_in(context), command.bar)
            for command in commands.of_context(context)
            if command.bar
        ]
    )


@pytest.mark.parametrize("context", commands.CONTEXTS)
def test_the_key_bar_fits_and_always_has_the_last_key(context: commands.Context) -> None:
    keys = [command for command in commands.of_context(context) if command.bar]
    last = f"{key_signs.shown(keys[-1].keys[0])} {keys[-1].label}"
    before = -1
    for width in range(36, 201):
        lines = bar(context).build(width)
        assert 1 <= len(lines) <= MOST_LINES
        assert all(line.cell_length <= width for line in lines), width
        assert lines[-1].plain.endswith(last)
        entries = sum(len(line.plain.split("  ")) for line in lines)
        assert entries >= before, "a wider bar never shows less"
        before = entries
    assert before == len(keys)


def test_a_key_in_the_bar_can_be_clicked() -> None:
    (line,) = KeyBar([Key("r", "reveal", "reveal"), Key("?", "help")]).build(80)
    clicks = {line.plain[span.start : span.end]: span.style for span in line.spans}
    assert "screen.reveal" in str(clicks["r reveal"])
    assert "? help" not in clicks


def test_an_empty_key_bar_has_one_empty_line() -> None:
    assert [line.plain for line in KeyBar().build(40)] == [""]


def test_what_comes_up_only_where_there_is_something_for_it_has_a_place_before_views() -> None:
    bars = {command.id: command.bar for command in commands.COMMANDS}
    assert max(bars["edit_notes"], bars["bring_back"]) < min(bars["mirror"], bars["whole_room"])
