import pytest
from sqlmodel import Session

from clientapp.database import transaction
from clientapp.listing import changes
from clientapp.listing.changes import changed_since
from clientapp.listing.request import ListRequest
from clientapp.models import Change, OperationStatus

from .rows import LISTED, Row, fill
from .test_total import operate

COMMERCIAL = ListRequest().filtered("kind", ["commercial"])


def change(session: Session, *ids: int, kind: str = "customer", running: bool = False) -> int:
    """An operation that changed these records; its id."""
    status = OperationStatus.RUNNING if running else OperationStatus.DONE
    operation = operate(session, status=status)
    operation.rows = len(ids)
    for record_id in ids:
        session.add(
            Change(
                operation_id=operation.id or 0,
                record_kind="contact",
                record_id=record_id + 100,
                about_kind=kind,
                about_id=record_id,
                version=2,
                action="update",
            )
        )
    session.flush()
    return operation.id or 0


def stored(session: Session) -> None:
    """Customers 1 and 2 are found by `COMMERCIAL`, 3 and 4 are not; 5 is in Trash."""
    kinds = ["commercial", "commercial", "residential", "residential", "commercial"]
    fill(session, [Row("Al", kind=kind, trashed=at == 4) for at, kind in enumerate(kinds)])


def test_what_is_shown_or_found_by_now_counts_once(any_database: str) -> None:
    with transaction() as session:
        stored(session)
        before = change(session, 1, 2, 3, 4, 5)
        assert changed_since(session, LISTED, COMMERCIAL, before, [1]) == 0
        change(session, 1, 1, 2)  # shown, and found
        change(session, 1, 3)  # neither found nor shown
        change(session, 5)  # in Trash, shown until now
        assert changed_since(session, LISTED, COMMERCIAL, before, [1]) == 2
        assert changed_since(session, LISTED, COMMERCIAL, before, [1, 3, 5]) == 4


def test_other_records_are_no_news(any_database: str) -> None:
    with transaction() as session:
        stored(session)
        before = change(session)
        change(session, 1, kind="property")
        assert changed_since(session, LISTED, ListRequest(), before, [1]) == 0


def test_what_is_under_way_is_news_however_old_it_is(any_database: str) -> None:
    with transaction() as session:
        stored(session)
        change(session, 1, running=True)
        newest = change(session, 2)
        assert changed_since(session, LISTED, ListRequest(), newest, []) == 1


def test_of_very_many_only_the_number_is_told(
    any_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MANY", 3)
    with transaction() as session:
        stored(session)
        before = change(session)
        change(session, 3, 4)
        assert changed_since(session, LISTED, COMMERCIAL, before, []) == 0
        change(session, 3, 4)
        assert changed_since(session, LISTED, COMMERCIAL, before, []) == 4
