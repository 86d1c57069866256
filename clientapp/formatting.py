"""Values as text: what sorts and is searched, phones, countries, places, times. No database.

Sort and search keys are made here and nowhere else, never in SQL, so that both databases hold
the same keys (docs/decisions.md, 4 and 14).
"""

import re
import string
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple, cast

import phonenumbers
import pycountry
from anyascii import anyascii
from babel import Locale
from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_currency

ENGLISH = Locale("en", "US")

_WORDS = bytes(c if chr(c).isalnum() else 32 for c in range(128)).lower().ljust(256)
_VANISH = b"'`."
_NO_DIGITS = bytes(c for c in range(256) if chr(c) not in string.digits)


def fold(text: str | None) -> str:
    """The words of a text as they sort and are searched: ASCII, lower case, one space between.

    Apostrophes and dots vanish ("O'Reilly" is "oreilly", "L.L.C." is "llc"); any other
    punctuation separates words. Folding twice changes nothing.
    """
    if not text:
        return ""
    plain = text.encode() if text.isascii() else _to_ascii(text)
    return b" ".join(plain.translate(_WORDS, _VANISH).split()).decode()


def digits(text: str | None) -> str:
    """The digits of a text, as ASCII."""
    if not text:
        return ""
    plain = text.encode() if text.isascii() else _to_ascii(text)
    return plain.translate(None, _NO_DIGITS).decode()


@lru_cache(maxsize=16_384)
def _to_ascii(text: str) -> bytes:
    folded = anyascii(unicodedata.normalize("NFKC", text)).casefold()
    return folded.encode("ascii", "ignore")


class Phone(NamedTuple):
    """A phone as read: E.164 and extension where it is valid, else what is wrong with it."""

    e164: str | None = None
    extension: str | None = None
    problem: str | None = None


NO_PHONE = Phone()
NORTH_AMERICA = "+1"
_PLAIN = re.compile(r"(?:\+?1[-. ]?)?\(?([2-9]\d\d)\)?[-. ]{0,2}([2-9]\d\d)[-. ]?(\d{4})", re.ASCII)


@lru_cache(maxsize=4096)
def read_phone(text: str | None, country: str | None, default_country: str) -> Phone:
    """Read a phone by a leading +, else by the country of the address, else by the default.

    Args:
        text: as typed; it may name an extension ("ext. 12", "x12").
        country: what the address says ("Germany", "DE"), known or not.
        default_country: the two letters of the settings.
    """
    if text is None or not (text := text.strip()):
        return NO_PHONE
    region = country_code(country)
    if region not in phonenumbers.SUPPORTED_REGIONS:
        region = default_country
    if region in ("US", "CA") and (plain := _PLAIN.fullmatch(text)):
        # What most rows of an import hold: three times faster than parsing, and checked alike.
        number = phonenumbers.PhoneNumber(1, int("".join(plain.groups())))
    else:
        try:
            number = phonenumbers.parse(text, region)
        except phonenumbers.NumberParseException as error:
            return Phone(problem=_unreadable(text, region, error))
    return _checked(number, region)


def _checked(number: phonenumbers.PhoneNumber, region: str) -> Phone:
    code = number.country_code or 0
    if code == 1 and region == "US" and number.extension is None and _is_us_line(number):
        return Phone(f"+1{number.national_number}")
    # Its own region first: the general question tries every region of +1, at twice the time.
    if phonenumbers.is_valid_number_for_region(number, region) or phonenumbers.is_valid_number(
        number
    ):
        national = phonenumbers.national_significant_number(number)
        return Phone(f"+{code}{national}", number.extension)
    if phonenumbers.country_code_for_region(region) != code:
        region = phonenumbers.region_code_for_country_code(code)
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return Phone(problem=_wrong_length(region))
    if region == "US":
        return Phone(problem="Not a valid US phone number")
    return Phone(problem=f"{country_name(region)}: not a valid phone number")


def _is_us_line(number: phonenumbers.PhoneNumber) -> bool:
    """Whether it is a fixed or mobile line of the US, which share their numbers: nearly every
    phone of an import is one, and the library looks for each other kind of number first."""
    return _us_lines().fullmatch(str(number.national_number)) is not None


@cache
def _us_lines() -> re.Pattern[str]:
    metadata: Any = phonenumbers.PhoneMetadata.metadata_for_region("US")
    return re.compile(metadata.fixed_line.national_number_pattern)


def _unreadable(text: str, region: str, error: phonenumbers.NumberParseException) -> str:
    if error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE:
        return "No country has the code that follows the +"
    if not digits(text):
        return "This is not a phone number"
    return "This phone number is incomplete" if text.startswith("+") else _wrong_length(region)


def _wrong_length(region: str) -> str:
    if region == "US":
        return "A US phone number has 10 digits"
    metadata: Any = phonenumbers.PhoneMetadata.metadata_for_region(region)
    if metadata is None:
        return "This is not a phone number"
    lengths = sorted({*metadata.fixed_line.possible_length, *metadata.mobile.possible_length})
    return f"{country_name(region)}: a phone number has {_choice(lengths)} digits"


def _choice(numbers: Sequence[int]) -> str:
    if len(numbers) <= 2:
        return " or ".join(map(str, numbers))
    return f"{numbers[0]} to {numbers[-1]}"


@lru_cache(maxsize=16_384)
def national_phone(e164: str, extension: str | None, home_country: str) -> str:
    """A phone as people of the home country read it; abroad, in international form."""
    at_home = e164.startswith(f"+{phonenumbers.country_code_for_region(home_country)}")
    if at_home and e164.startswith(NORTH_AMERICA) and len(e164) == 12:
        # Stands in every row of a list: the library's form without its 20 microseconds.
        spoken = f"({e164[2:5]}) {e164[5:8]}-{e164[8:]}"
        return f"{spoken} ext. {extension}" if extension else spoken
    number = phonenumbers.parse(e164)
    number.extension = extension or None
    at_home = phonenumbers.country_code_for_region(home_country) == number.country_code
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.NATIONAL if at_home else form.INTERNATIONAL)


def spoken_phone(text: str | None, country: str | None, home_country: str) -> str:
    """A phone as typed in the form in which people of the home country read it; one that cannot be
    read stays as it is.

    Args:
        country: what the address says, known or not.
    """
    phone = read_phone(text, country, home_country)
    return national_phone(phone.e164, phone.extension, home_country) if phone.e164 else text or ""


ALIASES = {
    "america": "US",
    "britain": "GB",
    "england": "GB",
    "great britain": "GB",
    "holland": "NL",
    "ivory coast": "CI",
    "korea": "KR",
    "libyan arab jamahiriya": "LY",
    "macau": "MO",
    "northern ireland": "GB",
    "scotland": "GB",
    "turkey": "TR",
    "uk": "GB",
    "us of a": "US",
    "wales": "GB",
}
"""What people and old exports write, beside the names of ISO 3166 and of CLDR."""


@lru_cache(maxsize=4096)
def country_code(text: str | None) -> str | None:
    """The two letters of a country by name, common name or code, or None if it is not known."""
    return _countries().get(fold(text)) if text else None


def country_name(code: str) -> str:
    """The English name of a country by its two letters."""
    return _territories().get(code, code)


@cache
def country_names() -> tuple[str, ...]:
    """The English names of all countries, as their list is read."""
    found = (country_name(each.alpha_2) for each in cast(Sequence[Any], pycountry.countries))
    return tuple(sorted(found, key=fold))


@cache
def _territories() -> Mapping[str, str]:
    return cast(Mapping[str, str], ENGLISH.territories)


@cache
def _countries() -> dict[str, str]:
    names: dict[str, str] = {}
    for country in cast(Sequence[Any], pycountry.countries):
        code: str = country.alpha_2
        for kind in ("alpha_2", "alpha_3", "name", "official_name", "common_name"):
            names[fold(getattr(country, kind, None))] = code
        names[fold(country_name(code))] = code
    del names[""]
    return names | ALIASES


def place_line(
    street: str | None = None,
    city: str | None = None,
    state: str | None = None,
    postal_code: str | None = None,
    country: str | None = None,
) -> str:
    """The parts of a place that are there, in one line: "12 Oak Ct, Jacksonville, AR 72076"."""
    region = " ".join(part for part in (state, postal_code) if part)
    return ", ".join(part for part in (street, city, region, country) if part)


def ago(moment: datetime, now: datetime) -> str:
    """How long ago something happened: "just now", "3 minutes ago", after a week the date."""
    passed = now - moment
    if passed < timedelta(seconds=45):
        return "just now"
    if passed < timedelta(days=7):
        return format_timedelta(-passed, add_direction=True, locale=ENGLISH)
    return format_date(moment, "medium", locale=ENGLISH)


def day_label(moment: datetime, zone: tzinfo | None) -> str:
    """The day of a moment (UTC) in a time zone, None being the machine's: "22 December 2026"."""
    return format_date(moment.astimezone(zone), "d MMMM y", locale=ENGLISH)


def moment_label(moment: datetime, zone: tzinfo | None) -> str:
    """A moment (UTC) in a time zone, None being the machine's: "22 November 2026, 14:05"."""
    return format_datetime(moment.astimezone(zone), "d MMMM y, HH:mm", locale=ENGLISH)


def date_label(day: date) -> str:
    """A date as people read it: "31 March 2026"."""
    return format_date(day, "d MMMM y", locale=ENGLISH)


WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""The days of a week, as days are stored: "mon,wed"."""


def days_label(days: str) -> str:
    """Stored days as people read them: "Mon, Wed"."""
    return ", ".join(day.capitalize() for day in days.split(",") if day)


def money_label(amount: Decimal, currency: str) -> str:
    """An amount of a currency (three letters): "$5,000.00"."""
    return format_currency(amount, currency, locale=ENGLISH, currency_digits=False)


def counted(count: int, one: str, many: str) -> str:
    """A number with its noun: "1 customer", "3,214 customers"."""
    return f"{count:,} {one if count == 1 else many}"


def initials(name: str) -> str:
    """The first letters of the first two words of a name."""
    return "".join(word[0] for word in name.split()[:2]).upper()


def number_label(prefix: str, width: int, number: int) -> str:
    """A number as people read it: ("C-", 6, 13) is "C-000013"."""
    return f"{prefix}{number:0{width}d}"
