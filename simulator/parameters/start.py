"""What only the opening state uses."""

from simulator.core.param import Parameters, family, param


class StartParameters(Parameters):
    """Dispersions, shares and hazards that only the opening state uses."""

    ability_sd = param(
        0.3,
        unit="log points",
        bounds=(0.0, 1.5),
        about="spread of wages within an occupation and firm, above the median",
        source="start: ninth decile over median of full-time pay where read, else the Gini (C08)",
        status="calibrated",
    )
    ability_sd_below = param(
        0.1,
        unit="log points",
        bounds=(0.0, 1.5),
        about="spread of wages within an occupation and firm, below the median",
        source="start: median over first decile of full-time pay, minimum wage over median, Spain",
        status="calibrated",
    )
    enterprise_sd = param(
        0.7,
        unit="log points",
        bounds=(0.0, 1.5),
        about="spread of income on own account among people of the same ability",
        source="Gini of entrepreneurs 0.64, of free professions 0.53, of employees 0.39 (Germany 1992, net; "
        "Merz, table 3, read); standard deviation of logs up to twice that of employees (Borjas and Bronars "
        "1989, read as told)",
        status="assumed",
    )
    premium_sd = param(
        0.15,
        unit="log points",
        bounds=(0.0, 0.6),
        about="spread of fixed firm wage premia",
        source="Card et al. 2018: firm effects explain a fifth of wage variance",
        status="assumed",
    )
    slow_seekers = param(
        0.17,
        bounds=(0.01, 0.5),
        kind="share",
        about="people who look less than others, at all times",
        source="17 % of the workforce are slow to leave unemployment, and change jobs often besides, United "
        "States (Gregory, Menzio and Wiczer 2021; read: summary); the same everywhere: a choice",
        status="assumed",
    )
    search_type_spread = param(
        0.3,
        unit="ratio",
        bounds=(0.0, 0.95),
        about="how much less than the mean slow seekers look; the others so much more that the mean is one",
        source="start: long-term unemployment (C16)",
        status="calibrated",
    )
    beginners_wait = param(
        0.8,
        unit="ratio",
        bounds=(0.0, 5.0),
        about="time that beginners look for work, over that of who lost a job",
        source="as in the model: half of them come straight to work, others look 1.6 times as long; "
        "of those out of the labour force who worked lately finds work twice as often, United States "
        "(Kudlyak and Lange 2017; read: abstract)",
        status="assumed",
    )
    insurance_takeup = param(
        0.75,
        kind="share",
        about="eligible job losers who draw insurance",
        source="start: benefit coverage",
        status="calibrated",
    )
    own_account_ratio = param(
        1.0,
        unit="ratio",
        bounds=(0.0, 5.0),
        about="own-account income over the mean gross wage",
        source="neutral: each country's file has it from mixed income; the self-employed of rich countries "
        "earn less than employees, employers more (Gindling, Mossaad and Newhouse 2016; read: abstract)",
        status="assumed",
    )
    informal_ratio = param(
        0.6,
        unit="ratio",
        bounds=(0.0, 5.0),
        about="informal income over the mean gross wage",
        source="informal employees and own-account workers earn less in all regions, by more in richer "
        "countries (Gindling, Mossaad and Newhouse 2016; read: abstract); 30 to 40 % less (recalled, low)",
        status="assumed",
    )
    opening_skill = param(
        0.96,
        unit="ratio",
        bounds=(0.0, 1.0),
        about="transferable skill before burn-in, near where the skill rules settle",
        source="choice: where the skill rules settle in the burn-in",
        status="assumed",
    )
    experience_share = param(
        0.75,
        kind="share",
        about="months worked over months since one began to work, at month 0",
        source="choice: three quarters of the time since school in work",
        status="assumed",
    )
    opening_job_finding = param(
        0.115,
        bounds=(0.001, 0.9),
        kind="probability",
        about="hazard by which durations of unemployment are drawn",
        source="24.5 % of the unemployed work a quarter later, 0.09 a month, European Union 2022 and 2023 "
        "(Eurostat, Labour market flow statistics; read)",
        status="assumed",
    )
    opening_months_out = param(
        24.0,
        bounds=(0.0, 120.0),
        kind="months",
        about="time out of work of those who do not look",
        source="choice: two years",
        status="assumed",
    )
    pension_sd = param(
        0.6,
        unit="log points",
        bounds=(0.0, 2.0),
        about="spread of pensions in payment",
        source="choice: a Gini of pensions of 0.33",
        status="assumed",
    )
    wealth_sd = param(
        1.0,
        unit="log points",
        bounds=(0.0, 3.0),
        about="spread of target deposits over income",
        source="the richest tenth hold 40 % of households' deposits, Spain 2024 (ECB, Distributional "
        "Wealth Accounts; read): 1.0 if deposits are lognormal",
        status="assumed",
    )
    equity_sd = param(
        1.8,
        unit="log points",
        bounds=(0.0, 4.0),
        about="spread of shares in dividends",
        source="the richest tenth hold 78 % of business wealth, Spain 2024 (ECB, Distributional Wealth "
        "Accounts; read): 2.1 if it is lognormal, income's spread included",
        status="assumed",
    )
    wealth_age = param(
        50.0,
        unit="years",
        bounds=(16.0, 100.0),
        about="age at which wealth is the mean of all ages; it rises with age",
        source="choice: the middle of adult life",
        status="assumed",
    )
    wealth_age_limit = param(
        1.5,
        unit="ratio",
        bounds=(0.1, 10.0),
        about="wealth of the old over that at this age",
        source="choice: median wealth peaks at 65 to 74 (Bank of Spain, EFF; recalled, medium)",
        status="assumed",
    )
    withdrawal = family(
        {
            "16_24": (0.01, "16-24"),
            "25_54": (0.002, "25-54"),
            "55_64": (0.005, "55-64"),
            "65_plus": (0.02, "65 and over"),
        },
        bounds=(0.0, 0.5),
        kind="probability",
        about="workers aged {0} who leave the labour force",
        source="2.4 % of workers of 15 to 74 a quarter, with those misclassified, European Union 2023 "
        "(Eurostat, Labour market flow statistics; read); by age: choice",
        status="assumed",
    )
    education_risk = family(
        {
            "low": (
                1.5,
                "lower secondary",
                "15.5 % of 11.4 % in all: 1.4, Spain 2024 (Eurostat, lfsa_urgaed; read)",
            ),
            "medium": (
                1.05,
                "upper secondary",
                "11.3 % of 10.3 % in all: 1.1, Spain 2025 (INE, EPA, second quarter; read: press)",
            ),
            "high": (
                0.65,
                "tertiary",
                "5.7 % of 10.3 % in all: 0.55, Spain 2025 (INE, EPA, second quarter; read: press)",
            ),
        },
        unit="ratio",
        bounds=(0.0, 10.0),
        about="unemployment over the mean, {0} education",
        source="{1}",
        status="assumed",
    )
    informal_low_pay = param(
        2.0,
        unit="ratio",
        bounds=(0.0, 10.0),
        about="weight of an occupation's low pay, against chance, in who works informally in month 0",
        source="choice: informal work is low-paid work; no table by occupation was read",
        status="assumed",
    )
