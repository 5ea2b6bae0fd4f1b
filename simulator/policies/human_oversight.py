"""Human oversight: in listed occupations a part of each task that AI does stays with people."""

import numpy as np

from simulator.kit import Economy, Instrument, Sources, Typical, param

HIGH_RISK = ("12", "22", "23", "24", "26", "33", "54")
"""ISCO-08 groups in which most uses of AI Act, Annex III lie (read; which groups: choice): managers of staff,
health, teaching, business (credit, hiring), law and society, officials of state and finance, protection."""


class HumanOversight(Instrument):
    """Where oversight asks for more than firms would leave to people, AI saves less and fewer take it up.

    Work already given to AI comes back as far as the law asks. The fee is due for the whole task as before.
    Machines count as AI.
    """

    family = "shape"
    fundable = False
    channel = "work that stays with people"
    about = "in listed occupations people go on doing a least part of each task that is given to AI"
    typical = Typical(share=0.53)

    share = param(0.0, "least part that stays with people", share_of="a task", bounds=(0, 0.95))
    everywhere = param(
        0.0, "whether it holds in all occupations, not only where uses are of high risk", kind="flag"
    )
    sources = Sources(
        typical="EU AI Act, art. 14 and Annex III: people oversee AI of high risk (read); part: what "
        "people keep of a task today, ai_kept_first",
        share="EU AI Act art. 14 asks for oversight and names no part (read): choice of the scenario",
        everywhere="neutral: those of Annex III",
    )

    def adoption(self, economy: Economy) -> None:
        """More of the work is kept than the technology asks for."""
        occ, listed = economy.occupations, np.isin(economy.country.occupations, HIGH_RISK)
        least = self.value("share") * (listed | (self.value("everywhere") > 0.0))
        occ.ai_kept = np.maximum(occ.ai_kept, least)
