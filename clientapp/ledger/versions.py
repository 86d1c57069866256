"""The version that a row has after an operation, as SQL. What the operation itself created keeps
the one that it began with."""

from clientapp.models import Action, Operation
from clientapp.models.base import Stamped
from clientapp.record import Part, registry


def unraised(part: Part) -> str:
    """SQL telling whether a change of a part leaves the version of the record `r` as it is: of
    those in Trash that share a row only the history grows, so that they can still be restored."""
    return "(r.trashed_at IS NULL) = FALSE" if part.links or part.also else "FALSE"


def made_here(operation: Operation, part: Part, row: str) -> str:
    """SQL telling whether an operation created a row, by SQL for its id: its version stays what it
    is until somebody else changes it. A row of a part is not changed either by the undo of what
    created it, which asks whether anybody did."""
    by = {operation.id} if part.is_record else {operation.id, operation.undoes_id}
    return (
        f"EXISTS (SELECT 1 FROM change AS made "
        f"WHERE made.operation_id IN ({', '.join(map(str, by - {None}))}) "
        f"AND made.record_kind = '{part.kind}' AND made.record_id = {row} "
        f"AND made.action = '{Action.CREATE}')"
    )


def version_after(part: Part, kind: str, operation: Operation, record: str = "r") -> str:
    """SQL for the version that a record of a kind, by its alias, will have after an operation that
    changes a row of a part."""
    made = made_here(operation, registry.parts[kind], f"{record}.id")
    return f"{record}.version + CASE WHEN {made} OR {unraised(part)} THEN 0 ELSE 1 END"


def raised(operation: Operation, part: Part, row: str) -> str:
    """SQL for the version that a row, by its alias, gets from an operation."""
    made = made_here(operation, part, f"{row}.id")
    return f"{row}.version + CASE WHEN {made} THEN 0 ELSE 1 END"


def stamps(part: Part, operation: Operation) -> list[str]:
    """SQL settings that raise the version of a row `t`, unless the operation created it, and stamp
    a record with `stamp`."""
    settings = [f"version = {raised(operation, part, 't')}"]
    if part.is_record and issubclass(part.model, Stamped):
        settings += ["modified_at = :now", "modified_by_id = :actor"]
    return settings
