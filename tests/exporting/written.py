"""Records with hostile texts, as hypothesis draws them, written into a database."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import Session

from clientapp.cli.kinds import KINDS, Kind
from clientapp.customers.commands import add_customers
from clientapp.customers.rules import together, with_defaults
from clientapp.database import transaction
from clientapp.editing.validation import LONGEST, clean_text, read_value
from clientapp.field import Field, FieldKind, Home
from clientapp.formatting import WEEK
from clientapp.ledger.recording import begin, finish, update_row
from clientapp.models import Operation, PicklistOption
from clientapp.organizations import rules
from clientapp.organizations.commands import add_organizations
from clientapp.picklists.commands import add_options, label_key
from clientapp.picklists.queries import ids_by_key
from clientapp.properties.commands import add_properties
from tests.importing.files import ANA

HOSTILE = (
    *("007", "00501", "1e5", "1.0", "TRUE", "2021-01-01", "(501) 555-0102"),
    *("=1+1", "+44 20 7946 0958", "-1", "@SUM(A1)", "\t=1", "%x", "|x|", "＝1", "＠x"),
    *("'", "'=1", "''=1", "'t Hart", "'N/A", "''NULL"),
    *("NULL", "null", "NA", "N/A", "#N/A", " N/A ", "n/a", "None", "nan"),
    *('"', '""', 'a"b', '"a","b"', "a,b;c|d\te", "';'x';'", "sep=;", "a\nb", "a\r\nb\n\nc"),
    *("\0a", "a\x07b", "e\0\u0301", "\ufeffx", "\u2028x\u2029y", "a\ufffeb", "a\u200bb"),
    *("é", "e\u0301", "山田", "😀", "ﬁ", "Å", "\u202eabc", "  spaced  ", "\u00a0x\u00a0"),
    *("<r>x</r>", "<b>&amp;</b>", "_x0041_", "_x000D_", "\\n", "\\", "{}", "%s"),
    *("x" * LONGEST, "é" * LONGEST, "😀" * LONGEST),
)
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)

TYPED: Mapping[FieldKind, st.SearchStrategy[str]] = {
    FieldKind.LONG_TEXT: TEXTS | st.lists(TEXTS, max_size=8).map("\n".join),
    FieldKind.EMAIL: st.sampled_from(["a@example.com", "+b@example.com", "ü@example.org"]),
    FieldKind.DATE: st.dates(min_value=date(1, 1, 1)).map(str),
    FieldKind.TIME: st.times().map("{:%H:%M}".format),
    FieldKind.DAYS: st.sets(st.sampled_from(WEEK), min_size=1).map(",".join),
    FieldKind.MONEY: st.decimals(0, 10**12 - 1, places=2).map(str),
    FieldKind.FLAG: st.sampled_from(["yes", "no"]),
}
"""What is typed into a field, by its kind; hostile texts into those of the other kinds."""

CODES = ("007", "=1", "N/A", "a,b", "'x")
"""The codes of new categories, in turn."""


def typed(field: Field) -> st.SearchStrategy[str]:
    """What is typed into a field."""
    if field.kind == FieldKind.NUMBER:
        return st.floats(field.lowest, field.highest, allow_nan=False, allow_infinity=False).map(
            str
        )
    if field.kind == FieldKind.CHOICE:
        return st.sampled_from([value for value, _label in field.choices])
    return TYPED.get(field.kind, TEXTS)


@dataclass(frozen=True)
class Written:
    """A kind of record that is drawn and written.

    Attributes:
        known: how it is exported and imported.
        own: what each has for itself, so that no two of them are the same one.
        add: adds records in an open operation.
        refused: the names of values that are not written beside the others.
    """

    known: Kind
    own: tuple[str, ...]
    add: Callable[[Session, Operation, Sequence[Mapping[str, Any]]], Any]
    refused: Callable[[Mapping[str, Any]], Collection[str]] = lambda _values: ()

    @cached_property
    def fields(self) -> dict[str, Field]:
        """The fields that are typed, by name."""
        return {
            field.name: field
            for field in self.known.exported.fields
            if field.home not in (Home.SYSTEM, Home.DERIVED) and field.kind != FieldKind.RECORD
        }

    @cached_property
    def drawn(self) -> st.SearchStrategy[list[dict[str, str]]]:
        """What is typed of some records, by field name."""
        all_of_them = {name: typed(field) for name, field in self.fields.items()}
        must = {name: all_of_them.pop(name) for name in self.own}
        return st.lists(st.fixed_dictionaries(must, optional=all_of_them), min_size=1, max_size=8)


def _customers(session: Session, operation: Operation, rows: Sequence[Mapping[str, Any]]) -> None:
    add_customers(session, operation, [with_defaults(values) for values in rows])


def _organizations(
    session: Session, operation: Operation, rows: Sequence[Mapping[str, Any]]
) -> None:
    add_organizations(session, operation, [rules.with_defaults(values) for values in rows])


CUSTOMERS = Written(
    KINDS["customers"](),
    ("company_name", "last_name", "external_id"),
    _customers,
    lambda values: together(values, values),
)
ORGANIZATIONS = Written(KINDS["organizations"](), ("name", "external_id"), _organizations)
PROPERTIES = Written(KINDS["properties"](), ("name", "external_id"), add_properties)


def write(records: Sequence[Mapping[str, str]], kind: Written = CUSTOMERS) -> None:
    """Write records, and the choices that they name, in one operation."""
    read = [_read(kind, number, each) for number, each in enumerate(records)]
    with transaction() as session:
        record_kind = kind.known.exported.listed.kind
        operation = begin(session, ANA, "import", "Import of list.csv", record_kind=record_kind)
        for field in kind.fields.values():
            if field.kind == FieldKind.OPTION:
                _choose(session, operation, field, read)
        kind.add(session, operation, read)
        finish(session, operation)


def _read(kind: Written, number: int, entered: Mapping[str, str]) -> dict[str, Any]:
    """What the fields make of what was typed; an option stays a label."""
    own = {name: f"{entered[name][:900]} {number}" for name in kind.own}
    typed_in = {**entered, **own}
    values = {name: _value(kind.fields[name], each) for name, each in typed_in.items()}
    refused = kind.refused(values)
    return {name: value for name, value in values.items() if name not in refused}


def _value(field: Field, entered: str) -> Any:
    if field.kind == FieldKind.OPTION:
        return " ".join((clean_text(entered) or "").split()) or None
    return read_value(field, entered)


def _choose(
    session: Session, operation: Operation, field: Field, records: Sequence[dict[str, Any]]
) -> None:
    """Put the ids of options, added where they are new, in the place of their labels."""
    named = [values for values in records if values.get(field.name)]
    labels = {label_key(values[field.name]): values[field.name] for values in named}
    ids = ids_by_key(session).get(field.picklist, {})
    new = {key: label for key, label in labels.items() if key not in ids}
    if new:
        ids = ids | add_options(session, operation, field.picklist, new.values())
    if field.name == "category":
        for key, code in zip(new, CODES, strict=False):
            update_row(session, operation, PicklistOption, ids[key], {"code": code})
    for values in named:
        values[field.name] = ids[label_key(values[field.name])]


TABLES = ("change", "operation", "customer_address", "customer_contact", "customer", "property")
TABLES += ("organization", "address", "contact")
TABLES += ("customer_search", "organization_search", "property_search")


def clear() -> None:
    """Take everything out of the database but the choices that it came with."""
    with transaction() as session:
        for table in TABLES:
            session.execute(text(f"DELETE FROM {table}"))
        session.execute(text("DELETE FROM picklist_option WHERE position >= 1000"))
