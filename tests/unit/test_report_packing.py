"""Pages packed together: they come back as they were, and what several have is paid for once."""

import pytest

from reports.page.assemble import together
from tests.unit.report_page import packed_pages


def unpacked(pages: dict[str, str]) -> dict[str, str]:
    names = " ".join(pages)
    return packed_pages(f'<script type="application/gzip" data-pages="{names}">{together(pages)}</script>')


@pytest.mark.parametrize("pages", [
    {"en": "one\ntwo\n\ntwo\n"},
    {"fr": "a\nb\nc", "fr_CA": "a\nd\nc\n", "fr_BE": ""},
    {"es": "é\r\n<&>", "es_MX": "x\ty\u2028z"},
])  # fmt: skip
def test_pages_come_back_as_they_were(pages: dict[str, str]) -> None:
    assert unpacked(pages) == pages
