"""Unemployment insurance: higher or longer benefits, for more people, than the law grants in month 0."""

from simulator.core.economy import Economy
from simulator.core.kernels import columns
from simulator.core.param import param
from simulator.kit import Instrument, Typical
from simulator.markets.households import Claims, added_benefits

LAW = ("benefit_replacement", "benefit_replacement_later", "benefit_floor", "benefit_cap")


class UnemploymentInsurance(Instrument):
    """Changes what the law grants; seekers answer by search, reservation wage and the length of the claim."""

    family = "compensate"
    about = "unemployment benefits that are higher, last longer or reach more job losers than the law grants"
    fundable = False
    typical = Typical(
        "rate: Denmark's 90 % of the wage (dagpenge, read) less Spain's 70 %; cap: what LGSS art. 270.3 "
        "gives parents of two, 225 instead of 175 % of IPREM; months: choice",
        rate=0.2, cap=350.0, months=6.0,
    )  # fmt: skip

    rate = param(
        0.0, unit="points of the rate, as a share", bounds=(-1.0, 1.0), kind="share",
        about="added to the replacement rates",
        source="law rates 0.4 (Türkiye, Law 4447) to 0.9 (Denmark, dagpenge; read)", status="assumed",
    )  # fmt: skip
    cap = param(
        0.0, unit="national currency per month", bounds=(-1e6, 1e6), kind="money",
        about="added to the highest benefit",
        source="Denmark, dagpenge 2025: 0.55 of the average wage (read)", status="assumed",
    )  # fmt: skip
    months = param(
        0.0, bounds=(-60.0, 60.0), kind="months",
        about="added to the length of new claims",
        source="law lengths 3 (Brazil) to 24 months (Spain, LGSS art. 269; Denmark) (recalled, high)",
        status="assumed",
    )  # fmt: skip
    claimants = param(
        0.0, unit="share of eligible job losers", bounds=(0.0, 1.0), kind="share",
        about="added to the share of those entitled that draws benefits",
        source="neutral: nothing until a scenario sets it", status="assumed",
    )  # fmt: skip
    contributions = param(
        0.0, bounds=(0.0, 60.0), kind="months",
        about="months of contributions less for the shortest claim",
        source="neutral: nothing until a scenario sets it", status="assumed",
    )  # fmt: skip

    def law(self, economy: Economy) -> None:
        """Change rates, cap and what a new claim needs and gives."""
        for name in ("benefit_replacement", "benefit_replacement_later"):
            self.shift(economy, name, self.value("rate"))
        self.shift(economy, "benefit_cap", self.money(economy, "cap"))
        self.shift(economy, "insurance_longer_months", self.value("months"))
        self.shift(economy, "insurance_more_claims", self.value("claimants"))
        self.shift(economy, "insurance_eased_months", self.value("contributions"))

    def levies(self, economy: Economy) -> None:
        """Name the part of this month's benefits that the law of month 0 would not have paid."""
        q = economy.persons
        law = [economy.shifts.before(name, economy.scalar(name)) for name in LAW]
        added = added_benefits(q.n, columns(Claims, q), economy.parameters["benefit_step"], *law)
        self.attribute(economy, "unemployment_benefit", added)
