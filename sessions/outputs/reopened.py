"""Whether what was made opens: an output is opened again before it is called written.

The standard library does it, which made none of them: archives and their XML for Word and Excel, JSON, text.
"""

import io
import json
import zipfile
from pathlib import PurePath
from xml.parsers import expat

from sessions.archives import DAMAGE

_ARCHIVES = frozenset({".docx", ".xlsx"})


def opens(name: str, data: bytes) -> bool:
    """Whether a file of this name opens."""
    suffix = PurePath(name).suffix
    try:
        if suffix in _ARCHIVES:
            _open_archive(data)
        elif suffix == ".json":
            json.loads(data)
        else:
            data.decode("utf-8")
    except (*DAMAGE, expat.ExpatError):
        return False
    return bool(data)


def _open_archive(data: bytes) -> None:
    """Read every part, checksums and all, and the XML of those that have some."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            part = archive.read(name)
            if name.endswith((".xml", ".rels")):
                expat.ParserCreate().Parse(part, True)
