"""Cards as a browser prints them: A4, four to a page, and every text inside its card."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from sessions.outputs import cards
from tests.browser.test_axe import ANSWER, BROWSERS, QUIET, browse
from tests.builders import new_session, packs
from workshop.suggestions import USUAL_PARTNERS

pytestmark = pytest.mark.browser

MEASURE = """
<script>
window.addEventListener("load", () => {
  const over = [...document.querySelectorAll(".card")].filter(
    card => card.scrollHeight > card.clientHeight + 1 || card.scrollWidth > card.clientWidth + 1
  );
  const one = document.querySelector(".card").getBoundingClientRect();
  const answer = document.createElement("pre");
  answer.id = "answer";
  answer.textContent = JSON.stringify({
    over: over.map(card => card.innerText), width: one.width * 25.4 / 96, height: one.height * 25.4 / 96,
    cards: document.querySelectorAll(".card").length,
  });
  document.body.append(answer);
});
</script>
"""


LONG = "Commissioning" * 30
LONG_ITEMS = (
    cards.ItemCard("Item 1", LONG, LONG, LONG),
    cards.ItemCard("Item 2", "A name", " ".join(["fourteenletters"] * 30), "Pack"),
    cards.ItemCard("Item 3", "A name of three lines, as long as one can be", "W" * 60 + " word" * 29, ""),
    cards.ItemCard("Item 4", "x" * 900, "y" * 2500, "Pack"),
)
LONG_VOTE = cards.VoteCard("9", LONG, LONG, LONG)


@pytest.fixture(scope="module")
def deck() -> cards.Deck:
    """All items that are shipped, levels for partners with long names, and words of hundreds of letters."""
    session = new_session("four-domains", *(f"{name} of Exampleshire" for name, *_ in USUAL_PARTNERS))
    shipped = cards.of_packs("All", packs().values()).items
    return cards.Deck("All", (*shipped, *LONG_ITEMS), (*cards.of_session(session).votes, LONG_VOTE))


def test_every_text_has_room_on_its_card(deck: cards.Deck, tmp_path: Path) -> None:
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", cards.render(deck).decode())
    copy = tmp_path / "copy.html"
    copy.write_text(page.replace("</body>", f"{MEASURE}</body>"), "utf-8")
    answer = ANSWER.search(browse(copy, tmp_path / "profile", "--window-size=1200,900"))
    assert answer
    found = json.loads(unescape(answer.group(1)))
    assert found["over"] == []
    assert found["cards"] == len(deck.items) + len(deck.votes) > 100
    assert (round(found["width"]), round(found["height"])) == (105, 148)


def test_it_prints_on_a4_a_page_for_each_four(deck: cards.Deck, tmp_path: Path) -> None:
    page, pdf = tmp_path / "cards.html", tmp_path / "cards.pdf"
    page.write_bytes(cards.render(deck))
    named = os.environ.get("CHROMIUM")
    browser = named or next(found for name in BROWSERS if (found := shutil.which(name)))
    print_it = (f"--user-data-dir={tmp_path / 'profile'}", "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    subprocess.run([browser, *QUIET, *print_it, page.as_uri()], capture_output=True, timeout=120, check=True)
    printed = pdf.read_bytes()
    sheets = -(-len(deck.items) // 4) + -(-len(deck.votes) // 4)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == sheets
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert {(round(float(wide)), round(float(tall))) for wide, tall in boxes} == {(595, 842)}
