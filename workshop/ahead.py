"""What is loaded behind the first screen, so that it is there when somebody asks for it."""

from __future__ import annotations

import gc
import importlib
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from themes.shown import ShownThemes
from workshop.behind import Behind, Stopped

if TYPE_CHECKING:
    from sessions.clock import Clock
    from workshop.current import Current

MODULES = (
    "workshop.widgets.fields",
    "workshop.current",
    "workshop.screens.run",
    "workshop.screens.setup",
    "workshop.screens.summary",
    "workshop.screens.actions",
    "workshop.open_everywhere",
    "workshop.screens.help",
    "workshop.screens.settings",
    "workshop.widgets.dialogs.look_up",
    "workshop.widgets.dialogs.pick",
    "workshop.open_pack",
    "workshop.open_compare",
    "workshop.open_benchmark",
)
"""What is imported where it is asked for, the most wanted first."""


COLLECTED_AFTER = (20_000, 20, 20)
"""After how many new objects the collector of rubbish looks at them, and how often so before older ones.

A dialog makes some thousands: with fewer, as by default, it would be at work while a key waits.
"""


class Ahead:
    """Loads the other screens, the record and the material, behind or when they are asked for."""

    def __init__(self, folder: Path, data_folder: Path | None, *, clock: Clock, themes: ShownThemes) -> None:
        self._folder = folder
        self._data_folder = data_folder
        self._clock = clock
        self._themes = themes
        self._current: Current | None = None
        self._loading: threading.Event | None = None  # set once all of it is loaded

    def start(self, behind: Behind, then: Callable[[Sequence[str]], object]) -> None:
        """Load it behind; `then` takes what is wrong with the user's own themes, packs and templates."""
        # What is there by now stays to the end: the collector of rubbish need not look through it again.
        gc.freeze()
        gc.set_threshold(*COLLECTED_AFTER)
        gc.enable()
        self._loading = threading.Event()
        # A key may still come in while the program ends: nobody waits then for what is not loaded any more.
        behind.do(lambda stopped: self._load(stopped, then), dropped=self._loading.set)

    def _load(self, stopped: Stopped, then: Callable[[Sequence[str]], object]) -> None:
        try:
            for module in MODULES:
                if stopped():
                    return
                importlib.import_module(module)
            importlib.import_module("sessions.store.rehearsal").sweep()
            faults = (*self._themes.failed, *self._current_here().faults())
        finally:
            gc.freeze()
            if self._loading is not None:
                self._loading.set()
        if not stopped():
            then(faults)

    def wait(self) -> None:
        """Wait while it is being loaded: two threads that import the same get in each other's way."""
        if self._loading is not None:
            self._loading.wait()

    @property
    def current(self) -> Current:
        """What opens and makes sessions."""
        self.wait()
        return self._current_here()

    @property
    def current_if_any(self) -> Current | None:
        """What opens and makes sessions, if it is loaded; nothing is loaded for the question."""
        return self._current

    def _current_here(self) -> Current:
        if self._current is None:
            from workshop.current import Current

            self._current = Current(self._folder, self._data_folder, self._clock)
        return self._current
