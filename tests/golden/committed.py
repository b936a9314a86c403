"""Files that outputs are compared with, byte by byte."""

import os
from pathlib import Path

HERE = Path(__file__).parent


def assert_committed(name: str, data: bytes) -> None:
    """That these bytes are those of the golden file; with WRITE_GOLDEN set, they become it."""
    expected = HERE / name
    if os.environ.get("WRITE_GOLDEN"):
        expected.write_bytes(data)
    assert data == expected.read_bytes()
