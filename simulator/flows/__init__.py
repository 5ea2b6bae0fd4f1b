"""The month's payments, by occasion. Each moves money through the ledger and nothing else."""
