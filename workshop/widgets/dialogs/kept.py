"""What stands in the fields of a dialog, as text that can be kept and put back."""

from collections.abc import Mapping
from typing import Protocol

from textual.widget import Widget
from textual.widgets import Input, TextArea

from workshop.widgets.fields import Tick

TICKED = "ticked"


class Draft(Protocol):
    """Where what is typed in a dialog is kept until it is recorded."""

    @property
    def typed(self) -> Mapping[str, str]:
        """What was kept, by field; nothing where there is none."""

    def keep(self, typed: Mapping[str, str]) -> None:
        """Keep what stands in the fields."""

    def drop(self) -> None:
        """Forget what was kept: it was recorded, or emptied."""


def typed_in(field: Widget) -> str | None:
    """What is typed in a field; None where nothing can be typed in it."""
    if isinstance(field, Input):
        return field.value
    return field.text if isinstance(field, TextArea) else None


def chosen_in(field: Widget) -> str:
    """What is chosen in a field of choices, or whether it is ticked; empty for any other."""
    if isinstance(field, Tick):
        return TICKED if field.value else ""
    return str(getattr(field, "chosen", ""))


def put_into(field: Widget, kept: str) -> None:
    """Put back what was kept of a field, as far as it still fits."""
    if isinstance(field, Input):
        field.value = kept
    elif isinstance(field, TextArea):
        field.text = kept
    elif isinstance(field, Tick):
        field.value = kept == TICKED
    elif kept in getattr(field, "choices", ()):
        field.chosen = kept  # type: ignore[attr-defined]  # one of `Choices`, which stands on this
