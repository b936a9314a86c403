"""What a spread says, in words: how far views agree, what counts, the figures, and how views moved. Pure.

Where a fact has two forms, the plain one is for paper, and the one `in_room` for the room.
"""

from collections.abc import Mapping

from sessions import words
from sessions.analysis.spreads import Spread, Word
from sessions.material import Scale
from sessions.record import Session
from sessions.rows import ROOM
from sessions.spans import Line, on_screen, plain
from sessions.summary.model import Chart, SpreadData
from sessions.voices import voices_on

_VIEWS: Mapping[Word, str] = {
    "agree": "views agree",
    "mixed": "views mixed",
    "split": "views split",
    "too few": "too few answers",
}
"""The words for a room's answers, not to be taken for the level that it then agrees on."""
_VIEWS_THEN: Mapping[Word, tuple[str, str, str]] = {
    "agree": ("Views agreed", "views agree", "Views still agree"),
    "mixed": ("Views were mixed", "views are mixed", "Views are still mixed"),
    "split": ("Views were split", "views are split", "Views are still split"),
    "too few": ("There were too few answers", "there are too few answers", "There are still too few answers"),
}
"""What the views were before the talk, are after it, and still are."""


def views(spread: Spread) -> str:
    """ "views agree"; from a third of don’t-knows on, "views agree, 5 of 10 don’t know"."""
    return f"{_VIEWS[spread.word]}{_unsure(spread)}"


def views_in_caps(spread: Spread) -> str:
    """ "VIEWS AGREE, 5 OF 10 DON'T KNOW", for the screen."""
    return on_screen(plain(views(spread))).upper()


def views_in_row(spread: Spread) -> str:
    """In a row of a table on the screen: "too few", "views agree"; empty without answers."""
    return on_screen(plain(views(spread).replace(" answers", ""))) if spread.n else ""


def _unsure(spread: Spread) -> str:
    if not spread.is_unsure:
        return ""
    does = "doesn’t" if spread.dont_know == 1 else "don’t"
    return f", {words.about(spread.dont_know)} of {spread.spoke} {does} know"


def how_counted(spread: Spread) -> str:
    """What counts once; empty where everybody gave one answer, so that it makes no difference."""
    if not spread.hands:
        return ""
    return "each body counts once" if spread.unit == "body" else "each person counts once"


def _number_counted(spread: Spread) -> str:
    """ "4 bodies", "14 answers"."""
    units = ("body", "bodies") if spread.unit == "body" else ("answer", "answers")
    return words.number_of(spread.n, *units)


def who_gave(session: Session, subject_id: str, partners: int, people: int | None) -> str:
    """From whom dots or views are: "4 of 6 partners", "23 people of 6 partners", "9 people of the room".

    Where others gave none, "1 of 6 partners (5 people)". `people` is None for the bodies' own.
    """
    voices = voices_on(session, subject_id)
    counted = "" if people is None else words.number_of(people, "person", "people")
    of = words.number_of(len(voices), "partner", "partners")
    if ROOM in (voice.id for voice in voices):
        of = "the whole room"
    elif partners < len(voices):
        return f"{partners} of {of}{counted and f' ({counted})'}"
    return f"{counted} of {of}" if counted else of


def views_of(spread: Spread) -> str:
    """ "mixed, 4 bodies", in a column of views."""
    return f"{views(spread).removeprefix('views ')}, {_number_counted(spread)}"


def nobody_answered(spread: Spread, level: int) -> str:
    """ "nobody answered 2: the answers go from 3 to 4", of a level that lies outside all of them."""
    go = f"all are on {spread.lowest}" if spread.lowest == spread.highest else ""
    return f"nobody answered {level}: {go or f'the answers go from {spread.lowest} to {spread.highest}'}"


def figures(spread: Spread) -> str:
    """ "4 bodies, 1 don’t know, median 3, from 1 to 4, consensus 0.61": all there is to say of a spread."""
    parts = [_number_counted(spread), *words.dont_knows(spread.dont_know)]
    if spread.median is not None:
        parts.append(f"median {words.half_levels(spread.median)}")
        alike = spread.lowest == spread.highest
        parts.append(f"all at {spread.lowest}" if alike else f"from {spread.lowest} to {spread.highest}")
    if spread.consensus is not None and spread.word != "too few":
        parts.append(f"consensus {spread.consensus:.2f}")
    return ", ".join(filter(None, (*parts, how_counted(spread))))


def figures_in_room(spread: Spread) -> Line:
    """ "median 3, from 1 to 4, 4 bodies, 1 don’t know": the levels first, and no consensus."""
    number = words.about(spread.dont_know)
    if not spread.n:
        return plain(f"{number or 0} don’t know, no level named")
    levels = f"median {words.half_levels(spread.median)}, from {spread.lowest} to {spread.highest}"
    if spread.lowest == spread.highest:
        levels = f"all on {spread.lowest}"
    # From a third on, the word beside it says so already.
    unsure = f"{number} don’t know" if number and not spread.is_unsure else ""
    parts = (levels, _number_counted(spread), unsure, how_counted(spread))
    return plain(", ".join(filter(None, parts)))


def per_level(spread: Spread, scale: Scale) -> str:
    """Every level with its count: "1 (not yet): 0; 2 (early steps): 3; … don’t know: 1"."""
    counts = spread.by_level()
    parts = [f"{words.level(scale, number)}: {words.amount(count)}" for number, count in counts]
    return "; ".join([*parts, f"don’t know: {words.amount(spread.dont_know)}"])


def chart(
    anchor: str,
    title: str,
    spread: Spread,
    scale: Scale,
    *,
    agreed: int | None = None,
    target: int | None = None,
) -> Chart:
    """A picture of how many answered with each level, and the same in words."""
    data = SpreadData(
        labels=tuple(level.label for level in scale.levels),
        counts=spread.counts,
        dont_know=spread.dont_know,
        median=spread.median,
        agreed=agreed,
        target=target,
        base=scale.base,
    )
    return Chart(anchor, title, f"Answers per level: {per_level(spread, scale)}.", data)


def shift(before: Spread, after: Spread, *, most_first: bool = False) -> str:
    """How the view moved after the discussion, in a sentence."""
    parts: list[str] = []
    if before.consensus is not None and after.consensus is not None:
        change = round(after.consensus - before.consensus, 2)
        closer = "closer together" if change > 0 else "further apart"
        parts.append(f"the answers lie {closer if change else 'as close as before'}")
    ways = ("moved", "moved") if most_first else ("rose", "fell")
    parts += _median_moved(before, after, *ways)
    return f"After the discussion {' and '.join(parts)}." if parts else ""


def _median_moved(before: Spread, after: Spread, up: str, down: str) -> list[str]:
    """ "the median rose from 2 to 3"; nothing where either has none."""
    if before.median is None or after.median is None:
        return []
    was, now = words.half_levels(before.median), words.half_levels(after.median)
    way = up if after.median > before.median else down
    return [f"the median {'stays at' if was == now else f'{way} from {was} to'} {now}"]


def shift_in_room(before: Spread, after: Spread, *, most_first: bool = False) -> Line:
    """How the view moved, read from the wall: the words for the views first, then the median.

    Where level 1 stands for the most, the median does not go up or down: it moves.
    """
    was, (_, now, still) = _VIEWS_THEN[before.word][0], _VIEWS_THEN[after.word]
    moved = f"{still} after the talk" if before.word == after.word else f"{was}; after the talk {now}"
    moved += _unsure(after)
    ways = ("moves", "moves") if most_first else ("goes up", "goes down")
    median = _median_moved(before, after, *ways)
    return plain(" ".join(f"{words.first_upper(sentence)}." for sentence in (moved, *median)))
