"""Reports: one self-contained page made from a finished run folder, and from nothing else."""

from pathlib import Path


def build(run_folder: Path, lang: str = "en") -> Path:
    """Write report.html into a finished run folder and return its path."""
    from reports.page.assemble import build as build_page  # Plotly and Polars load only when a report is made

    return build_page(run_folder, lang)
