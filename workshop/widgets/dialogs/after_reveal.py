"""Asked before an answer that the room has seen is overwritten: once more for all, or a slip put right."""

from workshop.cells import clip
from workshop.widgets.dialogs.pick import PickDialog


class AfterRevealDialog(PickDialog[int]):
    """Dismisses with the number of the round that the new answer is for; 0 or None leaves all as it is.

    `rounds` are those on offer: the one that the room has seen and, while there is one, the next. `was` is
    what the room saw, where it may be said.
    """

    def __init__(self, partner: str, rounds: tuple[int, ...], was: str = "") -> None:
        seen, *coming = rounds
        again = "Second round: all answer once more, and the first view is kept"
        keeps = f"that it was {was}" if was else "that it was changed"
        rows = [(number, again) for number in coming]
        rows += [(seen, f"Correct a slip: the record keeps {keeps}"), (0, "Never mind: leave it as it is")]
        super().__init__(f"The room has seen the answer of {clip(partner, 40)}", rows)
