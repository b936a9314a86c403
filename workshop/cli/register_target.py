"""Which register is meant, as it was typed: a database, or a folder with Parquet files."""

from pathlib import Path

from sessions.disk import os_problems
from sessions.problem import Problem
from sessions.register import words as say
from sessions.register.model import HEAD, LATEST, TABLES, is_folder


def target(typed: str) -> str:
    """The same however it is typed; a database is checked to be one. Raises Problem."""
    if not typed.strip():
        raise Problem("No register is named", hint="Name a database or a folder, as `--help` says.")
    if is_folder(typed):
        return str(Path(typed).expanduser().resolve())
    from sessions.register.database import parameters_of  # noqa: PLC0415  # it needs the extra

    parameters_of(typed)
    return typed


def check_free(folder: Path) -> None:
    """Raises Problem where a register would lie among other things, or is to be a file."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise say.no_folder_but_file(str(folder))
    ours = {HEAD, *(table.name for table in (*TABLES, LATEST))}
    with os_problems("The register's folder can't be read", folder):
        names = {entry.name for entry in folder.iterdir() if not entry.name.startswith(".")}
    if HEAD not in names and not names <= ours:
        raise say.other_things_in(str(folder))
