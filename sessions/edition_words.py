"""What has become of a session's material, in words: see `sessions.editions`."""

from collections.abc import Iterator

from sessions import words
from sessions.editions import Change
from sessions.material import Item
from sessions.spans import Line, plain

GONE = "Gone from the pack"
NEW = "New in the pack"
REWORDED = "Worded otherwise"
RESCALED = "On other levels"
ADDED = "Added in the room"
SECTIONS = "Parts that the session does not carry"
KEPT = "The session keeps what it was run with. Nothing is scored anew."
NOT_COMPARED = "answers on these cannot be compared"


def counted(change: Change) -> str:
    """ "2 gone, 1 new, 3 worded otherwise, 1 on other levels"; empty where no item differs."""
    said = (
        (len(change.gone), "gone"),
        (len(change.new), "new"),
        (len(change.reworded), "worded otherwise"),
        (len(change.rescaled), "on other levels"),
    )
    return ", ".join(f"{many} {what}" for many, what in said if many)


def editions(change: Change) -> str:
    """ "edition 2009 in the session, edition 2027 in the pack"; of one edition, that it is the same."""
    first, second = change.editions
    if first == second:
        return f"edition {first} in both"
    return f"edition {first} in the session, edition {second} in the pack"


def headline(change: Change) -> str:
    """One sentence, for whoever opens the session."""
    said = counted(change) or "the same items"
    return f"{change.name}: {editions(change)}; {said}."


def kept(change: Change) -> str:
    """One sentence for whoever opens a session: the pack has changed, and nothing of the session."""
    return f"{headline(change)} {KEPT}"


def rows(change: Change) -> Iterator[tuple[str, tuple[Line, ...]]]:
    """(heading, lines below it) for all that differs."""
    said = (
        (GONE, [words.item_name(item) for item in change.gone]),
        (NEW, [words.item_name(item) for item in change.new]),
        (REWORDED, [_reworded(old, new) for old, new in change.reworded]),
        (f"{RESCALED}: {NOT_COMPARED}", [words.item_name(item) for item in change.rescaled]),
        (ADDED, [words.item_name(item) for item in change.added]),
        (SECTIONS, [plain(title) for title in change.sections]),
    )
    for heading, lines in said:
        if lines:
            yield heading, tuple(lines)


def _reworded(old: Item, new: Item) -> Line:
    """What it said, and what it says, as far as that is seen; else its name alone."""
    if (old.number, old.name) != (new.number, new.name):
        return (*words.item_name(old), *plain(" → "), *words.item_name(new))
    if old.statement != new.statement:
        return (*words.item_name(old), *plain(f": “{new.statement}”"))
    return words.item_name(old)
