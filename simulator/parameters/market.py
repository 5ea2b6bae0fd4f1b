"""How labour is traded."""

from simulator.core.param import Parameters, param


class MarketParameters(Parameters):
    """How labour is traded."""

    applications = param(
        5.0,
        unit="per month",
        bounds=(0.0, 50.0),
        about="posts that a seeker whose effort is one looks at",
        source="the unemployed send some ten applications in four weeks, United States (Faberman, Mueller, "
        "Sahin and Topa 2022; recalled, low)",
        status="assumed",
    )
    search_before_entry = param(
        6.0,
        unit="months",
        bounds=(1.0, 24.0),
        about="search of those who enter the labour force, done before they do",
        source="of those who enter, 71 % are at work the month after, United States, March 2025 (BLS, labour "
        "force status flows; read), 56 % within a quarter, European Union 2023 (Eurostat, Labour market flow "
        "statistics; read)",
        status="calibrated",
    )
    job_value_spread = param(
        0.34,
        unit="log points",
        bounds=(0.0, 1.5),
        about="spread of what jobs are worth to people beyond their pay",
        source="non-wage component of offered job values, by what jobseekers of New Jersey accepted: 0.34, "
        "0.24 of offered wages, 0.38 of both (Hall and Mueller 2018; read: abstract)",
        status="estimated",
    )
    offer_rounds = param(
        3,
        unit="per month",
        bounds=(1, 20),
        kind="count",
        about="offers that a firm makes for an opening when it is refused",
        source="choice: a month leaves time for about three offers; nobody's number",
        status="assumed",
    )
    own_occupation_share = param(
        0.45,
        kind="share",
        about="weight of their own occupation among those where seekers look",
        source="C21; 44 % of those who were unemployed begin work in another major group, United "
        "States (Carrillo-Tudela and Visschers 2023; read: introduction); 0.55 in del Rio-Chanona et al. "
        "2021 (recalled)",
        status="calibrated",
    )
    distance_penalty = param(
        0.5,
        unit="score",
        bounds=(0.0, 20.0),
        about="score lost by a full skill distance",
        source="C21, within the fit's 95 %",
        status="assumed",
    )
    course_looks = param(
        2.5,
        unit="share per score",
        bounds=(0.0, 20.0),
        about="posts looked at around the occupation trained for, by certificate",
        source="choice: a training programme's certificate sends half of all looks there",
        status="assumed",
    )
    entry_months = param(
        36.0,
        bounds=(6.0, 120.0),
        kind="months",
        about="months of work after which nobody is a beginner, and an entry post an experienced one",
        source="choice: first two to three years of work; workers of 22 to 25 are taken for beginners by "
        "Brynjolfsson, Chandar and Chen 2025 (read: abstract)",
        status="assumed",
    )
    screening_noise = param(
        0.5,
        unit="score",
        bounds=(0.0, 5.0),
        about="what employers see beyond the record",
        source="choice: varied from 0.1 to 2 in the fit of C15 and C16; nobody's number",
        status="assumed",
    )
    skill_transfer_loss = param(
        0.25,
        unit="share",
        bounds=(0.0, 1.0),
        about="skill lost by a move over a full distance",
        source="five years in an occupation raise wages by 12 to 20 %, United States (Kambourov and "
        "Manovskii 2009; read: abstract); a quarter at a full distance, which few moves are",
        status="assumed",
    )
    offer_rise = param(
        0.02,
        unit="per decision",
        bounds=(0.0, 0.1),
        about="rise of a post's offers by each decision in vain, after some, less those that filled it",
        source="choice: less, and low payers find nobody in the United States",
        status="assumed",
    )
    wage_pull = param(
        1.0,
        unit="elasticity",
        bounds=(0.0, 5.0),
        about="search direction with respect to occupation wages over month 0",
        source="a wage 10 % higher brings 7.4 % more applications within job titles, United States "
        "(Marinescu and Wolthoff 2012; read: abstract)",
        status="assumed",
    )
    slack_pseudo_share = param(
        0.015,
        unit="share of population",
        bounds=(0.0, 0.2),
        about="weight of the major group in an occupation's slack",
        source="choice: about 300 pseudo-persons in 20,000, so that a small occupation's slack is no "
        "accident",
        status="assumed",
    )
    own_account_elasticity = param(
        4.0,
        unit="elasticity",
        bounds=(0.0, 20.0),
        about="starts of work without a contract by what it pays",
        source="choice: free entry, so that incomes settle numbers and not the number of unemployed; "
        "studies of taxes and entry differ even in sign (Gentry and Hubbard 2002, Moore 2003; read: "
        "abstracts)",
        status="assumed",
    )
    own_account_exit_elasticity = param(
        6.0,
        unit="elasticity",
        bounds=(0.0, 20.0),
        about="giving up work without a contract by what it pays, downwards",
        source="such work moves as much with output as that of employees: study shocks",
        status="calibrated",
    )
    own_account_from_jobs = param(
        0.6,
        bounds=(0.0, 0.95),
        kind="share",
        about="of those who start on own account in normal times, who come from a job",
        source="C34: more than half (EU-LFS, recalled)",
        status="assumed",
    )
    skill_transfer_floor = param(
        0.5,
        unit="ratio",
        bounds=(0.0, 1.0),
        about="skill that a move to another occupation leaves at least",
        source="choice: half of skill is of use anywhere",
        status="assumed",
    )
    offer_patience = param(
        3.0,
        unit="decisions",
        bounds=(0.0, 60.0),
        about="decisions that leave an opening unfilled before offers rise",
        source="choice: three decisions in vain say that the offer is too low",
        status="assumed",
    )
    offer_rise_limit = param(
        12.0,
        unit="decisions",
        bounds=(0.0, 120.0),
        about="further such decisions for which offers go on rising",
        source="choice: bound against offers that run away",
        status="assumed",
    )
    occupation_slack_smoothing = param(
        6.0,
        bounds=(1.0, 120.0),
        kind="months",
        about="memory of an occupation's slack",
        source="choice: half a year, since an occupation has few openings a month",
        status="assumed",
    )
    slack_smoothing = param(
        3.0,
        bounds=(1.0, 120.0),
        kind="months",
        about="memory of economy-wide slack",
        source="choice: a quarter, as labour force surveys report",
        status="assumed",
    )
    job_finding_smoothing = param(
        12.0,
        bounds=(1.0, 120.0),
        kind="months",
        about="memory of the chance of work",
        source="choice: people go by the last year",
        status="assumed",
    )
    own_account_smoothing = param(
        6.0,
        bounds=(1.0, 120.0),
        kind="months",
        about="memory of what work without a contract pays",
        source="choice: half a year; what sales of one month say is chance",
        status="assumed",
    )
    quit_smoothing = param(
        12.0,
        bounds=(1.0, 120.0),
        kind="months",
        about="memory of quits in a post",
        source="choice: a year, so that seasons do not count",
        status="assumed",
    )
