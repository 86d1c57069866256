"""Two choices become one: everything that has the first gets the second, and it can be undone."""

from collections.abc import Iterable
from typing import Any

import pytest
from sqlmodel import SQLModel, col, select

from clientapp.customers.queries import CUSTOMERS
from clientapp.database import reading, transaction
from clientapp.ledger.ids import reserve_ids
from clientapp.ledger.operations import operation_detail
from clientapp.ledger.recording import Actor, begin, finish, insert_rows, update_row
from clientapp.ledger.setting import trash_rows
from clientapp.listing.request import Condition, ListRequest
from clientapp.listing.total import total
from clientapp.models import (
    Address,
    CustomerContact,
    CustomerTag,
    Operation,
    OperationStatus,
    PicklistOption,
    Property,
)
from clientapp.models.base import Tracked
from clientapp.picklists import merging
from clientapp.picklists.commands import UnknownOption
from clientapp.picklists.merging import Merged, merge_options, merge_preview
from clientapp.picklists.references import references
from clientapp.picklists.usage import Usage, usage
from clientapp.problem import Problem
from clientapp.record import registry
from tests.customers.bulk import trash_customer
from tests.customers.writing import update
from tests.picklists.lists import add, customers, held, id_of, labels, option, undo


@pytest.fixture(autouse=True)
def _database(any_database: str) -> None:
    """Each test on both databases."""


def merge(actor: Actor, source: int, target: int) -> Merged:
    return merge_options(transaction, actor, source, target)


def change(actor: Actor, model: type[Tracked], row_id: int, **values: Any) -> None:
    with transaction() as session:
        operation = begin(session, actor, "edit", "Edit")
        update_row(session, operation, model, row_id, values)
        finish(session, operation)


def values(model: type[Tracked], column: str) -> list[Any]:
    with reading() as session:
        return list(session.exec(select(getattr(model, column)).order_by(model.id)))  # type: ignore[attr-defined]


def tag(actor: Actor, customer_ids: Iterable[int], tag_id: int) -> list[int]:
    with transaction() as session:
        operation = begin(session, actor, "edit", "Tag")
        wanted = list(customer_ids)
        ids = reserve_ids(session, CustomerTag, len(wanted))
        rows = [
            {"id": row, "customer_id": customer, "tag_id": tag_id}
            for row, customer in zip(ids, wanted, strict=True)
        ]
        insert_rows(session, operation, {CustomerTag: rows})
        finish(session, operation)
        return list(ids)


def untag(actor: Actor, ids: list[int]) -> None:
    with transaction() as session:
        operation = begin(session, actor, "edit", "Untag")
        trash_rows(session, operation, CustomerTag, ids)
        finish(session, operation)


def tags() -> dict[int, list[str]]:
    """The labels of the live tags by customer."""
    with reading() as session:
        rows = session.exec(
            select(CustomerTag.customer_id, PicklistOption.label)
            .join(PicklistOption, col(PicklistOption.id) == CustomerTag.tag_id)
            .where(col(CustomerTag.trashed_at).is_(None))
            .order_by(PicklistOption.label)
        )
        found: dict[int, list[str]] = {}
        for customer, label in rows:
            found.setdefault(customer, []).append(label)
        return found


def found(industry: int) -> int:
    with reading() as session:
        condition = Condition("industry", (str(industry),), negated=False)
        return total(session, CUSTOMERS, ListRequest(filters=(condition,)))


def used(picklist: str, label: str) -> Usage:
    with reading() as session:
        return usage(session, picklist).get(id_of(picklist, label), Usage())


def test_every_column_that_refers_to_a_choice_is_known_and_in_the_ledger() -> None:
    all_columns = {
        (table.name, column.name)
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "picklist_option"
    }
    assert {(each.table.name, each.column.name) for each in references()} == all_columns
    assert len(all_columns) > 14
    assert {each.part.kind for each in references()} <= registry.parts.keys()


def test_customers_get_the_other_choice_those_in_trash_too(actor: Actor) -> None:
    hotel, office = id_of("industry", "Hotel"), id_of("industry", "Office")
    ids = customers(actor, 5, industry=hotel)
    customers(actor, 2, industry=office)
    trash_customer(transaction, actor, ids[0])
    assert (used("industry", "Hotel"), used("industry", "Office")) == (Usage(4, 1), Usage(2, 0))
    with reading() as session:
        preview = merge_preview(session, hotel, office)
    assert (preview.source, preview.target, preview.words) == ("Hotel", "Office", "5 customers")
    assert (found(hotel), found(office)) == (4, 2)
    done = merge(actor, hotel, office)
    assert done.rows == 5
    assert set(held("industry_id").values()) == {office}
    assert "Hotel" not in labels("industry")
    assert used("industry", "Office") == Usage(6, 1)
    assert (found(hotel), found(office)) == (0, 6)


def test_undo_puts_back_all_but_those_that_were_changed_by_hand(actor: Actor) -> None:
    hotel, office, retail = (id_of("industry", name) for name in ("Hotel", "Office", "Retail"))
    ids = customers(actor, 10, industry=hotel)
    done = merge(actor, hotel, office)
    for customer in ids[:3]:
        update(actor, customer, 2, industry=retail)
    report = undo(actor, done.operation_id)
    assert (report.restored, report.reasons) == (7, {"edited since": 3})
    assert held("industry_id") == dict.fromkeys(ids[:3], retail) | dict.fromkeys(ids[3:], hotel)
    assert "Hotel" in labels("industry")
    undo(actor, report.operation_id)
    assert [held("industry_id")[each] for each in ids[3:]] == [office] * 7
    assert "Hotel" not in labels("industry")


def test_a_large_merge_is_one_operation_in_several_transactions(
    actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "AT_ONCE", 5)
    monkeypatch.setattr(merging, "FIRST", 4)
    monkeypatch.setattr(merging, "fitting", lambda size, seconds: size)
    hotel, office = id_of("industry", "Hotel"), id_of("industry", "Office")
    ids = customers(actor, 18, industry=hotel)
    said: list[tuple[int, int]] = []
    done = merge_options(transaction, actor, hotel, office, lambda now, of: said.append((now, of)))
    assert said == [(4, 18), (8, 18), (12, 18), (16, 18), (18, 18)]
    with reading() as session:
        shown = operation_detail(session, done.operation_id)
        assert shown
        assert (shown.label, shown.rows) == ("Merge of Hotel into Office in Industry", 18)
    assert undo(actor, done.operation_id).restored == 18
    assert held("industry_id") == dict.fromkeys(ids, hotel)


def test_a_merge_that_is_cut_off_keeps_what_it_did_and_can_be_undone(
    actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "AT_ONCE", 5)
    monkeypatch.setattr(merging, "FIRST", 4)
    hotel, office = id_of("industry", "Hotel"), id_of("industry", "Office")
    customers(actor, 12, industry=hotel)

    class PowerCut(Exception):
        pass

    def cut(now: int, _total: int) -> None:
        raise PowerCut(now)

    with pytest.raises(PowerCut):
        merge_options(transaction, actor, hotel, office, cut)
    assert sorted(held("industry_id").values()) == sorted([office] * 4 + [hotel] * 8)
    with reading() as session:
        stopped = session.exec(select(Operation).where(Operation.kind == "merge")).one()
        assert stopped.status == OperationStatus.STOPPED
    assert "Hotel" in labels("industry")
    undo(actor, stopped.id)
    assert set(held("industry_id").values()) == {hotel}


def test_who_got_the_first_choice_meanwhile_is_moved_at_the_end(
    actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "AT_ONCE", 5)
    hotel, office = id_of("industry", "Hotel"), id_of("industry", "Office")
    customers(actor, 8, industry=hotel)
    late: list[int] = []
    merge_options(
        transaction,
        actor,
        hotel,
        office,
        lambda _now, _total: late.extend(customers(actor, 1, industry=hotel)),
    )
    assert late
    assert set(held("industry_id").values()) == {office}


def test_a_customer_that_has_both_tags_keeps_one(actor: Actor) -> None:
    gold, vip = add(actor, "tag", "Gold"), add(actor, "tag", "VIP")
    both, first, second, taken_off, neither = customers(actor, 5)
    tag(actor, [both, first], gold)
    tag(actor, [both, second], vip)
    links = tag(actor, [taken_off], vip)
    untag(actor, links)
    tag(actor, [taken_off], gold)
    untag(actor, tag(actor, [neither], gold))
    before = tags()
    assert used("tag", "Gold") == Usage(3, 0)
    done = merge(actor, gold, vip)
    assert tags() == {each: ["VIP"] for each in (both, first, second, taken_off)}
    assert done.rows == 3
    assert undo(actor, done.operation_id).reasons == {}
    assert tags() == before


def test_roles_of_contacts_and_of_whoever_gives_access_are_moved(actor: Actor) -> None:
    owner, tenant = id_of("contact_role", "Owner"), id_of("contact_role", "Tenant")
    customers(actor, 2, first_name="Ana", last_name="Reyes", city="Benton")
    link, place = (values(model, "id")[0] for model in (CustomerContact, Address))
    change(actor, CustomerContact, link, role_id=owner)
    change(actor, Address, place, access_role_id=owner)
    with reading() as session:
        assert merge_preview(session, owner, tenant).words == "1 address, 1 contact"
    done = merge(actor, owner, tenant)
    assert values(CustomerContact, "role_id") == [tenant, None]
    assert values(Address, "access_role_id") == [tenant, None]
    undo(actor, done.operation_id)
    assert values(CustomerContact, "role_id") == [owner, None]
    assert values(Address, "access_role_id") == [owner, None]


def test_types_of_properties_are_moved(actor: Actor) -> None:
    home, store = id_of("property_type", "Home"), id_of("property_type", "Store")
    customers(actor, 1, city="Benton")
    with transaction() as session:
        operation = begin(session, actor, "edit", "Edit", record_kind="property")
        update_row(session, operation, Property, 1, {"type_id": home})
        finish(session, operation)
    done = merge(actor, home, store)
    assert values(Property, "type_id") == [store]
    undo(actor, done.operation_id)
    assert values(Property, "type_id") == [home]


def test_only_two_choices_of_one_list_are_merged(actor: Actor) -> None:
    hotel, office, vip = (
        id_of("industry", "Hotel"),
        id_of("industry", "Office"),
        id_of("category", "VIP"),
    )
    for other in (hotel, vip):
        with pytest.raises(Problem, match="merged into another one of its list"):
            merge(actor, hotel, other)
    merge(actor, office, hotel)
    for pair in ((office, hotel), (hotel, office), (hotel, 0)):
        with pytest.raises(UnknownOption):
            merge(actor, *pair)


def test_what_was_merged_into_can_be_merged_on_and_all_undone(actor: Actor) -> None:
    hotel, office, retail = (id_of("industry", name) for name in ("Hotel", "Office", "Retail"))
    ids = customers(actor, 2, industry=hotel)
    first = merge(actor, hotel, office)
    second = merge(actor, office, retail)
    assert set(held("industry_id").values()) == {retail}
    undo(actor, second.operation_id)
    undo(actor, first.operation_id)
    assert held("industry_id") == dict.fromkeys(ids, hotel)
    assert option("industry", "Hotel").trashed_at is None
