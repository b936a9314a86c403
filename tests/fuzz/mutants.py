"""What is sound, changed as somebody who means harm would: by the byte, the line and the value."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

DEEP: Any = 1
for _ in range(300):
    DEEP = [DEEP]
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, -(2**63), 10**400, 1e308, -0.5, 1e-320, float("nan")),
    *(
        float("inf"),
        "",
        " ",
        "x" * 30_000,
        [],
        {},
        [[]],
        {"": {}},
        DEEP,
        [None] * 50,
        {"uid": 1},
        ["a", 1, None],
    ),
    *("\x1b[2J\x07", "\u202e\u2066", "\ud800", "../../elsewhere", "/etc/passwd", "CON", "a/b\\c", "\0"),
    *("=cmd|'/c calc'!A1", "[b]", "{{ 7 * 7 }}", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"),
    *("2026-02-30", "١٢٣", "²", "1" * 5000, "e\u0301" * 50, "💥" * 50, "0" * 16, "f" * 16),
)
"""What stands in the place of a value."""
TOKENS: tuple[bytes, ...] = (
    *(b"[" * 2000, b"{" * 2000, b'"' * 3, b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\\u0000", b"\\ud800"),
    *(b"1" * 5000, b"1e999", b"-", b"nan", b"inf", b"\r", b"\x1b[31m", b"'''", b'"""', b"=", b"#"),
    *(b"\t" * 40, b"\n" * 40, b"[[a]]\n" * 30, b"a.b.c.d.e=1\n", b"2026-13-45", b"0x" + b"f" * 400),
    *(b"<!ENTITY a '&b;'>", b"PK\x03\x04"),
)
"""What comes in between."""
SWAPS = ((b"1", b"1" * 400), (b'"', b""), (b",", b";"), (b" ", b"\0"))


def mutants(sound: bytes, seed: int) -> Iterator[bytes]:
    """Without end, the same ones for a seed: mostly one change, at times several."""
    chance = random.Random(seed)
    ways = (by_value, by_value, by_value, by_line, by_byte)
    while True:
        data = sound
        for _ in range(chance.choice((1, 1, 1, 2, 5))):
            data = chance.choice(ways)(data, chance)
        yield data


def by_byte(data: bytes, chance: random.Random) -> bytes:
    """Cut, flipped, doubled, or with something in between."""
    at, to = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    doubled, single = data[at : min(to, at + 400)] * 2, bytes([chance.randrange(256)])
    part = chance.choice((b"", chance.choice(TOKENS), doubled, single))
    return data[:at] + part + data[chance.choice((at, at + 1, min(to, at + 40), to)) :]


def by_line(data: bytes, chance: random.Random) -> bytes:
    """Lines taken out, doubled, put elsewhere, or what stands behind their sign changed."""
    lines = data.split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            del lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at], lines[other] = lines[other], lines[at]
        case 3:
            head, sign, _ = lines[at].partition(chance.choice((b"=", b":", b",", b"\t")))
            lines[at] = head + sign + chance.choice((b" ", b"")) + in_json(chance.choice(VALUES))
        case _:
            lines[at] = lines[at].replace(*chance.choice(SWAPS))
    return b"\n".join(lines)


def by_value(data: bytes, chance: random.Random) -> bytes:
    """JSON with one value, key or row other than it was; what is no JSON is changed by the line."""
    try:
        whole = json.loads(data)
    except (ValueError, RecursionError):
        return by_line(data, chance)
    places = list(_places(whole))
    if not places:
        return in_json(chance.choice(VALUES))
    holder, key = chance.choice(places)
    match chance.randrange(7):
        case 0 | 1 | 2:
            holder[key] = chance.choice(VALUES)
        case 3:
            other, name = chance.choice(places)
            holder[key] = other[name]
        case 4:
            del holder[key]
        case 5 if isinstance(holder, dict):
            holder[str(chance.choice(VALUES))[:500]] = holder.pop(key)
        case _ if isinstance(holder, list):
            holder.append(holder[key])
        case _:
            holder[f"{key}2"] = holder[key]
    return in_json(whole)


def in_json(value: Any) -> bytes:
    """As JSON, also where it holds itself or half a pair of characters."""
    try:
        return json.dumps(value).encode()
    except (ValueError, RecursionError):
        return b"[null]"


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """(what holds it, its key or number) of everything within."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in list(pairs):
        yield value, key
        yield from _places(part)
