"""What an undo put back, and the records that it left as they were, named and linked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from clientapp.ledger.undo import UndoReport, undo_report
from clientapp.operations.wording import records_counted
from clientapp.record import registry

NameAndAddress = tuple[str, str]
"""What a record is called, and the address of its page, or "" where it has none."""


@dataclass(frozen=True)
class Left:
    """The records that an undo left for one reason; `more` counts those that are not listed."""

    reason: str
    names: list[NameAndAddress]
    more: str


@dataclass(frozen=True)
class UndoFacts:
    """The report of an undo as the page shows it; `operation_id` is 0 where there is none."""

    operation_id: int
    restored: str
    left: list[Left]


NO_REPORT = UndoFacts(0, "", [])


def report_of(session: Session, undo_id: int, kinds: Sequence[str]) -> UndoFacts:
    """The report of an undo, as far as it has come."""
    report = undo_report(session, undo_id)
    names = _names(session, report)
    return UndoFacts(
        operation_id=undo_id,
        restored=_restored(records_counted(kinds, report.restored), report.restored),
        left=[_left(reason, count, names) for reason, count in report.reasons.items()],
    )


def _restored(counted_records: str, count: int) -> str:
    if not count:
        return "Nothing was put back."
    return f"{counted_records} {'was' if count == 1 else 'were'} put back."


def _left(reason: str, count: int, names: dict[str, list[NameAndAddress]]) -> Left:
    listed = names.get(reason, [])
    more = count - len(listed)
    return Left(
        f"{count:,} left as they are: {reason}", listed, f"and {more:,} more" if more > 0 else ""
    )


def _names(session: Session, report: UndoReport) -> dict[str, list[NameAndAddress]]:
    """The records left, by reason."""
    ids: dict[str, set[int]] = {}
    for kind, row_id, _reason in report.kept:
        ids.setdefault(kind, set()).add(row_id)
    titles = {
        kind: registry.records[kind].titles(session, some)
        for kind, some in ids.items()
        if kind in registry.records
    }
    names: dict[str, list[NameAndAddress]] = {}
    for kind, row_id, reason in report.kept:
        title = titles.get(kind, {}).get(row_id)
        address = registry.records[kind].address(session, row_id) if title else ""
        named = (title or _unnamed(kind, row_id), address)
        names.setdefault(reason, []).append(named)
    return names


def _unnamed(kind: str, row_id: int) -> str:
    """A record that is gone, or a row that has no page of its own."""
    return f"{kind.replace('_', ' ').capitalize()} {row_id}"
