"""What a choice among options asks before the day: which one a partner would take."""

from collections.abc import Collection, Iterator, Sequence

from sessions.edit import Edit
from sessions.kinds.before import Asked, Before, View
from sessions.kinds.options.edits import options_step, say_option
from sessions.kinds.options.records import REVEALED_VIEWS, VIEWS, OptionsActivity, options_here
from sessions.material import Level, Scale
from sessions.record import Session

QUESTION = "Which one would you take?"
_FEWEST = 2


class OptionsBefore(Before):
    """One question a step, with the options as its levels. The key is the step's id."""

    def asked(self, session: Session, activity: OptionsActivity) -> Iterator[Asked]:
        items = [session.item(item_id) for item_id in options_here(session, activity)]
        if len(items) < _FEWEST:
            return
        levels = tuple(
            Level(number=number, label=item.name, meaning=item.statement)
            for number, item in enumerate(items, start=1)
        )
        yield Asked(
            by=self,
            key=activity.id,
            ref=activity.id,
            called="Choice",
            name="",
            statement="",
            scale=Scale(question=QUESTION, levels=levels),
            levels=levels,
            section=activity.title,
        )

    def why_not(self, session: Session, activity: OptionsActivity) -> str:
        few = len(options_here(session, activity)) < _FEWEST
        return "there are no options to choose from yet" if few else ""

    def view(self, session: Session, asked: Asked, partner_id: str) -> View | None:
        key = (asked.ref, partner_id)
        row = next((row for row in VIEWS.of(session) if VIEWS.key(row) == key), None)
        if row is None or not row.stands:
            return None
        counts, options = dict(row.counts), options_here(session, options_step(session, asked.ref))
        places = tuple(counts.get(item_id, 0) for item_id in options)
        return View(places, row.dont_know, row.source == "form")

    def take(
        self, session: Session, asked: Asked, partner_id: str, counts: Sequence[int], dont_know: int
    ) -> Edit:
        options = options_here(session, options_step(session, asked.ref))
        chosen = dict(zip(options, counts, strict=True))
        return say_option(asked.ref, partner_id, chosen, dont_know, source="form")

    def seen(self, session: Session) -> Collection[str]:
        return frozenset(row.activity_id for row in REVEALED_VIEWS.of(session))
