"""What becomes of each row: create, update, unchanged, duplicate or invalid."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlmodel import Session

from clientapp.importing.choices import Choices
from clientapp.importing.importable import Existing, Identity, Importable, Values
from clientapp.importing.lineage import Lineage
from clientapp.importing.reader import Cells
from clientapp.importing.references import References
from clientapp.importing.translation import Row
from clientapp.record import registry

TWICE = "Probable duplicate: another {} has the same name and address"


class Verdict(StrEnum):
    """What becomes of a row; each row has exactly one."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    INVALID = "invalid"


@dataclass(slots=True)
class Judged:
    """A row with its verdict.

    Attributes:
        changes: what would be written.
        reason: why it cannot be taken.
        existing: the stored record that it is.
        before: what the other records are called that it has and would not have any more.
    """

    row: Row
    verdict: Verdict
    changes: Values = field(default_factory=dict[str, Any])
    reason: str = ""
    existing: Existing | None = None
    warnings: list[str] = field(default_factory=list[str])
    before: dict[str, str] = field(default_factory=dict[str, str])


class Found:
    """The stored records that a batch of rows may mean."""

    def __init__(self, records: Iterable[Existing]) -> None:
        self.by_number: dict[str, Existing] = {}
        self.by_external_id: dict[str, Existing] = {}
        self.by_place: dict[str, Existing] = {}
        for record in sorted(records, key=lambda record: record.id):
            self.by_number[record.identity.number] = record
            if record.identity.external_id:
                self.by_external_id[record.identity.external_id] = record
            self.by_place.setdefault(record.identity.place, record)


class Judge:
    """Judges the rows of one file in their order. It remembers of each row only hashes: of what
    tells who it is, and of its cells, to say later what differs in a duplicate."""

    def __init__(self, importable: Importable, columns: Sequence[str]) -> None:
        self._importable = importable
        self._columns = columns
        self._seen: dict[int, int] = {}
        self._lines = array("q")
        self._cells = array("q")
        kind = importable.kind
        self._names_own_kind = any(field.record_kind == kind for field in importable.fields)
        self._lineage = Lineage(registry.records[kind])
        self.writes = False
        """Whether what rows become is stored before the next ones are judged."""
        self.first_created: int | None = None
        """The first record that this import created: a number in the file does not mean one that
        was given while the file is being imported."""
        self.first_of_round: int | None = None
        """The first one since the last round: a name in the file does not mean it yet, as none that
        is to come is meant."""

    def judge(
        self, session: Session, rows: Sequence[Row], records: Iterable[Existing], choices: Choices
    ) -> Iterator[Judged]:
        """Judge rows beside the stored records that they may mean; those that wait are left out,
        and come in a later round."""
        if self.writes:
            self._lineage.stored()
        stored = list(records)
        found = Found(stored)
        fields, made = self._importable.fields, (self._importable.kind, self.first_of_round)
        named = References(
            session, fields, (r.values for r in rows), (r.values for r in stored), made
        )
        for row in rows:
            judged = self._judge(session, row, found, choices, named)
            if judged:
                judged.warnings = row.warnings + judged.warnings
                yield judged

    def refused_now(self, session: Session, judged: Sequence[Judged]) -> list[Judged]:
        """Judged rows once more, where somebody else wrote since: those are invalid whose external
        ID is not free any more."""
        found = Found(self._importable.find(session, [each.row.identity for each in judged]))
        reasons = [self._taken(each.existing, each.changes, found) for each in judged]
        return [
            Judged(each.row, Verdict.INVALID, reason=reason, existing=each.existing)
            if reason
            else each
            for each, reason in zip(judged, reasons, strict=True)
        ]

    def next_round(self) -> list[Row]:
        """The rows that waited and can be judged, once those of a round are; none at the end."""
        self.first_of_round = None
        return self._lineage.next_round(self.writes)

    def created(self, first: int) -> None:
        """Note the id of the first of some records that were written."""
        self.first_created = self.first_created or first
        self.first_of_round = self.first_of_round or first

    def _judge(
        self, session: Session, row: Row, found: Found, choices: Choices, named: References
    ) -> Judged | None:
        if row.problems:
            return Judged(row, Verdict.INVALID, reason="; ".join(row.problems))
        existing, by_number = self._existing(row.identity, found)
        keys = list(_keys(row.identity, existing, by_number))
        first = next((self._seen[key] for key in keys if key in self._seen), None)
        if first is not None:
            return Judged(row, Verdict.DUPLICATE, reason=self._differing(first, row.line.cells))
        filled = self._importable.complete(row.values, existing.values if existing else None)
        values = choices.resolve(filled)
        stored = existing.values if existing else {}
        unclear, waits_for = named.resolve(values, stored, self._lineage)
        called = self._importable.called({**stored, **filled}) if self._names_own_kind else ""
        if unclear:
            reason = self._lineage.in_circle(called) or "; ".join(unclear)
            return Judged(row, Verdict.INVALID, reason=reason, existing=existing)
        if waits_for := self._lineage.awaited(keys) or waits_for:
            self._lineage.wait(row, keys, waits_for, called)
            return None
        judged = (
            self._compare(row, existing, values, found)
            if existing
            else self._new(row, values, found)
        )
        judged = self._refused(session, judged)
        judged.warnings.extend(choices.doubts(filled, values))
        judged.before = named.titles(stored, judged.changes)
        if judged.changes and self._names_own_kind:
            self._lineage.note(existing, called, judged.changes)
        if judged.verdict != Verdict.INVALID or (existing is None and self._could_change(values)):
            self._remember(row, existing, keys)
        return judged

    def _refused(self, session: Session, judged: Judged) -> Judged:
        """What the kind of record does not take is invalid."""
        if not judged.changes:
            return judged
        reason = self._importable.refuse(session, judged.existing, judged.changes)
        reason = reason or self._lineage.refusal(session, judged.existing, judged.changes)
        if reason is None:
            return judged
        return Judged(judged.row, Verdict.INVALID, reason=reason, existing=judged.existing)

    def _could_change(self, values: Values) -> bool:
        """Whether a row that makes no new record would be taken for one that is there.

        A later row with its key must not become that record: a second import of the file would
        then change it by this row.
        """
        return not self._importable.check(values, values.keys()).problems

    def _existing(self, identity: Identity, found: Found) -> tuple[Existing | None, bool]:
        record = found.by_number.get(identity.number) if identity.number else None
        if record and (self.first_created is None or record.id < self.first_created):
            return record, True
        if identity.external_id:
            return found.by_external_id.get(identity.external_id), False
        return found.by_place.get(identity.place), False

    def _compare(self, row: Row, existing: Existing, values: Values, found: Found) -> Judged:
        stored = existing.values
        changes = {name: value for name, value in values.items() if value != stored.get(name)}
        changes.pop("number", None)
        if not changes:
            return Judged(row, Verdict.UNCHANGED, existing=existing)
        if reason := self._taken(existing, changes, found):
            return Judged(row, Verdict.INVALID, reason=reason, existing=existing)
        problems, warnings = self._importable.check({**stored, **changes}, changes.keys())
        if problems:
            reason = "; ".join(problems)
            return Judged(row, Verdict.INVALID, reason=reason, existing=existing)
        return Judged(row, Verdict.UPDATE, changes, existing=existing, warnings=warnings)

    def _taken(self, existing: Existing | None, changes: Values, found: Found) -> str:
        """Why a record cannot have the external ID that it would get, or ""."""
        taken = found.by_external_id.get(changes.get("external_id", ""))
        if taken is None or (existing and taken.id == existing.id):
            return ""
        holder = taken.identity.number or self._importable.called(taken.values)
        return f"External ID: {holder} has it already"

    def _new(self, row: Row, values: Values, found: Found) -> Judged:
        problems, warnings = self._importable.check(values, None)
        if problems:
            return Judged(row, Verdict.INVALID, reason="; ".join(problems))
        place = row.identity.place
        if place in found.by_place or hash(("place", place)) in self._seen:
            warnings.append(TWICE.format(registry.records[self._importable.kind].label))
        values.pop("number", None)
        return Judged(row, Verdict.CREATE, values, warnings=warnings)

    def _remember(self, row: Row, existing: Existing | None, keys: list[int]) -> None:
        at = len(self._lines)
        self._lines.append(row.line.number)
        self._cells.extend(map(hash, row.line.cells))
        places = {row.identity.place, existing.identity.place if existing else row.identity.place}
        for key in (*keys, *(hash(("place", place)) for place in places)):
            self._seen.setdefault(key, at)

    def _differing(self, first: int, cells: Cells) -> str:
        """Say which row of the file was the same one before, and what differs from it."""
        width = len(self._columns)
        before = self._cells[first * width : (first + 1) * width]
        differing = [
            column
            for column, one, other in zip(self._columns, before, map(hash, cells), strict=True)
            if one != other
        ]
        what = f"with another {', '.join(differing)}" if differing else "with equal cells"
        return f"The same as line {self._lines[first]}, {what}"


def _keys(identity: Identity, existing: Existing | None, by_number: bool) -> Iterator[int]:
    """What a row before must not have had for this one to be the first of its record."""
    if existing:
        yield hash(("id", existing.id))
    if identity.external_id:
        yield hash(("external", identity.external_id))
    elif not by_number:
        yield hash(("place", identity.place))
