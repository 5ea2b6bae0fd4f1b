"""The answer pages: limits of words and numbers, the word that fits, ties, and that every number is a row."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import reports
from reports.data.run import Run
from reports.text import Text, languages
from reports.views import page_of
from reports.views.brief import pdf
from reports.views.compare import ComparePage
from reports.views.lines import ROWS, WIDTH
from reports.views.parts import Answer
from reports.views.rows import KEY
from reports.views.run import RunPage, fitting
from simulator.experiment.plan import comparison_of
from simulator.findings import table
from tests.fake_run import make_fake_run
from tests.unit.fake_options import OPTIONS
from tests.unit.fake_options import run as compared_run
from tests.unit.page_numbers import Numbers
from tests.unit.report_page import Change, changed, first_seed

WORDS, NUMBERS, HEADLINE = 120, 12, 25
"""What a first screen and its headline may hold in English; other languages take a fifth more words."""
MORE = 1.2


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("views") / "run", months=179, seeds=6)


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    comparison = comparison_of(OPTIONS, worlds=["moderate", "rapid"])
    return compared_run(tmp_path_factory.mktemp("views") / "options", comparison).path


@pytest.fixture(params=["made", "compared"])
def folder(request: pytest.FixtureRequest) -> Path:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Path)
    return found


def page(folder: Path, lang: str = "en") -> RunPage | ComparePage:
    run = Run(folder)
    return page_of(run, Text(lang, run.technology))


def first_screen(told: Answer) -> Iterator[str]:
    """The texts of the first screen; a range belongs to its mean."""
    yield from (told.policy, told.question, told.headline, told.caption)
    yield from (f"{one.title} {one.mean}" for one in told.panels)
    yield from (f"{title}. {words}" for title, words in told.boxes)


def words_in(text: str) -> int:
    return len(re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text))


def numbers_in(text: str) -> set[str]:
    """Different quantities: no years, no ranges, which belong to their means, no tests met of tests tried."""
    plain = re.sub(r"(?<=\d)[.,\u202f\u00a0 ](?=\d{3})", "", text)
    plain = re.sub(r"\d\S* (?:to|à|a) \S*\d|between \S+ and \S+", " ", plain.replace("\u00a0", " "))
    plain = re.sub(r"\b(19|20)\d\d\b|\d+ (of|sur|de|des) \d+|95\W%", " ", plain)
    return {*re.findall(r"\d+(?:[.,]\d+)?", plain)}


@pytest.mark.parametrize("lang", languages())
def test_the_first_screen_is_read_in_half_a_minute(folder: Path, lang: str) -> None:
    told = page(folder, lang).answer()
    more = 1.0 if lang == "en" else MORE
    texts = " ".join(first_screen(told))
    assert words_in(texts) <= WORDS * more
    assert len(numbers_in(texts)) <= NUMBERS
    assert words_in(told.headline) <= HEADLINE * more


def share(low: float, mean: float, high: float) -> dict[str, Any]:
    return {"low": low, "mean": mean, "high": high}


@pytest.mark.parametrize(
    ("ends", "word"),
    [
        ((0.97, 1.1, 1.3), "yes"), ((1.3, 1.6, 2.0), "more"), ((-0.1, 0.0, 0.09), "hardly"),
        ((0.12, 0.2, 0.28), "fifth"), ((0.35, 0.5, 0.65), "half"), ((0.75, 0.9, 1.0), "almost"),
        ((0.4, 0.9, 2.6), "perhaps"), ((0.2, 0.5, 0.8), "part"), ((-9.0, 0.5, 9.0), "perhaps"),
    ],
)  # fmt: skip
def test_a_word_fits_where_the_whole_interval_does(ends: tuple[float, float, float], word: str) -> None:
    assert fitting(share(*ends)) == word
    assert fitting(None) == "perhaps"


def with_noise(role: str, size: float) -> Change:
    """Add to the jobs of a role what alternates from seed to seed."""

    def apply(found: pl.DataFrame) -> pl.DataFrame:
        own = (pl.col("role") == role) & (pl.col("indicator") == "employed") & (pl.col("by") == "total")
        moved = pl.col("value") + size * (1.0 - 2.0 * (pl.col("replicate") % 2))
        return found.with_columns(pl.when(own).then(moved).otherwise("value").alias("value"))

    return apply


def test_no_share_of_a_loss_that_may_be_none(made: Path, tmp_path: Path) -> None:
    noisy = changed(made, tmp_path / "run", results=with_noise("no_ai", 2e6))
    told = page(noisy)
    assert isinstance(told, RunPage)
    assert told.ai is not None
    assert told.ai["low"] < 0.0 < told.ai["high"]
    grid = told.years().grid
    assert grid is not None
    assert "%" not in " ".join(cell.text for row in grid.rows for cell in row)
    assert "AI’s own effect is open" in told.headline or told.headline.startswith("Open")


def traced_in(html: Path, folder: Path) -> int:
    """Check every traced number of a page against its row of findings.parquet; return how many there are."""
    texts = table.read(folder).with_columns(pl.col(pl.Enum).cast(pl.String))
    names = pl.concat_str([pl.col(one) for one in ("scenario", *KEY)], separator="|")
    told = texts.with_columns(name=names).select("name", "contrast", "mean", "low", "high")
    rows: dict[str, list[dict[str, float]]] = {}
    for one in told.iter_rows(named=True):
        asked = one["name"].replace("|option|", "|policy|", 1) if one["contrast"] == "option" else one["name"]
        rows.setdefault(asked, []).append(one)
    found = [data for _, data in Numbers(html, only="finding").found]
    for data in found:
        stat, value = data.get("stat", "mean"), float(data["value"]) / float(data["factor"])
        assert any(row[stat] == pytest.approx(value, rel=1e-8, abs=1e-12) for row in rows[data["finding"]])
    return len(found)


def test_every_number_of_the_page_is_a_row_of_the_table(folder: Path) -> None:
    assert traced_in(reports.build(folder), folder) > 500


def test_the_net_loss_is_the_effect_of_ai(made: Path) -> None:
    told = page(made)
    ended = told.ended()
    posts, ai = told.view.row("ai", "posts_abolished", "whole"), told.ai
    assert posts is not None
    assert ai is not None
    assert ended is not None
    [missing] = (int(one.replace(",", "")) for one in re.findall(r"[\d,]{3,}", ended[1]))
    assert missing == pytest.approx(abs(ai["mean"]), abs=500)


def test_a_tie_is_told_by_the_paired_difference(compared: Path) -> None:
    told = page(compared)
    assert isinstance(told, ComparePage)
    first, *others = told.jobs_of
    for other in others:
        pair = told.view.pair("employed", first, other)
        assert pair is not None
        apart = pair["low"] > 0.0 or pair["high"] < 0.0
        assert (other in told.leaders("employed", [first, *others])) != apart


def test_a_large_effect_without_a_met_evaluation_has_no_place(compared: Path) -> None:
    told = page(compared)
    assert isinstance(told, ComparePage)
    large = {name for name, row in told.jobs_of.items() if abs(row["mean"]) > 0.005 * row["reference"]}
    assert {name for name, held in zip(told.jobs_of, told.withheld, strict=True) if held} == large
    if large:
        assert not told.places("employed", told.jobs_of)


@pytest.mark.parametrize("lang", languages())
def test_the_terminal_has_24_lines_of_80_characters(folder: Path, lang: str) -> None:
    lines = reports.answer(folder, lang)
    assert len(lines) <= ROWS
    assert max(map(len, lines)) <= WIDTH


@pytest.mark.parametrize("lang", languages())
def test_the_brief_is_one_page_with_the_headline(folder: Path, lang: str) -> None:
    run = Run(folder)
    made = pdf(run, Text(lang, run.technology))
    assert made.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", made)) == 1
    assert made == pdf(run, Text(lang, run.technology))


def no_role(role: str) -> Callable[[pl.DataFrame], pl.DataFrame]:
    return lambda found: found.filter(pl.col("role") != role)


def test_what_was_not_run_is_not_told(made: Path, tmp_path: Path) -> None:
    without = changed(made, tmp_path / "run", results=no_role("no_ai"), persons=no_role("no_ai"))
    told = page(without)
    assert isinstance(told, RunPage)
    assert (told.ai, told.both, told.share) == (None, None, None)
    assert len(told.answer().panels) == 1
    alone = make_fake_run(tmp_path / "alone", months=36, seeds=3, policy=False)
    assert [one.kind for one in page(alone).answer().panels] == ["ai"]


def test_one_seed_bears_no_range_and_no_verdict(made: Path, tmp_path: Path) -> None:
    single = changed(made, tmp_path / "run", results=first_seed, persons=first_seed, seeds=1)
    told = page(single).answer()
    assert "no range and no verdict" in told.headline
    assert not any(one.range for one in told.panels)
