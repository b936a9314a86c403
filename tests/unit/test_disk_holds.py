"""What the disk refuses, in words; and what is written, staged, tried again and swept up."""

import errno
from pathlib import Path

import pytest

from sessions import disk
from sessions.disk import read
from sessions.problem import Problem
from tests.systems import WINDOWS


def test_what_is_no_file_says_so_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="folder") as refused:
        read(tmp_path)
    assert refused.value.errno == errno.EINVAL
    assert refused.value.strerror == "it is no ordinary file, but a folder, a pipe or a device"


PATH = Path("/x/s.json")


def problem(error: OSError) -> tuple[str, str, str]:
    told = disk.os_problem(error, "It can't be done", PATH)
    return told.what, told.where, told.hint


CHECK = "Check the disk, or choose another folder with --folder."


@pytest.mark.parametrize(
    ("error", "why", "hint"),
    [
        *(
            (
                OSError(number, "x"),
                "the disk is full",
                "Free some space and do it once more. What was saved before is still there.",
            )
            for number in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)
        ),
        (OSError(errno.ENOENT, "x"), "it is not there", "Was it moved, renamed or put in the bin?"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error", CHECK),
        (OSError("odd"), "odd", CHECK),
    ],
)
def test_what_the_disk_refuses_is_told_with_what_to_do(error: OSError, why: str, hint: str) -> None:
    assert problem(error) == (f"It can't be done: {why}", str(PATH), hint)


@pytest.mark.skipif(WINDOWS, reason="there, the hint names programs that hold it open")
def test_access_that_is_refused_and_a_disk_that_only_reads() -> None:
    hint = "Ask for the right to use this folder, or choose another with --folder."
    for number in (errno.EACCES, errno.EPERM, errno.EROFS):
        assert problem(OSError(number, "x")) == ("It can't be done: access is refused", str(PATH), hint)


def test_what_is_saved_and_not_sure_is_another_problem() -> None:
    told = disk.os_problem(disk.NotSynced(errno.EIO, "broken"), "It can't be done", PATH)
    assert isinstance(told, disk.NotSure)
    assert (told.what, told.where, told.hint) == (
        "It is saved, but it is not sure that it would outlast a power cut now: broken",
        str(PATH),
        "Check the disk. It need not be done once more.",
    )


def test_an_error_of_the_system_becomes_a_problem_and_any_other_stays() -> None:
    with pytest.raises(Problem, match=r"^No: it is not there"), disk.os_problems("No", PATH):
        raise FileNotFoundError(errno.ENOENT, "x")
    with pytest.raises(ValueError, match="other"), disk.os_problems("No", PATH):
        raise ValueError("other")


def test_parts_of_a_file_and_more_than_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"0123456789")
    assert [read(path), read(path, start=7), read(path, most=3), read(path, start=2, most=3)] == [
        *(b"0123456789", b"789", b"012", b"234"),
    ]
    monkeypatch.setattr(disk, "MOST_READ", 10)
    assert read(path) == b"0123456789"
    path.write_bytes(b"0123456789x")
    monkeypatch.setattr(disk, "MOST_READ", 10)
    with pytest.raises(OSError, match="it has more than 0 MB") as refused:
        read(path)
    assert refused.value.errno == errno.EINVAL


def test_it_is_tried_again_as_often_as_the_system_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[float] = []
    monkeypatch.setattr(disk, "TRIES", 3)
    monkeypatch.setattr(disk.time, "sleep", calls.append)

    def refused_times(times: int) -> int:
        left = [times]

        def act() -> int:
            left[0] -= 1
            if left[0] >= 0:
                raise PermissionError
            return 7

        return disk.patiently(act)

    assert (refused_times(2), calls) == (7, [disk.PAUSE, disk.PAUSE])
    with pytest.raises(PermissionError):
        refused_times(3)


def test_what_is_staged_lies_beside_and_is_gone_where_it_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.json"
    staged = disk.stage(path, b"new")
    assert staged.parent == tmp_path
    assert staged.name.startswith(".s.json.")
    assert staged.name.endswith(".tmp")
    assert staged.read_bytes() == b"new"
    disk.put_in_place(staged, path)
    assert (path.read_bytes(), staged.exists()) == (b"new", False)
    with pytest.raises(TypeError):
        disk.stage(path, 5)  # type: ignore[arg-type]
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x").write_text("")
    with pytest.raises(OSError, match=r".*"):
        disk.write_whole(tmp_path / "folder", b"x")
    assert {own.name for own in tmp_path.iterdir()} == {"s.json", "folder"}
    synced: list[Path] = []
    monkeypatch.setattr(disk, "sync_folder", synced.append)
    disk.write_durably(path, b"more")
    disk.move(path, tmp_path / "folder" / "s.json")
    assert synced == [tmp_path, tmp_path / "folder", tmp_path]
    disk.make_folder(tmp_path / "a" / "b")
    disk.make_folder(tmp_path / "a" / "b")
    assert synced[3:] == [tmp_path / "a"]


def test_a_folder_that_cannot_be_synced_says_that_it_is_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> None:
        raise OSError(errno.EIO, "broken")

    monkeypatch.setattr(disk, "sync_folder", broken)
    with pytest.raises(disk.NotSynced) as refused:
        disk.write_durably(tmp_path / "x", b"x")
    assert (refused.value.errno, refused.value.strerror) == (errno.EIO, "broken")
    assert (tmp_path / "x").read_bytes() == b"x"


def test_only_what_was_staged_for_a_name_is_swept_up(tmp_path: Path) -> None:
    names = (
        ".s.json.0a1b.tmp",
        ".s.json.0a1b.tmp.x",
        ".t.json.0a1b.tmp",
        "s.json.0a1b.tmp",
        ".s.json.xyz.tmp",
    )
    for name in names:
        (tmp_path / name).write_text("")
    disk.sweep_up(tmp_path, r"s\.json")
    assert {own.name for own in tmp_path.iterdir()} == set(names[1:])
    disk.sweep_up(tmp_path / "gone", "x")
