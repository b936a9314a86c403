"""Welcome: the title, who is here, and what we will do."""

from sessions import dates, words
from sessions.kinds.welcome import WelcomeActivity
from sessions.record import Session
from sessions.rows import Activity
from sessions.spans import plain_text
from workshop.steps.scene import PageLine, Scene
from workshop.steps.view import StepView
from workshop.wall.model import Entry, Wall

TO_DO = "What we will do"


class WelcomeView(StepView[WelcomeActivity]):
    """The opening of a session."""

    id = "welcome"

    def start(self, scene: Scene, activity: WelcomeActivity) -> tuple[PageLine, ...]:
        names = ", ".join(partner.name for partner in scene.session.partners)
        who = [PageLine("text", f"Partners: {names}", person=True)] if names else []
        return (
            PageLine("lead", scene.session.title, person=True),
            *who,
            PageLine("heading", TO_DO),
            *(PageLine("point", words.step(step)) for step in _to_come(scene.session)),
        )

    def start_wall(self, scene: Scene, activity: WelcomeActivity) -> Wall:
        session = scene.session
        names = plain_text(words.partner_names(session, (partner.id for partner in session.partners)))
        who = [Entry("text", names, spare=True)] if names else []
        steps = (Entry("point", words.step(step)) for step in _to_come(session))
        entries = (*who, Entry("heading", TO_DO), *steps)
        return Wall(session.title, statement=occasion(session), entries=entries)


def occasion(session: Session) -> str:
    """Place and date of a session."""
    when = dates.show_long(session.date) if session.date else ""
    return " · ".join(part for part in (session.place, when) if part)


def _to_come(session: Session) -> list[Activity]:
    return [a for a in session.agenda if not isinstance(a, WelcomeActivity) and a.state == "planned"]
