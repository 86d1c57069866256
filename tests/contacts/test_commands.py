"""People at customers: one primary contact whatever happens, and nobody's change is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from clientapp.contacts.commands import link_contact, make_primary, remove_contact, save_contact
from clientapp.contacts.queries import contact_count, contact_values, people_found, stored_contact
from clientapp.customers.commands import add_customers, update_customer
from clientapp.customers.queries import customer_page
from clientapp.customers.rules import with_defaults
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.ledger.changed import Clash, Conflict
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.ledger.setting import purge_rows, trash_rows
from clientapp.ledger.undo import CannotUndo, undo_all
from clientapp.listing.request import ListRequest
from clientapp.models import Contact, Customer, CustomerContact, Operation
from clientapp.problem import Problem
from tests.contacts.people import add, contacts, customer, edit, newest, told
from tests.customers.many import ledger_faults, option
from tests.customers.writing import update, values_of


def primaries(customer_id: int) -> list[str]:
    return [each.name for each in contacts(customer_id) if each.is_primary]


def link(actor: Actor, customer_id: int, contact_id: int) -> int | None:
    with transaction() as session:
        return link_contact(session, actor, customer_id, contact_id)


def remove(actor: Actor, customer_id: int, contact_id: int) -> int:
    with transaction() as session:
        return remove_contact(session, actor, customer_id, contact_id)


def primary(actor: Actor, customer_id: int, contact_id: int) -> int | None:
    with transaction() as session:
        return make_primary(session, actor, customer_id, contact_id)


def purge(actor: Actor, *ids: int) -> None:
    with transaction() as session:
        operation = begin(session, actor, "purge", "Purge")
        trash_rows(session, operation, Customer, ids)
        purge_rows(session, operation, Customer, ids)
        finish(session, operation)


def test_contacts_stand_primary_first_then_by_name(any_database: str, actor: Actor) -> None:
    ana = customer(actor)
    add(actor, ana, "Zoe Adams", job_title="Chef", phone="501 555 0108")
    add(actor, ana, "kelly Brandt", role=option("contact_role", "Billing"))
    shown = contacts(ana)
    assert [each.name for each in shown] == ["Ana Reyes", "kelly Brandt", "Zoe Adams"]
    assert [each.is_primary for each in shown] == [True, False, False]
    assert (shown[1].role, shown[2].title, shown[2].phone) == ("Billing", "Chef", "(501) 555-0108")
    with reading() as session:
        assert contact_count(session, ana) == 3
        values = contact_values(session, ana, shown[2].id)
    assert values
    assert (values["first_name"], values["role"]) == ("Zoe", "")


def test_a_new_primary_contact_takes_the_tick_and_gives_the_customer_its_name(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    add(actor, ana, "Kelly Brandt", is_primary=True)
    assert primaries(ana) == ["Kelly Brandt"]
    assert values_of(ana)["display_name"] == "Kelly Brandt"
    assert set(told(ana)) == {
        "First name set to Kelly",
        "Last name set to Brandt",
    }
    undo_all(transaction, actor, newest())
    assert primaries(ana) == ["Ana Reyes"]
    assert values_of(ana)["display_name"] == "Ana Reyes"
    assert ledger_faults() == []


def test_the_primary_tick_moves_and_cannot_just_be_taken(any_database: str, actor: Actor) -> None:
    ana = customer(actor)
    kelly = add(actor, ana, "Kelly Brandt")
    primary(actor, ana, kelly)
    assert told(ana) == ["Primary contact is now Kelly Brandt"]
    assert primary(actor, ana, kelly) is None
    with pytest.raises(Rejected) as rejected, transaction() as session:
        save_contact(session, actor, ana, kelly, {}, {}, is_primary=False)
    assert rejected.value.problems == {"primary": "Tick Primary contact on another contact instead"}
    with pytest.raises(Problem, match="Kelly Brandt is the primary contact"):
        remove(actor, ana, kelly)


def test_a_change_is_told_with_whose_it_is_and_put_back(any_database: str, actor: Actor) -> None:
    ana = customer(actor)
    kelly = add(actor, ana, "Kelly Brandt", phone="501 555 0108")
    assert told(ana) == ["Contact Kelly Brandt added"]
    role = option("contact_role", "Owner")
    operation = edit(actor, ana, kelly, phone="501 555 0109", role=role)
    assert set(told(ana)) == {
        "Contact Kelly Brandt: phone from 501 555 0108 to 501 555 0109",
        "Contact Kelly Brandt: role set to Owner",
    }
    assert values_of(ana)["version"] == 3
    assert edit(actor, ana, kelly, phone="501 555 0109") is None
    undo_all(transaction, actor, operation or 0)
    assert (contacts(ana)[1].phone, contacts(ana)[1].role) == ("(501) 555-0108", "")


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"email": "kelly@harbor"}, "email"),
        ({"phone": "501 555"}, "phone"),
        ({"phone2": "12"}, "phone2"),
        ({"first_name": None, "last_name": None}, "first_name"),
        ({"role": 99_999}, "role"),
    ],
)
def test_what_does_not_do_is_said_beside_its_field(
    sqlite: str, actor: Actor, values: dict[str, Any], field: str
) -> None:
    ana = customer(actor)
    kelly = add(actor, ana, "Kelly Brandt")
    with pytest.raises(Rejected) as rejected:
        edit(actor, ana, kelly, **values)
    assert list(rejected.value.problems) == [field]


def test_the_names_of_the_primary_contact_cannot_be_emptied(sqlite: str, actor: Actor) -> None:
    ana = customer(actor)
    with pytest.raises(Rejected) as rejected:
        edit(actor, ana, contacts(ana)[0].id, last_name=None)
    assert rejected.value.problems == {"last_name": "Contact last name cannot be emptied"}


def test_a_field_that_somebody_changed_meanwhile_is_asked_about(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    kelly = add(actor, ana, "Kelly Brandt", email="k@example.com", note="old")
    with reading() as session:
        base = stored_contact(session, ana, kelly) or {}
    edit(actor, ana, kelly, email="kelly@example.com")
    mine = {**base, "email": "brandt@example.com", "note": "new"}
    with pytest.raises(Clash) as clash, transaction() as session:
        save_contact(session, actor, ana, kelly, mine, base, is_primary=False)
    assert clash.value.theirs == {"email": "kelly@example.com"}
    assert contacts(ana)[1].note == "old"
    seen = {**base, **clash.value.theirs}
    with transaction() as session:
        save_contact(session, actor, ana, kelly, mine, seen, is_primary=False)
    assert (contacts(ana)[1].email, contacts(ana)[1].note) == ("brandt@example.com", "new")


def test_what_another_saved_in_other_fields_stays(any_database: str, actor: Actor) -> None:
    ana = customer(actor)
    kelly = add(actor, ana, "Kelly Brandt")
    with reading() as session:
        base = stored_contact(session, ana, kelly) or {}
    edit(actor, ana, kelly, email="kelly@example.com")
    with transaction() as session:
        mine = {**base, "job_title": "Chef"}
        save_contact(session, actor, ana, kelly, mine, base, is_primary=False)
    assert (contacts(ana)[1].email, contacts(ana)[1].title) == ("kelly@example.com", "Chef")


def test_a_person_of_two_customers_is_changed_in_both(any_database: str, actor: Actor) -> None:
    ana, harbor = customer(actor), customer(actor, company_name="Harbor Tap Room")
    kelly = add(actor, ana, "Kelly Brandt")
    link(actor, harbor, kelly)
    primary(actor, harbor, kelly)
    assert contacts(ana)[1].others == "also at Harbor Tap Room"
    versions = [values_of(each)["version"] for each in (ana, harbor)]
    operation = edit(actor, ana, kelly, last_name="Brand")
    assert told(ana) == ["Contact Kelly Brand: last name from Brandt to Brand"]
    assert told(harbor) == ["Last name from Brandt to Brand"]
    assert [values_of(each)["version"] for each in (ana, harbor)] == [v + 1 for v in versions]
    with reading() as session:
        found = customer_page(session, ListRequest(search="kelly brand"))
        assert [row.id for row in found] == [ana, harbor]
        assert session.get_one(Operation, operation).rows == 2
    report = undo_all(transaction, actor, operation or 0)
    assert report.restored == 2
    assert told(harbor) == ["Last name from Brand to Brandt"]
    assert told(ana) == ["Contact Kelly Brandt: last name from Brand to Brandt"]
    assert values_of(harbor)["last_name"] == "Brandt"
    assert ledger_faults() == []


def test_the_form_of_one_customer_notices_what_was_changed_through_another(
    any_database: str, actor: Actor
) -> None:
    ana, harbor = customer(actor), customer(actor)
    kelly = add(actor, ana, "Kelly Brandt", is_primary=True)
    link(actor, harbor, kelly)
    primary(actor, harbor, kelly)
    opened = values_of(harbor)
    edit(actor, ana, kelly, first_name="Kelli")
    kept = {"first_name": opened["first_name"], "email": "h@example.com"}
    update(actor, harbor, opened["version"], **kept)
    assert values_of(ana)["first_name"] == "Kelli"
    with pytest.raises(Conflict):
        update(actor, harbor, opened["version"], first_name="Kim")


def test_a_form_opened_before_the_primary_contact_changed_writes_to_nobody_else(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor, job_title="Owner")
    kelly = add(actor, ana, "Kelly Brandt")
    opened = values_of(ana)
    primary(actor, ana, kelly)
    form = {n: opened[n] for n in ("first_name", "last_name", "job_title")}
    update(actor, ana, opened["version"], **form, email="a@example.com")
    assert [each.name for each in contacts(ana)] == ["Kelly Brandt", "Ana Reyes"]
    with pytest.raises(Conflict) as conflict, transaction() as session:
        update_customer(session, actor, ana, {**form, "first_name": "Anna"}, opened["version"])
    assert conflict.value.theirs == {"first_name": "Kelly"}
    assert conflict.value.changed["first_name"].original == "Ana"


def test_a_customer_in_trash_keeps_its_version_so_that_it_can_be_restored(
    any_database: str, actor: Actor
) -> None:
    ana, harbor = customer(actor), customer(actor)
    kelly = add(actor, ana, "Kelly Brandt")
    link(actor, harbor, kelly)
    primary(actor, harbor, kelly)
    with transaction() as session:
        operation = begin(session, actor, "trash", "Trash")
        trash_rows(session, operation, Customer, [harbor])
        finish(session, operation)
    edit(actor, ana, kelly, last_name="Brand")
    assert undo_all(transaction, actor, operation.id or 0).reasons == {}
    assert values_of(harbor)["display_name"] == "Kelly Brand"
    with reading() as session:
        found = customer_page(session, ListRequest(search="brand"))
    assert [row.id for row in found] == [ana, harbor]


def test_a_contact_that_was_removed_is_linked_again(any_database: str, actor: Actor) -> None:
    ana, harbor = customer(actor), customer(actor)
    kelly = add(actor, ana, "Kelly Brandt")
    link(actor, harbor, kelly)
    remove(actor, harbor, kelly)
    assert told(harbor) == ["Contact Kelly Brandt removed"]
    assert [each.others for each in contacts(ana)] == ["", ""]
    assert link(actor, harbor, kelly) is not None
    assert link(actor, harbor, kelly) is None
    assert [each.name for each in contacts(harbor)] == ["Ana Reyes", "Kelly Brandt"]
    assert told(harbor) == ["Contact Kelly Brandt added"]
    with reading() as session:
        links = session.exec(select(CustomerContact).where(CustomerContact.contact_id == kelly))
        assert len(links.all()) == 2


def test_a_person_that_nobody_has_is_not_linked(any_database: str, actor: Actor) -> None:
    ana, harbor = customer(actor), customer(actor)
    kelly = add(actor, ana, "Kelly Brandt")
    remove(actor, ana, kelly)
    for unknown in (kelly, 99_999):
        with pytest.raises(Problem, match="not there any more"):
            link(actor, harbor, unknown)


def test_undoing_the_first_contact_leaves_the_second_as_the_primary_one(
    any_database: str, actor: Actor
) -> None:
    with transaction() as session:
        operation = begin(session, actor, "import", "Import")
        firm = add_customers(session, operation, [with_defaults({"company_name": "Firm"})])[0]
        finish(session, operation)
    add(actor, firm, "Kelly Brandt")
    first = newest()
    add(actor, firm, "Zoe Adams")
    assert primaries(firm) == ["Kelly Brandt"]
    undo_all(transaction, actor, first)
    assert primaries(firm) == ["Zoe Adams"]
    assert [each.name for each in contacts(firm)] == ["Zoe Adams"]


def test_purging_a_customer_purges_the_people_that_nobody_else_has(
    any_database: str, actor: Actor
) -> None:
    ana, harbor = customer(actor), customer(actor, name="Park")
    kelly = add(actor, ana, "Kelly Brandt")
    link(actor, harbor, kelly)
    purge(actor, ana)
    with reading() as session:
        left = {person.last_name for person in session.exec(select(Contact))}
    assert left == {"Brandt", "Park"}
    assert [each.others for each in contacts(harbor)] == ["", ""]
    purge(actor, harbor)
    with reading() as session:
        assert session.exec(select(Contact)).all() == []


def test_people_of_others_are_found_by_name_and_by_customer(
    any_database: str, actor: Actor
) -> None:
    ana = customer(actor)
    harbor = customer(actor, company_name="Harbor Tap Room", kind="commercial", name="Okafor")
    kelly = add(actor, harbor, "Kelly Brandt", phone="501 555 0108")
    with reading() as session:
        found = people_found(session, ana, "harbor")
        assert ("Kelly Brandt", "Harbor Tap Room, (501) 555-0108") in [f[1:] for f in found]
        assert people_found(session, ana, "okafor")[0].name == "Ana Okafor"
        assert people_found(session, ana, "nobody of this name") == []
        assert people_found(session, ana, " ") == []
        assert people_found(session, harbor, "harbor") == []
    link(actor, ana, kelly)
    with reading() as session:
        assert "Kelly Brandt" not in [each.name for each in people_found(session, ana, "harbor")]


def test_two_at_once_never_make_two_primary_contacts(any_database: str, actor: Actor) -> None:
    ana = customer(actor)
    people = [add(actor, ana, f"Person {letter}") for letter in "ABCD"]
    start = Barrier(len(people))

    def take(contact_id: int) -> None:
        start.wait()
        primary(actor, ana, contact_id)

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(take, people))
    assert len(primaries(ana)) == 1
    assert primaries(ana)[0] != "Ana Reyes"
    assert values_of(ana)["display_name"] == primaries(ana)[0]


def test_customers_that_share_a_person_are_saved_at_once_without_waiting_for_each_other(
    any_database: str, actor: Actor
) -> None:
    ana, harbor = customer(actor), customer(actor)
    kelly = add(actor, ana, "Kelly Brandt", is_primary=True)
    link(actor, harbor, kelly)
    primary(actor, harbor, kelly)
    start = Barrier(4)

    def save(number: int) -> None:
        start.wait()
        for round_ in range(5):
            if number % 2:
                annotate(actor, (ana, harbor)[number // 2], kelly, f"{number}.{round_}")
            else:
                rename(actor, (ana, harbor)[number // 2], f"Brandt {number}.{round_}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(save, range(4)))
    assert values_of(ana)["last_name"] == values_of(harbor)["last_name"]
    assert ledger_faults() == []


def annotate(actor: Actor, customer_id: int, contact_id: int, note: str) -> None:
    while True:
        try:
            edit(actor, customer_id, contact_id, note=note)
        except Clash:
            continue
        return


def rename(actor: Actor, customer_id: int, last_name: str) -> None:
    while True:
        try:
            update(actor, customer_id, values_of(customer_id)["version"], last_name=last_name)
        except Conflict:
            continue
        return


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "add primary", "remove", "primary", "link", "undo", "undo older"]),
        st.integers(0, 1),
        st.integers(0, 3),
    ),
    max_size=10,
)


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_whatever_is_done_and_undone_there_is_one_primary_contact(
    any_database: str, actor: Actor, steps: list[tuple[str, int, int]]
) -> None:
    both = (customer(actor), customer(actor))
    start = newest()
    for what, whose, which in steps:
        mine, theirs = both[whose], both[1 - whose]
        some, others = contacts(mine), contacts(theirs)
        if not (some and others):
            break  # the undo of who was added took the last one
        one, other = some[which % len(some)].id, others[which % len(others)].id
        try:
            match what:
                case "add" | "add primary":
                    add(actor, mine, f"Person {which}", is_primary=what == "add primary")
                case "remove":
                    remove(actor, mine, one)
                case "primary":
                    primary(actor, mine, one)
                case "link":
                    link(actor, mine, other)
                case _:
                    undo_all(transaction, actor, max(newest() - 2 * (what != "undo"), start + 1))
        except (Problem, CannotUndo):
            pass
        for each in both:
            people = contacts(each)
            assert len(primaries(each)) == bool(people), (what, people)
            assert not people or values_of(each)["display_name"] == primaries(each)[0]
    assert ledger_faults() == []
