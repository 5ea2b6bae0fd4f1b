"""An open model that the state offers: AI at a lower price, ready to use for small firms."""

from simulator.agents.firm import SMALL
from simulator.core.economy import Economy
from simulator.core.param import param
from simulator.kit import Instrument, Typical


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
    typical = Typical(
        "India: 40 % of computing cost (read); Brazil: 0.04 % of GDP a year (recalled, high); rest: choice",
        subsidy=0.4, margin_cut=1.0, budget=0.0004, integration=0.2,
    )  # fmt: skip

    subsidy = param(
        0.0, unit="share of running cost", bounds=(0.0, 0.95), kind="share",
        about="part that the state pays",
        source="India: IndiaAI Mission, 40 % of computing (read)", status="assumed",
    )  # fmt: skip
    margin_cut = param(
        0.0, unit="share of the margin", bounds=(0.0, 1.0), kind="share",
        about="part of the open offer's margin that goes: 1 = at cost",
        source="neutral: nothing until a scenario sets it", status="assumed",
    )  # fmt: skip
    quality = param(
        0.0, unit="share of the gap", bounds=(0.0, 1.0), kind="share",
        about="part of the gap to the commercial offer's quality that is closed",
        source="open models at 0.9 of the quality (Nagle and Yue 2025; read: summaries)", status="assumed",
    )  # fmt: skip
    integration = param(
        0.0, unit="share of integration cost", bounds=(0.0, 0.9), kind="share",
        about="part spared to firms below 50 employees that use the public offer",
        source="neutral: nothing until a scenario sets it", status="assumed",
    )  # fmt: skip
    computing = param(
        0.5, unit="share of computing abroad", bounds=(0.0, 1.0), kind="share",
        about="part of the offer's computing that is bought here and would be abroad",
        source="choice: about half of what computing costs is chips, bought abroad (recalled, medium)",
        status="assumed",
    )  # fmt: skip
    budget = param(
        0.0, unit="share of GDP", bounds=(0.0, 0.05), kind="share", about="fixed cost: building, advising",
        source="Brazil: PBIA 2024-28, 0.0004 of GDP a year (recalled, high)", status="assumed",
    )  # fmt: skip

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
