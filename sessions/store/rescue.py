"""A private copy, in another place, of what the disk did not take before the program ended."""

import contextlib
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from sessions.disk import NotSynced, write_durably
from sessions.files import NOT_SAVED
from sessions.record import Session
from sessions.store.drafts import PRIVATE_FOLDER, Typed, write_drafts
from sessions.store.file import SessionFile


def rescue(
    file: SessionFile, session: Session, drafts: Mapping[str, Typed], places: Iterable[Path]
) -> Path | None:
    """Write `session`, as `file` would have it, and what was typed besides to the first place that takes it.

    The copy, which has the name of the session's file and opens as any does; None where no place took it.
    What was typed lies beside it, where there was room for that.
    """
    data = file.rendered(session)
    for place in places:
        folder = None
        try:
            place.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix=NOT_SAVED, dir=place))  # with rights for its owner alone
            copy = folder / file.path.name
            with contextlib.suppress(NotSynced):
                write_durably(copy, data, private=True)
        except OSError:
            if folder is not None:
                with contextlib.suppress(OSError):
                    folder.rmdir()
            continue
        with contextlib.suppress(OSError):
            write_drafts(copy, drafts)
        return copy
    return None
