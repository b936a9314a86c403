"""Forms of ours on the shell: each sort gives the same record, once; and broken ones change nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from sessions.forms import web
from sessions.forms.make import form_of
from sessions.forms.model import Answer, Form
from sessions.store.library import Library
from tests.forms import RETURN, as_json, as_text, as_workbook

Run = Callable[..., tuple[int, str, str]]
ANSWERS = {
    "icbo/D1.1": Answer(4),
    "icbo/D1.2": Answer(),
    "icbo/D1.3": Answer(applies=False, reason="No pooled budget."),
}
COMMENTS = {"icbo/D1.1": "[/x] =cmd|'/c calc'!A1 <script>"}


def form(folder: Path, made: str) -> Form:
    """The form of the ICB."""
    session = Library(folder).read(made)
    return form_of(session, session.find_partner("ICB"))


def record(folder: Path, made: str) -> list[Any]:
    """What came in, but for ids and times."""
    tables = Library(folder).read(made).tables
    chance = {"uid", "at", "id", "author", "counter", "revision"}
    return [row.model_dump(exclude=chance) for name in ("ballots", "returns") for row in tables.get(name, ())]


def stored(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_sort_gives_the_same_record_and_a_second_time_nothing(
    run: Run, made: str, folder: Path, tmp_path: Path
) -> None:
    blank, records = form(folder, made), []
    for sort in (as_json, as_text, as_workbook):
        content = sort(blank, ANSWERS, COMMENTS, by="Priya")
        path = tmp_path / "renamed (1).txt"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        code, out, err = run("import", made, str(path), "--yes")
        assert (code, err) == (0, "")
        assert "renamed (1).txt: the form of Integrated Care Board (ICB), 2 answers." in out
        assert "1 of them says that something does not apply." in out
        assert "1.3" not in out
        records.append(record(folder, made))
        before = stored(folder)
        assert run("import", made, str(path), "--yes")[0] == 0
        assert stored(folder) == before
        assert run("undo", made)[0] == 0
    assert records[0] == records[1] == records[2]
    assert [row["source"] for row in records[0][:2]] == ["form", "form"]


def test_who_saves_the_page_again_corrects_and_whoever_else_answers_counts_beside(
    run: Run, made: str, folder: Path, tmp_path: Path
) -> None:
    path, blank = tmp_path / "f.json", form(folder, made)

    def came(level: int, **more: Any) -> tuple[str, list[list[int]]]:
        path.write_bytes(as_json(blank, {"icbo/D1.1": Answer(level)}, {}, **more))
        code, out, err = run("import", made, str(path), "--yes")
        assert code == 0, err
        return out, [row["counts"] for row in record(folder, made) if "counts" in row]

    assert came(4)[1] == [(0, 0, 0, 1, 0)]
    out, counts = came(2)
    assert "since the same form said something else before: 1.1" in out
    assert counts == [(0, 0, 0, 1, 0)]
    assert came(2, revision=2)[1] == [(0, 1, 0, 0, 0)]
    out, counts = came(2, **{"return": RETURN[::-1]})
    assert "the answers of 2 are counted together, like a show of hands." in out
    assert counts == [(0, 2, 0, 0, 0)]


def test_another_edition_is_told_and_the_rest_is_taken(
    run: Run, made: str, folder: Path, tmp_path: Path
) -> None:
    blank = form(folder, made)
    old = tuple(replace(q, statement="Before.") if q.key == "icbo/D1.1" else q for q in blank.questions)
    path = tmp_path / "f.json"
    path.write_bytes(as_json(replace(blank, questions=old), ANSWERS, {}))
    code, out, _ = run("import", made, str(path), "--yes", "--json")
    told = json.loads(out)
    assert (code, [row["item"] for row in told["answers"]]) == (0, ["icbo/D1.2"])
    (fault,) = told["forms"][0]["left_out"]
    assert "was asked in other words or on other levels" in fault["what"]


def test_broken_forms_are_told_and_the_session_stays_as_it_was(
    run: Run, made: str, folder: Path, tmp_path: Path
) -> None:
    blank = form(folder, made)
    whole, text = as_json(blank, ANSWERS, COMMENTS), as_text(blank, ANSWERS, COMMENTS)
    book = as_workbook(blank, ANSWERS, COMMENTS)
    twice = json.loads(whole)
    twice["answers"] += twice["answers"][:1]
    deep = b'{"workshop_answers": ' + b"[" * 10_000 + b"]" * 10_000 + b"}"
    wrong = {
        "cut off": (whole[:-40], "cut off"),
        "cut in a text": (text[: len(text) // 2].encode(), "cut off or changed on its way"),
        "a workbook cut off": (book[:-500], "no workbook that can be read"),
        "nested 10,000 deep": (deep, "damaged or was cut off"),
        "NaN": (whole.replace(b'"revision": 1', b'"revision": NaN'), "which saving of it"),
        "a key twice": (json.dumps(twice).encode(), "is answered twice"),
        "level 9 of 5": (whole.replace(b'"answer": 4', b'"answer": 9'), "There is no level 9"),
        "a level in words": (
            whole.replace(b'"answer": 4', b'"answer": "four"'),
            "What it says is no answer",
        ),
        "another session": (
            as_json(replace(blank, session_id="x", id="0" * 16), ANSWERS, {}),
            "another session",
        ),
        "another partner": (as_json(replace(blank, partner_uid="0" * 16), ANSWERS, {}), "is no partner"),
        "another form": (whole.replace(blank.id.encode(), b"f" * 16), "id of the form does not belong"),
        "a later version": (
            whole.replace(b'"workshop_answers": 1', b'"workshop_answers": 99'),
            "later version",
        ),
        "no version": (whole.replace(b'"workshop_answers": 1', b'"workshop_answers": "1"'), "which version"),
        "another encoding": (whole.decode().encode("utf-16"), "neither a table nor a form"),
        "the page itself": (web.render(blank, "x.json"), "without the answers"),
        "a scan of paper": (b"%PDF-1.7 ...", "f.json: This is a PDF Type its answers into the web page"),
        "a blank workbook": (as_workbook(blank, {}, {}), None),
    }
    before, unsaid = stored(folder), {}
    for name, (content, expected) in wrong.items():
        path = tmp_path / "f.json"
        path.write_bytes(content)
        code, out, err = run("import", made, str(path), "--yes")
        flat = " ".join(err.split())
        wanted = (0, "nothing new in it") if expected is None else (2, expected)
        if code != wanted[0] or wanted[1] not in flat or "Traceback" in err:
            unsaid[name] = (code, out, err)
    assert unsaid == {}
    assert stored(folder) == before
