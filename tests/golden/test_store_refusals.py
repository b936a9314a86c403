"""What the folder of sessions refuses is told as committed in `store-refusals.json`.

After a change that is meant, write it anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read the difference.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sessions.edits import event
from sessions.files import SIDE_BY_SIDE
from sessions.kinds.prioritise import edits as vote_edits
from sessions.many.shown_before import read_shown
from sessions.problem import Problem
from sessions.record import Session
from sessions.store.library import Library, check_id
from tests.builders import NOW
from tests.small import settled_session

EXPECTED = Path(__file__).parent / "store-refusals.json"


def named(name: str) -> Session:
    return settled_session().model_copy(update={"id": name, "title": f"Meeting {name}"})


def saved_when_closed(library: Library) -> None:
    file = library.open("one")
    file.close()
    file.save(file.session)


def saved_by_another(library: Library) -> None:
    with library.open("one") as file:
        file.save(named("two"))


def saved_to_read_only(library: Library) -> None:
    with library.open("one"), library.open("one") as second:
        second.save(second.session)


def binned_while_open(library: Library) -> None:
    with library.open("one"):
        library.bin(library.find("one"))


def restored_onto_another(library: Library) -> None:
    binned = library.bin(library.find("two"))
    library.create(named("two")).close()
    library.restore(binned)


def shown_before_is_damaged(library: Library) -> None:
    (library.folder / SIDE_BY_SIDE).write_text("{}", "utf-8")
    read_shown([library.folder])


def without_dots(library: Library) -> None:
    voted = vote_edits.vote("a3", "icb", {"p/1": 2}).apply(library.read("one"), NOW)
    event.set_material("other", (), ()).apply(voted, NOW)


REFUSED: dict[str, Callable[[Library], object]] = {
    "no name": lambda library: library.find(" "),
    "no such session": lambda library: library.find("nine"),
    "several": lambda library: library.find("meeting"),
    "made twice": lambda library: library.create(named("one")),
    "a name that is none": lambda library: check_id("../one"),
    "a name of a device": lambda library: check_id("con"),
    "binned from elsewhere": lambda library: library.bin(library.folder.parent / "x.json"),
    "restored from elsewhere": lambda library: library.restore(library.folder / "one.json"),
    "restored onto another": restored_onto_another,
    "binned while open": binned_while_open,
    "saved when closed": saved_when_closed,
    "saved by another": saved_by_another,
    "saved to read only": saved_to_read_only,
    "shown before is damaged": shown_before_is_damaged,
    "another template with dots": without_dots,
}


def test_what_the_folder_refuses_is_told_as_committed(tmp_path: Path) -> None:
    told = {}
    for name, refused in REFUSED.items():
        library = Library(tmp_path / name, clock=lambda: NOW)
        for made in ("one", "two"):
            library.create(named(made)).close()
        with pytest.raises(Problem) as problem:
            refused(library)
        says = (problem.value.what, problem.value.where, problem.value.hint)
        told[name] = [
            text.replace(str(library.folder), "FOLDER").replace(str(tmp_path), "OVER") for text in says
        ]
    text = json.dumps(told, indent=1, ensure_ascii=False).replace("\\\\", "/") + "\n"
    if os.environ.get("WRITE_GOLDEN"):
        EXPECTED.write_text(text, encoding="utf-8")
    assert text == EXPECTED.read_text("utf-8")
