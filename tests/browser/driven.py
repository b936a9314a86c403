"""A browser that is driven as by a person: keys pressed one by one, over its own debugging pipe."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.test_axe import BROWSERS, QUIET

KEYS = {
    "Tab": (9, ""),
    "Enter": (13, "\r"),
    "Space": (32, " "),
    "ArrowDown": (40, ""),
}
"""Key → (its code, the text that it types)."""
_LONGEST = 30.0  # seconds for an answer


class Page:
    """A page that is open in the browser. `events` are all that it has said, the first one first."""

    def __init__(self, say: int, hear: int) -> None:
        self._say, self._hear, self._number, self._rest = say, hear, 0, b""
        self._session = ""
        self.events: list[dict[str, Any]] = []

    def open(self, path: Path, downloads: Path) -> None:
        """Open a file in a page of its own."""
        self.ask(
            "Browser.setDownloadBehavior", behavior="allow", downloadPath=str(downloads), eventsEnabled=True
        )
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.ask(f"{domain}.enable")
        self.ask("Page.navigate", url=path.as_uri())
        self.until("Page.loadEventFired")

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """What the browser answers to a command."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": params}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._say, json.dumps(command).encode() + b"\0")
        while True:
            message = self._next()
            if message.get("id") == self._number:
                assert "error" not in message, (method, message["error"])
                result: dict[str, Any] = message["result"]
                return result
            self.events.append(message)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            data = os.read(self._hear, 1 << 16)
            assert data, "the browser has ended"
            self._rest += data
        first, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(first)
        return message

    def until(self, method: str, **params: Any) -> dict[str, Any]:
        """Wait for an event with these parameters, also one that was there already; it is then gone."""
        ends = time.monotonic() + _LONGEST
        while time.monotonic() < ends:
            for event in self.events:
                told = event.get("params", {})
                if event.get("method") == method and params.items() <= told.items():
                    self.events.remove(event)
                    return told  # type: ignore[no-any-return]
            self.events.append(self._next())
        raise AssertionError(f"no {method}")

    def js(self, expression: str) -> Any:
        """The value of an expression in the page."""
        said = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in said, said
        return said["result"].get("value")

    def press(self, key: str, times: int = 1) -> None:
        """Press a key."""
        code, text = KEYS[key]
        for _ in range(times):
            named = {
                "key": text.strip() or key.replace("Space", " "),
                "code": key,
                "windowsVirtualKeyCode": code,
            }
            named["key"] = " " if key == "Space" else key
            down = "keyDown" if text else "rawKeyDown"
            self.ask("Input.dispatchKeyEvent", type=down, text=text, **named)
            self.ask("Input.dispatchKeyEvent", type="keyUp", **named)

    def type(self, text: str) -> None:
        """Type a text, a character a key."""
        for character in text:
            self.ask("Input.dispatchKeyEvent", type="char", text=character)

    def tab_to(self, selector: str) -> None:
        """Press Tab until what is in focus is this."""
        for _ in range(400):
            if self.js(f"document.activeElement.matches({json.dumps(selector)})"):
                return
            self.press("Tab")
        raise AssertionError(f"Tab does not lead to {selector}")


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """A browser for as long as the context lasts."""
    named = os.environ.get("CHROMIUM")
    program = named or next((found for name in BROWSERS if (found := shutil.which(name))), None)
    assert program, "no Chromium here; CHROMIUM names one"
    hears, say = os.pipe()
    hear, says = os.pipe()
    arguments = (*QUIET, f"--user-data-dir={profile}", "--remote-debugging-pipe")
    line = f'exec "$@" 3<&{hears} 4>&{says}'
    run = subprocess.Popen(
        ["bash", "-c", line, "browser", program, *arguments],
        pass_fds=(hears, says),
        stderr=subprocess.DEVNULL,
    )
    os.close(hears)
    os.close(says)
    try:
        yield Page(say, hear)
    finally:
        os.close(say)
        os.close(hear)
        run.terminate()
        run.wait(timeout=20)
