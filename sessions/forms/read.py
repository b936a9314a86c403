"""Reading back a form that was filled in, whatever its file is called: a workbook, a web page's file, text.

Only the file itself is looked at here; `sessions.forms.fit` holds it against a session.
"""

from importlib import import_module

from sessions.forms.model import Fault, Returned

MOST_BYTES = 4 * 1024 * 1024
"""Of a file. A form with 200 answers and long comments has a hundredth of it."""
_PDF = b"%PDF"
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read(data: bytes, name: str) -> Returned | tuple[Fault, ...]:
    """What came back, or what keeps it from being read: never a part of it.

    The sort is known by what is in the file; `name` is for people alone.
    """
    if not data.strip():
        return (Fault("", f"{name} is empty", "Ask for it again: saving or sending it went wrong."),)
    if len(data) > MOST_BYTES:
        limit = f"A form that was filled in has less than {MOST_BYTES // 2**20} MB."
        return (Fault("", f"{name} is too large for a form", limit),)
    if data.startswith(_ZIP):
        return _by("workbook", data)
    if data.startswith(_OLD_OFFICE):
        hint = "Open it, save it as .xlsx without a password, and try again."
        return (Fault("", f"{name} is a workbook with a password, or of an old sort", hint),)
    if data.startswith(_PDF):
        return (Fault("", "This is a PDF", "Type its answers into the web page of this form."),)
    return _by("words", data)


def is_form(data: bytes) -> bool:
    """Whether a file looks like a form of ours, so no survey or list; a PDF was one on paper."""
    if data.startswith(_PDF):
        return True
    if data.startswith(_ZIP):
        return _is_workbook(data)
    return len(data) <= MOST_BYTES and (b"workshop_answers" in data or b"WORKSHOP ANSWERS" in data)


def _is_workbook(data: bytes) -> bool:
    found = import_module("sessions.forms.workbook_in").is_form(data)
    assert isinstance(found, bool)
    return found


def _by(module: str, data: bytes) -> Returned | tuple[Fault, ...]:
    """What a module of its own, loaded when it is needed, reads."""
    read_it = import_module(f"sessions.forms.{module}_in").read
    result: Returned | tuple[Fault, ...] = read_it(data)
    return result
