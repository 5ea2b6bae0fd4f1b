"""The project's evidence tables: country values from the literature, and calibration targets."""

import csv
from dataclasses import dataclass
from pathlib import Path

from calibration.data.sources import extract


@dataclass(frozen=True)
class Evidence:
    """One cell: its text, year, source, provenance ('read: …', 'recalled, …', 'derived') and note."""

    text: str
    year: str
    unit: str
    source: str
    provenance: str
    note: str

    @property
    def status(self) -> str:
        """Parameter status that the provenance allows."""
        return {"read": "observed", "derived": "estimated"}.get(self.provenance[:7].split(":")[0], "assumed")


def country_values(evidence: Path, iso3: str) -> dict[str, Evidence]:
    """Evidence of a country by variable name. A note about another country is left out."""
    return _cells(evidence, "country_values.csv", iso3)


def national_accounts(evidence: Path, iso3: str) -> dict[str, Evidence]:
    """GDP, compensation of employees, social spending by function; nothing for a country without a row."""
    return _cells(evidence, "national_accounts_2024.csv", iso3)


def _cells(evidence: Path, name: str, iso3: str) -> dict[str, Evidence]:
    with extract(evidence, name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    others = {row["iso3"] for row in rows} - {iso3}
    own = [row for row in rows if row["iso3"] == iso3]
    notes = [row["note"] or "" for row in own]
    return {
        row["variable"]: Evidence(
            row["value"],
            row["year"],
            row["unit"],
            row["source"],
            row["provenance"],
            "" if any(code in note for code in others) else note,
        )
        for row, note in zip(own, notes, strict=True)
    }


def targets(evidence: Path) -> dict[str, str]:
    """Value, as text, of each calibration target by id."""
    with extract(evidence, "calibration_targets.csv").open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["value"] for row in csv.DictReader(file)}
