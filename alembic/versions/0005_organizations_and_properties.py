"""Organizations and properties: their fields, people, tags and notes, what customers are to a
property, what one has to know there; a search index of properties."""

from datetime import UTC, datetime

import sqlalchemy as sa

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

LIVE = "trashed_at IS NULL"

TEXTS = {
    "organization": (
        *("phone", "email", "website", "external_id", "description"),
        *("billing_name", "billing_email", "billing_address", "phone_extension", "phone_e164"),
    ),
    "property": ("external_id",),
}
KEYS = {"organization": ("place_key", "city_key"), "property": ("place_key", "city_key")}
REFERENCES = {
    "organization": (
        *(("payment_term_id", "picklist_option"), ("tax_rate_id", "picklist_option")),
        *(("communication_preference_id", "picklist_option"), ("industry_id", "picklist_option")),
        *(("category_id", "picklist_option"), ("parent_id", "organization")),
    ),
    "property": (("parent_id", "property"),),
}

INDEXES = {
    "organization": {
        "ix_organization_live_name": (("name_key", "id"), LIVE),
        "ix_organization_live_place": (("place_key", "id"), LIVE),
        "ix_organization_live_match": (("match_key",), LIVE),
        "ix_organization_live_parent": (("parent_id", "name_key", "id"), LIVE),
        "ix_organization_trashed": (("trashed_at", "id"), "trashed_at IS NOT NULL"),
    },
    "property": {
        "ix_property_live_name": (("name_key", "id"), LIVE),
        "ix_property_live_place": (("place_key", "id"), LIVE),
        "ix_property_live_match": (("match_key",), LIVE),
        **{
            f"ix_property_live_{name}": (
                (column, "name_key", "id"),
                f"{LIVE} AND {column} IS NOT NULL",
            )
            for name, column in (
                *(("type", "type_id"), ("organization", "organization_id")),
                *(("parent", "parent_id"), ("city", "city_key")),
            )
        },
        "ix_property_trashed": (("trashed_at", "id"), "trashed_at IS NOT NULL"),
    },
}

TABLES = (
    *("property_resource", "property_customer", "property_contact"),
    *("organization_note", "organization_tag", "organization_contact"),
    "property_search",
)
KINDS = (
    "('organization', 'organization_contact', 'organization_tag', 'organization_note', "
    "'property_contact', 'property_customer', 'property_resource')"
)
"""What stands in the ledger only since there are these rooms."""

VIEWS = ("organizations", "properties")


def _dialect() -> str:
    return op.get_bind().dialect.name


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


def _refer(table: str, column: str, target: str) -> None:
    """Add a reference. Written out, since SQLite adds no constraint to a table that there is."""
    kind = "INTEGER" if _dialect() == "sqlite" else "BIGINT"
    name = f"fk_{table}_{column}_{target}"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} {kind} CONSTRAINT {name} REFERENCES {target} (id)"
    )


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _index(
    name: str, table: str, columns: tuple[str, ...], where: str, unique: bool = False
) -> None:
    condition = sa.text(where)
    op.create_index(
        name,
        table,
        list(columns),
        unique=unique,
        sqlite_where=condition,
        postgresql_where=condition,
    )


def _columns() -> None:
    for table, names in TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.String(), nullable=True))
    for table, names in KEYS.items():
        for name in names:
            op.add_column(table, sa.Column(name, _key_text(), nullable=True))
        op.add_column(table, sa.Column("match_key", sa.BigInteger(), nullable=True))
    op.add_column(
        "property", sa.Column("display_name", sa.String(), nullable=False, server_default="")
    )
    op.add_column("property", sa.Column("name_key", _key_text(), nullable=False, server_default=""))
    for table, references in REFERENCES.items():
        for column, target in references:
            _refer(table, column, target)
    for table, indexes in INDEXES.items():
        for name, (columns, where) in indexes.items():
            _index(name, table, columns, where)
        external = f"{LIVE} AND external_id IS NOT NULL"
        _index(f"uq_{table}_live_external_id", table, ("external_id",), external, unique=True)
    op.create_index("ix_organization_address_id", "organization", ["address_id"])


def _links(table: str, record: str, target: str) -> None:
    """A table of pairs, such as the people of an organization."""
    column, other = f"{record}_id", f"{table.removeprefix(f'{record}_')}_id"
    more = (
        (
            sa.Column("role_id", _big(), nullable=True),
            sa.Column("is_primary", sa.Boolean(), nullable=False),
            _reference(table, "role_id", "picklist_option"),
        )
        if target == "contact"
        else ()
    )
    op.create_table(
        table,
        *_tracked(),
        sa.Column(column, _big(), nullable=False),
        sa.Column(other, _big(), nullable=False),
        *more,
        _reference(table, column, record),
        _reference(table, other, target),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sqlite_autoincrement=True,
    )
    op.create_index(f"uq_{table}_pair", table, [column, other], unique=True)
    if target == "contact":
        op.create_index(f"ix_{table}_{other}", table, [other])
        _index(f"uq_{table}_primary", table, (column,), f"is_primary AND {LIVE}", unique=True)
    else:
        _index(f"ix_{table}_live", table, (other, column), LIVE)


def _tables() -> None:
    _links("organization_contact", "organization", "contact")
    _links("organization_tag", "organization", "picklist_option")
    _links("property_contact", "property", "contact")
    op.create_table(
        "organization_note",
        *_tracked(),
        sa.Column("created_at", _moment(), nullable=False),
        sa.Column("created_by_id", _big(), nullable=True),
        sa.Column("modified_at", _moment(), nullable=False),
        sa.Column("modified_by_id", _big(), nullable=True),
        sa.Column("organization_id", _big(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        _reference("organization_note", "created_by_id", "user_account"),
        _reference("organization_note", "modified_by_id", "user_account"),
        _reference("organization_note", "organization_id", "organization"),
        sa.PrimaryKeyConstraint("id", name="pk_organization_note"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_organization_note_organization_id", "organization_note", ["organization_id"]
    )
    op.create_table(
        "property_customer",
        *_tracked(),
        sa.Column("property_id", _big(), nullable=False),
        sa.Column("customer_id", _big(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("until_date", sa.Date(), nullable=True),
        _reference("property_customer", "property_id", "property"),
        _reference("property_customer", "customer_id", "customer"),
        sa.PrimaryKeyConstraint("id", name="pk_property_customer"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_property_customer_property_id", "property_customer", ["property_id"])
    op.create_index("ix_property_customer_customer_id", "property_customer", ["customer_id"])
    until = f"{LIVE} AND until_date IS NOT NULL"
    _index("ix_property_customer_until", "property_customer", ("until_date",), until)
    op.create_table(
        "property_resource",
        *_tracked(),
        sa.Column("property_id", _big(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("is_secret", sa.Boolean(), nullable=False),
        _reference("property_resource", "property_id", "property"),
        sa.PrimaryKeyConstraint("id", name="pk_property_resource"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_property_resource_property_id", "property_resource", ["property_id"])


def _searching() -> None:
    if _dialect() == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE property_search USING fts5(document, tokenize = 'trigram')"
        )
        return
    op.execute(
        'CREATE TABLE property_search (id bigint PRIMARY KEY, document text COLLATE "C" NOT NULL)'
    )
    op.execute(
        "CREATE INDEX ix_property_search_document ON property_search "
        "USING gin (document gin_trgm_ops)"
    )


def _ask_for_the_index_anew() -> None:
    """The properties that are there have neither keys nor documents: `wiring` names who writes
    them."""
    connection = op.get_bind()
    if connection.execute(sa.text("SELECT 1 FROM property LIMIT 1")).first() is None:
        return
    waiting = "kind = 'reindex' AND status IN ('waiting', 'running')"
    if connection.execute(sa.text(f"SELECT 1 FROM background_work WHERE {waiting}")).first():
        return
    work = sa.table(
        "background_work",
        *map(sa.column, ("kind", "status", "done", "total", "asked_by_name")),
        sa.column("details", _json()),
        sa.column("asked_at", _moment()),
    )
    row = {"kind": "reindex", "status": "waiting", "done": 0, "total": 0, "details": {}}
    asked = {"asked_by_name": "Clientapp", "asked_at": datetime.now(UTC)}
    connection.execute(work.insert().values(**row, **asked))


def upgrade() -> None:
    _columns()
    _tables()
    _searching()
    for view in VIEWS:
        op.execute(f"INSERT INTO team_view (name, is_compact, version) VALUES ('{view}', false, 1)")
    _ask_for_the_index_anew()


def downgrade() -> None:
    op.execute(
        "UPDATE team_view SET segment_id = NULL WHERE name IN ('organizations', 'properties')"
    )
    op.execute("DELETE FROM team_view WHERE name IN ('organizations', 'properties')")
    op.execute(f"DELETE FROM change WHERE record_kind IN {KINDS} OR action = 'look'")
    for table in TABLES:
        op.drop_table(table)
    op.drop_index("ix_organization_address_id", "organization")
    for table, indexes in INDEXES.items():
        for name in (*indexes, f"uq_{table}_live_external_id"):
            op.drop_index(name, table)
        for column, target in REFERENCES[table]:
            if _dialect() == "postgresql":
                op.drop_constraint(f"fk_{table}_{column}_{target}", table, type_="foreignkey")
            op.drop_column(table, column)
        for column in (*TEXTS[table], *KEYS[table], "match_key"):
            op.drop_column(table, column)
    op.drop_column("property", "name_key")
    op.drop_column("property", "display_name")
