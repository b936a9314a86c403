"""What reading a damaged archive raises: office documents are ZIP archives."""

import zipfile
import zlib

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
"""Of one that is cut off, damaged, locked, nested without end, or packed in a way that nobody knows."""
