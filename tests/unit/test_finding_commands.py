"""In the palette and the help, a command is found by the words that people have for it."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest
from textual.app import SystemCommand
from textual.command import Hit

from workshop import commands
from workshop.also_called import ALSO, is_meant
from workshop.palette import CommandFinder

TYPED = [
    *(("home", words, "hand_over") for words in ("settle", "laptop", "merge", "hand over", "split", "stick")),
    *(("run", words, "hand_over") for words in ("settle", "laptop", "merge", "tables", "take it back")),
    ("run", "conflict of interest", "takes_no_part"),
    ("run", "glossary", "look_up"),
    ("run", "projector", "mirror"),
    ("run", "minutes report", "summary"),
    ("run", "DISAGREE", "dissent"),
    ("run", "exit", "leave"),
    *(("run", words, "jump") for words in ("break", "coffee", "unplanned", "evaluation")),
    ("run", "absent", "attendance"),
    ("run", "second screen", "mirror"),
    ("run", "acronym", "look_up"),
    ("run", "email", "summary"),
    ("run", "typo", "edit_notes"),
    ("home", "template", "new"),
    ("home", "tutorial", "demo"),
    ("home", "decisions", "all_actions"),
    ("home", "questionnaire", "details"),
    ("summary", "email", "copy_text"),
    ("summary", "preview", "read_it"),
    ("summary", "anonymous", "choose_formats"),
    ("setup", "chair", "add_person"),
    ("home", "import", "bring_in"),
    ("home", "anonymise", "forget"),
    ("home", "preferences", "settings"),
    ("summary", "print", "write"),
    ("summary", "approve", "sign_off"),
]


def found(context: commands.Context, typed: str) -> list[tuple[str, str]]:
    """(title, help) of what the palette shows, the best first."""
    offered = [
        SystemCommand(
            f"{command.label.capitalize()} ({commands.shown_keys(command, {})})", command.help, lambda: None
        )
        for command in commands.of_context(context)
    ]
    app = SimpleNamespace(get_system_commands=lambda _: offered)
    screen = cast("Any", SimpleNamespace(app=app))
    finder = CommandFinder(screen)

    async def hits() -> list[Hit]:
        return [cast("Hit", hit) async for hit in finder.search(typed)]

    best = sorted(asyncio.run(hits()), key=lambda hit: -hit.score)
    return [(str(hit.match_display), str(hit.help)) for hit in best]


@pytest.mark.parametrize(("context", "typed", "wanted"), TYPED)
def test_a_command_is_among_the_first_that_another_word_finds(
    context: commands.Context, typed: str, wanted: str
) -> None:
    assert commands.BY_ID[wanted].help in [help_ for _, help_ in found(context, typed)[:3]]


def test_its_name_comes_before_other_words_and_its_key_stays_as_it_is() -> None:
    assert found("run", "decision")[0][1] == commands.BY_ID["decision"].help
    (up,) = [title for title, help_ in found("run", "up (") if help_ == commands.BY_ID["raise_gap"].help]
    assert up == "Up ([)"


def test_other_words_are_those_of_a_command_and_no_more_than_it_has_already() -> None:
    assert set(ALSO) <= set(commands.BY_ID)
    for name, words in ALSO.items():
        command = commands.BY_ID[name]
        known = f"{command.label} {command.help}"
        assert [word for word in words.split() if is_meant(word, known, "")] == [], name


def test_words_are_known_by_their_beginnings_and_all_have_to_fit() -> None:
    assert is_meant("NEXT sess", "next", "Prepare the next session.")
    assert not is_meant("next ession", "next", "Prepare the next session.")
    assert not is_meant("next laptop", "next", "Prepare the next session.")
