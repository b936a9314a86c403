"""A form that was filled in comes back whole, of each sort, and all sorts say the same."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings, strategies as st

from sessions.forms.fit import fitted
from sessions.forms.make import forms
from sessions.forms.model import Answer, Form, Returned
from sessions.forms.read import is_form, read
from sessions.forms.values import return_of
from sessions.record import Session
from sessions.text import clean
from tests.builders import new_session
from tests.forms import RETURN, Answers, Comments, as_json, as_text, as_workbook

HOSTILE = (
    "=cmd|'/c calc'!A1",
    "[/x] <script>alert(1)</script> & \"quotes\" 'single'",
    "icbo/D1.1 [00000000]: 5",
    "ANSWERS END",
    "WORKSHOP ANSWERS 1",
    "Form: 0000000000000000",
    "> quoted\n\nsecond \\n line\\",
    "שלום (1) ‮ override",
    "2026-12-01",
    "🙂 ß ﬁ Ĳ _x0041_",
    "# no heading",
    "\u2028 line \u00a0 space",
)
REASONS = tuple(" ".join(clean(text, lines=False).split()) for text in HOSTILE)

REASON = st.text(max_size=30).map(lambda text: " ".join(clean(text, lines=False).split()))


@cache
def the_session() -> Session:
    session = new_session("four-domains", "County <b>Council</b> =1+1", "ICB")
    return session.model_copy(update={"title": "Self & <i>assessment</i>"})


@cache
def the_form() -> Form:
    return forms(the_session(), note="Back to <Sam>")[0]


def read_back(data: bytes) -> Returned:
    came = read(data, "form")
    assert isinstance(came, Returned), came
    return came


@st.composite
def filled(draw: st.DrawFn) -> tuple[Answers, Comments]:
    """Answers and comments on some of the questions, as a person leaves them."""
    text = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
    answers, comments = {}, {}
    for question in the_form().questions:
        if draw(st.booleans()):
            level = draw(st.sampled_from([None, *question.numbers]))
            reason = draw(st.one_of(st.just(""), st.sampled_from(REASONS), REASON))
            answers[question.key] = draw(
                st.sampled_from([Answer(level), Answer(applies=False, reason=reason)])
            )
        if draw(st.integers(0, 4)) == 0 and (comment := clean(draw(text))):
            comments[question.key] = comment
    return answers, comments


@given(filled())
@settings(max_examples=40, deadline=None)
def test_page_and_text_come_back_whole_and_say_the_same(said: tuple[Answers, Comments]) -> None:
    answers, comments = said
    saved = read_back(as_json(the_form(), answers, comments, by="Priya"))
    assert (saved.answers, saved.comments, saved.by) == (answers, comments, "Priya")
    assert (saved.form_id, saved.return_id, saved.revision) == (
        the_form().id,
        return_of(the_form().id, RETURN),
        1,
    )
    copied = read_back(as_text(the_form(), answers, comments, by="Priya").encode())
    assert (copied.answers, copied.comments, copied.by) == (saved.answers, saved.comments, saved.by)
    fits = [fitted(came, the_session()) for came in (saved, copied)]
    assert [(fit.answers, fit.comments, fit.faults, fit.left_out) for fit in fits] == [
        (answers, comments, (), ())
    ] * 2


@given(filled())
@settings(max_examples=12, deadline=None)
def test_a_workbook_comes_back_whole(said: tuple[Answers, Comments]) -> None:
    answers, comments = said
    came = read_back(as_workbook(the_form(), answers, comments, by="Priya"))
    assert came.answers == answers
    # a workbook has its own way of writing a character by its number, which other programs undo
    assert {key: text.replace("_x0041_", "A") for key, text in comments.items()} == {
        key: text.replace("_x0041_", "A") for key, text in came.comments.items()
    }
    fit = fitted(came, the_session())
    assert fit.partner == the_session().partners[0]
    assert (fit.faults, fit.left_out) == ((), ())


def test_all_three_are_known_by_content_and_not_by_name() -> None:
    first = {the_form().questions[0].key: Answer(2)}
    made = (
        as_json(the_form(), first, {}),
        as_text(the_form(), first, {}).encode(),
        as_workbook(the_form(), first, {}),
    )
    for data, sort in zip(made, ("json", "text", "xlsx"), strict=True):
        assert is_form(data)
        came = read(data, "answers (1).txt")
        assert isinstance(came, Returned)
        assert (came.sort, came.answers) == (sort, first)
    assert not is_form(b"name,email\nPriya,p@example.org\n")
    assert not is_form(b"PK\x03\x04 workshop form")


def test_text_outlives_an_email() -> None:
    """Quoted twice, with a greeting and a signature around it, wrapped, and in another encoding."""
    keys = [question.key for question in the_form().questions]
    answers = {keys[0]: Answer(3), keys[1]: Answer(applies=False, reason="no such budget — ever")}
    comments = {keys[0]: "a long remark that " + "goes on and " * 12 + "ends"}
    text = as_text(the_form(), answers, comments)
    wrapped = text.replace("goes on and goes on and ends", "goes on and\ngoes on and ends")
    quoted = "\r\n".join(f"> > {line}" for line in wrapped.split("\n"))
    mail = f"Dear Sam,\r\nhere: 3\r\n{quoted}\r\n> --\r\nPriya: 5\r\n".replace("Self & ", "Self &\u00a0")
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        came = read_back(mail.encode(encoding))
        assert (came.answers, came.comments) == (answers, comments)


def test_what_is_typed_up_from_paper_goes_by_the_numbers_that_people_say() -> None:
    first, second, third = the_form().questions[:3]
    code = "-".join(the_form().id[at : at + 4].upper() for at in range(0, 16, 4))
    typed = (
        f"WORKSHOP ANSWERS 1\nForm: {code}\nFilled in by: Marian\n\n{first.called}: 3\n"
        f"{first.called} comment: Not everywhere\n{second.called}: ?\n"
        f"{third.called}: does not apply, no budget\n"
    )
    fit = fitted(came := read_back(typed.encode()), the_session())
    assert (fit.partner, fit.faults, fit.left_out) == (the_session().partners[0], (), ())
    assert fit.answers == {
        first.key: Answer(3),
        second.key: Answer(),
        third.key: Answer(applies=False, reason="no budget"),
    }
    assert fit.comments == {first.key: "Not everywhere"}
    assert came.return_id == read_back(typed.replace("Not everywhere", "Nowhere").encode()).return_id
    other = fitted(read_back(typed.replace(code, "0000-0000-0000-0000").encode()), the_session())
    assert "is none of this session" in other.faults[0].what


def test_whose_return_it_is() -> None:
    """The same file has one id; two people who answered alike have two; a name keeps it from save to save."""
    first = {the_form().questions[0].key: Answer(2)}
    again = {the_form().questions[0].key: Answer(4)}
    blank = [as_workbook(the_form(), first, {}, change=change) for change in (None, _by_another_hand)]
    assert read_back(blank[0]).return_id == read_back(blank[0]).return_id
    assert read_back(blank[0]).return_id != read_back(blank[1]).return_id
    named = [
        read_back(as_workbook(the_form(), said, {}, by=by)) for said, by in ((first, "Jo"), (again, "jo"))
    ]
    assert named[0].return_id == named[1].return_id
    later = read_back(_saved_later(as_workbook(the_form(), again, {}, by="Jo")))
    assert later.return_id == named[0].return_id
    assert later.revision > named[0].revision > 0
    other = replace(the_form(), id="f" * 16)
    assert read_back(as_workbook(other, first, {}, by="Jo")).return_id != named[0].return_id


def _saved_later(data: bytes) -> bytes:
    """The same workbook, as if it had been saved in 2099."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part, many = re.subn(rb"(:modified[^>]*>)\d{4}", rb"\g<1>2099", part)
                assert many == 1
            new.writestr(name, part)
    return changed.getvalue()


def _by_another_hand(book: object) -> None:
    book.properties.lastModifiedBy = "Somebody else"  # type: ignore[attr-defined]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_ids_and_names_is_only_text(text: str) -> None:
    partner = the_session().partners[0].model_copy(update={"name": text})
    session = the_session().model_copy(update={"partners": (partner,), "title": text})
    form = forms(session)[0]
    said = {form.questions[0].key: Answer(1)}
    for data in (as_json(form, said, {}), as_text(form, said, {}).encode(), as_workbook(form, said, {})):
        fit = fitted(read_back(data), session)
        assert (fit.answers, fit.faults) == (said, ())
