"""Table work: the tables have a task, and feed back one after the other or all together."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Literal

from sessions import words
from sessions.edit import edit
from sessions.edits.text import needed, replaced
from sessions.kinds.kind import MaterialKind, MaterialStep
from sessions.material import Item, Pack, Section, Text
from sessions.origins import noted
from sessions.record import Session, step_as
from sessions.rows import Activity, MaterialActivity, Partner, Person, Stop
from sessions.spans import plain, typed
from sessions.summary.model import Block, Heading, Paragraph
from sessions.summary.recorded import recorded_on, step_heading

FeedBack = Literal["each", "together"]
"""Whether each table feeds back in turn, or all of them together."""
TABLE, TOGETHER = "table", "together"
"""The parts of the step in which one table feeds back, and in which all do."""


class TableWorkActivity(MaterialActivity):
    """A task for the tables. Its pack and sections, if it has any, lie on the tables as cards."""

    kind: Literal["table-work"] = "table-work"
    task: str = ""
    bring_back: tuple[str, ...] = ()
    """What each table brings back, a line each."""
    feed_back: FeedBack = "each"

    def sections(self, packs: Iterable[Pack]) -> Iterator[tuple[Section, tuple[Item, ...]]]:
        """Works on no section: what lies on the tables is material, and nothing is worked out on it."""
        del packs
        return iter(())

    def cards(self, packs: Iterable[Pack]) -> tuple[Item, ...]:
        own = (pack for pack in packs if pack.id == self.pack_id)
        return tuple(item for pack in own for item in pack.only(self.section_ids).items())

    def origins(self, partners: Iterable[Partner], people: Iterable[Person]) -> dict[str, str]:
        """The step, and in it each table: what it said stays its own, however the room feeds back."""
        tables = {table_key(self, partner): f"{self.title}: {partner.name}" for partner in partners}
        return {self.id: self.title, **tables}


def table_key(activity: TableWorkActivity, partner: Partner) -> str:
    """What notes of a table belong to."""
    return f"{activity.id}/{partner.id}"


class TableWorkStep(MaterialStep):
    """Work at tables in a template."""

    names_items = False
    task: Text
    bring_back: tuple[Text, ...] = ()
    feed_back: FeedBack = "each"

    @property
    def needs_pack(self) -> bool:
        return False


class TableWork(MaterialKind[TableWorkActivity]):
    id = "table-work"
    activity = TableWorkActivity
    step = TableWorkStep
    yields = "minutes"
    divisible = False
    takes_items = False

    def check(self, session: Session, activity: TableWorkActivity, before: tuple[Activity, ...]) -> None:
        if activity.pack_id is not None:
            super().check(session, activity, before)

    def stops(self, session: Session, activity: TableWorkActivity) -> Iterable[Stop]:
        """The work, then the feeding back: of each table, or once where there is but one or none."""
        yield Stop(activity_id=activity.id)
        if activity.feed_back == "together" or len(session.partners) < 2:
            yield Stop(activity_id=activity.id, part=TOGETHER)
            return
        for partner in session.partners:
            yield Stop(activity_id=activity.id, part=TABLE, ref=table_key(activity, partner))

    def left(self, session: Session, activity: TableWorkActivity) -> tuple[str, ...]:
        return () if self.recorded(session, activity) else (activity.id,)

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        """The task, and what came out of it, table by table; nothing where nothing did."""
        for activity in seen.agenda:
            if isinstance(activity, TableWorkActivity):
                yield from _fed_back(seen, activity)


def _fed_back(session: Session, activity: TableWorkActivity) -> Iterator[Block]:
    tables = {p.id: tuple(recorded_on(session, table_key(activity, p))) for p in session.partners}
    together = tuple(recorded_on(session, activity.id))
    if not together and not any(tables.values()):
        return
    yield step_heading(activity)
    if activity.task:
        yield Paragraph(typed(activity.task), style="statement")
    for partner in session.partners:
        if tables[partner.id]:
            key = table_key(activity, partner)
            yield Heading(3, typed(partner.name), f"table-{key}", ref=key)
            yield from tables[partner.id]
    silent = [partner_id for partner_id, blocks in tables.items() if not blocks]
    if any(tables.values()) and silent:
        names = words.partner_names(session, silent)
        yield Paragraph((*plain("Nothing was noted from "), *names, *plain(".")), style="quiet")
    if together:
        if any(tables.values()):
            yield Heading(3, plain("All tables"), f"tables-{activity.id}", ref=activity.id)
        yield from together


def has_fed_back(session: Session, activity: TableWorkActivity) -> tuple[str, ...]:
    """Ids of the partners of whose table something is noted, in the order of the partners."""
    noted_on = noted(session)
    return tuple(p.id for p in session.partners if table_key(activity, p) in noted_on)


@edit("task in {step}")
def set_task(
    session: Session, _: datetime, activity_id: str, task: str, *, feed_back: FeedBack | None = None
) -> Session:
    """Give the tables a task, and say how they feed back (None: as it was). Raises Problem for no task."""
    hint = "Choose a step that has a task."
    activity = step_as(session, activity_id, TableWorkActivity, "is no work at tables", hint)
    settings = {"task": needed(task, "The task"), "feed_back": feed_back or activity.feed_back}
    return session.model_copy(update={"agenda": replaced(session.agenda, activity, **settings)})
