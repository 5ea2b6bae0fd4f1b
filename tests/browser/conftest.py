"""One browser and one report for all tests in this folder."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import reports
from tests.browser.watched import ARGUMENTS, CHROMIUM
from tests.fake_run import make_fake_run


@pytest.fixture(scope="package")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return reports.build(make_fake_run(tmp_path_factory.mktemp("browser") / "run", months=48, seeds=3), "all")


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
