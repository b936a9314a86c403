"""Which items of a pack a step is on, where it is not on all of its sections'."""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from sessions.material import Item, Pack
from sessions.problem import Problem
from sessions.text import plural


def suggested(pack: Pack, section_ids: tuple[str, ...], most: int) -> tuple[str, ...]:
    """Ids of the items that a step is on where nobody has chosen: the first of each section, then the second
    of each, until there are as many as the step has time for; in the pack's order.
    """
    in_turn = zip_longest(*(section.items for section in pack.only(section_ids).sections))
    spread = [item.id for row in in_turn for item in row if item is not None]
    return in_order(pack, spread[:most])


def in_order(pack: Pack, item_ids: Iterable[str]) -> tuple[str, ...]:
    """These ids, each once, in the pack's order; without those of other packs."""
    wanted = set(item_ids)
    return tuple(item.id for item in pack.items() if item.id in wanted)


def sections_with(pack: Pack, item_ids: Iterable[str]) -> tuple[str, ...]:
    """Ids of the sections in which these items stand, in the pack's order."""
    wanted = set(item_ids)
    return tuple(section.id for section in pack.sections if wanted & {item.id for item in section.items})


def check_number(most: int, item_ids: Sequence[str], item_word: str) -> None:
    """Raises Problem where more were chosen than there is time for, or none."""
    if len(item_ids) > most:
        hint = f"The step has time for {most}."
        raise Problem(f"{len(item_ids)} {plural(item_word)} are more than can be chosen", hint=hint)
    if not item_ids:
        raise Problem(f"No {item_word} is chosen", hint=f"Choose 1 to {most}.")


def by_code(pack: Pack, section_ids: tuple[str, ...]) -> dict[str, Item]:
    """The items of these sections by what follows the slash in their ids, as a template names them."""
    return {item.id.partition("/")[2]: item for item in pack.only(section_ids).items()}
