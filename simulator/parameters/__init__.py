"""Parameters of the economy as a whole; those of one behaviour stand in its rule file."""

from simulator.core.param import Parameters, declare
from simulator.parameters.ai import AIParameters
from simulator.parameters.bank import CentralBankParameters
from simulator.parameters.finance import FinanceParameters
from simulator.parameters.goods import GoodsParameters
from simulator.parameters.homes import HomeParameters
from simulator.parameters.job_loss import JobLossParameters
from simulator.parameters.market import MarketParameters
from simulator.parameters.start import StartParameters
from simulator.parameters.system import SystemParameters

GROUPS: tuple[type[Parameters], ...] = (
    MarketParameters, GoodsParameters, FinanceParameters, AIParameters, SystemParameters, StartParameters,
    HomeParameters, JobLossParameters, CentralBankParameters,
)  # fmt: skip

for _group in GROUPS:
    for _name, _declaration in _group.declared().items():
        declare(_name, _declaration)
