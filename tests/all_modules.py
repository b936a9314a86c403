"""Every module of `sessions`, for tests of the package as a whole."""

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import suppress
from types import ModuleType

import sessions
from sessions.problem import Problem


def all_modules() -> Iterator[ModuleType]:
    """Each of them, imported; what needs an extra that is not installed is left out."""
    for found in pkgutil.walk_packages(sessions.__path__, "sessions."):
        module = None
        with suppress(Problem):
            module = importlib.import_module(found.name)
        if module is not None:
            yield module
