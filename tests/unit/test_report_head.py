"""The first screen: short enough to be said back, true for any result, and the same on a terminal."""

import re
from collections.abc import Mapping
from functools import reduce
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest

import reports
from reports.brief.answer import LOOSE, PARTS, SLIGHT, ai_alone, answer, asked_of, people, price, sure
from reports.brief.brief import OUTCOMES
from reports.brief.chart import strip
from reports.data.run import Run
from reports.story.sentences import closure_name
from reports.text import Text, languages
from simulator.core.closure import CLOSURES
from simulator.experiment.plan import comparison_of
from simulator.findings.costing import costing
from simulator.findings.effects import effect, options
from simulator.findings.options import JOBS, made_up
from simulator.scenario import Constant, PolicySetting
from tests.fake_run import make_fake_run
from tests.unit import fake_options
from tests.unit.fake_options import LEVY, TRAINING, option
from tests.unit.report_page import Change, as_role, changed, first_seed, packed_pages, with_policy
from tests.unit.test_report_any_comparison import lowered

TEXT = Text("en")
BILLION_A_YEAR = 12e-9
SVG = "{http://www.w3.org/2000/svg}"
NUMBER = r"[−+]?\d(?:[\d.,\u202f\u00a0]*\d)?"
SIGNS = {"adds": 1, "single_adds": 1, "costs": -1, "small_costs": -1, "single_costs": -1,
         "none": 0, "same": 0, "unclear": 0}  # fmt: skip
"""What the forms of the answer of a run claim: message `head.<form>`."""
INCOME = PolicySetting("income", {"amount": Constant(1.0)})
TITLED = {"Alpha": (TRAINING,), "Beta": (TRAINING,), "Gamma": (LEVY,), "Delta": (INCOME,)}
OTHER = "nobody_reacts"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("head") / "run", months=36, seeds=4)


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_fake_run(tmp_path_factory.mktemp("head") / "alone", months=36, seeds=4, policy=False)


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four options under two closures, of which the first two are the same."""
    asked = [option(name, *own, title=name, months=36, seeds=4) for name, own in TITLED.items()]
    plan = comparison_of(asked, closures=[CLOSURES[one] for one in ("as_they_are", OTHER)])
    return fake_options.run(tmp_path_factory.mktemp("head") / "compared", plan).path


def of_option(
    name: str, *, chance: float = 0.0, closure: str = "", role: str = "policy", **moved: float
) -> Change:
    """Move indicators of one option, and by chance up in even seeds and as much down in odd ones."""
    here = (pl.col("scenario") == name) & (pl.col("role") == role) & (pl.col("by") == "total")
    if closure:
        here &= pl.col("closure") == closure
    side = pl.when(pl.col("replicate") % 2 == 0).then(1.0).otherwise(-1.0)

    def move(table: pl.DataFrame) -> pl.DataFrame:
        for indicator, size in moved.items():
            more = (
                pl.when(here & (pl.col("indicator") == indicator)).then(size + chance * side).otherwise(0.0)
            )
            table = table.with_columns(value=pl.col("value") + more)
        return table

    return move


def all_of(*changes: Change) -> Change:
    return lambda table: reduce(lambda result, change: change(result), changes, table)


class Head(HTMLParser):
    """What a reader sees of the first screen before a click: its words, and the texts of each kind."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.of: dict[str, list[str]] = {}
        self.open: list[tuple[str, str]] = []
        self.feed(page[page.index('<section id="brief"') : page.index("<main>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append((tag, dict(attrs).get("class") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.open]
        if "svg" in tags or ("details" in tags and "summary" not in tags) or not data.strip():
            return
        self.words += data.split()
        self.of.setdefault(self.open[-1][1] or tags[-1], []).append(data)


@pytest.mark.parametrize("which", ["made", "alone", "compared"])
def test_the_head_is_read_in_half_a_minute(request: pytest.FixtureRequest, which: str) -> None:
    source = reports.build(request.getfixturevalue(which), "all").read_text("utf-8")
    pages = {"en": source} | packed_pages(source)
    for lang in languages():
        head = Head(pages[lang])
        assert 30 < len([one for one in head.words if re.search(r"\w", one)]) <= 350
        assert len(re.findall(NUMBER, " ".join(head.words))) <= 40
        parts = [one for name in ("h1", "quoted", "price", "sure") for one in head.of.get(name, [])]
        sentences = [one for part in parts for one in re.split(r"(?<=[.?!])\s+", part.strip())]
        lengths = [len(re.findall(r"[^\W\d_][\w’'-]*", one)) for one in sentences]
        assert max(lengths) <= 30, sentences
        assert sum(lengths) / len(lengths) <= 16, sentences


def form_of(told: str, lang: str) -> tuple[str, Mapping[str, str]]:
    """Return which form an answer has, and what stands in its places."""
    for form in SIGNS:
        places = {one: f"@{one}@" for one in ("option", "count", "when", "low", "high", "part")}
        written = re.escape(Text(lang)(f"head.{form}", **places))
        pattern = re.sub(r"@(\w+)@", lambda one: rf"(?P<{one[1]}>.*?)", written)
        if found := re.fullmatch(pattern, told, flags=re.IGNORECASE):
            return form, found.groupdict()
    raise AssertionError(told)


def whole(words: str) -> tuple[float, float]:
    """Return a number of people as it is printed, and half of its last digit."""
    digits = re.sub(r"\D", "", words)
    value = -float(digits) if words.startswith("−") else float(digits)
    return value, 0.5 * 10.0 ** (len(digits) - len(digits.rstrip("0") or digits))


CHANGES: dict[str, Change] = {
    "up": with_policy(employed=300_000.0),
    "down": with_policy(employed=-300_000.0),
    "nothing": as_role("policy", "no_policy"),
    "a trifle": all_of(as_role("policy", "no_policy"), with_policy(employed=-3_000.0)),
    "noise": of_option("levy_pays_training", chance=900_000.0, employed=100_000.0),
    "one seed": first_seed,
    "without policy": lambda table: table,
}


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("moved", CHANGES)
def test_the_answer_says_what_findings_compute(
    made: Path, alone: Path, tmp_path: Path, moved: str, lang: str
) -> None:
    seeds = {"seeds": 1, "persons": first_seed} if moved == "one seed" else {}
    start = alone if moved == "without policy" else made
    run = Run(changed(start, tmp_path / "run", results=CHANGES[moved], **seeds))  # type: ignore[arg-type]
    asked = asked_of(run)
    assert asked is not None
    jobs = effect(run, asked, JOBS)
    assert jobs is not None
    form, values = form_of(answer(run, Text(lang)), lang)
    wanted = {"up": 1, "down": -1, "nothing": 0, "a trifle": 0, "noise": 0, "without policy": -1}
    assert SIGNS[form] == wanted.get(moved, 1 if jobs.mean > 0 else -1)
    assert form.startswith("single_") == (jobs.n < 2)
    assert jobs.n < 2 or SIGNS[form] == 0 or jobs.low * jobs.high > 0
    ends = (-jobs.high, -jobs.low) if SIGNS[form] < 0 else (jobs.low, jobs.high)
    found = {"count": abs(jobs.mean), "low": ends[0], "high": ends[1]}
    for name in values.keys() & found.keys():
        size, slack = whole(values[name])
        assert size == pytest.approx(found[name], abs=slack + 1e-6), name
    assert {"low", "high"} <= values.keys() or jobs.n < 2 or form == "same"


@pytest.mark.parametrize("share", [0.24, 0.29, 0.36, 0.52, 0.97, 1.6])
def test_the_part_that_is_named_is_the_nearest_to_what_is_made_up(
    made: Path, tmp_path: Path, share: float
) -> None:
    run = Run(made)
    asked = asked_of(run)
    assert asked is not None
    ai = ai_alone(run, asked)
    assert ai is not None
    lost = effect(run, ai, JOBS)
    assert lost is not None
    gain = all_of(CHANGES["nothing"], with_policy(employed=-share * lost.mean))
    run = Run(changed(made, tmp_path / "run", results=gain))
    found = made_up(run, asked, ai)
    assert found is not None
    assert found.mean == pytest.approx(share)
    if found.half > LOOSE:
        assert answer(run, TEXT).endswith(f"{people(run, TEXT, lost, -lost.low)}.")
        return
    [named] = [one for one in PARTS if answer(run, TEXT).endswith(f"){TEXT(f'head.part.{one}')}.")]
    assert all(abs(PARTS[named] - share) <= abs(other - share) for other in PARTS.values())


@pytest.mark.parametrize(("tax", "wages"), [(-8e8, 0.0), (-3e7, 0.0), (0.0, 0.0), (5e8, -8e8), (0.0, 8e8)])
def test_the_price_is_what_is_paid_out_and_what_comes_back(
    made: Path, tmp_path: Path, tax: float, wages: float
) -> None:
    moved = with_policy(revenue_income_tax=tax, spending_public_wages=wages, public_balance=tax - wages)
    run = Run(changed(made, tmp_path / "run", results=moved))
    asked = asked_of(run)
    found = costing(run, asked) if asked else None
    assert found is not None
    places = found.within(run.window, run.last_month)
    paid, levied, back, rest = (float(found.of(*parts)[:, places].mean()) for parts in (
        ("outlay",), ("levies",), ("taxes", "contributions", "benefits"), ("other", "interest")))  # fmt: skip
    least = -SLIGHT * paid
    wanted = [-paid, *([levied] if levied > least else []), *([back] if abs(back) > least else []),
              *([rest] if abs(rest) > least else [])]  # fmt: skip
    assert ("less would go to" in price(run, TEXT)) == (rest > least)
    told = re.findall(rf"({NUMBER}) (million|billion)", price(run, TEXT).replace("\u00a0", " "))
    assert len(told) == len(wanted)
    for (number, unit), amount in zip(told, wanted, strict=True):
        decimals, digits = len(number.partition(".")[2]), number.replace(",", "")
        slack = 0.5 * 10.0 ** (-decimals or len(digits) - len(digits.rstrip("0")))
        assert float(digits) == pytest.approx(abs(amount) / (1e6 if unit == "million" else 1e9), abs=slack)


def test_without_a_policy_the_price_has_the_sign_of_the_balance(alone: Path, tmp_path: Path) -> None:
    for form, size in (("lower", -9e9), ("higher", 9e9)):
        moved = of_option("no_policy", role="no_policy", public_balance=size)
        told = price(Run(changed(alone, tmp_path / form, results=moved)), TEXT)
        assert re.fullmatch(TEXT.sentence(f"head.balance.{form}", size=".+"), told)


LEADS = {
    "told apart": ({"Alpha": 900_000.0, "Beta": 300_000.0}, ["Alpha"]),
    "two not told apart": ({"Alpha": 903_000.0, "Beta": 900_000.0}, ["Alpha", "Beta"]),
    "one clear": ({"Alpha": 900_000.0}, ["Alpha"]),
    "all alike": (dict.fromkeys(TITLED, 900_000.0), []),
    "none clear": ({}, []),
}


@pytest.mark.parametrize("case", LEADS)
def test_who_leads_for_jobs_is_named_as_far_as_it_is_told_apart(
    compared: Path, tmp_path: Path, case: str
) -> None:
    sizes, leading = LEADS[case]
    still = [of_option(name, chance=2e6, employed=-1e5) for name in TITLED if name not in sizes]
    run = Run(changed(compared, tmp_path / "run", results=all_of(
        lowered(0.0), *still, *(of_option(name, employed=size) for name, size in sizes.items())
    )))  # fmt: skip
    clear = [one.scenario for one in options(run) if (item := effect(run, one, JOBS)) and item.low > 0]
    assert set(sizes) == set(clear)
    for lang in languages():
        first, *_ = answer(run, Text(lang)).split(";")
        assert [name for name in TITLED if name in first] == leading, (lang, first)
    assert (str(len(sizes)) in first) == (case == "all alike")


def test_an_option_alone_leads_nobody(tmp_path: Path) -> None:
    alone = option("alone", TRAINING, title="Alone", months=24, seeds=2)
    run = Run(fake_options.run(tmp_path / "one", comparison_of([alone])).path)
    for lang in languages():
        text = Text(lang)
        assert not any(text(f"head.leads.{one}", option="Alone") in answer(run, text)
                       for one in ("all", "arop", "public_balance"))  # fmt: skip


def test_the_strip_has_a_dot_for_each_setting_and_option(made: Path, compared: Path) -> None:
    assert strip(Run(made), TEXT) is None
    shown = strip(Run(compared), TEXT)
    assert shown is not None
    picture = ElementTree.fromstring(shown.svg)
    dots = [*picture.findall(f"{SVG}circle"), *picture.findall(f"{SVG}polygon")]
    assert len(dots) == 2 * (len(TITLED) + 1)  # and the legend


def test_where_the_sign_turns_is_named_with_the_options_that_turn(compared: Path, tmp_path: Path) -> None:
    up = [of_option(name, employed=600_000.0) for name in TITLED]
    turned = of_option("Beta", closure=OTHER, employed=-2_000_000.0)
    same, turns = (Run(changed(compared, tmp_path / str(len(own)), results=all_of(lowered(0.0), *up, *own)))
                   for own in ([], [turned]))  # fmt: skip
    for lang in languages():
        text = Text(lang)
        place = closure_name(text, OTHER)
        assert text("head.same_sign", count="2") in sure(same, text)
        assert text("head.turns", place=place, options="Beta") in sure(turns, text)
        assert text("head.same_sign", count="2") not in sure(turns, text)


@pytest.mark.parametrize("lang", languages())
def test_the_terminal_has_six_rows_of_at_most_eighty_characters(
    made: Path, alone: Path, tmp_path: Path, lang: str
) -> None:
    ten = [option(f"o{one}", TRAINING, title=f"A title of option {one}, and who pays", months=24, seeds=2)
           for one in range(10)]  # fmt: skip
    many = fake_options.run(tmp_path / "ten", comparison_of(ten)).path
    single = changed(made, tmp_path / "one", results=first_seed, persons=first_seed, seeds=1)
    text = Text(lang)
    names = [text.sentence(f"head.noun.{one}") for one in OUTCOMES]
    for folder in (made, alone, single, many):
        lines = reports.answer(folder, lang)
        assert max(map(len, lines)) <= 80, max(lines, key=len)
        rows = lines[lines.index("") + 1 : -1 - lines[::-1].index("")]
        heads = [row.startswith(" ") for row in rows]
        blocks = [
            [row for row, _ in block]
            for head, block in groupby(zip(rows, heads, strict=True), key=lambda one: one[1])
            if not head
        ]
        assert len(blocks) == (3 if folder is many else 1)  # four options in columns, four, two
        for block in blocks:
            assert len(block) == len(names)
            assert all(row.startswith(f"{name} ") for row, name in zip(block, names, strict=True))
            assert all(re.search(NUMBER, row) for row in block)
