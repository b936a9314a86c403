"""A pack that a session does not use is not read."""

import pytest

from sessions import plan
from tests.builders import templates
from tests.offered import pack_ids
from workshop.materials import load


def test_only_the_packs_of_the_template_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    template = templates()["steering-group"]
    read: list[str] = []
    real = load.load_file
    monkeypatch.setattr(load, "load_file", lambda model, path: read.append(path.name) or real(model, path))
    load._shipped.cache_clear()
    known = load.packs().usable
    assert len(known) > 20
    assert read == [], "to know which there are, none is opened"
    plan.agenda(template, known)
    assert read == [f"{pack_id}.toml" for pack_id in pack_ids(template)]
    load._shipped.cache_clear()
