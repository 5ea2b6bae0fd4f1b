"""Windows of findings: which months they hold, the worst year, and money in them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from reports.data.run import Run
from reports.page.assemble import body
from reports.text import Text
from reports.views import page_of
from simulator.core.errors import InputError
from simulator.findings.effects import Contrast, effect
from simulator.findings.windows import (
    CUMULATED,
    HEADLINE,
    LAST12,
    LAST60,
    LAST120,
    WHOLE,
    WORST_YEAR,
    Series,
    Window,
    summing,
    window_named,
    window_of,
    windowed,
    worst_year,
    year_of_run,
)
from simulator.scenario.load import load_scenario
from tests.fake_run import make_fake_run

POLICY = Contrast("policy", "policy", "no_policy", "levy_pays_training")
ONE = ((0, 0),)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(make_fake_run(tmp_path_factory.mktemp("windows") / "run", months=72, seeds=4))


def series(values: np.ndarray) -> Series:
    return Series(np.arange(values.shape[1]), tuple((0, seed) for seed in range(len(values))), values)


def counting(months: int) -> Series:
    """Each month is worth its number, the opening state a billion, which no window may hold."""
    return series(np.where(np.arange(months) == 0, 1e9, np.arange(months))[None].astype(float))


def test_the_headline_of_a_run_that_ships_is_the_mean_of_the_2030s() -> None:
    base = load_scenario("baseline")
    assert (base.start, base.months, base.seeds) == ("2025-01", 180, 12)
    assert HEADLINE is LAST120
    assert windowed(counting(180), HEADLINE)[0] == np.arange(60, 180).mean()
    assert HEADLINE.years(base.start, base.months - 1) == (2030, 2039, True)
    assert windowed(counting(181), LAST60)[0] == np.arange(121, 181).mean()
    assert windowed(counting(181), LAST12)[0] == np.arange(169, 181).mean()


def test_no_window_holds_the_opening_month() -> None:
    for window in (LAST120, LAST60, WHOLE, CUMULATED):
        assert windowed(counting(25), window)[0] < 1e9
    assert windowed(counting(25), WHOLE)[0] == 12.5
    assert windowed(counting(25), CUMULATED)[0] == 300.0


def test_a_run_that_is_shorter_uses_what_there_is() -> None:
    assert windowed(counting(25), HEADLINE)[0] == 12.5


@pytest.mark.parametrize(
    ("start", "months", "window", "years", "told"),
    [
        ("2025-01", 180, HEADLINE, (2030, 2039, True), "mean of 2030–2039"),
        ("2025-01", 180, LAST60, (2035, 2039, True), "mean of 2035–2039"),
        ("2025-01", 180, LAST12, (2039, 2039, True), "mean of 2039"),
        ("2025-01", 180, year_of_run(7), (2032, 2032, True), "mean of 2032"),
        ("2025-01", 180, WHOLE, (2025, 2039, False), "mean of the whole run"),
        ("2025-01", 180, WORST_YEAR, (2025, 2039, False), "mean of the least favourable year"),
        ("2025-01", 192, HEADLINE, (2031, 2040, True), "mean of 2031–2040"),
        ("2026-01", 180, HEADLINE, (2031, 2040, True), "mean of 2031–2040"),
        ("2025-01", 181, HEADLINE, (2030, 2039, False), "mean of 2030–2039 (2030-02 to 2040-01)"),
        ("2025-07", 180, HEADLINE, (2031, 2040, False), "mean of 2031–2040 (2030-07 to 2040-06)"),
        ("2025-06", 180, HEADLINE, (2030, 2039, False), "mean of 2030–2039 (2030-06 to 2040-05)"),
        ("2025-01", 60, HEADLINE, (2025, 2029, False), "mean of 2025–2029 (2025-02 to 2029-12)"),
        ("2025-06", 7, HEADLINE, (2025, 2025, False), "mean of 2025 (2025-07 to 2025-12)"),
        ("2025-01", 3, HEADLINE, None, "mean of 2025-02–2025-03"),
        ("2025-01", 2, WORST_YEAR, None, "mean of the whole run"),
        ("2025-01", 2, HEADLINE, None, "mean of 2025-02"),
    ],
)
def test_a_window_is_named_by_its_years(
    start: str, months: int, window: Window, years: tuple[int, int, bool] | None, told: str
) -> None:
    assert window.years(start, months - 1) == years
    assert window.words(start, months - 1) == told


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_the_page_names_the_years_over_which_it_tells(lang: str, tmp_path: Path) -> None:
    run = Run(make_fake_run(tmp_path / "run", months=179, seeds=2))  # months 0 to 179
    text = Text(lang)
    assert page_of(run, text).mean_of in body(run, text)
    assert "2030–2039" in page_of(run, text).mean_of
    assert "2035–2039" in page_of(Run(run.folder, window="last60"), text).mean_of
    average = text("window.years", years=text("window.range", first=2030, last=2039))
    assert HEADLINE.words("2025-01", 179, text.declared) == average.replace("average", "mean")


def test_a_yearly_count_stands_for_its_year() -> None:
    yearly = Series(np.array([0, 12, 24]), ONE, np.array([[1.0, 2.0, 7.0]]))
    assert windowed(yearly, LAST12)[0] == 7.0
    assert windowed(yearly, HEADLINE)[0] == 4.5
    worst = worst_year(yearly, replace(yearly, values=np.zeros((1, 3))), "lower", WORST_YEAR)
    assert worst.year == 2


@pytest.mark.parametrize(
    ("better", "year"), [("higher", 2), ("lower", 3), ("none", 3)], ids=["higher", "lower", "none"]
)
def test_the_worst_year_is_worst_by_the_good_direction(better: str, year: int) -> None:
    """Differences of +1, -2 and +4 in the second, third and fourth year of a run that starts in January."""
    change = np.repeat([0.0, 1.0, -2.0, 4.0], 12)[None]
    found = worst_year(series(change), series(np.zeros((1, 48))), better, WORST_YEAR)
    assert found.year == year
    assert (found.first(47), found.end(47)) == (12 * year, 12 * year + 11)


def test_the_worst_year_is_one_for_all_seeds() -> None:
    """By the mean over seeds: picked seed by seed, chance alone would make every worst year bad."""
    change = np.zeros((2, 36))
    change[0, 12:24], change[1, 24:36] = -3.0, -4.0
    found = worst_year(series(change), series(np.zeros((2, 36))), "higher", WORST_YEAR)
    assert found.year == 2
    assert windowed(series(change), found).tolist() == [0.0, -4.0]


@pytest.mark.parametrize(("better", "change"), [("higher", 3.0), ("lower", -3.0)])
def test_a_year_before_the_policy_is_not_its_worst(better: str, change: float) -> None:
    """A policy of the third year that only helps: its worst year is the one in which it helps least."""
    effect = np.repeat([0.0, 0.0, change, 2 * change], 12)[None] * np.array([[1.0], [0.0]])
    assert worst_year(series(effect), series(np.zeros((2, 48))), better, WORST_YEAR).year == 2


def test_a_part_of_a_year_is_no_worst_year() -> None:
    change = np.zeros((1, 30))
    change[0, 24:] = -9.0
    assert worst_year(series(change), series(np.zeros((1, 30))), "higher", WORST_YEAR).year in (0, 1)
    assert worst_year(counting(8), counting(8), "higher", WORST_YEAR).year is None  # no year is whole


def test_flows_of_people_are_summed() -> None:
    assert window_of("displaced", LAST12) == CUMULATED
    assert windowed(counting(25), summing("displaced", LAST12))[0] == np.arange(13, 25).sum()
    assert summing("employed", LAST12) is LAST12


def test_an_unknown_window_is_told_with_those_that_there_are() -> None:
    with pytest.raises(
        InputError, match=r'no window "last24"; allowed: last120, last60, last12, whole, worst_year'
    ):
        window_named("last24")


def test_the_window_of_a_folder_is_chosen_in_one_place(run: Run) -> None:
    last = Run(run.folder, window="last12")
    assert effect(last, POLICY, "employed") == effect(run, POLICY, "employed", LAST12)
    worst = effect(Run(run.folder, window="worst_year"), POLICY, "employed")
    yearly = [effect(run, POLICY, "employed", replace(LAST12, year=year, last=None)) for year in range(6)]
    assert worst is not None
    assert worst.mean == min(one.mean for one in yearly if one is not None)


def test_money_is_at_the_prices_of_the_first_month(run: Run) -> None:
    """Twice the prices and twice the money, in every month, is the same in real terms."""
    doubled = Run(run.folder)
    nominal = pl.col("indicator").cast(pl.String).is_in(["public_balance", "gdp", "price_level"])
    rising = 1.0 + pl.col("month") / 12.0
    value = pl.when(nominal).then(pl.col("value") * rising).otherwise("value")
    doubled.results = run.results.with_columns(value=value)
    for of_gdp in (False, True):
        for window in (LAST120, LAST60, LAST12, WHOLE, CUMULATED, WORST_YEAR):
            here, there = (
                effect(one, POLICY, "public_balance", window, of_gdp=of_gdp) for one in (run, doubled)
            )
            assert here is not None
            assert there is not None
            assert here.real
            assert there.mean == pytest.approx(here.mean)
            assert there.base == pytest.approx(here.base)


def test_a_share_of_gdp_is_of_what_is_compared_with_in_the_same_months(run: Run) -> None:
    found = effect(run, POLICY, "public_balance", LAST12, of_gdp=True)
    one, gdp = (effect(run, POLICY, name, LAST12) for name in ("public_balance", "gdp"))
    assert found is not None
    assert one is not None
    assert gdp is not None
    assert found.mean == pytest.approx(one.mean / gdp.base, rel=0.01)  # the mean of ratios, not their ratio
    assert found.relevant == pytest.approx(one.relevant / gdp.base)
    assert found.verdict == one.verdict


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("last12", "average of 2030"),
        ("whole", "average of the whole run"),
        ("worst_year", "average of the year in which each difference is worst"),
    ],
)
def test_the_page_says_over_which_months_it_tells(run: Run, name: str, told: str) -> None:
    page = body(Run(run.folder, window=name), Text("en"))
    assert told in page
    # what compares all options alike
    assert "average of 2025–2030" not in page or name == "worst_year"


def test_a_page_of_a_short_run_names_the_years_that_there_are(tmp_path: Path) -> None:
    short = Run(make_fake_run(tmp_path / "short", months=23, seeds=2))
    assert "average of 2025–2026, Feb 2025 to Dec 2026" in body(short, Text("en"))
