"""The tables of sessions as they stand in files, for tests that look through files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Tables = dict[str, Any]


def tables(session_id: str = "s", *people: str, **more: Any) -> Tables:
    """The tables of a session, as they stand in a file: no more than is looked at."""
    listed = {str(number): {"name": name, "uid": f"p{number}"} for number, name in enumerate(people)}
    session = {"id": session_id, **more.pop("session", {})}
    return {"session": {"1": session}, "people": listed, **more}


def put(path: Path, told: Tables | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(told if isinstance(told, str) else json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return path


def notes(*texts: str) -> dict[str, Any]:
    return {str(at): {"id": f"N{at}", "text": text} for at, text in enumerate(texts, start=1)}
