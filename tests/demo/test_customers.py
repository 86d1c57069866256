"""Generated customers: the same every time, and skewed as real lists are."""

from collections import Counter
from itertools import pairwise
from statistics import median

import pytest

from clientapp.customers import rules
from clientapp.customers.fields import FIELD
from clientapp.demo.choices import OPTIONS
from clientapp.demo.customers import UNREADABLE, Values, demo_customers
from clientapp.formatting import country_code, read_phone


@pytest.fixture(scope="module")
def many() -> list[Values]:
    return list(demo_customers(6_000))


def test_the_same_number_gives_the_same_customers(many: list[Values]) -> None:
    assert list(demo_customers(6_000)) == many


def test_fewer_are_the_first_of_more(many: list[Values]) -> None:
    assert list(demo_customers(50)) == many[:50]


def test_those_added_later_are_others(many: list[Values]) -> None:
    later = list(demo_customers(1_000, first=6_001))
    assert {v["phone"] for v in later} - {v["phone"] for v in many}
    ids = {v["external_id"] for v in many} & {v["external_id"] for v in later}
    assert ids == {None}


def test_every_value_is_a_field_that_can_be_written(many: list[Values]) -> None:
    names = {name for values in many for name in values}
    assert not [name for name in names if FIELD[name].read_only]


def test_a_few_industries_hold_most(many: list[Values]) -> None:
    common = Counter(v["industry"] for v in many if v.get("industry")).most_common()
    assert common[0][1] > 5 * median(count for _label, count in common)
    assert sum(count for _label, count in common[:3]) > sum(count for _, count in common[3:])


def test_one_category_holds_most(many: list[Values]) -> None:
    assert Counter(v["category"] for v in many).most_common(1)[0][1] > len(many) / 2


def test_shares_are_those_of_a_real_list(many: list[Values]) -> None:
    def share(name: str, value: object) -> float:
        return sum(v.get(name) == value for v in many) / len(many)

    assert 0.58 < share("kind", "commercial") < 0.64
    assert 0.03 < share("status", "inactive") < 0.05
    assert 0.01 < share("phone", None) < 0.03
    assert 0.01 < share("email", None) < 0.03
    assert 0.02 < 1 - share("country", "United States") < 0.08


def test_a_few_have_what_few_customers_have(many: list[Values]) -> None:
    def share(name: str) -> float:
        return sum(v.get(name) not in (None, False) for v in many) / len(many)

    assert 0.15 < share("phone2") < 0.21
    assert 0.18 < share("credit_limit") < 0.25
    assert 0.03 < share("service_days") < 0.09
    assert 0 < share("do_not_service") < 0.01
    assert 0 < share("bad_debt") < 0.02
    assert share("sector") == share("sub_sector") == share("industry")


def test_some_names_are_chains_accented_or_very_long(many: list[Values]) -> None:
    companies = Counter(v["company_name"] for v in many if v.get("company_name"))
    assert companies.most_common(1)[0][1] > 10
    assert any(not name.isascii() for name in companies)
    assert any(len(name) > 120 for name in companies)
    assert any(not (v["last_name"] or "").isascii() for v in many)


def test_every_phone_can_be_read_or_is_meant_not_to_be(many: list[Values]) -> None:
    phones = {(v["phone"], v["country"]) for v in many if v["phone"]}
    read = {phone: read_phone(phone, country, "US") for phone, country in phones}
    assert {phone for phone, found in read.items() if found.problem} <= set(UNREADABLE)
    assert {"ext" in phone for phone, found in read.items() if found.extension} == {True}


def test_the_form_would_take_them(many: list[Values]) -> None:
    for values in many[:1_000]:
        checked = {name for name in values if values[name] is not None} - {"phone"}
        assert rules.check(values, checked, "US") == {}


def test_post_codes_have_the_form_of_their_country(many: list[Values]) -> None:
    forms = {
        "US": "99999",
        "CA": "A9A 9A",
        "DE": "99999",
        "FR": "99999",
        "MX": "99999",
        "GB": "A",
    }
    for values in many:
        shape = "".join(
            "9" if c.isdecimal() else "A" if c.isalpha() else c for c in values["postal_code"]
        )
        assert shape.startswith(forms[country_code(values["country"]) or ""])


def test_mail_to_them_reaches_nobody(many: list[Values]) -> None:
    hosts = {v["email"].partition("@")[2] for v in many if v["email"]}
    assert hosts == {"example.com", "example.net", "example.org"}


def test_dates_spread_over_fifteen_years(many: list[Values]) -> None:
    years = sorted({v["customer_since"].year for v in many})
    assert len(years) >= 15
    assert all(later - earlier == 1 for earlier, later in pairwise(years))


def test_every_label_is_one_of_the_listed_options(many: list[Values]) -> None:
    for picklist, labels in OPTIONS.items():
        assert {v.get(picklist) for v in many} - {None} <= set(labels)
