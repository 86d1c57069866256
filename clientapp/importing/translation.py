"""The cells of a row as values of fields."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any

from clientapp.editing.validation import LONGEST, Invalid, clean_text, read_value
from clientapp.field import Field, FieldKind, Home
from clientapp.importing.dates import read_date
from clientapp.importing.formulas import unguard
from clientapp.importing.importable import Identity, Importable, Values
from clientapp.importing.mapping import Matching
from clientapp.importing.reader import Line

REMEMBERED = 20_000
WORDS = (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.EMAIL, FieldKind.PHONE)
"""Kinds whose values are what is written; those of the others repeat."""


@dataclass(slots=True)
class Row:
    """One row as read: its filled fields, a choice of a picklist by its label, what is put together
    from several fields as it is written, and what is wrong with it already."""

    line: Line
    values: Values
    identity: Identity
    problems: list[str] = field(default_factory=list[str])
    warnings: list[str] = field(default_factory=list[str])


class Doubtful(ValueError):
    """A cell that cannot be read and is left out; the text is a warning."""


class Translation:
    """Reads rows for one kind of record and one matching of columns."""

    def __init__(self, importable: Importable, columns: Iterable[str], matching: Matching) -> None:
        fields = {field.name: field for field in importable.fields}
        self._importable = importable
        self._columns = [
            (at, name, self._reader(fields[name]))
            for at, column in enumerate(columns)
            if (name := matching.fields.get(column))
        ]

    def row(self, line: Line) -> Row:
        """Read one row."""
        values: Values = {}
        problems: list[str] = []
        warnings: list[str] = []
        for at, name, read in self._columns:
            if cell := line.cells[at]:
                try:
                    value = read(cell)
                except Invalid as problem:
                    problems.append(str(problem))
                except Doubtful as doubt:
                    warnings.append(str(doubt))
                else:
                    if value is not None:
                        values[name] = value
        try:
            completed = self._importable.complete(values)
        except Invalid as problem:
            problems.append(str(problem))
            completed = values
        return Row(line, values, self._importable.identify(completed), problems, warnings)

    def _reader(self, field: Field) -> Callable[[str], Any]:
        if field.home == Home.DERIVED:
            return _whole
        if field.kind in WORDS:
            return partial(_text, field)
        return _Remembering(partial(_read, field, self._importable.month_first))


class _Remembering(dict[str, Any]):
    """The values of cells that many rows repeat."""

    def __init__(self, read: Callable[[str], Any]) -> None:
        super().__init__()
        self._read = read

    def __call__(self, cell: str) -> Any:
        return self[cell]

    def __missing__(self, cell: str) -> Any:
        if len(self) > REMEMBERED:
            self.clear()
        value = self[cell] = self._read(cell)
        return value


def _whole(cell: str) -> str | None:
    """What is put together from several fields: as long as they are together, in one line."""
    text = clean_text(unguard(cell))
    return " ".join(text.split("\n")) if text else None


def _text(field: Field, cell: str) -> Any:
    plain = cell.isascii() and cell.isprintable() and len(cell) <= LONGEST
    if plain and cell[0] not in " '" and cell[-1] != " ":
        return cell
    return _read(field, False, cell)


def _read(field: Field, month_first: bool, cell: str) -> Any:
    text = unguard(cell)
    try:
        if field.kind == FieldKind.DATE:
            return _date(text, month_first)
        if field.kind in (FieldKind.OPTION, FieldKind.RECORD):
            return _label(text)
        return read_value(field, text)
    except (Invalid, Doubtful) as problem:
        raise type(problem)(f"{field.label}: {problem}") from None


def _label(cell: str) -> str | None:
    text = clean_text(cell)
    if text is not None and len(text) > LONGEST:
        raise Invalid(f"At most {LONGEST:,} characters; this has {len(text):,}")
    return " ".join(text.split()) if text else None


def _date(cell: str, month_first: bool) -> Any:
    text = clean_text(cell)
    if text is None:
        return None
    found = read_date(text, month_first=month_first, today=datetime.now(UTC).date())
    if found is None:
        raise Doubtful("not a date, left out")
    return found
