"""OEWS by ISCO-08: United States employees and wages by 4-digit occupation, through the SOC crosswalks."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from calibration.data.codes import OCCUPATIONS, SECTOR_OF_NAICS
from calibration.data.sources import bls, extract

NATIONAL = "bls_oews_may2025_national.csv"
BY_SECTOR = "bls_oews_may2025_sector_by_occupation.csv.gz"
YEAR = 2025
HOURS_A_YEAR = 2080
"""Hours by which OEWS turns an hourly wage into an annual one."""
SUBSISTENCE = "63"
GOVERNMENT = "99-100"
"""Federal, state and local government without schools, hospitals and the Postal Service."""


def neighbours(soc: str, known: Iterable[str]) -> list[str]:
    """Known codes that share the longest beginning with a SOC code, at least four characters ("25-9")."""
    codes = list(known)
    for end in range(len(soc), 3, -1):
        if found := [code for code in codes if code.startswith(soc[:end])]:
            return found
    return []


@dataclass(frozen=True)
class Crosswalk:
    """Links of SOC codes to ISCO 4-digit codes, in equal parts where there are several."""

    links: Mapping[str, list[str]]

    def shares(self, soc: str) -> dict[str, float]:
        """Shares of a SOC code in ISCO 4-digit codes; a code without links takes those of its neighbours."""
        usable = {
            key: kept
            for key, found in self.links.items()
            if (kept := [c for c in found if c[:2] in OCCUPATIONS and c[:2] != SUBSISTENCE])
        }
        codes = [code for key in neighbours(soc, usable) for code in usable[key]]
        return {code: codes.count(code) / len(codes) for code in sorted(set(codes))}

    def occupation_shares(self, soc: str) -> dict[str, float]:
        """The same, in the 40 occupations; nothing for the armed forces."""
        result: dict[str, float] = {}
        for code, share in self.shares(soc).items():
            result[code[:2]] = result.get(code[:2], 0.0) + share
        return result


def wages(data: Path) -> dict[str, tuple[float, float]]:
    """Employees and mean hourly wage (USD) by ISCO 4-digit code, all sectors."""
    crosswalk = Crosswalk(bls.isco_of_soc2018(data))
    jobs: dict[str, float] = {}
    bill: dict[str, float] = {}
    for soc, employed, annual in _detailed(data, NATIONAL, "soc", "employment", "annual_mean_wage"):
        for code, share in crosswalk.shares(soc).items():
            jobs[code] = jobs.get(code, 0.0) + employed * share
            bill[code] = bill.get(code, 0.0) + employed * share * annual / HOURS_A_YEAR
    return {code: (jobs[code], bill[code] / jobs[code]) for code in sorted(jobs)}


def employees(data: Path) -> dict[tuple[str, str], float]:
    """Employees by sector and ISCO 4-digit code."""
    crosswalk = Crosswalk(bls.isco_of_soc2018(data))
    jobs: dict[tuple[str, str], float] = {}
    for industry, soc, employed in _detailed(data, BY_SECTOR, "industry_code", "soc", "employment"):
        if "--" not in str(industry) and industry != GOVERNMENT:
            continue
        sector = SECTOR_OF_NAICS[str(industry)[:2]]
        for code, share in crosswalk.shares(soc).items():
            jobs[sector, code] = jobs.get((sector, code), 0.0) + employed * share
    return jobs


def exposure(data: Path, scores: Mapping[str, float]) -> dict[str, float]:
    """Mean of a score by SOC code over the employees of each of the 40 occupations that has any."""
    crosswalk = Crosswalk(bls.isco_of_soc2018(data))
    jobs: dict[str, float] = {}
    total: dict[str, float] = {}
    for soc, employed in _detailed(data, NATIONAL, "soc", "employment"):
        found = [scores[code] for code in neighbours(soc, scores)]
        for occupation, share in crosswalk.occupation_shares(soc).items() if found else ():
            jobs[occupation] = jobs.get(occupation, 0.0) + employed * share
            total[occupation] = total.get(occupation, 0.0) + employed * share * sum(found) / len(found)
    return {occupation: total[occupation] / jobs[occupation] for occupation in sorted(jobs)}


def mean_annual_wage(data: Path) -> float:
    """Mean annual wage of all employees (USD): hourly wage times 2 080, so as if all worked full time."""
    table = pl.read_csv(extract(data, NATIONAL), infer_schema_length=None)
    return float(table.filter(pl.col("soc") == "00-0000")["annual_mean_wage"][0])


def _detailed(data: Path, name: str, *columns: str) -> Iterator[tuple[Any, ...]]:
    table = pl.read_csv(extract(data, name), infer_schema_length=None).filter(pl.col("display_level") == 3)
    return table.select(*columns).drop_nulls().iter_rows()
