"""A session without the names of people: what they do, or the body they come from, stands there. Pure.

Whoever is on the list of people, owns an action, has a turn, speaks in a talk or signed the record off is
known by name, and goes from every text, by the whole name and by a part of it that is nobody else's. Bodies
keep theirs. Who is named in a text alone can't be known: it is to be read before it goes out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sessions.forgetting import USUAL, Forgetting, ids_made_of
from sessions.identity import tables_of
from sessions.names import bodies_called
from sessions.record import Session
from sessions.remember import remembered
from sessions.rows import Action, Person
from sessions.whole_names import TITLES, in_one_form, words_in

SIGN = "Names of people are left out."
"""What the summary says of itself."""
_ALSO_WORDS = frozenset(
    (
        *("april", "art", "august", "bill", "chance", "dale", "dean", "drew", "faith", "grace", "heath"),
        *("hope", "joy", "june", "mark", "may", "pat", "rose", "sue", "will"),
    )
)
"""Parts of names that are words as well: these go with the whole name, and after a title."""
_NOBODY = frozenset({"", "all", "everybody", "everyone", "each", "nobody", "tbc", "tbd"})


@remembered
def without_names(session: Session) -> Session:
    """The session as it may be read by anybody: with nobody's name in it."""
    labels = _labels(session)
    if not labels:
        return session
    raw = list(_forgettings(labels))
    plans = [replace(plan, by=_cleaned(plan.by, raw)) for plan in raw]  # "the deputy of …"
    tables = _tables(session)
    for plan in plans:
        tables = replace(plan, ids=ids_made_of(plan, tables)).in_tables(tables)
    after = Session.model_validate(_document(tables))
    people = tuple(_as_role(person, plans) for person in session.people)
    roles = {person.uid: _cleaned(person.role, plans) for person in session.people}
    both = zip(session.actions, after.actions, strict=True)
    actions = tuple(_owned(old, new, session, roles) for old, new in both)
    return after.model_copy(update={"people": people, "actions": actions, **_signers(session, after)})


def _labels(session: Session) -> dict[str, str]:
    """{name: what stands for it in a text}, of everybody who is known by name."""
    bodies = {partner.id: partner.name for partner in session.partners}
    labels: dict[str, str] = {}
    for person in session.people:
        body = bodies.get(person.partner_id or "", "")
        labels.setdefault(in_one_form(person.name), _label(person.role, body))
    for name in _named_besides(session):
        labels.setdefault(name, USUAL)
    # Those who have a turn are told apart.
    for step in session.agenda:
        taken: set[str] = set()
        for number, name in enumerate(map(in_one_form, step.names_people()), start=1):
            if labels[name] in taken:
                labels[name] = f"participant {number}"
            taken.add(labels[name])
    known = {in_one_form(body).casefold() for body in bodies.values()}
    return {name: label for name, label in labels.items() if name and name.casefold() not in known}


def _label(role: str, body: str) -> str:
    """ "the Director (ICB)", "somebody from the ICB", "a participant"."""
    if role:
        return f"the {role} ({body})" if body and body.casefold() not in role.casefold() else f"the {role}"
    return f"a participant ({body})" if body else USUAL


def _named_besides(session: Session) -> Iterator[str]:
    """Names of people who are not on the list: owners, those who signed, and those whom a step names."""
    for action in session.actions:
        if _is_person(session, action.owner):
            yield in_one_form(action.owner)
    acts = (*(act.by for act in session.reopened), *(act.final_by for act in session.reopened))
    signed = (session.final_by, *acts, *(act.by for act in session.approvals))
    yield from (in_one_form(name) for name in signed if _is_person(session, name))
    yield from (in_one_form(name) for step in session.agenda for name in step.names_people())


def _is_person(session: Session, name: str) -> bool:
    """Whether a name is none of a body, of what somebody does, or of all together."""
    folded = in_one_form(name).casefold()
    roles = {person.role.casefold() for person in session.people}
    bodies = [partner.name for partner in session.partners]
    return folded not in _NOBODY | roles and not bodies_called(name, bodies, beginnings=False)


def _forgettings(labels: Mapping[str, str]) -> Iterator[Forgetting]:
    """What goes and what comes in its place: the longest name first, parts of names after all whole ones."""
    by_length = sorted(labels, key=lambda name: (-len(name), name))
    parts = Counter(word.casefold() for name in labels for word in words_in(name))
    for name in by_length:
        others = tuple(other for other in by_length if other != name and len(words_in(other)) > 1)
        yield Forgetting((name, *_titled(name)), labels[name], others=others)
    for name in by_length:
        own = [word for word in words_in(name) if parts[word.casefold()] == 1 and _is_sure(word)]
        if own and len(words_in(name)) > 1:
            yield Forgetting((own[0], *own[1:]), labels[name])


def _is_sure(word: str) -> bool:
    return len(word) > 2 and word[:1].isupper() and word.casefold() not in _ALSO_WORDS


def _titled(name: str) -> Iterator[str]:
    """ "Dr Shah" and "Ms. Shah": with a title, the surname alone means a person."""
    for last in words_in(name)[-1:]:
        for title in sorted(TITLES):
            yield from (f"{title.capitalize()} {last}", f"{title.capitalize()}. {last}")


def _as_role(person: Person, plans: Iterable[Forgetting]) -> Person:
    """Somebody on the list by what they do; a participant, of the body above them, where nobody said."""
    role, interests = (_cleaned(text, plans) for text in (person.role, person.interests))
    return person.model_copy(update={"name": role or USUAL, "role": "", "interests": interests})


def _cleaned(text: str, plans: Iterable[Forgetting]) -> str:
    """A text without the names."""
    for plan in plans:
        text = plan.in_text(text)
    return text


def _owned(old: Action, new: Action, session: Session, roles: Mapping[str, str]) -> Action:
    """An action that is its owner's by what they do, or the body's, or a participant's."""
    if not _is_person(session, old.owner):
        return new.model_copy(update={"owner": old.owner})
    bodies = {partner.id: partner.name for partner in session.partners}
    folded = in_one_form(old.owner).casefold()
    person = next((row for row in session.people if in_one_form(row.name).casefold() == folded), None)
    body = new.body or (bodies.get(person.partner_id or "", "") if person else "")
    role = "" if person is None else roles.get(person.uid, "")
    return new.model_copy(update={"owner": role or ("" if body else USUAL), "body": body})


def _signers(session: Session, after: Session) -> dict[str, Any]:
    """Who signed the record off, opened it again and approved it, without names."""

    def by(name: str) -> str:
        return USUAL if _is_person(session, name) else name

    return {
        "final_by": by(session.final_by),
        "reopened": tuple(
            new.model_copy(update={"by": by(old.by), "final_by": by(old.final_by)})
            for old, new in zip(session.reopened, after.reopened, strict=True)
        ),
        "approvals": tuple(
            new.model_copy(update={"by": by(old.by)})
            for old, new in zip(session.approvals, after.approvals, strict=True)
        ),
    }


def _tables(session: Session) -> dict[str, Any]:
    """The session as tables, as they stand in a file."""
    data = session.model_dump(mode="json")
    names = {"packs", "tombstones", *tables_of(session)}
    rows = {name: {str(at): row for at, row in enumerate(data.pop(name, ()))} for name in sorted(names)}
    return {"session": {"1": data}, **rows}


def _document(tables: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a session as one document."""
    rows = {name: list(table.values()) for name, table in tables.items() if name != "session"}
    return {**tables["session"]["1"], **rows}
