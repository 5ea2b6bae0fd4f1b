"""Unemployment insurance: higher or longer benefits, for more people, than the law grants in month 0."""

from simulator.core.kernels import columns
from simulator.kit import Economy, Instrument, Sources, Typical, param
from simulator.markets.households import Claims, added_benefits

LAW = ("benefit_replacement", "benefit_replacement_later", "benefit_floor", "benefit_cap")


class UnemploymentInsurance(Instrument):
    """Changes what the law grants; seekers answer by search, reservation wage and the length of the claim."""

    family = "compensate"
    about = "unemployment benefits that are higher, last longer or reach more job losers than the law grants"
    fundable = False
    typical = Typical(rate=0.2, cap=350.0, months=6.0)

    rate = param(
        0.0,
        "added to the replacement rates",
        unit="points of the rate, as a share",
        kind="share",
        bounds=(-1, 1),
    )
    cap = param(0.0, "added to the highest benefit", kind="money", bounds=(-1e6, 1e6))
    months = param(0.0, "added to the length of new claims", kind="months", bounds=(-60, 60))
    claimants = param(
        0.0, "added to the share of those entitled that draws benefits", share_of="eligible job losers"
    )
    contributions = param(
        0.0, "months of contributions less for the shortest claim", kind="months", bounds=(0, 60)
    )
    sources = Sources(
        typical="rate: Denmark's 90 % of the wage (dagpenge, read) less Spain's 70 %; cap: what LGSS art. "
        "270.3 gives parents of two, 225 instead of 175 % of IPREM; months: choice",
        rate="law rates 0.4 (Türkiye, Law 4447) to 0.9 (Denmark, dagpenge; read)",
        cap="Denmark, dagpenge 2025: 0.55 of the average wage (read)",
        months="law lengths 3 (Brazil) to 24 months (Spain, LGSS art. 269; Denmark) (recalled, high)",
    )

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
