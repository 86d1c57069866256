"""Customers that are like one that is being created."""

from typing import Any

from clientapp.contacts.commands import save_contact
from clientapp.customers.likeness import Near, near
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from tests.customers.bulk import trash_customer
from tests.customers.many import add_all

MARIA = {
    "first_name": "Maria",
    "last_name": "Lopez",
    "phone": "(501) 555-0134",
    "email": "Maria@Example.com",
    "street": "12 Oak Court",
    "city": "Jacksonville",
    "postal_code": "72076",
}
OTHER = {"first_name": "Ben", "last_name": "Alder", "street": "1 Elm St", "city": "Cabot"}


def found(**typed: str) -> list[Near]:
    with reading() as session:
        return near(session, typed)


def reasons(**typed: str) -> list[tuple[str, ...]]:
    return [each.reasons for each in found(**typed)]


def customers(actor: Actor, *values: dict[str, Any]) -> list[int]:
    return add_all(actor, values)


def test_the_same_phone_is_found_in_whatever_form(any_database: str, actor: Actor) -> None:
    (maria, _) = customers(actor, MARIA, OTHER)
    (only,) = found(phone="501.555.0134")
    assert (only.id, only.name, only.reasons) == (maria, "Maria Lopez", ("Same phone",))
    assert only.detail.endswith("12 Oak Court, Jacksonville")


def test_the_same_email_is_found_however_it_is_written(any_database: str, actor: Actor) -> None:
    customers(actor, MARIA, OTHER)
    assert reasons(email="maria@example.COM") == [("Same email",)]


def test_a_similar_name_at_the_same_address_is_found(any_database: str, actor: Actor) -> None:
    customers(actor, MARIA, OTHER)
    typed = {"first_name": "Maria", "last_name": "Lopes", "street": "12 oak ct."}
    assert reasons(**typed, city="Jacksonville") == [("Similar name at the same address",)]


def test_a_company_is_the_same_with_or_without_its_legal_form(
    any_database: str, actor: Actor
) -> None:
    shop = {"company_name": "Ford Street Market, LLC", "street": "7 Ford St", "city": "Cabot"}
    customers(actor, shop)
    typed = {"company_name": "Ford Street Market", "street": "7 Ford Street", "city": "Cabot"}
    assert reasons(**typed) == [("Same name at the same address",)]


def test_the_best_comes_first_and_says_all_that_is_alike(any_database: str, actor: Actor) -> None:
    ben = OTHER | {"phone": "501 555 0134"}
    maria, ben_id = customers(actor, MARIA, ben)
    typed = {"first_name": "Maria", "last_name": "Lopez", "phone": "5015550134"}
    first, second = found(**typed)
    assert (first.id, first.reasons) == (maria, ("Same phone", "Same name"))
    assert (second.id, second.score < first.score) == (ben_id, True)


def test_another_name_at_the_same_address_is_no_duplicate(any_database: str, actor: Actor) -> None:
    customers(actor, MARIA)
    assert found(first_name="Ben", last_name="Alder", street="12 Oak Court") == []


def test_nobody_is_like_an_empty_form(any_database: str, actor: Actor) -> None:
    customers(actor, MARIA, OTHER)
    assert found() == []
    assert found(phone="50", email="maria", first_name=" ") == []


def test_a_phone_of_a_few_digits_says_nothing(any_database: str, actor: Actor) -> None:
    customers(actor, MARIA | {"phone": "12"})
    assert found(phone="12") == []


def test_the_phone_of_another_contact_is_found(any_database: str, actor: Actor) -> None:
    (maria,) = customers(actor, MARIA)
    person = {"first_name": "Ben", "phone": "(501) 555-0199", "email": "ben@example.com"}
    with transaction() as session:
        save_contact(session, actor, maria, None, person, {}, is_primary=False)
    assert reasons(phone="501-555-0199", email="BEN@example.com") == [("Same phone", "Same email")]


def test_customers_in_trash_are_left_out(any_database: str, actor: Actor) -> None:
    (maria,) = customers(actor, MARIA)
    trash_customer(transaction, actor, maria)
    assert found(phone="501 555 0134") == []
