"""What packs cost that nobody uses: the start with many beside it, and knowing or reading all that ship."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from tests.bench.folders import Case, environment, program
from tests.bench.start import first_screen
from workshop.materials import load

OWN = 50
"""Packs of a person's own, as large as the largest that ships."""


def cases(folder: Path) -> list[Case]:
    """The start without packs of one's own and with many; to list what ships, and to read all of it."""
    env = environment(folder / "none")
    others = environment(folder / "many")
    for home in ("none", "many"):
        (folder / home).mkdir(parents=True)
    _own_packs(folder / "many")
    empty = b"There is no session here yet"
    return [
        Case("start", partial(first_screen, program("--folder", str(folder / "a")), empty, env)),
        Case(
            f"start beside {OWN} packs of one's own",
            partial(first_screen, program("--folder", str(folder / "b")), empty, others),
            aim=1.1,
        ),
        Case("know all packs that ship", _listed, aim=0.1),
        Case("read all packs that ship", _read),
    ]


def _own_packs(home: Path) -> None:
    """So many copies of a large pack, each under an id of its own, where a person's own packs lie."""
    source = load.resource_files.files("workshop.materials") / "packs" / "icbo.toml"
    text = source.read_text(encoding="utf-8")
    packs = home / ".local" / "share" / "workshop" / "packs"
    packs.mkdir(parents=True)
    for number in range(OWN):
        own = text.replace('"icbo', f'"own-{number}').replace("icbo/", f"own-{number}/")
        (packs / f"own-{number}.toml").write_text(own, encoding="utf-8")


def _listed() -> float:
    """Seconds to know which packs there are, as the program does where none is used."""
    load._shipped.cache_clear()
    start = time.perf_counter()
    list(load.packs().usable)
    return time.perf_counter() - start


def _read() -> float:
    """Seconds to read and check every one of them."""
    load._shipped.cache_clear()
    start = time.perf_counter()
    list(load.packs().usable.values())
    return time.perf_counter() - start
