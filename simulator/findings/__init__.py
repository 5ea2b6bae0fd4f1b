"""What may be said of results: the only place where a number is judged.

`results` holds a run's tables as arrays, `windows` names stretches of time, `intervals` and `verdicts` say
what seeds bear; `effects` are what all others are made of: `costing`, `headline`, `lives`, `winners`,
`displaced`, `spread`, `options`. `official` compares with what is published; `workbook` writes
tables.xlsx. Page, workbook, terminal and Python read it here.
"""
