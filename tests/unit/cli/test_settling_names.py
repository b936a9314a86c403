"""What is to be settled says which laptop said it, also long after the two were brought together."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def at(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command at one of the laptops, each with folders of its own."""

    def run_at(laptop: str, *words: str) -> tuple[int, str, str]:
        monkeypatch.setattr("workshop.settings.data_folder", lambda: tmp_path / laptop)
        return run(*words, "--folder", str(tmp_path / laptop / "sessions"))

    return run_at


def test_after_a_hand_over_each_side_is_named_at_either_laptop(at: Run, tmp_path: Path) -> None:
    (stick := tmp_path / "stick").mkdir()
    made = at("one", "new", "--template", "four-domains", "--partner", "ICB", "--no-open")[1].strip()

    def goes(here: str, there: str) -> tuple[int, str, str]:
        file = at(here, "hand-over", made, "--to", str(stick))[1].strip()
        return at(there, "take-over", file)

    def sides(laptop: str) -> dict[str, str]:
        (conflict,) = json.loads(at(laptop, "settle", made, "--json")[1])
        return {side["from"]: side["says"] for side in conflict["sides"]}

    assert goes("one", "two")[0] == 0
    at("two", "agree", made, "1.2", "3")
    at("one", "hand-over", made, "--back")
    at("one", "agree", made, "1.2", "4")
    assert goes("two", "one")[0] == 1
    assert sides("one") == {"here": "4 (mostly)", "the other laptop": "3 (part-way)"}
    goes("one", "two")  # 1 where what stands there is another one than before
    assert sides("two") == {"here": "3 (part-way)", "the other laptop": "4 (mostly)"}
    listed = at("two", "settle", made)[1]
    assert "here: 3 (part-way)" in listed
    (conflict,) = json.loads(at("two", "settle", made, "--json")[1])
    for word, level in (("here", "3 (part-way)"), ("there", "4 (mostly)")):
        assert at("two", "settle", made, conflict["id"], "--keep", word)[0] == 0
        assert f"Agreed level: {level}" in at("two", "show", made)[1], "whichever of the two stood first"
        assert at("two", "undo", made)[0] == 0
