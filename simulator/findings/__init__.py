"""What may be said of results: the only place where a number is judged.

`results` and `panel` hold a run's tables as arrays; `windows` names stretches of time, `intervals` and
`verdicts` what seeds bear; `effects`, `gaps`, `winners`, `costs`, `rivals`, `spread`, `swings` and
`afterwards` work out what is told. `headline` and `options` pick what the terminal prints, `workbook` writes
tables.xlsx, `targets` compares with the country's data. Page, workbook, terminal and Python read it here.
"""
