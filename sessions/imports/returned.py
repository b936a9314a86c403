"""What is taken from a form of ours that came back: its answers, and what was written beside them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sessions.forms.fit import fitted
from sessions.forms.model import Fault as FormFault, Returned
from sessions.imports.faults import Fault
from sessions.imports.taking import Given
from sessions.record import Session
from sessions.returns import Remarked
from sessions.store.forgotten import respected
from sessions.store.storage import Tables


@dataclass(slots=True)
class Form:
    """What is in one file."""

    file: str
    partner: str = ""
    """Name of the partner that it is of."""
    given: Given | None = None
    left_out: list[Fault] = field(default_factory=list)
    """Answers that cannot be taken, since something else is asked by now; the others can."""
    faults: list[Fault] = field(default_factory=list)


def form_in(read: Returned | tuple[FormFault, ...], session: Session, file: str) -> Form:
    """What of a form, as it was read, can be taken; or why none of it can."""
    form = Form(file)
    if not isinstance(read, Returned):
        form.faults = [_fault(file, fault) for fault in read]
        return form
    fit = fitted(read, session)
    form.faults = [_fault(file, fault) for fault in fit.faults]
    form.left_out = [_fault(file, fault) for fault in fit.left_out]
    if fit.partner is None or form.faults:
        return form
    form.partner = fit.partner.name
    levels = {key: answer.level for key, answer in fit.answers.items() if answer.applies}
    remarks = [Remarked(item_id=key, text=text) for key, text in fit.comments.items()]
    remarks += [
        Remarked(item_id=key, text=answer.reason, not_applying=True)
        for key, answer in fit.answers.items()
        if not answer.applies
    ]
    kept = tuple(_without_forgotten(session, remarks))
    form.given = Given(read.return_id, fit.partner, file, levels, revision=read.revision, remarks=kept)
    return form


def _fault(file: str, fault: FormFault) -> Fault:
    return Fault(file, fault.what, fault.hint, where=fault.where)


def _without_forgotten(session: Session, remarks: list[Remarked]) -> Iterator[Remarked]:
    """The remarks without the names of people who were taken out of the record."""
    if not session.forgotten:
        yield from remarks
        return
    rows = {str(number): remark.model_dump() for number, remark in enumerate(remarks, start=1)}
    tables: Tables = {"session": {"1": {"id": session.id}}, "remarks": rows}
    for row in respected(tables, session.forgotten)["remarks"].values():
        yield Remarked.model_validate(row)
