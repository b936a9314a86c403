"""Table work: what the task is, and how the tables feed back."""

from sessions.edit import Edit
from sessions.kinds.table_work import FeedBack, TableWorkActivity, set_task
from workshop.panels.host import Commands, Question
from workshop.panels.panel import Panel
from workshop.widgets.dialogs.note import Typed

WAYS: dict[str, FeedBack] = {"each table feeds back": "each", "all together": "together"}


class TableWorkPanel(Panel):
    """Nothing below the page; the task can be set and put right."""

    kind = "table-work"

    @property
    def commands(self) -> Commands:
        return {"dot_rule": self._ask_task}

    def _ask_task(self) -> None:
        activity = self.scene.activity
        assert isinstance(activity, TableWorkActivity)

        def edit(typed: Typed) -> Edit:
            return set_task(activity.id, typed.text, feed_back=WAYS[typed.choice])

        self.host.ask(
            Question(
                "What is the task?",
                edit,
                ("task", activity.id),
                activity.task,
                "What each table is to do, in a sentence.",
                choices=tuple(WAYS),
                chosen=next(way for way, feed_back in WAYS.items() if feed_back == activity.feed_back),
            )
        )
