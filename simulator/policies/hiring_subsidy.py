"""Hiring subsidy: the state pays a part of the wage of people hired out of unemployment, for some months."""

from simulator.agents.person import TRAINING, UNEMPLOYED
from simulator.kit import Economy, Placement, Sources, Typical, param


class HiringSubsidy(Placement):
    """Firms rank job seekers who come with it higher, and pass what they usually get on in prices.

    Who would have been hired anyway is paid for too, and others wait longer: both emerge. `for:` says whom it
    is for; how much a subsidy moves the rank is assumed, and decides how large the effect is.
    """

    family = "adapt"
    about = "a part of the labour cost of people hired out of unemployment, paid to private firms for months"
    typical = Typical(share=0.5, months=12.0)

    capacity = None  # a firm that hires is not turned away; the fund sets limits

    share = param(0.0, "part of wage and contributions that is paid back", share_of="labour cost")
    months = param(12.0, "how long it is paid for a hire", kind="months", bounds=(1, 60))

    wait = param(12.0, "months unemployed before a hire counts", kind="months", bounds=(0, 60))
    sources = Sources(
        typical="Germany's integration subsidy, SGB III s.88-89: up to 50 % for up to 12 months (recalled)",
        share="South Africa: Employment Tax Incentive, about 0.25 over two years; Germany: SGB III s.89, "
        "up to 0.5 (recalled, high)",
        months="South Africa: Employment Tax Incentive, two years; Germany: SGB III s.89, 12 (recalled, "
        "high)",
        wait="long-term unemployment; SGB II s.16e asks for 24 (recalled)",
    )

    def adoption(self, economy: Economy) -> None:
        """What firms usually get lowers their normal cost."""
        self.tell_prices(economy)

    def separations(self, economy: Economy) -> None:
        """Tell firms which seekers it is for."""
        share, q = self.value("share"), economy.persons
        if share > 0.0:
            wait = self.value("wait")
            seeking = (q.status == UNEMPLOYED) & (q.months_in_status >= wait)
            seeking |= (q.status == TRAINING) & (q.months_out >= wait)
            self.offer(economy, self.eligible(economy, seeking), share, self.value("months"))

    def training(self, economy: Economy) -> None:
        """Count from the hire on."""
        self.begin_hires(economy, int(self.value("months")))

    def levies(self, economy: Economy) -> None:
        """Pay firms."""
        q = economy.persons
        self.subsidise_months(economy, self.value("share") * (q.earnings + q.employer_contribution))
