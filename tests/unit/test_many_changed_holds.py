"""Going over many files: how far it is, what the index has not, and whether each is as it was."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from sessions.many.cards import Cards
from sessions.many.changed import OutputCheck, check_output, missing, of_several, outputs_of, signed_off
from sessions.many.reading import read_all, read_each
from sessions.outputs import manifest
from sessions.outputs.manifest import Written
from sessions.problem import Problem
from sessions.progress import StoppedEarly
from sessions.rows import Action
from sessions.store.library import Library
from tests.builders import NOW, scored_at

# --- reading -------------------------------------------------------------------------------------------


def test_how_far_it_is_is_told_after_each_fifth_of_a_second_and_at_the_end(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.json" for name in "abcd"]
    told: list[tuple[int, int]] = []
    ticks = iter([0.0, 0.19, 0.2, 0.2, 0.39, 0.4, 0.4])
    found = list(
        read_each(paths, progress=lambda done, of: told.append((done, of)), seconds=lambda: next(ticks))
    )
    assert told == [(1, 4), (3, 4), (4, 4)]
    assert [row.path for row in found] == paths
    assert all(row.session is None and row.problem is not None for row in found)
    both = read_all(paths[:2], home=tmp_path)
    assert (list(both.problems), both.sessions) == (paths[:2], {})
    calls = iter([False, False, True])
    with pytest.raises(StoppedEarly):
        list(read_each(paths[:2], stopped=lambda: next(calls)))


def test_actions_that_the_index_has_not_are_read_from_the_file(tmp_path: Path) -> None:
    action = Action(id="A1", text="Ask", at=NOW)
    Library(tmp_path).create(scored_at(actions=(action,))).close()
    (tmp_path / ".cards").unlink(missing_ok=True)
    cards = Cards(tmp_path)
    (card,) = cards.glance()
    assert [own.text for own in cards.actions(card)] == ["Ask"]
    assert cards.packed()[0].keys() == {"s.json"}
    assert not card.is_read


# --- whether something is as it was --------------------------------------------------------------------


def test_a_file_is_known_by_its_bytes_then_its_path_then_its_name(tmp_path: Path) -> None:
    library = Library(tmp_path)
    for name in ("a", "b"):
        library.create(scored_at(id=name)).close()
    (tmp_path / "out").mkdir()
    one, two = tmp_path / "out" / "one.md", tmp_path / "two.md"
    one.write_bytes(b"one")
    two.write_bytes(b"two")
    record = manifest.checksum_of(tmp_path / "a.json")
    manifest.note(tmp_path / "a.json", [Written(one, "minutes", "md", b"one")], record=record, at=NOW)
    manifest.note(tmp_path / "b.json", [Written(two, "minutes", "md", b"one")], record="", at=NOW)

    def known_as(path: Path) -> tuple[str, str, str]:
        found = check_output(path, (tmp_path, tmp_path))
        assert found is not None
        assert found.path == path
        assert found.session_path is not None
        return found.session_path.stem, found.file, found.record

    assert known_as(one) == ("a", "unchanged", "unchanged")
    two.write_bytes(b"changed")
    assert known_as(two) == ("b", "changed", "unknown"), "by its path"
    (tmp_path / "one.md").write_bytes(b"else")
    assert known_as(tmp_path / "one.md") == ("a", "changed", "unchanged"), "by its name"
    (tmp_path / "a.json").write_bytes((tmp_path / "a.json").read_bytes() + b"\n")
    assert known_as(one) == ("a", "unchanged", "changed")
    assert [check.path for check in outputs_of(tmp_path / "a.json")] == [one]
    one.unlink()
    assert outputs_of(tmp_path / "a.json") == ()
    assert missing(tmp_path / "a.json") == (one,)
    with pytest.raises(Problem, match=r"^The file can't be read"):
        check_output(one, (tmp_path,))


def test_a_checksum_that_stands_in_a_file_says_of_which_record_it_is(tmp_path: Path) -> None:
    Library(tmp_path).create(scored_at(id="a")).close()
    record = manifest.checksum_of(tmp_path / "a.json")

    def found(data: bytes) -> tuple[str, str, Path | None] | None:
        (tmp_path / "x.md").write_bytes(data)
        check = check_output(tmp_path / "x.md", (tmp_path,))
        return check and (check.file, check.record, check.session_path)

    here = ("unknown", "unchanged", tmp_path / "a.json")
    assert found(f"of {record}.".encode()) == here
    assert found(f"{record[:30]}\r\n {record[30:]}".encode()) == here, "a calendar folds its lines"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", f"<t>{record}</t>")
    assert found(packed.getvalue()) == here
    assert found(b"f" * 64) == ("unknown", "unknown", None)
    nobody = check_output(tmp_path / "x.md", (tmp_path,))
    assert nobody == OutputCheck(tmp_path / "x.md", "unknown", "unknown", None, None)
    assert found(b"f" * 65) is found(b"f" * 63) is found(b"") is None
    alone = OutputCheck(tmp_path / "x.md", "unknown", "unknown", None, None)
    assert of_several(alone, (tmp_path,)) == (alone,)


def test_a_log_of_several_is_told_of_each_of_them(tmp_path: Path) -> None:
    library = Library(tmp_path)
    log = tmp_path / "log.csv"
    log.write_bytes(b"log")
    for name in ("a", "b", "c"):
        library.create(scored_at(id=name)).close()
        form = "minutes" if name == "c" else "actions"
        manifest.note(tmp_path / f"{name}.json", [Written(log, form, "csv", b"log")], record="", at=NOW)
    found = check_output(log, (tmp_path,))
    assert found is not None
    each = of_several(found, (tmp_path,))
    assert [check.session_path and check.session_path.stem for check in each] == ["a", "b"]


def test_whether_a_session_is_as_it_was_signed_off(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    Library(tmp_path).create(scored_at(id="a")).close()
    assert signed_off(path) is None
    data = path.read_bytes()
    manifest.seal(path, manifest.checksum(data), at=NOW)
    assert signed_off(path) == "unchanged"
    path.write_bytes(data + b"\n")
    assert signed_off(path) == "changed"
    path.write_bytes(b"{")
    assert signed_off(path) == "changed"
    manifest.seal(path, "", at=NOW)
    assert signed_off(path) is None
