"""The site in a browser, opened from a disk: no request leaves it, nothing runs over, search finds."""

from pathlib import Path
from typing import Any

import pytest

from tests.browser.watched import BROWSER, Watched, grave
from tests.site import build

pytestmark = BROWSER
PAGES = ("index.html", "model/ai.html", "month.html", "results.html", "notebooks/one_month.html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site"))


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_nobody_and_fits(browser: Any, site: Path, page: str, width: int, scheme: str) -> None:
    seen = Watched(browser, site / page, width, scheme)
    assert seen.complaints == []
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
    seen.page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_a_chapter(browser: Any, site: Path, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    seen = Watched(browser, site / "model/pay.html", 1440, scheme)
    seen.open_details()
    assert grave(axe, seen.page) == []
    seen.page.close()


def test_search_finds_a_mechanism_without_a_server(browser: Any, site: Path) -> None:
    seen = Watched(browser, site / "index.html", 1440)
    seen.page.fill("input[name=query]", "reservation wage")
    seen.page.locator(".md-search-result__item").first.wait_for(timeout=20_000)
    assert seen.complaints == []
    seen.page.close()
