"""Which views there are, by the kind of step. A new kind is a module of its own and a line here.

One from outside comes in by `registered`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from sessions.record import Session
from sessions.rows import Activity, MaterialActivity
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
from workshop.steps.scene import Offer, Scene
from workshop.steps.score import ScoreView
from workshop.steps.table_work import TableWorkView
from workshop.steps.talk import TalkView
from workshop.steps.turns import TurnsView
from workshop.steps.view import StepView
from workshop.steps.welcome import WelcomeView

_VIEWS = (
    *(PrioritiseView, DiscussView, AppraiseView, OptionsView, RiskView, GapsView, ReviewView),
    *(ActionsView, RolesView),
    *(ScoreView, ChecklistView, PairsView, TableWorkView, TurnsView, TalkView),
    *(ReadingView, EvaluationView),
    *(BreakView, WelcomeView),
)
"""In the order in which their steps are offered; the close, which nothing follows, comes last."""
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


def step_offers(session: Session, after_id: str) -> tuple[Offer, ...]:
    """What can be added after an activity; what goes on with just that one stands first.

    Where several packs of the session call their items alike, an offer on one of them names its pack.
    """
    offers = [
        _naming_its_pack(session, offer)
        for view in _known.values()
        for offer in view.offers(session, after_id)
    ]
    return tuple(sorted(offers, key=lambda offer: offer.activity.follows_step != after_id))


def _naming_its_pack(session: Session, offer: Offer) -> Offer:
    """An offer; with the name of its pack where its words fit another pack of the session as well."""
    activity = offer.activity
    if not isinstance(activity, MaterialActivity) or activity.follows_step is not None:
        return offer
    pack = next((pack for pack in session.packs if pack.id == activity.pack_id), None)
    if pack is None or pack.name in offer.words:
        return offer
    alike = any(other.item_word == pack.item_word for other in session.packs if other.id != pack.id)
    return replace(offer, words=f"{offer.words}: {pack.name}") if alike else offer
