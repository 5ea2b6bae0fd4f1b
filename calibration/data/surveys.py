"""Surveys of jobs by sector and occupation: counts, wages, moves, exposure to AI.

Nothing here knows the model.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from calibration.data.occupations import CODES, OCCUPATIONS, SECTOR_OF_NAICS, SECTOR_OF_SECTION, SECTORS
from calibration.data.sources import EARNINGS, OECD_LABOUR, Extract, called
from simulator.core.errors import InputError

Array = NDArray[np.float64]
Shares = Callable[[str], dict[str, float]]
"""From a code of one classification to shares in the codes of another."""
EUROSTAT = Extract("eurostat-lfs", "eurostat_lfsa_eisn2_employment_isco1_nace1_2023_2024.csv")
BY_OCCUPATION = Extract("ilostat-occupations", "ilostat_employment_isco08_2digit_selected.csv", text=True)
BY_MAJOR_GROUP = Extract("ilo-modelled-occupations", "ilo_modelled_employment_isco08_1digit_BRA_MEX_ZAF.csv")
OEWS = Extract("bls-oews", "bls_oews_may2025_national.csv")
OEWS_BY_SECTOR = Extract("bls-oews", "bls_oews_may2025_sector_by_occupation.csv.gz")
CROSSWALK = Extract("bls-oews", "isco08_soc2010_crosswalk.xls")
SOC_CROSSWALK = Extract("bls-oews", "soc2010_to_soc2018.json")
MOVES = Extract("cps-asec-mobility", "us_occupational_mobility_cps_asec_edges.csv")
US_MONTHS = Extract("us-cps-monthly", "us_unemployment_vacancies_monthly_1951_2019.csv")
EXPOSURE = Extract("ilo-genai-2025", "ilo_genai_exposure_isco08_4digit_2025.csv")


def summed[Key](parts: Iterable[tuple[Key, float]]) -> dict[Key, float]:
    """Sums by key, added in the order given."""
    found: dict[Key, float] = {}
    for key, part in parts:
        found[key] = found.get(key, 0.0) + part
    return found


# ---- Eurostat, ILO, OECD: employment and earnings ----------------------------------------------------

HALF_THRESHOLD = 0.5
"""Thousand persons put in a cell suppressed in both years: half the smallest value published."""
MAJOR_GROUPS = re.compile(
    "(Armed)|(Manag)|(Profess)|(Techn)|(Cleric)|(Service)|(Skilled)|(Craft)|(Plant)|(Elementary)"
)
"""How the titles of ISCO-08 major groups start, from 0 to 9."""
SECTIONS = re.compile(
    "(Agriculture)|(Mining)|(Manufacturing)|(Electricity)|(Water)|(Construction)|(Wholesale)|(Transportation)|"
    "(Accommodation)|(Information)|(Financial)|(Real estate)|(Professional)|(Administrative)|(Public)|"
    "(Education)|(Human health)|(Arts)|(Other service)|(Activities of h)|(Activities of ext)"
)
"""How the titles of NACE sections start, from A to U."""


def eurostat_employment(data: Path, iso3: str) -> dict[tuple[str, int], float]:
    """Thousand employed by sector and major group (0: armed forces), Labour Force Survey lfsa_eisn2.

    A cell is the last year's value, else the year before's, else half the publication threshold.
    Cells of the armed forces outside public administration are taken as empty.
    """

    def place(titles: re.Pattern[str], title: str) -> int:
        found = titles.match(title)
        return -1 if found is None else (found.lastindex or 0) - 1

    cells = EUROSTAT.table(data, geo=called(iso3))
    sections = [chr(ord("A") + place(SECTIONS, title)) for title in cells["nace_r2"]]
    groups = [place(MAJOR_GROUPS, title) for title in cells["isco08"]]
    cells = cells.with_columns(pl.Series("section", sections), pl.Series("isco1", groups))
    wide = cells.pivot(on="year", index=["section", "isco1"], values="thousand_persons")
    before, last = sorted(name for name in wide.columns if name.isdigit())[-2:]
    soldiers = (pl.col("isco1") == 0) & (pl.col("section") != "O")
    filled = pl.coalesce(last, before, pl.when(soldiers).then(0.0).otherwise(HALF_THRESHOLD))
    rows = wide.sort("section").select("section", "isco1", filled).iter_rows()
    return summed(((SECTOR_OF_SECTION[section], group), thousand) for section, group, thousand in rows)


def employment_by_sector(data: Path, iso3: str) -> dict[str, float]:
    """Thousand employed by group of sections, last year before the pandemic (OECD)."""
    rows = OECD_LABOUR.table(data, iso3c=iso3).filter(pl.col("year") <= 2019)
    row = rows.drop_nulls("empA").sort("year").row(-1, named=True)
    jobs = dict.fromkeys(SECTORS, 0.0)
    for section, sector in SECTOR_OF_SECTION.items():
        jobs[sector] += row[f"emp{section}"] or 0.0
    return jobs


def relative_earnings(data: Path, iso3: str) -> tuple[dict[int, float], int]:
    """Hourly earnings of major groups 1-9 over the mean of all, and the year: the latest complete one."""
    columns = {group: f"hourearn_isco08_{group}" for group in range(1, 10)}
    full = EARNINGS.table(data, iso3c=iso3).drop_nulls(["hourearn_isco08_total", *columns.values()])
    if full.is_empty():
        raise ValueError(f"{iso3}: no year has earnings for all nine major groups")
    row = full.sort("year").row(-1, named=True)
    return {g: row[name] / row["hourearn_isco08_total"] for g, name in columns.items()}, int(row["year"])


def employment_by_occupation(data: Path, iso3: str) -> tuple[dict[str, float], int]:
    """Thousand employed by ISCO-08 2-digit code, and the year; the unclassified are left out."""
    table = BY_OCCUPATION.table(data, ref_area=iso3, sex="T").filter(pl.col("isco08_2d").is_in(CODES))
    rows = table.select("isco08_2d", "employment_thousands").iter_rows()
    return {code: float(number) for code, number in rows}, int(table["year"][0])


def employment_by_major_group(data: Path, iso3: str, year: int) -> dict[str, float]:
    """Thousand employed by major group, "6+9" for farmers and elementary workers together (modelled)."""
    table = BY_MAJOR_GROUP.table(data, ref_area=iso3, sex="T", year=year)
    rows = table.select("isco08_major", "employment_thousands").iter_rows()
    return {str(group): float(number) for group, number in rows if group != "TOTAL"}


# ---- Nesta, Mapping Career Causeways: 3-digit occupations and moves that skills allow ----------------

NESTA = "nesta-causeways"
NESTA_YEAR = "2018"
PREFIX = {"FRA": "fra", "ITA": "ita", "GBR": "uk"}
"""Countries that have files, and how these begin."""


def employment_by_minor_group(data: Path, countries: Sequence[str]) -> dict[str, float]:
    """Thousand employed by ISCO-08 3-digit code, summed over `countries` of `PREFIX`."""
    files = (f"nesta/{PREFIX[iso3]}_breakdown_by_isco_w_risk.csv" for iso3 in countries)
    tables = (Extract(NESTA, file, text=True).table(data).select("isco_code", NESTA_YEAR) for file in files)
    rows = (row for table in tables for row in table.iter_rows())
    return summed((code, 0.0 if value in (None, "x", "") else float(value)) for code, value in rows)


def education_of_employed(data: Path, iso3: str) -> dict[str, float]:
    """Shares of employment with low, medium and high education (ISCED 0-2, 3-4, 5-8)."""
    table = Extract(NESTA, f"nesta/{PREFIX[iso3]}_combined_breakdown_k_hatlev1d.csv").table(data)
    held = {
        level: sum(table.filter(HATLEV1D=code)[NESTA_YEAR].to_list())
        for level, code in (("low", "L"), ("medium", "M"), ("high", "H"))
    }
    return {level: number / sum(held.values()) for level, number in held.items()}


def transition_shares(data: Path, minor_weights: Mapping[str, float]) -> Array:
    """Share of viable moves from occupation i that end in j, [40, 40], rows sum to 1.

    Occupation → sub-sector of skills → sub-sector → occupation. ESCO occupations carry the employment of
    their 3-digit group in equal parts. A row is NaN where ESCO has no occupation (subsistence farmers).
    """
    names, between = _between_subsectors(data)
    members = Extract(NESTA, "nesta/mcc_skills_based_sectors_All_ESCO.csv", text=True).table(data)
    codes = members["isco_code"].str.zfill(4).to_list()
    groups = [code[:3] for code in codes]
    mass = np.zeros((len(CODES), len(names)))
    for code, group, subsector in zip(codes, groups, members["sub_sector"].str.strip_chars(), strict=True):
        if code[:2] in OCCUPATIONS and subsector in names:
            weight = max(minor_weights.get(group, 0.0), 1e-3) / groups.count(group)
            mass[CODES.index(code[:2]), names.index(subsector)] += weight
    with np.errstate(invalid="ignore"):
        profile = mass / mass.sum(axis=1, keepdims=True)
        holders = mass / mass.sum(axis=0, keepdims=True)
    return np.asarray(profile @ between @ np.nan_to_num(holders).T)


def _between_subsectors(data: Path) -> tuple[list[str], Array]:
    """Moves between sub-sectors, rows that sum to 1. Nesta reports those out of risky sub-sectors only.

    The others stay with the mean diagonal of the reported ones and leave in proportion to their inflow.
    """
    path = Extract(NESTA, "nesta/mcc_transitions_Matrix_subsectors.csv").path(data)
    table = pl.read_csv(path, encoding="utf8-lossy")
    columns = [name.strip() for name in table.columns[1:]]
    rows = [str(name).strip() for name in table.get_column(table.columns[0])]
    moves = table.select(table.columns[1:]).to_numpy().astype(float)[[rows.index(name) for name in columns]]
    reported = moves.sum(axis=1) > 0
    stay = np.mean(np.diag(moves)[reported])
    filled = moves.copy()
    for row in np.flatnonzero(~reported):
        inflow = moves[:, row]
        filled[row] = (1 - stay) * inflow / max(inflow.sum(), 1e-300)
        filled[row, row] = stay
    return columns, np.asarray(filled / filled.sum(axis=1, keepdims=True))


# ---- United States: OEWS through the SOC crosswalks, the Current Population Survey -------------------

OEWS_YEAR = 2025
HOURS_A_YEAR = 2080
"""Hours by which OEWS turns an hourly wage into an annual one."""
SUBSISTENCE = "63"
GOVERNMENT = "99-100"
"""Federal, state and local government without schools, hospitals and the Postal Service."""


@cache
def isco_of_soc2010(data: Path) -> dict[str, list[str]]:
    """ISCO-08 4-digit codes of each SOC 2010 code; needs the `fastexcel` reader (an .xls file)."""
    try:
        sheet = pl.read_excel(CROSSWALK.path(data), sheet_id=1, has_header=False)
    except ModuleNotFoundError as missing:
        remedy = (
            "make profile brings it; else start with: uv run --with fastexcel python -m calibration.study"
        )
        raise InputError(f"the package fastexcel is missing: {remedy}", where=CROSSWALK.file) from missing
    links: dict[str, list[str]] = {}
    for isco, soc in sheet.select("column_0", "column_3").iter_rows():
        if isco and soc and str(isco).strip().isdigit():
            links.setdefault(str(soc).strip(), []).append(str(isco).strip().zfill(4))
    return links


def soc2018_of_soc2010(data: Path) -> dict[str, list[str]]:
    """SOC 2018 codes that each SOC 2010 code became."""
    crosswalk = json.loads(SOC_CROSSWALK.path(data).read_text())
    return {old: [new] for old, new in crosswalk["one_to_one"].items()} | dict(crosswalk["ambiguous"])


@cache
def isco_of_soc2018(data: Path) -> dict[str, list[str]]:
    """ISCO-08 4-digit codes of each SOC 2018 code, through the 2010 codes that became it."""
    older = isco_of_soc2010(data)
    links: dict[str, list[str]] = {}
    for old, news in soc2018_of_soc2010(data).items():
        for new in news:
            links.setdefault(new, []).extend(older.get(old, []))
    return {soc: sorted(set(codes)) for soc, codes in links.items() if codes}


def lent_shares(links: Mapping[str, list[str]]) -> Shares:
    """Shares of a SOC code in the 40 occupations, where the survey stands for other countries.

    Equal parts over its ISCO 4-digit links; a broad or combined code (ending in 0 or X) takes the links of
    the detailed codes below it.
    """

    def shares(soc: str) -> dict[str, float]:
        stem = soc if soc in links else soc.rstrip("0X")
        codes = [isco for key, found in links.items() if key.startswith(stem) for isco in found]
        kept = [c[:2] for c in codes if c[:2] in OCCUPATIONS]
        return {o: kept.count(o) / len(kept) for o in set(kept)}

    return shares


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
        return summed((code[:2], share) for code, share in self.shares(soc).items())


def oews_wages(data: Path, shares: Shares) -> dict[str, tuple[float, float]]:
    """Employees and mean hourly wage (USD) by the codes that `shares` of a SOC code are in, all sectors."""
    rows = _detailed(data, OEWS, "soc", "employment", "annual_mean_wage")
    cells = [(code, held * share, paid) for soc, held, paid in rows for code, share in shares(soc).items()]
    jobs = summed((code, held) for code, held, _ in cells)
    bill = summed((code, held * paid / HOURS_A_YEAR) for code, held, paid in cells)
    return {code: (jobs[code], bill[code] / jobs[code]) for code in sorted(jobs)}


def oews_employees(data: Path, shares: Shares) -> dict[tuple[str, str], float]:
    """Employees by sector and by the codes that `shares` of a SOC code are in."""
    rows = (
        (SECTOR_OF_NAICS[str(industry)[:2]], soc, employed)
        for industry, soc, employed in _detailed(data, OEWS_BY_SECTOR, "industry_code", "soc", "employment")
        if str(industry)[:2] in SECTOR_OF_NAICS and ("--" in str(industry) or industry == GOVERNMENT)
    )
    return summed(
        ((sector, code), employed * share)
        for sector, soc, employed in rows
        for code, share in shares(soc).items()
    )


def _detailed(data: Path, extract: Extract, *columns: str) -> Iterator[tuple[Any, ...]]:
    return extract.table(data, display_level=3).select(*columns).drop_nulls().iter_rows()


def yearly_moves(data: Path, shares: Shares) -> Array:
    """Persons who were in occupation i a year ago and are in j now, [40, 40] (CPS, del Rio-Chanona et al.).

    `shares` of a SOC 2010 code in the 40 occupations. A stayer of a SOC code that maps to several occupations
    stays in the same one; movers spread over the occupations of their new code. Rows are zero where no SOC
    code maps (subsistence farmers).
    """
    edges = MOVES.table(data)
    codes = sorted(set(edges["OCC_source"]))
    place = {code: k for k, code in enumerate(codes)}
    held = np.zeros((len(codes), len(CODES)))
    for code in codes:
        for occupation, share in shares(code).items():
            held[place[code], CODES.index(occupation)] = share
    flow = np.zeros((len(codes), len(codes)))
    columns = ("OCC_source", "OCC_target", "transition_prob_BLS_ASECnorm_corr", "TOT_EMP_OCCLY")
    for source, target, probability, employed in edges.select(columns).iter_rows():
        if target in place:
            flow[place[source], place[target]] = probability * employed
    stayers = np.diag(flow)
    moves = held.T @ (flow - np.diag(stayers)) @ held
    return np.asarray(moves + np.diag(held.T @ stayers))


FLOW_UNITS = {"unemployment_rate": "share of labour force", "job_finding_rate": "per month",
              "separation_rate": "per month", "vacancy_rate": "share of posts"}  # fmt: skip


def us_flows(data: Path) -> dict[str, dict[int, float]]:
    """Means of the months of each year since 2001, by variable (names of `FLOW_UNITS`) and year.

    By Shimer's method: finding f = 1 - (u' - u'_short) / u, with u' next month's unemployed and u'_short
    those of them out of work for less than five weeks; separation s = u'_short / (e (1 - f/2)), which counts
    people who lose a job and find one within the month. Vacancies are a survey's (JOLTS) from 2001 on, before
    them an index of advertisements.
    """
    columns = ["year", "month", "rate", "unemployed", "short", "force", "vacancies", "index"]
    path = US_MONTHS.path(data)
    months = pl.read_csv(path, skip_rows=2, has_header=False, new_columns=columns, infer_schema_length=None)
    kept = months.filter(pl.col("year") >= 2001).select("year", *columns[3:7])
    year, unemployed, short, force, vacancies = kept.to_numpy().astype(float).T
    later, short, now = unemployed[1:], short[1:], unemployed[:-1]
    employed, posts = (force - unemployed)[:-1], vacancies[:-1]
    finding = 1.0 - (later - short) / now
    found = (
        now / force[:-1],
        finding,
        short / (employed * (1.0 - finding / 2.0)),
        posts / (employed + posts),
    )
    return {
        name: {int(one): fmean(rates[year[:-1] == one]) for one in sorted(set(year[:-1]))}
        for name, rates in zip(FLOW_UNITS, found, strict=True)
    }


# ---- exposure to AI ----------------------------------------------------------------------------------


def exposure(data: Path) -> pl.DataFrame:
    """The ILO's (Gmyrek et al. 2025): columns isco4, mean, spread (over tasks), gradient."""
    code = pl.col("ISCO_08").cast(pl.String).str.zfill(4).alias("isco4")
    return EXPOSURE.table(data).select(code, mean="mean25", spread="sd25", gradient="pot")


@dataclass(frozen=True)
class Measure(Extract):
    """Scores of occupations by another measure of exposure to AI: columns of SOC 2018 codes and of scores."""

    year: int = 0
    unit: str = ""
    code: str = ""
    score: str = ""

    def by_occupation(self, data: Path) -> dict[str, float]:
        """Mean score over the United States employees of each of the 40 occupations that has any.

        O*NET occupations count once in the mean of their SOC code.
        """
        given: dict[str, list[float]] = {}
        for code, score in self.table(data).select(self.code, self.score).iter_rows():
            given.setdefault(code[:7], []).append(score)
        scores = {soc: sum(found) / len(found) for soc, found in given.items()}
        crosswalk = Crosswalk(isco_of_soc2018(data))
        cells = [
            (occupation, employed * share, found)
            for soc, employed in _detailed(data, OEWS, "soc", "employment")
            if (found := [scores[code] for code in neighbours(soc, scores)])
            for occupation, share in crosswalk.occupation_shares(soc).items()
        ]
        jobs = summed((occupation, held) for occupation, held, _ in cells)
        total = summed((occupation, held * sum(found) / len(found)) for occupation, held, found in cells)
        return {occupation: total[occupation] / jobs[occupation] for occupation in sorted(jobs)}


MEASURES = {
    "gpts": Measure(
        "gpts-are-gpts", "gpts_are_gpts_exposure_onet_soc.csv", year=2023,
        unit="share of tasks, half with other software", code="O*NET-SOC Code", score="human_rating_beta",
    ),
    "microsoft": Measure(
        "microsoft-ai-applicability", "microsoft_ai_applicability_soc2018.csv", year=2025, unit="score 0-1",
        code="SOC Code", score="ai_applicability_score",
    ),
}  # fmt: skip
"""Eloundou et al. 2024 (ratings by people; tasks that need further software counted half), Tomlinson et al.
2025 (how far an occupation is what people ask an assistant to do)."""
