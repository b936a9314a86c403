"""DuckDB, where it is installed; else the Problem that says how to get it. Nothing else loads it."""

from sessions.register import words

try:
    import duckdb
except ImportError as error:
    raise words.without_the_extra("duckdb") from error

__all__ = ["duckdb"]
