"""Which laptop this is: a random id, made once, by which a merge knows whose change is whose."""

import contextlib
import functools
import re
import secrets
from pathlib import Path

FILE_NAME = "laptop"
_ID = re.compile(r"[a-z0-9]{8}")


@functools.cache
def laptop_id(data_folder: Path) -> str:
    """The id that lies in the data folder; where there is none yet, a new one, kept there if that can be."""
    path = data_folder / FILE_NAME
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if path.is_file() and _ID.fullmatch(known := path.read_text("ascii").strip()):
            return known
    laptop = secrets.token_hex(4)
    with contextlib.suppress(OSError):
        data_folder.mkdir(parents=True, exist_ok=True)
        path.write_text(laptop + "\n", "ascii")
    return laptop
