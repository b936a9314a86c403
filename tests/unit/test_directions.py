"""Lines of mixed direction: each has its own in every output, and turns nothing around it."""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from sessions.edits import notes as note_edits
from sessions.kinds.score import edits as score_edits
from sessions.outputs import html, markdown, text
from sessions.record import Session
from sessions.summary.build import build
from sessions.text import isolated
from tests.builders import NOW, new_session

ITEM = "icbo/D1.2"
ARABIC = "الميزانية لم تتفق بعد."
MIXED = f"{ARABIC}\nBudget: 3 lines.\nשלום, ICB: 5."
FIRST, LAST = "\u2068", "\u2069"


def session() -> Session:
    """A note, an action, a parked point, a dissent and a partner of mixed direction."""
    made = new_session("four-domains", "County Council", "מועצה (ICB)")
    made = made.model_copy(update={"title": ARABIC})
    made = note_edits.add_note("evidence", MIXED, origin=ITEM).apply(made, NOW)
    made = note_edits.add_note("parked", MIXED).apply(made, NOW)
    made = note_edits.add_action(note_edits.ActionFields(MIXED, owner=ARABIC)).apply(made, NOW)
    for partner in made.partners:
        made = score_edits.answer_level(ITEM, partner.id, 3).apply(made, NOW)
    made = score_edits.reveal(ITEM).apply(made, NOW)
    made = score_edits.agree(ITEM, 3).apply(made, NOW)
    return score_edits.dissent(ITEM, made.partners[1].id, MIXED).apply(made, NOW)


class Reader(HTMLParser):
    """What stands in `bdi` and what stands in any other element that says a direction."""

    def __init__(self) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.isolates: list[str] = []
        self.loose: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert "dir" not in dict(attrs), "a direction for more than a line"
        if tag == "bdi":
            self.isolates.append("")
        self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "bdi" in self.inside:
            self.isolates[-1] += data
        elif not {"style", "title", "desc"} & set(self.inside):
            self.loose.append(data)


def test_each_line_of_the_web_page_has_a_direction_of_its_own() -> None:
    reader = Reader()
    reader.feed(html.render(build(session(), now=NOW)).decode())
    assert not any("\n" in isolate for isolate in reader.isolates)
    for line in MIXED.split("\n"):
        assert reader.isolates.count(line) >= 4, "note, parked point, action and dissent"
    assert "מועצה (ICB)" in reader.isolates
    assert not any(_turns(loose) for loose in reader.loose), "nothing of people's stands outside"


def _turns(line: str) -> bool:
    return any("\u0590" <= sign <= "\u06ff" for sign in line)


def _bare(line: str) -> Iterator[str]:
    """What of a line stands outside isolates, which must all end on it."""
    depth = 0
    for sign in line:
        if sign == LAST:
            depth -= 1
            assert depth >= 0, line
        elif sign == FIRST:
            depth += 1
        elif depth == 0:
            yield sign
    assert depth == 0, line


@pytest.mark.parametrize("render", [markdown.render, text.render], ids=["md", "txt"])
def test_each_line_of_an_isolate_ends_with_it(render: object) -> None:
    shown = render(build(session(), now=NOW)).decode()  # type: ignore[operator]
    assert sum(_turns(line) for line in shown.split("\n")) >= 8
    for line in shown.split("\n"):
        assert not _turns("".join(_bare(line))), line


def test_lines_are_isolated_one_by_one_and_only_where_they_turn() -> None:
    assert isolated(MIXED).split("\n") == [
        f"{FIRST}{ARABIC}{LAST}",
        "Budget: 3 lines.",
        f"{FIRST}שלום, ICB: 5.{LAST}",
    ]
    assert isolated(f"a\u2067b\n{ARABIC}").split("\n")[1] == f"{FIRST}{ARABIC}{LAST}"
    assert isolated("plain\nlines") == "plain\nlines"
