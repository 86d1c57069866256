"""What a choice and a form of numbers are to the verbs: their changes stand in the ledger, among
the operations, and can be undone."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from clientapp import routes
from clientapp.field import Field, FieldKind
from clientapp.models import NumberRange, Picklist, PicklistOption
from clientapp.picklists.colours import COLOURS
from clientapp.picklists.references import in_use
from clientapp.record import Part, Record, Telling, Unique

KIND = "picklist_option"
NUMBERS_KIND = "number_range"


def _titles(session: Session, ids: Collection[int]) -> dict[int, str]:
    """Choices with their lists, such as "Hotel (Industry)"."""
    named = select(PicklistOption.id, PicklistOption.label, Picklist.label).join(
        Picklist, col(Picklist.id) == PicklistOption.picklist_id
    )
    found = session.exec(named.where(col(PicklistOption.id).in_(ids)))
    return {row or 0: f"{label} ({picklist})" for row, label, picklist in found}


def _number_titles(session: Session, ids: Collection[int]) -> dict[int, str]:
    found = session.exec(
        select(NumberRange.id, NumberRange.name).where(col(NumberRange.id).in_(ids))
    )
    return {row or 0: f"{name.capitalize()} numbers" for row, name in found}


PICKLIST_OPTION = Record(
    kind=KIND,
    label="choice",
    plural="choices",
    fields=(
        Field("label", "Name"),
        Field("code", "Code"),
        Field("days", "Days", FieldKind.NUMBER),
        Field("rate", "Rate in percent", FieldKind.NUMBER),
        Field("colour", "Colour", FieldKind.CHOICE, choices=COLOURS),
        Field("is_retired", "Retired", FieldKind.FLAG),
        Field("position", "Place in the list", FieldKind.NUMBER),
    ),
    parts=(
        Part(
            KIND,
            PicklistOption,
            about_kind=KIND,
            telling=Telling("Choice", lambda values: values["label"]),
            in_use=in_use(),
            unique=(
                Unique(("picklist_id", "label_key"), "the choice is there again"),
                Unique(("picklist_id", "code"), "another choice has the code"),
            ),
            together=frozenset({"label", "label_key"}),
        ),
    ),
    titles=_titles,
    url=routes.option,
    in_trash=False,
)

NUMBERS = Record(
    kind=NUMBERS_KIND,
    label="form of numbers",
    plural="forms of numbers",
    fields=(Field("prefix", "Prefix"), Field("width", "Digits", FieldKind.NUMBER)),
    parts=(Part(NUMBERS_KIND, NumberRange, about_kind=NUMBERS_KIND),),
    titles=_number_titles,
    url=routes.number_format,
    in_trash=False,
)
