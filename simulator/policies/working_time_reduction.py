"""A shorter full-time week: people work fewer hours, firms need more of them for the same work."""

from simulator.core.economy import Economy
from simulator.core.param import param
from simulator.kit import Subsidy, Typical


class WorkingTimeReduction(Subsidy):
    """Firms want more people; an hour costs more, so prices rise and more tasks are worth automating.

    Public employers hire too, at the state's cost, which stands under public wages. Whether jobs result is
    disputed: the first effect on hires is positive, dearer labour works against it, and it hangs on
    `recovered`, of which little is known.
    """

    family = "adapt"
    about = "a shorter full-time week at compensated pay, for all employees, with relief for private firms"
    targets = False
    reaches = "firms"
    take_up = None  # a law for everybody
    capacity = None
    administration_per_head = None
    channel = "hours, pay and posts"
    typical = Typical(
        "Spain's bill of 2025: 37.5 instead of 40 hours at full pay (recalled); relief of 1 % of wages: "
        "choice, after France's relief of contributions for 35 hours (2000; recalled)",
        cut=0.0625, relief=0.01,
    )  # fmt: skip

    cut = param(
        0.0, unit="share of hours", bounds=(0.0, 0.5), kind="share", about="full-time hours taken away",
        source="France 1998-2000: 39 to 35 hours, 0.10 (recalled)", status="assumed",
    )  # fmt: skip
    compensation = param(
        1.0, unit="share of pay", bounds=(0.0, 1.0), kind="share",
        about="part of the pay for these hours that is kept",
        source="France and Spain: all of it (recalled)", status="assumed",
    )  # fmt: skip
    recovered = param(
        0.4, unit="share of output", bounds=(0.0, 1.0), kind="share",
        about="part of the work of these hours that is done in the others",
        source="France 1998-2000: about a third to a half (recalled, low)", status="assumed",
    )  # fmt: skip
    relief = param(
        0.0, unit="share of wages", bounds=(0.0, 0.3), kind="share",
        about="paid back to private firms while the shorter week holds",
        source="neutral: nothing until a scenario sets it", status="assumed",
    )  # fmt: skip

    def law(self, economy: Economy) -> None:
        """Shorten the week: less pay unless it is compensated, less work unless it is made up."""
        cut, firms = self.value("cut"), economy.firms
        firms.hours_cut += cut
        firms.output_cut += cut * (1.0 - self.value("recovered"))
        self.shift(economy, "pay_cut", cut * (1.0 - self.value("compensation")))

    def adoption(self, economy: Economy) -> None:
        """Firms reckon with the relief, in prices and automation."""
        economy.firms.payroll_levy_rate -= self.value("relief") * (economy.firms.public == 0)

    def levies(self, economy: Economy) -> None:
        """Pay the relief."""
        self.subsidise(economy, self.value("relief") * economy.firms.wage_bill)
