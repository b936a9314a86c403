"""Sessions on disk: one TinyDB file each, saved whole, locked while it is written, backed up, mended."""

from sessions.store.check import check
from sessions.store.file import Busy, SessionFile
from sessions.store.library import Entry, Library
from sessions.store.migrate import Foreign, Newer, Schema
from sessions.store.repair import repair
from sessions.store.storage import Damaged, DurableStorage

__all__ = [
    "Busy",
    "Damaged",
    "DurableStorage",
    "Entry",
    "Foreign",
    "Library",
    "Newer",
    "Schema",
    "SessionFile",
    "check",
    "repair",
]
