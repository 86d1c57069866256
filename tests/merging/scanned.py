"""Scanning in this process, and what came of it."""

from collections.abc import Mapping
from typing import Any

from clientapp.background.runner import run_all
from clientapp.background.work import Work, ask, standing
from clientapp.customers.likeness import SCAN
from clientapp.customers.queries import CUSTOMERS
from clientapp.database import reading, transaction
from clientapp.ledger.recording import SYSTEM
from clientapp.listing.request import ListRequest
from clientapp.merging.queries import FoundPair, pair_page, pair_total


def scan() -> Work:
    """Ask for a scan of the customers and do it to its end; how it stands."""
    ask_for_scan()
    run_all(transaction)
    found = scan_standing()
    assert found
    return found


def ask_for_scan() -> int:
    with transaction() as session:
        return ask(session, SCAN.work_kind, SYSTEM)


def scan_standing() -> Work | None:
    with reading() as session:
        return standing(session, SCAN.work_kind)


def pairs(query: Mapping[str, str] | None = None) -> list[FoundPair]:
    """The pairs that are shown; the request is that of a URL."""
    request = ListRequest.from_query(query or {}, CUSTOMERS.sorts, CUSTOMERS.filters)
    with reading() as session:
        found = pair_page(session, CUSTOMERS, request)
        if request.page == 1 and len(found) < request.size:
            assert pair_total(session, CUSTOMERS, request) == len(found)
    return found


def ids(found: list[FoundPair]) -> list[tuple[int, int]]:
    """The ids of pairs."""
    return [(pair.first_id, pair.second_id) for pair in found]


def at(street: str, **values: Any) -> dict[str, Any]:
    """A customer in Cabot."""
    return {"street": street, "city": "Cabot", "postal_code": "72023", **values}
