"""What is said of a file before it is taken, a line each, for the screen and the shell alike.

Never what somebody answered: the room may look on.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sessions.imports.columns import folded
from sessions.imports.faults import MOST_TOLD, Fault
from sessions.imports.people import PeopleList, namesakes
from sessions.imports.returned import Form
from sessions.imports.survey import Survey
from sessions.imports.taking import Kept, Taking, Why
from sessions.record import Session
from sessions.returns import RETURNS
from sessions.words import number_of

NOT_TAKEN: Mapping[Why, str] = {
    "revealed": "Not taken, since the room has seen the answers",
    "answered here": "Not taken, since it was answered here already",
    "does not apply": "Not taken, since it does not apply here",
    "no part": "Not taken, since they take no part in it",
    "not asked": "Not taken, since they are not asked",
    "other": "Not taken, since the whole room has answered as one, or the partners have",
    "changed": "Not taken, since the same form said something else before",
    "several": "A later answer is not taken, since several have answered for this partner",
    "one each": "Not taken, since a partner gives one answer there, and another form gave it",
}
"""What is said of answers that stay where they are."""


def fault_lines(faults: Sequence[Fault]) -> Iterator[str]:
    """What keeps a file from being taken, and under it how to mend it."""
    hint = ""
    for fault in faults[:MOST_TOLD]:
        if hint and hint != fault.hint:
            yield f"  {hint}"
        hint = fault.hint
        yield str(fault)
    if hint:
        yield f"  {hint}"
    if len(faults) > MOST_TOLD:
        yield f"and {len(faults) - MOST_TOLD} more like these"


def people_lines(session: Session, found: PeopleList, *, with_partners: bool | None = None) -> Iterator[str]:
    """What else is to be known of a list of people, besides who is new.

    `with_partners` says whether their bodies become partners; None where that is still to be chosen.
    """
    if found.known:
        yield f"On the list already: {_some(row.name for row in found.known)}."
    for row, above in found.twice:
        yield f"Row {row} is row {above.row} again: {above.name}."
    for name in namesakes(session, found):
        yield f"There will be two of this name, of different bodies: {name}."
    for body, name in found.understood:
        yield f"“{body}” is taken as {name}."
    of_body = Counter(folded(row.body) for row in found.new)
    for body in found.new_bodies:
        many = of_body[folded(body)]
        if with_partners:
            yield f"{body} becomes a partner, with {number_of(many, 'person', 'people')} of the list."
        elif with_partners is None:
            people = number_of(many, "person", "people")
            yield f"{body} is no partner of this session, and has {people} of the list."
        else:
            who = "one person is" if many == 1 else f"{many} people are"
            yield f"{body} is no partner of this session: {who} taken without one."
    for row in found.forgotten:
        yield f"Row {row} is somebody who was taken out of this record, and stays out."
    if found.not_read:
        yield _not_read(found.not_read)


def taking_lines(session: Session, taking: Taking) -> Iterator[str]:
    """What is not taken, and why; how much was taken before; what was written besides the answers."""
    for why, words in NOT_TAKEN.items():
        if rows := [kept for kept in taking.kept if kept.why == why]:
            yield f"{words}: {_some(_kept(rows), 12)}."
    if taking.known:
        returns = number_of(taking.known, "return has", "returns have")
        yield f"{returns} come in before, with nothing new since."
    if session.as_bodies:
        yield from _together(session, taking)
    remarks = [remark for row in taking.returns for remark in row.remarks]
    if remarks:
        many = number_of(len(remarks), "remark stays", "remarks stay")
        yield f"{many} hidden until the answers beside {'it' if len(remarks) == 1 else 'them'} are revealed."
    if out := sum(remark.not_applying for remark in remarks):
        yield f"{number_of(out, 'of them says', 'of them say')} that something does not apply."


def _together(session: Session, taking: Taking) -> Iterator[str]:
    """Bodies for which several have answered: whoever corrects a form would be counted beside it."""
    new = {row.id: row.partner_id for row in taking.returns}
    counts = Counter(({row.id: row.partner_id for row in RETURNS.of(session)} | new).values())
    for partner_id in dict.fromkeys(new.values()):
        if counts[partner_id] > 1:
            name, many = session.partner(partner_id).name, counts[partner_id]
            yield f"{name}: the answers of {many} are counted together, like a show of hands."


def _kept(rows: Sequence[Kept]) -> Iterator[str]:
    """ "1.3 (ICB)", the items of one partner together."""
    for partner in dict.fromkeys(row.partner for row in rows):
        items = ", ".join(row.asked.called for row in rows if row.partner == partner)
        yield f"{items} ({partner.name})"


def form_lines(form: Form) -> Iterator[str]:
    """Whose form came back, and what of it is asked no more."""
    if form.given is not None:
        answers = number_of(len(form.given.answers), "answer", "answers")
        yield f"{form.file}: the form of {form.partner}, {answers}."
    for fault in form.left_out[:MOST_TOLD]:
        yield f"Not taken, {fault}. {fault.hint}".rstrip()


def survey_lines(survey: Survey) -> Iterator[str]:
    """What was found in the table of a survey tool, besides the answers."""
    people = number_of(len(survey.given), "respondent", "respondents")
    yield f"{survey.file}: {people}, {number_of(len(survey.columns), 'question', 'questions')}."
    for column in survey.columns:
        if not column.sure:
            yield f"“{column.head}” is taken as {column.asked.called}."
    for typed, name in survey.understood.items():
        yield f"“{typed}” is taken as {name}."
    if survey.left_out:
        yield f"Left out, of no partner: {_rows(survey.left_out)}."
    for row, first in survey.twice:
        yield f"Row {row} is row {first} again."
    if survey.no_answers:
        yield f"{number_of(survey.no_answers, 'cell says', 'cells say')} “not applicable”: no answer."
    if survey.given and not survey.has_ids:
        yield "It has no column of ids: a row that is changed later counts as another respondent."
    if survey.not_read:
        yield _not_read(survey.not_read)


def _not_read(heads: Sequence[str]) -> str:
    """Of the columns with these heads; the last one may be a question."""
    listed = _some(heads)
    return f"Columns that are not read: {listed}{'' if listed.endswith(('.', '?', '!')) else '.'}"


def _rows(rows: Sequence[int]) -> str:
    return f"{'row' if len(rows) == 1 else 'rows'} {_some(map(str, rows), 12)}"


def _some(names: Iterable[str], most: int = 6) -> str:
    """ "A, B, C and 4 more"."""
    every = list(names)
    more = f" and {len(every) - most} more" if len(every) > most else ""
    return f"{', '.join(every[:most])}{more}"
