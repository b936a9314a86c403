"""Small faults put into what records, works out and stores, and whether tests notice: see `docs/mutants.md`.

What is done to a line comes from mutmut (BSD-3-Clause, on libcst). A mutant costs about a second: its process
is forked from one that has collected all tests, and runs those alone that reach the line. It is no part of
the suite.
"""
