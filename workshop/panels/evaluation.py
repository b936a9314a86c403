"""Evaluation: answers with nobody named, and the words that people say."""

from dataclasses import replace

from sessions.kinds.evaluation.edits import say_words, take_out_word
from sessions.kinds.evaluation.records import WORD, nobody_named, words_of
from sessions.kinds.score.records import scored_here
from workshop.cells import clip
from workshop.panels.answered import AnsweredPanel
from workshop.panels.host import Commands, Question
from workshop.steps.evaluation import NOTHING_TO_SETTLE, said_by
from workshop.widgets.answer_grid import AnswerGrid, answers
from workshop.widgets.dialogs.pick import PickDialog

MOVES = ("answer_level_", "dont_know", "counts", "whole_room", "take_back", "reveal")
"""What commands that change answers are called, or begin with."""


class EvaluationPanel(AnsweredPanel):
    """The answers on a statement, without names; at the word, nothing but the way to type it."""

    kind = "evaluation"

    @property
    def commands(self) -> Commands:
        if self.scene.stop.part == WORD:
            return {"counts": self._ask_words, "take_back": self._take_out}
        own = super().commands
        if not own:
            return {}
        own = {**own, **dict.fromkeys(NOTHING_TO_SETTLE, self._say_that_nothing_is_settled)}
        if self._round[1]:
            own |= {name: self._say_that_it_is_seen for name in own if name.startswith(MOVES)}
        return own

    def show(self) -> bool:
        grid, stop = self.query_one(AnswerGrid), self.scene.stop
        grid.display = scored_here(self.session, stop)
        if grid.display:
            state = replace(answers(nobody_named(self.session), stop.ref), sentences=())
            grid.out_key = self.host.key("does_not_apply")
            grid.show(state, self.host.partner.id)
        return bool(grid.display)

    def _say_that_nothing_is_settled(self) -> None:
        self.host.tell("Nothing is agreed on here: it is what each of us says for ourselves.")

    def _say_that_it_is_seen(self) -> None:
        self.host.tell(f"The answers are revealed already. {self.host.key('undo')} hides them again.")

    def _ask_words(self) -> None:
        activity_id = self.scene.activity.id
        self.host.ask(
            Question(
                "Words that people say",
                lambda typed: say_words(activity_id, typed.text),
                placeholder="useful, tiring, hopeful x3",
                replaces=True,
            )
        )

    def _take_out(self) -> None:
        """Take out a word: the only one, or the one that is picked."""
        host, activity_id = self.host, self.scene.activity.id
        rows = [(row.word, said_by(row.word, row.count)) for row in words_of(self.session, activity_id)]

        def take_out(word: str | None) -> None:
            if word is not None and host.do(take_out_word(activity_id, word)):
                host.tell(f"{clip(word, 40)} is taken out. {host.key('undo')} brings it back.")

        if not rows:
            host.tell("There is no word to take out yet.")
        else:
            host.open(PickDialog[str]("Take out which word?", rows), take_out)
