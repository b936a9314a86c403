"""What people have typed and not recorded, beside a session and no part of it: private, and gone with it."""

import json
from collections.abc import Mapping
from pathlib import Path

from sessions.disk import patiently, read, write_durably
from sessions.files import DRAFTS
from sessions.store.storage import harmless_json, parse_json

Typed = Mapping[str, str]
"""What stands in a form, by the name of the field."""
PRIVATE_FOLDER = 0o700


def drafts_path(session_path: Path) -> Path:
    """The file beside the session's own."""
    return session_path.parent / DRAFTS / f"{session_path.stem}.json"


def read_drafts(session_path: Path) -> dict[str, Typed]:
    """Drafts by what they are of; none where there are none, and where they can't be read."""
    try:
        forms = harmless_json(parse_json(read(drafts_path(session_path))))
    except (OSError, ValueError, RecursionError):
        return {}
    return {
        name: {field: text for field, text in form.items() if isinstance(text, str)}
        for name, form in forms.items()
        if isinstance(form, dict)
    }


def write_drafts(session_path: Path, drafts: Mapping[str, Typed], *, make_folder: bool = False) -> None:
    """Have these on the disk, and no file where there are none. Raises OSError.

    A folder of sessions that is not there, as on a stick that is out, is made only where that is wanted.
    """
    path = drafts_path(session_path)
    if not drafts:
        patiently(lambda: path.unlink(missing_ok=True))
        return
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=make_folder, exist_ok=True)
    data = json.dumps(harmless_json({name: dict(form) for name, form in drafts.items()}), ensure_ascii=False)
    write_durably(path, data.encode(), private=True)
