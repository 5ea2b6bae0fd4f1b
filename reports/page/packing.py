"""What a page does not show at once, packed: small, inert, the same bytes every time."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from itertools import pairwise, zip_longest

from markupsafe import Markup
from plotly.offline import get_plotlyjs


def packed(text: str) -> Markup:
    """Return a text as it stands in a script element: gzip in base 64."""
    return Markup(b64encode(gzip.compress(text.encode(), mtime=0)).decode("ascii"))


def together(pages: Mapping[str, str]) -> Markup:
    """Return pages of one language, packed as one: a line that several have is written once.

    First stands JSON: of which lines each page is made, as steps from one number to the next. Then come the
    lines, the first of every page, the second of every page and so on: those that differ in a few numbers are
    neighbours, as only near ones are packed well.
    """
    lines = {name: page.split("\n") for name, page in pages.items()}
    told = (line for row in zip_longest(*lines.values()) for line in row if line is not None)
    place = {line: number for number, line in enumerate(dict.fromkeys(told))}
    steps = {name: [place[after] - place.get(before, 0) for before, after in pairwise([None, *own])]
             for name, own in lines.items()}  # fmt: skip
    return packed("\n".join((json.dumps(steps, separators=(",", ":")), *place)))


@cache
def library() -> Markup:
    """Return plotly.js, packed: a third of its size."""
    return packed(get_plotlyjs())
