"""The choices of picklists for an import of any kind of record."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from clientapp.field import Field
from clientapp.importing.importable import Option
from clientapp.ledger.recording import update_row
from clientapp.models import Operation, Picklist, PicklistOption
from clientapp.picklists.commands import add_options, label_key


class PicklistChoices:
    """The half of an `Importable` that knows choices: all its fields choose from picklists."""

    fields: Sequence[Field]

    words: Mapping[tuple[str, str], str] = MappingProxyType({})
    """What files call a choice instead of a code, by picklist and folded label."""

    def choices(self, session: Session) -> dict[str, list[Option]]:
        """All options by picklist, retired ones too, since records may have them."""
        names = {field.picklist for field in self.fields if field.picklist}
        options: dict[str, list[Option]] = {name: [] for name in names}
        columns: Any = (Picklist.name, PicklistOption.id, PicklistOption.label, PicklistOption.code)
        some = (
            select(*columns)
            .join(PicklistOption, col(PicklistOption.picklist_id) == Picklist.id)
            .where(col(Picklist.name).in_(names), col(PicklistOption.trashed_at).is_(None))
        )
        rows: Any = session.connection().execute(some)
        for name, row_id, label, code in rows:
            word = self.words.get((name, label_key(label)))
            options[name].append(Option(row_id, label, code or word))
        return options

    def choice_key(self, label: str) -> str:
        """The folded label."""
        return label_key(label)

    def add_choices(
        self,
        session: Session,
        operation: Operation,
        picklist: str,
        labels: Mapping[str, str | None],
    ) -> dict[str, int]:
        """Add options to a picklist, with their codes."""
        ids = add_options(session, operation, picklist, labels)
        for label, code in labels.items():
            if code:
                option = ids[label_key(label)]
                update_row(session, operation, PicklistOption, option, {"code": code})
        return ids
