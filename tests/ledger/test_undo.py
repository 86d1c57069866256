"""Undo: what still holds goes back, what was edited since stays and is reported."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from clientapp.customers.commands import add_customers, create_customer
from clientapp.customers.rules import with_defaults
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.ledger.undo import CannotUndo, undo_all
from clientapp.models import Address, Change, Contact, Operation, Property
from clientapp.picklists.commands import add_options
from tests.customers.many import ledger_faults
from tests.customers.writing import update, values_of

ANA: dict[str, Any] = {
    "first_name": "Ana",
    "last_name": "Reyes",
    "company_name": "Bluebird Café",
    "phone": "(501) 555-0102",
    "street": "3901 University Ave",
    "city": "Little Rock",
    "customer_since": date(2024, 2, 29),
}


STAMPS = ("version", "modified_at")


def create(actor: Actor, **values: Any) -> int:
    with transaction() as session:
        return create_customer(session, actor, ANA | values)


def newest() -> int:
    with reading() as session:
        return session.exec(select(Operation.id).order_by(col(Operation.id).desc())).first() or 0


def without_stamps(values: dict[str, Any]) -> dict[str, Any]:
    """The values but for the stamps, which every write renews."""
    return {name: value for name, value in values.items() if name not in STAMPS}


def test_an_edit_across_customer_contact_and_place_is_undone(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    before = values_of(customer)
    update(
        actor,
        customer,
        1,
        first_name="Anna",
        city="Benton",
        phone=None,
        industry=2,
        customer_since=None,
    )
    report = undo_all(transaction, actor, newest())
    assert report.reasons == {}
    assert without_stamps(values_of(customer)) == without_stamps(before)


def test_an_undo_can_be_undone(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    update(actor, customer, 1, first_name="Anna", company_name="Blue", customer_since=None)
    edited = values_of(customer)
    undo = undo_all(transaction, actor, newest())
    undo_all(transaction, actor, undo.operation_id)
    assert without_stamps(values_of(customer)) == without_stamps(edited)


def test_a_field_edited_since_stays_and_is_reported(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    update(actor, customer, 1, phone="(501) 555-0199", email="a@example.com")
    edit = newest()
    update(actor, customer, 2, phone="(501) 555-0123")
    report = undo_all(transaction, actor, edit)
    assert report.reasons == {"edited since": 1}
    assert report.kept == [("customer", customer, "edited since")]
    assert values_of(customer)["phone"] == "(501) 555-0123"
    assert values_of(customer)["phone_e164"] == "+15015550123"
    assert values_of(customer)["email"] is None


def test_what_an_operation_created_goes_to_trash_with_its_place_and_its_contact(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    report = undo_all(transaction, actor, newest())
    assert report.reasons == {}
    assert values_of(customer)["trashed_at"] is not None
    with reading() as session:
        assert session.exec(select(Address.trashed_at)).one() is not None
        assert session.exec(select(Property.trashed_at)).one() is not None
        assert session.exec(select(Contact.trashed_at)).one() is not None


def test_what_an_operation_created_stays_once_somebody_edited_it(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    created = newest()
    update(actor, customer, 1, email="ana@example.com")
    report = undo_all(transaction, actor, created)
    assert report.restored == 0
    assert report.kept == [("customer", customer, "edited since")]
    assert values_of(customer)["trashed_at"] is None
    with reading() as session:
        assert session.get_one(Operation, created).undone_by_id is None


def test_undoing_the_undo_of_a_creation_brings_all_back(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    before = values_of(customer)
    undo = undo_all(transaction, actor, newest())
    undo_all(transaction, actor, undo.operation_id)
    assert without_stamps(values_of(customer)) == without_stamps(before)
    with reading() as session:
        assert session.exec(select(Address.trashed_at)).one() is None


def test_a_choice_that_an_operation_added_goes_only_if_nothing_needs_it(
    any_database: str, actor: Actor
) -> None:
    with transaction() as session:
        operation = begin(session, actor, "import", "Import of a.csv")
        added = add_options(session, operation, "industry", ["Bakery", "Brewery"])
        filled = with_defaults(ANA | {"industry": added["bakery"]})
        add_customers(session, operation, [filled])
        finish(session, operation)
    other = create(actor, first_name="Lee", industry=added["brewery"])
    report = undo_all(transaction, actor, operation.id or 0)
    assert report.reasons == {"still needed": 1}
    assert report.kept == [("picklist_option", added["brewery"], "still needed")]
    assert values_of(other)["industry"] == added["brewery"]


def test_an_operation_is_undone_once(any_database: str, actor: Actor) -> None:
    create(actor)
    created = newest()
    undo_all(transaction, actor, created)
    with pytest.raises(CannotUndo, match="was undone"):
        undo_all(transaction, actor, created)


def test_what_was_done_to_a_user_is_not_undone(any_database: str, actor: Actor) -> None:
    with transaction() as session:
        operation = begin(session, actor, "user", "Lee Park is disabled", record_kind="user")
        finish(session, operation)
    with pytest.raises(CannotUndo, match="Lee Park is disabled: this cannot be undone"):
        undo_all(transaction, actor, operation.id or 0)


def test_a_colleagues_operation_is_undone_by_those_who_may_undo_others(
    any_database: str, actor: Actor
) -> None:
    create(actor)
    colleague = Actor(7, "Lee Park", "web")
    with pytest.raises(CannotUndo, match="Ana Reyes did this"):
        undo_all(transaction, colleague, newest(), others=False)
    assert undo_all(transaction, actor, newest(), others=False).restored == 1


def test_a_large_operation_is_undone_in_several_transactions(sqlite: str, actor: Actor) -> None:
    with transaction() as session:
        operation = begin(session, actor, "import", "Import of many.csv")
        ids = add_customers(
            session, operation, [with_defaults({"company_name": f"No {i}"}) for i in range(12_000)]
        )
        finish(session, operation)
    update(actor, ids[7], 1, company_name="Number seven")
    report = undo_all(transaction, actor, operation.id or 0)
    assert report.restored == 11_999
    assert report.kept == [("customer", ids[7], "edited since")]


FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "company_name": st.sampled_from(["Blue", "Bird", None]),
        "email": st.sampled_from(["a@example.com", "b@example.com", None]),
        "first_name": st.sampled_from(["Ana", "Lee"]),
        "city": st.sampled_from(["Benton", "Conway", None]),
        "industry": st.sampled_from([1, 2, None]),
        "customer_since": st.sampled_from([date(2024, 2, 29), date(1, 1, 1), None]),
    },
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(first=FIELDS, later=st.lists(FIELDS, max_size=3))
def test_undo_after_any_later_edits_puts_back_exactly_what_still_holds(
    any_database: str, actor: Actor, first: dict[str, Any], later: list[dict[str, Any]]
) -> None:
    customer = create(actor, email="old@example.com")
    before = values_of(customer)
    version = update(actor, customer, 1, **first)
    written = values_of(customer)
    if version == 1:
        return  # nothing differed, so there is no edit to undo
    edit = newest()
    for values in later:
        version = update(actor, customer, version, **values)
    now = values_of(customer)
    undo_all(transaction, actor, edit)
    after = values_of(customer)
    for name in ("company_name", "email", "first_name", "city", "industry", "customer_since"):
        holds = written[name] != before[name] and now[name] == written[name]
        assert after[name] == (before[name] if holds else now[name]), name


def test_every_change_says_which_version_it_made(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    update(actor, customer, 1, first_name="Anna", city="Benton", email="a@example.com")
    with reading() as session:
        versions = session.exec(
            select(Change.version).where(Change.about_kind == "customer").order_by(col(Change.id))
        ).all()
    assert versions == [1, 1, 1, 1, 1, 2, 2, 2]
    assert values_of(customer)["version"] == 2


def test_what_was_changed_and_changed_back_does_not_keep_what_was_created(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    made = newest()
    update(actor, customer, 1, first_name="Anna", city="Benton")
    edited = newest()
    back = undo_all(transaction, actor, edited).operation_id
    again = undo_all(transaction, actor, back).operation_id
    assert undo_all(transaction, actor, made).reasons == {"edited since": 1}
    undo_all(transaction, actor, again)
    assert undo_all(transaction, actor, made).reasons == {}
    assert values_of(customer)["trashed_at"] is not None
    assert ledger_faults() == []
