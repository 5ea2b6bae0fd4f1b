"""Public places in childcare: who cares for children enters and stays in work, for longer hours."""

import numpy as np

from simulator.core.time import MONTHS_PER_YEAR
from simulator.kit import Economy, Programme, Sources, Typical, param


class CareServices(Programme):
    """The state buys places for children; a place changes entry, exit, hours and reach of who cares for them.

    Who that is, of the people of 20 to 49 with children at home, `care_by_women` says: children are counted
    by household, not by age or parent. Care for the old is left out: nobody in the model has a frail parent.
    Places are bought from firms like any service, so jobs in care arise in all sectors. A place raises the
    employment of the women who have one by some 6 points after four years in Spain; published effects are
    6 (Norway, Havnes & Mogstad 2011) to 35 (Germany, Bauernschuster & Schlotter 2015; both recalled).
    """

    family = "shape"
    about = "public childcare places, which bring parents into work and into longer hours"
    typical = Typical(places_per_1000=20.0)

    capacity = None  # places_per_1000 says it

    places_per_1000 = param(
        0.0, "places added to those there are", unit="places per 1000 labour force", bounds=(0, 500)
    )
    place_cost = param(
        0.3, "price of a place, bought from firms", share_of="average wage per month", bounds=(0, 3)
    )
    youngest = param(20.0, "lowest age of who cares for children", unit="years", bounds=(20, 49))
    oldest = param(49.0, "highest age of who cares for children", unit="years", bounds=(20, 49))
    sources = Sources(
        typical="0.5-1 % of GDP (OECD Family Database; recalled, medium): 20 places per 1,000 labour force "
        "come to 0.3 %",
        place_cost="OECD: spending a child in early education about a quarter to a third of the average "
        "wage (recalled, low)",
        youngest="choice: with `oldest`, the ages at which nearly all children are born and small",
        oldest="choice: as `youngest`",
    )

    def separations(self, economy: Economy) -> None:
        """Give places, to the same people as long as they have children at home; buy them."""
        price = self.value("place_cost") * economy.aggregates.average_wage
        places = min(self.headcount(economy, "places_per_1000"), self.affordable(economy, price, 1.0, 0.0))
        if places <= 0:
            return
        q = economy.persons
        age = (economy.month - q.birth_month) // MONTHS_PER_YEAR
        carer = (q.carer == 1) & (age >= self.value("youngest")) & (age <= self.value("oldest"))
        served = self.first(economy, self.eligible(economy, carer), places)
        q.care_place = served.astype(np.uint8)
        self.serve(float(served.sum()))
        self.buy(economy, price * float(served.sum()))
