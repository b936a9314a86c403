"""Talk: somebody speaks, and the room asks."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any, Literal

from sessions.edit import edit
from sessions.edits.text import replaced
from sessions.kinds.kind import Kind, Step
from sessions.record import Session, step_as
from sessions.rows import Activity, Partner, Person, Stop
from sessions.spans import Line, typed
from sessions.summary.model import Block, Facts
from sessions.summary.recorded import recorded_on, step_heading
from sessions.text import clean

QUESTIONS = "questions"
"""The part of a talk in which the room asks."""


class TalkActivity(Activity):
    kind: Literal["talk"] = "talk"
    speaker: str = ""
    about: str = ""
    """What it is about, in a sentence."""
    questions: bool = True
    """Whether the room asks afterwards."""

    def origins(self, partners: Iterable[Partner], people: Iterable[Person]) -> dict[str, str]:
        del partners, people
        return {self.id: self.title}

    def names_people(self) -> tuple[str, ...]:
        """Who speaks, without the body behind a comma."""
        name = " ".join(self.speaker.partition(",")[0].split())
        return (name,) if name else ()


class TalkStep(Step):
    """A talk in a template."""

    speaker: str = ""
    about: str = ""
    questions: bool = True


class Talk(Kind[TalkActivity]):
    id = "talk"
    activity = TalkActivity
    step = TalkStep
    yields = "minutes"

    def as_step(self, activity: TalkActivity) -> dict[str, Any]:
        return {**super().as_step(activity), "speaker": ""}

    def stops(self, session: Session, activity: TalkActivity) -> Iterable[Stop]:
        yield Stop(activity_id=activity.id)
        if activity.questions:
            yield Stop(activity_id=activity.id, part=QUESTIONS)

    def chapter(self, seen: Session, waiting: Collection[str]) -> Iterator[Block]:
        """Who spoke, and what came out of it; nothing where nothing was noted."""
        for activity in seen.agenda:
            if isinstance(activity, TalkActivity) and (noted := tuple(recorded_on(seen, activity.id))):
                yield step_heading(activity)
                rows: tuple[tuple[str, Line], ...] = (
                    ("Speaker", typed(activity.speaker)),
                    ("About", typed(activity.about)),
                )
                if said := tuple(row for row in rows if row[1][0].text):
                    yield Facts(said)
                yield from noted


@edit("speaker in {step}")
def set_speaker(session: Session, _: datetime, activity_id: str, speaker: str) -> Session:
    """Say who speaks; an empty name, that it is not known. Raises Problem where the step is no talk."""
    activity = _talk(session, activity_id)
    agenda = replaced(session.agenda, activity, speaker=clean(speaker, lines=False))
    return session.model_copy(update={"agenda": agenda})


@edit("subject of {step}")
def set_subject(session: Session, _: datetime, activity_id: str, about: str) -> Session:
    """Say what a talk is about; an empty text, nothing of it."""
    activity = _talk(session, activity_id)
    agenda = replaced(session.agenda, activity, about=clean(about, lines=False))
    return session.model_copy(update={"agenda": agenda})


def _talk(session: Session, activity_id: str) -> TalkActivity:
    hint = "Choose a step in which somebody speaks."
    return step_as(session, activity_id, TalkActivity, "is no talk", hint)
