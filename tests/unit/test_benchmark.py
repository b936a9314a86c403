"""Places side by side: whose levels count, what is shown of them, and how it is said."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
from collections.abc import Iterable
from pathlib import Path

import docx
import openpyxl
import pytest

from sessions.files import SIDE_BY_SIDE, STANDINGS
from sessions.house import PLAIN
from sessions.kinds.score import edits as score_edits
from sessions.many import benchmark_words as say
from sessions.many.benchmark import Row, benchmark, spread_word
from sessions.many.benchmark_files import makers
from sessions.many.gathered import Wanted
from sessions.many.shown_before import Shown, read_shown
from sessions.many.side_by_side import side_by_side
from sessions.many.standings import (
    Agreed,
    Promised,
    Standing,
    Subject,
    standing_of,
    standings,
)
from sessions.many.suppress import HIDDEN, Figures, Share
from sessions.problem import Problem
from sessions.progress import StoppedEarly
from sessions.record import Session
from sessions.rows import Action
from sessions.store.library import Library
from tests.builders import FIRST_FIVE, NOW, TODAY, all_revealed, answered, new_session
from tests.systems import WINDOWS

ITEM = Subject("p/1", "1", "First", "Pack", "All", 1, ("a", "b", "c", "d", "e"), "m", "w")
NONE = Shown({}, "secret")


def standing(place: str, level: int | None = None, **more: object) -> Standing:
    """A session of a place that agreed on a level, from 0, with five answers behind it."""
    on = ITEM if "subject" not in more else more.pop("subject")
    assert isinstance(on, Subject)
    answers = more.pop("answers", 5)
    assert isinstance(answers, int)
    agreed = () if level is None else (Agreed(on, level, answers, f"{place} {level} {more}"),)
    fields = {"session_id": f"s-{place}", "held": "2026-10-01", "final": False, "promised": ()} | more
    return Standing(place=place, agreed=agreed, **fields)  # type: ignore[arg-type]


def many(levels: Iterable[int]) -> list[Standing]:
    return [standing(f"P{number}", level) for number, level in enumerate(levels)]


def row(rows: Iterable[Standing], **wanted: object) -> Row:
    (only,) = benchmark(rows, Wanted(TODAY, **wanted), NONE)[0].rows  # type: ignore[arg-type]
    return only


# --- figures worked out by hand ------------------------------------------------------------------------


def test_quartiles_are_those_worked_out_by_hand() -> None:
    """Twelve in order, 0 0 1 | 1 2 2 | 2 2 3 | 3 4 4: the third, sixth and ninth."""
    told = row(many([4, 0, 1, 2, 3, 2, 0, 2, 1, 3, 2, 4]), place="P3")
    assert told.shown == Figures(12, 2, (1, 3))
    assert (told.word, told.own, told.position) == ("mixed", 2, "within")
    own = "your place 3, within the middle half"
    assert say.in_words(told) == f"12 places · median 3 · middle half 2 to 4 · mixed · {own}"


def test_from_five_places_on_there_is_a_median_and_under_five_nothing() -> None:
    few = row(many([4, 4, 4, 4]), place="P1")
    assert (few.shown, few.word, few.own, few.position) == (None, None, 4, None)
    assert say.in_words(few) == HIDDEN
    assert say.position(few) == "5", "one's own place sees its own"
    five = row(many([0, 1, 1, 3, 4]), place="P4")
    assert five.shown == Figures(5, 1, None)
    assert say.position(five) == "5, above the median"


@pytest.mark.parametrize(
    ("between", "levels", "word"),
    [(0, 5, "agree"), (1, 5, "agree"), (2, 5, "mixed"), (3, 5, "split"), (2, 10, "agree"), (3, 10, "mixed"),
     (5, 10, "split"), (0, 2, "agree"), (1, 2, "split"), (1, 3, "mixed"), (1, 4, "mixed"), (2, 4, "split")],
)  # fmt: skip
def test_places_are_near_each_other_or_far_apart(between: int, levels: int, word: str) -> None:
    assert spread_word(between, levels) == word


def test_five_places_with_too_few_answers_are_hidden() -> None:
    assert row(standing(f"P{n}", 2, answers=0) for n in range(9)).shown is None
    assert row(standing(f"P{n}", 2, answers=1) for n in range(5)).shown is not None


def test_of_each_place_the_latest_session_counts_however_it_is_written() -> None:
    rows = many([0, 0, 0, 0, 0])
    later = [standing(f" p{n} ", 4, held="2026-11-01", session_id=f"t{n}") for n in range(5)]
    assert row([*later, *rows]).shown == Figures(5, 4, None)
    silent = standing("P0", None, held="2026-12-01", session_id="u")
    assert row([*rows, silent]).shown == Figures(5, 0, None), "the latest that agreed on it"
    signed = [standing(f"P{n}", 2, final=True, session_id=f"v{n}", held="2026-01-01") for n in range(5)]
    assert row([*rows, *signed], final=True).shown == Figures(5, 2, None)


def test_what_was_asked_otherwise_is_told_and_makes_no_figure() -> None:
    other = ITEM._replace(labels=("a", "b", "c", "d", "z"))
    reworded = ITEM._replace(wording="other")
    rows = [
        *many([2] * 6),
        standing("Q", 4, subject=other),
        standing("R", 4, subject=reworded),
    ]
    told = benchmark(rows, Wanted(TODAY, "Q"), NONE)[0]
    assert told.rows[0].shown == Figures(6, 2, None)
    assert told.rows[0].own is None
    assert told.apart == ((ITEM, ("levels", "wording")),)
    assert say.apart_text(*told.apart[0]).endswith("(other levels, asked in other words)")


def test_a_place_is_named_by_a_part_that_fits_no_other() -> None:
    rows = [standing("North Vale", 1), standing("South Vale", 1)]
    assert benchmark(rows, Wanted(TODAY, "north"), NONE)[0].own == "North Vale"
    for wrong, what in (("vale", "several places"), ("west", "No session is of")):
        with pytest.raises(Problem, match=what):
            benchmark(rows, Wanted(TODAY, wrong), NONE)


def test_letters_stay_and_say_nothing_of_names() -> None:
    rows = many([1] * 30)
    told = benchmark(rows, Wanted(TODAY, "P7", letters=True), NONE)[0]
    assert told.places[:2] == ("A", "B")
    assert told.places[-4:] == ("AA", "AB", "AC", "AD")
    assert benchmark(rows[::-1], Wanted(TODAY, "P7", letters=True), NONE)[0].own == told.own
    orders = {benchmark(rows, Wanted(TODAY, "P7", letters=True), Shown({}, str(n)))[0].own for n in range(40)}
    assert len(orders) > 10
    assert "P1" not in json.dumps(say.as_json(told))


# --- actions -------------------------------------------------------------------------------------------


def promised(
    uid: str, *, done: bool, due: str = "2026-11-01", moved: bool = False, item: str = "p/1"
) -> Promised:
    return Promised(uid, item, due, done, moved)


def test_actions_done_in_time_are_those_due_that_were_done_and_not_put_off() -> None:
    rows = [
        standing(
            f"P{n}",
            2,
            promised=(
                promised(f"{n}a", done=True),
                promised(f"{n}b", done=n == 0),
                promised(f"{n}c", done=True, moved=True),
                promised(f"{n}d", done=True, due="2030-01-01"),
            ),
        )
        for n in range(6)
    ]
    told = benchmark(rows, Wanted(TODAY, "P0"), NONE)[0]
    assert told.actions.own == (2, 3)
    assert told.actions.shown == Share(18, 1, 5), "7 of 18 is 39 per cent"
    assert say.share_text(told.actions.shown) == "20 to 39 % of 18"


def test_an_action_that_was_carried_counts_once_as_it_stood_last() -> None:
    rows = [standing(f"P{n}", 2, promised=(promised(f"{n}", done=False),)) for n in range(5)]
    later = [
        standing(f"P{n}", 2, held="2026-12-01", session_id=f"t{n}", promised=(promised(f"{n}", done=True),))
        for n in range(5)
    ]
    told = benchmark([*later, *rows], Wanted(TODAY), NONE)[0]
    assert told.actions.shown == Share(5, 1, 2)


@pytest.mark.parametrize(
    ("shown", "text"),
    [(None, HIDDEN), (Share(8, 0, 2), "under half of 8"), (Share(8, 1, 2), "half or more of 8"),
     (Share(20, 0, 5), "under 20 % of 20"), (Share(20, 4, 5), "80 % or more of 20")],
)  # fmt: skip
def test_shares_are_said_in_bands(shown: Share | None, text: str) -> None:
    assert say.share_text(shown) == text


# --- two releases --------------------------------------------------------------------------------------


def test_figures_stay_until_five_places_have_changed() -> None:
    rows = many([1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4])
    first, shown = benchmark(rows, Wanted(dt.date(2026, 10, 2)), NONE)
    again, same = benchmark(rows[::-1], Wanted(dt.date(2026, 10, 3)), shown)
    assert (again.rows, same) == (first.rows, shown), "the same shows the same, and says nothing"
    one_more = [*rows, standing("New", 0)]
    held, kept = benchmark(one_more, Wanted(dt.date(2026, 11, 1), "New"), shown)
    assert held.rows[0].shown == first.rows[0].shown
    assert (held.rows[0].since, held.rows[0].own) == ("2026-10-02", 0)
    assert kept == shown
    assert "as shown on 2 Oct 2026" in say.in_words(held.rows[0])
    six_more = [*one_more, *(standing(f"N{n}", n % 5) for n in range(5))]
    renewed, _ = benchmark(six_more, Wanted(dt.date(2026, 12, 1)), shown)
    assert renewed.rows[0].shown == Figures(18, 2, (1, 3))
    assert renewed.rows[0].since == ""


def test_actions_of_items_and_of_all_are_renewed_together() -> None:
    def rows(places: int) -> list[Standing]:
        return [
            standing(
                f"P{n}",
                2,
                promised=(promised(f"{n}a", done=n % 2 == 0), promised(f"{n}b", done=True, item="")),
            )
            for n in range(places)
        ]

    first, shown = benchmark(rows(12), Wanted(dt.date(2026, 12, 1)), NONE)
    held, kept = benchmark(rows(13), Wanted(dt.date(2026, 12, 2)), shown)
    assert (held.actions.shown, held.rows[0].actions.shown) == (
        first.actions.shown,
        first.rows[0].actions.shown,
    )
    assert held.actions.since == held.rows[0].actions.since == "2026-12-01"
    assert kept == shown
    renewed, _ = benchmark(rows(20), Wanted(dt.date(2026, 12, 2)), shown)
    assert renewed.actions.shown is not None
    assert renewed.actions.shown.n == 40


# --- from files ----------------------------------------------------------------------------------------


def scored(place: str, level: int, session_id: str) -> Session:
    session = new_session("four-domains", "County Council", "ICB", "Care providers")
    session = all_revealed(answered(session, FIRST_FIVE[0], (2, 3, 3)))
    session = score_edits.agree(FIRST_FIVE[0], level).apply(session, NOW)
    action = Action(id="A1", text="Tell Priya", owner="Priya", due=dt.date(2026, 11, 1), at=NOW)
    return session.model_copy(update={"id": session_id, "place": place, "actions": (action,)})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six places, agreed at 1 to 5 and 3, and what can't be read."""
    library = Library(tmp_path / "sessions")
    library.folder.mkdir()
    for number, level in enumerate((1, 2, 3, 4, 5, 3)):
        library.create(scored(f"Place {number}", level, f"s{number}")).close()
    (library.folder / "broken.json").write_text("{", "utf-8")
    return library.folder


def test_what_is_hidden_from_the_room_counts_nowhere() -> None:
    session = answered(scored("Here", 3, "s"), FIRST_FIVE[1], (5, 5, 5))
    at = standing_of(session)
    assert [(agreed.subject.id, agreed.place, agreed.answers) for agreed in at.agreed] == [
        (FIRST_FIVE[0], 2, 3)
    ]
    hidden = answered(session, FIRST_FIVE[1], (1, 1, 1))
    assert standing_of(hidden) == at


def test_it_is_read_from_files_and_damaged_ones_are_told(folder: Path) -> None:
    told, problems = side_by_side((folder, folder), Wanted(TODAY, "place 4"))
    assert told.rows[0].shown == Figures(6, 2, None)
    assert told.rows[0].own == 4
    assert len(problems) == 1
    assert "broken" in problems[0].where


def test_what_is_kept_beside_the_sessions_gives_the_same_and_holds_no_text(folder: Path) -> None:
    for path in folder.glob("*.json"):
        long_ago = path.stat().st_mtime - 60
        os.utime(path, (long_ago, long_ago))
    first = standings((folder,)).rows
    read: list[tuple[int, int]] = []
    assert standings((folder,), progress=lambda done, of: read.append((done, of))).rows == first
    assert read[-1] == (1, 1), "only the damaged one is read again"
    kept = (folder / STANDINGS).read_bytes()
    assert b"Priya" not in kept
    (folder / STANDINGS).write_bytes(kept[:-9] + b"x" * 9)
    assert standings((folder,)).rows == first
    (folder / STANDINGS).unlink()
    (folder / STANDINGS).mkdir()
    assert standings((folder,)).rows == first, "also where nothing can be kept"


def test_a_changed_file_is_read_anew(folder: Path) -> None:
    standings((folder,))
    with Library(folder).open("s0") as file:
        file.save(score_edits.agree(FIRST_FIVE[0], 5).apply(file.session, NOW))
    levels = {row.place: row.agreed[0].place for row in standings((folder,)).rows}
    assert levels["Place 0"] == 4


def test_it_stops_when_asked(folder: Path) -> None:
    calls: list[int] = []

    def stopped() -> bool:
        calls.append(1)
        return len(calls) > 3

    with pytest.raises(StoppedEarly):
        side_by_side((folder,), Wanted(TODAY), stopped=stopped)
    assert not (folder / SIDE_BY_SIDE).exists(), "nothing was shown"


def test_working_it_out_says_how_far_it_is_and_stops_between_two_items(folder: Path) -> None:
    """Beside a dozen releases, each item may take a second or two."""
    told: list[tuple[int, int]] = []
    side_by_side((folder,), Wanted(TODAY), working=lambda *far: told.append(far))
    many = len(told) - 1
    assert told == [(done, many) for done in range(many + 1)]
    (folder / SIDE_BY_SIDE).unlink()
    told.clear()
    with pytest.raises(StoppedEarly):
        side_by_side(
            (folder,), Wanted(TODAY), working=lambda *far: told.append(far), stopped=lambda: len(told) > 1
        )
    assert told == [(0, many), (1, many)]
    assert not (folder / SIDE_BY_SIDE).exists(), "nothing was shown"


def test_what_was_shown_is_noted_without_names_and_levels_in_every_folder(
    folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    side_by_side((folder, other), Wanted(TODAY))
    for each in (folder, other):
        data = (each / SIDE_BY_SIDE).read_text("utf-8")
        assert "Place" not in data
        assert WINDOWS or (each / SIDE_BY_SIDE).stat().st_mode & 0o077 == 0
    assert read_shown((folder,)) == read_shown((other,)) == read_shown((folder, other))


def test_without_a_memory_nothing_is_shown(folder: Path) -> None:
    (folder / SIDE_BY_SIDE).write_text("{}", "utf-8")
    with pytest.raises(Problem, match="before can't be read"):
        side_by_side((folder,), Wanted(TODAY))
    (folder / SIDE_BY_SIDE).unlink()
    (folder / SIDE_BY_SIDE).mkdir()
    with pytest.raises(Problem):
        side_by_side((folder,), Wanted(TODAY))


# --- as files ------------------------------------------------------------------------------------------

TWENTY = [(number * 7) % 5 for number in range(20)]


def told_of(levels: Iterable[int]) -> dict[str, bytes]:
    rows = [
        *many(levels),
        standing("<b>=1+1", 0, subject=ITEM._replace(id="p/2", number="2", name="Second")),
    ]
    told = benchmark(rows, Wanted(TODAY, "P3"), NONE)[0]
    return {suffix: make() for suffix, make in makers(told, NOW, PLAIN).items()}


def test_every_form_says_the_same_and_a_second_time_in_the_same_bytes() -> None:
    files = told_of(TWENTY)
    assert files == told_of(TWENTY)
    page = files["html"].decode()
    assert "<b>=1" not in page
    assert "1 First: median 3, middle half 2 to 4, your place 2." in page, "in place of the picture"
    assert "Own" not in page
    assert page.count(HIDDEN) >= 6
    data = json.loads(files["json"])
    first, second = data["items"]
    assert (first["places"], first["median"], first["lower_quartile"], first["own_level"]) == (20, 3, 2, 2)
    assert [second[name] for name in ("places", "median", "lower_quartile", "places_are")] == [HIDDEN] * 4
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    heads, one, two = list(book["Places side by side"].values)
    assert dict(zip(heads, one, strict=True))["Places"] == 20
    assert dict(zip(heads, two, strict=True))["Places"] == HIDDEN
    assert 0 not in two
    assert ("<b>=1+1",) in list(book["Places"].values)
    tables = docx.Document(io.BytesIO(files["docx"])).tables
    medians = [table for table in tables if any("Median" in cell.text for cell in table.rows[0].cells)]
    assert len(medians) == 1, "nothing is said twice"


def test_no_level_of_another_place_is_in_any_form() -> None:
    """Two places change sides, and nothing of what is written changes."""
    swapped = [*TWENTY]
    swapped[5], swapped[6] = swapped[6], swapped[5]
    assert swapped != TWENTY
    assert told_of(swapped) == told_of(TWENTY)
