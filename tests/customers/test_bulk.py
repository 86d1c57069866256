"""Writing many customers at once: one operation, reported by reason, undone by one undo."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlmodel import Session, col, select

from clientapp import database
from clientapp.bulk import writing
from clientapp.bulk.selection import Selection
from clientapp.bulk.writing import CountChanged
from clientapp.customers.fields import BULK_FIELDS, FIELD
from clientapp.database import reading, transaction
from clientapp.editing.validation import Rejected
from clientapp.field import FieldKind
from clientapp.ledger.recording import Actor, begin, finish, now
from clientapp.ledger.undo import undo_all
from clientapp.listing.request import ListRequest
from clientapp.models import Change, Customer, CustomerAddress, Operation
from clientapp.organizations.commands import create_organization
from clientapp.picklists.commands import add_options
from tests.customers.bulk import (
    delete_preview,
    set_field,
    set_status,
    trash_customer,
    trash_customers,
)
from tests.customers.many import add_all, add_many, contents, in_trash, ledger_faults, option
from tests.customers.writing import values_of

LISTS = sorted({FIELD[name].picklist for name in BULK_FIELDS} - {""})


def of(ids: list[int]) -> Selection:
    return Selection(ids=tuple(ids))


def operations() -> list[Operation]:
    with reading() as session:
        return list(session.exec(select(Operation).order_by(col(Operation.id))))


def share_a_site(first: int, second: int) -> None:
    """Let the place of one customer be the site of another too."""
    with transaction() as session:
        link = select(CustomerAddress).where(CustomerAddress.customer_id == first)
        place = session.exec(link).one().address_id
        own = update(CustomerAddress).where(col(CustomerAddress.customer_id) == second)
        session.connection().execute(own.values(address_id=place))


def age(seconds: float) -> None:
    """Let everything have been changed so long ago."""
    with transaction() as session:
        then = now() - timedelta(seconds=seconds)
        session.connection().execute(update(Customer).values(modified_at=then))


def test_a_field_is_set_on_those_that_had_another_value(any_database: str, actor: Actor) -> None:
    ids = add_many(actor, 5)
    vip = option("category", "VIP")
    set_field(transaction, actor, of(ids[:2]), 2, "category", vip)
    report = set_field(transaction, actor, of(ids), 5, "category", str(vip))
    assert (report.done, report.left) == ((("set to VIP", 3),), (("had it already", 2),))
    assert not report.partial
    assert {values_of(row)["category"] for row in ids} == {vip}
    assert operations()[-1].label == "Category set to VIP on 3 customers"
    assert ledger_faults() == []


def test_a_choice_may_have_any_characters(sqlite: str, actor: Actor) -> None:
    ids = add_many(actor, 2)
    with transaction() as session:
        renamed = text("UPDATE picklist_option SET label = :label WHERE label = 'VIP'")
        session.connection().execute(renamed, {"label": "{0} % :x"})
    set_field(transaction, actor, of(ids), 2, "category", option("category", "{0} % :x"))
    assert operations()[-1].label == "Category set to {0} % :x on 2 customers"


def test_the_ledger_keeps_the_changed_column_alone(any_database: str, actor: Actor) -> None:
    ids = add_many(actor, 2)
    vip = option("category", "VIP")
    report = set_field(transaction, actor, of(ids), 2, "category", vip)
    with reading() as session:
        changes = session.exec(select(Change).where(Change.operation_id == report.operation_id))
        kept = [(c.record_id, c.version, c.before, c.after) for c in changes]
    assert kept == [(row, 2, {"category_id": None}, {"category_id": vip}) for row in ids]


def test_a_field_is_emptied_and_the_undo_puts_it_back(any_database: str, actor: Actor) -> None:
    ids = add_many(actor, 3, category=option("category", "VIP"))
    before = contents()
    report = set_field(transaction, actor, of(ids), 3, "category", None)
    assert operations()[-1].label == "Category emptied on 3 customers"
    undo_all(transaction, actor, report.operation_id or 0)
    assert contents() == before
    assert ledger_faults() == []


def test_the_kind_decides_what_a_customer_is_called_and_found_by(
    any_database: str, actor: Actor
) -> None:
    ids = add_many(actor, 3, last_name="Reyes")
    before = contents()
    report = set_field(transaction, actor, of(ids), 3, "kind", "residential")
    assert {values_of(row)["name_key"] for row in ids} == {"ana reyes"}
    undo_all(transaction, actor, report.operation_id or 0)
    assert contents() == before


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("status", None, "Status cannot be empty"),
        ("kind", "", "Kind cannot be empty"),
        ("status", "closed", "Status is Active or Inactive"),
        ("category", "many", "Choose category from the list"),
        ("category", 99_999, "Choose category from the list"),
        ("email", "a@example.com", "This field cannot be set on many customers at once"),
    ],
)
def test_what_a_field_does_not_take_is_refused(
    sqlite: str, actor: Actor, name: str, value: Any, sentence: str
) -> None:
    ids = add_many(actor, 1)
    with pytest.raises(Rejected) as refused:
        set_field(transaction, actor, of(ids), 1, name, value)
    assert refused.value.problems == {name: sentence}
    assert len(operations()) == 1


def test_an_option_of_another_list_or_in_trash_is_refused(sqlite: str, actor: Actor) -> None:
    ids = add_many(actor, 1)
    vip = option("category", "VIP")
    with pytest.raises(Rejected):
        set_field(transaction, actor, of(ids), 1, "industry", vip)
    with transaction() as session:
        session.execute(text("UPDATE picklist_option SET trashed_at = '2026-01-01 00:00:00.0'"))
    with pytest.raises(Rejected):
        set_field(transaction, actor, of(ids), 1, "category", vip)


TYPED = {
    FieldKind.MONEY: ("5,000", Decimal("5000.00")),
    FieldKind.DAYS: ("mon,wed", "mon,wed"),
    FieldKind.TEXT: (" Lee  ", "Lee"),
    FieldKind.FLAG: ("yes", True),
    FieldKind.DATE: ("2026-03-31", date(2026, 3, 31)),
}
"""By kind of field, what is typed and what is kept."""


def test_every_field_for_many_can_be_set(any_database: str, actor: Actor) -> None:
    ids = add_many(actor, 2)
    with transaction() as session:
        operation = begin(session, actor, "edit", "New choices")
        new = {name: add_options(session, operation, name, ["Own"]) for name in LISTS}
        finish(session, operation)
    with transaction() as session:
        chain = create_organization(session, actor, {"name": "Oak Grill"})
    before = contents()
    for name in BULK_FIELDS:
        field = FIELD[name]
        typed, kept = TYPED.get(
            field.kind, (field.choices[-1][0],) * 2 if field.choices else ("", "")
        )
        if field.kind == FieldKind.OPTION:
            typed = kept = new[field.picklist]["own"]
        if field.kind == FieldKind.RECORD:
            typed = kept = chain
        if values_of(ids[0])[name] == kept:
            typed = kept = field.choices[0][0]
        report = set_field(transaction, actor, of(ids), 2, name, typed)
        assert report.done, name
        assert values_of(ids[0])[name] == kept, name
        undo_all(transaction, actor, report.operation_id or 0)
        assert contents() == before, name
    assert ledger_faults() == []


def test_a_flag_that_is_cleared_is_no(any_database: str, actor: Actor) -> None:
    ids = add_many(actor, 2)
    set_field(transaction, actor, of(ids), 2, "do_not_service", "yes")
    assert operations()[-1].label == "Do not service set to Yes on 2 customers"
    assert set_field(transaction, actor, of(ids), 2, "do_not_service", None).done
    assert values_of(ids[0])["do_not_service"] is False


def test_another_number_than_was_confirmed_writes_nothing(any_database: str, actor: Actor) -> None:
    ids = add_many(actor, 4)
    trash_customer(transaction, actor, ids[0])
    before = contents()
    with pytest.raises(CountChanged) as changed:
        trash_customers(transaction, actor, Selection(request=ListRequest()), 4, {})
    assert changed.value.count == 3
    assert contents() == before
    assert len(operations()) == 2


def test_where_nothing_is_written_there_is_no_operation(any_database: str, actor: Actor) -> None:
    ids = add_many(actor, 2)
    report = set_field(transaction, actor, of(ids), 2, "status", "active")
    assert (report.operation_id, report.left) == (None, (("had it already", 2),))
    assert len(operations()) == 1


def test_deleted_customers_leave_the_search_and_the_undo_brings_all_back(
    any_database: str, actor: Actor
) -> None:
    ids = add_many(actor, 6, phone="(501) 555-0101")
    before = contents()
    everyone = Selection(request=ListRequest(search="firm"), excluded=frozenset(ids[:1]))
    report = trash_customers(transaction, actor, everyone, 5, {})
    assert report.done == (("moved to Trash", 5),)
    assert in_trash() == set(ids[1:])
    assert operations()[-1].label == "Delete of 5 customers"
    assert ledger_faults() == []
    undo_all(transaction, actor, report.operation_id or 0)
    assert contents() == before
    assert ledger_faults() == []


def test_a_delete_is_looked_at_by_groups(any_database: str, actor: Actor) -> None:
    ids = add_many(actor, 5)
    share_a_site(ids[0], ids[1])
    age(7200)
    set_field(transaction, actor, of(ids[4:]), 1, "status", "inactive")
    with reading() as session:
        preview = delete_preview(session, Selection(request=ListRequest()))
    assert (preview.count, preview.names) == (5, ("Firm 0", "Firm 1", "Firm 2"))
    assert preview.goes == ("5 contacts", "4 places stay")
    assert preview.groups == (("clean", 2), ("shared", 2), ("recent", 1))


def test_groups_are_deleted_deactivated_or_skipped_and_one_undo_restores_all(
    any_database: str, actor: Actor
) -> None:
    ids = add_many(actor, 5)
    share_a_site(ids[0], ids[1])
    age(7200)
    set_field(transaction, actor, of(ids[4:]), 1, "category", option("category", "VIP"))
    before = contents()
    actions: Any = {"shared": "deactivate", "recent": "skip"}
    report = trash_customers(transaction, actor, of(ids), 5, actions)
    assert report.done == (("moved to Trash", 2), ("deactivated", 2))
    assert report.left == (("changed in the last hour", 1),)
    assert report.partial
    assert report.text("customer", "customers") == (
        "2 customers moved to Trash, 2 deactivated. Left: 1 changed in the last hour"
    )
    assert in_trash() == set(ids[2:4])
    assert [values_of(row)["status"] for row in ids[:2]] == ["inactive", "inactive"]
    assert ledger_faults() == []
    undo_all(transaction, actor, report.operation_id or 0)
    assert contents() == before
    assert ledger_faults() == []


def test_a_site_shared_with_a_customer_in_trash_is_shared_no_more(
    sqlite: str, actor: Actor
) -> None:
    ids = add_many(actor, 2)
    share_a_site(ids[0], ids[1])
    trash_customer(transaction, actor, ids[1])
    with reading() as session:
        assert delete_preview(session, of(ids)).groups == (("clean", 1),)


def test_one_customer_is_deactivated_and_deleted_by_its_name(
    any_database: str, actor: Actor
) -> None:
    (row,) = add_many(actor, 1)
    set_status(transaction, actor, row, "inactive")
    trash_customer(transaction, actor, row)
    assert [operation.label for operation in operations()[1:]] == [
        "Status set to Inactive on Firm 0",
        "Delete of Firm 0",
    ]
    with pytest.raises(CountChanged):
        trash_customer(transaction, actor, row)


def test_a_large_write_is_one_operation_in_several_transactions(
    any_database: str, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = add_many(actor, 130)
    before = contents()
    in_small_pieces(monkeypatch)
    seen: list[tuple[int, int]] = []
    vip = option("category", "VIP")
    everyone = Selection(request=ListRequest())
    report = set_field(
        transaction, actor, everyone, 130, "category", vip, lambda *done: seen.append(done)
    )
    assert report.done == (("set to VIP", 130),)
    assert len(seen) > 2
    assert seen[-1] == (130, 130)
    done = operations()[-1]
    assert (done.status, done.rows, done.cursor) == ("done", 130, ids[-1])
    assert done.label == "Category set to VIP on 130 customers"
    undo_all(transaction, actor, report.operation_id or 0)
    assert contents() == before
    assert ledger_faults() == []


def in_small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a hundred records be many."""
    monkeypatch.setattr(writing, "BATCH", 20)
    monkeypatch.setattr(writing, "fitting", lambda size, _seconds: size)
    monkeypatch.setattr(writing, "AT_ONCE", 100)


def test_a_large_write_that_fails_is_stopped_and_can_be_undone(
    any_database: str, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_many(actor, 130)
    before = contents()
    in_small_pieces(monkeypatch)
    opened: list[bool] = []

    @contextmanager
    def failing(*, bulk: bool = False) -> Generator[Session]:
        opened.append(bulk)
        with database.transaction(bulk=bulk) as session:
            yield session
            if bulk and opened.count(True) == 4:
                raise ConnectionError("the network is gone")

    everyone = Selection(request=ListRequest())
    with pytest.raises(ConnectionError):
        set_field(failing, actor, everyone, 130, "status", "inactive")
    stopped = operations()[-1]
    assert (stopped.status, stopped.rows) == ("stopped", 60)
    assert ledger_faults() == []
    undo_all(transaction, actor, stopped.id or 0)
    assert contents() == before


def test_what_changes_during_a_large_write_is_asked_for_again(
    any_database: str, actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = add_all(actor, ({"company_name": f"Alder {n}"} for n in range(130)))
    in_small_pieces(monkeypatch)

    def meddle(done: int, _total: int) -> None:
        if done == 20:
            with transaction() as session:
                session.execute(
                    text("UPDATE customer SET status = 'inactive' WHERE id = :id"), {"id": ids[-1]}
                )

    active = Selection(request=ListRequest().filtered("status", ("active",)))
    report = trash_customers(transaction, actor, active, 130, {}, meddle)
    assert report.done == (("moved to Trash", 129),)
    assert report.left == (("no longer found", 1),)
    assert values_of(ids[-1])["trashed_at"] is None
