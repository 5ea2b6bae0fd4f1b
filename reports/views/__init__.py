"""Views of `findings.parquet`: the page of a run and of a comparison; rows, words and charts alone."""

from reports.data.run import Run
from reports.text import Text
from reports.views.compare import ComparePage
from reports.views.parts import Answer
from reports.views.run import RunPage


def answer(run: Run, text: Text) -> Answer:
    """Return the first screen and the blocks below it."""
    return (ComparePage if run.comparison else RunPage)(run, text).answer()
