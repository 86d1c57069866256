"""What an import finds a customer by when it has no number: name, street and post code, hashed."""

import sqlalchemy as sa

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEX = "ix_customer_live_match"


def upgrade() -> None:
    op.add_column("customer", sa.Column("match_key", sa.BigInteger(), nullable=True))
    live = sa.text("trashed_at IS NULL")
    op.create_index(INDEX, "customer", ["match_key"], sqlite_where=live, postgresql_where=live)


def downgrade() -> None:
    op.drop_index(INDEX, "customer")
    op.drop_column("customer", "match_key")
