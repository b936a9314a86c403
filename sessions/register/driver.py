"""psycopg, where it is installed; else the Problem that says how to get it. Nothing else loads it."""

from sessions.register import words

try:
    import psycopg
    from psycopg import conninfo, errors, rows, sql, waiting
except ImportError as error:
    raise words.without_the_extra("psycopg") from error

__all__ = ["conninfo", "errors", "psycopg", "rows", "sql", "waiting"]
