"""What the web page of a form saves or lets be copied, or what somebody typed up from paper, read back."""

import re

from sessions.forms import saved_in, typed_in
from sessions.forms.model import Fault, Returned

_PAGE = re.compile(r"\s*<(?:!doctype|html|\?xml)", re.IGNORECASE)


def read(data: bytes) -> Returned | tuple[Fault, ...]:
    """What came back in text of either sort."""
    text = _decoded(data)
    if text is None:
        hint = "Name the file that the form saved, or its workbook."
        return (Fault("", "This is no form that came back", hint),)
    if _PAGE.match(text):
        hint = (
            "Ask for the small file that “Save my answers” has put into the downloads. "
            "What is on paper is typed into the web page of this form."
        )
        return (Fault("", "This is the page of a form, without the answers", hint),)
    if text.lstrip().startswith(("{", "[")):
        return saved_in.read(text)
    return typed_in.read(text)


def _decoded(data: bytes) -> str | None:
    """The bytes as text; None where they are no text."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if "\0" in text else text
    return None
