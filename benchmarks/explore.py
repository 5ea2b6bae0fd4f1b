"""The explorer in a real browser: seconds to the first picture, and months a second.

    uv run python benchmarks/explore.py

Two ways of waiting are told apart: from the command on, which imports the model first, and from opening the
page on, where the server runs already. The opening state is in the cache, as after the first use.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.served import Explored, served
from tests.browser.watched import ARGUMENTS, CHROMIUM

PERSONS, REPEATS, SECONDS = 2_000, 3, 8.0
MOST, LEAST = 3.0, 5.0
SCENARIO = "esp/training_programme"


def main() -> None:
    """Print what was measured, beside what is asked for."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        _measured(browser, Path(folder))  # compiles and settles, where that was not done before
        found = [_measured(browser, Path(folder)) for _ in range(REPEATS)]
        browser.close()
    command, page, months = (
        min(one) if kind < 2 else max(one) for kind, one in enumerate(zip(*found, strict=True))
    )
    print(f"{PERSONS:,} persons and their twin, best of {REPEATS}")
    print(f"from the command to the first picture  {command:5.1f} s")
    print(f"from opening the page                  {page:5.1f} s  (at most {MOST:.0f})")
    print(f"months a second, drawn                 {months:5.1f}    (at least {LEAST:.0f})")


def _measured(browser: Browser, folder: Path) -> tuple[float, float, float]:
    """Seconds from the command and from the page on, and months a second."""
    began = time.perf_counter()
    with served(folder, SCENARIO, "--persons", str(PERSONS)) as address:
        Explored(browser, address).page.close()
        command = time.perf_counter() - began
        began = time.perf_counter()
        explored = Explored(browser, address)
        page = time.perf_counter() - began
        explored.press("Start")
        explored.wait_for_drawn(5)
        began, first = time.perf_counter(), len(explored.lines()["With AI, with the policy"])
        explored.page.wait_for_timeout(1000 * SECONDS)
        last, passed = len(explored.lines()["With AI, with the policy"]), time.perf_counter() - began
        explored.page.close()
    return command, page, (last - first) / passed


if __name__ == "__main__":
    main()
