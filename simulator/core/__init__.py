"""What every room stands on: parameters, keyed draws, rules, columns, errors and time; no economics."""
