"""One field put back by itself: if it still holds what the change wrote, else it says why."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clientapp.bulk.selection import Selection
from clientapp.contacts.commands import link_contact, make_primary
from clientapp.customers.commands import create_customer
from clientapp.customers.queries import customer_page
from clientapp.database import reading, transaction
from clientapp.ledger.history import Line
from clientapp.ledger.putting_back import CannotPutBack, put_back
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.listing.request import ListRequest
from clientapp.models import Operation
from clientapp.record_page.history import record_history
from tests.contacts.people import add, contacts, edit
from tests.customers.bulk import set_field, trash_customer
from tests.customers.writing import update, values_of

ANA: dict[str, Any] = {
    "first_name": "Ana",
    "last_name": "Reyes",
    "phone": "(501) 555-0102",
    "city": "Benton",
    "industry": 1,
}
LEE = Actor(None, "Lee Park", "web")


def create(actor: Actor, **values: Any) -> int:
    with transaction() as session:
        return create_customer(session, actor, ANA | values)


def line(customer: int, field: str, entry: int = 0) -> Line:
    """What the history says of a field in one of its entries."""
    with reading() as session:
        lines = record_history(session, "customer", customer).entries[entry].lines
    return next(each for each in lines if each.field == field)


def back(actor: Actor, customer: int, of: Line, *, others: bool = True) -> int:
    with transaction() as session:
        return put_back(session, actor, "customer", customer, of.change_id, of.field, others=others)


def test_one_field_goes_back_and_the_others_of_its_operation_stay(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor)
    update(actor, customer, 1, phone="(501) 555-0199", city="Conway", industry=2)
    operation = back(actor, customer, line(customer, "phone"))
    now = values_of(customer)
    assert (now["phone"], now["city"], now["industry"]) == ("(501) 555-0102", "Conway", 2)
    assert now["phone_e164"] == "+15015550102"
    assert now["version"] == 3
    with reading() as session:
        assert session.get_one(Operation, operation).label == "Put back Phone of Ana Reyes"
        assert session.get_one(Operation, operation).rows == 1


def test_what_is_put_back_is_found_again_and_can_be_undone(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    update(actor, customer, 1, first_name="Zoe")
    operation = back(actor, customer, line(customer, "first_name"))
    with reading() as session:
        assert customer_page(session, ListRequest(search="Ana"))[0].id == customer
        assert customer_page(session, ListRequest(search="Zoe")) == []
    undo_all(transaction, actor, operation)
    assert values_of(customer)["first_name"] == "Zoe"


def test_a_field_of_a_bulk_edit_goes_back_on_one_customer(any_database: str, actor: Actor) -> None:
    some = (create(actor), create(actor))
    set_field(transaction, actor, Selection(ids=some), 2, "industry", 2)
    back(actor, some[0], line(some[0], "industry"))
    assert [values_of(each)["industry"] for each in some] == [1, 2]


def test_a_place_that_was_added_is_emptied_field_by_field(any_database: str, actor: Actor) -> None:
    customer = create(actor, city=None)
    update(actor, customer, 1, city="Conway", state="AR")
    back(actor, customer, line(customer, "city"))
    assert (values_of(customer)["city"], values_of(customer)["state"]) == (None, "AR")


def test_a_field_changed_again_stays_and_says_by_whom(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    update(actor, customer, 1, phone="(501) 555-0199")
    first = line(customer, "phone")
    update(LEE, customer, 2, phone="(501) 555-0123")
    with pytest.raises(
        CannotPutBack, match="Phone was changed again by Lee Park just now; put it back by hand"
    ):
        back(actor, customer, first)
    assert values_of(customer)["phone"] == "(501) 555-0123"


def test_a_field_that_is_back_already_says_so(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    update(actor, customer, 1, city="Conway")
    first = line(customer, "city")
    back(actor, customer, first)
    with pytest.raises(CannotPutBack, match="City is back already"):
        back(actor, customer, first)


def test_a_value_that_another_customer_has_by_now_is_not_given_twice(
    any_database: str, actor: Actor
) -> None:
    customer = create(actor, external_id="A-1")
    update(actor, customer, 1, external_id=None)
    create(actor, external_id="A-1")
    with pytest.raises(CannotPutBack, match="another customer has that value now"):
        back(actor, customer, line(customer, "external_id"))
    assert values_of(customer)["external_id"] is None


def test_a_colleagues_change_needs_who_may_undo_others(any_database: str) -> None:
    customer = create(LEE)
    update(LEE, customer, 1, city="Conway")
    kim = Actor(7, "Kim Roy", "web")
    with pytest.raises(CannotPutBack, match="Lee Park did this; a manager can undo it"):
        back(kim, customer, line(customer, "city"), others=False)


def test_in_trash_nothing_is_put_back(any_database: str, actor: Actor) -> None:
    customer = create(actor)
    update(actor, customer, 1, city="Conway")
    of = line(customer, "city")
    trash_customer(transaction, actor, customer)
    with pytest.raises(CannotPutBack, match="in Trash"):
        back(actor, customer, of)


def test_only_changes_of_this_customer_and_fields_that_they_wrote_are_put_back(
    any_database: str, actor: Actor
) -> None:
    customer, other = create(actor), create(actor)
    update(actor, customer, 1, city="Conway")
    update(actor, other, 1, phone="(501) 555-0199")
    mine, theirs = line(customer, "city"), line(other, "phone")
    wrong = [
        theirs,
        Line("", mine.change_id, "phone"),
        Line("", mine.change_id, "number"),
        Line("", mine.change_id, "no such field"),
        Line("", 2**62, "city"),
        Line("", 1, "email"),
        Line("", -1, ""),
    ]
    before = values_of(customer), values_of(other)
    for each in wrong:
        with pytest.raises(CannotPutBack):
            back(actor, customer, each)
    assert (values_of(customer), values_of(other)) == before


def test_a_field_of_one_contact_goes_back_by_itself(any_database: str, actor: Actor) -> None:
    ana = create(actor)
    kelly = add(actor, ana, "Kelly Brandt", phone="501 555 0108", email="k@example.com")
    edit(actor, ana, kelly, phone="501 555 0109", email="b@example.com")
    back(actor, ana, line(ana, "contact.phone"))
    shown = contacts(ana)[1]
    assert (shown.phone, shown.email) == ("(501) 555-0108", "b@example.com")
    wrong = Line("", line(ana, "contact.phone").change_id, "contact.email")
    for each in (wrong, Line("", wrong.change_id, "address.phone"), Line("", 1, "nothing.phone")):
        with pytest.raises(CannotPutBack):
            back(actor, ana, each)


def test_a_name_of_a_person_of_two_customers_goes_back_in_both(
    any_database: str, actor: Actor
) -> None:
    ana, other = create(actor), create(actor)
    kelly = add(actor, ana, "Kelly Brandt", is_primary=True)
    with transaction() as session:
        link_contact(session, actor, other, kelly)
        make_primary(session, actor, other, kelly)
    edit(actor, ana, kelly, first_name="Kelli")
    back(actor, other, line(other, "first_name"))
    assert [values_of(each)["display_name"] for each in (ana, other)] == ["Kelly Brandt"] * 2


EDIT = st.fixed_dictionaries(
    {},
    optional={
        "email": st.sampled_from(["a@example.com", "b@example.com", None]),
        "city": st.sampled_from(["Benton", "Conway", None]),
        "industry": st.sampled_from([1, 2, None]),
    },
)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(edits=st.lists(EDIT, min_size=1, max_size=4), pick=st.randoms(use_true_random=False))
def test_exactly_a_field_that_still_holds_the_change_goes_back(
    any_database: str, actor: Actor, edits: list[dict[str, Any]], pick: Any
) -> None:
    customer = create(actor)
    states = [values_of(customer)]
    for values in edits:
        update(actor, customer, len(states), **values)
        if values_of(customer)["version"] > len(states):
            states.append(values_of(customer))
    if (version := len(states)) == 1:
        return  # nothing differed, so there is no edit to put back
    at = pick.randrange(1, version)  # the version before the edit that is picked
    before, after, now = states[at - 1], states[at], states[-1]
    field = pick.choice([f for f in ("email", "city", "industry") if before[f] != after[f]])
    of = line(customer, field, entry=version - at - 1)
    if now[field] == after[field]:
        back(actor, customer, of)
        assert values_of(customer)[field] == before[field]
    else:
        with pytest.raises(CannotPutBack):
            back(actor, customer, of)
    same = {n for n in ("email", "city", "industry") if n != field}
    assert {n: values_of(customer)[n] for n in same} == {n: now[n] for n in same}
