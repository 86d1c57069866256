"""`clientapp export customers FILE`, and the same for every kind of record."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientapp.cli.common import one_line, prepare
from clientapp.cli.filters import FilteredCommand
from clientapp.cli.kinds import KINDS

if TYPE_CHECKING:
    from sqlmodel import Session

    from clientapp.exporting.records import Exported
    from clientapp.listing.request import ListRequest

HELP = """Write every field of {} to a file that can be imported again.

A CHOICE is a label or an id. A TEXT is what occurs in the field. A RANGE is 5..10, 5.., ..10,
<5, >10 or one value; days are written 2026-01-31 or 30d, times 08:30.

Each may be - for those that have none, TEXT and RANGE "any" for those that have one.
"""
OUTPUT = "-"
STOPPED = "Stopped. Nothing was written."

exports = typer.Typer(no_args_is_help=True, help="Take out what is there.")
exports.callback()(lambda: None)


def export_records(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(help="A .csv, .xlsx or .json file; - for JSON on standard output.")
    ],
    search: Annotated[str, typer.Option(help="Only what this search finds.")] = "",
    api_names: Annotated[
        bool, typer.Option("--api-names", help="Name the fields as the API does.")
    ] = False,
) -> None:
    """The command of every kind of record, of whose plural it has the name."""
    from clientapp.cli.filters import conditions
    from clientapp.database import reading
    from clientapp.exporting.writers import format_of
    from clientapp.listing.request import ListRequest, clean_search

    plural = str(context.command.name)
    with one_line(stopped=STOPPED), _quiet_pipe():
        path = None if file == OUTPUT else Path(file)
        if path:
            format_of(path)
        prepare()
        exported = KINDS[plural]().exported
        with reading() as session:
            filters = tuple(conditions(session, exported.listed, context.obj))
            request = ListRequest(search=clean_search(search), filters=filters)
            count = _write(session, exported, request, path, api_names)
    if path:
        print(f"Wrote {count:,} {plural} to {path}.")


for plural in KINDS:
    exports.command(plural, cls=FilteredCommand, help=HELP.format(plural))(export_records)


def _write(
    session: "Session",
    exported: "Exported",
    request: "ListRequest",
    path: Path | None,
    api_names: bool,
) -> int:
    """Write what a request finds; how many they are."""
    from clientapp.cli.progress import Progress
    from clientapp.exporting.records import export_ids, export_rows
    from clientapp.exporting.writers import write_file, write_json

    ids = export_ids(session, exported, request)
    with Progress(len(ids)) as progress:
        rows = progress.through(export_rows(session, exported, ids))
        if path:
            write_file(path, exported.fields, rows, len(ids), api_names=api_names)
        else:
            write_json(sys.stdout, exported.fields, rows, api_names=api_names)
            sys.stdout.flush()
    return len(ids)


@contextmanager
def _quiet_pipe() -> Generator[None]:
    """Say nothing where who reads standard output has enough, as `head` does."""
    try:
        yield
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(1) from None
