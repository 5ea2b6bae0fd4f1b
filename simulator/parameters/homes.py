"""Who lives with whom in month 0."""

from simulator.core.param import Parameters, param


class HomeParameters(Parameters):
    """Who lives with whom in month 0, by age, and who of them cares for children."""

    care_by_women = param(
        0.9,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="households with children where the women mainly care for them, not the men",
        source="mothers work part-time 1.9 times as often as other women, fathers as often as other men: "
        "nearly all (EU-25, Aliaga 2005, Eurostat, read)",
        status="assumed",
    )
    couple_share_25 = param(
        0.25,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="women below 25 (and above the band before) who live with a partner",
        source="choice: no table by age and sex was read",
        status="assumed",
    )
    couple_share_30 = param(
        0.55,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="women below 30 (and above the band before) who live with a partner",
        source="choice: no table by age and sex was read",
        status="assumed",
    )
    couple_share_35 = param(
        0.7,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="women below 35 (and above the band before) who live with a partner",
        source="choice: no table by age and sex was read",
        status="assumed",
    )
    couple_share_65 = param(
        0.68,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="women below 65 (and above the band before) who live with a partner",
        source="choice: no table by age and sex was read",
        status="assumed",
    )
    couple_share_75 = param(
        0.5,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="women below 75 (and above the band before) who live with a partner",
        source="choice: no table by age and sex was read",
        status="assumed",
    )
    couple_share_85 = param(
        0.22,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="women below 85 (and above the band before) who live with a partner",
        source="choice: no table by age and sex was read",
        status="assumed",
    )
    couple_share_101 = param(
        0.1,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="women below 101 (and above the band before) who live with a partner",
        source="choice: no table by age and sex was read",
        status="assumed",
    )
    with_parents_20 = param(
        0.97,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="single people below 20 (and above the band before) who live with parents",
        source="choice for a mean age of leaving of 30.4 (Spain 2023, Eurostat, yth_demo_030; read); 77 % "
        "of those of 20 to 29 live with parents (OECD; read: press)",
        status="assumed",
    )
    with_parents_25 = param(
        0.88,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="single people below 25 (and above the band before) who live with parents",
        source="choice for a mean age of leaving of 30.4 (Spain 2023, Eurostat, yth_demo_030; read); 77 % "
        "of those of 20 to 29 live with parents (OECD; read: press)",
        status="assumed",
    )
    with_parents_30 = param(
        0.6,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="single people below 30 (and above the band before) who live with parents",
        source="choice for a mean age of leaving of 30.4 (Spain 2023, Eurostat, yth_demo_030; read); 77 % "
        "of those of 20 to 29 live with parents (OECD; read: press)",
        status="assumed",
    )
    with_parents_35 = param(
        0.25,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="single people below 35 (and above the band before) who live with parents",
        source="choice for a mean age of leaving of 30.4 (Spain 2023, Eurostat, yth_demo_030; read); 77 % "
        "of those of 20 to 29 live with parents (OECD; read: press)",
        status="assumed",
    )
    with_parents_40 = param(
        0.1,
        unit="share",
        bounds=(0.0, 1.0),
        kind="share",
        about="single people below 40 (and above the band before) who live with parents",
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
