"""What each format costs: a whole self-assessment, against loading its library and an empty document.

Each case is a new process; what is timed in it begins where the session is in memory, and the library not.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.bench.folders import REPOSITORY, Case, environment

_EMPTY = {
    "html": "import jinja2; jinja2.Environment(autoescape=True).from_string('<p></p>').render()",
    "docx": "import io, docx; docx.Document().save(io.BytesIO())",
    "xlsx": "import io, xlsxwriter; b = xlsxwriter.Workbook(io.BytesIO()); b.add_worksheet(); b.close()",
    "ics": "import icalendar; icalendar.Calendar().to_ical()",
}
"""Loading the library of a format, and writing an empty document."""
_SESSION = """
import sys, time
from tests.bench.outputs import assessment
from sessions.kinds.registry import revealed_only
from sessions.outputs import registry
from sessions.summary.build import build
from tests.builders import NOW
session = assessment(int(sys.argv[1]))
if sys.argv[2] != 'summary':
    summary = build(session, now=NOW, form='full')
"""
_WRITE = """
from importlib import import_module
output = registry.output(sys.argv[2])
module = import_module(output.module)
made_of = summary if output.source == 'summary' else revealed_only(session)
(module.files if hasattr(module, 'files') else module.render)(made_of)
"""


def assessment(actions: int = 0) -> object:
    """A self-assessment in which all standards are answered and agreed, with so many actions more."""
    from sessions.edits.notes import ActionFields, add_action
    from sessions.kinds.score import edits
    from sessions.plan import left
    from tests.builders import NOW, packs, templates
    from workshop.demo import example

    session = example(packs(), templates(), session_id="example-assessment-abcd", now=NOW)
    for ref in left(session):
        if ref.startswith("icbo/"):
            for partner, level in zip(session.voices(), (3, 3, 4, 2, 3), strict=False):
                session = edits.answer_level(ref, partner.id, level).apply(session, NOW)
            session = edits.reveal(ref).apply(session, NOW)
            session = edits.agree(ref, 3).apply(session, NOW)
    for number in range(actions):
        fields = ActionFields(f"Do the thing of number {number}", owner=f"Person {number % 40}", body="ICB")
        session = add_action(fields).apply(session, NOW)
    return session


def cases(folder: Path) -> list[Case]:
    """Each format that has a library, after an empty document of it; those without; a thousand actions."""
    env = environment(folder)
    made: list[Case] = []
    for output_id, code in _EMPTY.items():
        empty = f"{output_id}, empty"
        made.append(Case(empty, partial(_timed, code, ("0", output_id), env)))
        made.append(Case(output_id, partial(_timed, _WRITE, ("0", output_id), env), aim=4, against=empty))
    summary = "build(session, now=NOW, form='full')"
    made.append(Case("the summary that they share", partial(_timed, summary, ("0", "summary"), env)))
    for output_id in ("md", "txt", "csv", "json"):
        made.append(Case(output_id, partial(_timed, _WRITE, ("0", output_id), env)))
    thousand = partial(_timed, _WRITE, ("1000", "xlsx"), env)
    made.append(Case("xlsx, a thousand actions more", thousand, aim=4, against="xlsx, empty"))
    return made


def _timed(code: str, arguments: Sequence[str], env: dict[str, str]) -> float:
    """Seconds of the processor that `code` takes in a new process, once the session is there."""
    whole = f"{_SESSION}start = time.process_time()\n{code}\nprint(time.process_time() - start)\n"
    run = subprocess.run(
        [sys.executable, "-c", whole, *arguments],
        env=env,
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return float(run.stdout)
