"""Whether a key or click that comes close upon another still counts. Knows no screen.

The second click of a double-click does nothing more. A key or click that means something new under the same
finger counts once the new meaning has stood on the screen for half a second; until then it is dropped, never
kept for later. Digits, arrows and the signs that go up or down never wait, nor does what is typed into a
field.
"""

import time
from collections.abc import Callable

from workshop import key_signs

PAUSE = 0.5
"""Seconds from when a new meaning is painted until the same finger may mean it."""
HELD = 0.2
"""Part of it within which the same key once more is one that is held down."""
WAIT = {"enter", "escape", "delete", "backspace", *(f"f{number}" for number in range(1, 13))}
"""Keys other than letters and signs that may mean something new when they are pressed again."""
STEPS = {"plus", "minus", "underscore", "left_square_bracket", "right_square_bracket"}
"""Signs that go up or down, or answer as a digit does: however often, they mean the same."""
JITTER = 1
"""Cells that the hand may move to the side between the two clicks of a double-click."""


class Guard:
    """Asked before every key and click, and told when the screen has been painted.

    `front` is the screen in front, whatever stands for it: only whether it is the same one counts.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, *, pause: float = PAUSE) -> None:
        """`clock` gives seconds that only go forward."""
        self._clock = clock
        self._pause = pause
        self._painted: float | None = None
        """When what the last act led to was first painted; None while it is not."""
        self.shown: object = None
        """The screen that was painted last."""
        self._front: object = None  # the screen in which the last act was done; None before the first one
        self._key = ""  # the key that was the last act; empty where it was a click
        self._pressed = 0.0  # when it was pressed last, carried out or not
        self._click: tuple[int, int] | None = None  # where the last act was a click
        self._clicked: object = None  # what it was on, as long as a second click may complete it

    def painted(self, front: object) -> None:
        """What the last act led to stands on the screen; or another screen than before does."""
        if self._painted is None or front is not self.shown:
            self._painted = self._clock()
        self.shown = front

    @property
    def by_mouse(self) -> bool:
        """Whether the last act was a click."""
        return self._click is not None

    def new_meaning(self) -> None:
        """What stands there means something new from the next painting on, without a key or a click."""
        self._painted = None

    def _ripe(self, now: float) -> bool:
        return now - (now if self._painted is None else self._painted) >= self._pause

    def opened_by(self, key: str, front: object) -> bool:
        """Whether the last act was this key, on another screen than the one in front."""
        return key == self._key and front is not self._front

    def takes_key(
        self,
        key: str,
        front: object,
        *,
        typing: bool = False,
        idle: bool = False,
        repeats: Callable[[], bool] = lambda: False,
    ) -> bool:
        """Whether a key may act. `typing`: it goes into a text; `idle`: it means nothing on this screen, so
        that another waits as if it had not come; `repeats`: whether on this screen it says the same thing
        again by its nature, as undo does.
        """
        now = self._clock()
        elsewhere = self._front is not None and front is not self._front
        again = key == self._key and not typing and _waits(key)
        soon = not self._ripe(now) or (again and now - self._pressed < self._pause * HELD)
        self._pressed = now
        if soon and ((again and (elsewhere or not repeats())) or (key == "enter" and elsewhere)):
            return False
        if idle:
            return True
        self._act(front)
        self._key, self._click = key, None
        return True

    def takes_click(
        self, at: tuple[int, int], chain: int, front: object, target: object, *, second: bool = False
    ) -> bool:
        """Whether a click may act. `chain` is its number in a double- or triple-click, as the driver counts;
        `second`: on this target the second click does what the first one left undone.
        """
        x, y = at
        near = self._click is not None and abs(x - self._click[0]) <= JITTER and y == self._click[1]
        if chain > 1 or (near and not self._ripe(self._clock())):
            completes = second and target is self._clicked and front is self._front
            self._clicked = None
            return completes
        self._act(front)
        self._key, self._click, self._clicked = "", at, target
        return True

    def _act(self, front: object) -> None:
        self._front = front
        self._painted = None


def _waits(key: str) -> bool:
    """Whether this key, pressed again, waits until what it means is seen."""
    typed = key_signs.character(key).strip()
    return key in WAIT or (bool(typed) and not typed.isdigit() and key not in STEPS)
