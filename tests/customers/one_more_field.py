"""Run in a copy of the project that has one more field: what each part of it knows of the field.

`python one_more_field.py FOLDER` works with the field in the database of the settings, exports to
the folder, and prints what it saw as one JSON object.
"""

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from clientapp.bulk.selection import Selection
from clientapp.customers.bulk import CUSTOMER_BULK
from clientapp.customers.columns import COLUMNS
from clientapp.customers.commands import EDITABLE, create_customer, update_customer
from clientapp.customers.fields import BULK_FIELDS
from clientapp.customers.queries import (
    CUSTOMERS,
    customer_page,
    customer_total,
)
from clientapp.customers.record.edit_page import customer_form
from clientapp.database import migrate, reading, transaction
from clientapp.editing.setting import set_field
from clientapp.ledger.recording import Actor
from clientapp.ledger.undo import undo_all
from clientapp.listing.choices import choices
from clientapp.listing.request import ListRequest
from clientapp.record_page.history import record_history
from clientapp.record_page.reading import read_record
from clientapp.wiring import wire

NAME = "contract"
FULL = ListRequest().filtered(NAME, ["full"])


def main(folder: Path) -> None:
    """Print what was seen, by the part of the project that was asked."""
    wire()
    migrate()
    actor = Actor(None, "Ana Reyes", "web")
    ids = [_create(actor, name, contract) for name, contract in (("Ana", "full"), ("Ben", None))]
    seen: dict[str, Any] = {"form": "Service contract" in json.dumps(_drawn())}
    with transaction() as session:
        update_customer(session, actor, ids[0], {NAME: "parts"}, 1)
    seen["record"] = _record(ids[0])
    seen["history"] = _history(ids[0])
    seen["history undone"] = undo_all(transaction, actor, 3) and _record(ids[0])
    seen["table"] = _table()
    seen["filter"] = _filter()
    seen["bulk"] = NAME in BULK_FIELDS and _bulk(actor, ids)
    seen["exported"] = _export(folder / "list.csv")
    seen["imported"] = _import(folder / "list.csv", ids[1])
    print(json.dumps(seen))


def _create(actor: Actor, name: str, contract: str | None) -> int:
    with transaction() as session:
        values = {"first_name": name, "last_name": "Reyes", NAME: contract}
        return create_customer(session, actor, values)


def _drawn() -> Any:
    return json.loads(json.dumps(customer_form().render(), default=str))


def _record(customer_id: int) -> str:
    with reading() as session:
        record = read_record(session, EDITABLE, customer_id)
        return record.texts[NAME] if record else ""


def _history(customer_id: int) -> list[str]:
    with reading() as session:
        newest = record_history(session, "customer", customer_id).entries[0]
        return [line.text for line in newest.lines]


def _table() -> list[Any]:
    with reading() as session:
        rows = customer_page(session, ListRequest(), columns=(NAME,))
        return [COLUMNS[NAME].label, *(row.cells for row in rows)]


def _filter() -> list[Any]:
    with reading() as session:
        offered = [each[1:] for each in choices(session, CUSTOMERS, ListRequest(), NAME)]
        return [customer_total(session, FULL), offered]


def _bulk(actor: Actor, ids: list[int]) -> list[str]:
    set_field(transaction, actor, CUSTOMER_BULK, Selection(ids=tuple(ids)), len(ids), NAME, "parts")
    return [_record(each) for each in ids]


def _export(file: Path) -> dict[str, Any]:
    _clientapp("export", "customers", str(file))
    told = json.loads(_clientapp("export", "customers", "-", "--api-names"))
    return {"labels": _rows(file)[0], "by API name": told[0]["CustomerContract"]}


def _import(file: Path, customer_id: int) -> list[Any]:
    head, *rows = _rows(file)
    at = head.index("Service contract")
    with file.open("w", newline="", encoding="utf-8") as output:
        csv.writer(output).writerows(
            [head, *([*row[:at], "Full service", *row[at + 1 :]] for row in rows)]
        )
    report = json.loads(_clientapp("import", "customers", str(file), "--apply", "--json"))
    return [report, _record(customer_id)]


def _rows(file: Path) -> list[list[str]]:
    with file.open(newline="", encoding="utf-8-sig") as exported:
        return list(csv.reader(exported))


def _clientapp(*arguments: str) -> str:
    run = [sys.executable, "-m", "clientapp.cli", *arguments]
    return subprocess.run(run, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main(Path(sys.argv[1]))
