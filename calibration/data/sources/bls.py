"""US Bureau of Labor Statistics: OEWS employment and wages, and the ISCO-08 to SOC crosswalks."""

import json
from pathlib import Path

import polars as pl

from calibration.data.codes import OCCUPATIONS, SECTOR_OF_NAICS
from calibration.data.sources import extract

SOURCE = "bls-oews"


def isco_of_soc2010(data: Path) -> dict[str, list[str]]:
    """ISCO-08 4-digit codes of each SOC 2010 code; needs the `fastexcel` reader (an .xls file)."""
    try:
        sheet = pl.read_excel(extract(data, "isco08_soc2010_crosswalk.xls"), sheet_id=1, has_header=False)
    except ModuleNotFoundError as missing:
        raise ModuleNotFoundError(
            "reading the crosswalk needs fastexcel: uv run --with fastexcel …"
        ) from missing
    links: dict[str, list[str]] = {}
    for isco, soc in sheet.select("column_0", "column_3").iter_rows():
        if isco and soc and str(isco).strip().isdigit():
            links.setdefault(str(soc).strip(), []).append(str(isco).strip().zfill(4))
    return links


def isco_of_soc2018(data: Path) -> dict[str, list[str]]:
    """The same for SOC 2018, through the 2010 codes that became it."""
    older = isco_of_soc2010(data)
    crosswalk = json.loads(extract(data, "soc2010_to_soc2018.json").read_text())
    pairs = [(old, [new]) for old, new in crosswalk["one_to_one"].items()] + list(
        crosswalk["ambiguous"].items()
    )
    links: dict[str, list[str]] = {}
    for old, news in pairs:
        for new in news:
            links.setdefault(new, []).extend(older.get(old, []))
    return {soc: sorted(set(codes)) for soc, codes in links.items() if codes}


def occupation_shares(links: dict[str, list[str]], soc: str) -> dict[str, float]:
    """Shares of a SOC code in the 40 occupations: equal parts over its ISCO 4-digit links.

    A broad or combined code (ending in 0 or X) takes the links of the detailed codes below it.
    """
    stem = soc if soc in links else soc.rstrip("0X")
    codes = [isco for key, found in links.items() if key.startswith(stem) for isco in found]
    kept = [c[:2] for c in codes if c[:2] in OCCUPATIONS]
    return {o: kept.count(o) / len(kept) for o in set(kept)}


def wages_by_occupation(data: Path) -> dict[str, tuple[float, float]]:
    """Employment and employment-weighted mean hourly wage (USD) of each of the 40 occupations found."""
    links = isco_of_soc2018(data)
    table = _detailed(pl.read_csv(extract(data, "bls_oews_may2025_national.csv"), infer_schema_length=None))
    jobs: dict[str, float] = {}
    bill: dict[str, float] = {}
    for soc, employed, annual in table.select("soc", "employment", "annual_mean_wage").iter_rows():
        if employed is None or annual is None:
            continue
        for occupation, share in occupation_shares(links, soc).items():
            jobs[occupation] = jobs.get(occupation, 0.0) + employed * share
            bill[occupation] = bill.get(occupation, 0.0) + employed * share * annual / 2080
    return {o: (jobs[o], bill[o] / jobs[o]) for o in jobs}


def jobs_by_sector_and_occupation(data: Path) -> dict[tuple[str, str], float]:
    """Employees by (sector, occupation): a prior for where occupations work."""
    links = isco_of_soc2018(data)
    table = _detailed(
        pl.read_csv(extract(data, "bls_oews_may2025_sector_by_occupation.csv.gz"), infer_schema_length=None)
    )
    jobs: dict[tuple[str, str], float] = {}
    for industry, soc, employed in table.select("industry_code", "soc", "employment").iter_rows():
        sector = (
            SECTOR_OF_NAICS.get(str(industry)[:2]) if "--" in str(industry) or industry == "99-100" else None
        )
        if sector is None or employed is None:
            continue
        for occupation, share in occupation_shares(links, soc).items():
            jobs[sector, occupation] = jobs.get((sector, occupation), 0.0) + employed * share
    return jobs


def _detailed(table: pl.DataFrame) -> pl.DataFrame:
    return table.filter(pl.col("display_level") == 3)
