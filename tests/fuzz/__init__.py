"""Hostile input for everything that is read: no traceback, no hang, no memory without end, nothing elsewhere.

`test_readers.py` changes what is sound, by hypothesis, in every run. For longer, led by what code is reached:
`uv run --with atheris python -m tests.fuzz --seconds 300`.
"""
