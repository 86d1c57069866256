"""Two databases, one behaviour."""

from contextlib import suppress

import pytest
from sqlalchemy import text

from clientapp import database
from clientapp.database import reading, transaction


def test_sqlite_keeps_foreign_keys_and_writes_ahead(sqlite: str) -> None:
    with reading() as session:
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "wal"


def test_a_faulty_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database.pysqlite3, "sqlite_version_info", (3, 40, 1))
    with pytest.raises(database.UnusableDatabase, match=r"3\.51\.3"):
        database.make_engine("sqlite:///:memory:")


def test_a_transaction_that_raises_writes_nothing(any_database: str) -> None:
    with suppress(RuntimeError), transaction() as session:
        session.execute(text("UPDATE number_range SET next_number = 99"))
        raise RuntimeError
    with reading() as session:
        assert session.execute(text("SELECT next_number FROM number_range")).scalar() == 1


def test_a_reading_session_sees_one_moment(any_database: str) -> None:
    with reading() as session:
        first = session.execute(text("SELECT next_number FROM number_range")).scalar()
        with transaction() as other:
            other.execute(text("UPDATE number_range SET next_number = 7"))
        assert session.execute(text("SELECT next_number FROM number_range")).scalar() == first
