"""Which views there are, by the kind of step. A new kind is a module of its own and a line here.

One from outside comes in by `registered`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sessions.record import Session
from sessions.rows import Activity
from workshop.steps.actions import ActionsView
from workshop.steps.appraise import AppraiseView
from workshop.steps.checklist import ChecklistView
from workshop.steps.close import CloseView
from workshop.steps.discuss import DiscussView
from workshop.steps.evaluation import EvaluationView
from workshop.steps.gaps import GapsView
from workshop.steps.here_to_there import PairsView
from workshop.steps.options import OptionsView
from workshop.steps.pause import BreakView
from workshop.steps.prioritise import PrioritiseView
from workshop.steps.reading import ReadingView
from workshop.steps.review import ReviewView
from workshop.steps.risk import RiskView
from workshop.steps.roles import RolesView
from workshop.steps.scene import Offer, OfferedKind, Scene
from workshop.steps.score import ScoreView
from workshop.steps.table_work import TableWorkView
from workshop.steps.talk import TalkView
from workshop.steps.turns import TurnsView
from workshop.steps.view import StepView
from workshop.steps.welcome import WelcomeView

_VIEWS = (
    *(BreakView, DiscussView, PrioritiseView, ScoreView, ChecklistView, RiskView, PairsView, AppraiseView),
    *(OptionsView, RolesView, GapsView, ActionsView, ReviewView, TurnsView, TableWorkView, TalkView),
    *(ReadingView, EvaluationView, WelcomeView),
)
"""In the order in which a facilitator would look for their steps where one is added."""
VIEWS: tuple[StepView[Any], ...] = (*(view() for view in _VIEWS), CloseView())
_PLAIN: StepView[Activity] = StepView()
_known: dict[str, StepView[Any]] = {view.id: view for view in VIEWS}


@contextmanager
def registered(view: StepView[Any]) -> Iterator[None]:
    """Show steps of a kind by `view` inside a `with` block."""
    _known[view.id] = view
    try:
        yield
    finally:
        del _known[view.id]


def view_of(activity: Activity) -> StepView[Any]:
    """The view of a step; that of a plain one where its kind is not known."""
    return _known.get(activity.kind, _PLAIN)


def view_at(scene: Scene) -> StepView[Any]:
    """The view of the step where a scene is."""
    return view_of(scene.activity)


def offered_kinds(session: Session, after_id: str) -> tuple[OfferedKind, ...]:
    """What can be added after an activity, kind by kind; what goes on with just that one stands first."""
    found: dict[str, list[Offer]] = {kind: [] for kind in _known}
    for view in tuple(_known.values()):
        for offer in view.offers(session, after_id):
            found[offer.activity.kind].append(offer)
    kinds: list[OfferedKind] = []
    for kind, offers in found.items():
        offers.sort(key=lambda offer: offer.activity.follows_step != after_id)
        name = _known[kind].offered
        together = [tuple(offers)] if name and offers else [(offer,) for offer in offers]
        kinds += [OfferedKind(name or alike[0].activity.title, alike) for alike in together]
    return tuple(sorted(kinds, key=lambda kind: kind.offers[0].activity.follows_step != after_id))
