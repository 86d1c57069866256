"""`clientapp undo OPERATION`."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clientapp.cli.common import actor, one_line, prepare

if TYPE_CHECKING:
    from sqlmodel import Session

LISTED = 20
"""Customers that the report names."""


def undo(
    operation: Annotated[int, typer.Argument(help="The number of the operation.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
) -> None:
    """Undo an operation; what was edited since stays and is listed."""
    from clientapp.database import reading, transaction
    from clientapp.ledger.running import stop_cut_off
    from clientapp.ledger.undo import undo_all
    from clientapp.models import Operation

    with one_line():
        prepare()
        with transaction() as session:
            stop_cut_off(session)
        report = undo_all(transaction, actor(), operation)
        with reading() as session:
            records = session.get_one(Operation, report.operation_id).rows
            kept = named(session, report.kept)
    if as_json:
        counts = {"operation": report.operation_id, "restored": records, "reasons": report.reasons}
        print(json.dumps(counts | {"kept": kept}, ensure_ascii=False))
        return
    print(f"Operation {operation} is undone by operation {report.operation_id}.")
    print(f"{records:,} restored" + "".join(kept_by_reason(report.reasons, kept)))


def named(session: "Session", kept: list[tuple[str, int, str]]) -> list[dict[str, Any]]:
    """What stays as it is, customers by number and name."""
    from clientapp.customers.reading import read_values

    known = read_values(session, [row for kind, row, _why in kept if kind == "customer"])
    names = {row: f"{values['number']} {values['display_name']}" for row, values in known.items()}
    return [
        {"kind": kind, "id": row, "reason": why, "name": names.get(row, "")}
        for kind, row, why in kept
    ]


def kept_by_reason(reasons: dict[str, int], kept: list[dict[str, Any]]) -> Iterator[str]:
    for reason, count in reasons.items():
        some = [each["name"] or f"{each['kind']} {each['id']}" for each in kept]
        named = [name for name, each in zip(some, kept, strict=True) if each["reason"] == reason]
        more = [f"and {count - LISTED:,} more"] if count > LISTED else []
        yield f"; {count:,} {reason}: {', '.join(named[:LISTED] + more)}"
