"""What the back-test's table says below it: what was given, what was predicted and what the columns mean."""

from collections.abc import Mapping, Sequence
from math import log

from calibration.validate.backtest.data import Backtest, weights
from calibration.validate.backtest.model import SHORT_TIME, UNTOLD, Compared

PERCENT = 100.0


def notes(compared: Mapping[str, Compared], size: str) -> list[str]:
    """Of a country, or of several of which the first stands for all."""
    members = list(compared.items())[1 if len(compared) > 1 else 0 :]
    data = members[0][1].data
    before, until = data.trend_years
    opening = data.opening
    flows = "job finding, vacancies" if ("vacancy_rate", "all", opening) in data.values else (
        "job finding (today's, moved as long-term unemployment says)")  # fmt: skip
    told = [
        f"{size}; no AI, no policy, closure of the baseline; means over seeds. RMSE: over the years after "
        f"{opening}, in shares (0.01 is a point).",
        f"Given: population by age and sex. Of {opening}: unemployment and participation by age and sex, "
        f"long-term unemployment, {flows}, own-account work, labour share. Trends of output per hour and of "
        f"participation of {before}-{until}, that of participation less what ages alone did. "
        f"{_short_time(members)}{_occupations_given(data)} All else is what ships, some of it set on later "
        "data.",
        f"Given too: how far output was from its potential in {opening} and how fast that gap was to close, "
        f"as the IMF saw it in April {opening}, after its projection at the last yearly pace, by shocks to "
        f"households' spending, year by year. {_gaps(members)}",
        "Given besides, in the first model column: how far real GDP per head was from its mean growth over "
        f"the span, by such shocks; the gap closes in a straight line there. {_cycles(members)} The mean "
        "growth itself is not given.",
        f"Predicted: all that is listed. No unemployment after {opening} is given, nor exports, prices, "
        "interest, policy of the pandemic or migration beyond the projection.",
        f"The labour share is published to {max(data.series('labour_share'))}. {_occupations(data)}",
        f"AR(1): least squares on the years before {opening}, slope within 0 and 1, run on from {opening}.",
    ]
    if len(members) > 1:
        first = next(iter(compared))
        shares = zip((code for code, _ in members), weights([one.data for _, one in members]), strict=True)
        parts = ", ".join(f"{code} {PERCENT * share:.0f} %" for code, share in shares)
        told.append(
            f"{first}: means weighted by the labour force of {opening} ({parts}), the labour share too, in "
            "the data, each seed and the series of no change and AR(1). Four countries, not the EU: over "
            "half of its labour force."
        )
    return told


def _cycles(members: "Sequence[tuple[str, Compared]]") -> str:
    """The deepest year of each country, and by how much the model missed what it was told."""
    said, missed = [], 0.0
    for code, one in members:
        cycle = one.data.gdp_cycle()
        deepest = min(cycle, key=cycle.__getitem__)
        said.append(f"{code} {PERCENT * cycle[deepest]:+.1f} % in {deepest}")
        paths = (one.given, one.data.gdp_told()), (one.alone, one.data.gap_closing())
        gaps = [log(run["real_gdp"][year] / run[UNTOLD][year]) - wanted
                for runs, path in paths for run in runs for year, wanted in path.items()]  # fmt: skip
        missed = max(missed, *map(abs, gaps))
    return f"Furthest below: {', '.join(said)}; both columns told to within {PERCENT * missed:.1f} points."


def _gaps(members: "Sequence[tuple[str, Compared]]") -> str:
    """Each country's gap in the opening year."""
    gaps = [(code, one.data.value("output_gap", one.data.opening)) for code, one in members]
    return f"The gap: {', '.join(f'{code} {PERCENT * gap:+.1f} %' for code, gap in gaps)}."


def _short_time(members: "Sequence[tuple[str, Compared]]") -> str:
    """Whether short-time work is there; empty where it is in none of them."""
    some = any(code in SHORT_TIME for code, _ in members)
    return "Short-time work, which firms choose, free of charge in the pandemic. " if some else ""


def _occupations_given(data: Backtest) -> str:
    if not data.surveyed:
        return f"Occupations as they ship, for none of {data.opening} are at hand."
    return f"Occupations of May {data.surveyed[0]}, as none of {data.opening} is at hand."


def _occupations(data: Backtest) -> str:
    if not data.surveyed:
        return "Shares of occupations are left out: there are none of two years this far apart."
    first, last = data.surveyed
    return (
        f"Occupations were surveyed in May {first} and May {last}: the model's change between those "
        "Januaries is added to the first; without yearly data there is no AR(1)."
    )
