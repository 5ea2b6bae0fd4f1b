"""Whom a policy's courses reach: how many of the people in them AI had laid off."""

from __future__ import annotations

from collections.abc import Iterator

from reports.brief.numbers import asked_of
from reports.data.participants import laid_off, participants
from reports.data.run import Run
from reports.text import Text
from simulator.findings.effects import effect


def reached(run: Run, text: Text) -> Iterator[str]:
    """Give it of the policy of a run, where enough people in courses are traced."""
    asked = None if run.comparison else asked_of(run)
    item = effect(run, asked, "in_training") if asked else None
    if item is None or item.mean <= 0 or not item.excludes_zero():
        return
    if participants(run, item.contrast):
        yield text("brief.reached", share=laid_off(run, text, item.contrast))
