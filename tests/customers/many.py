"""Many customers at once, and what is stored of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from clientapp.customers.commands import add_customers
from clientapp.customers.reading import read_values
from clientapp.customers.rules import with_defaults
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor, begin, finish
from clientapp.models import Customer, Picklist, PicklistOption

OWN_STAMPS = ("version", "modified_at")


def add_many(actor: Actor, count: int, **values: Any) -> list[int]:
    """Customers "Firm 0", "Firm 1", … in one operation; their ids."""
    return add_all(actor, ({"company_name": f"Firm {n}", **values} for n in range(count)))


def add_all(actor: Actor, customers: Iterable[Mapping[str, Any]]) -> list[int]:
    """Customers of these values in one operation, "Import of list.csv"; their ids."""
    with transaction() as session:
        operation = begin(session, actor, "import", "Import of list.csv")
        filled = [with_defaults({"first_name": "Ana", "city": "Benton", **v}) for v in customers]
        ids = add_customers(session, operation, filled)
        finish(session, operation)
    return list(ids)


def option(picklist: str, label: str) -> int:
    """The id of an option."""
    with reading() as session:
        return (
            session.exec(
                select(PicklistOption.id)
                .join(Picklist, col(Picklist.id) == PicklistOption.picklist_id)
                .where(Picklist.name == picklist, PicklistOption.label == label)
            ).one()
            or 0
        )


def contents() -> dict[int, dict[str, Any]]:
    """All that is stored of each customer, those in Trash too, but for its stamps."""
    with reading() as session:
        ids = [row_id for row_id in session.exec(select(Customer.id)) if row_id]
        rows = read_values(session, ids)
        documents = {row[0]: row[1] for row in session.execute(text(_documents(session)))}
    return {
        row_id: {n: v for n, v in values.items() if n not in OWN_STAMPS}
        | {"trashed_at": values["trashed_at"] is not None, "document": documents.get(row_id)}
        for row_id, values in rows.items()
    }


def _documents(session: Any) -> str:
    key = "rowid" if session.get_bind().dialect.name == "sqlite" else "id"
    return f"SELECT {key}, document FROM customer_search"


def in_trash() -> set[int]:
    """The ids of the customers in Trash."""
    return {row_id for row_id, values in contents().items() if values["trashed_at"]}


def ledger_faults() -> list[Any]:
    """Customers whose newest change says another version than their row, and documents that are
    there for a customer in Trash, or missing for another."""
    with reading() as session:
        versions = session.execute(
            text(
                "SELECT c.id, c.version, (SELECT max(ch.version) FROM change AS ch WHERE "
                "ch.about_kind = 'customer' AND ch.about_id = c.id) AS told FROM customer AS c"
            )
        ).all()
    documents = [
        row_id
        for row_id, values in contents().items()
        if (values["document"] is None) != values["trashed_at"]
    ]
    return [*(tuple(row) for row in versions if row[1] != row[2]), *documents]
