"""Views of `findings.parquet`: page, terminal and brief of a run and of a comparison."""

from reports.data.run import Run
from reports.text import Text
from reports.views.compare import ComparePage
from reports.views.run import RunPage


def page_of(run: Run, text: Text) -> RunPage | ComparePage:
    """Return what is told of a run or a comparison, in one language."""
    return ComparePage(run, text) if run.comparison else RunPage(run, text)
