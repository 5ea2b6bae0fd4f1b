"""Pages packed together: they come back as they were, and what several have is paid for once."""

from pathlib import Path

import pytest

from reports.data.run import Run
from reports.page.assemble import body, packed, together, under_each_closure
from reports.text import Text
from simulator.core.closure import CLOSURES as NAMED
from simulator.experiment.plan import comparison_of
from tests.unit import fake_options
from tests.unit.report_page import packed_pages

CLOSURES = tuple(NAMED[one] for one in ("as_they_are", "nobody_reacts", "rate_at_floor"))


def unpacked(pages: dict[str, str]) -> dict[str, str]:
    names = " ".join(pages)
    return packed_pages(f'<script type="application/gzip" data-pages="{names}">{together(pages)}</script>')


@pytest.mark.parametrize("pages", [
    {"en-0": "one\ntwo\n\ntwo\n"},
    {"fr-0": "a\nb\nc", "fr-1": "a\nd\nc\n", "fr-2": ""},
    {"es-0": "é\r\n<&>", "es-1": "x\ty\u2028z"},
])  # fmt: skip
def test_pages_come_back_as_they_were(pages: dict[str, str]) -> None:
    assert unpacked(pages) == pages


def test_a_page_that_takes_over_what_was_found_says_what_one_read_afresh_says(tmp_path: Path) -> None:
    comparison = comparison_of(fake_options.OPTIONS, closures=CLOSURES[:2])
    folder = fake_options.run(tmp_path / "run", comparison).path
    text = Text("en")
    first, other = (body(one, text) for one in under_each_closure(Run(folder)))
    assert other != first
    assert other == body(Run(folder, closure=CLOSURES[1].label), text)


def test_a_page_under_a_further_closure_costs_a_fraction_of_the_first(tmp_path: Path) -> None:
    """Nine closures of five options in three languages were 9 MB where each page was packed apart."""
    comparison = comparison_of(fake_options.OPTIONS, closures=CLOSURES)
    run = Run(fake_options.run(tmp_path / "run", comparison).path)
    text = Text("en")
    pages = {f"en-{place}": body(one, text) for place, one in enumerate(under_each_closure(run))}
    assert len(set(pages.values())) == len(CLOSURES)
    apart = [len(packed(page)) for page in pages.values()]
    further = (len(together(pages)) - apart[0]) / sum(apart[1:])
    assert further < 0.5
