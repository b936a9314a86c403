"""Table work: the task, and what each table brings back."""

from collections.abc import Iterator, Sequence

from sessions import words
from sessions.kinds.table_work import (
    TABLE,
    TOGETHER,
    TableWorkActivity,
    has_fed_back,
    table_key,
)
from sessions.record import Session
from sessions.rows import Note, Partner
from sessions.spans import on_screen
from workshop.steps.scene import Offer, Page, PageLine, Scene, offer, under
from workshop.steps.view import StepView
from workshop.wall.model import Entry, Wall

MINUTES = 20
BRING_BACK = "Bring back"
HEARD = "What we heard"
ALL_TABLES = "What the tables bring back"


class TableWorkView(StepView[TableWorkActivity]):
    """Tables work, and feed back."""

    id = "table-work"
    offered = "Work at tables"
    promoted = frozenset({"note"})

    def page(self, scene: Scene) -> Page:
        activity, partner = self._own(scene), table_at(scene)
        if scene.stop.part not in (TABLE, TOGETHER):
            return super().page(scene)
        title = ALL_TABLES if partner is None else partner.name
        task = [PageLine("muted", activity.task, person=True)] if activity.task else []
        asked = (PageLine("question", line) for line in activity.bring_back)
        return Page(activity.title, title, (*asked, *task))

    def start(self, scene: Scene, activity: TableWorkActivity) -> tuple[PageLine, ...]:
        if not activity.task:
            return (PageLine("lead", f"No task yet. {scene.keys['dot_rule']} sets it."),)
        lines = [
            PageLine("lead", activity.task, person=True),
            PageLine("text", f"{activity.minutes} minutes"),
        ]
        lines += under(BRING_BACK, "point", activity.bring_back)
        if activity.feed_back == "each" and len(scene.session.partners) > 1:
            done = has_fed_back(scene.session, activity)
            tables = (f"{'✓' if p.id in done else '…'} {p.name}" for p in scene.session.partners)
            lines += under("Then each feeds back", "point", tables, person=True)
        return tuple(lines)

    def wall(self, scene: Scene) -> Wall:
        """Where the tables feed back: what they were to bring, and what was noted of it."""
        activity, partner = self._own(scene), table_at(scene)
        if scene.stop.part not in (TABLE, TOGETHER):
            return super().wall(scene)
        asked = (Entry("question", line) for line in activity.bring_back)
        heard = _heard(scene.session, scene.session.notes_on(scene.origin))
        title = ALL_TABLES if partner is None else partner.name
        entries = (*asked, *([Entry("heading", HEARD), *heard] if heard else ()))
        return Wall(title, statement="" if entries else activity.task, entries=entries)

    def start_wall(self, scene: Scene, activity: TableWorkActivity) -> Wall:
        asked = [Entry("point", line) for line in activity.bring_back]
        entries = (Entry("heading", BRING_BACK), *asked) if asked else ()
        return Wall(activity.title, statement=activity.task, entries=entries)

    def say_next(self, scene: Scene) -> tuple[str, ...]:
        activity, keys, partner = self._own(scene), scene.keys, table_at(scene)
        if scene.stop.part == "start":
            if not activity.task:
                return (f"{keys['dot_rule']} sets the task, so that the room sees it.", *self.script(scene))
            on_tables = activity.pack_id is not None
            cards = (f"The cards lie on the tables. {keys['summary']} writes them.",) if on_tables else ()
            then = f"“You have {activity.minutes} minutes.” {keys['next_stop']} when the tables are ready."
            return (*self.script(scene), *cards, then)
        note = f"{keys['note']} writes it down, {keys['add_action']} takes an action."
        if partner is None:
            return (f"“What did you find at your table?” {note}",)
        heard = bool(scene.session.notes_on(scene.origin))
        if heard:
            return (f"“Have we got that right?” Then {keys['next_stop']} goes on.", note)
        return (f"“{partner.name}: what do you bring back?” {note}",)

    def commands(self, scene: Scene) -> frozenset[str]:
        return frozenset({"dot_rule"})

    def labels(self, scene: Scene) -> dict[str, str]:
        return {"dot_rule": "task"}

    def offers(self, session: Session, after_id: str) -> Iterator[Offer]:
        asked = "Give the task, and say it again once the tables have begun."
        title = "Work at tables"
        yield offer("Work at tables, and each feeds back", TableWorkActivity, title, MINUTES, asked)


def table_at(scene: Scene) -> Partner | None:
    """Whose table feeds back at a stop; None where none does alone."""
    activity = scene.activity
    assert isinstance(activity, TableWorkActivity)
    here = (p for p in scene.session.partners if table_key(activity, p) == scene.stop.ref)
    return next(here, None)


def _heard(session: Session, notes: Sequence[Note]) -> list[Entry]:
    return [Entry("point", on_screen(words.note_line(session, note))) for note in notes]
