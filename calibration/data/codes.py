"""Classifications shared by every country: occupations, sectors, country names used by the agencies."""

OCCUPATIONS: dict[str, str] = {
    "11": "Chief executives, senior officials and legislators",
    "12": "Administrative and commercial managers",
    "13": "Production and specialised services managers",
    "14": "Hospitality, retail and other services managers",
    "21": "Science and engineering professionals",
    "22": "Health professionals",
    "23": "Teaching professionals",
    "24": "Business and administration professionals",
    "25": "Information and communications technology professionals",
    "26": "Legal, social and cultural professionals",
    "31": "Science and engineering associate professionals",
    "32": "Health associate professionals",
    "33": "Business and administration associate professionals",
    "34": "Legal, social, cultural and related associate professionals",
    "35": "Information and communications technicians",
    "41": "General and keyboard clerks",
    "42": "Customer services clerks",
    "43": "Numerical and material recording clerks",
    "44": "Other clerical support workers",
    "51": "Personal service workers",
    "52": "Sales workers",
    "53": "Personal care workers",
    "54": "Protective services workers",
    "61": "Market-oriented skilled agricultural workers",
    "62": "Market-oriented skilled forestry, fishery and hunting workers",
    "63": "Subsistence farmers, fishers, hunters and gatherers",
    "71": "Building and related trades workers, excluding electricians",
    "72": "Metal, machinery and related trades workers",
    "73": "Handicraft and printing workers",
    "74": "Electrical and electronic trades workers",
    "75": "Food processing, wood working, garment and other craft workers",
    "81": "Stationary plant and machine operators",
    "82": "Assemblers",
    "83": "Drivers and mobile plant operators",
    "91": "Cleaners and helpers",
    "92": "Agricultural, forestry and fishery labourers",
    "93": "Labourers in mining, construction, manufacturing and transport",
    "94": "Food preparation assistants",
    "95": "Street and related sales and service workers",
    "96": "Refuse workers and other elementary workers",
}
"""ISCO-08 sub-major groups without the armed forces (01-03), whose employment is folded into 54."""

ARMED_FORCES_GO_TO = "54"

SECTORS: dict[str, str] = {
    "A": "Agriculture, forestry and fishing",
    "B-E": "Industry and utilities",
    "F": "Construction",
    "G": "Wholesale and retail trade",
    "H": "Transport and storage",
    "I": "Accommodation and food services",
    "J": "Information and communication",
    "K": "Finance and insurance",
    "L-N": "Real estate, professional and support services",
    "O": "Public administration and defence",
    "P": "Education",
    "Q": "Health and social work",
    "R-U": "Arts, other services and households as employers",
}
"""Groups of NACE Rev. 2 sections."""

SECTOR_OF_SECTION: dict[str, str] = {
    **{s: s for s in "AFGHIJKOPQ"},
    **dict.fromkeys("BCDE", "B-E"),
    **dict.fromkeys("LMN", "L-N"),
    **dict.fromkeys("RSTU", "R-U"),
}

SECTOR_OF_NAICS: dict[str, str] = {
    "11": "A", "21": "B-E", "22": "B-E", "31": "B-E", "23": "F", "42": "G", "44": "G", "48": "H", "72": "I",
    "51": "J", "52": "K", "53": "L-N", "54": "L-N", "55": "L-N", "56": "L-N", "99": "O", "61": "P", "62": "Q",
    "71": "R-U", "81": "R-U",
}  # fmt: skip
"""First two digits of NAICS as OEWS publishes them (31 = 31-33, 44 = 44-45, 48 = 48-49, 99 = government)."""

AGE_GROUPS = ("15-24", "25-54", "55-64", "65+")
SEXES = ("male", "female")
EDUCATION = ("isced_0_2", "isced_3_4", "isced_5_8")

COUNTRY_NAMES: dict[str, str] = {
    "ESP": "Spain",
    "FRA": "France",
    "DEU": "Germany",
    "ITA": "Italy",
    "DNK": "Denmark",
    "USA": "United States",
    "ALB": "Albania",
    "TUR": "Türkiye",
    "BRA": "Brazil",
    "ZAF": "South Africa",
    "IND": "India",
}
"""Country names as the agencies' files write them."""

ISO2 = {"ESP": "ES", "FRA": "FR", "DEU": "DE", "ITA": "IT"}
"""Codes of the European Central Bank for the countries whose wealth it publishes."""
