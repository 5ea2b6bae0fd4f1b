"""Who lives with whom in month 0."""

from simulator.core.param import Parameters, family, param


class HomeParameters(Parameters):
    """Who lives with whom in month 0, by age, and who of them cares for children."""

    care_by_women = param(
        0.9,
        kind="share",
        about="households with children where the women mainly care for them, not the men",
        source="mothers work part-time 1.9 times as often as other women, fathers as often as other men: "
        "nearly all (EU-25, Aliaga 2005, Eurostat, read)",
        status="assumed",
    )
    couple_share = family(
        {"25": 0.25, "30": 0.55, "35": 0.7, "65": 0.68, "75": 0.5, "85": 0.22, "101": 0.1},
        kind="share",
        about="women below {0} (and above the band before) who live with a partner",
        source="choice: no table by age and sex was read",
        status="assumed",
    )
    with_parents = family(
        {"20": 0.97, "25": 0.88, "30": 0.6, "35": 0.25, "40": 0.1},
        kind="share",
        about="single people below {0} (and above the band before) who live with parents",
        source="choice for a mean age of leaving of 30.4 (Spain 2023, Eurostat, yth_demo_030; read); 77 % "
        "of those of 20 to 29 live with parents (OECD; read: press)",
        status="assumed",
    )
    couple_age_gap = param(
        2.0,
        unit="years",
        bounds=(-10.0, 20.0),
        about="how much older men are than their partners",
        source="2.2 years in North America, 2.7 in Europe (Pew Research Center, Population Studies 76, "
        "2022; read: abstract, press)",
        status="assumed",
    )
    couple_age_noise = param(
        3.0,
        unit="years",
        bounds=(0.0, 20.0),
        about="spread of that gap, on each side",
        source="choice: in the United States a third of couples are within a year of each other (Pew; "
        "read: press)",
        status="assumed",
    )
    leaving_age = param(
        28.0,
        unit="years",
        bounds=(16.0, 60.0),
        about="earliest age at which those still with parents leave",
        source="mean age 30.4 in Spain, 26.3 in the European Union, 2023 (Eurostat, yth_demo_030; read)",
        status="assumed",
    )
    leaving_age_range = param(
        12.0,
        unit="years",
        bounds=(0.0, 40.0),
        about="range of that age above the earliest",
        source="choice: who is still at home at 28 leaves by 40",
        status="assumed",
    )
