"""The summary and the guide in a real browser: axe finds no violation, and nothing is asked of a network.

`AXE_CORE` names the file `axe.min.js`; `CHROMIUM` may name the browser.
"""

from __future__ import annotations

import http.server
import json
import os
import re
import runpy
import shutil
import subprocess
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from sessions.outputs.write import write
from workshop import guide_page

pytestmark = pytest.mark.browser

EXAMPLE = runpy.run_path(str(Path(__file__).parents[1] / "golden" / "example.py"))
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *(
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions",
    ),
)
WIDTHS = (1200, 500)
"""A laptop, and about as narrow as a headless window goes."""
ANSWER = re.compile(r'<pre id="answer">(.*?)</pre>', re.DOTALL)
RUN_AXE = """
<script>
window.addEventListener("load", async () => {
  const result = await axe.run(document, {resultTypes: ["violations", "incomplete"]});
  const brief = one => ({id: one.id, help: one.help, nodes: one.nodes.map(node => node.html.slice(0, 200))});
  const answer = document.createElement("pre");
  answer.id = "answer";
  answer.textContent = JSON.stringify({
    violations: result.violations.map(brief), incomplete: result.incomplete.map(brief),
    passes: result.passes.length, version: axe.version, width: window.innerWidth,
    sideways: document.documentElement.scrollWidth > window.innerWidth,
  });
  document.body.append(answer);
});
</script>
"""
PROBES = """
<script>document.documentElement.dataset.script = "ran";</script>
<img src="{address}/image.png" alt="" onerror="document.documentElement.dataset.script = 'ran'">
<link rel="stylesheet" href="{address}/style.css">
<iframe src="{address}/frame"></iframe>
<object data="{address}/object"></object>
<script src="{address}/script.js"></script>
"""


def browse(page: Path, profile: Path, *options: str) -> str:
    """The page's DOM, as text, once its scripts have run."""
    named = os.environ.get("CHROMIUM")
    browser = named or next((found for name in BROWSERS if (found := shutil.which(name))), None)
    assert browser, "no Chromium here; CHROMIUM names one"
    run = subprocess.run(
        [browser, *QUIET, f"--user-data-dir={profile}", *options, "--dump-dom", page.as_uri()],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    return run.stdout


@pytest.fixture(params=["summary", "guide"])
def page(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The example's summary, or the guide, just as it is written."""
    if request.param == "summary":
        return write(EXAMPLE["session"](), tmp_path, ("html",), now=EXAMPLE["NOW"])[0]
    path = tmp_path / guide_page.FILE_NAME
    guide_page.write(path, {}, at="run")
    return path


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """(address of a local server, paths that were asked of it)."""
    paths: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Keep quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation(page: Path, tmp_path: Path, width: int) -> None:
    """In a copy without the policy, since axe is a script."""
    text = page.read_text("utf-8")
    open_copy, removed = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    assert removed == 1
    axe = Path(os.environ["AXE_CORE"]).read_text("utf-8").replace("</script", "<\\/script")
    copy = tmp_path / "copy.html"
    copy.write_text(open_copy.replace("</body>", f"<script>{axe}</script>{RUN_AXE}</body>"), "utf-8")
    seen = browse(copy, tmp_path / "profile", "--virtual-time-budget=20000", f"--window-size={width},900")
    found = ANSWER.search(seen)
    assert found, "axe did not answer"
    answer = json.loads(unescape(found.group(1)))
    assert answer["passes"] > 20
    assert answer["violations"] == []
    # it can't measure the contrast of text in a picture: tests/unit/test_summary_html.py does
    assert {check["id"] for check in answer["incomplete"]} <= {"color-contrast"}
    assert not answer["sideways"], "the page scrolls sideways"


def test_the_policy_holds_in_the_file_as_it_is(
    page: Path, tmp_path: Path, asked: tuple[str, list[str]]
) -> None:
    """With everything added that a note could hope for: nothing runs, nothing is asked for.

    The same without the policy, to see that these would have.
    """
    address, paths = asked
    text = page.read_text("utf-8").replace("</main>", PROBES.replace("{address}", address) + "</main>")
    probed = tmp_path / "probed.html"
    probed.write_text(text, "utf-8")
    seen = browse(probed, tmp_path / "profile", "--virtual-time-budget=3000")
    assert 'data-script="ran"' not in seen
    assert paths == []

    probed.write_text(re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text), "utf-8")
    seen = browse(probed, tmp_path / "profile", "--virtual-time-budget=3000")
    assert 'data-script="ran"' in seen
    assert {"/image.png", "/style.css", "/script.js"} <= set(paths)


def test_its_own_style_is_let_in(page: Path, tmp_path: Path) -> None:
    """The hash in the policy fits the style sheet: a browser that refused it would say so on its console."""
    log = tmp_path / "log"
    browse(page, tmp_path / "profile", "--enable-logging", f"--log-file={log}", "--v=0")
    assert "Content Security Policy" not in log.read_text("utf-8", errors="replace")
    broken = page.read_text("utf-8").replace(":root {", ":root  {")
    page.write_text(broken, "utf-8")
    browse(page, tmp_path / "profile", "--enable-logging", f"--log-file={log}", "--v=0")
    assert "Content Security Policy" in log.read_text("utf-8", errors="replace")
