"""The labour market of a month: exits, moves in and out of the labour force, search, matching, slack."""

import numpy as np

from simulator.agents.person import INACTIVE, SEEKING, UNEMPLOYED, WORKING
from simulator.core.economy import Economy
from simulator.core.kernels import columns
from simulator.core.maths import income_pull
from simulator.core.streams import stream_key, uniform
from simulator.markets import hiring, matching, own_account, production, separations
from simulator.markets.even_draws import draw_exits, draw_own_work, draw_participation
from simulator.markets.goods import labour_of_new_tasks
from simulator.markets.separations import Posts, Workers
from simulator.markets.sums import Occupations, Seekers, occupation_slack
from simulator.rules.worker_participate import worker_participate
from simulator.rules.worker_self_employ import worker_self_employ
from simulator.rules.worker_separate import worker_separate


def separate_workers(economy: Economy) -> None:
    """Decide and carry out the exits of the month."""
    weigh_layoffs(economy)
    worker_separate.run(economy, draw_exits(economy))
    carry_out_exits(economy)


def weigh_layoffs(economy: Economy) -> None:
    """Where AI does a part of a post's work, who has digital skill is kept first; as many go as otherwise.

    Risks of a layoff with and without the skill stand there as 1 - `digital_protection` to 1, and their mean
    over the post's staff is what it was.
    """
    q, posts, protection = economy.persons, economy.posts, economy.parameters["digital_protection"]
    where = posts.automated, posts.layoff_chance
    separations.weigh_layoffs(q.post, q.digital_skill, *where, protection, q.layoff_weight)


def carry_out_exits(economy: Economy) -> None:
    """Take whoever leaves, as `leaving` says, out of the job, and set what they are entitled to."""
    q, posts, month = economy.persons, economy.posts, economy.month
    names = separations.EXITS.split()
    exits, people, jobs = np.zeros(len(names)), columns(Workers, q), columns(Posts, posts)
    keys = stream_key(economy.root, "displacement", month), stream_key(economy.root, "recall", month)
    chance = economy.parameters["recall_share"], *keys
    by = jobs, economy.firms.heads, economy.moves, economy.insurance
    separations.apply_exits(q.n, month, people, *by, chance, exits)
    economy.count.update(zip(names, exits.tolist(), strict=True))


def grow_older(economy: Economy) -> None:
    """Advance tenure, time in the status, time out of work and insured months."""
    q, limit = economy.persons, int(economy.parameters["contribution_limit"])
    separations.grow_older(q.n, columns(Workers, q), limit, economy.frozen_demography)


def who_may_work(economy: Economy) -> np.ndarray:
    """Mask of all but the retired, and of these whoever is still paid for work."""
    q = economy.persons
    return np.asarray(separations.may_work(q.active, q.status, q.earnings, q.employee_contribution))


def who_may_look(economy: Economy) -> np.ndarray:
    """Mask of all but the retired, and of these whoever still looks."""
    q = economy.persons
    return np.asarray(separations.may_look(q.active, q.status, q.effort))


def change_participation(economy: Economy) -> None:
    """People enter and leave the labour force, own-account and informal work."""
    q = economy.persons
    before = q.status.copy()
    worker_participate.run(economy, draw_participation(economy))
    changed = (before != q.status).nonzero()[0]
    choose_first_occupation(economy, before, changed)
    entered = changed[(before[changed] == INACTIVE) & (q.status[changed] == UNEMPLOYED)]
    q.discouraged[changed[gave_up(economy, before, changed)]] = 1
    q.discouraged *= q.status == INACTIVE
    separations.count_changes(economy, before, changed)
    before = q.status.copy()
    worker_self_employ.run(economy, draw_own_work(economy))
    changed = (before != q.status).nonzero()[0]
    by = before, columns(Workers, q), columns(Posts, economy.posts), economy.firms.heads
    # Who starts on own account gives up the job: a quit of the post.
    leavers, freed = own_account.leave_jobs(changed, economy.month, *by)
    economy.count["separations"] += leavers
    economy.count["posts_abolished_attrition"] += freed
    choose_own_work(economy, before, changed)
    separations.count_changes(economy, before, changed)
    economy.scratch.entered = entered
    separations.count_straight_to_work(entered, np.full(len(entered), UNEMPLOYED), q.status, economy.moves)


def gave_up(economy: Economy, before: np.ndarray, changed: np.ndarray) -> np.ndarray:
    """Mask of those `changed` (rows) who stop looking for want of a job, not by a policy's unearned income.

    Such income multiplies the chance to leave by `income_pull`: one leaver in so many would leave without.
    """
    q, p = economy.persons, economy.parameters
    left: np.ndarray = (before[changed] == UNEMPLOYED) & (q.status[changed] == INACTIVE)
    key = stream_key(economy.root, "gave_up", economy.month)
    for place in np.flatnonzero(left & (q.unearned[changed] > 0.0)):
        row = changed[place]
        pay = max(q.last_wage[row], economy.aggregates.minimum_wage, 1e-9)
        left[place] = uniform(key, q.id[row]) * income_pull(p["income_effect"], q.unearned[row], pay) < 1.0
    return left


def choose_first_occupation(economy: Economy, before: np.ndarray, changed: np.ndarray) -> None:
    """Those who enter without ever having worked choose among occupations of their schooling.

    Weights: its employment at that schooling, openings per rival, appeal, pay over month 0.
    """
    q, occ, p = economy.persons, economy.occupations, economy.parameters
    size = economy.country.employment.sum(axis=0)[:, None] * economy.country.education_by_occupation
    tightness = (1.0 + occ.openings) / (1.0 + economy.rivals())
    weight = size * (tightness * occ.appeal * occ.relative_wage ** p["wage_pull"])[:, None]
    cumulative = np.ascontiguousarray(np.cumsum(weight / weight.sum(axis=0), axis=0).T)
    key = stream_key(economy.root, "first_occupation", economy.month)
    separations.choose_first_occupations(changed, columns(Workers, q), before, cumulative, key)


def choose_own_work(economy: Economy, before: np.ndarray, changed: np.ndarray) -> None:
    """Those who start own-account or informal work look as other seekers do, and go where such work is."""
    q, occ = economy.persons, economy.occupations
    rooms = occ.own_account_room, occ.informal_room
    key = stream_key(economy.root, "own_work", economy.month)
    own_account.choose_own_work(changed, columns(Workers, q), before, economy.mobility, rooms, key)


def search_and_match(economy: Economy) -> None:
    """Seekers apply, firms choose, people accept, and the hires are carried out."""
    q, posts, firms, occ = economy.persons, economy.posts, economy.firms, economy.occupations
    p, count, month, distance = economy.parameters, economy.count, economy.month, economy.distance
    direction, screening, search = (
        stream_key(economy.root, name, month) for name in ("direction", "screening", "search")
    )
    loss, skill_pay, seekers = p["skill_transfer_loss"], p["skill_pay"], columns(matching.Seekers, q)
    wanted = np.where(posts.active == 1, posts.vacancies, 0)
    deciding = np.minimum(posts.deciding, wanted)
    openings, start = matching.list_openings(deciding, posts.occupation, len(occ.id))
    among = economy.rivals(), occ.appeal, occ.relative_wage, p["wage_pull"]
    table = matching.directions(economy.mobility, start, *among)
    expected = matching.pay_to_expect(table, distance, occ.wage, loss, skill_pay)
    news = np.where(np.isnan(expected), 0.0, expected - occ.prospects)
    occ.prospects += news / p["occupation_slack_smoothing"]
    # Who comes from abroad has not looked here before.
    entered, looked = economy.scratch.entered, q.effort.copy()
    was = q.status[entered]
    looked[entered[(was == UNEMPLOYED) & (q.arrival_month[entered] != month)]] *= p["search_before_entry"]
    person, number = matching.who_looks(q.n, q.id, q.active, looked, p["applications"], search)
    looks = matching.look_at_posts(person, number, seekers, table, start, p["course_looks"], direction)
    offers, jobs = matching.offers_of(economy, openings), matching.jobs_of(economy, openings)
    terms = economy.aggregates.minimum_wage, loss, skill_pay
    worth = matching.worth_applying(looks, jobs, seekers, offers, distance, terms)
    sent = matching.apply_for_posts(looks, *worth, seekers, offers, p["distance_penalty"], screening)
    economy.scratch.applications = sent
    taken, pay = hiring.agree(sent, p["screening_noise"], q.n, len(openings), int(p["offer_rounds"]))
    filled, move = np.zeros(3), (distance, loss)
    people, jobs_held = columns(Workers, q), columns(Posts, posts)
    hiring.hire(taken, pay, openings, people, jobs_held, firms.heads, move, economy.moves, filled)
    joined = taken[taken >= 0]
    separations.count_straight_to_work(entered, was, q.status, economy.moves)
    q.recall_post[joined] = -1  # whoever has found other work has no claim any more
    matching.value_jobs(economy, joined)
    hired_by = openings[taken >= 0]
    cost = p["recruiting_cost"] * occ.wage[posts.occupation[hired_by]]
    firms.recruiting[:] = np.bincount(posts.firm[hired_by], cost, minlength=firms.n) * (firms.public == 0)
    hired = np.bincount(hired_by, minlength=posts.n)
    count["vacancies"] = matching.count_vacancies(posts.unfilled, wanted, hired)
    count["hires"], count["job_to_job"] = filled[0] + count["recalls"], filled[1]
    count["seekers"] = float((number == 0).sum())
    count["posts_abolished_attrition"] += filled[2]
    posts.unfilled[:] = wanted - hired


def measure_slack(economy: Economy) -> None:
    """Effective unemployment by occupation, shrunk to its major group and smoothed, and economy-wide.

    Economy-wide slack counts heads, as authorities do.
    Work that seekers find is any: of surveys' flows out of unemployment, jobs with a contract are a part.
    """
    q, occ, s, p = economy.persons, economy.occupations, economy.aggregates, economy.parameters
    terms = s.job_finding_norm, s.effort_norm, p["slack_pseudo_share"] * economy.population
    seen, by = columns(Seekers, q), columns(Occupations, occ)
    smoothing = p["occupation_slack_smoothing"]
    employed, effort, seekers, heads = occupation_slack(q.n, seen, by, economy.major_group, terms, smoothing)
    effective = heads / max(heads + employed, 1e-300)
    found = float(economy.moves[np.ix_(SEEKING, WORKING)].sum())
    economy.count.update(found_work=found, seekers_unemployed=float(seekers) + found)
    s.slack = effective
    if economy.month < 0:
        s.effort_norm = max(float(effort / max(seekers, 1.0)), 1e-3)


def plan_costs(economy: Economy) -> None:
    """Book this month's automation by post and sum posts to firms."""
    posts, firms, occ = economy.posts, economy.firms, economy.occupations
    s, p = economy.aggregates, economy.parameters
    of_posts, of_firms = columns(production.Posts, posts), columns(production.Firms, firms)
    steps = np.zeros(2)
    posts.ai_step *= np.where(firms.public[posts.firm] == 1, s.public_savings, 1.0)
    production.book_automation(posts.n, of_posts, labour_of_new_tasks(economy), p["quit_smoothing"], steps)
    economy.count.update(posts_abolished=steps[0], posts_abolished_hiring_forgone=steps[1])
    ai_price = s.ai_price / (1.0 - occ.ai_kept)
    by_occupation = occ.wage * occ.floor_lift, occ.new_tasks, ai_price
    costs = production.Costs(
        *by_occupation, s.employer_rate, s.fee_share, s.trend_productivity, s.pay_cut, s.hours_kept
    )
    production.firm_costs(firms.n, of_firms, of_posts, firms.pay_over_worth * s.output_norm, costs)
    labour = occ.trend_wage * s.trend_index * (1.0 + s.employer_rate)
    production.techniques(firms.n, of_firms, of_posts, labour, occ.new_tasks, ai_price * s.fee_share)
