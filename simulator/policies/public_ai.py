"""An open model that the state offers: AI at a lower price, ready to use for small firms."""

from simulator.agents.firm import SMALL
from simulator.kit import Economy, Instrument, Sources, Typical, param


class PublicAI(Instrument):
    """The state runs the open model, pays part of its computing and offers it at cost; users get it cheaper.

    Most of the open offer's cost is what it takes to fit it in, which users pay to firms here. Help with that
    comes with the public offer alone. The commercial provider loses customers, and less is paid abroad; firms
    adopt more and replace more labour by AI. What the state pays is bought from firms. What a given budget
    does for quality and integration nobody knows; they are set apart from it.
    """

    family = "shape"
    fundable = False
    about = "an open AI model run by the state: cheaper AI, and less integration work for small firms"
    typical = Typical(subsidy=0.4, margin_cut=1.0, budget=0.0004, integration=0.2)

    subsidy = param(0.0, "part that the state pays", share_of="running cost", bounds=(0, 0.95))
    margin_cut = param(0.0, "part of the open offer's margin that goes: 1 = at cost", share_of="the margin")
    quality = param(
        0.0, "part of the gap to the commercial offer's quality that is closed", share_of="the gap"
    )
    integration = param(
        0.0,
        "part spared to firms below 50 employees that use the public offer",
        share_of="integration cost",
        bounds=(0, 0.9),
    )
    computing = param(
        0.5,
        "part of the offer's computing that is bought here and would be abroad",
        share_of="computing abroad",
    )
    budget = param(0.0, "fixed cost: building, advising", share_of="GDP", bounds=(0, 0.05))
    sources = Sources(
        typical="India: 40 % of computing cost (read); Brazil: 0.04 % of GDP a year (recalled, high); "
        "rest: choice",
        subsidy="India: IndiaAI Mission, 40 % of computing (read)",
        quality="open models at 0.9 of the quality (Nagle and Yue 2025; read: summaries)",
        computing="choice: about half of what computing costs is chips, bought abroad (recalled, medium)",
        budget="Brazil: PBIA 2024-28, 0.0004 of GDP a year (recalled, high)",
    )

    def law(self, economy: Economy) -> None:
        """What the open offer costs and is worth."""
        self.shift(economy, "open_cost_paid", self.value("subsidy"))
        self.shift(economy, "open_margin_cut", self.value("margin_cut"))
        self.shift(economy, "open_quality_gain", self.value("quality"))
        if any(self.value(name) > 0.0 for name in ("subsidy", "margin_cut", "quality", "integration")):
            self.shift(economy, "open_computing_home", self.value("computing"))
        self.shift(economy, "open_help_small", self.value("integration"))

    def adoption(self, economy: Economy) -> None:
        """Spare small firms integration, as many of them as take the public offer."""
        firms = economy.firms
        small = (firms.size_class <= SMALL) & (firms.public == 0)
        using = sum(offer.share for offer in economy.providers.here[1:])
        firms.integration_help += self.value("integration") * using * small

    def levies(self, economy: Economy) -> None:
        """Buy what the state pays of this month's use, and the fixed part."""
        here, usual = economy.providers.here[1:], economy.providers.offers[1:]
        running = sum(
            one.paid / one.price * before.computing for one, before in zip(here, usual, strict=True)
        )
        fixed = self.value("budget") * economy.accounts_of_month["production"]
        self.buy(economy, self.value("subsidy") * running + fixed)
