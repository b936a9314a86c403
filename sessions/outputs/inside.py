"""The texts inside a file that was written, compressed ones unpacked: to find a name, and to replace it.

What is written anew from the record needs none of this. It is for files that nobody can write again as they
were: an action log of a day, a summary under an older title, a report that somebody went on with in Word.
"""

import html
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator

from sessions.archives import DAMAGE

_ZIP = b"PK\x03\x04"
_TAGS = re.compile(r"<[^<>]*>")
_FOLD = re.compile("\r\n[ \t]")
_LINE = 75
"""Most bytes of a line of a calendar file (RFC 5545, 3.1)."""
MOST_BYTES = 200_000_000
"""Of one unpacked part: what is larger was none of ours, and is gone through packed."""
Replace = Callable[[str], str]


def texts_in(data: bytes) -> Iterator[str]:
    """What a reader finds in these bytes: as it stands, unescaped, unfolded, and without tags."""
    for part in _parts(data):
        text = part.decode("utf-8", errors="replace")
        yield text
        if "<" in text or "&" in text:
            yield html.unescape(_TAGS.sub("", text))
        if "\r\n " in text:
            yield _FOLD.sub("", text)
        if "\\u" in text:
            yield _unescaped(text)


def _parts(data: bytes) -> Iterator[bytes]:
    """The bytes themselves, or, of an archive, those of all that is in it and their names."""
    if not data.startswith(_ZIP):
        yield data
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                yield info.filename.encode()
                if info.file_size <= MOST_BYTES:
                    yield from _parts(archive.read(info))
    except DAMAGE:
        yield data


def _unescaped(text: str) -> str:
    """`text` with the characters that JSON may have written as escapes."""
    return re.sub(r"\\u[0-9a-fA-F]{4}(?:\\u[0-9a-fA-F]{4})?", _character, text)


def _character(match: re.Match[str]) -> str:
    try:
        return str(json.loads(f'"{match[0]}"'))
    except ValueError:
        return match[0]


def replaced_in(data: bytes, replace: Replace) -> bytes:
    """The file with each of its texts replaced; an archive keeps its order and the days of its parts."""
    if not data.startswith(_ZIP):
        return _in_text(data, replace)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(info, archive.read(info)) for info in archive.infolist()]
    except DAMAGE:
        return data
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for info, part in parts:
            archive.writestr(info, replaced_in(part, replace), compress_type=info.compress_type)
    return packed.getvalue()


def _in_text(data: bytes, replace: Replace) -> bytes:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    folded = text.startswith("BEGIN:VCALENDAR")
    after = replace(_FOLD.sub("", text) if folded else text)
    for escape, unescape in ((html.escape, html.unescape), (_escaped, _unescaped)):
        if replace(unescape(after)) != unescape(after):  # a name with a sign that the form has escaped
            after = _word_by_word(after, replace, escape, unescape)
    if folded:
        after = "\r\n".join(map(_fold, after.split("\r\n")))
    return data if after == text else after.encode()


def _escaped(text: str) -> str:
    """`text` as JSON writes it where it keeps to ASCII."""
    return json.dumps(text)[1:-1]


def _word_by_word(text: str, replace: Replace, escape: Replace, unescape: Replace) -> str:
    """`text` replaced between its tags and quotes, where escapes hide a name."""
    changed = []
    for part in re.split(r'([<>"\n])', text):
        plain = unescape(part)
        changed.append(part if replace(plain) == plain else escape(replace(plain)))
    return "".join(changed)


def _fold(line: str) -> str:
    """A line of a calendar file, folded."""
    lines, room, current = [], _LINE, ""
    for sign in line:
        size = len(sign.encode())
        if size > room:
            lines.append(current)
            current, room = " ", _LINE - 1
        current, room = current + sign, room - size
    return "\r\n".join([*lines, current])
