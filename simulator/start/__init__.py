"""How the opening state is made: people, jobs, accounts, burn-in. Nothing here runs after month 0."""
