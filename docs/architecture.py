"""Draws docs/architecture.svg from the code: its rooms from the top down, and which stands on which.

uv run python docs/architecture.py          draws it anew
uv run python docs/architecture.py --check  says with exit code 1 that it is not of today's code
"""

from __future__ import annotations

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "architecture.svg"
WORKSHOP, SESSIONS, THEMES = "#e3eefb", "#e5f4e8", "#fdf0dc"
Room = tuple[str, str, tuple[str, ...]]
"""(what it is called, its colour, the modules and packages in it)."""
ROWS: tuple[tuple[Room, ...], ...] = (
    (("cli", WORKSHOP, ("workshop.cli", "workshop.__main__")),),
    (
        (
            "app",
            WORKSHOP,
            (
                "workshop.app",
                "workshop.open_session",
                "workshop.hand_overs",
                "workshop.ahead",
                "workshop.preferences",
            ),
        ),
        ("the room's window", WORKSHOP, ("workshop.wall_window",)),
    ),
    (("screens", WORKSHOP, ("workshop.screens",)),),
    (("panels: a widget a kind", WORKSHOP, ("workshop.panels",)),),
    (("widgets and dialogs", WORKSHOP, ("workshop.widgets",)),),
    (("wall: layout", WORKSHOP, ("workshop.wall.layout", "workshop.wall.shown")),),
    (("steps: the views of a kind", WORKSHOP, ("workshop.steps",)),),
    (
        (
            "desk",
            WORKSHOP,
            (
                "workshop.desk",
                "workshop.handing",
                "workshop.prepare",
                "workshop.demo",
                "workshop.wall.control",
            ),
        ),
        ("wall: model", WORKSHOP, ("workshop.wall.model", "workshop.profile")),
        ("commands and keys", WORKSHOP, ("workshop.commands", "workshop.keymap", "workshop.keynames")),
        ("themes", THEMES, ("themes",)),
    ),
    (("many: cards and index", SESSIONS, ("sessions.many",)),),
    (
        ("store", SESSIONS, ("sessions.store",)),
        ("outputs", SESSIONS, ("sessions.outputs",)),
    ),
    (("summary", SESSIONS, ("sessions.summary",)),),
    (
        (
            "edits",
            SESSIONS,
            (
                "sessions.edits.agenda",
                "sessions.edits.choice",
                "sessions.edits.event",
                "sessions.edits.items",
                "sessions.edits.pauses",
                "sessions.edits.late",
                "sessions.edits.series",
            ),
        ),
    ),
    (("plan", SESSIONS, ("sessions.plan", "sessions.schedule", "sessions.late")),),
    (("kinds", SESSIONS, ("sessions.kinds",)),),
    (
        (
            "words",
            SESSIONS,
            (
                "sessions.words",
                "sessions.summary.model",
                "sessions.summary.forms",
                "sessions.summary.tables",
                "sessions.summary.recorded",
            ),
        ),
    ),
    (("analysis", SESSIONS, ("sessions.analysis",)),),
    (
        (
            "kinds: records",
            SESSIONS,
            (
                "sessions.kinds.score.records",
                "sessions.kinds.prioritise.records",
                "sessions.kinds.gap_order",
                "sessions.kinds.guesses",
            ),
        ),
        ("edits of people, notes", SESSIONS, ("sessions.edits", "sessions.handing")),
    ),
    (
        (
            "record",
            SESSIONS,
            ("sessions.record", "sessions.rows", "sessions.edit", "sessions.identity", "sessions.meeting"),
        ),
    ),
    (("material", SESSIONS, ("sessions.material", "sessions.glossary")),),
    (("disk", SESSIONS, ("sessions.disk", "sessions.files", "sessions.clock")),),
    (("text", SESSIONS, ("sessions.text", "sessions.spans", "sessions.dates", "sessions.problem")),),
)
"""What is drawn, from the top down; a module counts with the longest name here that fits it."""
WIDTH, BOX, GAP, HIGH, TOP = 980, 215, 22, 42, 30


def room_of(module: str) -> str | None:
    """What a module counts with; None for one that is not drawn."""
    fitting = {
        place: room
        for row in ROWS
        for room, _, places in row
        for place in places
        if module == place or module.startswith(f"{place}.")
    }
    return fitting[max(fitting, key=len)] if fitting else None


def modules() -> Iterator[tuple[str, ast.Module]]:
    """(name, syntax tree) of every module of the product."""
    for package in ("workshop", "sessions", "themes"):
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            yield name, ast.parse(path.read_text("utf-8"))


def imports() -> tuple[set[tuple[str, str]], dict[str, int]]:
    """({(room, room that it imports)}, {room: lines})."""
    arrows: set[tuple[str, str]] = set()
    lines: dict[str, int] = defaultdict(int)
    for name, tree in modules():
        here = room_of(name)
        if here is None:
            continue
        lines[here] += max((node.end_lineno or 0 for node in tree.body), default=0)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                there = {room_of(f"{node.module}.{alias.name}") for alias in node.names}
                arrows |= {(here, room) for room in there if room is not None and room != here}
    return arrows, lines


def upwards() -> list[str]:
    """Imports of what stands above, which there must not be: "record -> words"."""
    height = {room: number for number, row in enumerate(ROWS) for room, _, _ in row}
    return sorted(f"{here} -> {there}" for here, there in imports()[0] if height[there] <= height[here])


def direct(arrows: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The arrows that no way round by another room makes needless to draw."""
    below: dict[str, set[str]] = defaultdict(set)
    for here, there in arrows:
        below[here].add(there)

    def reached(room: str) -> set[str]:
        found: set[str] = set()
        waiting = list(below[room])
        while waiting:
            found.add(room_below := waiting.pop())
            waiting += below[room_below] - found
        return found

    return {(h, t) for h, t in arrows if not any(t in reached(other) for other in below[h] - {t})}


def draw() -> str:
    """The picture, as SVG."""
    arrows, lines = imports()
    places: dict[str, tuple[float, float]] = {}
    for number, row in enumerate(ROWS):
        left = (WIDTH - len(row) * BOX - (len(row) - 1) * GAP) / 2
        for column, (room, _, _) in enumerate(row):
            places[room] = (left + column * (BOX + GAP), TOP + number * (HIGH + GAP))
    high = TOP * 2 + len(ROWS) * (HIGH + GAP)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" role="img" '
        'font-family="sans-serif" font-size="14">',
        "<title>The rooms of the program, and which stands on which</title>",
        f'<rect width="{WIDTH}" height="{high}" fill="#ffffff"/>',
    ]
    for here, there in sorted(direct(arrows)):
        (x1, y1), (x2, y2) = places[here], places[there]
        out.append(
            f'<path d="M{x1 + BOX / 2:.0f} {y1 + HIGH:.0f} L{x2 + BOX / 2:.0f} {y2:.0f}" stroke="#5b7083"/>'
        )
    for row in ROWS:
        for room, colour, _ in row:
            x, y = places[room]
            size = f"{max(100, round(lines[room], -2)):,} lines"
            out.append(
                f'<rect x="{x:.0f}" y="{y:.0f}" width="{BOX}" height="{HIGH}" rx="6" fill="{colour}" '
                f'stroke="#33475b"/><text x="{x + BOX / 2:.0f}" y="{y + 19:.0f}" text-anchor="middle" '
                f'font-weight="bold">{escape(room)}</text><text x="{x + BOX / 2:.0f}" y="{y + 35:.0f}" '
                f'text-anchor="middle" fill="#33475b" font-size="12">{size}</text>'
            )
    return "\n".join((*out, "</svg>", ""))


def main() -> int:
    """Draw, or check; 0 where the picture is of today's code."""
    picture = draw()
    if "--check" in sys.argv[1:]:
        return 0 if PICTURE.is_file() and PICTURE.read_text("utf-8") == picture else 1
    PICTURE.write_text(picture, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
