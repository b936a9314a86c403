"""A kind of step that asks two questions of each item, on levels of its own and on those of the item."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Literal

from sessions.aspects import Aspect
from sessions.kinds import registry as kinds
from sessions.kinds.asking import AskingActivity, AskingKind
from sessions.material import Level, Scale
from sessions.record import Session
from tests.small import small_session
from workshop.panels import registry as panels
from workshop.panels.asking import AskingPanel
from workshop.steps import registry as views
from workshop.steps.asking import AskingView

RAIN = Aspect(
    id="rain",
    name="rain",
    question="Will it rain?",
    scale=Scale(
        question="Will it rain?", levels=(Level(number=1, label="surely"), Level(number=2, label="hardly"))
    ),
    most_first=True,
)
WIND = Aspect(id="wind", name="wind", question="How windy is it?")


class WeatherActivity(AskingActivity):
    kind: Literal["weather"] = "weather"

    @property
    def asked(self) -> tuple[str, ...]:
        return (RAIN.id, WIND.id)


class Weather(AskingKind[WeatherActivity]):
    id = "weather"
    activity = WeatherActivity
    aspects = (RAIN, WIND)


class WeatherView(AskingView[WeatherActivity]):
    id = "weather"


class WeatherPanel(AskingPanel):
    kind = "weather"


@contextmanager
def weather() -> Iterator[None]:
    """The kind, its view and its panel, known inside a `with` block."""
    with ExitStack() as stack:
        stack.enter_context(kinds.registered(Weather()))
        stack.enter_context(views.registered(WeatherView()))
        stack.enter_context(panels.registered(WeatherPanel))
        yield


def outside(*, as_bodies: bool = True) -> Session:
    """Three partners who are asked for the weather of three items, and nothing said."""
    session = small_session()
    step = WeatherActivity(id="w1", title="Weather", minutes=9, pack_id="p")
    packs = session.packs[:1]
    return session.model_copy(update={"agenda": (step,), "as_bodies": as_bodies, "packs": packs})
