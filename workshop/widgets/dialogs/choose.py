"""Several of a list, each turned on and off."""

from collections.abc import Iterable, Sequence

from textual.content import Content

from workshop.widgets.dialogs.listed import TurningDialog


class ChooseDialog(TurningDialog[tuple[str, ...]]):
    """Dismissed with the ids of what was chosen, in the order of the list; at least so many as are needed."""

    KEYS_TEXT = "↑ ↓   space on or off   ↵ done   esc never mind"
    AT_ONCE = frozenset({"space"})

    def __init__(
        self,
        title: str,
        rows: Sequence[tuple[str, str]],
        chosen: Iterable[str],
        *,
        least: int = 1,
        most: int | None = None,
    ) -> None:
        """`rows` are (id, what it says); `chosen` are the ids of those that are on to begin with.

        No more than `most` can be on, where that is given, and one at least unless `least` is 0.
        """
        super().__init__(title)
        self._least = least
        self._most = most
        self._choices = rows
        self._chosen = set(chosen)

    def on_mount(self) -> None:
        self._show(0)

    def _show(self, at: int) -> None:
        rows = ((row_id in self._chosen, text) for row_id, text in self._choices)
        self.list_rows((Content.styled(f"{'✓' if on else ' '} {text}", "bold" * on) for on, text in rows), at)

    def turn(self, index: int) -> None:
        """Turn the row on or off."""
        is_off = self._choices[index][0] not in self._chosen
        if is_off and self._most is not None and len(self._chosen) >= self._most:
            self.wrong(f"{self._most} are on already. Turn one off first, with space.")
            return
        self._chosen ^= {self._choices[index][0]}
        self.wrong("")
        self._show(index)

    def action_done(self) -> None:
        chosen = tuple(row_id for row_id, _ in self._choices if row_id in self._chosen)
        if len(chosen) >= self._least:
            self.dismiss(chosen)
        else:
            self.wrong("Choose at least one, with space.")
