"""One operation as its page shows it: its facts, the records that it touched, its undo."""

from dataclasses import dataclass, field
from typing import NamedTuple

from sqlmodel import Session

from clientapp import routes
from clientapp.access.identity import SignedIn
from clientapp.access.permissions import Permission
from clientapp.formatting import moment_label
from clientapp.ledger.operations import OperationDetail, operation_detail, operation_records
from clientapp.models import OperationStatus
from clientapp.operations.report import NO_REPORT, UndoFacts, report_of
from clientapp.operations.wording import records_counted, source_words, status_words, undo_words
from clientapp.record import registry
from clientapp.settings import settings

SIZE = 50
"""Records on a page."""


class Fact(NamedTuple):
    """A line of what is known of an operation; `address` is where it leads, or ""."""

    label: str
    text: str
    address: str = ""


@dataclass(frozen=True)
class RecordLine:
    """A record that was touched, and what happened to it; `address` is "" if it has no page."""

    name: str
    address: str
    words: list[str]


@dataclass(frozen=True)
class OperationView:
    """An operation; texts are ready to be read, `id` is 0 where there is none.

    Attributes:
        undone_by: the operation that undid it, or 0.
        undo: what the button says that undoes it.
        undo_words: what an undo would do.
        shown: which of the records that it touched are on this page, "1–50 of 120".
    """

    id: int
    label: str = ""
    status: str = ""
    tone: str = ""
    count: str = ""
    running: bool = False
    stopped: bool = False
    undone_by: int = 0
    may_undo: bool = False
    undo: str = "Undo"
    undo_words: str = ""
    facts: list[Fact] = field(default_factory=list[Fact])
    report: UndoFacts = NO_REPORT
    page: int = 1
    pages: int = 1
    shown: str = ""


NOTHING = OperationView(0)


def view(
    session: Session, user: SignedIn, operation_id: int, page: int, undo_id: int = 0
) -> tuple[OperationView, list[RecordLine]] | None:
    """An operation and a page of the records that it touched; None if there is no such operation.

    Args:
        user: who looks at it, and may undo it or not.
        page: from 1; one behind the last is the last.
        undo_id: an undo of it that put nothing back, and whose report is to be shown all the same.
    """
    found = operation_detail(session, operation_id)
    if found is None:
        return None
    pages = max(1, -(-found.records // SIZE))
    page = min(page, pages)
    records = operation_records(session, operation_id, page, SIZE)
    lines = [
        RecordLine(
            each.title or f"{registry.records[each.kind].label.capitalize()} {each.id}",
            registry.records[each.kind].address(session, each.id) if each.title else "",
            list(each.words) or ["Changed"],
        )
        for each in records
    ]
    first, last = (page - 1) * SIZE + 1, min(page * SIZE, found.records)
    shown = f"{first:,}–{last:,} of {found.records:,}" if found.records else ""
    report = _report(session, found, undo_id)
    return _view(found, user, report, page, pages, shown), lines


def _view(
    found: OperationDetail, user: SignedIn, report: UndoFacts, page: int, pages: int, shown: str
) -> OperationView:
    status, tone = status_words(found.status, found.undone_by_id is not None)
    own = Permission.UNDO_OWN if found.actor_id == user.user_id else Permission.UNDO_OTHERS
    count = records_counted(found.kinds, found.rows)
    return OperationView(
        id=found.id,
        label=found.label,
        status=status,
        tone=tone,
        count=count,
        running=found.status == OperationStatus.RUNNING,
        stopped=found.status == OperationStatus.STOPPED and found.undone_by_id is None,
        undone_by=found.undone_by_id or 0,
        may_undo=found.undoable and user.may(own),
        undo="Unmerge" if "survivor" in found.details else "Undo",
        undo_words=undo_words(found.kind, found.label, count),
        facts=_facts(found, count),
        report=report,
        page=page,
        pages=pages,
        shown=shown,
    )


def _report(session: Session, found: OperationDetail, undo_id: int) -> UndoFacts:
    """Of an undo its own report, of what was undone that of its undo."""
    shown = found.id if found.undoes_id else found.undone_by_id or undo_id
    return report_of(session, shown, found.kinds) if shown else NO_REPORT


def _facts(found: OperationDetail, count: str) -> list[Fact]:
    zone = settings().zone
    facts = [
        Fact("Number", str(found.id)),
        Fact("By", found.who),
        Fact("From", source_words(found.source)),
        Fact("Began", moment_label(found.when, zone)),
    ]
    if found.finished is not None:
        facts.append(Fact("Ended", moment_label(found.finished, zone)))
    facts.append(Fact("Records", count))
    if found.undoes_id is not None:
        number = found.undoes_id
        facts.append(Fact("Undo of", f"operation {number}", routes.operation(number)))
    if found.undone_by_id is not None:
        number = found.undone_by_id
        facts.append(Fact("Undone by", f"operation {number}", routes.operation(number)))
    return facts
