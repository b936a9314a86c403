"""All that people read is spelled as in British English; American spellings and slips are found."""

from collections import defaultdict

import pytest

from tests.spelling import dictionary, texts

AMERICAN = texts.words_of(
    """analyze apologize behavior catalog center color defense favorite fulfill honor labor organization
    organize personalization prioritize recognize traveling utilize"""
)
SLIPS = texts.words_of(
    """accomodate acheive adress agreeed agremeent becuase begining calender comission commited commissoning
    concensus definately descision existance goverment happend independant liase maintainance neccessary
    occured partnerhsip priorites recieve refered responsability seperate sucess teh thier untill wich"""
)


def test_every_text_is_spelled_right() -> None:
    files: dict[str, set[str]] = defaultdict(set)
    for word, file in texts.words():
        files[word].add(file)
    wrong = {
        word: sorted(where)
        for word, where in files.items()
        if len(word) > 1 and not dictionary.is_right(word)
    }
    assert wrong == {}, "mend it, or put a name or a term into tests/spelling/our-words.txt"


def test_it_reads_all_that_people_read() -> None:
    files: dict[str, int] = defaultdict(int)
    for _, file in texts.words():
        files[file] += 1
    expected = ("packs/icbo.toml", "packs/tips.toml", "templates/steering-group.toml", "glossary.toml")
    for name in (*expected, "resources.toml", "demo.toml", "guide/guide.toml", "workshop/commands.py"):
        assert any(file.endswith(name) and count > 100 for file, count in files.items()), name
    assert files["README.md"] > 500
    assert files["sessions/edits/notes.py"] > 10, "what a person is told when something is refused"
    assert sum(files.values()) > 30_000


@pytest.mark.parametrize("word", [*AMERICAN, *SLIPS])
def test_american_spellings_and_slips_are_found(word: str) -> None:
    for form in (word, word.capitalize(), word.upper(), f"{word}'s"):
        assert not dictionary.is_right(form), form


@pytest.mark.parametrize(
    "words",
    [
        "colour colours coloured behaviour organise organised organising organisation recognises",
        "centre programme fulfil labour favourite travelling defence practise practice licence analysed",
        "Governance partners' ICB's don't we'll England's commissioner disagree unjustified READ ROOM ",
    ],
)
def test_british_spellings_are_right(words: str) -> None:
    assert [word for word in texts.words_of(words) if not dictionary.is_right(word)] == []


def test_a_slip_is_found_wherever_people_would_read_it() -> None:
    pack = {
        "id": "behavor",
        "sections": [{"items": [{"statement": "Our behavior.", "prompts": ["Wich one?"]}]}],
    }
    said = [word for text in texts._texts(pack) for word in texts.words_of(text)]
    assert [word for word in said if not dictionary.is_right(word)] == ["behavior", "Wich"]
    source = '''
"""A docstrng is for programmers."""
def refuse(name: str) -> None:
    """So is thsi."""
    what = f"{name} has no colr here"
    raise Problem(what, hint="Agre on a level first.", css="width: 1fr; colr: red")
'''
    said = [word for text in texts.literals(source) for word in texts.words_of(text)]
    assert [word for word in said if not dictionary.is_right(word)] == ["colr", "Agre"]
    assert texts.words_of("Type `workshp new` at https://exmple.org/colr for {colr}") == ["Type", "at", "for"]


def test_our_own_list_is_no_way_round_the_dictionary() -> None:
    text = (dictionary.FOLDER / "our-words.txt").read_text(encoding="utf-8")
    listed = [word for line in text.splitlines() for word in line.partition("#")[0].split()]
    assert sorted(listed) == sorted(set(listed))
    assert not {word.casefold() for word in listed} & {*AMERICAN, *SLIPS}
