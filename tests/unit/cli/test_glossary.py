"""The command `glossary`."""

from __future__ import annotations

import json
from collections.abc import Callable

from workshop.cli.glossary import IN_FULL
from workshop.materials.load import glossary

Run = Callable[..., tuple[int, str, str]]


def test_without_a_term_all_are_listed(run: Run) -> None:
    code, out, err = run("glossary")
    assert (code, err) == (0, "")
    assert len(out.splitlines()) == 1 + len(glossary().terms)
    assert ["Clinical", "commissioning", "group", "CCG", "2022"] in [
        line.split() for line in out.splitlines()
    ]
    assert run("glossary", "--", "?!")[1] == out


def test_a_term_is_explained_with_what_has_replaced_it_and_its_source(run: Run) -> None:
    code, out, _ = run("glossary", "ccgs")
    assert code == 0
    first = out.split("\n\n")[0].splitlines()
    assert first[0] == "Clinical commissioning group (CCG)"
    assert "Since July 2022: Integrated Care Board (ICB)" in first
    assert first[-1].startswith("Source: Integrated Commissioning for Better Outcomes")


def test_several_words_need_no_quotes(run: Run) -> None:
    assert run("glossary", "health", "and", "wellbeing", "boards")[1].startswith(
        "Health and wellbeing board (HWB)\n"
    )


def test_beyond_the_best_few_only_names_are_given(run: Run) -> None:
    fits = json.loads(run("glossary", "care", "--json")[1])
    out = run("glossary", "care")[1]
    blocks = out.rstrip("\n").split("\n\n")
    assert len(fits) > IN_FULL
    assert [block.splitlines()[0].partition(" (")[0] for block in blocks[:IN_FULL]] == [
        term["term"] for term in fits[:IN_FULL]
    ]
    assert len(blocks) == IN_FULL + 1
    assert blocks[-1].startswith("These fit too: ")
    assert all(term["term"] in blocks[-1] for term in fits[IN_FULL:])


def test_json_is_in_the_form_of_the_models(run: Run) -> None:
    code, out, _ = run("glossary", "CCG", "--json")
    first = json.loads(out)[0]
    assert code == 0
    assert first["id"] == "glossary/clinical-commissioning-group"
    assert (first["replaced_in"], first["replaced_month"]) == (2022, 7)
    assert len(json.loads(run("glossary", "--json")[1])) == len(glossary().terms)


def test_where_nothing_fits_near_spellings_are_named(run: Run) -> None:
    code, out, err = run("glossary", "carrer")
    assert (code, out) == (1, "")
    assert "nothing in the glossary fits 'carrer'" in err
    assert "Near it: Carer." in err
    code, out, err = run("glossary", "xyzzyx", "--json")
    assert (code, json.loads(out)) == (1, [])
    assert "lists all terms" in err


def test_what_was_typed_drives_no_terminal(run: Run) -> None:
    code, _, err = run("glossary", "zq\x1b[2Jzq")
    assert code == 1
    assert "\x1b" not in err
