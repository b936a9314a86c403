"""Then and now in the summary of the later session, in files and on the shell."""

import datetime as dt
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from sessions.kinds.score.records import AGREEMENTS
from sessions.many.compare import compare
from sessions.many.in_series import files_of, ids_of
from sessions.many.then_and_now import Earlier, chapter, document
from sessions.outputs import html, svg, text, word
from sessions.record import Session
from sessions.rows import Person, Series
from sessions.spans import plain
from sessions.store.library import Library
from sessions.summary.build import build
from sessions.summary.forms import FORMS, Form
from sessions.summary.model import Chart, Paragraph, SlopeData, SlopeRow
from tests.builders import NOW, new_session
from tests.unit.cli.conftest import Run
from tests.unit.test_compare import first, second
from tests.unit.test_same_items import with_item
from workshop.before import then_and_now
from workshop.wall.layout import slopes

RECORD = "c" * 64


def after(session: Session, previous: str) -> Session:
    return session.model_copy(update={"series": Series(id="x", previous=previous, previous_title="Before")})


def told(form: Form) -> str:
    then = tuple(chapter(second(), Earlier(first(), RECORD)))
    return text.render(build(second(), now=NOW, form=form, then=then)).decode()


def test_minutes_say_what_moved_and_name_the_record_it_is_against() -> None:
    minutes = told("minutes")
    assert "Then and now\n------------" in minutes
    flat = " ".join(minutes.split())
    assert f"Against Meeting oct, 20 Oct 2025 (checksum of its record {RECORD})." in flat
    for line in (
        "1 up, 1 down, 1 as before.",
        "2 of 3 targets reached.",
        "2 of 5 actions done (1 known to be in time), 2 open, 1 dropped.",
        "1.1 Relationships that put people first: up 2 levels, target 3 reached (2 → 4)",
    ):
        assert f"- {line}" in flat
    assert "The same items" not in minutes


def test_the_full_record_has_picture_table_actions_and_what_only_one_has() -> None:
    full = " ".join(told("full").split())
    assert "2 (early steps), target 3; agree, 3 bodies, median 2" in full
    assert "Taken on: 20 Oct 2025; What became of it: done, in time" in full
    assert "Only on 20 Oct 2025: 1.5 Who will deliver what." in full


@pytest.mark.parametrize("form", [form for form in FORMS if form not in ("minutes", "full")])
def test_other_forms_leave_it_out(form: Form) -> None:
    assert "Then and now" not in told(form)


def test_without_a_session_before_nothing_is_said() -> None:
    assert list(chapter(new_session("four-domains"), Earlier(new_session("one-domain"), RECORD))) == []
    assert "Then and now" not in text.render(build(second(), now=NOW)).decode()


def test_the_same_two_records_give_the_same_bytes() -> None:
    now, before = second(), Earlier(first(), RECORD)
    made = [build(now, now=NOW, form="full", then=tuple(chapter(now, before))) for _ in range(2)]
    assert word.render(made[0]) == word.render(made[1])
    assert html.render(made[0]) == html.render(made[1])


@pytest.fixture(name="pair")
def _pair(tmp_path: Path) -> Path:
    library = Library(tmp_path)
    person = Person(name="Priya Nair", role="commissioner", partner_id="icb")
    before = first().model_copy(update={"people": (person,)})
    named = before.actions[4].model_copy(update={"text": "Ask Priya Nair", "owner": "Priya Nair"})
    before = before.model_copy(update={"actions": (*before.actions[:4], named)})
    for session in (before, after(second(), "oct"), new_session().model_copy(update={"id": "other"})):
        library.create(session).close()
    return tmp_path


def test_the_one_before_is_taken_from_beside_it_and_is_missed_by_nobody(pair: Path) -> None:
    now = Library(pair).read("dec")
    blocks = then_and_now(pair / "dec.json", now)
    assert "Meeting oct" in str(blocks)
    assert "Priya Nair" not in str(blocks), "what stands in the earlier record alone is not told again"
    carried = now.model_copy(update={"actions": (*now.actions, Library(pair).read("oct").actions[4])})
    assert "Ask Priya Nair" in str(then_and_now(pair / "dec.json", carried))
    anonymous = carried.model_copy(update={"people": Library(pair).read("oct").people})
    assert "Priya Nair" not in str(then_and_now(pair / "dec.json", anonymous, anonymous=True))
    (pair / "oct.json").write_text("damaged", "utf-8")
    assert then_and_now(pair / "dec.json", now) == ()
    (pair / "oct.json").unlink()
    assert then_and_now(pair / "dec.json", now) == ()
    assert then_and_now(pair / "oct.json", after(first(), "oct")) == ()


def test_a_series_is_found_from_any_of_its_sessions(pair: Path) -> None:
    expected = (pair / "dec.json", pair / "oct.json")
    assert files_of(pair, pair / "oct.json") == files_of(pair, pair / "dec.json") == expected
    assert files_of(pair, pair / "other.json") == (pair / "other.json",)
    assert ids_of((), "gone") == frozenset()


def test_on_the_shell(pair: Path, run: Run) -> None:
    code, out, _ = run("--folder", str(pair), "compare", "dec", "oct")
    assert code == 0
    assert "2 ─────────╱ 4" in out
    assert run("--folder", str(pair), "compare", "--series", "oct") == (code, out, "")
    assert max(map(len, out.splitlines())) <= 100
    data = json.loads(run("--folder", str(pair), "compare", "oct", "dec", "--json")[1])
    assert [session["id"] for session in data["sessions"]] == ["oct", "dec"]
    assert data["items"][1]["change"] == {
        "since": "oct",
        "levels": -1,
        "reasons": [],
        "target_reached": False,
    }
    assert data["items"][1]["sessions"][0]["n"] == 3


def test_one_session_alone_is_refused(pair: Path, run: Run) -> None:
    for line in (("oct",), ("oct", "oct"), ("--series", "other"), ()):
        code, out, err = run("--folder", str(pair), "compare", *line)
        assert (code, out) == (2, "")
        assert "It takes two sessions to compare" in err
    assert run("--folder", str(pair), "compare", "oct", "dec", "--format", "odt")[0] == 2
    (pair / "oct (1).json").write_bytes((pair / "oct.json").read_bytes())
    assert "copies of one session" in run("--folder", str(pair), "compare", "oct", "oct (1)")[2]


def test_names_of_people_can_be_left_out(pair: Path, run: Run) -> None:
    line = ("--folder", str(pair), "compare", "oct", "dec", "--json")
    assert "Priya Nair" in run(*line)[1]
    assert "Priya Nair" not in run(*line, "--anonymous")[1]


def test_of_many_sessions_the_last_have_columns_and_the_words_go_back_to_the_first() -> None:
    made = [first().model_copy(update={"id": f"s{at}", "date": dt.date(2018 + at, 1, 1)}) for at in range(7)]
    comparison = compare([*made, second()])
    told = [line.plain for line in slopes.lines(comparison, comparison.shared, 120)]
    assert told[0] == "Here are the last 6 of 8 sessions; the words go back to the first."
    assert max(map(len, told)) <= 120


def test_every_format_is_written_and_the_workbook_has_figures(pair: Path, run: Run, tmp_path: Path) -> None:
    to = tmp_path / "to"
    code, out, _ = run("--folder", str(pair), "compare", "oct", "dec", "--format", "all", "--to", str(to))
    assert code == 0
    written = [Path(line) for line in out.splitlines()]
    assert [path.suffix for path in written] == [".html", ".docx", ".xlsx", ".md", ".csv", ".json"]
    book = load_workbook(written[2])
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    row = dict(zip(head, rows[0], strict=True))
    assert (row["Change in levels"], row["20 Oct 2025: level"], row["1 Dec 2026: n"]) == (2, 2, 3)
    assert "<svg" in written[0].read_text("utf-8")


LABELS = ("not yet", "early steps", "part-way", "mostly", "fully")


def drawn(*rows: SlopeRow, columns: tuple[str, ...] = ("Then", "Now")) -> ET.Element:
    return ET.fromstring(svg.draw(Chart("c", "Title", "Alt <&>", SlopeData(columns, LABELS, rows))))


def said_in(picture: ET.Element) -> list[str]:
    return ["".join(node.itertext()) for node in picture.iter() if node.tag.endswith("}text")]


def test_items_on_the_same_levels_share_a_line_and_are_all_named() -> None:
    picture = drawn(SlopeRow("1.1", (2, 4)), SlopeRow("1.2", (2, 4)), SlopeRow("1.3", (3, 3)))
    kinds = [node.get("class") for node in picture.iter() if (node.get("class") or "").startswith("slope ")]
    assert kinds == ["slope up", "slope same"]
    assert "1.1, 1.2: 2 → 4" in said_in(picture)
    assert "1.3: 3 → 3" in said_in(picture)
    back = drawn(SlopeRow("1.4", (2, 1, 3, 2)), columns=("A", "B", "C", "D"))
    assert any(node.get("class") == "slope same" for node in back.iter()), "as before, in the end"


def test_many_ways_to_one_level_are_named_below_each_other() -> None:
    rows = [SlopeRow(f"1.{start}", (start, 3)) for start in range(1, 6)]
    picture = drawn(*rows)
    names = [
        node for node in picture.iter() if "→" in "".join(node.itertext()) and node.tag.endswith("}text")
    ]
    ys = [float(node.get("y") or 0) for node in names]
    assert len(ys) == 5
    assert all(later - earlier >= 15 for earlier, later in zip(sorted(ys), sorted(ys)[1:], strict=False))


def test_a_session_without_a_level_is_passed_and_ends_are_drawn_in_three() -> None:
    rows = (SlopeRow("1.1", (5, None, 2)), SlopeRow("1.2", (None, 4, 2)), SlopeRow("1.3", (5, 3, None)))
    assert "1.2: 4 → 2" in said_in(drawn(*rows, columns=("A", "B", "C")))
    picture = drawn(rows[0], columns=("A", "B", "C"))
    assert sum(node.get("class") == "slope-end" for node in picture.iter()) == 2
    assert any(node.get("class") == "slope down" for node in picture.iter())


@pytest.mark.parametrize("width", [40, 76, 80, 120])
def test_lines_on_the_screen_fit_and_show_what_is_not_comparable(width: int) -> None:
    made = compare((first(), second()))
    lines = slopes.lines(made, made.shared, width)
    assert max(line.cell_length for line in lines) <= width
    assert any("╱ 4" in line.plain for line in lines)
    assert any("╲ 2" in line.plain for line in lines)


def test_sessions_that_share_no_item_are_said_to(folder: Path, run: Run) -> None:
    library = Library(folder)
    for session in (first(), new_session("steering-group").model_copy(update={"id": "other"})):
        library.create(session).close()
    code, out, _ = run("compare", "oct", "other")
    assert (code, "They have no item in common." in out) == (0, True)
    made = compare((first(), library.read("other")))
    assert Paragraph(plain("They have no item in common.")) in document(made, now=NOW).blocks


def test_a_day_keeps_its_year_where_columns_are_narrow() -> None:
    days = [first(), second()]
    for year in range(2027, 2030):
        days.append(second().model_copy(update={"id": f"s{year}", "date": dt.date(year, 12, 1)}))
    made = compare(days)
    head, below, *_ = [line.plain for line in slopes.lines(made, made.shared, 70)]
    assert head.split() == ["20", "Oct", *["1", "Dec"] * 4]
    assert below.split() == ["2025", "2026", "2027", "2028", "2029"]


def test_sorted_by_what_changed_most_and_by_what_went_down() -> None:
    made = compare((first(), second()))
    order = {
        which: [row.item.number for row in slopes.ordered(made.shared, which)] for which in slopes.ORDERS
    }
    assert order["most changed first"] == ["1.1", "1.2", "1.3"]
    assert order["went down first"] == ["1.2", "1.3", "1.1"]
    assert order["in the order of the agenda"] == ["1.1", "1.2", "1.3"]


def test_a_document_of_its_own_has_no_block_for_the_full_record_alone() -> None:
    made = document(compare((first(), second())), now=NOW)
    assert sum(isinstance(block, Chart) for block in made.blocks) == 1
    assert [block for block in made.blocks if block.detail and not isinstance(block, Chart)] == []


def test_a_session_without_a_level_is_gone_past_and_the_sign_stands_at_the_end() -> None:
    between = second().model_copy(update={"id": "may", "date": dt.date(2026, 5, 4)})
    between = AGREEMENTS.without(between, lambda row: row.item_id == "icbo/D1.1")
    made = compare((first(), between, second()))
    told = [line.plain for line in slopes.lines(made, made.shared, 120)]
    assert any("2 ────────── (4) ───────╱ 4" in line for line in told)
    assert told[-1] == "In brackets: the median, where no level was agreed."
    now = with_item(second(), statement="Asked otherwise.")
    made = compare((first(), now))
    assert any("2 ┄┄┄┄┄┄┄┄┄┄ 4" in line.plain for line in slopes.lines(made, made.shared, 120))
