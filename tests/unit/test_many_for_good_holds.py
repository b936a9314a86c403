"""A session that is to go for good: what goes with it, and what stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sessions.files import BACKUPS, BIN, DRAFTS, FORGOTTEN, LOCKS, OUTPUTS, SHOWING, STANDINGS, UNDO
from sessions.many.for_good import delete, doom
from sessions.outputs import manifest
from sessions.outputs.manifest import Written
from tests.builders import NOW
from tests.stored_tables import put, tables

# --- for good ------------------------------------------------------------------------------------------


def names(folder: Path, paths: Any) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in paths)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder with everything that is kept of "day-ab27", and of others that are named alike."""
    for name in (
        *("day-ab27.json", "day-ab27-x.json", "day-ab27.damaged-1.json", "day-ab27.damaged-x.json"),
        *(f"{place}/day-ab27.json" for place in (DRAFTS, UNDO, SHOWING, OUTPUTS, FORGOTTEN, BIN)),
        *(f"{BIN}/day-ab27~2.json", f"{BIN}/day-ab27-x.json", f"{BIN}/{DRAFTS}/day-ab27~2.json"),
        f"{BACKUPS}/day-ab27.20261201T100000Z-1.json",
        f"{BACKUPS}/day-ab27.changed-elsewhere-1.json",
        f"{BACKUPS}/day-ab27-x.20261201T100000Z-1.json",
        f"{BACKUPS}/day-ab27.other.json",
        *(f"{DRAFTS}/day-ab27-x.json", f"{FORGOTTEN}/day-ab27-x.json"),
    ):
        put(tmp_path / name, tables("day-ab27-x" if "ab27-x" in name else "day-ab27"))
    put(tmp_path / "day-ab27 (1).json", tables("day-ab27"))
    put(tmp_path / "other.json", tables("other"))
    return tmp_path


OWN = sorted(
    (
        *("day-ab27.json", "day-ab27.damaged-1.json"),
        *(f"{place}/day-ab27.json" for place in (DRAFTS, UNDO, SHOWING, OUTPUTS, FORGOTTEN, BIN)),
        *(f"{BIN}/day-ab27~2.json", f"{BIN}/{DRAFTS}/day-ab27~2.json"),
        f"{BACKUPS}/day-ab27.20261201T100000Z-1.json",
        f"{BACKUPS}/day-ab27.changed-elsewhere-1.json",
    )
)


def test_what_goes_is_all_of_the_session_and_nothing_of_one_that_is_named_alike(kept: Path) -> None:
    doomed = doom(kept, kept / "day-ab27.json")
    assert doomed.path == kept / "day-ab27.json"
    assert names(kept, doomed.files) == OWN
    assert doomed.files[0] == doomed.path, "the session goes first"
    assert (doomed.outputs, doomed.changed) == ((), ())
    assert names(kept, doomed.copies) == ["day-ab27 (1).json", "day-ab27.damaged-x.json"]


def test_one_in_the_bin_leaves_what_is_of_the_one_that_is_in_the_list(kept: Path) -> None:
    binned = names(kept, doom(kept, kept / BIN / "day-ab27~2.json").files)
    assert binned == sorted(
        (
            *(f"{BIN}/day-ab27.json", f"{BIN}/day-ab27~2.json", f"{BIN}/{DRAFTS}/day-ab27~2.json"),
            f"{FORGOTTEN}/day-ab27.json",
        )
    )
    (kept / "day-ab27.json").unlink()
    more = set(names(kept, doom(kept, kept / BIN / "day-ab27~2.json").files)) - set(binned)
    assert more == {
        "day-ab27.damaged-1.json",
        f"{BACKUPS}/day-ab27.20261201T100000Z-1.json",
        f"{BACKUPS}/day-ab27.changed-elsewhere-1.json",
    }


def test_a_copy_goes_alone_and_its_original_stays(kept: Path) -> None:
    doomed = doom(kept, kept / "day-ab27 (1).json")
    assert names(kept, doomed.files) == ["day-ab27 (1).json"]
    assert names(kept, doomed.copies) == ["day-ab27.damaged-x.json", "day-ab27.json"]


def test_one_that_cannot_be_read_goes_by_its_name_and_has_no_copies(kept: Path) -> None:
    put(kept / "day-ab27.json", "{")
    doomed = doom(kept, kept / "day-ab27.json")
    assert names(kept, doomed.files) == OWN
    assert doomed.copies == ()


def test_outputs_go_where_they_are_as_they_were_written_and_of_this_session_alone(kept: Path) -> None:
    path = kept / "day-ab27.json"
    (kept / OUTPUTS / "day-ab27.json").unlink()
    outputs = {name: put(kept / name, name) for name in ("same.md", "edited.md", "log.csv", "twice.md")}
    rows = [Written(outputs[name], "minutes", "md", name.encode()) for name in ("same.md", "edited.md")]
    rows += [Written(outputs["log.csv"], "actions", "csv", b"log.csv")]
    rows += [Written(outputs["twice.md"], "minutes", "md", data) for data in (b"old", b"twice.md")]
    rows += [Written(kept / "gone.md", "minutes", "md", b"gone")]
    manifest.note(path, rows, record="", at=NOW)
    outputs["edited.md"].write_text("more")
    doomed = doom(kept, path)
    assert [file.name for file in doomed.outputs] == ["same.md", "twice.md"]
    assert [file.name for file in doomed.changed] == ["edited.md", "log.csv"]
    for name in (f"{LOCKS}/day-ab27.x.lock", f"{LOCKS}/day-ab27-x.x.lock", STANDINGS):
        put(kept / name, "")
    delete(kept, doomed, outputs=False)
    assert all(output.exists() for output in outputs.values())
    assert [file for file in doomed.files if file.exists()] == []
    assert not (kept / LOCKS / "day-ab27.x.lock").exists()
    assert not (kept / STANDINGS).exists()
    assert (kept / LOCKS / "day-ab27-x.x.lock").exists()
    delete(kept, doomed, outputs=True)
    assert [output.exists() for output in outputs.values()] == [False, True, True, False]
    assert {"day-ab27 (1).json", "day-ab27-x.json", "other.json"} <= {file.name for file in kept.iterdir()}
