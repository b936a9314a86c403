"""Sessions in every state that a room can see, and what stands on its wall then."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from sessions import plan
from sessions.analysis.whole import candidates
from sessions.edits import notes as note_edits
from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.prioritise import edits as vote_edits
from sessions.kinds.prioritise.records import VoteActivity, dots_of
from sessions.kinds.score import edits as score_edits
from sessions.record import Session
from sessions.rows import Running, Stop
from tests.builders import NOW, TODAY, new_session, subjects
from workshop.wall.layout.figures import FONT
from workshop.wall.layout.large import LEAST_HEIGHT
from workshop.wall.layout.page import laid_out
from workshop.wall.model import Wall
from workshop.wall.shown import shown as shown_at

NAMES = (
    "County Council",
    "Integrated Care Board (ICB)",
    "Care providers",
    "Voluntary sector",
    "People with lived experience",
)
LONG = tuple(f"{name} of Exampleshire, North Vale and the districts around" for name in NAMES)
NO_FIGURES = str.maketrans("█▀▄", "   ")
PIXELS = {"█": "##", "▀": "#.", "▄": ".#"}
GLYPHS = {tuple(map("".join, zip(*rows, strict=True))): sign for sign, rows in FONT.items() if sign != " "}
"""The columns of pixels of a sign → it."""
SIZES = ((40, 15), (80, 24), (120, 36))
MIXED, APART, AGREED, SPLIT = (1, 2, 3, 4, 4), (1, 4, 4, 4, None), (3, 3, 3, 4, 3), (1, 1, 5, 5, None)


@cache
def session(template: str, names: Sequence[str] = NAMES, *, as_bodies: bool = True) -> Session:
    """A session that has not begun, with votes on its items, its gaps and its actions at the end."""
    made = new_session(template, *names, as_bodies=as_bodies)
    used = made.packs
    votes = (
        VoteActivity(id="v", kind="prioritise", title="Which first?", minutes=9, pack_id=used[0].id, dots=3),
        DiscussActivity(id="w", kind="discuss", title="The first of them", minutes=9, follows="v", top=3),
        VoteActivity(id="x", kind="prioritise", title="Gaps", minutes=9, candidates="gaps", dots=3),
        VoteActivity(id="y", kind="prioritise", title="Acts", minutes=9, candidates="actions", dots=1),
    )
    made = made.model_copy(
        update={
            "title": "Exampleshire and North Vale: how we commission together",
            "place": "Exampleshire",
            "date": TODAY,
            "agenda": (*made.agenda, *votes),
        }
    )
    for number in range(9):
        origin = next((f"{p.id}/{s.id}" for p in used for s in p.sections), None) if number < 4 else None
        made = note_edits.add_action(
            note_edits.ActionFields(
                f"Draft the protocol for risk number {number} and take it to both of the boards",
                owner="Priya Shah",
                body=names[number % len(names)],
                due=TODAY + dt.timedelta(days=9 * number - 9) if number % 4 else None,
            ),
            origin=origin,
        ).apply(made, NOW)
    for kind in ("decision", "parked"):
        for number in range(3):
            made = note_edits.add_note(kind, f"Point {number} of which more is to be said").apply(made, NOW)
    return made


def answered(made: Session, levels: Sequence[int | None], *, many: int = 9) -> Session:
    """The first `many` partners with one level each, at most the highest, on all that is answered here."""
    for ref in subjects(made):
        top = made.scale_of(ref).top
        for partner, level in list(zip(made.partners, levels, strict=True))[:many]:
            picked = None if level is None else min(level, top)
            made = score_edits.answer_level(ref, partner.id, picked).apply(made, NOW)
    return made


def each(made: Session, edit: Callable[[Session, str], Session]) -> Session:
    """An edit of all that is answered here."""
    for ref in subjects(made):
        made = edit(made, ref)
    return made


def revealed(made: Session, levels: Sequence[int | None]) -> Session:
    return each(
        answered(made, levels), lambda session, item_id: score_edits.reveal(item_id).apply(session, NOW)
    )


def again(made: Session, first: Sequence[int | None]) -> Session:
    return each(
        revealed(made, first), lambda session, item_id: score_edits.second_round(item_id).apply(session, NOW)
    )


def voted(made: Session, places: Sequence[int] = (0, 0, 2, 3, 5)) -> Session:
    """Each partner with dots on one candidate of each vote, by its place in the list."""
    for activity in made.agenda:
        found = candidates(made, activity) if activity.kind == "prioritise" else ()
        for partner, place in zip(made.partners, places, strict=True):
            if found:
                dots = {found[place % len(found)]: activity.dots}
                made = vote_edits.vote(activity.id, partner.id, dots).apply(made, NOW)
    return made


def settled(made: Session) -> Session:
    made = revealed(again(made, MIXED), AGREED)

    def agree(made: Session, item_id: str) -> Session:
        made = score_edits.agree(item_id, 3).apply(made, NOW)
        return score_edits.dissent(item_id, made.partners[0].id, "No.").apply(made, NOW)

    made = voted(each(made, agree))
    for activity_id in ("v", "x", "y"):
        if dots_of(made, activity_id):
            made = vote_edits.reveal_vote(activity_id).apply(made, NOW)
    return made


STATES: dict[str, Callable[[Session], Session]] = {
    "nobody has answered": lambda made: made,
    "some have answered": lambda made: voted(answered(made, MIXED, many=2)),
    "all have answered": lambda made: voted(answered(made, MIXED)),
    "mixed": lambda made: revealed(made, MIXED),
    "apart": lambda made: revealed(made, APART),
    "split": lambda made: revealed(made, SPLIT),
    "agreed": lambda made: revealed(made, AGREED),
    "too few": lambda made: revealed(made, (3, None, None, None, None)),
    "second round": lambda made: answered(again(made, MIXED), AGREED, many=3),
    "settled, and votes revealed": settled,
}


def walls(made: Session) -> Iterator[tuple[Stop, Wall]]:
    """The wall at every stop."""
    for stop in plan.stops(made):
        yield stop, at(made, stop)


def at(made: Session, stop: Stop, left: int = 500) -> Wall:
    """The wall at a stop, with so many seconds left."""
    here = made.model_copy(
        update={"at": stop, "running": Running(activity_id=stop.activity_id, since=NOW), "spells": ()}
    )
    minutes = made.activity(stop.activity_id).minutes
    return shown_at(here, stop, TODAY, NOW + dt.timedelta(seconds=60 * minutes - left), None)[0]


def text(shown: Wall, size: tuple[int, int] = (80, 24), page: int = 0) -> list[str]:
    """The lines; words told in figures of three lines are read, larger ones are left out."""
    lines = [line.plain for line in laid_out(shown, *size, page=page)]
    figured = size[1] >= LEAST_HEIGHT or shown.clock_first
    return read(lines) if figured else [line.rstrip() for line in lines]


def read(lines: Sequence[str]) -> list[str]:
    """Lines with the texts that are told in half figures on the first of their three lines, in capitals.

    Numbers are left out, such as a countdown beside sentences, but for that of an item before its name.
    """
    width = max(map(len, lines))
    out = [list(line.translate(NO_FIGURES).ljust(width)) for line in lines]
    for top in range(len(lines) - 2):
        told = list(_figures(lines[top : top + 3], width))
        for (start, words), (_, after) in zip(told, [*told[1:], (0, "")], strict=False):
            if any(map(str.isalpha, words + after)):
                out[top][start : start + len(words)] = words
    return ["".join(line).rstrip() for line in out]


def _figures(lines: Sequence[str], width: int) -> Iterator[tuple[int, str]]:
    """(cell where it begins, text) of what three lines tell in half figures; words stand together."""
    columns = ["".join(PIXELS.get(line[at : at + 1], "..") for line in lines) for at in range(width)]
    begin, end, words = 0, 0, ""
    for drawn in re.finditer("#+", "".join("#" if "#" in column else "." for column in columns)):
        glyph = columns[drawn.start() : drawn.end()]
        sign = GLYPHS.get(tuple(column[:5] for column in glyph), "")
        sign = "" if any(column[5] == "#" for column in glyph) else sign
        if words and (not sign or drawn.start() - end > 4):
            yield begin, words
            words = ""
        if sign:
            begin = begin if words else drawn.start()
            words += (" " if words and drawn.start() - end == 4 else "") + sign
            end = drawn.end()
    if words:
        yield begin, words


def flat(lines: Sequence[str]) -> str:
    return " ".join(" ".join(lines).split())


def item_of(made: Session, item_id: str) -> Stop:
    return next(stop for stop in plan.stops(made) if stop.ref == item_id)
