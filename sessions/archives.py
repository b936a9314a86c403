"""Archives, as office documents are one: what reading them raises."""

import zipfile
import zlib

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
"""Of one that is cut off, damaged, locked, nested without end, or packed in a way that nobody knows."""
