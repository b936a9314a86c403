"""One fixed session gives the committed summary, byte for byte.

After a change that is meant, write the expected files anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read
the difference.
"""

from __future__ import annotations

import os
import runpy
from pathlib import Path

import pytest

from sessions.outputs import markdown, text
from sessions.summary.build import build

HERE = Path(__file__).parent
EXAMPLE = runpy.run_path(str(HERE / "example.py"))


@pytest.mark.parametrize("name", ["example.md", "example.txt"])
def test_the_summary_is_as_committed(name: str) -> None:
    session = EXAMPLE["session"]()
    if name.endswith(".md"):
        data = markdown.render(build(session, now=EXAMPLE["NOW"]))
    else:
        data = text.account(session).encode()
    expected = HERE / name
    if os.environ.get("WRITE_GOLDEN"):
        expected.write_bytes(data)
    assert data == expected.read_bytes()
