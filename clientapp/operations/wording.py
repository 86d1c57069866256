"""Operations in the words of the screen."""

from collections.abc import Sequence

from clientapp.formatting import counted
from clientapp.models import OperationStatus
from clientapp.record import registry

SOURCES = {"web": "Browser", "command line": "Command line", "system": "By itself"}
CREATING = ("create", "import", "demo")


def source_words(source: str) -> str:
    """From where somebody acted."""
    return SOURCES.get(source, source)


def status_words(status: str, undone: bool) -> tuple[str, str]:
    """The status of an operation and the tone of its tag."""
    if undone:
        return "Undone", "plain"
    if status == OperationStatus.RUNNING:
        return "Running", "info"
    if status == OperationStatus.STOPPED:
        return "Stopped", "warn"
    return "Done", "good"


def records_counted(kinds: Sequence[str], count: int) -> str:
    """A number of records: "1 customer", "3,214 customers", of several kinds "3 records"."""
    record = registry.records.get(kinds[0]) if len(kinds) == 1 else None
    one, many = (record.label, record.plural) if record else ("record", "records")
    return counted(count, one, many)


def undo_words(kind: str, label: str, count: str) -> str:
    """What the undo of an operation will do, before it is done.

    Args:
        kind: the operation's kind in the ledger.
        count: how many records it touched, with their noun.
    """
    if kind in CREATING:
        return f"Undo of “{label}” moves {count} to Trash as far as they were not edited since."
    return f"Undo of “{label}” puts {count} back as far as they were not edited since."
