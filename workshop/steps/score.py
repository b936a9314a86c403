"""Score: items that partners place on a scale, the levels that are agreed, and how far a section has got."""

from collections.abc import Iterator
from dataclasses import replace

from sessions import words
from sessions.kinds.discuss import DiscussActivity
from sessions.kinds.score.records import ScoreActivity
from sessions.material import Pack, Section
from sessions.record import Session
from sessions.rows import MaterialActivity
from sessions.scope import passed_over
from workshop.profile import profile
from workshop.steps.answered import AnsweredView
from workshop.steps.scene import Offer, Scene, offer
from workshop.wall.model import Standing, Wall

SCORE_MINUTES = 4  # for each item; so for one to discuss
MOST_MINUTES = 60


class ScoreView(AnsweredView[ScoreActivity]):
    """Items that partners score."""

    id = "score"

    def wall(self, scene: Scene) -> Wall:
        """At the close of a section, how far it has got, too."""
        wall = super().wall(scene)
        if scene.stop.part != "closing" or passed_over(scene.session, scene.stop):
            return wall
        rows = profile(scene.seen, "agenda", scene.stop.ref)
        return replace(wall, profile=tuple(Standing(row, "How far we have got") for row in rows))

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """Packs and sections that the session carries and the agenda does not score or discuss."""
        for pack in session.packs:
            free = [section for section in pack.sections if not _is_on(session, pack, section)]
            whole = len(free) == len(pack.sections)
            if whole:
                yield _about(pack, pack.sections, f"the {pack.item_word}s", (), f"The {pack.item_word}s")
            if not whole or len(free) > 1:
                for section in free:
                    title = f"{section.label}: {section.title}" if section.label else section.title
                    yield _about(pack, (section,), title, (section.id,), title)


def _is_on(session: Session, pack: Pack, section: Section) -> bool:
    return any(
        isinstance(step, MaterialActivity)
        and (step.answered or isinstance(step, DiscussActivity))
        and step.pack_id == pack.id
        and step.follows_step is None
        and (not step.section_ids or section.id in step.section_ids)
        for step in session.agenda
    )


def _about(
    pack: Pack, sections: tuple[Section, ...], called: str, section_ids: tuple[str, ...], title: str
) -> Offer:
    """Score it where it has levels, else discuss it."""
    items = sum(len(section.items) for section in sections)
    scored = all(pack.scale_of(item.id) for section in sections for item in section.items)
    form: type[MaterialActivity] = ScoreActivity if scored else DiscussActivity
    verb = "Score" if scored else "Discuss"
    number = words.number_of(items, pack.item_word, f"{pack.item_word}s")
    minutes = min(MOST_MINUTES, SCORE_MINUTES * items)
    return offer(f"{verb} {called}, {number}", form, title, minutes, pack_id=pack.id, section_ids=section_ids)
