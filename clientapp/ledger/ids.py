"""Ids and numbers, reserved in ranges and never given twice."""

from sqlalchemy import text
from sqlmodel import Session

from clientapp.formatting import number_label
from clientapp.ledger.dialect import dialect_of
from clientapp.models.base import Tracked
from clientapp.record import registry


def reserve_ids(session: Session, model: type[Tracked], count: int) -> range:
    """Take `count` ids of a table that follow one another.

    On SQLite the write lock is held already; on PostgreSQL the sequence is moved at once, under a
    lock that lasts as long as the statement's transaction.
    """
    name = registry.part_of(model).table.name
    if count == 0:
        return range(0)
    if dialect_of(session).name == "sqlite":
        moved = "UPDATE sqlite_sequence SET seq = seq + :n WHERE name = :name RETURNING seq"
        last = (
            session.connection()
            .execute(text(moved), {"n": count, "name": name})
            .scalar_one_or_none()
        )
        if last is None:
            first = "INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :n) RETURNING seq"
            last = (
                session.connection().execute(text(first), {"n": count, "name": name}).scalar_one()
            )
    else:
        last = _move_sequence(session, name, count)
    return range(last - count + 1, last + 1)


def _move_sequence(session: Session, table: str, count: int) -> int:
    session.connection().execute(
        text("SELECT pg_advisory_xact_lock(hashtext(:t))"), {"t": f"ids of {table}"}
    )
    taken = session.connection().execute(
        text(
            "SELECT setval(s, nextval(s) + :n - 1) "
            "FROM (SELECT pg_get_serial_sequence(:table, 'id')::regclass AS s) AS q"
        ),
        {"n": count, "table": table},
    )
    return int(taken.scalar_one())


def reserve_numbers(session: Session, name: str, count: int) -> list[str]:
    """Take the next `count` numbers of a range, as people read them ("C-000013").

    Raises:
        LookupError: if there is no such range.
    """
    row = (
        session.connection()
        .execute(
            text(
                "UPDATE number_range SET next_number = next_number + :n WHERE name = :name "
                "RETURNING next_number, prefix, width"
            ),
            {"n": count, "name": name},
        )
        .one_or_none()
    )
    if row is None:
        raise LookupError(f"no range of numbers is called {name}")
    end, prefix, width = row
    return [number_label(prefix, width, number) for number in range(end - count, end)]
