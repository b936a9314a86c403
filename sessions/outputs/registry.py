"""The table of outputs, quick to load: an output is a line here and a module, loaded when it is written."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from sessions.problem import Problem


@dataclass(frozen=True, slots=True)
class Output:
    """A form in which the record leaves."""

    id: str
    suffix: str
    """How the names of its files end, without the dot."""
    title: str
    source: Literal["summary", "records"]
    """What it is made from: the summary's blocks (`Summary`), or the record itself (`Session`)."""
    module: str
    """Module that offers `render(document) -> bytes`, for a document that is what `source` says.

    Of several files, `files(document) -> Mapping[str, bytes]`, by what they are called.
    """
    usual: bool = True
    """Whether it is written where nobody names an output."""
    carries_checksum: bool = False
    """Of records: whether its module takes the checksum of the record as well, "" while that is not on disk.

    A summary has it at its foot.
    """
    housed: bool = False
    """Of records: whether its module takes the house style behind that; a summary has it with it."""


_table = {
    output.id: output
    for output in (
        Output("md", "md", "Markdown", "summary", "sessions.outputs.markdown"),
        Output("html", "html", "A web page that prints well", "summary", "sessions.outputs.html"),
        Output("txt", "txt", "Plain text, for an e-mail", "summary", "sessions.outputs.text", usual=False),
        Output("docx", "docx", "Word", "summary", "sessions.outputs.word", usual=False),
        Output(
            *("xlsx", "xlsx", "Excel", "records", "sessions.outputs.excel"),
            usual=False,
            carries_checksum=True,
            housed=True,
        ),
        *(
            Output(output_id, output_id, title, "records", module, usual=False, carries_checksum=True)
            for output_id, title, module in (
                ("csv", "CSV, a file a table", "sessions.outputs.delimited"),
                ("ics", "Due dates for a calendar", "sessions.outputs.calendar_file"),
                ("json", "JSON for other programs", "sessions.outputs.interchange"),
            )
        ),
    )
}


@contextmanager
def registered(output: Output) -> Iterator[None]:
    """An output in the table for as long as the context lasts. Raises ValueError where its id is taken."""
    if output.id in _table:
        raise ValueError(output.id)
    _table[output.id] = output
    try:
        yield
    finally:
        del _table[output.id]


def ids() -> tuple[str, ...]:
    """Ids of all outputs, in their order."""
    return tuple(_table)


def usual() -> tuple[str, ...]:
    """Ids of the outputs that are written where nobody names one."""
    return tuple(output.id for output in _table.values() if output.usual)


def output(output_id: str) -> Output:
    """Output by id. Raises Problem for one that there is not."""
    if output_id not in _table:
        raise Problem(f"There is no format {output_id!r}", hint=f"Formats: {', '.join(_table)}.")
    return _table[output_id]
