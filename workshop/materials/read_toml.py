"""TOML read within bounds: a key of very many parts would fill any memory. For where there is a file."""

import re
import tomllib
from typing import Any

MOST_PARTS = 32
"""Of one key, `a.b.c` being three. The parser keeps every beginning of a key: of n parts, n times n."""
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY = re.compile(rf"""(?<![\w"'-])(?:{_PART}\.[ \t]*+){{{MOST_PARTS}}}""")


def toml_in(text: str) -> dict[str, Any]:
    """Keys and values. Raises ValueError where it is no TOML, RecursionError where it is nested too deep."""
    if _LONG_KEY.search(text):
        raise RecursionError(f"a key has more than {MOST_PARTS} parts")
    return tomllib.loads(text)
