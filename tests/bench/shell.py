"""Every command of the shell that reads or changes one session, whole processes, against what they stand on.

Seconds of the processor, of the process and what it waits for: those of the clock depend on what else runs.
A command that ends otherwise than well is no measurement, and stops the bench.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

from sessions.store.library import Library
from tests.bench.folders import Case, environment, program, with_sessions
from tests.talks import PARTNERS, WHOLE, morning
from tests.unit.cli.ready import APPRAISAL, OPTIONS, VOTE, ready

IMPORTS = "import pydantic, tinydb"
EXAMPLE = "exampleshire-00000-abcd"
"""The worked example: a self-assessment of five partners, half done."""
AIM = 2.0
Lines = tuple[tuple[str, ...], ...]
"""Each a command, and what follows the session."""
OF_THE_EXAMPLE: Lines = (
    *(
        (name,)
        for name in ("show", "agenda", "notes", "actions", "decisions", "partners", "people", "parked")
    ),
    *((name,) for name in ("details", "gaps", "late", "series", "checks", "risks", "pairs", "check")),
    *((name,) for name in ("sign-off", "settle", "reopen", "pause")),
    ("answer", "3.3", "Care providers", "2"),
    ("reveal", "3.1", "--second-round"),
    ("agree", "1.1", "3"),
    ("dissent", "1.1", "Care providers", "We see less of it"),
    ("note", "Said in the room"),
    ("act", "Draft the protocol"),
    ("action", "A1", "--status", "done"),
    ("go", "--next"),
    ("attendance", "Care providers", "late"),
    ("next-meeting", "12 Jan 2027"),
    ("add-item", "Transport"),
    ("order", "s6"),
)
OF_EVERYTHING: Lines = (
    ("vote", VOTE, "Age UK", "1.1=1"),
    ("tick", "2.1", "yes"),
    ("role", "1.3", "Age UK", "leads"),
    ("turns", "--order", "cem"),
    ("appraise", APPRAISAL, "1.3", "Age UK", "Reach=1"),
    ("choose", OPTIONS, "Age UK", "2"),
    ("forget", "--person", "Priya", "--yes"),
    ("undo",),
)
"""Of a session with a step of most kinds, and a change to take back."""
OF_A_MORNING: Lines = (
    ("talk", "s4", "--about", "How it went"),
    ("table-work", "s5", "Choose one."),
    ("guess", "figure 4", "ICB", "40 per cent"),
    ("evaluation", "--word", "useful"),
)
UNDONE: Lines = (("redo",),)
ELSEWHERE = frozenset(
    {
        *("open", "audience", "rehearse"),  # the screen
        *("summary", "cards", "form"),  # outputs: see `tests.bench.outputs`
        *("differ", "compare", "merge", "split", "take-over", "hand-over", "import"),  # other files besides
        *("bin", "delete"),  # reads no record
    }
)
"""Commands on a session that are not measured here."""


def cases(folder: Path) -> list[Case]:
    """The imports, and then each command on a session as it was."""
    env = environment(folder)
    with_sessions(folder / "example", 1)
    everything, session = ready(folder / "everything"), morning(*PARTNERS, text=WHOLE)
    Library(folder / "morning").create(session).close()
    answer = ("answer", "1.3", "Age UK", "1")
    of_processor(_typed(folder / "everything", everything, answer), env)
    shutil.copytree(folder / "everything", folder / "undone")
    of_processor(_typed(folder / "undone", everything, ("undo",)), env)
    made = [Case(IMPORTS, partial(of_processor, [sys.executable, "-c", IMPORTS], env))]
    for home, session_id, lines in (
        ("example", EXAMPLE, OF_THE_EXAMPLE),
        ("everything", everything, OF_EVERYTHING),
        ("morning", session.id, OF_A_MORNING),
        ("undone", everything, UNDONE),
    ):
        for line in lines:
            made.append(Case(line[0], partial(_afresh, folder / home, session_id, line, env), aim=AIM))
    return made


def _typed(home: Path, session_id: str, line: tuple[str, ...]) -> list[str]:
    return program("--folder", str(home), line[0], session_id, *line[1:])


def _afresh(home: Path, session_id: str, line: tuple[str, ...], env: dict[str, str]) -> float:
    """Seconds of a command on a copy of the folder, so that it finds the session as it was."""
    copy = home.with_name(f"{home.name}-copy")
    shutil.copytree(home, copy)
    try:
        return of_processor(_typed(copy, session_id, line), env)
    finally:
        shutil.rmtree(copy)


def of_processor(command: list[str], env: dict[str, str]) -> float:
    """Seconds of the processor that a command takes, which has to end well."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise AssertionError(f"{command[2:]} ended with {done.returncode}: {done.stderr.decode()}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
