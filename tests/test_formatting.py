import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clientapp.formatting import (
    NO_PHONE,
    Phone,
    ago,
    country_code,
    country_names,
    date_label,
    day_label,
    days_label,
    digits,
    fold,
    moment_label,
    money_label,
    national_phone,
    number_label,
    place_line,
    read_phone,
)

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("O'Reilly & Sons, L.L.C.", "oreilly sons llc"),
        ("O’Neil", "oneil"),
        ("Straße Łódź 北京", "strasse lodz beijing"),
        ("e\u0301cole", "ecole"),
        ("ＬＩＳＡ ﬁelds", "lisa fields"),
        ("STONE RIDGE/CEDAR  RIDGE", "stone ridge cedar ridge"),
        ("  # - ", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_text_folds_to_its_words(text: str | None, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
@example("\ud800 \x00")
def test_folding_twice_changes_nothing_and_leaves_letters_digits_and_single_spaces(
    text: str,
) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert re.fullmatch(r"([a-z0-9]+( [a-z0-9]+)*)?", folded)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_the_case_of_a_text_does_not_matter(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower()) == fold(text)


def test_digits_are_those_of_any_script() -> None:
    assert digits("+1 (501) 555-0101") == "15015550101"
    assert digits("٣٤") == "34"
    assert digits(None) == ""


@pytest.mark.parametrize(
    ("text", "country", "e164", "extension"),
    [
        ("(501) 555-0101", None, "+15015550101", None),
        ("501-555-0101 x12", "USA", "+15015550101", "12"),
        ("5015550101", "nowhere", "+15015550101", None),
        ("1-800-FLOWERS", None, "+18003569377", None),
        ("+49 30 901820", "USA", "+4930901820", None),
        ("030-0074321", "Germany", "+49300074321", None),
        ("86 21 32 43", "Denmark", "+4586213243", None),
        ("(604) 555-4729", "Canada", "+16045554729", None),
        ("011-4988260", "Italy", "+390114988260", None),
        ("011 44 20 7946 0958", None, "+442079460958", None),
    ],
)
def test_a_phone_is_read_by_its_plus_then_its_country_then_ours(
    text: str, country: str | None, e164: str, extension: str | None
) -> None:
    assert read_phone(text, country, "US") == Phone(e164, extension)


@pytest.mark.parametrize(
    ("text", "country", "problem"),
    [
        ("555-0101", None, "A US phone number has 10 digits"),
        ("5", None, "A US phone number has 10 digits"),
        ("501-555-0101 / 501-555-0102", None, "A US phone number has 10 digits"),
        ("+1 501", "Germany", "A US phone number has 10 digits"),
        ("171-555-7788", None, "Not a valid US phone number"),
        ("(171) 555-7788", "UK", "United Kingdom: not a valid phone number"),
        ("20 16", "France", "France: a phone number has 9 digits"),
        ("12", "Germany", "Germany: a phone number has 5 to 15 digits"),
        ("+999 12", None, "No country has the code that follows the +"),
        ("+44 1", None, "This phone number is incomplete"),
        ("call Ana", None, "This is not a phone number"),
    ],
)
def test_a_phone_that_is_not_valid_says_why(text: str, country: str | None, problem: str) -> None:
    assert read_phone(text, country, "US") == Phone(problem=problem)


@pytest.mark.parametrize("text", [None, "", "  "])
def test_no_phone_is_no_problem(text: str | None) -> None:
    assert read_phone(text, "USA", "US") == NO_PHONE


north_american = st.builds(
    str.format,
    st.sampled_from(["({}) {}-{}", "{}-{}-{}", "{}.{}.{}", "{}{}{}", "+1 {} {} {}", "1-{}-{}-{}"]),
    *(st.from_regex(r"[0-9]{3}", fullmatch=True) for _ in range(2)),
    st.from_regex(r"[0-9]{4}", fullmatch=True),
)


@given(north_american)
def test_the_short_way_of_plain_numbers_reads_what_the_library_reads(text: str) -> None:
    number = phonenumbers.parse(text, "US")
    valid = phonenumbers.is_valid_number(number)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert read_phone(text, None, "US").e164 == (e164 if valid else None)


@given(st.text(), st.sampled_from([None, "Germany", "XX", "Antarctica"]))
def test_any_text_is_a_phone_or_a_problem(text: str, country: str | None) -> None:
    phone = read_phone(text, country, "US")
    assert (phone.e164 is None) == (phone.problem is not None or phone == NO_PHONE)


@given(st.integers(2_000_000_000, 9_999_999_999), st.sampled_from([None, "12"]))
def test_a_phone_at_home_looks_as_the_library_writes_it(number: int, extension: str | None) -> None:
    parsed = phonenumbers.parse(f"+1{number}")
    parsed.extension = extension
    expected = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    assert national_phone(f"+1{number}", extension, "US") == expected


def test_a_phone_abroad_is_international() -> None:
    assert national_phone("+4930901820", None, "US") == "+49 30 901820"
    assert national_phone("+4930901820", None, "DE") == "030 901820"
    assert national_phone("+15015550101", "7", "DE") == "+1 501-555-0101 ext. 7"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("USA", "US"),
        ("u.s.a.", "US"),
        ("United States", "US"),
        ("UK", "GB"),
        ("Germany", "DE"),
        ("DE", "DE"),
        ("deu", "DE"),
        ("Korea", "KR"),
        ("Macao", "MO"),
        ("Libyan Arab Jamahiriya", "LY"),
        ("Venezuela", "VE"),
        ("Türkiye", "TR"),
        ("Atlantis", None),
        ("", None),
        (None, None),
    ],
)
def test_a_country_is_known_by_name_or_code(text: str | None, code: str | None) -> None:
    assert country_code(text) == code


def test_a_place_is_one_line_of_what_is_known() -> None:
    assert (
        place_line("12 Oak Ct", "Jacksonville", "AR", "72076")
        == "12 Oak Ct, Jacksonville, AR 72076"
    )
    assert place_line(city="Little Rock", state="AR") == "Little Rock, AR"
    assert place_line("", None, "", "72076", "USA") == "72076, USA"
    assert place_line() == ""


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(0), "just now"),
        (timedelta(minutes=3), "3 minutes ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=30), "Oct 23, 2026"),
    ],
)
def test_a_moment_is_told_by_how_long_ago_it_was(passed: timedelta, words: str) -> None:
    assert ago(NOW - passed, NOW) == words


def test_an_amount_is_written_with_its_currency_and_two_decimals() -> None:
    assert money_label(Decimal(5000), "USD") == "$5,000.00"
    assert money_label(Decimal("0.5"), "JPY") == "¥0.50"


def test_stored_days_are_read_as_words() -> None:
    assert days_label("mon,wed") == "Mon, Wed"
    assert days_label("") == ""


def test_a_date_is_written_out() -> None:
    assert date_label(date(2026, 3, 31)) == "31 March 2026"


def test_countries_are_listed_once_by_the_names_that_are_read_again() -> None:
    names = country_names()
    assert len(set(names)) == len(names) > 200
    assert all(country_code(name) for name in names)


def test_a_number_is_its_prefix_and_enough_digits() -> None:
    assert number_label("C-", 6, 13) == "C-000013"
    assert number_label("C-", 6, 12345678) == "C-12345678"


def test_days_and_moments_are_those_of_the_time_zone() -> None:
    late = datetime(2026, 11, 22, 3, 5, tzinfo=UTC)
    assert moment_label(late, ZoneInfo("America/Chicago")) == "21 November 2026, 21:05"
    assert day_label(late, ZoneInfo("Europe/Berlin")) == "22 November 2026"
