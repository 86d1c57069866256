"""A choice is named by its label; what there is not is said with what is written alike."""

import pytest

from clientapp.customers.queries import CUSTOMERS
from clientapp.database import reading
from clientapp.ledger.recording import Actor
from clientapp.listing.named import condition
from clientapp.listing.request import MOST_VALUES, Condition
from clientapp.problem import Problem
from tests.customers.many import add_many, option

pytestmark = pytest.mark.usefixtures("any_database")


def named(name: str, *texts: str, negated: bool = False) -> Condition:
    with reading() as session:
        return condition(session, CUSTOMERS, name, texts, negated=negated)


def test_a_label_is_found_however_it_is_written() -> None:
    hotel = str(option("industry", "Hotel"))
    assert named("industry", "HOTEL") == Condition("industry", (hotel,))
    assert named("industry", hotel, "-", negated=True) == Condition("industry", (hotel, "-"), True)


def test_a_fixed_choice_is_named_by_its_label_or_its_value() -> None:
    assert named("kind", "Commercial") == named("kind", "commercial")
    assert named("problems", "No phone or email") == Condition("problems", ("reach",))


def test_a_city_is_named_as_customers_write_it(actor: Actor) -> None:
    add_many(actor, 1, city="Saint-Étienne")
    assert named("city", "saint etienne") == Condition("city", ("saint etienne",))
    with pytest.raises(Problem, match=r"Did you mean Saint-Étienne\?$"):
        named("city", "Saint-Etien")


def test_what_there_is_not_is_a_sentence() -> None:
    with pytest.raises(Problem, match=r'^Industry: there is no "Hotle"\. Did you mean Hotel'):
        named("industry", "Hotle")
    with pytest.raises(Problem, match=r'^Kind: there is no "-"'):
        named("kind", "-")


def test_more_choices_than_a_condition_takes_are_refused() -> None:
    with pytest.raises(Problem, match="Industry takes 200 choices at most"):
        named("industry", *["Hotel"] * (MOST_VALUES + 1))
