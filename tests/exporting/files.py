"""What the tests of the export share."""

from pathlib import Path
from typing import Any

from clientapp.customers.exporting import CUSTOMER_EXPORT
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.database import reading
from clientapp.exporting.records import export_ids, export_rows
from clientapp.exporting.writers import write_file
from clientapp.field import Home
from clientapp.listing.request import ListRequest

OF_A_DATABASE = frozenset(
    field.name for field in CUSTOMER_FIELDS if field.home == Home.SYSTEM or not field.imported
)
"""Fields that another database fills in by itself."""


def exported(path: Path, *, api_names: bool = False, **request: Any) -> Path:
    """A file with the customers that a request finds."""
    with reading() as session:
        ids = export_ids(session, CUSTOMER_EXPORT, ListRequest(**request))
        rows = export_rows(session, CUSTOMER_EXPORT, ids)
        write_file(path, CUSTOMER_FIELDS, rows, len(ids), api_names=api_names)
    return path


def contents() -> list[dict[str, Any]]:
    """What an export holds of every customer, options by their labels."""
    with reading() as session:
        ids = export_ids(session, CUSTOMER_EXPORT, ListRequest())
        return [dict(row) for row in export_rows(session, CUSTOMER_EXPORT, ids)]


def portable() -> list[dict[str, Any]]:
    """The same without what belongs to this database, in an order that is the same in each."""
    names = [field.name for field in CUSTOMER_FIELDS if field.name not in OF_A_DATABASE]
    rows = [{name: row[name] for name in names} for row in contents()]
    return sorted(rows, key=lambda row: (row["name"], row["contact_name"] or ""))
