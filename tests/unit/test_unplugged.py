"""No package that happens to be installed can read along by a plugin of pydantic's, or costs time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PLUGIN = """

class Reads:
    def new_schema_validator(self, *_, **__):
        print("READ ALONG")
        return None, None, None
plugin = Reads()
"""
MODEL = """
from pydantic import BaseModel
class Said(BaseModel):
    text: str
print(Said(text="x"))
"""
LATER = """
import workshop.unplugged, sys
workshop.unplugged.unplug()
from pydantic.plugin._loader import get_plugins, PYDANTIC_ENTRY_POINT_GROUP
print(PYDANTIC_ENTRY_POINT_GROUP, "importlib.metadata" in sys.modules)
"""


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment in which a package brings a plugin along."""
    (tmp_path / "reads_along.py").write_text(PLUGIN)
    about = tmp_path / "reads_along-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: reads-along\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[pydantic]\nreads = reads_along:plugin\n")
    root = str(Path(__file__).parents[2])
    known = {"PYTHONPATH": os.pathsep.join((root, str(tmp_path))), "WORKSHOP_CONFIG": str(tmp_path / "own")}
    return {**os.environ, **known, "HOME": str(tmp_path)}


def printed(env: dict[str, str], *arguments: str) -> str:
    """What Python prints, errors too."""
    done = subprocess.run([sys.executable, *arguments], env=env, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_a_plugin_reads_no_record(env: dict[str, str], tmp_path: Path) -> None:
    assert "READ ALONG" in printed(env, "-c", MODEL), "elsewhere it would"
    folder = ("-m", "workshop", "--folder", str(tmp_path / "sessions"))
    assert "READ ALONG" not in printed(env, *folder, "demo", "--no-open")
    session = next((tmp_path / "sessions").glob("*.json")).stem
    loaded = printed(env, "-X", "importtime", *folder, "notes", session)
    assert "READ ALONG" not in loaded
    assert "pydantic.main" in loaded
    assert "importlib.metadata" not in loaded, "which takes as long to load as a third of our own modules"


def test_a_later_pydantic_that_asks_for_more_has_its_own_module(env: dict[str, str]) -> None:
    assert printed(env, "-c", LATER) == "pydantic True\n"


def test_a_name_that_is_nowhere_is_no_loop(env: dict[str, str]) -> None:
    script = LATER.replace("PYDANTIC_ENTRY_POINT_GROUP\n", "nothing\n", 1)
    with pytest.raises(subprocess.CalledProcessError) as failed:
        printed(env, "-c", script)
    assert "ImportError: cannot import name 'nothing'" in failed.value.stderr
