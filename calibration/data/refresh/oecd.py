"""Which values of a profile the OECD publishes by SDMX, and what they would be now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from calibration.data.refresh.change import SINCE, Change, same
from calibration.data.sources.sdmx_series import Fetch, Observation, Query, incomplete, observations
from calibration.data.tabulate import rounded

MEMBERS = ("DEU", "DNK", "ESP", "FRA", "ITA", "TUR", "USA")
"""Our countries that are in the OECD."""
PROFILE = "profile"
PERCENT = 100.0


@dataclass(frozen=True)
class Published:
    """A value of the profiles and the series for it.

    flow: with its agency, as the OECD's addresses have it, in the latest version. key: codes in the order of
    the flow's dimensions, nothing for any. of: codes that tell the series from others in the same answer.
    """

    value: str
    flow: str
    key: str
    divisor: float = PERCENT
    of: Mapping[str, str] = field(default_factory=dict)


PART_TIME = ("OECD.ELS.SAE,DSD_FTPT@DF_FTPT,", "{area}.EMP.PT_POP_SUB.F+M._T.EMP.MAIN._T.PT.OECD_DEF.A")
SERIES = (
    Published("tax_wedge", "OECD.CTP.TPS,DSD_TAX_WAGES_COMP@DF_TW_COMP,",
              "{area}.AV_TW.PT_COS_LB.S_C0.AW100._Z.A"),
    Published("minimum_to_median_wage", "OECD.ELS.SAE,DSD_EARNINGS@MIN2AVE,", "{area}.....MEDIAN."),
    Published("part_time_share_female", *PART_TIME, of={"SEX": "F"}),
    Published("part_time_share_male", *PART_TIME, of={"SEX": "M"}),
    Published("hours_per_worker", "OECD.ELS.SAE,DSD_HW@DF_AVG_ANN_HRS_WKD,", "{area}........_T....", 1.0),
)  # fmt: skip
"""Flows, order of dimensions and codes are those that public programs ask the OECD for; we never tried them.

Wedge: single, no children, at the average wage. Part-time work: all ages, the OECD's common definition.
Hours: actually worked a year, all workers; the profile's are the Penn World Table's, another compilation.
"""


def profile_values(iso3: str, fetch: Fetch) -> tuple[list[Change], int]:
    """What changed of the profile's values that the OECD publishes, and how many were found again.

    A value that the profile lacks (a minimum wage where there is none) is not asked for.
    """
    from simulator.scenario.country.profile import load_country

    if iso3 not in MEMBERS:
        return [], 0
    now, answers = load_country(iso3).meta, dict[tuple[str, str], list[Observation]]()
    changes, found = [], 0
    for one in SERIES:
        if one.value not in now:
            continue
        asked = one.flow, one.key.format(area=iso3)
        if asked not in answers:
            answers[asked] = list(observations(fetch(Query("OECD", *asked, SINCE))))
        year, value = latest(one, answers[asked])
        old, found = now[one.value], found + 1
        if not same(old.value, value):
            source = str(Query("OECD", *asked, SINCE))
            changes.append(Change(PROFILE, one.value, old.value, value, str(old.year), str(year), source))
    return changes, found


def latest(series: Published, answer: list[Observation]) -> tuple[int, float]:
    """Last year and its value in the profile's unit; InputError without one, or if several answer."""
    own = [one for one in answer if series.of.items() <= one.codes.items()]
    if not own:
        raise incomplete(series.value, f"no year since {SINCE} has it")
    if len({frozenset(one.codes.items()) for one in own}) > 1:
        raise incomplete(series.value, "more than one series answers")
    last = max(own, key=lambda one: one.year)
    return last.year, rounded(last.value / series.divisor)
