"""Public employers cut a part of the work that AI spares them."""

from simulator.kit import Economy, Instrument, Sources, Typical, param


class PublicSavings(Instrument):
    """A part of the work that AI spares public employers is cut; the rest serves more people.

    Without it they keep all staff. It has no cost of its own: what it saves shows as lower public pay, and
    the volume of public services grows less. Without AI there is nothing to cut.
    """

    family = "shape"
    fundable = False
    channel = "staff of public employers"
    about = "public employers cut part of the work that AI spares them, instead of serving more"
    typical = Typical("choice: half, between keeping all staff and keeping the volume of service", share=0.5)

    share = param(0.0, "part that is cut", share_of="the work spared")
    sources = Sources(share="neutral: public employers keep their staff")

    def law(self, economy: Economy) -> None:
        """What planning in public employers reads."""
        room = 1.0 - economy.aggregates.public_savings
        self.shift(economy, "public_savings", min(room, self.value("share")))
