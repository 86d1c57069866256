"""What the filters of the list of customers read: two derived columns and their indexes."""

from collections.abc import Iterator

import sqlalchemy as sa

from alembic import op
from clientapp.formatting import fold

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BATCH = 500

PROBLEMS = """
UPDATE customer SET problems = nullif(
    CASE WHEN EXISTS (
        SELECT 1 FROM contact WHERE contact.customer_id = customer.id
        AND contact.is_primary AND contact.trashed_at IS NULL
        AND (coalesce(contact.first_name, '') <> '' OR coalesce(contact.last_name, '') <> '')
    ) THEN 0 ELSE 1 END
    + CASE WHEN coalesce(phone, '') = '' AND coalesce(email, '') = '' THEN 2 ELSE 0 END
    + CASE WHEN coalesce(phone, '') <> '' AND phone_e164 IS NULL THEN 4 ELSE 0 END, 0)
"""

CITIES = "SELECT DISTINCT city FROM address WHERE city IS NOT NULL"

CITY_KEYS = """
UPDATE customer SET city_key = (
    SELECT k.city_key FROM customer_address AS l
    JOIN address AS a ON a.id = l.address_id
    JOIN city_keys AS k ON k.city = a.city
    WHERE l.customer_id = customer.id AND l.is_primary_site AND l.trashed_at IS NULL)
"""

INDEXES = {
    "ix_customer_live_type": ("type_id", "name_key", "id"),
    "ix_customer_live_service_zone": ("service_zone_id", "name_key", "id"),
    "ix_customer_live_organization": ("organization_id", "name_key", "id"),
    "ix_customer_live_city": ("city_key", "name_key", "id"),
    "ix_customer_live_problems": ("problems", "name_key", "id"),
}
"""Over the live rows that have a value."""

LIVE = "trashed_at IS NULL"
FILTERED = (
    "status",
    "kind",
    "industry_id",
    "category_id",
    "type_id",
    "service_zone_id",
    "organization_id",
    "problems",
    "city_key",
    "created_at",
    "trashed_at",
)
ORDERS = {"ix_customer_live_name": "name_key", "ix_customer_live_place": "place_key"}
"""The indexes that lists walk; now they hold what the filters look at."""


def _partial(name: str, columns: tuple[str, ...], where: str) -> None:
    condition = sa.text(where)
    op.create_index(
        name, "customer", list(columns), sqlite_where=condition, postgresql_where=condition
    )


def _fill() -> None:
    """Compute the columns of the customers that are there."""
    connection = op.get_bind()
    connection.execute(sa.text(PROBLEMS))
    keys = op.create_table(
        "city_keys", sa.Column("city", sa.Text, primary_key=True), sa.Column("city_key", sa.Text)
    )
    cities = connection.execute(sa.text(CITIES)).scalars().all()
    for some in _batches([{"city": city, "city_key": fold(city) or None} for city in cities]):
        connection.execute(keys.insert(), some)
    connection.execute(sa.text(CITY_KEYS))
    op.drop_table("city_keys")


def _batches(rows: list[dict[str, str | None]]) -> Iterator[list[dict[str, str | None]]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _order_by(more: tuple[str, ...]) -> None:
    """Make the indexes of the orders anew, with more columns behind key and id."""
    for name, key in ORDERS.items():
        op.drop_index(name, "customer")
        _partial(name, (key, "id", *more), LIVE)
    if op.get_bind().dialect.name == "postgresql":  # SQLite reads one index in both directions
        op.execute("DROP INDEX ix_customer_live_place_falling")
        columns = ", ".join(("place_key DESC NULLS LAST", "id DESC", *more))
        op.execute(
            f"CREATE INDEX ix_customer_live_place_falling ON customer ({columns}) WHERE {LIVE}"
        )


def upgrade() -> None:
    key_text = sa.String().with_variant(sa.String(collation="C"), "postgresql")
    op.add_column("customer", sa.Column("city_key", key_text, nullable=True))
    op.add_column("customer", sa.Column("problems", sa.SmallInteger(), nullable=True))
    _fill()
    _order_by(FILTERED)
    for name, columns in INDEXES.items():
        _partial(name, columns, f"{LIVE} AND {columns[0]} IS NOT NULL")
    _partial("ix_customer_live_created", ("created_at",), LIVE)
    _partial("ix_customer_trashed", ("trashed_at", "id"), "trashed_at IS NOT NULL")


def downgrade() -> None:
    for name in ("ix_customer_trashed", "ix_customer_live_created", *INDEXES):
        op.drop_index(name, "customer")
    _order_by(())
    op.drop_column("customer", "problems")
    op.drop_column("customer", "city_key")
