from sqlalchemy import text

from clientapp.contacts.commands import remove_contact
from clientapp.customers.derived import SEARCH, refresh, reindex
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.searching import index
from clientapp.searching.query import terms
from tests.contacts.people import OAK, add, add_place, customer, edit, edit_place, newest
from tests.customers.writing import update


def found(query: str) -> list[int]:
    with reading() as session:
        dialect = session.get_bind().dialect.name
        return sorted(session.execute(index.matching(dialect, SEARCH, terms(query))).scalars())


def document_of(customer_id: int) -> str | None:
    with reading() as session:
        key = "rowid" if session.get_bind().dialect.name == "sqlite" else "id"
        row = text(f"SELECT document FROM {SEARCH} WHERE {key} = :id")
        return session.execute(row, {"id": customer_id}).scalar()


def test_a_customer_is_found_by_any_of_its_contacts(any_database: str, actor: Actor) -> None:
    ana = customer(actor)
    kelly = add(
        actor, ana, "Kelly Brandt", email="kelly@example.com", phone2="(501) 555-0177", role=None
    )
    for query in ("brandt kelly", "kelly@example.com", "501.555.0177", "+1 501 555 0177"):
        assert found(query) == [ana], query
    edit(actor, ana, kelly, last_name="Moss")
    assert (found("kelly brandt"), found("kelly moss")) == ([], [ana])


def test_a_customer_is_found_by_any_of_its_places(any_database: str, actor: Actor) -> None:
    ana = customer(actor)
    oak = add_place(actor, ana, {**OAK, "label": "Lake house", "access_name": "Sam Pike"})
    for query in ("12 oak", "lake house", "72015", "pike"):
        assert found(query) == [ana], query
    edit_place(actor, ana, oak, street="14 Oak Ct")
    assert (found("12 oak"), found("14 oak")) == ([], [ana])


def test_a_customer_is_found_by_its_second_phone_its_ids_and_its_website(
    any_database: str, actor: Actor
) -> None:
    reyes = {
        "phone2": "(501) 555-0123",
        "external_id2": "B004711",
        "reference_no": "R-99",
        "website": "https://www.reyes.example",
    }
    ana = customer(actor, **reyes)
    for query in ("5550123", "b004711", "r 99", "reyesexample"):
        assert found(query) == [ana], query


def test_a_customer_is_found_by_what_it_was_reached_by_before(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor, phone="(501) 555-0101", email="old@example.com")
    kelly = add(actor, ana, "Kelly Brandt", phone="(501) 555-0102", email="kb@example.com")
    update(actor, ana, 2, phone="(501) 555-0999", email=None)
    edit(actor, ana, kelly, phone=None)
    with transaction() as session:
        remove_contact(session, actor, ana, kelly)
    for query in ("501-555-0101", "old@example.com", "501-555-0102", "kb@example.com"):
        assert found(query) == [ana], query
    assert found("kelly brandt") == []


def test_a_phone_that_an_undo_took_back_still_finds_its_customer(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor, phone="(501) 555-0101")
    update(actor, ana, 1, phone="(501) 555-0999")
    undo_all(transaction, actor, newest())
    assert found("501-555-0101") == found("501-555-0999") == [ana]


def test_a_new_document_is_the_one_that_a_refresh_or_the_index_anew_gives(
    any_database: str, actor: Actor
) -> None:
    ana = customer(
        actor,
        company_name="Reyes & Söhne",
        kind="commercial",
        phone="(501) 555-0101 ext. 7",
        phone2="(501) 555-0142",
        email="ana@example.com",
        external_id="X-1",
        **OAK,
        billing_street="PO Box 7",
        billing_city="Conway",
        billing_country="United States",
    )
    new = document_of(ana)
    with transaction() as session:
        refresh(session, [ana])
    refreshed = document_of(ana)
    with transaction() as session:
        reindex(session, [ana])
    assert new == refreshed == document_of(ana)
