"""Whether a post code has the form of its country's; a doubt is a warning, never a refusal."""

import re
from functools import cache

from clientapp.formatting import country_name

FORMS = {
    "AR": "9999|A9999AAA",
    "AT": "9999",
    "AU": "9999",
    "BE": "9999",
    "BR": "99999-999|99999999",
    "CA": "A9A 9A9|A9A9A9",
    "CH": "9999",
    "CZ": "999 99|99999",
    "DE": "99999",
    "DK": "9999",
    "ES": "99999",
    "FI": "99999",
    "FR": "99999",
    "GB": "A9 9AA|A99 9AA|AA9 9AA|AA99 9AA|A9A 9AA|AA9A 9AA",
    "IN": "999999|999 999",
    "IT": "99999",
    "JP": "999-9999|9999999",
    "MX": "99999",
    "NL": "9999 AA|9999AA",
    "NO": "9999",
    "NZ": "9999",
    "PL": "99-999",
    "PT": "9999-999|9999",
    "SE": "999 99|99999",
    "US": "99999|99999-9999|999999999",
    "VE": "9999",
}
"""By country: 9 stands for a digit, A for a letter. Other countries are not checked."""


def post_code_problem(text: str, country: str) -> str | None:
    """What is wrong with a post code of a country (two letters), in words, or None."""
    form = _form(country)
    if form is None or form.fullmatch(text):
        return None
    if country == "US":
        return "A US ZIP code has 5 or 9 digits"
    return f"{country_name(country)}: not the form of a post code"


@cache
def _form(country: str) -> re.Pattern[str] | None:
    if country not in FORMS:
        return None
    pattern = FORMS[country].replace("9", r"\d").replace("A", "[A-Z]")
    before = r"([A-Z]{1,2}-)?"  # as Europeans write it, "B-1180"
    return re.compile(f"{before}({pattern})", re.ASCII | re.IGNORECASE)
