"""One history of migrations, forwards and back, on both databases."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text
from sqlmodel import Session, SQLModel

import clientapp.models  # noqa: F401 (fills the metadata)
from alembic import command
from clientapp import database
from clientapp.background.runner import run_all
from clientapp.customers.derived import refresh
from clientapp.customers.reading import read_values
from clientapp.customers.record.past import customer_at
from clientapp.database import UnusableDatabase, engine, migrate, migrations_config, transaction
from clientapp.ledger.ids import reserve_ids, reserve_numbers
from clientapp.lookup.queries import find
from clientapp.models import Contact
from clientapp.picklists.queries import labels_of
from clientapp.settings import settings
from tests.conftest import new_postgres, use_database

KNOWN_DIFFERENCES = {"ix_customer_live_place_falling"}
"""Only PostgreSQL needs it: SQLite reads an index backwards with empty values last."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[str]:
    """A database without tables, of each kind; the settings point at it."""
    url = ""
    if request.param == "postgresql":
        url = new_postgres(request.getfixturevalue("postgres_server"))
    use_database(monkeypatch, tmp_path, url)
    yield request.param
    database.forget_engine()
    settings.cache_clear()


def tables() -> set[str]:
    """The names of all tables."""
    return set(inspect(engine()).get_table_names())


def schema() -> dict[str, Any]:
    """Columns, keys and indexes of every table, as the database tells them."""
    seen = inspect(engine())
    return {
        table: (
            [
                (each["name"], str(each["type"]), each["nullable"])
                for each in seen.get_columns(table)
            ],
            sorted((each["name"] or "", each["unique"]) for each in seen.get_indexes(table)),
            sorted((each["name"] or "") for each in seen.get_unique_constraints(table)),
            sorted((each["name"] or "") for each in seen.get_foreign_keys(table)),
        )
        for table in sorted(seen.get_table_names())
    }


def go_back(revision: str) -> None:
    """Migrate down."""
    with engine().execution_options(writes=True).begin() as connection:
        config = migrations_config()
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(migrations_config()).get_heads()) == 1


def test_migrations_go_up_and_down_and_up_again(empty_database: str) -> None:
    migrate()
    first = schema()
    go_back("base")
    assert tables() == {"alembic_version"}
    migrate()
    assert schema() == first


def test_what_a_migration_fills_in_is_there_after_going_down_and_up(empty_database: str) -> None:
    def filled() -> list[tuple[Any, ...]]:
        with engine().connect() as connection:
            options = "SELECT p.name, o.label FROM picklist p JOIN picklist_option o "
            options += "ON o.picklist_id = p.id ORDER BY p.name, o.position"
            numbers = "SELECT name, prefix, width, next_number FROM number_range"
            return [
                tuple(row) for sql in (options, numbers) for row in connection.execute(text(sql))
            ]

    migrate()
    first = filled()
    go_back("base")
    migrate()
    assert filled() == first
    assert ("payment_term", "Net 30") in first


BEFORE_FILTERS = """
    INSERT INTO customer (id, number, kind, status, phone, email, phone_e164, display_name,
        name_key, version, created_at, modified_at)
    VALUES (1, 'C-1', 'residential', 'active', '(501) 555-0101', NULL, '+15015550101', 'a', 'a', 1,
            '2026-11-01', '2026-11-01'),
        (2, 'C-2', 'residential', 'active', 'call Bob', NULL, NULL, 'b', 'b', 1,
            '2026-11-01', '2026-11-01'),
        (3, 'C-3', 'residential', 'active', NULL, NULL, NULL, 'c', 'c', 1,
            '2026-11-01', '2026-11-01'),
        (4, 'C-4', 'residential', 'active', NULL, 'd@example.com', NULL, 'd', 'd', 1,
            '2026-11-01', '2026-11-01');
    INSERT INTO contact (customer_id, is_primary, first_name, last_name, version)
    VALUES (1, true, 'Ana', NULL, 1), (2, true, NULL, '', 1), (3, false, 'Ben', 'Lee', 1),
        (4, true, NULL, 'Fox', 1);
    INSERT INTO address (id, city, version)
    VALUES (1, 'Łódź', 1), (2, 'LITTLE  ROCK', 1), (3, 'Little Rock', 1), (4, '--', 1);
    INSERT INTO customer_address (customer_id, address_id, is_billing, is_site, is_primary_site,
        version)
    VALUES (1, 1, true, true, true, 1), (2, 2, false, true, true, 1), (3, 3, true, true, true, 1),
        (2, 1, true, false, false, 1), (4, 4, true, true, true, 1)
"""


def test_customers_from_before_can_be_filtered(empty_database: str) -> None:
    migrate("0001")
    with transaction() as session:
        for statement in BEFORE_FILTERS.split(";"):
            session.execute(text(statement))
    migrate("0002")
    with engine().connect() as connection:
        filled = connection.execute(text("SELECT city_key, problems FROM customer ORDER BY id"))
        assert [tuple(row) for row in filled] == [
            ("lodz", None),
            ("little rock", 5),
            ("little rock", 3),
            (None, None),
        ]
    migrate()
    with transaction() as session:
        before = {i: (row["city_key"], row["problems"]) for i, row in read_all(session).items()}
        refresh(session, [1, 2, 3, 4])
        after = {i: (row["city_key"], row["problems"]) for i, row in read_all(session).items()}
        assert after == before


IN_LEDGER = """
    INSERT INTO operation (id, kind, label, record_kind, actor_name, source, status, rows, cursor,
        details, started_at)
    VALUES (1, 'create', 'New customer a', 'customer', 'Ana', 'web', 'done', 1, 0, '{}',
        '2026-11-01');
    INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id, version, action,
        after)
    VALUES (1, 'customer', 1, 'customer', 1, 1, 'create', '{}'),
        (1, 'contact', 1, 'customer', 1, 1, 'create', '{"customer_id": 1, "is_primary": true}');
    UPDATE customer SET communication_preference = 'post', area = 'North' WHERE id = 1;
    DELETE FROM contact WHERE id = 4
"""


def test_people_keep_their_customers_and_choices_their_meaning(empty_database: str) -> None:
    migrate("0002")
    with transaction() as session:
        for statement in f"{BEFORE_FILTERS};{IN_LEDGER}".split(";"):
            session.connection().exec_driver_sql(statement)
    migrate()
    with transaction() as session:
        values = read_all(session)
        assert [values[i]["first_name"] for i in (1, 2, 3, 4)] == ["Ana", None, None, None]
        chosen = {values[1]["communication_preference"], values[1]["area"]}
        assert set(labels_of(session, chosen).values()) == {"By post", "North"}
        noon = datetime(2026, 11, 1, 12, tzinfo=UTC)
        assert (customer_at(session, 1, noon) or {})["first_name"] == "Ana"
        assert reserve_ids(session, Contact, 1) == range(5, 6)
        assert reserve_numbers(session, "customer", 1) == ["C-000001"]
    go_back("0002")
    with engine().connect() as connection:
        rows = connection.execute(
            text("SELECT id, customer_id, is_primary FROM contact ORDER BY id")
        )
        assert [tuple(row) for row in rows] == [(1, 1, True), (2, 2, True), (3, 3, False)]
        kept = "SELECT communication_preference, area FROM customer WHERE id = 1"
        assert tuple(connection.execute(text(kept)).one()) == ("post", "North")


def read_all(session: Session) -> dict[int, dict[str, Any]]:
    """The four customers."""
    return read_values(session, [1, 2, 3, 4])


def is_modelled(_object: object, name: str | None, kind: str, *_more: object) -> bool:
    """Leave out the search tables, which differ between the databases and have no model."""
    return not (kind == "table" and "_search" in (name or ""))


def differences(connection: Connection) -> list[Any]:
    """What the tables have otherwise than the models say."""
    options = {"compare_type": True, "include_object": is_modelled}
    found = compare_metadata(
        MigrationContext.configure(connection, opts=options), SQLModel.metadata
    )
    return [each for each in found if getattr(each[-1], "name", "") not in KNOWN_DIFFERENCES]


def test_who_was_there_before_is_put_into_the_search_index_anew(empty_database: str) -> None:
    migrate("0001")
    with transaction() as session:
        for statement in BEFORE_FILTERS.split(";"):
            session.execute(text(statement))
    migrate()
    assert run_all(transaction) == 1
    with transaction() as session:
        assert [each.title for each in find(session, "lodz")] == ["Łódź"]
        assert [each.title for each in find(session, "501 555 0101")] == ["a"]
        assert find(session, "little rokc")[0].detail.startswith("at ")


def test_a_database_without_customers_needs_no_index_anew(empty_database: str) -> None:
    migrate()
    assert run_all(transaction) == 0


def test_the_tables_are_what_the_models_say(any_database: str) -> None:
    with engine().connect() as connection:
        assert differences(connection) == []


def test_a_missing_column_would_be_noticed(any_database: str) -> None:
    with engine().execution_options(writes=True).begin() as connection:
        connection.execute(text("ALTER TABLE customer DROP COLUMN fax"))
    with engine().connect() as connection:
        assert [each[0] for each in differences(connection)] == ["add_column"]


def test_migrating_twice_does_nothing(empty_database: str) -> None:
    migrate()
    with transaction() as session:
        session.execute(text("UPDATE number_range SET next_number = 42"))
    before = schema()
    migrate()
    assert schema() == before
    with engine().connect() as connection:
        assert connection.execute(text("SELECT next_number FROM number_range")).scalar() == 42


def test_processes_that_start_at_once_migrate_once(empty_database: str) -> None:
    starting = [
        subprocess.Popen(
            [sys.executable, "-m", "clientapp.cli", "migrate"],
            env=dict(os.environ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _process in range(2)
    ]
    said = [process.communicate(timeout=60)[0] for process in starting]
    assert [process.returncode for process in starting] == [0, 0], said
    with engine().connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM number_range")).scalar() == 1
        assert differences(connection) == []


ANOTHER = """
from clientapp.database import engine, migrate
engine().connect().close()
print("is about to migrate", flush=True)
migrate()
"""


def give_time_to_do_harm() -> None:
    """Wait until somebody waits for a lock; SQLite does not tell, so there for half a second."""
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    if engine().dialect.name == "sqlite":
        time.sleep(0.5)
        return
    with engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        deadline = time.monotonic() + 60
        while not connection.execute(waiting).scalar():
            assert time.monotonic() < deadline
            time.sleep(0.02)


def test_a_process_that_starts_while_another_migrates_waits_for_it(
    empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = command.upgrade
    others: list[subprocess.Popen[str]] = []

    def upgrade_while_another_starts(*arguments: Any) -> None:
        upgrade(*arguments)
        run = [sys.executable, "-c", ANOTHER]
        other = subprocess.Popen(run, env=dict(os.environ), stdout=subprocess.PIPE, text=True)
        others.append(other)
        assert other.stdout
        assert other.stdout.readline() == "is about to migrate\n"
        give_time_to_do_harm()

    monkeypatch.setattr(command, "upgrade", upgrade_while_another_starts)
    migrate()
    assert [other.wait(60) for other in others] == [0]
    with engine().connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM number_range")).scalar() == 1


def test_a_database_of_newer_code_is_refused_in_a_sentence(any_database: str) -> None:
    with transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnusableDatabase, match=r"newer than this version.* 9999 .*older backup\."):
        migrate()
    with engine().connect() as connection:
        assert (
            connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
        )


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    empty_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade = command.upgrade

    def cut_off(*arguments: Any) -> None:
        upgrade(*arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", cut_off)
        with pytest.raises(KeyboardInterrupt):
            migrate()
    assert tables() == set()
    migrate()
    assert "customer" in tables()
