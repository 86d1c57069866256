"""Customers, their people and places; picklists; the ledger; users; the search index."""

import sqlalchemy as sa
import sqlmodel
from sqlalchemy.dialects import postgresql

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


NUMBERS = {"name": "customer", "prefix": "C-", "width": 6, "next_number": 1}

PICKLISTS = {
    ("industry", "Industry"): (
        "Education",
        "Healthcare",
        "Hotel",
        "Manufacturing",
        "Office",
        "Property management",
        "Restaurant",
        "Retail",
    ),
    ("category", "Category"): ("Standard", "VIP", "Contract"),
    ("type", "Type"): ("Direct", "Partner", "Prospect"),
    ("service_zone", "Service zone"): (),
    ("source", "Source"): ("Referral", "Website", "Phone", "Import"),
    ("payment_term", "Payment term"): ("Due on Receipt", "Net 15", "Net 30", "Net 60"),
    ("tax_rate", "Tax rate"): ("Tax exempt",),
    ("property_type", "Property type"): (
        "Home",
        "Office",
        "Warehouse",
        "Apartment complex",
        "Store",
    ),
}
"""The lists as they come; managers change them."""


def create_search() -> None:
    """The index that "Search customers" reads: words of folded text, by trigrams."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE customer_search USING fts5(document, tokenize = 'trigram')"
        )
        return
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.execute(
        'CREATE TABLE customer_search (id bigint PRIMARY KEY, document text COLLATE "C" NOT NULL)'
    )
    op.execute(
        "CREATE INDEX ix_customer_search_document ON customer_search "
        "USING gin (document gin_trgm_ops)"
    )


def fill() -> None:
    """The range of customer numbers, and the picklists."""
    connection = op.get_bind()
    tables = sa.MetaData()
    tables.reflect(connection, only=["number_range", "picklist", "picklist_option"])
    lists, options = tables.tables["picklist"], tables.tables["picklist_option"]
    connection.execute(tables.tables["number_range"].insert().values(**NUMBERS))
    for (name, label), labels in PICKLISTS.items():
        added = connection.execute(
            lists.insert().values(name=name, label=label).returning(lists.c.id)
        )
        picklist_id = added.scalar_one()
        for position, choice in enumerate(labels):
            connection.execute(
                options.insert().values(
                    picklist_id=picklist_id,
                    label=choice,
                    label_key=choice.lower(),
                    position=position,
                    version=1,
                )
            )


def upgrade() -> None:
    op.create_table(
        "address",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trashed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("street", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("city", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("state", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("postal_code", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("country", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "number_range",
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("prefix", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_number_range")),
    )
    op.create_table(
        "picklist",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picklist")),
        sa.UniqueConstraint("name", name=op.f("uq_picklist_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "role_permission",
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("permission", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("role", "permission", name=op.f("pk_role_permission")),
    )
    op.create_table(
        "user_account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("email_key", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("role", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("password_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("disabled_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email_key", name=op.f("uq_user_account_email_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "one_time_link",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("purpose", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("expires_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_one_time_link_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    op.create_table(
        "operation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("record_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("actor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("actor_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("source", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column(
            "details",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(
                    none_as_null=True,
                ),
                "postgresql",
            ),
            nullable=False,
        ),
        sa.Column("undoes_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "undone_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("started_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("finished_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["user_account.id"], name=op.f("fk_operation_actor_id_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["undoes_id"], ["operation.id"], name=op.f("fk_operation_undoes_id_operation")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["operation.id"], name=op.f("fk_operation_undone_by_id_operation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.create_index("ix_operation_newest", ["record_kind", "id"], unique=False)
        batch_op.create_index(
            "ix_operation_running",
            ["record_kind"],
            unique=False,
            sqlite_where=sa.text("status = 'running'"),
            postgresql_where=sa.text("status = 'running'"),
        )

    op.create_table(
        "organization",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trashed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("modified_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "modified_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("tax_identifier", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column(
            "address_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "name_key",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_organization_address_id_address")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["user_account.id"],
            name=op.f("fk_organization_created_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["modified_by_id"],
            ["user_account.id"],
            name=op.f("fk_organization_modified_by_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_organization_name_key"), ["name_key"], unique=False)

    op.create_table(
        "picklist_option",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trashed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "picklist_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("label", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("code", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("rate", sa.Numeric(precision=7, scale=4), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "label_key",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["picklist_id"], ["picklist.id"], name=op.f("fk_picklist_option_picklist_id_picklist")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picklist_option")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("picklist_option", schema=None) as batch_op:
        batch_op.create_index(
            "uq_picklist_option_label",
            ["picklist_id", "label_key"],
            unique=True,
            sqlite_where=sa.text("trashed_at IS NULL"),
            postgresql_where=sa.text("trashed_at IS NULL"),
        )

    op.create_table(
        "user_session",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("token_hash", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("used_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column("ended_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("address", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("browser", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_user_session_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_user_session_token_hash")),
    )
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_user_session_user_id"), ["user_id"], unique=False)

    op.create_table(
        "change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "operation_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("record_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("about_kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("about_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("action", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "before",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(
                    none_as_null=True,
                ),
                "postgresql",
            ),
            nullable=True,
        ),
        sa.Column(
            "after",
            sa.JSON(none_as_null=True).with_variant(
                postgresql.JSONB(
                    none_as_null=True,
                ),
                "postgresql",
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operation.id"], name=op.f("fk_change_operation_id_operation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index("ix_change_about", ["about_id", "about_kind"], unique=False)
        batch_op.create_index(
            "ix_change_operation", ["operation_id", "record_kind", "record_id"], unique=False
        )

    op.create_table(
        "customer",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trashed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("modified_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "modified_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "number",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("kind", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("status", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column("company_name", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("tax_identifier", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("phone2", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("fax", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("website", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("external_id", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("external_id2", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("reference_no", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("employees", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("area", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("description", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("customer_since", sa.Date(), nullable=True),
        sa.Column("communication_preference", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("type_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "industry_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "category_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "service_zone_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("source_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "payment_term_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "tax_rate_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column(
            "organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("display_name", sqlmodel.sql.sqltypes.AutoString(), nullable=False),
        sa.Column(
            "name_key",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "place_key",
            sa.String().with_variant(sa.String(collation="C"), "postgresql"),
            nullable=True,
        ),
        sa.Column("phone_e164", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("phone_extension", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("match_key", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"],
            ["picklist_option.id"],
            name=op.f("fk_customer_category_id_picklist_option"),
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["user_account.id"],
            name=op.f("fk_customer_created_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["industry_id"],
            ["picklist_option.id"],
            name=op.f("fk_customer_industry_id_picklist_option"),
        ),
        sa.ForeignKeyConstraint(
            ["modified_by_id"],
            ["user_account.id"],
            name=op.f("fk_customer_modified_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_customer_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["payment_term_id"],
            ["picklist_option.id"],
            name=op.f("fk_customer_payment_term_id_picklist_option"),
        ),
        sa.ForeignKeyConstraint(
            ["service_zone_id"],
            ["picklist_option.id"],
            name=op.f("fk_customer_service_zone_id_picklist_option"),
        ),
        sa.ForeignKeyConstraint(
            ["source_id"],
            ["picklist_option.id"],
            name=op.f("fk_customer_source_id_picklist_option"),
        ),
        sa.ForeignKeyConstraint(
            ["tax_rate_id"],
            ["picklist_option.id"],
            name=op.f("fk_customer_tax_rate_id_picklist_option"),
        ),
        sa.ForeignKeyConstraint(
            ["type_id"], ["picklist_option.id"], name=op.f("fk_customer_type_id_picklist_option")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sa.UniqueConstraint("number", name=op.f("uq_customer_number")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_customer_live_category",
            ["category_id", "name_key", "id"],
            unique=False,
            sqlite_where=sa.text("trashed_at IS NULL"),
            postgresql_where=sa.text("trashed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_customer_live_industry",
            ["industry_id", "name_key", "id"],
            unique=False,
            sqlite_where=sa.text("trashed_at IS NULL"),
            postgresql_where=sa.text("trashed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_customer_live_match",
            ["match_key"],
            unique=False,
            sqlite_where=sa.text("trashed_at IS NULL"),
            postgresql_where=sa.text("trashed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_customer_live_name",
            ["name_key", "id"],
            unique=False,
            sqlite_where=sa.text("trashed_at IS NULL"),
            postgresql_where=sa.text("trashed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_customer_live_place",
            ["place_key", "id"],
            unique=False,
            sqlite_where=sa.text("trashed_at IS NULL"),
            postgresql_where=sa.text("trashed_at IS NULL"),
        )
        batch_op.create_index(
            "uq_customer_live_external_id",
            ["external_id"],
            unique=True,
            sqlite_where=sa.text("trashed_at IS NULL AND external_id IS NOT NULL"),
            postgresql_where=sa.text("trashed_at IS NULL AND external_id IS NOT NULL"),
        )

    op.create_table(
        "property",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trashed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("created_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "created_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("modified_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
        sa.Column(
            "modified_by_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "address_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("name", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("type_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        ),
        sa.Column("access_notes", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_property_address_id_address")
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"],
            ["user_account.id"],
            name=op.f("fk_property_created_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["modified_by_id"],
            ["user_account.id"],
            name=op.f("fk_property_modified_by_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_property_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["type_id"], ["picklist_option.id"], name=op.f("fk_property_type_id_picklist_option")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_property")),
        sa.UniqueConstraint("address_id", name=op.f("uq_property_address_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("property", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_property_organization_id"), ["organization_id"], unique=False
        )

    op.create_table(
        "contact",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trashed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("first_name", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("last_name", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("job_title", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("email", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.Column("phone", sqlmodel.sql.sqltypes.AutoString(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_contact_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contact_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(
            "uq_contact_primary",
            ["customer_id"],
            unique=True,
            sqlite_where=sa.text("is_primary AND trashed_at IS NULL"),
            postgresql_where=sa.text("is_primary AND trashed_at IS NULL"),
        )

    op.create_table(
        "customer_address",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trashed_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "customer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column(
            "address_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.Column("is_billing", sa.Boolean(), nullable=False),
        sa.Column("is_site", sa.Boolean(), nullable=False),
        sa.Column("is_primary_site", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["address_id"], ["address.id"], name=op.f("fk_customer_address_address_id_address")
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_customer_address_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_address")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("customer_address", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_customer_address_address_id"), ["address_id"], unique=False
        )
        batch_op.create_index(
            "uq_customer_address_billing",
            ["customer_id"],
            unique=True,
            sqlite_where=sa.text("is_billing AND trashed_at IS NULL"),
            postgresql_where=sa.text("is_billing AND trashed_at IS NULL"),
        )
        batch_op.create_index(
            "uq_customer_address_pair", ["customer_id", "address_id"], unique=True
        )
        batch_op.create_index(
            "uq_customer_address_primary_site",
            ["customer_id"],
            unique=True,
            sqlite_where=sa.text("is_primary_site AND trashed_at IS NULL"),
            postgresql_where=sa.text("is_primary_site AND trashed_at IS NULL"),
        )

    if op.get_bind().dialect.name == "postgresql":  # SQLite reads one index in both directions
        op.execute(
            "CREATE INDEX ix_customer_live_place_falling ON customer "
            "(place_key DESC NULLS LAST, id DESC) WHERE trashed_at IS NULL"
        )
    create_search()
    fill()


def downgrade() -> None:
    op.drop_table("customer_search")
    with op.batch_alter_table("customer_address", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_customer_address_primary_site",
            sqlite_where=sa.text("is_primary_site AND trashed_at IS NULL"),
            postgresql_where=sa.text("is_primary_site AND trashed_at IS NULL"),
        )
        batch_op.drop_index("uq_customer_address_pair")
        batch_op.drop_index(
            "uq_customer_address_billing",
            sqlite_where=sa.text("is_billing AND trashed_at IS NULL"),
            postgresql_where=sa.text("is_billing AND trashed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_customer_address_address_id"))

    op.drop_table("customer_address")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_contact_primary",
            sqlite_where=sa.text("is_primary AND trashed_at IS NULL"),
            postgresql_where=sa.text("is_primary AND trashed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_contact_customer_id"))

    op.drop_table("contact")
    with op.batch_alter_table("property", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_property_organization_id"))

    op.drop_table("property")
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_customer_live_external_id",
            sqlite_where=sa.text("trashed_at IS NULL AND external_id IS NOT NULL"),
            postgresql_where=sa.text("trashed_at IS NULL AND external_id IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_customer_live_place",
            sqlite_where=sa.text("trashed_at IS NULL"),
            postgresql_where=sa.text("trashed_at IS NULL"),
        )
        batch_op.drop_index("ix_customer_live_match")
        batch_op.drop_index(
            "ix_customer_live_name",
            sqlite_where=sa.text("trashed_at IS NULL"),
            postgresql_where=sa.text("trashed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_customer_live_industry",
            sqlite_where=sa.text("trashed_at IS NULL"),
            postgresql_where=sa.text("trashed_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_customer_live_category",
            sqlite_where=sa.text("trashed_at IS NULL"),
            postgresql_where=sa.text("trashed_at IS NULL"),
        )

    op.drop_table("customer")
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index("ix_change_operation")
        batch_op.drop_index("ix_change_about")

    op.drop_table("change")
    with op.batch_alter_table("user_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_user_session_user_id"))

    op.drop_table("user_session")
    with op.batch_alter_table("picklist_option", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_picklist_option_label",
            sqlite_where=sa.text("trashed_at IS NULL"),
            postgresql_where=sa.text("trashed_at IS NULL"),
        )

    op.drop_table("picklist_option")
    with op.batch_alter_table("organization", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_organization_name_key"))

    op.drop_table("organization")
    with op.batch_alter_table("operation", schema=None) as batch_op:
        batch_op.drop_index("ix_operation_running")
        batch_op.drop_index("ix_operation_newest")

    op.drop_table("operation")
    op.drop_table("one_time_link")
    op.drop_table("user_account")
    op.drop_table("role_permission")
    op.drop_table("picklist")
    op.drop_table("number_range")
    op.drop_table("address")
