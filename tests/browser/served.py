"""The explorer as a reader has it: `sim explore` in a process of its own, and its page in a browser."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PATIENCE = 180_000  # milliseconds: where nothing is compiled yet, that is done first
WATCH = """\
import sys
def heard(event, given):
    if event == "socket.getaddrinfo" and given[0] not in (None, "localhost", "127.0.0.1"):
        print("asked the network for", given[0], file=sys.stderr, flush=True)
sys.addaudithook(heard)
"""
"""Makes a process tell whom it looks for in the network, whatever library does it."""
QUIET = ("debug", "info", "log")
LATE = "was preloaded using link preload but not used within a few seconds"
"""What Chromium says of a page of Solara's where the machine is busy: it tells the time, not the page."""


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[str]:
    """The address of an explorer that is served from a folder until it is no longer needed."""
    command = [sys.executable, "-m", "simulator.cli.app", "explore", *arguments, "--port", "0", "--no-open"]
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    paths = os.pathsep.join((str(folder), str(Path(__file__).parents[2])))
    environment = {**os.environ, "PYTHONPATH": paths, "COLUMNS": "200"}
    with (folder / "said.txt").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        try:
            yield _address(process, folder / "said.txt")
        finally:
            process.terminate()
            code = process.wait(timeout=30)
        assert code == 128 + signal.SIGTERM, "it did not close what was open and end by itself"


def _address(process: subprocess.Popen[bytes], said: Path) -> str:
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE / 1000:
        text = said.read_text(encoding="utf-8")
        if "http://" in text:
            return "http://" + text.split("http://", 1)[1].split()[0]
        if process.poll() is not None:
            raise AssertionError(f"it ended: {text}")
        time.sleep(0.05)
    raise AssertionError("it says no address")


class Explored:
    """The page of an explorer: what it complains of, and what a reader does with it."""

    def __init__(self, browser: Any, address: str, width: int = 1440, scheme: str = "light") -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.complaints: list[str] = []
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url, address))
        self.page.on("response", self._answered)
        self.page.on("websocket", lambda socket: socket.on("framesent", self._told))
        self.page.goto(address, timeout=PATIENCE, wait_until="commit")
        self.wait_for_month("Jan 2025")

    def _said(self, message: Any) -> None:
        if message.type not in QUIET and LATE not in message.text:
            self.complaints.append(f"{message.type}: {message.text}")

    def _asked(self, url: str, address: str) -> None:
        if not url.startswith((address, address.replace("http", "ws"), "data:", "blob:")):
            self.complaints.append(f"request: {url}")

    def _answered(self, response: Any) -> None:
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def _told(self, frame: str | bytes) -> None:
        text = frame if isinstance(frame, str) else frame.decode("utf-8", "replace")
        if '"method":"update"' in text.replace(" ", ""):  # the server may be writing there at that moment
            self.complaints.append(f"the browser writes into the state of the server: {text[:300]}")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def choose(self, label: str, value: str) -> None:
        self.page.get_by_label(label, exact=True).select_option(value)

    @property
    def month(self) -> str:
        return str(self.page.locator(".explore-month").inner_text())

    def wait_for_month(self, month: str) -> None:
        """Wait until that month is told, and drawn."""
        self.page.locator(".explore-month", has_text=month).wait_for(timeout=PATIENCE)
        self.page.wait_for_function(
            "() => document.querySelectorAll('.explore-chart[data-drawn]').length === 5",
            timeout=PATIENCE,
        )

    def wait_for_drawn(self, count: int, figure: str = "unemployment") -> None:
        """Wait until a figure has at least so many months."""
        self.page.wait_for_function(
            "([figure, count]) => document.querySelector(`.explore-${figure} .explore-chart`)"
            ".data?.[0].x.length >= count", arg=[figure, count], timeout=PATIENCE,
        )  # fmt: skip

    def lines(self, figure: str = "unemployment") -> dict[str, list[float]]:
        """What is drawn in a figure: numbers of each line by its name."""
        drawn = self.page.evaluate(
            f"document.querySelector('.explore-{figure} .explore-chart').data.map((one) => [one.name, one.y])"
        )
        return dict(drawn)
