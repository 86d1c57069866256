"""What the lookup reads, in a process of its own.

`python -m bench.lookup_product ROUNDS` looks for phones, surnames and surnames with one letter
wrong of customers of the database of the settings, and prints one JSON object: by kind, what was
looked for, and the milliseconds of each.
"""

import json
import random
import sys
import time

from sqlalchemy import func
from sqlmodel import Session, col, select

from clientapp.database import reading
from clientapp.lookup.queries import find
from clientapp.models import Contact, Customer, CustomerContact
from clientapp.wiring import wire

WARM_UPS = 5


def main() -> None:
    """Draw what is looked for, then look for it."""
    rounds = int(sys.argv[1])
    wire()
    luck = random.Random(5)
    with reading() as session:
        drawn = [_drawn(session, luck) for _ in range(rounds + WARM_UPS)]
    asked = {
        "phone": [phone for phone, _surname in drawn],
        "surname": [surname for _phone, surname in drawn],
        "one letter wrong": [_misspelt(surname, luck) for _phone, surname in drawn],
    }
    told = {
        kind: {"asked": texts[WARM_UPS:], "milliseconds": [_taken(t) for t in texts][WARM_UPS:]}
        for kind, texts in asked.items()
    }
    print(json.dumps(told))


def _drawn(session: Session, luck: random.Random) -> tuple[str, str]:
    """The phone and the surname of a customer's contact, of a customer that has both."""
    newest = session.exec(select(func.max(Customer.id))).one() or 1
    found = (
        select(Customer.phone, Contact.last_name)
        .join(CustomerContact, col(CustomerContact.customer_id) == Customer.id)
        .join(Contact, col(Contact.id) == CustomerContact.contact_id)
        .where(col(Customer.phone_e164).is_not(None), func.length(Contact.last_name) >= 6)
        .where(col(Customer.id) >= luck.randint(1, newest))
        .order_by(col(Customer.id))
    )
    phone, surname = session.exec(found).first() or ("", "")
    return phone or "", (surname or "").split()[0]


def _misspelt(surname: str, luck: random.Random) -> str:
    """A surname with one of its middle letters wrong."""
    at = luck.randrange(1, len(surname) - 1)
    return surname[:at] + luck.choice("qxzw") + surname[at + 1 :]


def _taken(text: str) -> float:
    started = time.perf_counter()
    with reading() as session:
        find(session, text)
    return (time.perf_counter() - started) * 1000


if __name__ == "__main__":
    main()
