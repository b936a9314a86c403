"""Fixed sessions give the committed summaries, byte for byte: a small one, and one with a step of every kind.

After a change that is meant, write the expected files anew: `WRITE_GOLDEN=1 pytest tests/golden`, and read
the difference.
"""

from __future__ import annotations

import dataclasses
import re
import runpy
from pathlib import Path

import pytest

from sessions.outputs import markdown, text
from sessions.summary.build import build
from sessions.summary.forms import Form
from sessions.summary.model import Block
from tests.every_kind import every_kind
from tests.golden.committed import assert_committed
from tests.other_day import other_day

HERE = Path(__file__).parent
CHANCE = re.compile(rb"\b[0-9a-f]{8,16}\b")
"""An identity, another one each time."""
SAID = {"text", "items", "rows", "caption", "header"}
EXAMPLE = runpy.run_path(str(HERE / "example.py"))


@pytest.mark.parametrize("name", ["example.md", "example.txt"])
def test_the_summary_is_as_committed(name: str) -> None:
    session = EXAMPLE["session"]()
    if name.endswith(".md"):
        data = markdown.render(build(session, now=EXAMPLE["NOW"]))
    else:
        data = text.account(session).encode()
    assert_committed(name, data)


@pytest.mark.parametrize("form", ["full", "page", "board", "easy"])
def test_the_summary_of_every_kind_is_as_committed(form: Form) -> None:
    data = markdown.render(build(every_kind(), now=EXAMPLE["NOW"], form=form))
    assert_committed(f"every-kind-{form}.md", CHANCE.sub(b"(chance)", data))


def test_the_account_of_every_kind_is_as_committed() -> None:
    data = text.account(every_kind()).encode()
    assert_committed("every-kind.txt", CHANCE.sub(b"(chance)", data))


def test_another_day_of_every_kind_is_as_committed() -> None:
    """People answer as people, the whole room with its hands; much is hidden, was changed or taken back."""
    data = markdown.render(build(other_day(), now=EXAMPLE["NOW"]))
    assert_committed("other-day.md", CHANCE.sub(b"(chance)", data))
    assert_committed("other-day.txt", CHANCE.sub(b"(chance)", text.account(other_day()).encode()))


def test_the_blocks_of_every_kind_are_as_committed() -> None:
    """What no Markdown shows: what is for the full record alone, anchors, and what the charts are made of."""
    lines = [shape_of(block) for block in build(every_kind(), now=EXAMPLE["NOW"]).blocks]
    assert_committed("every-kind-blocks.txt", CHANCE.sub(b"(chance)", "\n".join(lines).encode()))


def shape_of(block: Block) -> str:
    """Its class, and its fields but for what is said."""
    fields = {field.name: getattr(block, field.name) for field in dataclasses.fields(block)}
    kept = {name: value for name, value in fields.items() if name not in SAID and value not in ("", False)}
    return f"{type(block).__name__} {', '.join(f'{name}={value!r}' for name, value in kept.items())}"
