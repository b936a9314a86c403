"""Own keys: what can be one, whose each is, and that a mistake costs one command its key and no more."""

from __future__ import annotations

import string
from collections import Counter

import pytest
from hypothesis import given, settings, strategies as st
from textual.keys import _character_to_key

from workshop import commands, keymap
from workshop.commands import BY_ID
from workshop.key_signs import character, key_name, shown
from workshop.keymap import owner, unfit, usable


@pytest.mark.parametrize("sign", string.ascii_letters + string.digits + string.punctuation + "äß£§")
def test_a_character_and_its_key_stand_for_each_other(sign: str) -> None:
    assert key_name(sign) == _character_to_key(sign)
    assert character(key_name(sign)) == sign
    assert len(shown(key_name(sign))) == 1


@pytest.mark.parametrize(("written", "name"), [("F5", "f5"), (" Space ", "space"), ("?", "question_mark")])
def test_keys_may_be_written_as_people_write_them(written: str, name: str) -> None:
    assert key_name(written) == name


@pytest.mark.parametrize("key", ["escape", "f5", "enter", "ctrl+c", "dog", "nonsense"])
def test_keys_that_type_nothing(key: str) -> None:
    assert character(key) == ""


# --- what can be a key ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "key", "why"),
    [
        ("reveal", "space", ""),
        ("reveal", "enter", ""),
        ("reveal", "R", ""),
        ("reveal", "f6", ""),
        ("reveal", "f25", "no such key"),
        ("reveal", "spcae", "no such key"),
        ("reveal", "escape", "goes back"),
        ("reveal", "tab", "next field"),
        ("reveal", "ctrl+c", "copies"),
        ("reveal", "ctrl+q", "quits"),
        ("reveal", "ctrl+r", "not every terminal"),
        ("reveal", "shift+f5", "not every terminal"),
        ("reveal", "2", "digits are levels"),
        ("answer_level_2", "7", ""),
        ("answer_level_2", "k", ""),
        ("write", "2", ""),
        ("back", "escape", ""),
        ("demo", "enter", "chooses in a list"),
        ("open", "enter", ""),
        ("write", "enter", ""),
        ("demo", "up", "moves in lists"),
        ("next_partner", "home", ""),
        ("undo", "home", "moves in lists"),
        ("begin", "b", "for typing"),
        ("begin", "space", "for typing"),
        ("begin", "f6", ""),
        ("help", "h", ""),
    ],
)
def test_what_cannot_be_a_key_is_said(command: str, key: str, why: str) -> None:
    said = unfit(BY_ID[command], key)
    assert (why in said) if why else (said == "")


@pytest.mark.parametrize("command", commands.COMMANDS, ids=lambda command: command.id)
def test_every_command_may_have_its_own_keys(command: commands.Command) -> None:
    assert [unfit(command, key) for key in command.keys] == [""] * len(command.keys)
    assert set(keymap.ALWAYS.get(command.id, ())) <= set(command.keys)
    assert usable({command.id: ",".join(command.keys)}).problems == ()


def test_whose_a_key_is() -> None:
    reveal, write = BY_ID["reveal"], BY_ID["write"]
    assert owner(reveal, "g", {}) == (BY_ID["agree"], "run")
    assert owner(reveal, "r", {}) is None, "it is its own"
    assert owner(write, "g", {}) is None, "on another screen it may be another's"
    assert owner(reveal, "g", {"agree": "f9"}) is None
    assert owner(reveal, "f9", {"agree": "f9"}) == (BY_ID["agree"], "run")
    assert owner(BY_ID["undo"], "n", {"note": "f9"}) == (BY_ID["new"], "home")


# --- what of a remapping holds --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "said", "kept"),
    [
        ({}, [], {}),
        ({"reveal": "space"}, [], {"reveal": "space"}),
        ({"reveal": "g", "agree": "r"}, [], {"reveal": "g", "agree": "r"}),
        ({"write": "g"}, [], {"write": "g"}),
        ({"reveal": "?, F6"}, ["keys.reveal: ? is the key of help already"], {}),
        ({"reveal": "space,F6"}, [], {"reveal": "space,f6"}),
        ({"reveal": "space,space"}, [], {"reveal": "space"}),
        ({"reveal": " , "}, [], {}),
        ({"revael": "space", "undo": "Y"}, ["keys.revael: there is no such command"], {"undo": "Y"}),
        ({"reveal": "g", "undo": "Y"}, ["keys.reveal: g is the key of agree already"], {"undo": "Y"}),
        ({"note": "r"}, ["keys.note: r is the key of reveal already"], {}),
        ({"demo": "n"}, ["keys.demo: n is the key of new already"], {}),
        ({"reveal": "2"}, ["keys.reveal: this cannot be its key. 2: digits"], {}),
        ({"reveal": "ctrl+q"}, ["keys.reveal: this cannot be its key. ctrl+q: it quits"], {}),
        ({"agree": "f6,f7", "reveal": "f7"}, ["keys.agree: F7 is the key of reveal"], {"reveal": "f7"}),
        ({"back": "y", "help": "Y"}, [], {"back": "y,escape", "help": "Y,f1"}),
        ({"open": "f7"}, [], {"open": "f7,enter"}),
    ],
)  # fmt: skip
def test_what_holds_and_what_is_wrong(keys: dict[str, str], said: list[str], kept: dict[str, str]) -> None:
    found = usable(keys)
    assert found.keymap == kept
    assert len(found.problems) == len(said)
    for words, problem in zip(said, found.problems, strict=True):
        assert problem.startswith(words)


KEYS = st.sampled_from(
    [*"abcdrgxnuzZ29?", "f1", "f6", "f9", "space", "enter", "escape", "up", "ctrl+r", "home"]
)
IDS = st.sampled_from([*BY_ID, "nobody"])


@given(st.dictionaries(IDS, st.lists(KEYS, max_size=3).map(",".join), max_size=12))
@settings(max_examples=120)
def test_whatever_the_file_says_each_key_has_one_meaning_on_a_screen(keys: dict[str, str]) -> None:
    found = usable(keys)
    assert set(found.keymap) <= set(keys)
    for context in commands.CONTEXTS:
        counted = Counter(
            key for command in commands.of_context(context) for key in commands.keys_of(command, found.keymap)
        )
        assert [key for key, count in counted.items() if count > 1] == []
        assert {"escape", "f1"} <= counted.keys(), "there is always a way out, and help"
    lost = {name for name in keys if name not in found.keymap and (keys[name] or name not in BY_ID)}
    assert {problem.partition(":")[0] for problem in found.problems} == {f"keys.{name}" for name in lost}
    assert usable(found.keymap) == (found.keymap, ())
