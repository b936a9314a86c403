"""From here to there: where we were, are and want to be, between two poles, and how far that is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sessions import words
from sessions.aspects import aspect_of
from sessions.kinds.asking import asked_of, is_answered
from sessions.kinds.here_to_there import words as pair_words
from sessions.kinds.here_to_there.records import Pair, PairsActivity, pair_of, pairs, poles_of
from sessions.kinds.score.records import scored_here
from sessions.material import Pack, Section
from sessions.record import Session
from sessions.spans import on_screen, plain
from workshop.steps.asking import AskingView
from workshop.steps.offered import part_of
from workshop.steps.scene import Offer, Page, PageLine, Scene, offer
from workshop.wall.model import Drawing, Mark, Track, Tracks, Wall

MINUTES, MOST_MINUTES = 5, 60
"""For each pair, and at most."""
PICTURE_TITLE = "From here to there"
NOTHING = "What is answered stands here, once it is revealed."


class PairsView(AskingView[PairsActivity]):
    """The views of items between two poles."""

    id = "here-to-there"
    offered = "From here to there"

    def page(self, scene: Scene) -> Page:
        """The question in the place of the statement; poles on both sides of the scale."""
        page, stop = super().page(scene), scene.stop
        aspect = aspect_of(stop.ref) if stop.part == "item" else None
        if aspect is None or scene.item is None or not scored_here(scene.session, stop):
            return page
        lines = [PageLine("lead", aspect.question)]
        poles = poles_of(scene.session, scene.item.id)
        if poles is None:
            lines.append(PageLine("text", scene.item.statement, person=scene.item.added))
        else:
            numbers = " ".join(str(level.number) for level in scene.session.scale_of(stop.ref).levels)
            lines.append(PageLine("text", f"{poles[0]} ◂ {numbers} ▸ {poles[1]}"))
        return Page(page.label, page.title, tuple(lines))

    def item_wall(self, scene: Scene, wall: Wall) -> Wall:
        """Between poles, without the statement, which asks where we are alone."""
        wall = super().item_wall(scene, wall)
        return replace(wall, statement="") if wall.poles else wall

    def commands(self, scene: Scene) -> frozenset[str]:
        return super().commands(scene) | {"dot_rule"}

    def labels(self, scene: Scene) -> dict[str, str]:
        return {**super().labels(scene), "dot_rule": "what we ask"}

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        if scene.stop.part != "picture":
            lines, activity = super().say_next(scene), self._own(scene)
            if any(is_answered(scene.session, ref) for _, ref in asked_of(scene.session, activity)):
                return lines
            return (*lines, f"{scene.keys['dot_rule']} chooses which of the three is asked.")
        keys, ref = scene.keys, scene.stop.ref
        if ref:
            pair = pair_of(scene.seen, self._own(scene), ref)
            if pair is None or not pair.stands:
                return (f"“Nothing is revealed on this yet.” {keys['next_stop']} goes on.",)
            move = f"{keys['add_action']} takes it as an action. Then {keys['next_stop']}."
            return (f"“What would move this one on?” {move}",)
        return ("“Which pair do we move first? What would it take?”", *self.script(scene))

    def picture_title(self, scene: Scene) -> str:
        return PICTURE_TITLE

    def picture_lines(self, scene: Scene, activity: PairsActivity) -> Sequence[PageLine]:
        seen, ref = scene.seen, scene.stop.ref
        if ref:
            pair = pair_of(seen, activity, ref)
            return () if pair is not None and pair.stands else (PageLine("lead", NOTHING),)
        found = [pair for pair in pairs(seen, activity) if pair.stands]
        return (PageLine("lead", _head(found) if found else NOTHING),)

    def picture_list(self, scene: Scene, activity: PairsActivity) -> Sequence[PageLine]:
        if scene.stop.ref:
            return ()
        found = (pair for pair in pairs(scene.seen, activity) if pair.stands)
        return tuple(PageLine("point", _line(scene.seen, pair), person=True) for pair in found)

    def picture_wall(self, scene: Scene, activity: PairsActivity) -> Wall:
        drawing, ref = self.drawing(scene), scene.stop.ref
        nothing = "" if drawing else "Nothing is revealed here yet."
        if not ref:
            stands = (stand for pair in pairs(scene.seen, activity) for _, stand in pair.stands)
            some = any(stand.level is None for stand in stands)
            unsettled = ("Where nothing is settled, it is the median of the answers.",) if some else ()
            return Wall(PICTURE_TITLE, statement=nothing, drawing=drawing, sentences=unsettled)
        item = scene.session.item(ref)
        return Wall(item.name, item.number, statement=nothing, drawing=drawing)

    def drawing(self, scene: Scene) -> Drawing | None:
        activity, ref = self._own(scene), scene.stop.ref
        if scene.stop.part != "picture":
            return None
        if ref:
            pair = pair_of(scene.seen, activity, ref)
            if pair is None or not pair.stands:
                return None
            said = on_screen(plain(_said(pair)))
            row = Track("", "", pair.scale.levels, _marks(pair), said)
            return Tracks((row,), _key([pair]), poles_of(scene.session, ref))
        found = [pair for pair in pairs(scene.seen, activity) if pair.stands]
        rows = tuple(_track(scene.seen, pair) for pair in found)
        return Tracks(rows, _key(found)) if rows else None

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """Sections whose items go from one pole to another, and that no such step is on yet."""
        for pack in session.packs:
            for section in pack.sections:
                if _has_poles(session, section) and not _is_on(session, pack, section):
                    part = part_of(pack, section)
                    minutes = min(MOST_MINUTES, MINUTES * len(section.items))
                    asked = "Ask each question in turn: where were we, where are we, where do we want to be?"
                    settings = {"pack_id": pack.id, "section_ids": (section.id,)}
                    about = f"From here to there: {part.words}"
                    yield offer(about, PairsActivity, PICTURE_TITLE, minutes, asked, **settings)


def _has_poles(session: Session, section: Section) -> bool:
    return all(poles_of(session, item.id) for item in section.items)


def _is_on(session: Session, pack: Pack, section: Section) -> bool:
    steps = (step for step in session.agenda if isinstance(step, PairsActivity) and step.pack_id == pack.id)
    return any(not step.section_ids or section.id in step.section_ids for step in steps)


def _marks(pair: Pair) -> tuple[Mark, ...]:
    known = ((when, stand.value) for when, stand in pair.stands)
    ways = {"were": "═"}
    return tuple(
        Mark(pair_words.SIGNS[when], value, ways.get(when, "─")) for when, value in known if value is not None
    )


def _key(found: Sequence[Pair]) -> tuple[str, ...]:
    asked = dict.fromkeys(when for pair in found for when, _ in pair.stands)
    return tuple(
        f"{sign} {pair_words.NAMES[when]}" for when, sign in pair_words.SIGNS.items() if when in asked
    )


def _track(seen: Session, pair: Pair) -> Track:
    item = seen.item(pair.item_id)
    heading = "" if pair.comparable else words.first_upper(pair_words.NOT_COMPARABLE)
    way = pair_words.way(pair, pair_words.figure)
    return Track(item.number, item.name, pair.scale.levels, _marks(pair), way, heading)


def _said(pair: Pair) -> str:
    """ "We were at 1½ (median of 4 answers), are at 3: moved 1½ levels."."""
    if not pair.stands:
        return ""
    places = f"We {pair_words.places(pair)}"
    way = pair_words.way(pair)
    return f"{places}: {way}." if way else f"{places}."


def _head(found: Sequence[Pair]) -> str:
    far = [pair for pair in found if pair.comparable and pair.to_go is not None and pair.to_go > 0]
    verb = "has" if len(far) == 1 else "have"
    return f"{len(far)} of {len(found)} {verb} some way to go. The furthest first:" if far else "So far:"


def _line(seen: Session, pair: Pair) -> str:
    """ "1.1 What care is built for · were at 1, are at 3 · moved 2 levels"."""
    item = seen.item(pair.item_id)
    other = "" if pair.comparable else pair_words.NOT_COMPARABLE
    parts = (f"{item.number} {item.name}", pair_words.places(pair), pair_words.way(pair), other)
    return on_screen(plain(" · ".join(filter(None, parts))))
