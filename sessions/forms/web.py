"""A form as a page of HTML that works by itself: from a disk, without a network, by keyboard alone.

It keeps nothing in the browser: what is answered is saved as a small file to send back (`saved_in`), and can
be copied as text (`typed_in`).
"""

from collections.abc import Iterator, Sequence
from importlib import resources
from itertools import groupby
from typing import NamedTuple

from sessions.forms import says
from sessions.forms.model import FORMAT, Form, Question, listed_editions, spaced
from sessions.house import PLAIN, House
from sessions.outputs.page import page

_TEMPLATES = resources.files("sessions.forms") / "templates"


class Numbered(NamedTuple):
    """A question, and the number of its place from 1."""

    number: int
    asked: Question


def render(form: Form, saved_as: str, house: House = PLAIN) -> bytes:
    """The page; `saved_as` is what the file is called that it saves."""
    return page(
        _TEMPLATES,
        "form",
        scripted=True,
        more_style=colours(house),
        form=form,
        version=FORMAT,
        saved_as=saved_as,
        sections=list(by_section(form)),
        organisation=house.organisation,
        when=says.when(form),
        back=says.back(form),
        file_back=says.back(form, "that file"),
        how_to_answer=says.HOW_TO_CHOOSE,
        what_becomes_of_it=says.what_becomes(form),
        who=says.who(form),
        code=spaced(form.id),
        editions=listed_editions(form.packs),
    ).encode()


def by_section(form: Form) -> Iterator[tuple[str, Sequence[Numbered]]]:
    """(heading, questions under it), in their order."""
    numbered = (Numbered(number, question) for number, question in enumerate(form.questions, start=1))
    for heading, group in groupby(numbered, key=lambda question: question.asked.section):
        yield heading, list(group)


def colours(house: House) -> str:
    """A house's own colours, on white paper alone: nobody has looked at them on a dark ground."""
    if (house.main, house.pale) == (PLAIN.main, PLAIN.pale):
        return ""
    rule = f":root {{ --deep: {house.main}; --deep-pale: {house.pale}; }}"
    return f"@media (prefers-color-scheme: light) {{ {rule} }}\n"
