"""Segments and how the team sees a list; duplicates; words to find what is spelt wrongly; work in
the background; a search index of organizations."""

from datetime import UTC, datetime

import sqlalchemy as sa

from alembic import op
from clientapp.searching.folding import postgres_function

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LIVE = "trashed_at IS NULL"
FILLED = {
    "ix_customer_live_source": "source_id",
    "ix_customer_live_payment_term": "payment_term_id",
    "ix_customer_live_tax_rate": "tax_rate_id",
    "ix_customer_live_preference": "communication_preference_id",
}
"""Indexes over the live customers that have a value."""

OPEN = "status IN ('waiting', 'running')"

TABLES = (
    *("background_work", "search_word", "duplicate_dismissal", "duplicate_pair", "duplicate_key"),
    *("team_view", "segment", "organization_search"),
)
KINDS = "('segment', 'team_view', 'duplicate_dismissal')"
"""What stands in the ledger under the names of these tables."""


def _big() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _key_text() -> sa.types.TypeEngine[str]:
    return sa.String().with_variant(sa.String(collation="C"), "postgresql")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _json() -> sa.types.TypeEngine[object]:
    from sqlalchemy.dialects.postgresql import JSONB

    return sa.JSON().with_variant(JSONB(), "postgresql")


def _tracked() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", _big(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trashed_at", _moment(), nullable=True),
    )


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _unique(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition
    )


def _segments() -> None:
    op.create_table(
        "segment",
        *_tracked(),
        sa.Column("created_at", _moment(), nullable=False),
        sa.Column("created_by_id", _big(), nullable=True),
        sa.Column("modified_at", _moment(), nullable=False),
        sa.Column("modified_by_id", _big(), nullable=True),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("owner_id", _big(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("columns", sa.String(), nullable=True),
        sa.Column("name_key", _key_text(), nullable=False),
        _reference("segment", "created_by_id", "user_account"),
        _reference("segment", "modified_by_id", "user_account"),
        _reference("segment", "owner_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name="pk_segment"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_segment_owner_id", "segment", ["owner_id"])
    _unique("uq_segment_own_name", "segment", ["record_kind", "owner_id", "name_key"], LIVE)
    op.create_table(
        "team_view",
        *_tracked(),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("columns", sa.String(), nullable=True),
        sa.Column("is_compact", sa.Boolean(), nullable=False),
        sa.Column("segment_id", _big(), nullable=True),
        _reference("team_view", "segment_id", "segment"),
        sa.PrimaryKeyConstraint("id", name="pk_team_view"),
        sa.UniqueConstraint("name", name="uq_team_view_name"),
        sqlite_autoincrement=True,
    )
    op.execute("INSERT INTO team_view (name, is_compact, version) VALUES ('customers', false, 1)")
    compact = sa.Column("is_compact", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("list_view", compact)


def _duplicates() -> None:
    op.create_table(
        "duplicate_key",
        sa.Column("record_kind", _key_text(), nullable=False),
        sa.Column("key", _key_text(), nullable=False),
        sa.Column("record_id", _big(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("record_kind", "key", "record_id", name="pk_duplicate_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "duplicate_pair",
        sa.Column("record_kind", _key_text(), nullable=False),
        sa.Column("scan_id", _big(), nullable=False, autoincrement=False),
        sa.Column("first_id", _big(), nullable=False, autoincrement=False),
        sa.Column("second_id", _big(), nullable=False, autoincrement=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint(
            *("record_kind", "scan_id", "first_id", "second_id"), name="pk_duplicate_pair"
        ),
    )
    columns = ["record_kind", "scan_id", "score", "first_id", "second_id"]
    op.create_index("ix_duplicate_pair_score", "duplicate_pair", columns)
    op.create_table(
        "duplicate_dismissal",
        *_tracked(),
        sa.Column("record_kind", sa.String(), nullable=False),
        sa.Column("first_id", _big(), nullable=False),
        sa.Column("second_id", _big(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_duplicate_dismissal"),
        sqlite_autoincrement=True,
    )
    pair = ["record_kind", "first_id", "second_id"]
    op.create_index("uq_duplicate_dismissal_pair", "duplicate_dismissal", pair, unique=True)


def _background() -> None:
    op.create_table(
        "background_work",
        sa.Column("id", _big(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("details", _json(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("asked_by_id", _big(), nullable=True),
        sa.Column("asked_by_name", sa.String(), nullable=False),
        sa.Column("asked_at", _moment(), nullable=False),
        sa.Column("seen_at", _moment(), nullable=True),
        sa.Column("finished_at", _moment(), nullable=True),
        _reference("background_work", "asked_by_id", "user_account"),
        sa.PrimaryKeyConstraint("id", name="pk_background_work"),
        sqlite_autoincrement=True,
    )
    _unique("uq_background_work_open", "background_work", ["kind"], OPEN)
    op.create_index("ix_background_work_newest", "background_work", ["kind", "id"])


def _searching() -> None:
    op.create_table(
        "search_word",
        sa.Column("word", _key_text(), nullable=False),
        sa.Column("reversed", _key_text(), nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_search_word"),
    )
    op.create_index("ix_search_word_reversed", "search_word", ["reversed"])
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE organization_search USING fts5(document, tokenize = 'trigram')"
        )
        return
    op.execute(
        "CREATE TABLE organization_search "
        '(id bigint PRIMARY KEY, document text COLLATE "C" NOT NULL)'
    )
    op.execute(
        "CREATE INDEX ix_organization_search_document ON organization_search "
        "USING gin (document gin_trgm_ops)"
    )


def _indexes() -> None:
    for name, column in FILLED.items():
        columns = [column, "name_key", "id"]
        where = sa.text(f"{LIVE} AND {column} IS NOT NULL")
        op.create_index(name, "customer", columns, sqlite_where=where, postgresql_where=where)


def _folding() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(postgres_function())


def _ask_for_the_index_anew() -> None:
    """The documents of those who are there hold less than new ones: `customers/reindexing.py`."""
    connection = op.get_bind()
    if connection.execute(sa.text("SELECT 1 FROM customer LIMIT 1")).first() is None:
        return
    work = sa.table(
        "background_work",
        *map(sa.column, ("kind", "status", "done", "total", "asked_by_name")),
        sa.column("details", _json()),
        sa.column("asked_at", _moment()),
    )
    waiting = {"kind": "reindex", "status": "waiting", "done": 0, "total": 0, "details": {}}
    asked = {"asked_by_name": "Clientapp", "asked_at": datetime.now(UTC)}
    connection.execute(work.insert().values(**waiting, **asked))


def upgrade() -> None:
    _indexes()
    _segments()
    _duplicates()
    _background()
    _searching()
    _folding()
    _ask_for_the_index_anew()


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION folded(text)")
    for name in FILLED:
        op.drop_index(name, "customer")
    op.execute(f"DELETE FROM change WHERE record_kind IN {KINDS}")
    for table in TABLES:
        op.drop_table(table)
    op.drop_column("list_view", "is_compact")
