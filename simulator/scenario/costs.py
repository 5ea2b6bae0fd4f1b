"""Orders of magnitude of what policies cost, by arithmetic on the country's tables, before any run."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from math import ceil, log, sqrt
from statistics import NormalDist

import numpy as np

import simulator.parameters  # noqa: F401 (declares the parameters that follow)
from simulator.core.param import PARAMS
from simulator.core.time import year_of
from simulator.scenario.country.profile import AGE_GROUPS, Country
from simulator.scenario.reach import EVERY, LEVELS, SEXES, Span, Target
from simulator.scenario.scenario import PolicySetting, Scenario

ADULT, OLDEST = 16, 100
"""Ages of the first and the last simulated persons (years)."""
LATE = 65
"""First age of the oldest group of labour force surveys."""
_UNKNOWN = ("displaced_by_ai", "months_unemployed", "income")
"""Conditions of `for:` that only a run can count."""


def adults(country: Country, scenario: Scenario, ages: Span = (ADULT, OLDEST)) -> float:
    """Persons of 16 and over, within some ages, at the start."""
    return float(_people(country, scenario, ages).sum())


def children(country: Country, scenario: Scenario) -> float:
    """Persons below 16 at the start."""
    return float(country.people_in(year_of(scenario.start))[:ADULT].sum())


def before_pension(country: Country, years: float) -> Span:
    """First and last age of people who are within some years of the statutory pension age."""
    retires = country.values["retirement_age"]
    return max(ADULT, int(retires - years)), ceil(retires) - 1


def labour_force(country: Country, scenario: Scenario, ages: Span = (ADULT, OLDEST)) -> float:
    """Persons in the labour force, within some ages, at the start."""
    return float(sum(force.sum() for force, _ in _by_age(country, scenario, ages)))


def seekers(country: Country, scenario: Scenario, ages: Span = (ADULT, OLDEST)) -> float:
    """Persons who look for work, within some ages, at the start."""
    return float(sum((force * rate).sum() for force, rate in _by_age(country, scenario, ages)))


def workers(country: Country, scenario: Scenario) -> dict[str, float]:
    """Persons at work at the start: employees with a contract, on own account, informal.

    Who works beyond a pension age above 65 does so before it in the model; beyond a lower one nobody does.
    """
    values, parameter = country.values, _parameters(country, scenario)
    pension = int(values["retirement_age"])
    ages = ADULT, OLDEST if pension > LATE else pension - 1
    work = labour_force(country, scenario, ages) - seekers(country, scenario, ages)
    own = values["own_account_total"] * work
    informal = max(0.0, values["informal_share"] * work - parameter("unregistered_share") * own)
    return {"employees": work - own - informal, "own": own, "informal": informal}


def model_gdp(country: Country, scenario: Scenario) -> float:
    """GDP of the model's economy at the start (currency/year), about: labour income over the labour share."""
    return sum(labour_income(country, scenario).values()) / country.values["labour_share"]


def labour_income(country: Country, scenario: Scenario) -> dict[str, float]:
    """What people at work earn at the start, contributions of employers with it (currency/year), by kind.

    As the model reckons it, from mean pay and the people at work.
    """
    values, parameter, people = country.values, _parameters(country, scenario), workers(country, scenario)
    pay = {
        "employees": 1.0 + values["employer_contribution_rate"],
        "own": parameter("own_account_ratio"),
        "informal": parameter("informal_ratio"),
    }
    return {kind: 12.0 * values["average_wage"] * pay[kind] * people[kind] for kind in people}


def _parameters(country: Country, scenario: Scenario) -> Callable[[str], float]:
    """What gives a parameter of the model: the scenario's, the country's or the declared value."""
    used = country.parameters(scenario.parameters)
    return lambda name: float(used.get(name, PARAMS[name].default))


def part_reached(target: Target, country: Country, scenario: Scenario, ages: Span = (ADULT, OLDEST)) -> float:
    """Part of the people of some ages who meet `for:` (share), as far as tables tell."""
    everyone = adults(country, scenario, ages)
    if everyone == 0.0:
        return 0.0
    both = (max(ages[0], target.age[0]), min(ages[1], target.age[1]))
    people = _people(country, scenario, both)
    found = float(people[:, SEXES.index(target.sex)].sum() if target.sex else people.sum()) / everyone
    if target.education:
        found *= float(sum(country.education_share[LEVELS.index(level)] for level in target.education))
    if target.occupation or target.exposure:
        found *= part_of_work(target, country)
    return found * target.share


def part_of_work(target: Target, country: Country) -> float:
    """Part of employment in the occupations that a target names (share)."""
    from simulator.kit.targeting import allowed_occupations  # compiles: only where it is needed

    work = country.employment.sum(axis=0)
    return float(work[allowed_occupations(country, target)].sum() / work.sum())


def _people(country: Country, scenario: Scenario, ages: Span) -> np.ndarray:
    """Adults by single age and sex, none outside `ages` [years, 2]."""
    years = np.arange(ADULT, OLDEST + 1)
    within = (years >= ages[0]) & (years <= ages[1])
    return np.asarray(country.people_in(year_of(scenario.start))[ADULT : OLDEST + 1] * within[:, None])


def _by_age(country: Country, scenario: Scenario, ages: Span) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Labour force and unemployment rate by sex, in each age group."""
    people = _people(country, scenario, ages)
    for index, group in enumerate(AGE_GROUPS):
        first, _, last = group.partition("-")
        rows = slice(max(int(first.rstrip("+")), ADULT) - ADULT, int(last) + 1 - ADULT if last else None)
        yield people[rows].sum(axis=0) * country.participation_rate[index], country.unemployment_rate[index]


type Cost = tuple[float, str]

NO_LIMIT = 1000.0
"""Capacity per 1,000 of the labour force that is none."""
FURTHER = 0.5
"""Consumption unit of a further adult in a household."""


@dataclass(frozen=True)
class Case:
    """An instrument in one month of its life, in its country."""

    policy: PolicySetting
    scenario: Scenario
    country: Country
    month: int

    def value(self, name: str, default: float = 0.0) -> float:
        """Value of a parameter in that month."""
        return self.policy.value(name, self.month) if name in self.policy.values else default

    @property
    def force(self) -> float:
        """Labour force at the start."""
        return labour_force(self.country, self.scenario)

    @property
    def wage(self) -> float:
        """Average wage (currency/month)."""
        return self.country.values["average_wage"]

    def part(self, ages: Span = (ADULT, OLDEST)) -> float:
        """Part of those of some ages whom it reaches: `for` and take-up (share)."""
        reached = part_reached(self.policy.target, self.country, self.scenario, ages)
        return reached * self.value("take_up", 1.0)

    def most(self, heads: float, ages: Span = (ADULT, OLDEST)) -> float:
        """Recipients among `heads`: whom it reaches, as far as its capacity goes."""
        capacity = self.value("capacity", NO_LIMIT)
        room = capacity / 1000.0 * self.force if capacity < NO_LIMIT else float("inf")
        return min(heads * self.part(ages), room)

    def said(self, ages: Span = (ADULT, OLDEST)) -> str:
        """What was counted of whom it reaches, and what only a run can count."""
        counted = f", of whom it reaches {self.part(ages):.0%}" if self.part(ages) < 1.0 else ""
        if self.value("capacity", NO_LIMIT) < NO_LIMIT:
            counted += f", at most {self.value('capacity'):g} per 1,000 of the labour force"
        target = self.policy.target
        left = [one.replace("_", " ") for one in _UNKNOWN if getattr(target, one) not in (None, EVERY)]
        return counted + (f"; not counted: {', '.join(left)}" if left else "")


def rough_cost(policy: PolicySetting, scenario: Scenario, country: Country) -> Cost | None:
    """Cost per year in national currency when the policy is largest, and how it was reckoned."""
    reckon = _RECKONINGS.get(policy.name)
    if reckon is None:
        return None
    months = range(policy.start, min(policy.end or scenario.months, scenario.months))
    costs = (reckon(Case(policy, scenario, country, month)) for month in _changes(policy, months))
    return max(costs, key=lambda cost: cost[0], default=(0.0, "it never acts within the horizon"))


def _changes(policy: PolicySetting, months: range) -> list[int]:
    """The months in which some value is another than the month before: the others cost the same."""
    numbers = [name for name, value in policy.values.items() if not isinstance(value, str)]
    alike = groupby(months, lambda month: [policy.value(name, month) for name in numbers])
    return [next(own) for _, own in alike]


def _places(case: Case, heads: float, ages: Span = (ADULT, OLDEST)) -> tuple[float, str]:
    """Places that can be filled by some of so many people, and in words."""
    filled = min(case.value("places_per_1000") / 1000.0 * case.force, heads * case.part(ages))
    per = f"{case.value('places_per_1000'):g} per 1,000 of {case.force / 1e6:.1f} million{case.said(ages)}"
    return filled, f"{filled:,.0f} places ({per})"


def _training_programme(case: Case) -> Cost:
    places, words = _places(case, seekers(case.country, case.scenario))
    stipend, course = case.value("stipend"), case.value("course_cost")
    return places * (stipend + course) * case.wage * 12.0, (
        f"{words} × ({stipend:g} stipend + {course:g} course) × average wage "
        f"{case.wage:,.0f} {case.country.currency} × 12 months, if every place is filled"
    )


def _digital_education(case: Case) -> Cost:
    places, words = _places(case, adults(case.country, case.scenario))
    return places / case.value("learners") * case.wage * 12.0, (
        f"{words} ÷ {case.value('learners'):g} learners × average wage {case.wage:,.0f} "
        f"{case.country.currency} × 12 months, before teachers' contributions, if every place is filled"
    )


def _care_services(case: Case) -> Cost:
    ages = (case.value("youngest"), case.value("oldest"))
    places, words = _places(case, adults(case.country, case.scenario, ages), ages)
    return places * case.value("place_cost") * case.wage * 12.0, (
        f"{words} × {case.value('place_cost'):g} × average wage {case.wage:,.0f} {case.country.currency} "
        "× 12, if all are taken"
    )


def _basic_income(case: Case) -> Cost:
    grown, young = adults(case.country, case.scenario), children(case.country, case.scenario)
    amount, for_child = case.value("amount"), case.value("child_amount")
    payers = case.most(grown)
    return (payers * amount + young * payers / grown * for_child) * 12.0, (
        f"({grown / 1e6:.1f} million adults × {amount:,g} + {young / 1e6:.1f} million children × "
        f"{for_child:,g} {case.country.currency}) × 12 months{case.said() or ', all of whom it reaches'}"
    )


def _training_account(case: Case) -> Cost:
    ages = before_pension(case.country, OLDEST)
    grown = adults(case.country, case.scenario, ages)
    return case.most(grown, ages) * case.value("credit") * case.wage, (
        f"{grown / 1e6:.1f} million adults below the pension age{case.said(ages)} × {case.value('credit'):g} "
        f"of the average wage {case.wage:,.0f} {case.country.currency} a year, if every credit is spent"
    )


def _job_guarantee(case: Case) -> Cost:
    values, wait = case.country.values, case.value("wait")
    seeking = seekers(case.country, case.scenario)
    at_work = workers(case.country, case.scenario)
    others = at_work["own"] + at_work["informal"] if wait == 0.0 else 0.0
    pay = case.value("wage") * values["minimum_wage"]
    besides = f" and {others / 1e6:.2f} million without a contract, who need not wait" if others else ""
    return case.most(seeking + others) * pay * (1.0 + case.value("materials")) * 12.0, (
        f"at most, if all take it who look for work in month 0: {seeking / 1e6:.2f} million{besides}"
        f"{case.said()}; × {pay:,.0f} {case.country.currency} a month × (1 + {case.value('materials'):g} "
        "materials) × 12 months"
    )


def _bridge_pension(case: Case) -> Cost:
    values = case.country.values
    ages = before_pension(case.country, case.value("years"))
    force = labour_force(case.country, case.scenario, ages)
    pension = case.value("share") * values["average_pension"]
    return case.most(force, ages) * pension * 12.0, (
        f"at most, if the whole labour force of {ages[0]:g} to {ages[1]:g} years loses work and claims: "
        f"{force / 1e6:.2f} million{case.said(ages)}; × {pension:,.0f} {case.country.currency} a month "
        f"({case.value('share'):g} of the average pension) × 12 months"
    )


def _wage_insurance(case: Case) -> Cost:
    values = case.country.values
    employees = workers(case.country, case.scenario)["employees"]
    lately = min(1.0, values["separation_rate"] * case.value("months"))
    most = case.value("cap") if case.value("share") else 0.0
    return case.most(employees * lately) * most * case.wage * 12.0, (
        f"at most, if all earn less who changed jobs within {case.value('months'):g} months: "
        f"{employees * lately / 1e6:.2f} million{case.said()}; × {most * case.wage:,.0f} "
        f"{case.country.currency} a month, the most that is paid, × 12 months"
    )


def _minimum_income(case: Case) -> Cost:
    """What households lack below the threshold, incomes being spread log-normally with the country's Gini."""
    values, country = case.country.values, case.country
    head = adults(country, case.scenario) + children(country, case.scenario)
    size = values["household_size"]
    units = head * (1.0 + FURTHER * max(size - 1.0, 0.0)) / max(size, 1.0)
    mean = values["consumption_share"] * model_gdp(country, case.scenario) / 12.0 / units
    line = case.value("threshold") * case.wage
    spread = sqrt(2.0) * NormalDist().inv_cdf((1.0 + values["gini"]) / 2.0)
    if line == 0.0:
        return 0.0, "the threshold is zero"
    reach = log(line / mean) / spread + spread / 2.0
    poor, gap = NormalDist().cdf(reach), NormalDist().cdf(reach - spread) * mean
    return case.part() * units * (line * poor - gap) * 12.0, (
        f"{poor:.0%} of {head / 1e6:.1f} million people live below {line:,.0f} {country.currency} a month "
        f"and consumption unit, if incomes are spread as a Gini of {values['gini']:g} tells{case.said()}; "
        f"what they lack, {line - gap / poor:,.0f} {country.currency} on average, × 12 months, if all claim"
    )


_RECKONINGS: dict[str, Callable[[Case], Cost]] = {
    "training_programme": _training_programme,
    "training_account": _training_account,
    "digital_education": _digital_education,
    "basic_income": _basic_income,
    "care_services": _care_services,
    "job_guarantee": _job_guarantee,
    "bridge_pension": _bridge_pension,
    "wage_insurance": _wage_insurance,
    "minimum_income": _minimum_income,
}
