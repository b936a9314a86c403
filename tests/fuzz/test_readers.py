"""What is sound, changed at random: read or refused in words, with bounds, and nothing written elsewhere."""

from __future__ import annotations

import itertools
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings, strategies as st

from sessions.problem import Problem
from tests.fuzz.bounds import MOST_SECONDS, bounded_memory
from tests.fuzz.mutants import mutants
from tests.fuzz.readers import READERS, Reader

EXAMPLES = int(os.environ.get("FUZZ", "1"))
"""By how much more is tried than in a usual run: `FUZZ=50 uv run pytest tests/fuzz`."""
AT_ONCE = 4
"""Mutants of each example."""
KEY = b"a." * 100_000 + b"b"
SHOWN = b'{"version": "workshop benchmark 1", "secret": "s", "shown": {"k": [%s]}}'
FOUND = (
    ("pack", KEY + b" = 1"),
    ("settings", b"a = {" + KEY + b" = 1}"),
    ("theme", b"[" + KEY[:150_000] + b"b]"),
    ("theme", b"a = " + b"1" * 5000),
    ("house", b"a = " + b"[" * 100_000),
    ("hand-over", b"[" * 4000 + b"\n"),
    ("benchmark", SHOWN % b'[1, 5, [], [], [5, 3, null]], ["a", 5, [], [], [5, 3, null]]'),
    ("benchmark", SHOWN % b'["a", 5, [], "", [5, 3, [2]]]'),
    ("typed", b"1" * 5000),
    ("typed", b" " * 100_000),
)
"""What brought a reader down, or took all the memory or time that there was."""
quick = settings(
    max_examples=3 * EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None
)


def as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def take(reader: Reader, data: bytes) -> None:
    """Have a reader read this, in a folder that is its own: what it raises is a Problem."""
    with tempfile.TemporaryDirectory() as outside:
        folder = Path(outside) / "its own"
        folder.mkdir()
        start = time.process_time()
        with suppress(Problem), bounded_memory():
            reader.read(data, folder)
        assert time.process_time() - start < MOST_SECONDS
        assert os.listdir(outside) == ["its own"], "something was written outside its folder"  # noqa: PTH208


@pytest.mark.long
@pytest.mark.parametrize("name", READERS)
@quick
@given(st.integers(0, 2**32), st.integers(0, 99))
def test_what_was_changed_is_read_or_refused(name: str, seed: int, which: int) -> None:
    reader = READERS[name]
    sound = reader.sound()
    for data in itertools.islice(mutants(sound[which % len(sound)], seed), AT_ONCE):
        take(reader, data)


@pytest.mark.long
@pytest.mark.parametrize("name", READERS)
@quick
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace"))
    )
)
@example(b"")
@example(b"{}")
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
@example(b"a = " + b"[" * 100_000)
@example(b"a." * 100_000 + b"b = 1")
@example(b"1" * 100_000)
@example(b'{"meta": {"1": {"program": "workshop", "schema_version": ' + b"9" * 4000 + b"}}}")
def test_whatever_bytes_there_are_are_read_or_refused(name: str, data: bytes) -> None:
    take(READERS[name], data)


@pytest.mark.parametrize("name", READERS)
def test_what_is_sound_is_read(name: str) -> None:
    """But for a house style whose logo is not there, and a hand-over that was not handed over."""
    for data in READERS[name].sound():
        take(READERS[name], data)


@pytest.mark.parametrize(("name", "data"), FOUND, ids=[f"{name} {len(data)}" for name, data in FOUND])
def test_what_brought_a_reader_down_is_refused(name: str, data: bytes) -> None:
    take(READERS[name], data)
