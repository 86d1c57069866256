"""What changes did, in the words of the history of a record."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from sqlmodel import Session

from clientapp.field import Field, FieldKind
from clientapp.formatting import days_label, money_label
from clientapp.ledger.as_of import Key, Row, rows_now, rows_of, step_back
from clientapp.ledger.changed import PART_OF_HOME, FieldsOf
from clientapp.ledger.merges import together
from clientapp.models import Action, Change, Operation
from clientapp.record import Part, Telling, registry
from clientapp.settings import settings

Document = dict[str, Any]
Names = Mapping[int | Key, str]
"""The labels of options by their ids, and the titles of records by kind and id."""

Documents = dict[int, tuple[Document, Document]]

MOVES = (Action.TRASH, Action.RESTORE)
WHOLE = (Action.CREATE, *MOVES)
CAME_OR_WENT = {Action.CREATE: "added", Action.TRASH: "deleted", Action.RESTORE: "restored"}
"""What became of a row that no link leads to."""


class Line(NamedTuple):
    """What an operation did to one field, such as "Category from Standard to VIP", or to the
    whole record, such as "Moved to Trash".

    `change_id` and `field` (its name) say what `putting_back.put_back` can put back by itself; 0
    and "" where it cannot. A field of a part is named with it: "contact.phone".
    """

    text: str
    change_id: int = 0
    field: str = ""


class Told(NamedTuple):
    """What lines are made of.

    Attributes:
        documents: what each change made of which values, by its id. A part that came from or went
            to Trash brought or took all its values, which its row holds.
        titles: what rows of parts are called, by their keys; those of links, what they lead to.
        linked: the rows that links lead to.
    """

    documents: Documents
    titles: dict[Key, str]
    linked: dict[Key, Key]


def gather(session: Session, kind: str, newest_first: list[Change]) -> Told:
    """Read what the lines of changes need besides them, in a statement for each part."""
    documents: Documents = {c.id or 0: (c.before or {}, c.after or {}) for c in newest_first}
    of_parts = [change for change in newest_first if change.record_kind != kind]
    if not of_parts:
        return Told(documents, {}, {})
    rows = rows_now(session, of_parts)
    linked = {key: to for key, row in rows.items() if (to := _leads_to(kind, key, row))}
    wanted: dict[str, set[int]] = {}
    for to_kind, to_id in linked.values():
        if (to_kind, to_id) not in rows:
            wanted.setdefault(to_kind, set()).add(to_id)
    records = {to_kind: ids for to_kind, ids in wanted.items() if _is_told(to_kind)}
    parts = {to_kind: ids for to_kind, ids in wanted.items() if to_kind not in records}
    known = rows | rows_of(session, parts)
    titles = {key: _title(kind, key, row) for key, row in known.items()}
    for to_kind, ids in records.items():
        named = registry.records[to_kind].titles(session, ids)
        titles |= {(to_kind, to_id): title for to_id, title in named.items()}
    titles |= {key: titles.get(to, "") for key, to in linked.items()}
    for change in newest_first:
        row = rows.get((change.record_kind, change.record_id))
        if row and change.action in MOVES:
            held = {name: value for name, value in row.values.items() if value is not None}
            gone = change.action == Action.TRASH
            documents[change.id or 0] = (held, dict.fromkeys(held)) if gone else ({}, held)
        step_back(rows, change)
    return Told(documents, titles, linked)


def _leads_to(kind: str, key: Key, row: Row) -> Key | None:
    telling = registry.parts[key[0]].told_at(kind)
    return (telling.links, row.values[telling.column]) if telling and telling.links else None


def _is_told(kind: str) -> bool:
    """Whether rows of a kind are records that say themselves what they are called."""
    return kind in registry.records and registry.parts[kind].telling is None


def _title(kind: str, key: Key, row: Row) -> str:
    telling = registry.parts[key[0]].told_at(kind)
    return telling.title(row.values) if telling else ""


class Words:
    """The lines of changes about records of one kind."""

    def __init__(self, kind: str, told: Told, names: Names) -> None:
        self.kind = kind
        self.told = told
        self.names = names

    def lines(
        self, operation: Operation, changes: list[Change], named: FieldsOf
    ) -> tuple[Line, ...]:
        """What an operation did to one record.

        Args:
            changes: those about the record, in their order.
            named: the fields of the record.
        """
        whole = {change.action for change in changes if change.record_kind == self.kind}
        for action, words in (
            (Action.CREATE, _created(operation)),
            (Action.TRASH, merged_into(operation) or "Moved to Trash"),
            (Action.RESTORE, "Restored from Trash"),
        ):
            if action in whole:
                return (Line(words),)
        held = {(PART_OF_HOME[home], row_id) for home, row_id in named.held.items() if row_id}
        by_fields = held & {(c.record_kind, c.record_id) for c in changes if c.action in WHOLE}
        merged = (Line(merged_with(operation)),) if Action.MERGE in whole else ()
        return merged + tuple(
            line
            for change in changes
            if not (merged and self._goes_over(change))
            for line in self._change(change, named, by_fields)
        )

    def _goes_over(self, change: Change) -> bool:
        """Whether a row went from one record of this kind to another."""
        holder = registry.parts[change.record_kind].holders.get(self.kind, "")
        return change.action == Action.UPDATE and holder in (change.before or {})

    def _change(self, change: Change, named: FieldsOf, by_fields: set[Key]) -> Iterable[Line]:
        """The lines of one change.

        Args:
            by_fields: rows that came with all their fields; they are told by these alone.
        """
        key = (change.record_kind, change.record_id)
        part = registry.parts[change.record_kind]
        telling = part.told_at(self.kind)
        if telling and change.action == Action.LOOK:
            yield Line(telling.seen.format(self.told.titles.get(key) or telling.label))
            return
        if telling and self._goes_over(change):
            here = (change.after or {})[part.holders[self.kind]] == change.about_id
            title = " ".join(filter(None, (telling.label, self.told.titles.get(key))))
            yield Line(f"{title} {'came from' if here else 'went to'} a merged {self.kind}")
            return
        if telling and telling.links and self.told.linked.get(key) not in by_fields:
            yield from self._link(change, part, telling)
        if telling and telling.alone and change.action in CAME_OR_WENT:
            what = CAME_OR_WENT[Action(change.action)]
            yield Line(f"{telling.label} {what}: {self.told.titles.get(key, 'gone for good')}")
        if change.action in WHOLE and not part.is_record and key not in by_fields:
            return
        before, after = self.told.documents[change.id or 0]
        for column, value in after.items():
            if fields := named.of(change, column):
                text = self._text(fields[0], fields[0].label, before.get(column), value)
                puts_back = change.action not in MOVES and not fields[0].read_only
                yield Line(text, change.id or 0, fields[0].name) if puts_back else Line(text)
            elif telling and column in telling.untold:
                yield Line(f"{self.told.titles.get(key) or telling.label} changed")
            elif telling and (field := telling.field(column)):
                title = " ".join(filter(None, (telling.label, self.told.titles.get(key))))
                text = (
                    f"{title}: {self._text(field, telling.words(field), before.get(column), value)}"
                )
                name = f"{part.kind}.{field.name}"
                yield Line(text) if change.action in MOVES else Line(text, change.id or 0, name)

    def _link(self, change: Change, part: Part, telling: Telling) -> Iterable[Line]:
        """What became of a link: "Contact Kelly Brandt added", "Primary contact is now …"."""
        title = self.told.titles.get((change.record_kind, change.record_id), "")
        if change.action in (*WHOLE, Action.PURGE):
            came = change.action in (Action.CREATE, Action.RESTORE)
            yield Line(f"{telling.label} {title} {'added' if came else 'removed'}")
        _before, after = self.told.documents[change.id or 0]
        single = {unique.only for unique in part.unique}
        for column, gained, lost in telling.ticks:
            if change.action in WHOLE and not (column in single and after.get(column)):
                continue
            words = (gained if after[column] else lost) if column in after else ""
            if words:
                yield Line(words.format(title))

    def _text(self, field: Field, label: str, before: Any, after: Any) -> str:
        was, now = (shown(field, each, self.names) for each in (before, after))
        if was and now:
            return f"{label} from {was} to {now}"
        return f"{label} set to {now}" if now else f"{label} emptied, was {was}"


def merged_into(operation: Operation) -> str:
    """What a merge did to a record that went: "Merged into Ford Street Market"; "" of any other
    operation."""
    into = operation.details.get("into")
    return f"Merged into {into}" if into else ""


def merged_with(operation: Operation) -> str:
    """What a merge did to the record that stayed: "Merged with Ford St Market: 2 contacts"."""
    names = together(operation.details["names"])
    moved = parts_counted(operation.details["moved"], operation.record_kind)
    return f"Merged with {names}: {moved}" if moved else f"Merged with {names}"


def parts_counted(counts: Mapping[str, int], kind: str = "customer") -> str:
    """Numbers of rows of records of a kind, by the kinds of their parts, in words: "2 contacts, 1
    address"."""
    parts = (part for part in registry.parts.values() if counts.get(part.kind))
    told = ((part.told_at(kind), counts[part.kind]) for part in parts)
    return ", ".join(telling.counted(count) for telling, count in told if telling)


def _created(operation: Operation) -> str:
    """How a record came: by itself, or with many others by an import."""
    if operation.kind == "create":
        return "Created"
    return f"Created by {lowered(operation.label)}"


def lowered(label: str) -> str:
    """A label within a sentence."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def shown(field: Field, value: Any, names: Names) -> str:
    """A value as people read it, empty where there is none."""
    if value is None:
        return ""
    match field.kind:
        case FieldKind.OPTION:
            return names.get(value, f"a removed choice ({value})")
        case FieldKind.RECORD:
            label = registry.records[field.record_kind].label
            return names.get((field.record_kind, value), f"a deleted {label} ({value})")
        case FieldKind.FLAG:
            return "Yes" if value else "No"
        case FieldKind.MONEY:
            return money_label(Decimal(str(value)), settings().currency)
        case FieldKind.DAYS:
            return days_label(value)
        case _:
            return field.choice_label(str(value))


class Named(NamedTuple):
    """What the lines of changes name: the ids of options, and of records by their kinds."""

    options: set[int]
    records: dict[str, set[int]]

    def titles(self, session: Session) -> dict[Key, str]:
        """What the records are called, by kind and id; those that were purged are left out."""
        return {
            (kind, row_id): title
            for kind, ids in self.records.items()
            for row_id, title in registry.records[kind].titles(session, ids).items()
        }


def named_in(kind: str, fields: Iterable[Field], told: Told, changes: Iterable[Change]) -> Named:
    """What the lines of changes about records of a kind name.

    Args:
        fields: of the records.
    """
    known = {(PART_OF_HOME.get(field.home, kind), field.stored_as): field for field in fields}
    named = Named(set(), {})
    for change in changes:
        telling = registry.parts[change.record_kind].told_at(change.about_kind)
        for document in told.documents[change.id or 0]:
            for column, value in document.items():
                field = known.get((change.record_kind, column))
                field = field or (telling.field(column) if telling else None)
                if value is None or field is None:
                    continue
                if field.kind == FieldKind.OPTION:
                    named.options.add(value)
                elif field.kind == FieldKind.RECORD:
                    named.records.setdefault(field.record_kind, set()).add(value)
    return named
