"""What a typed column can hold: enough to tell whether a cell stands in its column.

These are no validity checks (those are the rules of the record): they know a country from a post
code and a phone from a street.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache

import pycountry

from clientapp.importing.formulas import EMPTY_WORDS

Check = Callable[[str], bool]

COUNTRY_ALIASES = (  # what lists say and ISO 3166 does not
    *("uk", "england", "scotland", "wales", "northern ireland", "u.s.", "u.s.a.", "holland"),
    *("korea", "macau", "russia", "ivory coast", "cape verde", "burma", "swaziland", "brunei"),
    *("turkey", "libya", "libyan arab jamahiriya"),
)
PHONE = re.compile(r"\+?[\d\s()./-]{5,30}(\s*(ext\.?|x|#)\s*\d{1,7})?", re.IGNORECASE)
POST_CODE = re.compile(
    r"(?=.*\d)[a-z]{0,3}(\d[a-z\d]{0,8})?([ -]([a-z]?\d[a-z\d]{0,4}|[a-z]{2,3})){0,2}",
    re.IGNORECASE,
)


def is_empty(text: str) -> bool:
    """Tell whether a cell holds nothing, or a word for it."""
    return not text.strip() or text.strip() in EMPTY_WORDS


@cache
def is_country(text: str) -> bool:
    """Tell whether the text is a country's name or code, or what people call it."""
    name = text.strip()
    if name.casefold() in COUNTRY_ALIASES:
        return True
    try:
        return bool(pycountry.countries.lookup(name))
    except LookupError:
        return False


def is_phone(text: str) -> bool:
    """Tell whether the text has the characters of a phone number; its validity is a rule's."""
    return PHONE.fullmatch(text.strip()) is not None and sum(map(str.isdigit, text)) >= 5


def is_post_code(text: str) -> bool:
    """Tell whether the text has the characters of a post code of any country."""
    return len(text.strip()) <= 10 and POST_CODE.fullmatch(text.strip()) is not None


def is_email(text: str) -> bool:
    """Tell whether the text looks like an e-mail address."""
    return " " not in text.strip() and text.count("@") == 1


CHECKS: dict[str, Check] = {
    "country": is_country,
    "phone": is_phone,
    "fax": is_phone,
    "postal_code": is_post_code,
    "email": is_email,
    "billing_country": is_country,
    "billing_postal_code": is_post_code,
    "phone2": is_phone,
}


def typed_checks(fields: Mapping[str, str]) -> dict[str, Check]:
    """Give the check of each column whose field is typed; `fields` maps columns to field names."""
    return {column: CHECKS[name] for column, name in fields.items() if name in CHECKS}
