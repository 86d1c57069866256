"""All fields of a customer; people who stand at several customers; tags and notes; what picklists
know of a choice."""

from collections.abc import Iterable

import sqlalchemy as sa

from alembic import op
from clientapp.formatting import fold

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

LIVE = "trashed_at IS NULL"

PICKLISTS = {
    ("sector", "Sector"): (),
    ("sub_sector", "Sub-sector"): (),
    ("area", "Area"): (),
    ("contact_role", "Contact role"): (
        *("Billing", "Approver", "Owner", "On site", "Tenant", "Letting agent", "Other"),
    ),
    ("communication_preference", "Communication preference"): ("By email", "By post"),
    ("tag", "Tag"): (),
}
"""The lists that come new; managers change them."""

PREFERENCES = {"email": "by email", "post": "by post"}
"""What the column held, and the folded label of the choice that takes its place."""

DAYS = {"due on receipt": 0, "net 15": 15, "net 30": 30, "net 60": 60}

OPTIONS = ("sector_id", "sub_sector_id", "area_id", "communication_preference_id")
FLAGS = ("do_not_service", "bad_debt")
TEXTS = {
    "customer": (
        *("service_days", "service_from", "service_until", "preferred_technician", "reached_by"),
        *("do_not_service_reason", "bad_debt_reason"),
    ),
    "contact": ("phone2", "note"),
    "address": (
        *("label", "street2", "access_name", "access_phone", "access_email", "access_notes"),
        "scheduling_notes",
    ),
    "picklist_option": ("colour",),
}
FILLED = {
    "ix_customer_live_sector": "sector_id",
    "ix_customer_live_sub_sector": "sub_sector_id",
    "ix_customer_live_area": "area_id",
}
"""Indexes over the live customers that have a value."""

NEW_AREA = """
    INSERT INTO picklist_option (picklist_id, label, label_key, position, is_retired, version)
    SELECT id, :label, :key, 0, false, 1 FROM picklist WHERE name = 'area' RETURNING id
"""

LINKS = """
    CREATE TABLE contact_links AS
    SELECT customer_id, id AS contact_id, is_primary, trashed_at FROM contact
"""
LINKED = """
    INSERT INTO customer_contact (customer_id, contact_id, is_primary, version, trashed_at)
    SELECT customer_id, contact_id, is_primary, 1, trashed_at FROM contact_links ORDER BY contact_id
"""
LAST_LINKS = """
    CREATE TABLE contact_links AS SELECT customer_id, contact_id, is_primary
    FROM customer_contact AS l WHERE l.id = (
        SELECT o.id FROM customer_contact AS o WHERE o.contact_id = l.contact_id
        ORDER BY o.is_primary DESC, o.id LIMIT 1)
"""
LINKS_IN_LEDGER = """
    INSERT INTO change (operation_id, record_kind, record_id, about_kind, about_id, version,
        action, after)
    SELECT c.operation_id, 'customer_contact', l.id, 'customer', l.customer_id, c.version,
        'create', {json}
    FROM change AS c JOIN customer_contact AS l ON l.contact_id = c.record_id
    WHERE c.record_kind = 'contact' AND c.action = 'create' ORDER BY c.id
"""
"""A customer as it was finds its people by their links."""

JSON = {
    "sqlite": "json_object('customer_id', l.customer_id, 'contact_id', l.contact_id, "
    "'is_primary', json(CASE WHEN l.is_primary THEN 'true' ELSE 'false' END))",
    "postgresql": "json_build_object('customer_id', l.customer_id, 'contact_id', l.contact_id, "
    "'is_primary', l.is_primary)",
}


def _dialect() -> str:
    return op.get_bind().dialect.name


def _big() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)


def _refer(table: str, column: str, target: str = "picklist_option") -> None:
    """Add a reference. Written out, since SQLite adds no constraint to a table that there is."""
    kind = "INTEGER" if _dialect() == "sqlite" else "BIGINT"
    name = f"fk_{table}_{column}_{target}"
    op.execute(
        f"ALTER TABLE {table} ADD COLUMN {column} {kind} CONSTRAINT {name} REFERENCES {target} (id)"
    )


def _reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}_{target}"
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=name)


def _tracked() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("id", _big(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("trashed_at", _moment(), nullable=True),
    )


def _index(name: str, table: str, columns: Iterable[str], where: str, unique: bool = False) -> None:
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
    """Everything that is a column more."""
    for table, names in TEXTS.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.String(), nullable=True))
    for name in FLAGS:
        column = sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())
        op.add_column("customer", column)
    for name in OPTIONS:
        _refer("customer", name)
    _refer("address", "access_role_id")
    op.add_column("customer", sa.Column("credit_limit", sa.Numeric(14, 2), nullable=True))
    op.add_column("picklist_option", sa.Column("days", sa.Integer(), nullable=True))
    retired = sa.Column("is_retired", sa.Boolean(), nullable=False, server_default=sa.false())
    op.add_column("picklist_option", retired)
    for name, column in FILLED.items():
        columns = (column, "name_key", "id")
        _index(name, "customer", columns, f"{LIVE} AND {column} IS NOT NULL")


def _tables() -> None:
    """The links to people, tags and notes."""
    op.create_table(
        "customer_contact",
        *_tracked(),
        sa.Column("customer_id", _big(), nullable=False),
        sa.Column("contact_id", _big(), nullable=False),
        sa.Column("role_id", _big(), nullable=True),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        _reference("customer_contact", "customer_id", "customer"),
        _reference("customer_contact", "contact_id", "contact"),
        _reference("customer_contact", "role_id", "picklist_option"),
        sa.PrimaryKeyConstraint("id", name="pk_customer_contact"),
        sqlite_autoincrement=True,
    )
    pair = ["customer_id", "contact_id"]
    op.create_index("uq_customer_contact_pair", "customer_contact", pair, unique=True)
    op.create_index("ix_customer_contact_contact_id", "customer_contact", ["contact_id"])
    primary = ("uq_customer_contact_primary", "customer_contact", ("customer_id",))
    _index(*primary, f"is_primary AND {LIVE}", unique=True)
    op.create_table(
        "customer_tag",
        *_tracked(),
        sa.Column("customer_id", _big(), nullable=False),
        sa.Column("tag_id", _big(), nullable=False),
        _reference("customer_tag", "customer_id", "customer"),
        _reference("customer_tag", "tag_id", "picklist_option"),
        sa.PrimaryKeyConstraint("id", name="pk_customer_tag"),
        sqlite_autoincrement=True,
    )
    pair = ["customer_id", "tag_id"]
    op.create_index("uq_customer_tag_pair", "customer_tag", pair, unique=True)
    _index("ix_customer_tag_live", "customer_tag", ("tag_id", "customer_id"), LIVE)
    op.create_table(
        "note",
        *_tracked(),
        sa.Column("created_at", _moment(), nullable=False),
        sa.Column("created_by_id", _big(), nullable=True),
        sa.Column("modified_at", _moment(), nullable=False),
        sa.Column("modified_by_id", _big(), nullable=True),
        sa.Column("customer_id", _big(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        _reference("note", "created_by_id", "user_account"),
        _reference("note", "modified_by_id", "user_account"),
        _reference("note", "customer_id", "customer"),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_note_customer_id", "note", ["customer_id"])
    op.create_table(
        "list_view",
        sa.Column("user_id", _big(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        _reference("list_view", "user_id", "user_account"),
        sa.PrimaryKeyConstraint("user_id", "name", name="pk_list_view"),
    )


PERSON = (
    *("id", "version", "trashed_at", "first_name", "last_name", "job_title", "email", "phone"),
)


def _people(bound: bool) -> None:
    """Make SQLite's table of people anew, without giving an id twice: it does not drop a column
    that refers to another table, nor add one that may not be empty.

    Args:
        bound: whether each person belongs to one customer.
    """
    op.execute("CREATE TABLE contact_kept AS SELECT * FROM contact")
    highest = sa.text("SELECT max(seq) FROM sqlite_sequence WHERE name = 'contact'")
    last = op.get_bind().execute(highest).scalar() or 0
    op.drop_table("contact")
    more: tuple[sa.schema.SchemaItem, ...] = ()
    names, values, source = list(PERSON), [f"k.{name}" for name in PERSON], "contact_kept AS k"
    if bound:
        more = (
            sa.Column("customer_id", _big(), nullable=False),
            sa.Column("is_primary", sa.Boolean(), nullable=False),
            _reference("contact", "customer_id", "customer"),
        )
        names += ["customer_id", "is_primary"]
        values += ["l.customer_id", "l.is_primary"]
        source += " JOIN contact_links AS l ON l.contact_id = k.id"
    op.create_table(
        "contact",
        *_tracked(),
        *(sa.Column(name, sa.String(), nullable=True) for name in PERSON[3:]),
        *more,
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sqlite_autoincrement=True,
    )
    op.execute(f"INSERT INTO contact ({', '.join(names)}) SELECT {', '.join(values)} FROM {source}")
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'contact'")
    op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('contact', {last})")
    op.drop_table("contact_kept")


def _free_people() -> None:
    """Take the customer out of the row of a person."""
    op.execute(LINKS)
    op.drop_index("uq_contact_primary", "contact")
    op.drop_index("ix_contact_customer_id", "contact")
    if _dialect() == "sqlite":
        _people(bound=False)
    else:
        op.drop_column("contact", "customer_id")
        op.drop_column("contact", "is_primary")


def _link_people() -> None:
    op.execute(LINKED)
    op.drop_table("contact_links")
    op.execute(LINKS_IN_LEDGER.format(json=JSON[_dialect()]))


def _bind_people() -> None:
    """Put a customer back into the row of each person; one that stood at several stays at one."""
    op.execute(LAST_LINKS)
    op.drop_table("customer_contact")
    if _dialect() == "sqlite":
        _people(bound=True)
    else:
        op.execute("DELETE FROM contact WHERE id NOT IN (SELECT contact_id FROM contact_links)")
        op.add_column("contact", sa.Column("customer_id", _big(), nullable=True))
        op.add_column("contact", sa.Column("is_primary", sa.Boolean(), nullable=True))
        op.execute(
            "UPDATE contact SET customer_id = l.customer_id, is_primary = l.is_primary "
            "FROM contact_links AS l WHERE l.contact_id = contact.id"
        )
        for name in ("customer_id", "is_primary"):
            op.alter_column("contact", name, nullable=False)
        name = "fk_contact_customer_id_customer"
        op.create_foreign_key(name, "contact", "customer", ["customer_id"], ["id"])
    op.drop_table("contact_links")
    op.create_index("ix_contact_customer_id", "contact", ["customer_id"])
    primary = ("uq_contact_primary", "contact", ("customer_id",))
    _index(*primary, f"is_primary AND {LIVE}", unique=True)


def _numbers(*columns: sa.schema.SchemaItem) -> None:
    """Make the few ranges of numbers anew, with these columns beside those of old."""
    connection = op.get_bind()
    found = sa.text("SELECT name, prefix, width, next_number FROM number_range ORDER BY name")
    rows = [dict(row) for row in connection.execute(found).mappings()]
    op.drop_table("number_range")
    table = op.create_table(
        "number_range",
        *columns,
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sqlite_autoincrement=True,
    )
    more = {"version": 1} if "version" in table.c else {}
    connection.execute(table.insert(), [row | more for row in rows])


def _fill_picklists() -> None:
    connection, tables = op.get_bind(), sa.MetaData()
    tables.reflect(connection, only=["picklist", "picklist_option"])
    lists, options = tables.tables["picklist"], tables.tables["picklist_option"]
    for (name, label), labels in PICKLISTS.items():
        added = lists.insert().values(name=name, label=label).returning(lists.c.id)
        picklist_id = connection.execute(added).scalar_one()
        for position, choice in enumerate(labels):
            new = {"label": choice, "label_key": choice.lower(), "position": position}
            row = {**new, "picklist_id": picklist_id, "version": 1, "is_retired": False}
            connection.execute(options.insert().values(row))
    terms = sa.select(lists.c.id).where(lists.c.name == "payment_term").scalar_subquery()
    for key, days in DAYS.items():
        term = options.update().where(options.c.picklist_id == terms, options.c.label_key == key)
        connection.execute(term.values(days=days))


def _choose_preferences() -> None:
    """What was one of two words becomes a choice of a list."""
    for word, key in PREFERENCES.items():
        op.execute(
            "UPDATE customer SET communication_preference_id = (SELECT o.id FROM picklist_option "
            "AS o JOIN picklist AS p ON p.id = o.picklist_id WHERE o.label_key = "
            f"'{key}' AND p.name = 'communication_preference') "
            f"WHERE communication_preference = '{word}'"
        )


def _write_words() -> None:
    """What was chosen from a list becomes words again."""
    for word, key in PREFERENCES.items():
        op.execute(
            f"UPDATE customer SET communication_preference = '{word}' WHERE "
            "communication_preference_id IN (SELECT id FROM picklist_option "
            f"WHERE label_key = '{key}')"
        )
    op.execute(
        "UPDATE customer SET area = (SELECT label FROM picklist_option AS o WHERE o.id = area_id)"
    )


def _empty_picklists() -> None:
    for name, _label in PICKLISTS:
        which = f"SELECT id FROM picklist WHERE name = '{name}'"
        op.execute(f"DELETE FROM picklist_option WHERE picklist_id IN ({which})")
        op.execute(f"DELETE FROM picklist WHERE name = '{name}'")


def _choose_areas() -> None:
    """What was typed as an area becomes a choice, alike words the same one."""
    connection = op.get_bind()
    typed = connection.execute(sa.text("SELECT DISTINCT area FROM customer WHERE area <> ''"))
    ids: dict[str, int] = {}
    for words in sorted(typed.scalars()):
        key = fold(words) or words.casefold()
        if key not in ids:
            added = connection.execute(sa.text(NEW_AREA), {"label": words, "key": key})
            ids[key] = added.scalar_one()
        chosen = sa.text("UPDATE customer SET area_id = :id WHERE area = :words")
        connection.execute(chosen, {"id": ids[key], "words": words})


def upgrade() -> None:
    _free_people()
    _columns()
    _tables()
    _link_people()
    _fill_picklists()
    _choose_preferences()
    _choose_areas()
    op.drop_column("customer", "communication_preference")
    op.drop_column("customer", "area")
    op.drop_column("property", "access_notes")
    _numbers(
        *_tracked(),
        sa.PrimaryKeyConstraint("id", name="pk_number_range"),
        sa.UniqueConstraint("name", name="uq_number_range_name"),
    )


def downgrade() -> None:
    _numbers(sa.PrimaryKeyConstraint("name", name="pk_number_range"))
    op.add_column("property", sa.Column("access_notes", sa.String(), nullable=True))
    op.add_column("customer", sa.Column("area", sa.String(), nullable=True))
    op.add_column("customer", sa.Column("communication_preference", sa.String(), nullable=True))
    _write_words()
    for table in ("list_view", "note", "customer_tag"):
        op.drop_table(table)
    op.execute(
        "DELETE FROM change WHERE record_kind IN ('customer_contact', 'customer_tag', 'note')"
    )
    _bind_people()
    for name in FILLED:
        op.drop_index(name, "customer")
    for table, names in TEXTS.items():
        for name in names if table != "contact" or _dialect() != "sqlite" else ():
            op.drop_column(table, name)
    for name in (*FLAGS, *OPTIONS, "credit_limit"):
        op.drop_column("customer", name)
    op.drop_column("address", "access_role_id")
    op.drop_column("picklist_option", "days")
    op.drop_column("picklist_option", "is_retired")
    _empty_picklists()
