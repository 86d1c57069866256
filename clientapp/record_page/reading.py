"""One record as its page shows it."""

from dataclasses import dataclass

from sqlmodel import Session

from clientapp.editing.picking import record_texts
from clientapp.editing.validation import shown_value
from clientapp.field import FieldKind
from clientapp.listing.sources import Sources
from clientapp.models import Status
from clientapp.record_page.editable import Editable, Values


@dataclass(frozen=True)
class RecordRead:
    """A record as it is stored, or as the form of a new one starts, whose id and version are 0.

    Attributes:
        number: empty for a kind that has none.
        active: also of a kind that has no status.
        texts: what the inputs of the form hold, by field name.
        values: what is stored, by field name, as `Editable.read_values` gives it.
    """

    id: int
    version: int
    name: str
    number: str
    active: bool
    in_trash: bool
    texts: dict[str, str]
    values: Values


def read_record(session: Session, editable: Editable, record_id: int) -> RecordRead | None:
    """One record, or None if there is no such."""
    values = editable.read_values(session, [record_id]).get(record_id)
    if values is None:
        return None
    texts = {name: shown_value(values[name]) for name in editable.field}
    return RecordRead(
        id=record_id,
        version=values["version"],
        name=values["display_name"],
        number=values.get("number") or "",
        active=values.get("status", Status.ACTIVE) == Status.ACTIVE,
        in_trash=values["trashed_at"] is not None,
        texts=texts | record_texts(session, editable.form_fields, values),
        values=values,
    )


def new_record(editable: Editable) -> RecordRead:
    """What the form of a new record starts with: "No" for every flag, else nothing but what the
    kind says."""
    texts = {
        each.name: shown_value(False if each.kind == FieldKind.FLAG else None)
        for each in editable.form_fields
    }
    name = f"New {editable.record.label}"
    return RecordRead(0, 0, name, "", True, False, texts | dict(editable.starts_with), {})


def filled(
    session: Session, editable: Editable, sources: Sources, record_id: int
) -> list[tuple[str, str]]:
    """The labels and the words of what the form of a record holds, but for the name that stands
    above it, and what is empty."""
    names = [name for name in editable.field if name != "name"]
    told = sources.texts(session, [record_id], names)[record_id]
    return [(editable.field[name].label, text) for name, text in told.items() if text]
