"""Reading TOML within bounds: a key of very many parts would otherwise fill all memory."""

import re
import tomllib
from typing import Any

MOST_PARTS = 32
"""Of one key, `a.b.c` being three. The parser keeps every beginning of a key: of n parts, n times n."""
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY = re.compile(rf"""(?<![\w"'-])(?:{_PART}\.[ \t]*+){{{MOST_PARTS}}}""")


class LongKey(ValueError):
    """A key of too many parts, with its line and beginning."""


def toml_in(text: str) -> dict[str, Any]:
    """Keys and values.

    Raises LongKey, ValueError where it is no TOML, RecursionError where it is nested too deep.
    """
    if deep := _LONG_KEY.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        raise LongKey(f"line {line}, {deep[0].split('.')[0].strip()}: is nested too deep")
    return tomllib.loads(text)
