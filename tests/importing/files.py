"""What the tests of the import share: files, and an import from one of them."""

import csv
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlmodel import col, select

from clientapp.customers.importing import CustomerImport
from clientapp.customers.reading import read_values
from clientapp.database import reading, transaction
from clientapp.importing.apply import apply
from clientapp.importing.importable import Importable
from clientapp.importing.judging import Verdict
from clientapp.importing.mapping import parse_map
from clientapp.importing.reader import open_sheet
from clientapp.importing.rehearsal import Import, rehearse
from clientapp.importing.rejects import Rejects
from clientapp.importing.report import Report
from clientapp.ledger.recording import Actor
from clientapp.models import Customer

DATA = Path(__file__).parents[1] / "data"
NORTHWIND = DATA / "northwind_customers.csv"
LITTLE_ROCK = DATA / "little_rock_business_licenses.csv"
LITTLE_ROCK_MAP = ("Business=company_name", "Classification=industry", "Category=category")
ANA = Actor(None, "Ana Reyes", "command line")


def write_file(path: Path, columns: Sequence[str], *rows: Iterable[str]) -> Path:
    """A CSV file of these cells."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def work_on(
    path: Path,
    *column_map: str,
    rejects: Path | None = None,
    kind: Callable[[], Importable] = CustomerImport,
) -> Import:
    """A file as it is about to be imported."""
    importable, sheet = kind(), open_sheet(path)
    matching = importable.match(sheet.columns, parse_map(column_map))
    return Import(importable, sheet, matching, Rejects(sheet, rejects) if rejects else None)


def rehearsed(path: Path, *column_map: str) -> Report:
    """The report of a rehearsal."""
    with reading() as session:
        return rehearse(session, work_on(path, *column_map))


def imported(
    path: Path,
    *column_map: str,
    rejects: Path | None = None,
    kind: Callable[[], Importable] = CustomerImport,
) -> Report:
    """The report of an import."""
    work = work_on(path, *column_map, rejects=rejects, kind=kind)
    if work.rejects is None:
        return apply(transaction, ANA, work, path.name)
    with work.rejects:
        return apply(transaction, ANA, work, path.name)


def counts(report: Report) -> dict[str, int]:
    """The verdicts that occur, with how many rows have them."""
    assert report.rows == report.counts.total()
    return {verdict.value: report.counts[verdict] for verdict in Verdict if report.counts[verdict]}


def customers() -> list[dict[str, Any]]:
    """All customers outside Trash, in the order of their numbers."""
    with reading() as session:
        live = select(Customer.id).where(col(Customer.trashed_at).is_(None))
        ids = [row_id for row_id in session.exec(live) if row_id]
        values = read_values(session, ids).values()
    return sorted(values, key=lambda row: row["number"])


def documents() -> int:
    """How many records the search index holds."""
    with reading() as session:
        return int(session.execute(text("SELECT count(*) FROM customer_search")).scalar_one())
