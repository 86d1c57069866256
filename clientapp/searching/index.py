"""The search index: a table of documents under trigrams, FTS5 on SQLite, pg_trgm on PostgreSQL.

`name` is the table ("customer_search"), which the migration creates. It holds a document for
each live record and none for those in Trash, so that a count needs no other table.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, String, and_, column, func, literal_column, or_, select, table, text
from sqlmodel import Session

from clientapp.searching.query import pattern

BATCH = 500
LAST = 4
"""The last digits of a phone, which tell it from others."""

Terms = Iterable[str]


def add(session: Session, name: str, documents: Iterable[tuple[int, str]]) -> None:
    """Add the documents of ids that are new to the index: the fast way, for many rows."""
    rows = list(documents)
    if not rows:
        return
    connection = session.connection()
    if _is_sqlite(session):
        connection.exec_driver_sql(f"INSERT INTO {name}(rowid, document) VALUES (?, ?)", rows)
        return
    ids, texts = map(list, zip(*rows, strict=True))
    connection.exec_driver_sql(
        f"INSERT INTO {name}(id, document) SELECT * FROM unnest(%s::bigint[], %s::text[])",
        (ids, texts),
    )


def write(session: Session, name: str, documents: Mapping[int, str]) -> None:
    """Make these the documents of their ids; those that are so already are left alone."""
    stored = _stored(session, name, documents)
    changed = {key: value for key, value in documents.items() if stored.get(key) != value}
    remove(session, name, changed.keys() & stored.keys())
    add(session, name, changed.items())


def renew(session: Session, name: str, ids: Collection[int], documents: Mapping[int, str]) -> None:
    """Make these the documents of those of the ids that have one; the others leave the index."""
    remove(session, name, [row_id for row_id in ids if row_id not in documents])
    write(session, name, documents)


def remove(session: Session, name: str, ids: Collection[int]) -> None:
    """Take ids out of the index, as far as they are in it."""
    if not ids:
        return
    connection = session.connection()
    if _is_sqlite(session):
        rows = [(key,) for key in ids]
        connection.exec_driver_sql(f"DELETE FROM {name} WHERE rowid = ?", rows)
        return
    connection.exec_driver_sql(f"DELETE FROM {name} WHERE id = ANY(%s)", (list(ids),))


def matching(dialect: str, name: str, terms: Terms) -> Select[int]:
    """The ids of the documents in which every term occurs, for `Record.id.in_(…)` and the like.

    Raises:
        ValueError: without a term, since that would mean every record.
    """
    return holding(dialect, name, [[pattern(term)] for term in terms])


def holding(dialect: str, name: str, patterns: Sequence[Sequence[str]]) -> Select[int]:
    """The ids of the documents that hold of each sequence of patterns (`query.pattern`) at least
    one.

    Raises:
        ValueError: without a pattern, since that would mean every record.
    """
    if not patterns:
        raise ValueError("matching needs at least one term")
    if dialect == "sqlite":
        index = table(name, column("rowid"))
        some = (" OR ".join(f'"{each}"' for each in either) for either in patterns)
        phrases = " AND ".join(f"({each})" for each in some)
        found = select(index.c.rowid.label("id"))
        return found.where(literal_column(name).bool_op("MATCH")(phrases))
    index = table(name, column("id"), column("document"))
    held = (or_(*(index.c.document.like(f"%{each}%") for each in either)) for either in patterns)
    return select(index.c.id).where(and_(*held))


def holding_run(dialect: str, name: str, run: str) -> Select[int]:
    """The ids of the documents that hold a run of digits.

    The first digits of a phone stand in most documents, and SQLite reads all that is known of each
    three of them; only the last four are looked up, and the rest compared.
    """
    if dialect != "sqlite" or len(run) <= LAST:
        return holding(dialect, name, [[pattern(run)]])
    text = column("document", String)
    return holding(dialect, name, [[run[-LAST:]]]).where(func.instr(text, run) > 0)


def count(session: Session, name: str, terms: Terms, at_most: int | None = None) -> int:
    """How many documents match; counting ends at `at_most`, where that is enough to know."""
    found = matching(session.get_bind().dialect.name, name, terms).limit(at_most).subquery()
    return session.connection().execute(select(func.count()).select_from(found)).scalar_one()


def begin_bulk(session: Session, name: str) -> None:
    """Let SQLite leave what many `add`s write in pieces: half the time. `gather` puts it right.

    Searches find everything meanwhile, and lose little speed should `gather` never follow.
    """
    if _is_sqlite(session):
        _configure(session, name, automerge=0, crisismerge=64)


def gather(session: Session, name: str) -> bool:
    """Merge some of the pieces that a bulk left, in about 50 ms; whether there is more to do."""
    connection = session.connection()
    if not _is_sqlite(session):
        connection.execute(text(f"SELECT gin_clean_pending_list('ix_{name}_document')"))
        return False
    changes = text("SELECT total_changes()")
    before = connection.execute(changes).scalar_one()
    _configure(session, name, merge=300)
    if connection.execute(changes).scalar_one() - before >= 2:
        return True
    _configure(session, name, automerge=4, crisismerge=16)  # as SQLite has them by itself
    return False


def _configure(session: Session, name: str, **options: int) -> None:
    connection = session.connection()
    for option, value in options.items():
        connection.exec_driver_sql(
            f"INSERT INTO {name}({name}, rank) VALUES (?, ?)", (option, value)
        )


def _stored(session: Session, name: str, ids: Collection[int]) -> dict[int, str]:
    key = "rowid" if _is_sqlite(session) else "id"
    index: Any = table(name, column(key), column("document"))
    found: dict[int, str] = {}
    asked = list(ids)
    for start in range(0, len(asked), BATCH):
        some = index.c[key].in_(asked[start : start + BATCH])
        rows: Any = session.connection().execute(select(index).where(some))
        found.update(rows.all())  # a result has keys() and yet is no mapping
    return found


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
