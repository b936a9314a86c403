"""Five made-up instruments, each from its template to its summary, before the facilitator and the room."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sessions.kinds.registry import waiting
from sessions.kinds.score import edits
from sessions.kinds.score.records import agreement_on
from sessions.material import Pack
from sessions.outputs import registry
from sessions.outputs.text import account
from sessions.outputs.write import write
from sessions.plan import stops
from sessions.record import Session
from sessions.rows import Stop
from sessions.store.library import Library
from sessions.voices import voices_on
from tests import instruments
from tests.builders import NOW, aside, hidden_answers, page, say_next
from tests.walls import at, flat, text
from workshop.wall.layout.pages import pages

SIZES = ((80, 24), (120, 36), (40, 15))
SHAPES = {
    # sections, items, levels of each scale, from which number on
    "dimensions": (1, 12, 6, 0),
    "changes": (1, 8, 5, 1),
    "assurance": (4, 9, 4, 1),
    "partnership": (6, 36, 4, 1),
    "maturity": (11, 55, 4, 1),
}


def levels_of(made: Session, item_id: str, by: int = 0) -> Iterator[tuple[str, int]]:
    """A level of each who is asked, spread over the scale."""
    numbers = made.scale_of(item_id).numbers
    for place, voice in enumerate(voices_on(made, item_id)):
        yield voice.id, numbers[(place + by) % len(numbers)]


def room(made: Session, stop: Stop, size: tuple[int, int]) -> str:
    """All pages of what the room sees."""
    wall = at(made, stop)

    return flat([line for number in range(pages(wall)) for line in text(wall, size, number)])


def facilitator(made: Session, stop: Stop) -> str:
    """All that the facilitator reads."""
    whole = (page(made, stop), *aside(made, stop))
    lines = [line.text for part in whole for line in getattr(part, "lines", (part,))]
    return flat([*lines, *say_next(made, stop)])


@pytest.mark.parametrize("pack_id", instruments.IDS)
def test_shapes(pack_id: str) -> None:
    pack = instruments.pack(pack_id)
    sections, items, levels, base = SHAPES[pack_id]
    assert (len(pack.sections), len(list(pack.items()))) == (sections, items)
    assert [(len(scale.levels), scale.base) for scale in pack.scales] == [(levels, base)]
    own_words = {len(item.levels) for item in pack.items()}
    assert own_words == ({levels} if pack_id in ("dimensions", "changes", "maturity") else {0})


@pytest.mark.long
@pytest.mark.parametrize("pack_id", instruments.IDS)
def test_from_the_template_to_the_summary(pack_id: str, tmp_path: Path) -> None:
    made = instruments.session(pack_id)
    for number, stop in enumerate(stops(made)):
        if stop.part == "item":
            made = _score(made, stop, number)
        elif stop.part == "closing":
            assert "HOW FAR WE HAVE GOT" in room(made, stop, (120, 36)).upper()
        for size in SIZES:
            assert all(len(line) <= size[0] for line in text(at(made, stop), size))
        assert facilitator(made, stop)
    assert not waiting(made)
    with Library(tmp_path).create(made):
        assert Library(tmp_path).read(made.id) == made
    written = write(made, tmp_path, registry.ids(), now=NOW)
    summary = " ".join(account(made).split())
    for item in made.items():
        agreed = agreement_on(made, item.id)
        assert agreed is not None
        scale = made.scale_of(item.id)
        assert f"{item.number} {item.name}" in summary
        level = f"{agreed.level} ({scale.label(agreed.level)})"
        assert f"{item.number} {item.name}: Agreed level: {level}" in summary
    assert {path.suffix for path in written} >= {".md", ".html", ".txt"}
    assert all(path.stat().st_size for path in written)


def _score(made: Session, stop: Stop, number: int) -> Session:
    """Answers, reveal and agreed level of an item, with what both views show of each."""
    item = made.item(stop.ref)
    scale = made.scale_of(item.id)
    asked = room(made, stop, (80, 24))
    assert flat([item.statement]) in asked
    for level, words in zip(scale.levels, item.levels or [""] * len(scale.levels), strict=True):
        assert str(level.number) in asked
        assert flat([level.label]) in asked
        assert flat([words]) in asked
        assert flat([words]) in facilitator(made, stop)
    given = dict(levels_of(made, item.id, number))
    for partner, chosen in given.items():
        made = edits.answer_level(item.id, partner, chosen).apply(made, NOW)
    assert len(hidden_answers(made, stop)) == len(given)
    assert "median" not in room(made, stop, (80, 24)), "nothing of it before the reveal"
    made = edits.reveal(item.id).apply(made, NOW)
    for size in ((80, 24), (120, 36)):
        assert f"from {min(given.values())} to {max(given.values())}" in room(made, stop, size)
    made = edits.agree(item.id, min(given.values())).apply(made, NOW)
    assert f"{min(given.values())} {scale.label(min(given.values()))}" in room(made, stop, (120, 36))
    return made


def test_a_voice_for_each_of_the_two_bodies_alone() -> None:
    made = instruments.session("changes")
    assert {voice.name for item in made.items() for voice in voices_on(made, item.id)} == {
        "County Council",
        "ICB",
    }


def test_evidence_by_kind_and_link_and_the_official_wording_are_at_hand() -> None:
    made = instruments.session("assurance")
    stop = next(stop for stop in stops(made) if stop.ref == "assurance/2.2")
    lines = [line.text for line in aside(made, stop)]
    at_evidence = lines.index("Evidence to look for")
    assert lines[at_evidence + 1 : at_evidence + 3] == [
        "The figures of the last four quarters (data) → https://example.org/evidence",
        "The policy, and when it was last read (documents)",
    ]
    wording = lines[lines.index("Official wording") + 1]
    assert wording.startswith("The council shall at all times")
    assert len(wording.split()) > 30, "longer than a statement may be"
    assert wording not in room(made, stop, (120, 36)), "what is read aloud is the short one"


def test_the_five_are_valid_packs_with_ids_of_their_own() -> None:
    packs: list[Pack] = [instruments.pack(pack_id) for pack_id in instruments.IDS]
    assert len({pack.id for pack in packs}) == 5
