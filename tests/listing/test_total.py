from datetime import UTC, datetime
from threading import Thread

import pytest
from sqlalchemy import update
from sqlmodel import Session, col

from clientapp.database import reading, transaction
from clientapp.listing.remembered import Recent, newest_operation, standing
from clientapp.listing.request import ListRequest
from clientapp.listing.total import total, total_at_hand
from clientapp.models import Customer, Operation, OperationStatus

from .rows import LISTED, NOW, Row, fill

EVERYTHING = ListRequest()


def operate(
    session: Session, record_kind: str = "customer", status: OperationStatus = OperationStatus.DONE
) -> Operation:
    operation = Operation(
        kind="edit",
        label="Edit",
        record_kind=record_kind,
        actor_name="Ana Reyes",
        source="web",
        status=status,
        started_at=datetime.now(UTC),
    )
    session.add(operation)
    session.flush()
    return operation


def test_the_newest_operation_is_that_of_the_kind(any_database: str) -> None:
    with transaction() as session:
        assert newest_operation(session, "customer") == 0
        mine = operate(session)
        operate(session, "organization")
        assert newest_operation(session, "customer") == mine.id


def test_a_total_is_remembered_until_an_operation_of_its_kind(any_database: str) -> None:
    with transaction() as session:
        operate(session)
        fill(session, [Row("Alder")])
        assert total(session, LISTED, EVERYTHING) == 1
        fill(session, [Row("Alder"), Row("Birch")])
        operate(session, "organization")
        assert total(session, LISTED, EVERYTHING) == 1
        operate(session)
        assert total(session, LISTED, EVERYTHING) == 2


def test_the_page_and_the_order_share_a_total(any_database: str) -> None:
    with transaction() as session:
        operate(session)
        operate(session)
        fill(session, [Row("Alder")])
        assert total(session, LISTED, ListRequest("ald")) == 1
        fill(session, [Row("Birch")])
        assert total(session, LISTED, ListRequest("ALD ", "place", True, 4, 25)) == 1
        assert total(session, LISTED, ListRequest("bir")) == 1


def test_each_step_of_a_large_operation_is_seen(any_database: str) -> None:
    with transaction() as session:
        large = operate(session, status=OperationStatus.RUNNING)
        before = standing(session, "customer")
        large.cursor = 5000
        session.flush()
        between = standing(session, "customer")
        large.status = OperationStatus.DONE
        session.flush()
        assert len({before, between, standing(session, "customer")}) == 3


def test_each_filter_has_a_total_of_its_own(any_database: str) -> None:
    commercial = ListRequest().filtered("kind", ["commercial"])
    with transaction() as session:
        operate(session)
        fill(session, [Row("Alder", kind="commercial"), Row("Birch"), Row("Cedar")])
        assert total_at_hand(session, LISTED, commercial) is None
        assert total(session, LISTED, EVERYTHING) == 3
        assert total(session, LISTED, commercial) == 1
        assert total_at_hand(session, LISTED, commercial) == 1
        assert total(session, LISTED, commercial.filtered("kind", ["commercial"], True)) == 2
        assert total(session, LISTED, ListRequest("bir").filtered("kind", ["commercial"])) == 0


def test_an_older_operation_that_commits_after_a_newer_one_is_seen(postgres: str) -> None:
    def asked() -> int:
        with reading() as session:
            return total(session, LISTED, EVERYTHING)

    with transaction() as session:
        fill(session, [Row("Alder"), Row("Birch")])
    with transaction() as older:
        assert operate(older).id == 1
        older.execute(update(Customer).where(col(Customer.id) == 1).values(trashed_at=NOW))
        with transaction() as newer:
            assert operate(newer).id == 2
        assert [asked(), asked()] == [2, 2]
    assert asked() == 1


def test_nobody_who_writes_leaves_what_is_remembered(postgres: str) -> None:
    with transaction() as session:
        operate(session)
    told: set[object] = set()
    for _time in range(3):
        with reading() as session:
            told.add(standing(session, "customer"))
    assert len(told) == 1


def test_only_the_most_recent_answers_are_kept() -> None:
    recent: Recent[int] = Recent(2)
    for key in (1, 2, 1, 3):
        recent.get(key, lambda key=key: key)
    assert len(recent) == 2
    assert recent.get(1, lambda: -1) == 1
    assert recent.get(2, lambda: -1) == -1


def test_an_answer_that_fails_is_not_kept() -> None:
    recent: Recent[int] = Recent()

    def fail() -> int:
        raise LookupError

    with pytest.raises(LookupError):
        recent.get("key", fail)
    assert recent.get("key", lambda: 7) == 7


def test_threads_share_the_answers() -> None:
    recent: Recent[int] = Recent(8)

    def ask() -> None:
        for number in range(2000):
            assert recent.get(number % 20, lambda number=number: number % 20) == number % 20

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(recent) == 8
