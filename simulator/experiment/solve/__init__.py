"""Numbers that a run solves: a rate that balances the budget, a scale that costs a share of GDP."""
