"""How the address of a country is asked for and written."""

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.addresses.forms import LINES, address_form, address_problems, lines

OAK = {"street": "12 Oak Ct", "city": "Benton", "state": "AR", "postal_code": "72015"}
COUNTRIES = [country.alpha_2 for country in pycountry.countries]


def place(country: str, **values: str) -> dict[str, str]:
    return {"country": country, **values}


# how it is asked for


def test_a_us_address_ends_with_city_state_and_zip() -> None:
    form = address_form("United States")
    assert form.country == "US"
    assert form.order == ("street", "street2", "city", "state", "postal_code")
    assert [form.label(name) for name in form.order] == [
        *("Street", "Line 2", "City", "State", "ZIP"),
    ]
    assert form.required == {"street", "city", "state", "postal_code"}
    assert ("AR", "Arkansas") in form.states


@pytest.mark.parametrize(
    ("country", "last", "post_code"),
    [
        ("Germany", ("postal_code", "city"), "Postcode"),
        ("UK", ("city", "postal_code"), "Postcode"),
        ("Canada", ("city", "state", "postal_code"), "Postal code"),
        ("India", ("city", "postal_code", "state"), "PIN code"),
        ("Ireland", ("city", "state", "postal_code"), "Eircode"),
        ("HUN", ("street2", "postal_code"), "Postal code"),
    ],
)
def test_order_and_words_are_the_country_s(
    country: str, last: tuple[str, ...], post_code: str
) -> None:
    form = address_form(country)
    written = [name for name in form.order if name in form.used]
    assert tuple(written[-len(last) :]) == last
    assert form.label("postal_code") == post_code


@pytest.mark.parametrize(
    ("country", "state"),
    [("Canada", "Province"), ("Japan", "Prefecture"), ("Ireland", "County"), ("Germany", "Region")],
)
def test_a_state_has_its_name_in_the_country(country: str, state: str) -> None:
    assert address_form(country).label("state") == state


def test_what_a_country_does_not_write_stands_last() -> None:
    form = address_form("Germany")
    assert form.order[-1] == "state"
    assert "state" not in form.used
    assert form.states == ()


@pytest.mark.parametrize("nothing", [None, ""])
def test_without_a_country_it_is_an_address_at_home(nothing: str | None) -> None:
    assert address_form(nothing, "DE") == address_form("DE")


@pytest.mark.parametrize("text", ["Atlantis", "Kosovo", "?", "XX" * 50])
def test_a_country_that_nobody_knows_wants_nothing_and_leaves_nothing_out(text: str) -> None:
    form = address_form(text)
    assert (form.country, form.required, form.used) == ("", frozenset(), frozenset(LINES))
    assert lines({**OAK, "country": text}) == ("12 Oak Ct", "Benton, AR 72015", text)


@pytest.mark.parametrize(
    ("country", "state"),
    [
        ("Japan", ("Hokkaido", "Hokkaido")),
        ("Spain", ("Madrid", "Madrid")),
        ("Italy", ("RM", "Roma")),
        ("Canada", ("QC", "Quebec")),
    ],
)
def test_states_are_offered_as_they_stand_on_letters(country: str, state: tuple[str, str]) -> None:
    assert state in address_form(country).states


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_asks_for_each_field_once_and_can_be_given_what_it_needs(
    country: str,
) -> None:
    form = address_form(country)
    assert sorted(form.order) == sorted(LINES)
    assert form.required <= form.used
    assert set(form.words) == set(LINES)
    assert len({value for value, _name in form.states}) == len(form.states)


# what is missing


def test_a_us_address_needs_street_city_state_and_zip() -> None:
    assert address_problems({"city": "Benton"}, "US") == {
        "street": "A US address needs a street",
        "state": "A US address needs a state",
        "postal_code": "A US address needs a ZIP code",
    }
    assert address_problems(OAK, "US") == {}


def test_what_is_needed_is_said_in_the_words_of_the_country() -> None:
    assert address_problems(place("Ireland", street="1 Quay"), "US") == {
        "city": "Ireland: an address needs a city",
    }
    assert address_problems(place("AE", street="1 Quay"), "US") == {
        "state": "United Arab Emirates: an address needs an emirate",
    }


def test_of_a_place_with_nothing_filled_in_nothing_is_wanted() -> None:
    assert address_problems({"country": "US", "label": "Well 4", "latitude": 35.1}, "US") == {}


def test_an_odd_post_code_is_no_problem() -> None:
    assert address_problems({**OAK, "postal_code": "7201"}, "US") == {}


# how it is written


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("Germany", ("12 Oak Ct", "72015 Benton", "AR", "Germany")),
        ("CH", ("12 Oak Ct", "CH-72015 Benton", "AR", "Switzerland")),
        ("GB", ("12 Oak Ct", "Benton", "72015", "AR", "United Kingdom")),
        ("Hungary", ("Benton", "12 Oak Ct", "72015", "AR", "Hungary")),
        ("Australia", ("12 Oak Ct", "Benton AR 72015", "Australia")),
        ("US", ("12 Oak Ct", "Benton, AR 72015")),
        ("", ("12 Oak Ct", "Benton, AR 72015")),
    ],
)
def test_a_place_is_written_as_its_country_does(country: str, written: tuple[str, ...]) -> None:
    assert lines({**OAK, "country": country}) == written


@pytest.mark.parametrize(
    ("left_out", "last"),
    [
        (("city",), "AR 72015"),
        (("state",), "Benton 72015"),
        (("postal_code",), "Benton, AR"),
        (("state", "postal_code"), "Benton"),
    ],
)
def test_no_comma_stands_round_a_gap(left_out: tuple[str, ...], last: str) -> None:
    left = {name: text for name, text in OAK.items() if name not in left_out}
    assert lines({**left, "street2": "Apt 2"}) == ("12 Oak Ct", "Apt 2", last)


def test_the_home_country_is_not_named_and_any_other_is() -> None:
    assert lines({"city": "Ulm", "country": "Deutschland"}, "DE")[-1] == "Deutschland"
    assert lines({"city": "Ulm", "country": "Germany"}, "DE") == ("Ulm",)
    assert lines({"city": "Benton", "country": "USA"}, "DE")[-1] == "United States"


words = st.text("abcXYZ 019-", min_size=1).filter(str.strip)


@given(
    st.dictionaries(st.sampled_from(LINES), words),
    st.sampled_from([*COUNTRIES, "", "Atlantis"]),
)
def test_nothing_that_is_known_of_a_place_is_left_unsaid(
    values: dict[str, str], country: str
) -> None:
    said = "\n".join(lines({**values, "country": country}))
    assert all(text in said for text in values.values())
    assert "" not in lines({**values, "country": country})
