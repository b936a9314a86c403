"""Which register is meant, as it was typed: a database, or a folder with Parquet files."""

from pathlib import Path

from sessions.register.model import is_folder


def target(typed: str) -> str:
    """The same however it is typed; a database is checked to be one. Raises Problem."""
    if is_folder(typed):
        return str(Path(typed).expanduser().resolve())
    from sessions.register.database import parameters_of  # noqa: PLC0415  # it needs the extra

    parameters_of(typed)
    return typed
