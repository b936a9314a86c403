"""A form to print and fill in with a pen: one page of HTML, A4, with the form's id in letters."""

from collections import Counter
from collections.abc import Callable
from importlib import resources

from sessions.forms import says
from sessions.forms.model import FORMAT, Form, Question, listed_editions, spaced
from sessions.forms.web import by_section
from sessions.house import PLAIN, House
from sessions.material import Level
from sessions.outputs.page import page

_TEMPLATES = resources.files("sessions.forms") / "templates"


def render(form: Form, house: House = PLAIN) -> bytes:
    """The page. What the levels mean is said once where most questions have the same."""
    common = _common(form)
    own = f":root {{ --deep: {house.main}; }}\n" if house.main != PLAIN.main else ""
    return page(
        _TEMPLATES,
        "paper",
        more_style=own,
        form=form,
        version=FORMAT,
        sections=list(by_section(form)),
        organisation=house.organisation,
        when=says.when(form),
        what_becomes_of_it=says.what_becomes(form),
        back=says.back(form),
        who=says.who(form),
        code=spaced(form.id),
        editions=listed_editions(form.packs),
        common=common,
        is_common=_has_levels(common),
        has_meanings=_has_meanings,
        example=form.questions[0].called,
    ).encode()


def _common(form: Form) -> tuple[Level, ...]:
    """The levels with meanings that more than one question has, those that most have; none where none are."""
    counted = Counter(question.levels for question in form.questions if _has_meanings(question))
    levels, many = counted.most_common(1)[0] if counted else ((), 0)
    return levels if many > 1 else ()


def _has_levels(levels: tuple[Level, ...]) -> Callable[[Question], bool]:
    return lambda question: question.levels == levels


def _has_meanings(question: Question) -> bool:
    return any(level.meaning for level in question.levels)
