"""Income tax of a country: from law, or fitted to published wedges with the law's tail above them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from calibration.data.sources import oecd


def parts(iso3: str, data: Path, given: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The schedule as the inputs give it, from law; else fitted to wedges, with the law's tail above them."""
    if "income_tax" in given:
        return [given["income_tax"]]
    tail = given["income_tax_tail"]
    passing = tuple(tail.get("without_levels", (0.0, 0.0)))
    due = given.get("employee_contributions", {}).get("steps", ())
    fitted = [b for b in oecd.income_tax_brackets(data, iso3, passing, due) if b[0] < tail["steps"][0][0]]
    return [{**tail, "status": "estimated", "source": oecd.WEDGE, "steps": fitted}, tail]
