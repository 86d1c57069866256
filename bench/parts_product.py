"""The record with few and with many contacts and addresses, in a process of its own.

`python -m bench.parts_product FEW MANY ROUNDS` adds two such customers to the database of the
settings by the commands that the screens use, reads them in turns as their page does when it is
opened, and prints one JSON object: their names, and the milliseconds of each reading.
"""

import json
import sys
import time
from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from clientapp.addresses.commands import save_address
from clientapp.addresses.queries import address_count, addresses_of
from clientapp.contacts.commands import save_contact
from clientapp.contacts.queries import contact_count, contacts_of
from clientapp.customers.commands import EDITABLE, create_customer
from clientapp.database import reading, transaction
from clientapp.editing.parts_state import FEW as CARDS
from clientapp.ledger.recording import Actor
from clientapp.record_page.history import record_history
from clientapp.record_page.reading import read_record
from clientapp.wiring import wire

ACTOR = Actor(None, "Bench", "command line")
WARM_UPS = 5

READINGS: dict[str, Callable[[Session, int], Any]] = {
    "record": lambda s, of: read_record(s, EDITABLE, of),
    "contacts": lambda s, of: (contact_count(s, of), contacts_of(s, of, CARDS)),
    "addresses": lambda s, of: (address_count(s, of), addresses_of(s, of, CARDS)),
    "all contacts": contacts_of,
    "all addresses": addresses_of,
    "history": lambda s, of: record_history(s, "customer", of),
}
OPENING = ("record", "contacts", "addresses", "history")
"""What an opened page reads; the others are read when "Show all" is pressed."""


def main() -> None:
    """Add the two customers, read them in turns."""
    *sizes, rounds = map(int, sys.argv[1:])
    wire()
    names = {size: f"Benchmark {size} parts" for size in sizes}
    ids = {size: _customer(names[size], size) for size in sizes}
    figures: dict[str, dict[int, list[float]]] = {
        name: {size: [] for size in sizes} for name in (*READINGS, "opening")
    }
    for number in range(rounds + WARM_UPS):
        for size, row_id in ids.items():
            taken = {name: _taken(read, row_id) for name, read in READINGS.items()}
            taken["opening"] = sum(taken[name] for name in OPENING)
            if number >= WARM_UPS:
                for name, milliseconds in taken.items():
                    figures[name][size].append(milliseconds)
    print(json.dumps({"names": names, "readings": figures}))


def _taken(read: Callable[[Session, int], Any], row_id: int) -> float:
    started = time.perf_counter()
    with reading() as session:
        read(session, row_id)
    return (time.perf_counter() - started) * 1000


def _customer(name: str, parts: int) -> int:
    """A customer with so many contacts and as many addresses."""
    with transaction() as session:
        row_id = create_customer(
            session, ACTOR, {"kind": "commercial", "company_name": name} | FIRST
        )
    for number in range(1, parts):
        person = {"first_name": "Kelly", "last_name": f"Brandt {number:03d}"}
        with transaction() as session:
            save_contact(session, ACTOR, row_id, None, person, {}, is_primary=False)
        place = {"street": f"{number} River Ave"} | PLACE
        with transaction() as session:
            save_address(session, ACTOR, row_id, None, place, {}, is_billing=False, is_site=True)
    return row_id


PLACE = {"city": "Little Rock", "state": "AR", "postal_code": "72201", "country": "United States"}
FIRST = {"first_name": "Ana", "last_name": "Reyes", "street": "1 Main St"} | PLACE

if __name__ == "__main__":
    main()
