"""`series`, what `new` says of sessions before it, and a chain of four sessions, on the shell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.unit.cli.conftest import Run

GROUP = ("--template", "steering-group", "--place", "North Vale", "--no-open")


def new(run: Run, *more: str) -> str:
    code, out, err = run("new", *more, "--no-open")
    assert code == 0, err
    return out.strip()


def shown(run: Run, session_id: str) -> Any:
    return json.loads(run("show", session_id, "--json")[1])


def first_of(run: Run) -> str:
    partners = ("--partner", "County Council:council", "--partner", "ICB:NHS", "--person", "Priya::ICB")
    first = new(run, *GROUP, "--date", "22 Oct 2026", *partners)
    run("act", first, "Agree the route", "--owner", "Priya", "--due", "6 Nov 2026")
    run("act", first, "Draft the terms")
    run("note", first, "Estates", "--kind", "parked")
    run("note", first, "We meet monthly", "--kind", "decision")
    run("next-meeting", first, "3 Dec 2026")
    return first


def test_a_new_session_at_the_place_says_from_which_it_could_go_on(run: Run) -> None:
    first = first_of(run)
    code, out, err = run("new", "--place", "north  vale", "--date", "3 Dec 2026", "--no-open", "--json")
    second = json.loads(out)
    assert code == 0
    assert "North Vale steering group, 22 Oct 2026, with 2 open actions" in err
    assert f"workshop series {second['id']} --after {first}" in err
    assert (second["could_go_on_from"]["id"], second["could_go_on_from"]["open_actions"]) == (first, 2)
    assert (second["series"], second["actions"], second["partners"]) == (None, [], []), (
        "nothing is done unasked"
    )

    elsewhere = json.loads(run("new", "--place", "South", "--no-open", "--json")[1])
    assert elsewhere["could_go_on_from"] is None
    early = json.loads(run("new", "--place", "North Vale", "--date", "1 Oct 2026", "--no-open", "--json")[1])
    assert early["could_go_on_from"] is None, "it was before all of them"

    code, out, err = run("series", second["id"], "--after", first, "--json")
    assert json.loads(out) == {
        "session": second["id"],
        "previous": first,
        "also_after_it": [],
        "took_on": True,
    }
    assert "2 partners, 2 open actions and 1 parked point" in err
    taken = shown(run, second["id"])
    assert [partner["name"] for partner in taken["partners"]] == ["County Council", "ICB"]
    assert [person["name"] for person in taken["people"]] == ["Priya"]
    assert (taken["agenda"][0]["kind"], taken["template_id"]) == ("review", "self-assessment")
    assert [row["text"] for row in taken["series"]["standing"]] == ["We meet monthly"]
    code, _, _ = run("undo", second["id"])
    assert (code, shown(run, second["id"])["series"], shown(run, second["id"])["partners"]) == (0, None, [])


def test_series_are_listed_and_sessions_of_none_are_offered_one(run: Run) -> None:
    first = first_of(run)
    second = new(run, "--after", first)
    alone = [new(run, "--place", "South", "--date", day) for day in ("1 Mar 2026", "1 Sep 2026")]
    data = json.loads(run("series", "--json")[1])
    assert [[row["id"] for row in group["sessions"]] for group in data["series"]] == [[first, second]]
    assert [[row["id"] for row in group["sessions"]] for group in data["alone"]] == [alone]
    code, out, err = run("series")
    assert code == 0
    assert (first in out, second in out, "carried on" in out) == (True, True, True)
    assert f"workshop series {alone[1]} --after {alone[0]}" in err
    assert json.loads(run("series", first, "--json")[1])["alone"] == []
    assert shown(run, alone[1])["series"] is None

    code, _, err = run("series", alone[1], "--of", alone[0])
    assert (code, "held already" in err) == (0, True)
    assert len(json.loads(run("series", "--json")[1])["series"]) == 2
    assert run("series", alone[1], "--none")[0] == 0
    assert len(json.loads(run("series", "--json")[1])["series"]) == 1


def test_a_session_of_none_is_offered_a_series_however_its_place_is_spaced(run: Run) -> None:
    first = new(run, *GROUP, "--date", "22 Oct 2026")
    second = new(run, "--after", first, "--date", "3 Dec 2026")
    other = new(run, "--place", "North  Vale", "--date", "7 Jan 2027")
    code, _, err = run("series")
    assert code == 0
    assert f"workshop series {other} --of" in err
    assert any(f"--of {known}" in err for known in (first, second))


def test_a_series_runs_in_no_circle_and_parts_only_aloud(run: Run) -> None:
    first = first_of(run)
    second = new(run, "--after", first)
    third = new(run, "--after", second)
    for wrong in (first, second, third):
        code, out, err = run("series", first, "--after", wrong)
        assert (code, out, "can't go on from" in err) == (2, "", True)
    code, out, err = run("new", "--after", first, "--no-open")
    other = out.strip()
    assert (code, f"{other} and {second} both go on from {first}" in err) == (0, True)
    assert f"It parts after {first}." in run("series")[1]
    last = new(run, "--place", "Elsewhere")
    code, out, err = run("series", last, "--of", first)
    assert (code, "The series parts after" in err) == (2, True), "which of the two is not for us to say"
    code, out, _ = run("series", last, "--after", third, "--json")
    assert (code, json.loads(out)["previous"]) == (0, third)
    assert run("series", "--none")[0] == 2
    assert "goes on from none" in run("series", first, "--none")[2]


def test_what_is_said_of_what_comes_along_goes_with_after(run: Run) -> None:
    for option in ("--with-not-reached", "--without-not-reached", "--without-parked"):
        code, _, err = run("new", option, "--no-open")
        assert (code, f"{option} goes with --after" in err) == (2, True)


def test_what_nobody_came_to_is_told_and_comes_along_where_it_is_wanted(run: Run, made: str) -> None:
    run("agree", made, "1.1", "3")
    code, out, err = run("new", "--after", made, "--template", "tips-and-pulse", "--no-open")
    assert (code, "were not reached there" in err) == (0, True)
    wanted = ("--after", made, "--template", "tips-and-pulse", "--with-not-reached")
    code, out, err = run("new", *wanted, "--no-open", "--json")
    items = {item_id for step in json.loads(out)["agenda"] for item_id in step.get("item_ids", ())}
    assert (code, "icbo/D1.2" in items, "icbo/D1.1" in items, "not reached" in err) == (0, True, False, False)


def test_another_owner_brings_their_own_body_and_a_stranger_keeps_the_one_that_is_there(run: Run) -> None:
    first = first_of(run)
    run("people", first, "--add", "Tom::County Council")

    def who(*options: str) -> tuple[str, str]:
        row = json.loads(run("action", first, "A1", *options, "--json")[1])
        return row["owner"], row["body"]

    assert who("--owner", "tom") == ("Tom", "County Council"), "it was Priya of the ICB"
    assert who("--owner", "Sam") == ("Sam", "County Council")
    assert who("--owner", "icb") == ("", "ICB")
    assert who("--owner", "priya", "--body", "council") == ("Priya", "County Council")


def test_four_sessions_of_one_series_on_the_shell(run: Run, folder: Path) -> None:
    """Actions are carried, closed, given another day, and reopened; nothing is typed twice."""
    first = first_of(run)
    second = new(run, "--after", first)
    begun = shown(run, second)
    assert (begun["date"], begun["title"], begun["place"]) == (
        "2026-12-03",
        "North Vale steering group",
        "North Vale",
    )
    assert [(row["id"], row["carried_from"]) for row in begun["actions"]] == [("A1", first), ("A2", first)]
    run("go", second, begun["agenda"][0]["id"])
    run("action", second, "A1", "--status", "done", "--remark", "Signed in November.")
    run("action", second, "A2", "--due", "1 Feb 2027", "--owner", "Priya", "--status", "in progress")
    run("act", second, "Tell the providers")

    third = new(run, "--after", second)
    here = shown(run, third)
    assert [row["text"] for row in here["actions"]] == ["Draft the terms", "Tell the providers"]
    assert here["actions"][0]["due"] == "2027-02-01"
    assert [row["text"] for row in json.loads(run("reopen", third, "--json")[1])] == ["Agree the route"]
    assert run("reopen", third, "Nothing of the kind")[0] == 2
    code, out, err = run("reopen", third, "Agree the route", "--remark", "It broke again.", "--json")
    assert code == 0, err
    again = json.loads(out)
    assert (again["uid"], again["status"], again["carried_from"]) == (
        begun["actions"][0]["uid"],
        "open",
        second,
    )
    assert json.loads(run("reopen", third, "--json")[1]) == []
    dropped = next(row["id"] for row in here["actions"] if row["text"] == "Tell the providers")
    run("action", third, dropped, "--status", "dropped")

    fourth = new(run, "--after", third)
    rows = {row["text"]: row for row in shown(run, fourth)["actions"]}
    assert set(rows) == {"Agree the route", "Draft the terms"}
    assert [remark["text"] for remark in rows["Agree the route"]["remarks"]][:1] == ["Signed in November."]
    log = json.loads(run("actions", "--status", "open", "--status", "in progress", "--status", "done",
                         "--status", "dropped", "--json")[1])  # fmt: skip
    last = {row["text"]: (row["status"], row["session"]) for row in log}
    assert last["Agree the route"] == ("open", fourth)
    assert len(log) == 3, "each once, as it stands in the last session that has it"
    assert shown(run, first)["actions"][0]["status"] == "open", "the first record keeps what was said in it"
    groups = json.loads(run("series", "--json")[1])["series"]
    assert [row["id"] for row in groups[0]["sessions"]] == [first, second, third, fourth]
