"""What is published of AI's level, and the run's own beside it, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.text import Text, month_date
from simulator.findings.official import Published, level_of, published

if TYPE_CHECKING:
    from reports.data.run import Run

PERCENT = 100.0


def told(text: Text, one: Published) -> str:
    """Return a published share with what it is of, where and when."""
    when = one.when if "-" not in one.when else text.month(one.when, 0)
    return text("ai_level.published", what=text(f"ai_level.{one.what}"), published=_share(text, one.share),
                place=text.locale.territories[one.place], when=when, source=one.source)  # fmt: skip


def beside(run: Run, text: Text) -> list[str]:
    """Return a sentence for each published share that the run has one beside; none of other technologies."""
    from reports.story.others import is_ai

    if not is_ai(run, text):
        return []
    start, found = str(run.content["horizon"]["start"]), [(one, level_of(run, one)) for one in published()]
    return [
        text.sentence("ai_level.beside", row=told(text, one), ours=_share(text, own[1]),
                      month=text.month(start, own[0]) if "-" in one.when else month_date(start, own[0]).year)
        for one, own in found if own is not None
    ]  # fmt: skip


def _share(text: Text, share: float) -> str:
    return text.percent(text.significant(PERCENT * share, 2))
