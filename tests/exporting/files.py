"""What the tests of the export share."""

from pathlib import Path
from typing import Any

from clientapp.customers.exporting import CUSTOMER_EXPORT
from clientapp.database import reading
from clientapp.exporting.records import Exported, export_ids, export_rows
from clientapp.exporting.writers import write_file
from clientapp.field import Home
from clientapp.listing.request import ListRequest


def exported(
    path: Path, *, kind: Exported = CUSTOMER_EXPORT, api_names: bool = False, **request: Any
) -> Path:
    """A file with the records that a request finds."""
    with reading() as session:
        ids = export_ids(session, kind, ListRequest(**request))
        rows = export_rows(session, kind, ids)
        write_file(path, kind.fields, rows, len(ids), api_names=api_names)
    return path


def contents(kind: Exported = CUSTOMER_EXPORT) -> list[dict[str, Any]]:
    """What an export holds of every record, options by their labels."""
    with reading() as session:
        ids = export_ids(session, kind, ListRequest())
        return [dict(row) for row in export_rows(session, kind, ids)]


def portable(kind: Exported = CUSTOMER_EXPORT) -> list[dict[str, Any]]:
    """The same without what another database fills in by itself, by external id."""
    names = [each.name for each in kind.fields if each.imported and each.home != Home.SYSTEM]
    rows = [{name: row[name] for name in names} for row in contents(kind)]
    return sorted(rows, key=lambda row: row["external_id"])
