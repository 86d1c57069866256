"""Fill the floor's table: generated customers, then the indexes, then the search index."""

import random
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from .floor.table import connect


def words(text: str, between: str | None = None) -> list[str]:
    """The words of a text."""
    return text.split(between)


FIRST = words("James Mary Robert Patricia John Jennifer Michael Linda David Elizabeth Ana José")
LAST = words(
    "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez "
    "Gonzalez Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris "
    "Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill "
    "Flores Green Adams Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts"
)
ENDINGS = words("Heating Plumbing Electric Roofing Properties Dental Bakery Motors Farms Holdings")
SYLLABLES = words("ba ke lo mi nu ra so ti va we xan yor zel dor fen gar hol jun kel lam")
PLACES = words("Little Rock|Conway|Benton|Cabot|Jacksonville|Sherwood|Bryant|Maumelle", "|")
INDUSTRIES = words("Retail|Construction|Food|Health|Transport|Finance|Education", "|")
CATEGORIES = words("Standard|Key account|Contract|Prospect", "|")

TABLE = """
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE NOT NULL, kind TEXT,
  industry TEXT, category TEXT, phone TEXT, place TEXT, status TEXT);
"""
INDEXES = """
CREATE INDEX customer_by_name ON customer (name, id);
CREATE INDEX customer_by_kind ON customer (kind, name, id);
CREATE INDEX customer_by_industry ON customer (industry, name, id, category, place);
CREATE INDEX customer_by_status ON customer (status, kind);
CREATE VIRTUAL TABLE customer_search USING fts5(name, phone, place, content='customer',
  content_rowid='id', tokenize='trigram remove_diacritics 1');
INSERT INTO customer_search(customer_search) VALUES ('rebuild');
CREATE TRIGGER customer_updated AFTER UPDATE OF name, phone, place ON customer BEGIN
  INSERT INTO customer_search(customer_search, rowid, name, phone, place)
    VALUES ('delete', old.id, old.name, old.phone, old.place);
  INSERT INTO customer_search(rowid, name, phone, place)
    VALUES (new.id, new.name, new.phone, new.place);
END;
CREATE TRIGGER customer_deleted AFTER DELETE ON customer BEGIN
  INSERT INTO customer_search(customer_search, rowid, name, phone, place)
    VALUES ('delete', old.id, old.name, old.phone, old.place);
END;
ANALYZE;
"""


def generated(count: int) -> Iterator[tuple[str, ...]]:
    """This many customers, the same ones every time; rarer surnames are made of syllables."""
    luck = random.Random(13)
    for number in range(count):
        surname = luck.choice(LAST) if luck.random() < 0.4 else _coined(luck)
        commercial = luck.random() < 0.6
        name = (
            f"{surname} {_coined(luck)} {luck.choice(ENDINGS)}"
            if commercial
            else f"{luck.choice(FIRST)} {surname}"
        )
        yield (
            name,
            "commercial" if commercial else "residential",
            luck.choice(INDUSTRIES),
            luck.choice(CATEGORIES),
            f"501-{number // 10_000 % 1000:03d}-{number % 10_000:04d}",
            luck.choice(PLACES),
            "active" if luck.random() < 0.9 else "inactive",
        )


def _coined(luck: random.Random) -> str:
    return "".join(luck.choice(SYLLABLES) for _ in range(3)).title()


def customers_of(path: Path) -> Iterator[tuple[str, ...]]:
    """The customers of a Clientapp database (SQLite), so that both list and find the same."""
    with closing(connect(str(path))) as connection:
        yield from connection.execute(
            "SELECT customer.display_name, customer.kind, coalesce(industry.label, ''),"
            " coalesce(category.label, ''), coalesce(customer.phone, ''),"
            " coalesce(address.city, ''), customer.status FROM customer"
            " LEFT JOIN picklist_option AS industry ON industry.id = customer.industry_id"
            " LEFT JOIN picklist_option AS category ON category.id = customer.category_id"
            " LEFT JOIN customer_address AS link ON link.customer_id = customer.id"
            " AND link.is_billing LEFT JOIN address ON address.id = link.address_id"
            " WHERE customer.trashed_at IS NULL ORDER BY customer.id"
        )


def surnames(path: Path, count: int) -> list[str]:
    """The last names of this many customers of a filled floor, drawn by chance: the same ones
    every time, frequent names more often than rare ones, none twice."""
    with closing(connect(str(path))) as connection:
        found = connection.execute(
            "SELECT name FROM customer WHERE kind = 'residential' ORDER BY id LIMIT 20000"
        )
        names = [name.split()[-1] for (name,) in found if name]
    random.Random(7).shuffle(names)
    plain = [name for name in dict.fromkeys(names) if re.fullmatch("[A-Za-z]{4,}", name)]
    return plain[:count]


def segments(path: Path, count: int) -> list[tuple[str, str, str]]:
    """The industry, category and place that most customers share: this many, largest first."""
    with closing(connect(str(path))) as connection:
        return connection.execute(
            "SELECT industry, category, place FROM customer"
            " WHERE industry <> '' AND category <> '' AND place <> ''"
            " GROUP BY industry, category, place ORDER BY count(*) DESC, industry, place LIMIT ?",
            [count],
        ).fetchall()


def fill(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """A new database at this path with these rows (all columns but the id)."""
    unfinished = path.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    connection = connect(str(unfinished))
    connection.executescript(TABLE)
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO customer VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.execute("COMMIT")
    connection.executescript(INDEXES)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    unfinished.rename(path)
