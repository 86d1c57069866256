"""A row that records of several kinds have stands in all their histories, and is undone once."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from clientapp.addresses.commands import link_place
from clientapp.addresses.ticking import Ticks
from clientapp.database import reading, transaction
from clientapp.ledger.changed import changed_since
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.operations import operation_detail
from clientapp.ledger.past import rows_at
from clientapp.ledger.recording import Actor, begin, finish, insert_rows, log_look, update_row
from clientapp.ledger.setting import purge_rows, trash_rows
from clientapp.ledger.sharing import elsewhere, hold, hold_with_sharers, sharers
from clientapp.ledger.undo import CannotUndo, undo_all
from clientapp.merging.merge import merge
from clientapp.models import (
    Address,
    Change,
    Contact,
    Customer,
    CustomerAddress,
    Operation,
    Organization,
    Property,
    PropertyContact,
    PropertyCustomer,
    PropertyResource,
)
from clientapp.record import registry
from tests.contacts.people import OAK, add, add_place, addresses, customer, edit, edit_place
from tests.customers.many import ledger_faults
from tests.ledger.kinds import (
    faults,
    kinds_of_record,
    newest,
    organization,
    person,
    property_at,
    role,
    share,
    told,
    told_about,
    unshare,
    version,
    write,
    written,
)


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    with kinds_of_record():
        yield


def undo(actor: Actor, operation_id: int | None = None) -> Any:
    return undo_all(transaction, actor, operation_id or newest())


def stored(model: Any, row_id: int) -> dict[str, Any]:
    with reading() as session:
        return session.get_one(model, row_id).model_dump(exclude={"version", "modified_at"})


def test_a_change_of_a_person_stands_in_the_histories_of_every_kind(
    any_database: str, actor: Actor
) -> None:
    ana, pine = customer(actor), organization(actor)
    kelly = add(actor, ana, "Kelly Brandt")
    share(actor, "organization", pine, kelly)
    edit(actor, ana, kelly, phone="(501) 555-0102")
    assert told("organization", pine)[0] == "Contact Kelly Brandt: phone set to (501) 555-0102"
    assert told("customer", ana)[0] == "Contact Kelly Brandt: phone set to (501) 555-0102"
    assert version(Organization, pine) == 3
    undo(actor)
    assert "phone emptied" in told("organization", pine)[0]
    assert stored(Contact, kelly)["phone"] is None
    assert version(Organization, pine) == 4
    assert faults() == []


def test_a_place_of_a_customer_is_told_by_its_property_and_by_headquarters(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    place = add_place(actor, ana, OAK)
    with reading() as session:
        site = session.exec(select(Property.id).where(Property.address_id == place)).one() or 0
    pine = organization(actor)
    write(actor, "organization", Organization, pine, address_id=place)
    edit_place(actor, ana, place, street="14 Oak Ct")
    about = {(kind, row) for part, _id, kind, row in told_about(newest()) if part == "address"}
    assert about == {("customer", ana), ("property", site), ("organization", pine)}
    assert told("property", site)[0] == "Street from 12 Oak Ct to 14 Oak Ct"
    assert told("organization", pine)[0] == "Street from 12 Oak Ct to 14 Oak Ct"
    undo(actor)
    assert stored(Address, place)["street"] == "12 Oak Ct"
    assert faults() == []


def test_what_comes_with_a_record_is_told_of_that_record_alone(
    any_database: str, actor: Actor
) -> None:
    pine = organization(actor, street="1 Pine St")
    about = {(part, kind) for part, _id, kind, _about in told_about(newest())}
    assert about == {("address", "organization"), ("organization", "organization")}
    oak = property_at(actor, "Oak Court", street="12 Oak Ct")
    about = {(part, kind) for part, _id, kind, _about in told_about(newest())}
    assert about == {("address", "property"), ("property", "property")}
    assert (version(Organization, pine), version(Property, oak)) == (1, 1)


def test_the_creation_of_a_property_and_its_place_is_undone_and_done_again(
    any_database: str, actor: Actor
) -> None:
    oak = property_at(actor, "Oak Court", street="12 Oak Ct")
    before = stored(Property, oak), stored(Address, stored(Property, oak)["address_id"])
    first = undo(actor)
    assert stored(Property, oak)["trashed_at"] is not None
    assert stored(Address, before[1]["id"])["trashed_at"] is not None
    undo(actor, first.operation_id)
    assert (stored(Property, oak), stored(Address, before[1]["id"])) == before
    assert faults() == []


def test_a_place_that_a_property_is_stays_when_its_customer_goes(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    oak = property_at(actor, "Oak Court", street="12 Oak Ct")
    address = stored(Property, oak)["address_id"]

    def link(session: Any, operation: Operation) -> None:

        link_place(session, operation, ana, address, Ticks(False, True))

    written(actor, "customer", link)
    undo(actor, 1)
    assert stored(Address, address)["trashed_at"] is None
    assert stored(Property, oak)["trashed_at"] is None


def test_headquarters_given_later_are_undone_and_done_again(
    any_database: str, actor: Actor
) -> None:
    pine = organization(actor)
    with transaction() as session:
        operation = begin(session, actor, "edit", "Edit", record_kind="organization")
        address = reserve_ids(session, Address, 1)[0]
        place = {"id": address, "street": "1 Pine St"}
        insert_rows(session, operation, {Address: [place]}, about=("organization", pine))
        update_row(session, operation, Organization, pine, {"address_id": address})
        finish(session, operation)
    first = undo(actor)
    assert stored(Organization, pine)["address_id"] is None
    assert stored(Address, address)["trashed_at"] is not None
    with reading() as session:
        record = registry.records["organization"]
        changed = changed_since(session, "organization", pine, 2, record.fields)
    assert changed["street"].original == "1 Pine St"
    undo(actor, first.operation_id)
    assert stored(Organization, pine)["address_id"] == address
    assert stored(Address, address)["trashed_at"] is None
    assert faults() == []


def test_who_else_has_a_row_is_counted_over_the_kinds(any_database: str, actor: Actor) -> None:
    ana, pine, oak = (
        customer(actor),
        organization(actor),
        property_at(actor, "Oak", street="1 A St"),
    )
    kelly = add(actor, ana, "Kelly Brandt")
    share(actor, "organization", pine, kelly)
    share(actor, "property", oak, kelly)
    with transaction() as session:
        assert (
            str(elsewhere(session, "contact", [kelly], ana)[kelly]) == "Pine Street LLC and 1 more"
        )
        other = elsewhere(session, "contact", [kelly], oak, "property")
        assert str(other[kelly]) == "Ana Reyes and 1 more"
        address = session.get_one(Property, oak).address_id
        assert elsewhere(session, "address", [address], 0) == {}
        assert sharers(session, "address", [address]) == {"property": {oak}}
        assert hold(session, "organization", pine, "contact", [kelly]) == "Pine Street LLC"
        hold_with_sharers(session, "organization", pine)
        hold_with_sharers(session, "property", oak)


def test_a_handover_stands_in_the_histories_of_property_and_customers(
    any_database: str, actor: Actor
) -> None:
    ana, lee = customer(actor), customer(actor, "Park")
    oak = property_at(actor, "Oak Court", street="12 Oak Ct")
    first = role(actor, oak, ana, "owner")

    def hand_over(session: Any, operation: Operation) -> None:

        day = date(2025, 3, 1)
        update_row(session, operation, PropertyCustomer, first, {"until_date": day})
        row = {"id": reserve_ids(session, PropertyCustomer, 1)[0], "property_id": oak}
        new = {"customer_id": lee, "role": "owner", "from_date": day}
        insert_rows(session, operation, {PropertyCustomer: [row | new]})

    written(actor, "property", hand_over)
    done = newest()
    assert told("property", oak)[:2] == [
        "Customer Ana Reyes: until set to 2025-03-01",
        "Customer Ana Park added",
    ]
    assert told("customer", ana)[0] == "Property Oak Court: until set to 2025-03-01"
    assert told("customer", lee)[0] == "Property Oak Court added"
    assert [version(Customer, each) for each in (ana, lee)] == [3, 2]
    assert faults() == []
    report = undo(actor, done)
    assert report.reasons == {}
    assert stored(PropertyCustomer, first)["until_date"] is None
    assert told("customer", lee)[0] == "Property Oak Court removed"
    assert faults() == []
    undo(actor, report.operation_id)
    assert stored(PropertyCustomer, first)["until_date"] == date(2025, 3, 1)
    assert faults() == []


def test_a_merge_of_customers_takes_what_they_are_to_properties_along(
    any_database: str, actor: Actor
) -> None:
    ana, lee = customer(actor), customer(actor, "Park")
    oak = property_at(actor, "Oak Court", street="12 Oak Ct")
    row = role(actor, oak, lee, "tenant")
    with transaction() as session:
        merged = merge(session, actor, "customer", ana, [lee], {})
    assert stored(PropertyCustomer, row)["customer_id"] == ana
    assert "Property Oak Court came from a merged customer" in told("customer", ana) or (
        "Merged with Ana Park: 1 contact, 1 property" in told("customer", ana)
    )
    assert faults() == []
    undo(actor, merged)
    assert stored(PropertyCustomer, row)["customer_id"] == lee
    assert faults() == []
    assert ledger_faults() == []


def test_a_purge_takes_what_belongs_to_the_record_and_lets_go_of_what_refers_to_it(
    any_database: str, actor: Actor
) -> None:
    ana, pine = customer(actor), organization(actor)
    branch = organization(actor, "Pine Street North")
    oak = property_at(actor, "Oak Court", street="12 Oak Ct")
    kelly = person(actor, "organization", pine, first_name="Kelly", last_name="Brandt")
    both = add(actor, ana, "Sam Cole")
    share(actor, "organization", pine, both)
    write(actor, "property", Property, oak, organization_id=pine)
    set_to = newest()
    write(actor, "property", Property, oak, organization_id=None)
    let_go = newest()
    write(actor, "property", Property, oak, organization_id=pine)
    write(actor, "organization", Organization, branch, parent_id=pine)
    written(actor, "organization", lambda s, o: trash_rows(s, o, Organization, [pine]))
    written(actor, "organization", lambda s, o: purge_rows(s, o, Organization, [pine]))
    with reading() as session:
        assert session.get(Organization, pine) is None
        assert session.get(Contact, kelly) is None
        assert session.get(Contact, both) is not None
    assert stored(Property, oak)["organization_id"] is None
    assert stored(Organization, branch)["parent_id"] is None
    assert told("property", oak)[0].startswith("Organization emptied, was a deleted organization")
    assert faults() == []
    assert undo(actor, let_go).reasons == {"purged": 1}
    assert undo(actor, set_to).reasons == {"edited since": 1}
    assert faults() == []


def test_a_purge_of_a_customer_is_told_by_the_properties_it_had(
    any_database: str, actor: Actor
) -> None:
    ana, oak = customer(actor), property_at(actor, "Oak Court", street="12 Oak Ct")
    row = role(actor, oak, ana, "owner")
    written(actor, "customer", lambda s, o: trash_rows(s, o, Customer, [ana]))
    written(actor, "customer", lambda s, o: purge_rows(s, o, Customer, [ana]))
    with reading() as session:
        assert session.get(PropertyCustomer, row) is None
        assert session.get(Customer, ana) is None
    assert version(Property, oak) == 3
    assert faults() == []


def test_a_look_at_a_secret_is_told_and_no_undo_takes_it_back(
    any_database: str, actor: Actor
) -> None:
    oak = property_at(actor, "Oak Court", street="12 Oak Ct")

    def add_code(session: Any, operation: Operation) -> int:
        from clientapp.ledger.recording import insert_rows

        row = {"id": reserve_ids(session, PropertyResource, 1)[0], "property_id": oak}
        secret = {"name": "Gate code", "value": "4411", "is_secret": True}
        insert_rows(session, operation, {PropertyResource: [row | secret]})
        return row["id"]

    code = written(actor, "property", add_code)
    with transaction() as session:
        operation = begin(session, actor, "look", "Look at gate code", record_kind="property")
        log_look(session, operation, registry.part_of(PropertyResource), code)
        finish(session, operation)
    assert told("property", oak)[0] == "Gate code seen"
    assert version(Property, oak) == 2
    with reading() as session:
        detail = operation_detail(session, newest())
        assert detail is not None
        assert not detail.undoable
    assert undo(actor).restored == 0
    assert faults() == []


def test_what_a_person_was_is_known_though_others_changed_it_meanwhile(
    any_database: str, actor: Actor
) -> None:
    ana, pine = customer(actor), organization(actor)
    kelly = add(actor, ana, "Kelly Brandt", phone="(501) 555-0102")
    share(actor, "organization", pine, kelly)
    then = datetime.now(UTC)
    unshare(actor, "customer", ana, kelly)
    write(actor, "organization", Contact, kelly, phone="(501) 555-0199")
    share(actor, "customer", ana, kelly)
    with reading() as session:
        rows = rows_at(session, "customer", [ana], then)
    assert rows["contact", kelly].values["phone"] == "(501) 555-0102"


DOING = st.lists(
    st.tuples(
        st.sampled_from(["edit", "place", "share", "unshare", "role", "end", "undo", "trash"]),
        st.integers(0, 2),
        st.integers(0, 3),
    ),
    max_size=6,
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(doing=DOING)
def test_anything_that_three_kinds_write_to_shared_rows_is_undone_in_any_order(
    any_database: str, actor: Actor, doing: list[tuple[str, int, int]]
) -> None:
    ana, pine = customer(actor, **OAK), organization(actor, "Pine", street="1 Pine St")
    place = addresses(ana)[0].id
    with reading() as session:
        oak = session.exec(select(Property.id).where(Property.address_id == place)).one() or 0
    whose = [("customer", ana), ("organization", pine), ("property", oak)]
    people = [person(actor, kind, row, first_name=f"P{at}") for at, (kind, row) in enumerate(whose)]
    first, before = newest(), everything()
    for what, at, value in doing:
        with suppress(CannotUndo):
            do(actor, what, whose, at, people[value % len(people)], place, value, first)
        assert faults() == []
    for operation_id in range(newest(), first, -1):
        with suppress(CannotUndo):
            undo(actor, operation_id)
        assert faults() == []
    if not {"undo", "end", "unshare"} & {what for what, _at, _value in doing}:
        assert everything() == before  # what was created and touched since stays
    assert ledger_faults() == []


def do(
    actor: Actor,
    what: str,
    whose: list[tuple[str, int]],
    at: int,
    contact: int,
    place: int,
    value: int,
    first: int,
) -> None:
    """Something that is done in the name of one of three records."""
    (_c, ana), (_o, pine), (_p, oak) = whose
    kind, record_id = whose[at]
    steps: dict[str, Callable[[], Any]] = {
        "edit": lambda: write(actor, kind, Contact, contact, job_title=f"Title {value}"),
        "place": lambda: write(actor, kind, Address, place, street=f"{value} Oak Ct"),
        "share": lambda: share(actor, kind, record_id, contact),
        "unshare": lambda: unshare(actor, kind, record_id, contact),
        "role": lambda: role(actor, oak, ana, "tenant"),
        "end": lambda: end_roles(actor, oak, value),
        "undo": lambda: undo(actor, newest() - value) if newest() - value > first else None,
        "trash": lambda: written(
            actor, "organization", lambda s, o: trash_rows(s, o, Organization, [pine])
        ),
    }
    steps[what]()


def end_roles(actor: Actor, property_id: int, month: int) -> None:
    with reading() as session:
        found = session.exec(
            select(PropertyCustomer.id).where(PropertyCustomer.property_id == property_id)
        ).all()
    for row_id in found:
        write(
            actor,
            *("property", PropertyCustomer, row_id or 0),
            until_date=date(2025, month + 1, 1),
        )


def everything() -> dict[str, list[Any]]:
    """All live rows that an undo puts back, without what every write renews."""
    models = (
        *(Customer, Organization, Property, Contact, Address, CustomerAddress),
        *(PropertyContact, PropertyCustomer),
    )
    with reading() as session:
        return {
            model.__name__: [
                row.model_dump(exclude={"version", "modified_at", "modified_by_id"})
                for row in session.exec(
                    select(model).where(col(model.trashed_at).is_(None)).order_by(col(model.id))
                )
            ]
            for model in models
        }


def test_no_change_is_told_twice_in_one_history(any_database: str, actor: Actor) -> None:
    ana = customer(actor, **OAK)
    place = addresses(ana)[0].id
    edit_place(actor, ana, place, street="14 Oak Ct")
    undo(actor)
    with reading() as session:
        changes = session.exec(select(Change).where(Change.operation_id == newest())).all()
    keys = [(c.record_kind, c.record_id, c.about_kind, c.about_id) for c in changes]
    assert len(keys) == len(set(keys))
