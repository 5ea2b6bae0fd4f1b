"""Competition in AI: a smaller margin of the commercial provider, and open models that fit in its place."""

from simulator.kit import Economy, Instrument, Sources, Typical, param


class AICompetition(Instrument):
    """The regulator caps the commercial provider's margin and has it open its interfaces.

    AI becomes cheaper: the provider, mostly abroad, earns less on each use, firms adopt more and replace more
    labour. The margin is what is left over computing, research, training and sales: no cap takes what pays
    for these. That margins fall by law and quality does not is an assumption.
    """

    family = "shape"
    fundable = False
    channel = "price of AI"
    about = "lower margins of the commercial AI provider, and interoperability that helps open models"
    typical = Typical(margin_cut=0.667)

    margin_cut = param(
        0.0, "part of the commercial margin over all costs that goes", share_of="the margin over cost"
    )
    interoperability = param(
        0.0, "part of the gap in quality, integration included, that open offers make up", share_of="the gap"
    )
    sources = Sources(
        typical="choice: mark-up of 1.6 (De Loecker, Eeckhout and Unger 2020; recalled, high) to 1.2",
        margin_cut="choice: mark-up of 1.6 (De Loecker, Eeckhout and Unger 2020, all firms, United "
        "States 2016; recalled, high) to 1.2: two thirds of the margin",
    )

    def law(self, economy: Economy) -> None:
        """What limits the provider's price."""
        self.shift(economy, "ai_margin_cut", self.value("margin_cut"))
        self.shift(economy, "open_quality_gain", self.value("interoperability"))
