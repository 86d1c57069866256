"""How alike two records are, on labelled data and one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientapp.merging.keys import keys, sound
from clientapp.merging.likeness import Facts, Place, company_words, place
from clientapp.merging.scoring import PROBABLE, WORDS, compare, in_words
from tests.merging.labelled import FEBRL, little_rock, proposed, quality

MARIA = Facts(1, person="maria lopez", places=(place("12 Oak Court", "Cabot", "72023"),))
MARKET = Facts(2, company="ford street market", places=(place("7 Ford St", "Cabot", "72023"),))


@pytest.mark.parametrize("number", FEBRL)
def test_on_labelled_data_nearly_all_that_is_the_same_is_found_and_nothing_else(
    number: str,
) -> None:
    precision, recall = quality(number)
    assert precision >= 0.99
    assert recall >= 0.95


def test_every_business_that_is_licensed_twice_at_an_address_is_proposed() -> None:
    businesses, known = little_rock()
    found = {(first, second) for first, second, *_ in proposed(businesses)}
    seen: dict[str, list[int]] = {}
    repeated = missed = 0
    for at, which in known.items():
        earlier = seen.setdefault(which, [])
        if earlier:
            repeated += 1
            missed += not any((each, at) in found for each in earlier)
        earlier.append(at)
    assert (repeated, missed) == (722, 0)


def test_a_slip_in_a_name_at_the_same_address_is_probable() -> None:
    alike = compare(MARIA, MARIA._replace(person="maria lopes"))
    assert alike.score >= PROBABLE
    assert alike.reasons == ("similar_name", "address")


def test_a_name_alone_is_not_enough() -> None:
    elsewhere = (place("9 Elm St", "Benton", "72015"),)
    assert compare(MARIA, MARIA._replace(places=elsewhere)).score < PROBABLE
    assert compare(MARIA, MARIA._replace(places=())).score < PROBABLE


def test_an_address_alone_is_not_enough() -> None:
    assert compare(MARIA, MARIA._replace(person="ben alder")).score < PROBABLE


def test_one_person_may_speak_for_two_companies() -> None:
    one = MARKET._replace(person="kelly brandt", phones=frozenset({"+15015550134"}))
    other = one._replace(company="elm homeowners", places=(place("80 Elm St", "Benton", "72015"),))
    assert compare(one, other).score < PROBABLE


def test_shops_of_a_chain_are_told_apart_by_their_number() -> None:
    one = MARKET._replace(company="kroger store 630", phones=frozenset({"+15015550134"}))
    assert "similar_name" not in compare(one, one._replace(company="kroger store 631")).reasons
    assert "similar_name" in compare(one, one._replace(company="kroger stores 630")).reasons


def test_whoever_has_moved_is_known_by_name_and_phone() -> None:
    here = MARIA._replace(phones=frozenset({"+15015550134"}))
    gone = here._replace(places=(place("9 Elm St", "Benton", "72015"),))
    assert compare(here, gone).score >= PROBABLE


def test_the_words_of_a_name_may_be_swapped() -> None:
    assert "name" in compare(MARIA, MARIA._replace(person="lopez maria")).reasons


def test_the_place_that_is_most_alike_counts() -> None:
    both = MARIA._replace(places=(place("1 Main St", "Conway", "72032"), *MARIA.places))
    assert compare(MARIA, both) == compare(MARIA, MARIA)


def test_tenants_of_two_suites_are_not_at_the_same_address() -> None:
    one = MARKET._replace(places=(place("7 Ford St Suite 12", "Cabot", "72023"),))
    other = MARKET._replace(places=(place("7 Ford Street #14", "Cabot", "72023"),))
    assert compare(one, other).reasons == ("name", "similar_address")
    assert compare(one, MARKET).reasons == ("name", "address")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (("12 North Oak Street", "Cabot", "72023-1234"), Place("12", "n oak st", "cabot", "72023")),
        (("7 Ford St. Ste 4B", None, "SW1A 1AA"), Place("7", "ford st", "", "sw1a1aa", "4b")),
        (("Oak Lane", "", None), Place("", "oak ln")),
        ((None, None, None), Place()),
    ],
)
def test_a_place_is_read_in_one_form(
    typed: tuple[str | None, str | None, str | None], read: Place
) -> None:
    assert place(*typed) == read


def test_a_company_is_told_without_its_legal_form_unless_it_has_nothing_else() -> None:
    assert company_words("The Ford Street Market, L.L.C.") == "ford street market"
    assert company_words("The Company") == "the company"


def test_words_that_sound_alike_have_one_code() -> None:
    assert sound("smith") == sound("smyth") == "s53"
    assert sound("robert") == sound("rupert") == "r163"


def test_reasons_are_told_in_words() -> None:
    assert in_words(("phone", "similar_name", "address")) == (
        "Same phone",
        "Similar name at the same address",
    )
    assert in_words(("name", "similar_address")) == ("Same name at a similar address",)
    assert in_words(("similar_name",)) == ("Similar name",)


TEXTS = st.sampled_from(["", "a", "maria lopez", "maria lopes", "ford market", "12", "é"])
PLACES = st.builds(place, TEXTS, TEXTS, TEXTS)
FACTS = st.builds(
    Facts,
    id=st.integers(1, 9),
    company=TEXTS.map(company_words),
    person=TEXTS.map(company_words),
    phones=st.frozensets(st.sampled_from(["+15015550134", "+15015550135"])),
    emails=st.frozensets(st.sampled_from(["a@b.example", "c@d.example"])),
    places=st.lists(PLACES, max_size=2).map(tuple),
    tax_identifier=st.sampled_from(["", "123456789", "123456798", "987654321"]),
)


@given(FACTS, FACTS)
def test_which_of_two_comes_first_makes_no_difference(one: Facts, other: Facts) -> None:
    assert compare(one, other).score == compare(other, one).score


@given(FACTS, FACTS)
def test_a_score_stays_in_its_range_and_every_reason_has_words(one: Facts, other: Facts) -> None:
    alike = compare(one, other)
    assert 0 <= alike.score <= 100
    assert set(alike.reasons) <= WORDS.keys()
    assert all(in_words(alike.reasons))


@given(FACTS, FACTS)
def test_what_is_probable_is_never_missed_by_looking_away_early(one: Facts, other: Facts) -> None:
    early, whole = compare(one, other, PROBABLE), compare(one, other)
    assert early == whole or (early.score == 0 and whole.score < PROBABLE)


@given(FACTS)
def test_records_that_are_equal_share_all_keys(one: Facts) -> None:
    assert keys(one) == keys(one._replace(id=10))
    assert all(len(key) == 12 for key in keys(one))
