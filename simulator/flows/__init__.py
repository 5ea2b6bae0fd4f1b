"""The month's payments, by occasion, and the law, rates and budget rules that they follow."""
