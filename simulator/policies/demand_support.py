"""The state buys while output is short of the same country without AI and policy."""

from simulator.kit import Economy, Instrument, Typical, param


class DemandSupport(Instrument):
    """Purchases worth a share of what output is short, and nothing while it is not.

    Output is short by idle hours beyond those of the same country without AI and policy, as the central bank
    sees it, last month. What other policies do to idle hours counts too.
    """

    family = "shape"
    about = "purchases worth a share of what output is short of the same country without AI and policy"
    typical = Typical("choice: half of the gap; the central bank answers the rest", share=0.5)

    share = param(0.0, "part of the missing output that the state buys", share_of="missing output")

    def levies(self, economy: Economy) -> None:
        """Buy in this month's trade."""
        if not economy.is_followed:
            return
        idle = economy.aggregates.idle_hours - economy.path("idle_hours")
        short = max(0.0, idle / economy.parameters["idle_per_output"])
        self.buy(economy, self.value("share") * short * economy.accounts_of_month["production"])
