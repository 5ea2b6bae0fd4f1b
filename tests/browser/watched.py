"""A page of the report in headless Chromium, watched: what it says on its console, what it asks for."""

import shutil
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
OPEN = "(which) => document.querySelectorAll(which).forEach((node) => { node.open = true; })"
LOCAL = ("file:", "data:", "blob:")
BROWSER = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here (Debian: apt-get install chromium)")

AXE = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
"""What axe-core looks for."""


def grave(axe: Any, page: Any) -> list[str]:
    """Violations of level serious or above that axe-core finds on a page, each with its first places."""
    return [
        f"{one['impact']}: {one['help']}: {', '.join(str(node['target']) for node in one['nodes'][:5])}"
        for one in axe.run(page, options=AXE).response["violations"]
        if one["impact"] in ("serious", "critical")
    ]


class Watched:
    """A page with what it says on its console and what it asks the network for."""

    def __init__(self, browser: Any, report: Path, width: int, scheme: str = "light") -> None:
        self.page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.complaints: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._requested)
        self.page.goto(report.as_uri())

    def _requested(self, request: Any) -> None:
        if not request.url.startswith(LOCAL):
            self.complaints.append(f"request: {request.url}")

    def choose(self, lang: str) -> None:
        """Choose a language as a reader does, and wait until the page is in it."""
        self.page.locator(f'nav.languages a[lang="{lang}"]').click()
        self.reads(lang)

    def reads(self, lang: str) -> None:
        """Wait until the page is in a language."""
        self.page.wait_for_function(
            "(lang) => document.documentElement.lang === lang", arg=lang, timeout=10_000
        )
        self.page.locator(f"#page[lang={lang}]").wait_for()

    def unfold(self) -> None:
        """Unfold the parts of the page, and wait until what lay packed is there."""
        self.page.evaluate(OPEN, "details.later")
        self.page.wait_for_function(
            "[...document.querySelectorAll('details.later')].every((node) => node.children.length > 1)"
        )

    def open_details(self) -> None:
        """Unfold all that can be."""
        self.unfold()
        self.page.evaluate(OPEN, "details")

    def drawn(self) -> int:
        return int(self.page.locator('.plot[data-drawn="true"]').count())

    def draw_all(self) -> None:
        """Unfold the page and scroll to each figure in turn, as a reader does."""
        self.unfold()
        plots = self.page.locator(".plot")
        for index in range(plots.count()):
            plots.nth(index).scroll_into_view_if_needed()
            self.page.locator(f".plot >> nth={index}").and_(
                self.page.locator('[data-drawn="true"]')
            ).wait_for(timeout=10_000)
