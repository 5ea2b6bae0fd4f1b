"""Mesa's own page of the economy in a real browser: plots, a step, a slider over a policy, reset.

Needs the extra [mesa], which cannot stand beside the group dev: `.ci/run` has an environment for it.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from tests.browser.watched import BROWSER

pytest.importorskip("altair", reason="the extra [mesa] is not installed")
pytestmark = [BROWSER, pytest.mark.skipif(not version("ipyvue").startswith("1."), reason="no extra [mesa]")]
ROOT = Path(__file__).resolve().parents[2]
DRAWN = "[...document.querySelectorAll('img')].filter((one) => one.naturalWidth).map((one) => one.src)"

PICTURE = "fetch(document.querySelector('img').src).then((got) => got.bytes()).then((got) => got.join())"


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["solara", "run", str(ROOT / "docs/tutorial/mesa_page.py"), "--port", str(port)]
    with (tmp_path / "said.txt").open("w+", encoding="utf-8") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", *command, "--host", "127.0.0.1", "--no-open", "--production"],
            cwd=ROOT, stdout=said, stderr=said,
        )  # fmt: skip
        try:
            until = time.monotonic() + 300  # where nothing is compiled yet, that is done first
            while process.poll() is None and time.monotonic() < until:
                with socket.socket() as one:
                    if one.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.2)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(timeout=30)


def test_solara_viz_steps_moves_a_policy_and_starts_again(browser: Any, address: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    wrong, asked = list[str](), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, timeout=300_000)

    def drawn(before: list[str]) -> list[str]:
        """Wait for two plots that are others than before."""
        page.wait_for_function(
            f"(before) => {{ const now = {DRAWN}; "
            "return now.length === 2 && now.every((one) => !before.includes(one)); }",
            arg=before, timeout=180_000,
        )  # fmt: skip
        return list(page.evaluate(DRAWN))

    first = drawn([])
    page.get_by_role("button", name="Step", exact=True).click()
    page.get_by_text("Time: 1.0").wait_for()
    second = drawn(first)
    few = page.evaluate(PICTURE)
    slider = page.get_by_role("slider").last
    slider.focus()
    slider.press("End")
    page.get_by_role("button", name="Reset", exact=True).click()
    page.get_by_text("Time: 0").wait_for(timeout=60_000)
    third = drawn(second)
    page.get_by_role("button", name="Step", exact=True).click()
    page.get_by_text("Time: 1.0").wait_for()
    drawn(third)
    assert page.evaluate(PICTURE) != few  # who is in a course is not unemployed
    assert wrong == []
    assert all(url.startswith((address, "data:", "blob:")) for url in asked)
    page.close()
