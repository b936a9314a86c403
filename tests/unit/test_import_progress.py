"""Files with many answers: it is told how far they are read, it can be stopped, what was shown is taken."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from sessions.edits import people as people_edits
from sessions.imports.survey import Choices
from sessions.kinds.score.records import BALLOTS
from sessions.problem import Problem
from sessions.progress import StoppedEarly
from sessions.record import Session
from tests.builders import NOW, new_session
from workshop.bring_in import answers_in, size_of

MANY = 450
ROWS = [["ID", "Organisation", "P1", "P2"], *([n, "ICB", 1 + n % 5, 2] for n in range(MANY))]


@pytest.fixture
def session() -> Session:
    return new_session("tips-and-pulse", "ICB", "Age UK")


@pytest.fixture(params=["csv", "xlsx"])
def survey(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path: Path = tmp_path / f"survey.{request.param}"
    if request.param == "csv":
        path.write_text("\n".join(",".join(map(str, row)) for row in ROWS), "utf-8")
        return path
    book, data = Workbook(), io.BytesIO()
    for row in ROWS:
        book.worksheets[0].append(row)
    book.save(data)
    path.write_bytes(data.getvalue())
    return path


def test_rows_are_told_and_it_can_be_stopped_at_any_of_them(session: Session, survey: Path) -> None:
    told: list[tuple[int, int]] = []
    whole = answers_in(session, [survey], Choices(), NOW, progress=lambda done, of: told.append((done, of)))
    assert sum(take.new for take in whole.taking.takes) == 2 * MANY
    assert (200, MANY + 1) in told
    assert (MANY, MANY) in told
    assert len(told) < MANY / 10, "not at every row"

    for last in range(1, len(told) + 1):
        left = iter(range(last))

        def stop(_done: int, _of: int, left: object = left) -> None:
            if next(left, None) is None:  # type: ignore[call-overload]
                raise StoppedEarly

        if last < len(told):
            with pytest.raises(StoppedEarly):
                answers_in(session, [survey], Choices(), NOW, progress=stop)


def test_of_several_files_it_is_told_which_is_read(session: Session, survey: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("ID,Organisation,P1\n1,Age UK,3\n", "utf-8")
    told: list[tuple[int, int]] = []
    answers_in(session, [other, survey], Choices(), NOW, progress=lambda *how_far: told.append(how_far))
    assert told[:2] == [(0, 2), (1, 2)]
    assert size_of([other, survey, tmp_path / "gone"]) == other.stat().st_size + survey.stat().st_size


def test_what_was_shown_is_taken_though_the_file_is_another_by_then(session: Session, survey: Path) -> None:
    found = answers_in(session, [survey], Choices(), NOW)
    survey.write_text("ID,Organisation,P1\n1,ICB,99\n", "utf-8")
    after = found.edit(session, Choices(), NOW).apply(session, NOW)
    assert sum(ballot.answers for ballot in BALLOTS.of(after)) == 2 * MANY
    changed = people_edits.add_partner("Mind").apply(session, NOW)
    with pytest.raises(Problem, match="this is no level of Principle 1"):
        found.edit(changed, Choices(), NOW)
