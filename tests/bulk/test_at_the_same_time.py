"""Bulk writes beside single edits and an import: no error, and what some order of them gives."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import permutations
from pathlib import Path
from threading import Barrier

from sqlmodel import select

from clientapp.bulk.selection import Selection
from clientapp.customers.commands import update_customer
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.listing.request import ListRequest
from clientapp.models import Operation
from clientapp.problem import Problem
from tests.customers.bulk import set_field, trash_customers
from tests.customers.many import add_all, contents, ledger_faults
from tests.importing.files import imported, write_file

COUNT = 30
ANA = Actor(None, "Ana Reyes", "web")


def test_a_bulk_delete_beside_edits_and_an_import_gives_some_order_of_them(
    any_database: str, tmp_path: Path
) -> None:
    """Customers are deleted, edited by hand and imported anew: each ends as one of the orders of
    the three that concern it would leave it."""
    ids = add_all(ANA, ({"company_name": f"Firm {n}", "external_id": f"{n}"} for n in range(COUNT)))
    path = write_file(
        tmp_path / "list.csv",
        ("customer id", "company", "reference number"),
        *((str(n), f"Firm {n}", f"R{n}") for n in range(COUNT)),
    )
    barrier = Barrier(4)

    def delete() -> None:
        barrier.wait(30)
        trash_customers(transaction, ANA, Selection(ids=tuple(ids)), COUNT, {})

    def edit(some: list[int]) -> None:
        barrier.wait(30)
        for row in some:
            with suppress(Problem), transaction() as session:  # in Trash already
                update_customer(session, ANA, row, {"website": "w"}, 1)

    def bring() -> None:
        barrier.wait(30)
        imported(path)

    with ThreadPoolExecutor(4) as pool:
        work = [
            pool.submit(delete),
            pool.submit(edit, ids[::2]),
            pool.submit(edit, ids[1::2][::-1]),
            pool.submit(bring),
        ]
        for each in work:
            each.result(60)
    assert ledger_faults() == []
    allowed = {state(order) for order in permutations(("delete", "edit", "import"))}
    stored = contents()
    for n, row in enumerate(ids):
        twins = [v for v in stored.values() if v["external_id"] == f"{n}" and not v["trashed_at"]]
        old = stored[row]
        kept = (old["website"], old["reference_no"] is not None, old["trashed_at"], len(twins))
        assert kept in allowed, n


def state(order: tuple[str, ...]) -> tuple[str | None, bool, bool, int]:
    """The website, whether the import wrote to it, whether it is in Trash, and how many customers
    outside Trash have its external id, after these in their order."""
    website, brought, gone, live = None, False, False, 1
    for what in order:
        if what == "delete":
            gone, live = True, 0
        elif what == "edit":
            website = website if gone else "w"
        elif gone:
            live = 1
        else:
            brought = True
    return website, brought, gone, live


def test_bulk_writes_over_the_same_customers_in_other_orders_wait_for_each_other(
    any_database: str,
) -> None:
    ids = add_all(ANA, ({"company_name": f"Firm {n}"} for n in range(COUNT)))
    barrier = Barrier(3)

    def write(chosen: Selection, name: str, value: str) -> None:
        barrier.wait(30)
        set_field(transaction, ANA, chosen, COUNT, name, value)

    with ThreadPoolExecutor(3) as pool:
        work = [
            pool.submit(write, Selection(ids=tuple(ids)), "status", "inactive"),
            pool.submit(write, Selection(ids=tuple(ids[::-1])), "kind", "residential"),
            pool.submit(write, Selection(request=ListRequest()), "service_days", "mon,wed"),
        ]
        for each in work:
            each.result(60)
    assert {(v["status"], v["kind"]) for v in contents().values()} == {("inactive", "residential")}
    assert ledger_faults() == []
    with reading() as session:
        assert len(session.exec(select(Operation)).all()) == 4
