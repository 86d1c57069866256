"""`clientapp export customers FILE`."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientapp.cli.common import one_line, prepare
from clientapp.cli.filters import FilteredCommand

if TYPE_CHECKING:
    from sqlmodel import Session

    from clientapp.listing.request import ListRequest

OUTPUT = "-"
STOPPED = "Stopped. Nothing was written."

exports = typer.Typer(no_args_is_help=True, help="Take out what is there.")
exports.callback()(lambda: None)


@exports.command("customers", cls=FilteredCommand)
def export_customers(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(help="A .csv, .xlsx or .json file; - for JSON on standard output.")
    ],
    search: Annotated[str, typer.Option(help="Only what this search finds.")] = "",
    api_names: Annotated[
        bool, typer.Option("--api-names", help="Name the fields as the API does.")
    ] = False,
) -> None:
    """Write every field of customers to a file that can be imported again.

    A CHOICE is a label or an id. A TEXT is what occurs in the field. A RANGE is 5..10, 5.., ..10,
    <5, >10 or one value; days are written 2026-01-31 or 30d, times 08:30.

    Each may be - for customers that have none, TEXT and RANGE "any" for those that have one.
    """
    from clientapp.cli.filters import conditions
    from clientapp.customers.queries import CUSTOMERS
    from clientapp.database import reading
    from clientapp.exporting.writers import format_of
    from clientapp.listing.request import ListRequest, clean_search

    with one_line(stopped=STOPPED), _quiet_pipe():
        path = None if file == OUTPUT else Path(file)
        if path:
            format_of(path)
        prepare()
        with reading() as session:
            filters = tuple(conditions(session, CUSTOMERS, context.obj))
            request = ListRequest(search=clean_search(search), filters=filters)
            count = _write(session, request, path, api_names)
    if path:
        print(f"Wrote {count:,} customers to {path}.")


def _write(session: "Session", request: "ListRequest", path: Path | None, api_names: bool) -> int:
    """Write what a request finds; how many they are."""
    from clientapp.cli.progress import Progress
    from clientapp.customers.exporting import CUSTOMER_EXPORT
    from clientapp.exporting.records import export_ids, export_rows
    from clientapp.exporting.writers import write_file, write_json

    ids = export_ids(session, CUSTOMER_EXPORT, request)
    with Progress(len(ids)) as progress:
        rows = progress.through(export_rows(session, CUSTOMER_EXPORT, ids))
        if path:
            write_file(path, CUSTOMER_EXPORT.fields, rows, len(ids), api_names=api_names)
        else:
            write_json(sys.stdout, CUSTOMER_EXPORT.fields, rows, api_names=api_names)
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
