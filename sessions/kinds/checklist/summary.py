"""What the summary says of checks: a table a section, with remarks and what is missing under each check."""

from collections.abc import Collection, Iterator

from sessions import left_out, words
from sessions.analysis.whole import reached
from sessions.kinds.checklist.records import (
    OPENING,
    ChecklistActivity,
    check_key,
    check_on,
    checks_of,
    checks_on,
    partner_checks_on,
    progress_by_pack,
    progress_of,
    spread_of_checks,
)
from sessions.kinds.checklist.words import (
    CALLED,
    changed,
    dissent_line,
    how_far,
    in_table,
    missing,
    partner_answer,
    spread_in_words,
)
from sessions.material import Item
from sessions.record import Session
from sessions.remember import remembered
from sessions.rows import MaterialActivity
from sessions.scope import items_not_applying
from sessions.spans import Line, joined, plain, typed
from sessions.summary.model import Block, Bullets, Facts, Heading, Paragraph, TableBlock
from sessions.summary.recorded import remark_lines, written_before
from sessions.summary.tables import without_empty_columns
from sessions.voices import has_room, voices_on


@remembered
def told_together(session: Session) -> frozenset[str]:
    """Ids of the checks that have no part of their own: those that no step of another kind is on.

    One that does not apply, and that something was noted on before, has one.
    """
    others = (step for step in session.agenda if not isinstance(step, ChecklistActivity))
    elsewhere = {
        item.id for step in others if isinstance(step, MaterialActivity) for item in step.items(session.packs)
    }
    origins = {note.origin for note in session.notes} | {action.origin for action in session.actions}
    noted = origins & items_not_applying(session).keys()
    return frozenset(ref for ref in checks_of(session) if ref not in elsewhere and ref not in noted)


def in_short(session: Session) -> Iterator[Block]:
    """How far each list of checks has got, and what was answered with no; nothing without a checklist."""
    lines: list[Line] = []
    for pack, progress in progress_by_pack(session):
        missing = joined((words.candidate(session, ref) for ref in progress.answered["no"]), "; ")
        no = (*plain(" No: "), *missing, *plain(".")) if missing else ()
        lines.append((*plain(f"{pack.name}: {how_far(progress)}."), *no))
    if lines:
        yield Heading(2, plain("What was checked"), "checked")
        yield Bullets(tuple(lines))


def differences(session: Session) -> Iterator[Line]:
    """Every dissent from the room's answer to a check that applies here."""
    out = items_not_applying(session)
    for ref in (ref for ref in checks_of(session) if ref not in out):
        check = check_on(session, ref)
        for dissent in check.dissents if check else ():
            assert check is not None
            yield (*words.candidate(session, ref), *plain(": dissent of "), *dissent_line(session, dissent))


def section_blocks(session: Session, section_key: str, waiting: Collection[str]) -> Iterator[Block]:
    """Figures of a section's checks that are told together, and their table, as far as they were reached.

    `session` is what the room has seen; `waiting` are the ids of those of which more was said.
    """
    together = told_together(session) - items_not_applying(session).keys()
    every = [ref for ref in checks_of(session, section_key) if ref in together]
    rows = [ref for ref in every if ref in reached(session) or ref in waiting]
    if not rows:
        return
    own, pack = checks_of(session, section_key), session.pack_of(section_key)
    if any(session.pack_of(ref) == pack and ref not in own for ref in checks_of(session)):
        # Those of a pack with one list stand on the first page.
        yield Paragraph(plain(f"{how_far(progress_of(session, every))}."))
    table = [_row(session, ref, ref in waiting) for ref in rows]
    heads = ("Check", "Answer", "Partners said", "Remarks", "Actions")
    lines = tuple(line for row, questions in table for line in (row, *questions))
    caption = plain(f"Checks: {session.section(section_key).title}")
    yield without_empty_columns(TableBlock(caption, heads, lines))
    for ref in rows:
        if out := left_out.takes_no_part(session, ref):
            yield Paragraph((*plain(f"{session.called(ref)}: "), *out), style="quiet")
        for line in changed(session, ref):
            yield Paragraph((*plain(f"{session.called(ref)}: "), *line), style="quiet")


_Row = tuple[Line, ...]


def _row(session: Session, item_id: str, waiting: bool) -> tuple[_Row, list[_Row]]:
    """(the row of a check, those of its questions that are no or partly), a cell for each possible column."""
    notes = [note for note in session.notes_on(item_id) if note.kind in ("comment", "evidence")]
    written = remark_lines(session, check_key(item_id))
    remarks = joined([*(_remark(note.kind, note.text) for note in notes), *written], "; ")
    actions = joined([plain(action.id) for action in session.actions_from(item_id)], ", ")
    answer = plain(in_table(check_on(session, item_id)))
    if waiting:
        answer = (*answer, *plain(f"; partners answered, {words.NOT_REVEALED}"))
    row = (words.candidate(session, item_id), answer, _partners(session, item_id), remarks, actions)
    called = session.called(item_id)
    questions: list[_Row] = [
        (plain(f"{called}, question {number}: {text}"), plain(answer_in_words), (), (), ())
        for number, text, answer_in_words in _open_questions(session, item_id)
    ]
    return row, questions


def _remark(kind: str, text: str) -> Line:
    return typed(text) if kind == "comment" else (*plain("Evidence: "), *typed(text))


def _open_questions(session: Session, item_id: str) -> Iterator[tuple[int, str, str]]:
    """(number, text, answer) of the questions under a check that are no or partly."""
    checks = checks_on(session, item_id)
    for number, text in enumerate(session.item(item_id).questions, start=1):
        if number in checks and checks[number].answer in OPENING:
            yield number, text, words.first_upper(CALLED[checks[number].answer])


def _partners(session: Session, item_id: str) -> Line:
    """What partners said: each by name where they answer as bodies, else all together; with n."""
    rows = partner_checks_on(session, item_id)
    if not rows:
        return ()
    together = plain(spread_in_words(spread_of_checks(session, item_id)))
    if not session.as_bodies or has_room(session, item_id):
        return together
    names = (
        (*words.partner_name(session, voice.id), *plain(f" {partner_answer(rows[voice.id])}"))
        for voice in voices_on(session, item_id)
        if voice.id in rows
    )
    silent = missing(session, item_id)
    return (*together, *plain(": "), *joined(names, ", "), *(plain(". ") if silent else ()), *silent)


def item_blocks(session: Session, item: Item, *, waiting: bool) -> Iterator[Block]:
    """The answer to a check that has a part of its own; nothing for what is no check."""
    if item.id in told_together(session) or item.id not in checks_of(session):
        return
    check = check_on(session, item.id)
    if waiting:
        yield Paragraph(plain(f"Checked by partners, {words.NOT_REVEALED}."))
    said = _partners(session, item.id)
    if check is None and not said:
        return
    facts = [("Checked", plain(in_table(check))), ("Partners said", said)]
    questions = (
        (f"Question {number}", plain(f"{text} {answer}."))
        for number, text, answer in _open_questions(session, item.id)
    )
    yield Facts(tuple((name, value) for name, value in (*facts, *questions) if value))
    yield from (Paragraph(line) for line in changed(session, item.id))
    yield from written_before(session, [(check_key(item.id), "")])
