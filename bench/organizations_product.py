"""An organization with few customers and one with many, in a process of its own.

`python -m bench.organizations_product FEW MANY` makes two organizations in the database of the
settings, adds customers to them that have none, and prints one JSON object: their names by size.
"""

import json
import sys

from sqlmodel import col, select

from clientapp.bulk.selection import Selection
from clientapp.customers.bulk import CUSTOMER_BULK
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor
from clientapp.models import Customer
from clientapp.organizations.commands import create_organization
from clientapp.organizations.members import add_members
from clientapp.wiring import wire

ACTOR = Actor(None, "Bench", "command line")


def main() -> None:
    """Make both, print their names."""
    wire()
    sizes = list(map(int, sys.argv[1:]))
    names = {size: f"Benchmark {size} customers" for size in sizes}
    for size, name in names.items():
        with transaction() as session:
            made = create_organization(session, ACTOR, {"name": name})
        with reading() as session:
            free = select(Customer.id).where(
                col(Customer.organization_id).is_(None), col(Customer.trashed_at).is_(None)
            )
            ids = [row or 0 for row in session.exec(free.limit(size))]
        chosen = Selection(ids=tuple(ids))
        add_members(transaction, ACTOR, CUSTOMER_BULK, chosen, len(ids), made)
    print(json.dumps(names))


if __name__ == "__main__":
    main()
