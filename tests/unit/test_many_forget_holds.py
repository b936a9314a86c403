"""Who is to be forgotten: which files there are, where the name stands in them, and what is others'."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sessions.files import BACKUPS, BIN, DRAFTS, UNDO
from sessions.forgetting import Mention
from sessions.many.forget import Found, holds, look
from sessions.many.stored import Stored, family, stored, stored_in
from sessions.outputs import manifest
from sessions.outputs.manifest import Written
from sessions.problem import Problem
from sessions.store.handing import SUFFIX as HANDED
from tests.builders import NOW
from tests.stored_tables import notes, put, tables

# --- files that hold a session -------------------------------------------------------------------------


def test_what_a_file_holds_and_whether_it_is_a_backup() -> None:
    data = json.dumps(tables("day")).encode()
    own = stored(Path("/x/day.json"), data)
    assert (own.tables, own.header, own.session_id, own.is_backup) == (tables("day"), None, "day", False)
    assert own.data == data
    assert stored(Path(f"/x/{BACKUPS}/day.json"), data).is_backup
    broken = stored(Path("/x/day.json"), b"{")
    assert (broken.tables, broken.session_id, broken.header) == (None, "", None)
    assert stored(Path("/x/day.json"), b"[" * 100_000).tables is None
    assert stored(Path("/x/day.json"), b'{"session": {"1": {}}}').session_id == ""


def test_of_a_hand_over_the_first_line_is_no_part_of_the_session() -> None:
    body = json.dumps(tables("day")).encode()
    gone = stored(Path(f"/x/day{HANDED.upper()}"), b'{"bytes": 1}\n' + body)
    assert (gone.header, gone.data, gone.session_id) == ({"bytes": 1}, body, "day")
    odd = stored(Path(f"/x/day{HANDED}"), b"{\n" + body)
    assert (odd.header, odd.session_id) == ({}, "day")
    assert stored(Path(f"/x/day{HANDED}"), b"").header == {}


def test_files_are_found_by_a_word_in_any_letters_by_their_name_or_where_signs_are_hidden(
    tmp_path: Path,
) -> None:
    for name, text in {
        "a.json": "Ünal spoke",
        "b.json": r'"\u00dcnal"',
        "c.json": r'"\u0041"',
        "d.json": "nobody",
        "e.txt": "Ünal",
        ".f.json": "Ünal",
        f"g{HANDED}": "ünal",
        "H.JSON": "ÜNAL",
        "i.json": "U\u0308nal",
        f"{BACKUPS}/d.1.json": "nobody",
        f"{BACKUPS}/x.1.json": "Ünal",
        f"{BIN}/y.json": "nobody",
        f"{BIN}/z.json": "Ünal",
        "deep/a.json": "Ünal",
    }.items():
        put(tmp_path / name, text)
    (tmp_path / "folder.json").mkdir()
    found = [file.path.relative_to(tmp_path).as_posix() for file in stored_in(tmp_path, ["Ünal"], "d")]
    assert found == [
        *("H.JSON", "a.json", "b.json", "c.json", "d.json", f"g{HANDED}", "i.json"),
        *(f"{BACKUPS}/d.1.json", f"{BACKUPS}/x.1.json", f"{BIN}/z.json"),
    ]
    assert stored_in(tmp_path / "gone", ["Ünal"], "d") == ()


def kin(name: str, **more: Any) -> Stored:
    told = tables(more.pop("session_id", name), **more)
    return stored(Path(f"/x/{name}.json"), json.dumps(told).encode())


def test_a_family_is_the_same_session_its_series_and_what_goes_on_from_it() -> None:
    own = kin("own", session={"series": {"id": "S", "previous": "before"}}, actions={"1": {"uid": "act"}})
    copy = kin("own (1)", session_id="own")
    before = kin("before", session={"series": None}, actions={"1": {"carried_from": "first"}})
    first = kin("first")
    same_series = kin("later", session={"series": {"id": "S", "previous": ""}})
    carried = kin("carried", actions={"1": {"uid": "act"}})
    others = [
        kin("other", session={"series": {"id": "T", "previous": "S"}}),
        kin("act"),
        kin("S", session={"series": {"id": "own"}}),
        kin("odd", session={"series": "S"}, actions={"1": {"uid": ""}, "2": {"uid": None}}),
    ]
    near = [first, before, copy, *others, same_series, carried, own]
    told = family(own, near)
    assert told[0] is own
    assert {file.path.stem for file in told[1:]} == {"own (1)", "before", "first", "later", "carried"}
    assert family(others[1], near) == (others[1],)
    assert family(others[3], near) == (others[3],)


def test_files_that_cannot_be_read_belong_to_the_session_that_they_are_named_after() -> None:
    own, copy = kin("own"), kin("own (1)", session_id="own")
    damaged = [
        stored(Path(f"/x/{name}"), b"{") for name in ("own.damaged-1.json", "own~2.json", "own x.json")
    ]
    others = [stored(Path(f"/x/{name}"), b"{") for name in ("owner.json", "own-2.json", "x.own.json")]
    backup = stored(Path(f"/x/{BACKUPS}/own (1).20260101T000000Z-1.json"), b"{")
    told = family(own, [*others, backup, *damaged, copy])
    paths = {file.path for file in told}
    assert paths == {file.path for file in (own, copy, backup, *damaged)}
    of_backup = stored(Path(f"/x/{BACKUPS}/z.json"), json.dumps(tables("own")).encode())
    aside = stored(Path("/x/z.damaged-1.json"), b"{")
    assert aside not in family(own, [of_backup, aside]), "a backup's name is no session's"


# --- who is looked for ---------------------------------------------------------------------------------


def test_nobody_named_and_a_part_that_fits_several_are_refused(tmp_path: Path) -> None:
    path = put(tmp_path / "s.json", tables("s", "Priya Shah", "Priya Patel"))
    with pytest.raises(Problem) as nobody:
        look(tmp_path, path, "  ")
    assert (nobody.value.what, nobody.value.hint) == (
        "Nobody is named",
        "Type the whole name: --person “Priya Shah”.",
    )
    with pytest.raises(Problem) as several:
        look(tmp_path, path, "Priya")
    assert (several.value.what, several.value.hint) == (
        "'Priya' fits several: Priya Shah, Priya Patel",
        "Type the whole name.",
    )


def test_who_stands_nowhere_is_told_with_who_is_on_the_list(tmp_path: Path) -> None:
    path = put(tmp_path / "s.json", tables("s", "Ann Lee", "Bob Ray"))
    with pytest.raises(Problem) as unknown:
        look(tmp_path, path, " Zoe   Hill ")
    assert unknown.value.what == "Nobody is called ' Zoe   Hill ' in this session"
    assert (unknown.value.where, unknown.value.hint) == (str(path), "On the list: Ann Lee, Bob Ray.")
    empty = put(tmp_path / "t.json", tables("t"))
    with pytest.raises(Problem) as nobody:
        look(tmp_path, empty, "Zoe Hill")
    assert nobody.value.hint == "Nobody is on the list of people."


def test_what_is_found_is_where_the_name_stands_whole_or_may_stand(tmp_path: Path) -> None:
    path = put(
        tmp_path / "s.json",
        tables("s", "Priya Shah", notes=notes("Priya Shah said so", "P. Shah again", "nothing")),
    )
    put(tmp_path / f"{DRAFTS}/s.json", {"note": {"text": "PRIYA SHAH half, and Shah, Priya"}})
    found = look(tmp_path, path, "priya  shah")
    assert (found.folder, found.path, found.name) == (tmp_path, path, "Priya Shah")
    assert [file.path for file in found.files] == [path]
    assert found.people == ("Priya Shah",)
    assert found.whole == (
        Mention("people 0", "Priya Shah", "Priya Shah"),
        Mention("N1", "Priya Shah", "Priya Shah said so"),
        Mention("draft", "PRIYA SHAH", '{"note": {"text": "PRIYA SHAH half, and Shah, Priya"}}'),
    )
    assert Mention("N2", "P. Shah", "P. Shah again") in found.likely
    assert ("draft", "Shah, Priya") in {(mention.place, mention.spelling) for mention in found.likely}
    assert (found.outputs, found.elsewhere, found.others, found.logs) == ((), (), (), ())
    assert found.sessions == (path,)
    assert not found.is_final


def test_spellings_stand_once_those_first_that_stand_most_often() -> None:
    mentions = [Mention("N1", spelling, "") for spelling in ("b", "c", "a", "c", "b", "c", "d")]
    found = Found(Path("/x"), Path("/x/s.json"), "N", (), (), (), tuple(mentions), (), ())
    assert found.spellings == ("c", "b", "a", "d")


def test_a_name_that_was_taken_back_is_found_in_what_undo_keeps(tmp_path: Path) -> None:
    path = put(tmp_path / "s.json", tables("s"))
    put(tmp_path / f"{UNDO}/s.json", {"steps": ["Priya Shah"]})
    assert look(tmp_path, path, "Priya Shah").whole == (Mention("undo", "Priya Shah", "Priya Shah"),)
    put(path, tables("s", "Priya Shah"))
    assert [mention.place for mention in look(tmp_path, path, "Priya Shah").whole] == ["people 0"]


def test_what_cannot_be_read_has_the_name_as_a_whole(tmp_path: Path) -> None:
    path = put(tmp_path / "s.json", tables("s", "Priya Shah"))
    damaged = put(tmp_path / "s.damaged-1.json", '{"x": "Priya Shah, and Priya Shah"')
    found = look(tmp_path, path, "Priya Shah")
    assert Mention("s.damaged-1.json", "Priya Shah", "Priya Shah") in found.whole
    assert len(found.whole) == 2
    assert found.sessions == (path, damaged)


def test_a_name_as_it_was_typed_is_as_it_is_meant(tmp_path: Path) -> None:
    path = put(tmp_path / "s.json", tables("s", "Priya Shah", notes=notes("Shah asks")))
    found = look(tmp_path, path, "Shah")
    assert found.name == "Priya Shah"
    assert {mention.spelling for mention in found.likely} == {"Shah"}


def test_outputs_in_the_folder_are_looked_into_and_those_of_others_are_not(tmp_path: Path) -> None:
    path = put(tmp_path / "s.json", tables("s", "Priya Shah"))
    other = put(tmp_path / "t.json", tables("t", "Priya Shah"))
    away = tmp_path.parent / "away.md"
    files = {
        name: put(tmp_path / name, text)
        for name, text in {
            "summaries/s.md": "Priya Shah",
            "summaries/deep/unknown.md": "Priya Shah",
            "summaries/empty.md": "nobody",
            "summaries/t.md": "Priya Shah",
            "summaries/both.md": "Priya Shah",
            "mine.md": "Priya Shah",
            "stray.md": "Priya Shah",
        }.items()
    }
    put(away, "Priya Shah")

    def note(session: Path, *outputs: Path) -> None:
        rows = [Written(output, "minutes", "md", output.read_bytes()) for output in outputs]
        manifest.note(session, rows, record="", at=NOW)

    note(path, files["summaries/both.md"], files["mine.md"], away)
    note(other, files["summaries/t.md"], files["summaries/both.md"])
    found = look(tmp_path, path, "Priya Shah")
    assert {output.relative_to(tmp_path).as_posix() for output in found.outputs} == {
        *("summaries/s.md", "summaries/deep/unknown.md", "summaries/both.md", "mine.md")
    }
    assert found.elsewhere == (f"{away} (minutes, written on 1 Dec 2026)",)
    assert found.others == ("t",)
    away.unlink()


def test_where_it_was_handed_over_to_is_told_and_reports_of_mistakes_that_have_the_name(
    tmp_path: Path,
) -> None:
    handovers = [
        {"to": "/stick", "at": "2026-12-01T10:00:00Z"},
        {"to": str(tmp_path), "at": "2026-12-02"},
        {"to": "", "at": "2026-12-03"},
        {"at": "2026-12-04"},
        "odd",
        {"to": "/stick", "at": "2026-12-01T11:00:00Z"},
    ]
    path = put(tmp_path / "s.json", tables("s", "Priya Shah", session={"handovers": handovers}))
    put(
        tmp_path / f"{BACKUPS}/s.1.json", tables("s", session={"handovers": [{"to": "/other", "at": "2026"}]})
    )
    put(tmp_path / f"s{HANDED}", "{}\n" + json.dumps(tables("s", session={"handovers": [{"to": "/third"}]})))
    logs = [put(tmp_path / "a.txt", "Priya Shah"), put(tmp_path / "b.txt", "nobody"), tmp_path / "gone.txt"]
    found = look(tmp_path, path, "Priya Shah", logs=logs)
    assert found.elsewhere == ("/stick (handed over on 1 Dec 2026)",)
    assert found.logs == (logs[0],)
    assert {file.path.name for file in found.files} == {"s.json", "s.1.json", f"s{HANDED}"}
    assert found.sessions == (path,)
    odd = put(tmp_path / "o.json", tables("o", "Priya Shah", session={"handovers": {"to": "/x"}}))
    assert look(tmp_path, odd, "Priya Shah").elsewhere == ()


def test_final_is_what_is_final_outside_of_the_backups(tmp_path: Path) -> None:
    final = {"session": {"final_at": "2026-12-01"}}
    path = put(tmp_path / "s.json", tables("s", "Priya Shah"))
    put(tmp_path / f"{BACKUPS}/s.1.json", tables("s", "Priya Shah", **final))
    assert not look(tmp_path, path, "Priya Shah").is_final
    put(tmp_path / f"{BIN}/s.json", tables("s", "Priya Shah", **final))
    assert look(tmp_path, path, "Priya Shah").is_final


def test_what_goes_is_the_name_its_spellings_its_rows_and_ids(tmp_path: Path) -> None:
    actions = {"1": {"id": "A1", "owner": "Priya"}, "2": {"id": "A2", "owner": "Tom"}}
    told = tables("set-of-priya-shah-ab27", "Priya Shah", "Ann Lee", "Tom Shah", actions=actions)
    told["session"]["1"]["title"] = "Set of Priya Shah"
    path = put(tmp_path / "set-of-priya-shah-ab27.json", told)
    found = look(tmp_path, path, "Priya Shah")
    plan = found.forgetting((" P.  Shah ", "", "P. Shah"), ["N3"])
    assert plan.names == ("Priya Shah", "P. Shah")
    assert (plan.by, plan.owners, plan.kept) == ("a participant", {"Priya"}, {"N3"})
    assert (plan.others, plan.uids) == (("Tom Shah",), {"p0"})
    assert plan.ids == {"set-of-priya-shah-ab27": "set-of-a-participant-ab27"}
    assert found.forgetting(by="a director").by == "a director"
    assert found.reached_by(plan)


def test_whether_a_plan_reaches_anything(tmp_path: Path) -> None:
    path = put(tmp_path / "s.json", tables("s", notes=notes("Zoe H. was here")))
    found = look(tmp_path, path, "Zoe Hill")
    assert found.whole == ()
    assert not found.reached_by(found.forgetting())
    assert found.reached_by(found.forgetting(["Zoe"]))
    log = put(tmp_path / "log.txt", "Zoe Hill")
    assert look(tmp_path, path, "Zoe Hill", logs=[log]).reached_by(found.forgetting())
    assert holds(log, ("Zoe Hill",))
    assert not holds(log, ("Zoe Hall",))
    assert not holds(tmp_path / "gone", ("Zoe Hill",))
