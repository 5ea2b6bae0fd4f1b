"""A shorter full-time week: people work fewer hours, firms need more of them for the same work."""

from simulator.kit import Economy, Sources, Subsidy, Typical, param


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
    typical = Typical(cut=0.0625, relief=0.01)

    cut = param(0.0, "full-time hours taken away", share_of="hours", bounds=(0, 0.5))
    compensation = param(1.0, "part of the pay for these hours that is kept", share_of="pay")
    recovered = param(0.4, "part of the work of these hours that is done in the others", share_of="output")
    relief = param(
        0.0, "paid back to private firms while the shorter week holds", share_of="wages", bounds=(0, 0.3)
    )
    sources = Sources(
        typical="Spain's bill of 2025: 37.5 instead of 40 hours at full pay (recalled); relief of 1 % of "
        "wages: choice, after France's relief of contributions for 35 hours (2000; recalled)",
        cut="France 1998-2000: 39 to 35 hours, 0.10 (recalled)",
        compensation="France and Spain: all of it (recalled)",
        recovered="France 1998-2000: about a third to a half (recalled, low)",
    )

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
