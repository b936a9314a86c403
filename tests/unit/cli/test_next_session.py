"""`new --after`: the next session after another, on the shell."""

from __future__ import annotations

import json
from pathlib import Path

from tests.unit.cli.conftest import Run


def test_it_takes_on_what_the_last_one_had(run: Run, made: str) -> None:
    run("act", made, "Agree the route", "--item", "1.2", "--owner", "Priya", "--due", "6 Jan")
    run("note", made, "Estates", "--kind", "parked")
    run("next-meeting", made, "12 Jan 2027")
    code, out, err = run("new", "--after", made, "--no-open", "--json")
    assert code == 0
    assert "From Exampleshire self-assessment: 5 partners, 1 open action and 1 parked point." in err
    second = json.loads(out)
    assert second["date"] == "2027-01-12"
    assert [action["carried_from"] for action in second["actions"]] == [made]
    assert second["series"]["previous"] == made

    run("action", second["id"], "A1", "--status", "done")
    logged = json.loads(run("actions", "--status", "open", "--status", "done", "--json")[1])
    assert [(row["id"], row["status"], row["session"]) for row in logged] == [("A1", "done", second["id"])]
    listed = json.loads(run("list", "--json")[1])
    assert {row["id"]: row["previous"] for row in listed} == {made: None, second["id"]: made}


def test_what_is_given_comes_first(run: Run, made: str) -> None:
    given = (
        "--template",
        "tips-and-pulse",
        "--title",
        "Another",
        "--partner",
        "Ward:council",
        "--date",
        "3 Feb",
    )
    second = json.loads(run("new", "--after", made, *given, "--without-parked", "--no-open", "--json")[1])
    assert (second["title"], second["place"], len(second["partners"])) == ("Another", "Exampleshire", 1)


def test_a_session_that_is_not_there_makes_none(run: Run, made: str) -> None:
    code, out, err = run("new", "--after", "nowhere", "--no-open")
    assert (code, out) == (2, "")
    assert "No session 'nowhere'" in err
    assert len(json.loads(run("list", "--json")[1])) == 1


def test_people_of_partners_that_are_not_there_are_nobodys(run: Run, made: str) -> None:
    run("people", made, "--add", "Priya:Director:ICB", "--add", "Tom::County Council")
    given = ("--partner", "County Council:council", "--partner", "Ward:council")
    code, out, err = run("new", "--after", made, *given, "--no-open", "--json")
    assert code == 0, err
    second = json.loads(out)
    council = second["partners"][0]["id"]
    assert [(row["name"], row["partner_id"]) for row in second["people"]] == [
        ("Priya", None),
        ("Tom", council),
    ]


def test_a_template_that_is_gone_is_said_to_be_that_of_the_session_before(
    run: Run, made: str, folder: Path
) -> None:
    path = folder / f"{made}.json"
    path.write_text(
        path.read_text("utf-8").replace('"template_id": "four-domains"', '"template_id": "gone"'), "utf-8"
    )
    path.write_text(
        path.read_text("utf-8").replace('"template_id": "self-assessment"', '"template_id": "gone"'), "utf-8"
    )
    code, _, err = run("new", "--after", made, "--no-open")
    assert (code, "The template 'gone' of the session before is not here" in err) == (2, True)
    assert "--template" in err
    assert run("new", "--after", made, "--template", "tips-and-pulse", "--no-open")[0] == 0


def test_parked_points_can_be_left_only_of_a_session_before(run: Run) -> None:
    code, out, err = run("new", "--without-parked", "--no-open")
    assert (code, out, "goes with --after" in err) == (2, "", True)
