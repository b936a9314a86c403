"""Evaluation: statements with nobody named, one word, what worked and what to change."""

from collections.abc import Iterator
from dataclasses import replace

from sessions import words
from sessions.kinds.evaluation.records import (
    CHANGE,
    NOTED,
    WORD,
    WORKED,
    EvaluationActivity,
    nobody_named,
    words_of,
)
from sessions.kinds.score.records import ballots_on, round_of, scored_here, standing_ballots
from sessions.record import Session
from sessions.spans import Line, on_screen
from sessions.voices import voices_on
from workshop.steps.answered import AnsweredView
from workshop.steps.carried import bringing, carried
from workshop.steps.scene import Offer, Page, PageLine, Scene, offer
from workshop.wall.model import Entry, Wall

MINUTES = 5
PACK = "evaluation"
ASKED = {
    WORD: ("One word", "How was today for you, in one word?"),
    WORKED: ("What worked", "What was good, and should stay as it is?"),
    CHANGE: ("What to change", "What would have made it better for you?"),
}
"""Part of the step → (title, what the room is asked)."""
NOTHING_TO_SETTLE = frozenset({"agree", "dissent", "takes_no_part"})


class EvaluationView(AnsweredView[EvaluationActivity]):
    """What those who took part say of the session. Nothing is agreed on it, and there is no second round."""

    id = "evaluation"
    offered = "Evaluation"

    promoted = frozenset({"note", "whole_room"})
    names_question = False

    def page(self, scene: Scene) -> Page:
        part = scene.stop.part
        if part not in ASKED:
            return super().page(scene)
        title, asked = ASKED[part]
        lines = [PageLine("lead", asked)]
        if part == WORD:
            said = words_of(scene.session, scene.activity.id)
            lines += [PageLine("point", said_by(row.word, row.count), person=True) for row in said]
        return Page(scene.activity.title, title, tuple(lines))

    def wall(self, scene: Scene) -> Wall:
        """What is said aloud is seen as it is typed; of answers none before the reveal, and never whose."""
        part, session = scene.stop.part, scene.session
        if part not in ASKED:
            return super().wall(scene)
        title, asked = ASKED[part]
        if part == WORD:
            said = words_of(session, scene.activity.id)
            entries = [Entry("numbered", row.word, f"{row.count}×" if row.count > 1 else "") for row in said]
        else:
            notes = session.notes_on(scene.origin)
            entries = [Entry("point", on_screen(words.note_line(session, note))) for note in notes]
        return Wall(title, statement=asked, entries=tuple(entries))

    def item_wall(self, scene: Scene, wall: Wall) -> Wall:
        nameless = replace(scene, session=nobody_named(scene.session))
        wall = replace(super().item_wall(nameless, wall), next="", settled="")
        if scene.item is not None:
            wall = replace(wall, label=scene.item.number)
        if wall.picture is None:
            return wall
        missing = on_screen(_missing(scene.seen, scene.stop.ref))
        return replace(wall, sentences=(missing,) if missing else (), nameless=())

    def hides(self, scene: Scene) -> bool:
        return super().hides(replace(scene, session=nobody_named(scene.session)))

    def hidden(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        return super().hidden(replace(scene, session=nobody_named(scene.session)))

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        keys, part, activity = scene.keys, scene.stop.part, self._own(scene)
        if part == WORD:
            said = f"{keys['counts']} types them, with commas between."
            return (f"“{ASKED[part][1]}” {said} No names.", f"Then {keys['next_stop']} goes on.")
        if part in NOTED:
            return (f"“{ASKED[part][1]}” {keys['note']} writes it down. Then {keys['next_stop']} goes on.",)
        if not scored_here(scene.session, scene.stop):
            return super().say_next(scene)
        first = scene.stop.ref == activity.subjects(scene.session.packs)[0]
        return (*(self.script(scene) if first else ()), *self._to_answer(scene))

    def _to_answer(self, scene: Scene) -> tuple[str, ...]:
        session, ref, keys = scene.session, scene.stop.ref, scene.keys
        number, revealed = round_of(session, ref)
        if revealed:
            return (f"“Thank you.” {keys['next_stop']} goes on.",)
        answered, of = len(ballots_on(session, ref, number)), len(voices_on(session, ref))
        if answered == 0:
            hands = "“Each for yourself, hands up, level by level. Nobody is named.”"
            return (f"{hands} {keys['whole_room']} counts the whole room, {keys['counts']} one table.",)
        if answered < of:
            return (f"“{of - answered} more, then we look at all of them together.”",)
        return (f"“Let us look.” Press {keys['reveal']}.",)

    def commands(self, scene: Scene) -> frozenset[str]:
        if scene.stop.part == WORD:
            return frozenset({"counts"})
        if not scored_here(scene.session, scene.stop) or round_of(scene.session, scene.stop.ref)[1]:
            return frozenset()
        return super().commands(scene) - NOTHING_TO_SETTLE

    def labels(self, scene: Scene) -> dict[str, str]:
        return {"counts": "words"} if scene.stop.part == WORD else {}

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        """Once, on the session's own statements, or those that are shipped."""
        if any(isinstance(a, EvaluationActivity) and a.state == "planned" for a in session.agenda):
            return
        words = "Evaluation: how it was, in hands and words"
        step = offer(words, EvaluationActivity, "How it was", MINUTES, pack_id=PACK)
        yield bringing(step, carried(session, PACK))


def said_by(word: str, count: int) -> str:
    """ "useful", "useful ×3"."""
    return word if count == 1 else f"{word} ×{count}"


def _missing(seen: Session, ref: str) -> Line:
    return words.missing(nobody_named(seen), ref, standing_ballots(seen, ref), "answer")
