"""What is done to records of several kinds at once, in words."""

import asyncio
from collections.abc import Callable

import reflex as rx

from clientapp.bulk.report_state import report
from clientapp.bulk.restoring import Reports, records_in_words
from clientapp.database import reading
from clientapp.formatting import counted
from clientapp.problem import Problem
from clientapp.record import registry
from clientapp.trash.queries import moved


async def carry_out(
    state: rx.State, command: Callable[[], Reports], *, undoable: bool = True
) -> None:
    """Run a command in a thread, and say on the page what came of it. What were several
    operations are undone from the page of each."""
    try:
        done = await asyncio.to_thread(command)
    except (Problem, LookupError) as reason:
        await report(state, str(reason), partial=True)
        return
    some = {kind: each for kind, each in done.items() if each.done or each.left}
    written = {each.operation_id for each in done.values() if each.operation_id}
    way_back = written.pop() if undoable and len(written) == 1 else None
    lines = (each.text(*_nouns(kind)) for kind, each in (some or done).items())
    partial = any(each.partial for each in done.values())
    await report(state, "; ".join(lines) or "No record was changed", way_back, partial=partial)


def what_goes(moves: list[int]) -> str:
    """The records that some changes moved to Trash, counted: "2 customers and 1 property"."""
    with reading() as session:
        found = moved(session, moves)
    return records_in_words({kind: len(ids) for kind, ids in found.items()})


def _nouns(kind: str) -> tuple[str, str]:
    record = registry.records[kind]
    return record.label, record.plural


def counted_of(kind: str, count: int) -> str:
    """So many records of a kind: "2 customers"."""
    return counted(count, *_nouns(kind))
