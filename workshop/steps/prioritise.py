"""Prioritise: what is up for the vote, who has placed dots, and after the reveal the ranking."""

from collections.abc import Collection, Iterator

from sessions import words
from sessions.analysis.whole import candidates, gaps
from sessions.kinds.prioritise.records import (
    Candidates,
    VoteActivity,
    dots_left,
    dots_of,
    is_revealed,
    ranking,
    tally,
)
from sessions.kinds.registry import revealed_only
from sessions.kinds.score.records import ScoreActivity
from sessions.material import OURS
from sessions.record import Session
from sessions.scope import items_here
from sessions.spans import on_screen
from sessions.text import plural
from sessions.voices import voices_on
from workshop.steps.candidates import (
    candidate_labels,
    candidate_name,
    is_named_here,
    nothing_to_vote_on,
    numbered,
)
from workshop.steps.offered import parts, whole
from workshop.steps.scene import Offer, PageLine, Scene, offer
from workshop.steps.view import EVERYBODY, StepView, voices_of
from workshop.wall.model import Entry, Wall

DOTS = 3
MINUTES = 8
MANY = 12
"""Items of a pack above which each of its sections can be voted on by itself, and candidates above which
the room sees only those of the ranking that have dots."""


class PrioritiseView(StepView[VoteActivity]):
    """The views of a vote with dots."""

    id = "prioritise"
    offered = "Vote with dots"

    def start(self, scene: Scene, activity: VoteActivity) -> tuple[PageLine, ...]:
        session = scene.session
        if nothing := nothing_to_vote_on(session, activity):
            return (PageLine("lead", nothing),)
        rule = "all on one allowed" if activity.stack else "one dot on each at most"
        whom = "partner" if session.as_bodies else "person"
        asked = f"{activity.dots} dots for each {whom}, {rule}. Where do we start?"
        if activity.dots == 1:
            asked = f"One dot for each {whom}. Where do we start?"
        lead = PageLine("lead", asked)
        if is_revealed(session, activity.id):  # the ranking names them all
            return (lead,)
        rows = numbered(session, candidate_labels(session, activity)).values()
        return (lead, *(PageLine("point", row, person=True) for row in rows))

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        session, activity, keys = scene.session, self._own(scene), scene.keys
        if is_named_here(session, activity):
            return (f"“What could we take on?” {keys['add_item']} adds each of them, one after another.",)
        if nothing_to_vote_on(session, activity):
            return ("“There is nothing to vote on yet. We go on.”",)
        if is_revealed(session, activity.id):
            return (f"“Are these the right ones to go on with?” Then {keys['next_stop']}.",)
        more = (f"{keys['add_item']} adds what else is named.",) if activity.candidates == "typed" else ()
        return (*self._to_place(scene, activity), *more, *self.script(scene))

    def _to_place(self, scene: Scene, activity: VoteActivity) -> tuple[str, ...]:
        session, keys = scene.session, scene.keys
        to_go = len(voices_on(session, activity.id)) - len(dots_of(session, activity.id))
        some = len(dots_left(session, activity, len(candidates(scene.seen, activity))))
        over = f"{some} {'has' if some == 1 else 'have'} dots left over."
        if to_go > 0:
            how = f"{keys['counts']} places the dots of the partner in focus. {to_go} to go."
            if session.partners and not session.as_bodies:
                how += f" {keys['whole_room']} places those of the whole room at once."
            return (how, over) if some else (how,)
        if some:
            then = f"{keys['counts']} places them. Press {keys['reveal']} once the room is content."
            return (f"“Everybody has placed dots.” {over} {then}",)
        return (f"“Everybody has placed their dots. Let us look.” Press {keys['reveal']}.",)

    def start_wall(self, scene: Scene, activity: VoteActivity) -> Wall:
        seen = scene.seen
        if nothing := nothing_to_vote_on(seen, activity):
            return Wall(activity.title, statement=nothing)
        if is_revealed(seen, activity.id):
            return self._ranking(seen, activity)
        voices = voices_of(scene.session, activity.id, dots_of(scene.session, activity.id))
        rule = "All may go on one." if activity.stack else "At most one on each."
        labels = candidate_labels(seen, activity)
        return Wall(
            activity.title,
            question=f"{activity.dots} dots each. {rule}" if activity.dots > 1 else "One dot each.",
            entries=tuple(Entry("numbered", candidate_name(seen, c), label) for c, label in labels.items()),
            voices=voices,
            tally=words.tally(sum(voice.ready for voice in voices), len(voices), "placed their dots"),
        )

    def _ranking(self, seen: Session, activity: VoteActivity) -> Wall:
        labels = candidate_labels(seen, activity)
        ranked = ranking(seen, activity.id, tuple(labels))
        most, placed = max(rank.dots for rank in ranked), dots_of(seen, activity.id)
        names = numbered(seen, labels)
        shown = [rank for rank in ranked if rank.dots] if len(ranked) > MANY else ranked
        left = len(ranked) - len(shown)
        others = (words.number_of(left, "other has no dot.", "others have no dots."),) if left else ()
        entries = (
            Entry("numbered", names[rank.candidate], words.place(rank) if rank.dots else "", rank.dots, most)
            for rank in shown
        )
        nameless = seen.model_copy(update={"as_bodies": False})
        return Wall(
            activity.title,
            entries=tuple(entries),
            sentences=(*others, *_sentences(seen, activity, placed)),
            nameless=(*others, *_sentences(nameless, activity, placed)),
        )

    def commands(self, scene: Scene) -> frozenset[str]:
        if nothing_to_vote_on(scene.session, self._own(scene)):
            return frozenset()
        seen = is_revealed(scene.session, scene.activity.id)
        return frozenset({"dot_rule", "counts", "whole_room"} | (set() if seen else {"reveal"}))

    def promoted_at(self, scene: Scene) -> frozenset[str]:
        typed = self._own(scene).candidates == "typed" and not is_revealed(scene.session, scene.activity.id)
        return self.promoted | ({"add_item"} if typed else set())

    def labels(self, scene: Scene) -> dict[str, str]:
        add = {"add_item": "add candidate"}
        return add if nothing_to_vote_on(scene.session, self._own(scene)) else {**add, "counts": "dots"}

    def hidden(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        session, activity = scene.session, self._own(scene)
        if is_revealed(session, activity.id):
            return ()
        placed, counts = dots_of(session, activity.id), tally(session, activity.id)
        labels = candidate_labels(session, activity, counts)
        if session.as_bodies:
            voters = (voice for voice in voices_on(session, activity.id) if voice.id in placed)
            return tuple((voter.name, words.dots(placed[voter.id].counts, labels)) for voter in voters)
        return ((EVERYBODY, words.dots(counts.most_common(), labels)),) if counts else ()

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        if any(session.pack_of(i.id).scale_of(i.id) is not None for i in items_here(session, ScoreActivity)):
            asked = "Ask: which of these gaps do we work on first? Each partner places its dots."
            so_far = len(gaps(revealed_only(session))) or "none"
            yield _offer(f"Vote on the gaps, {so_far} so far", "Vote on the gaps", asked, "gaps")
        asked = "Ask: which of these actions matter most? Each partner places its dots."
        so_far = len(session.open_actions()) or "none"
        yield _offer(f"Vote on the open actions, {so_far} so far", "Vote on the actions", asked, "actions")
        asked = "Ask: what could we take on? Write down what is named, then each partner places its dots."
        yield _offer("Vote on what the room names", "What comes first?", asked, "typed")
        for pack in (pack for pack in session.packs if pack.id != OURS):
            long = len(whole(session, pack).items) > MANY
            for part in (part for part in parts(session, pack) if long or not part.is_section):
                title = f"Vote on the {plural(part.item_word)}"
                title += f": {part.sections[0].title}" if part.is_section else ""
                asked = f"Ask: with which {part.item_word} do we start? Each partner places its dots."
                yield _offer(f"Vote on {part.words}", title, asked, "items", pack.id, part.section_ids)


def _sentences(session: Session, activity: VoteActivity, placed: Collection[str]) -> tuple[str, ...]:
    """Whose dots are missing, and whose are not those of the reveal; nothing where nobody's are."""
    lines = (words.missing(session, activity.id, placed, "dots"), words.dots_changed(session, activity.id))
    return tuple(on_screen(line) for line in lines if line)


def _offer(
    about: str,
    title: str,
    asked: str,
    on: Candidates,
    pack_id: str | None = None,
    section_ids: tuple[str, ...] = (),
) -> Offer:
    material = {"pack_id": pack_id, "section_ids": section_ids}
    return offer(about, VoteActivity, title, MINUTES, asked, **material, candidates=on, dots=DOTS)
