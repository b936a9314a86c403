"""`packs compare`: what has become of a session's pack."""

import json
from collections.abc import Callable
from pathlib import Path

from sessions.store.library import Library
from tests.unit.cli.ready import ready

Run = Callable[..., tuple[int, str, str]]


def test_what_is_gone_and_reworded_is_said_and_nothing_is_changed(run: Run, folder: Path) -> None:
    session_id = ready(folder)
    with Library(folder).open(session_id) as file:
        (pack,) = file.session.packs
        first, *rest = pack.sections
        one, two, *others = first.items
        old = one.model_copy(update={"id": "icbo/OLD", "name": "Of another time"})
        items = (old, one, two.model_copy(update={"statement": "As it was."}), *others)
        earlier = pack.model_copy(
            update={"edition": "2012", "sections": (first.model_copy(update={"items": items}), *rest)}
        )
        file.save(file.session.model_copy(update={"packs": (earlier,)}))
    before = (folder / f"{session_id}.json").read_bytes()
    code, out, err = run("packs", "compare", "icbo", session_id)
    assert code == 0
    assert "1 gone, 1 worded otherwise" in out
    assert "Of another time" in out
    assert "Nothing is scored anew." in err
    data = json.loads(run("packs", "compare", "icbo", session_id, "--json")[1])
    assert data["edition"] == {"session": "2012", "pack": "2018"}
    assert data["gone"] == ["icbo/OLD"]
    assert [row["id"] for row in data["reworded"]] == [two.id]
    assert (folder / f"{session_id}.json").read_bytes() == before


def test_a_session_without_the_pack_says_what_it_carries(run: Run, folder: Path) -> None:
    code, _, err = run("packs", "compare", "tips", ready(folder))
    assert code == 2
    assert "It carries: icbo." in err
