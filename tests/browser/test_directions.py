"""Lines of mixed direction as a browser sets them: the full stop stands at the end of its own line."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest

from sessions.outputs import html
from sessions.summary.build import build
from tests.browser.test_axe import ANSWER, browse
from tests.builders import NOW
from tests.unit.test_directions import ARABIC, session

pytestmark = pytest.mark.browser

MEASURE = """
<script>
window.addEventListener("load", () => {
  const found = [...document.querySelectorAll(".typed bdi")].map(line => {
    const text = line.firstChild, range = document.createRange();
    const at = n => {
      range.setStart(text, n);
      range.setEnd(text, n + 1);
      return range.getBoundingClientRect().left;
    };
    if (text === null) return null;
    const lines = line.getClientRects().length;
    return {text: text.data, first: at(0), last: at(text.length - 1), lines};
  });
  const answer = document.createElement("pre");
  answer.id = "answer";
  answer.textContent = JSON.stringify(found);
  document.body.append(answer);
});
</script>
"""


def test_the_full_stop_stands_at_the_end_of_each_line(tmp_path: Path) -> None:
    page = html.render(build(session(), now=NOW)).decode()
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    copy = tmp_path / "copy.html"
    copy.write_text(page.replace("</body>", f"{MEASURE}</body>"), "utf-8")
    answer = ANSWER.search(browse(copy, tmp_path / "profile", "--window-size=1200,900"))
    assert answer
    lines = [line for line in json.loads(unescape(answer.group(1))) if line and line["lines"] == 1]
    english = [line for line in lines if line["text"] == "Budget: 3 lines."]
    arabic = [line for line in lines if line["text"] == ARABIC]
    assert len(english) >= 3
    assert len(arabic) >= 3
    assert all(line["last"] > line["first"] for line in english), "no .Budget: 3 lines"
    assert all(line["last"] < line["first"] for line in arabic)
