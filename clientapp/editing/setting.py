"""Giving a field of many records the same value."""

from typing import Any

from sqlmodel import Session

from clientapp.bulk.kind import BulkKind
from clientapp.bulk.report import HAD_IT, Report, Tally
from clientapp.bulk.selection import Chosen, Selection
from clientapp.bulk.writing import Work, run
from clientapp.editing.options import live_label
from clientapp.editing.picking import problems_of, titles_of
from clientapp.editing.validation import Invalid, Rejected, read_value
from clientapp.field import Field, FieldKind
from clientapp.ledger.recording import Actor
from clientapp.ledger.running import Progress, Transaction
from clientapp.ledger.setting import update_rows
from clientapp.models import Operation

DERIVING_AT_ONCE = 500
"""Records of one transaction, where columns are computed anew for each."""


def set_field(
    transaction: Transaction,
    actor: Actor,
    of: BulkKind,
    selection: Selection,
    expected: int,
    name: str,
    value: Any | None,
    progress: Progress | None = None,
    kind: str = "bulk edit",
) -> Report:
    """Give a field of many records the same value.

    Args:
        of: the kind of the records.
        expected: how many were confirmed.
        value: as its column holds it or as it is typed, such as the id of an option; None or an
            empty text empties the field.
        kind: of the operation.

    Raises:
        Rejected: if the field does not take the value.
        CountChanged: if the selection holds another number.
    """
    field, new = _read(of, name, value)

    def plan(session: Session) -> Work:
        words = "emptied" if new is None else f"set to {_shown(session, field, new)}"
        own = of.record.parts[0]
        deriving = field.stored_as in own.derives

        def write(session: Session, operation: Operation, ids: list[int], tally: Tally) -> None:
            changed = update_rows(session, operation, own.model, ids, {field.stored_as: new})
            if deriving:
                of.record.refresh(session, changed)
            tally.done(words, len(changed))
            tally.left(HAD_IT if new is not None else "empty already", len(ids) - len(changed))

        return Work(
            kind,
            of.listed.kind,
            lambda whom: f"{field.label} {words} on {whom}",
            Chosen(selection, of.listed),
            write,
            expected,
            DERIVING_AT_ONCE if deriving else None,
        )

    return run(transaction, actor, plan, progress)


def set_status(
    transaction: Transaction, actor: Actor, of: BulkKind, record_id: int, status: str
) -> Report:
    """Activate or deactivate one record.

    Raises:
        Rejected: if it is no status.
        CountChanged: if it does not exist or is in Trash.
    """
    one = Selection(ids=(record_id,))
    return set_field(transaction, actor, of, one, 1, "status", status, kind="edit")


def _read(of: BulkKind, name: str, value: Any | None) -> tuple[Field, Any | None]:
    """The field, and the value as its column holds it."""
    if name not in of.settable:
        raise Rejected({name: f"This field cannot be set on many {of.record.plural} at once"})
    field = of.settable[name]
    try:
        new = read_value(field, "" if value is None else str(value))
    except Invalid as problem:
        raise Rejected({name: str(problem)}) from None
    if new is None and field.never_empty:
        raise Rejected({name: f"{field.label} cannot be empty"})
    return field, new


def _shown(session: Session, field: Field, value: Any) -> str:
    """A value in words."""
    if field.kind == FieldKind.RECORD:
        if problems := problems_of(session, [field], {field.name: value}):
            raise Rejected(problems)
        return titles_of(session, [(field.record_kind, value)])[field.record_kind, value]
    if field.kind != FieldKind.OPTION:
        return field.in_words(value)
    label = live_label(session, field.picklist, value)
    if label is None:
        raise Rejected({field.name: f"Choose {field.label.lower()} from the list"})
    return label
