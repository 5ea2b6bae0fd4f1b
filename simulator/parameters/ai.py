"""The AI market and how firms differ in using it."""

from simulator.core.param import Parameters, param


class AIParameters(Parameters):
    """The AI market and how firms differ in using it."""

    open_markup = param(
        1.1,
        unit="ratio",
        bounds=(1.0, 10.0),
        about="most that the open fringe asks over what offering and fitting it in cost",
        source="a competitive fringe: cost and a tenth",
        status="assumed",
    )
    open_quality = param(
        0.55,
        unit="ratio",
        bounds=(0.0, 1.0),
        about="quality of open models in use, integration included",
        source="open models reach 0.9 of closed ones at 0.13 of the price and serve 20 % of tokens, 2025 "
        "(Nagle and Yue 2025; read: summaries); what else keeps users is in this number",
        status="assumed",
    )
    provider_switching = param(
        3.0,
        unit="elasticity",
        bounds=(0.0, 20.0),
        about="how market shares answer quality-adjusted prices",
        source="1.1 between providers of one open model, 2025 (Demirer, Fradkin, Tadelis and Peng 2025; "
        "read: summary)",
        status="assumed",
    )
    ai_domestic_share = param(
        0.15,
        kind="share",
        about="owners, staff and computing of commercial AI that are in the country, by what they are paid",
        source="European providers hold 15 % of Europe's cloud market, 2022 to 2024 (Synergy Research "
        "2025; read)",
        status="assumed",
    )
    ai_markup = param(
        1.6,
        unit="ratio",
        bounds=(1.0, 10.0),
        about="price of commercial AI over all that it costs: computing, research, training, sales",
        source="1.6 of all firms, United States 2016 (De Loecker, Eeckhout and Unger 2020; recalled, high); "
        "OpenAI 2025: below 1, costs of USD 35 to 40 billion for sales of 20 (read: secondary page)",
        status="assumed",
    )
    ai_sold_abroad = param(
        0.0,
        unit="ratio",
        bounds=(0.0, 5.0),
        about="sales abroad of AI's providers here over what users here spend, where use abroad is as here",
        source="neutral: nothing but for the United States",
        status="assumed",
    )
    levy_pass_through = param(
        1.0,
        kind="share",
        about="part of a tax on AI's sales or a levy on its users that users bear; the rest falls on rents",
        source="digital services taxes were passed on in full (recalled, medium); swept 0 to 1",
        status="assumed",
    )
    machine_price = param(
        0.0,
        unit="months of mean labour cost",
        bounds=(0.0, 240.0),
        about="price of the machine that does the tasks of a full-time post; 0 where a fee is paid instead",
        source="generative AI is bought as a service; scenarios/technologies set their own",
        status="assumed",
    )
    integration_spread = param(
        1.5,
        unit="log points",
        bounds=(0.1, 5.0),
        about="dispersion of integration costs between firms",
        source="fitted to EU firms using AI in any occupation 2023-25 (Eurostat, isoc_eb_ai): make adoption",
        status="estimated",
    )
    micro_adoption = param(
        0.5,
        unit="ratio",
        bounds=(0.0, 2.0),
        about="adoption in firms below ten heads over that of 10-49",
        source="the survey starts at ten",
        status="assumed",
    )
