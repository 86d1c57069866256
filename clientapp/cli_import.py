"""The commands `clientapp import customers` and `clientapp undo`, an edge like the pages."""

import getpass
import json
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

if TYPE_CHECKING:
    from sqlmodel import Session

    from clientapp.importing.rehearsal import Import
    from clientapp.importing.report import Report
    from clientapp.ledger.recording import Actor

LISTED = 20
"""Customers that the report of an undo names."""

FileArgument = Annotated[Path, typer.Argument(help="A CSV or XLSX file.", show_default=False)]
MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", help='A column and its field, as "Business=company_name"; repeatable.'),
]
ApplyOption = Annotated[bool, typer.Option("--apply", help="Write; without it nothing is written.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
RejectsOption = Annotated[
    Path | None, typer.Option("--rejects", help="The file for rows that cannot be taken.")
]
EncodingOption = Annotated[str | None, typer.Option(help="As utf-8 or cp1252; found if left out.")]
DelimiterOption = Annotated[str | None, typer.Option(help="One character; found if left out.")]


def import_customers(
    file: FileArgument,
    column_map: MapOption = None,
    apply: ApplyOption = False,
    as_json: JsonOption = False,
    rejects: RejectsOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
) -> None:
    """Import customers from a CSV or XLSX file; without --apply, say what would be done."""
    from clientapp.customers.importing import CustomerImport
    from clientapp.importing.mapping import WrongMapping, match_columns, parse_map
    from clientapp.importing.printing import Progress, print_report
    from clientapp.importing.reader import open_sheet
    from clientapp.importing.rehearsal import Import
    from clientapp.importing.rejects import Rejects, place_for_rejects
    from clientapp.settings import settings

    with _one_line():
        _prepare_database()
        importable = CustomerImport()
        if delimiter and len(delimiter) != 1:
            raise WrongMapping("A delimiter is one character.")
        sheet = open_sheet(file, encoding=encoding, delimiter=delimiter)
        matching = match_columns(sheet.columns, importable.fields, parse_map(column_map or []))
        if not matching.fields:
            raise WrongMapping(f'No column is known by its name; --map "{sheet.columns[0]}=FIELD".')
        path = rejects or place_for_rejects(file, settings().data_dir)
        wanted = Rejects(sheet, path) if apply or rejects else None
        with wanted or nullcontext(), Progress() as progress:
            report = _run(
                Import(importable, sheet, matching, wanted, progress.done), apply, file.name
            )
        written = str(path) if wanted and wanted.count else None
    if as_json:
        print(json.dumps(report.as_json() | {"rejects_file": written}, ensure_ascii=False))
    else:
        print_report(report, applied=apply, rejects=written)


def _run(work: "Import", apply: bool, name: str) -> "Report":
    from clientapp.database import reading, transaction
    from clientapp.importing.apply import apply as write
    from clientapp.importing.rehearsal import rehearse

    if apply:
        return write(transaction, _actor(), work, name)
    with reading() as session:
        return rehearse(session, work)


def undo_operation(
    operation: Annotated[int, typer.Argument(help="The number of the operation.")],
    as_json: JsonOption = False,
) -> None:
    """Undo an operation; what was edited since stays and is listed."""
    from clientapp.database import reading, transaction
    from clientapp.importing.running import stop_cut_off
    from clientapp.ledger.undo import undo_all
    from clientapp.models import Operation

    with _one_line():
        _prepare_database()
        with transaction() as session:
            stop_cut_off(session)
        report = undo_all(transaction, _actor(), operation)
        with reading() as session:
            records = session.get_one(Operation, report.operation_id).rows
            kept = _named(session, report.kept)
    if as_json:
        counts = {"operation": report.operation_id, "restored": records, "reasons": report.reasons}
        print(json.dumps(counts | {"kept": kept}, ensure_ascii=False))
        return
    print(f"Operation {operation} is undone by operation {report.operation_id}.")
    print(f"{records:,} restored" + "".join(_kept(report.reasons, kept)))


def _named(session: "Session", kept: list[tuple[str, int, str]]) -> list[dict[str, Any]]:
    """What stays as it is, customers by number and name."""
    from clientapp.customers.reading import read_values

    known = read_values(session, [row for kind, row, _why in kept if kind == "customer"])
    names = {row: f"{values['number']} {values['display_name']}" for row, values in known.items()}
    return [
        {"kind": kind, "id": row, "reason": why, "name": names.get(row, "")}
        for kind, row, why in kept
    ]


def _kept(reasons: dict[str, int], kept: list[dict[str, Any]]) -> Iterator[str]:
    for reason, count in reasons.items():
        some = [each["name"] or f"{each['kind']} {each['id']}" for each in kept]
        named = [name for name, each in zip(some, kept, strict=True) if each["reason"] == reason]
        more = [f"and {count - LISTED:,} more"] if count > LISTED else []
        yield f"; {count:,} {reason}: {', '.join(named[:LISTED] + more)}"


def _actor() -> "Actor":
    from clientapp.ledger.recording import Actor

    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a user id without a name, as in a container
        name = "Command line"
    return Actor(None, name, "command line")


def _prepare_database() -> None:
    """Create the database where there is none yet."""
    from sqlalchemy import inspect

    from clientapp.database import engine, migrate
    from clientapp.serving.checks import check_data_folder
    from clientapp.settings import settings

    check_data_folder(settings().data_dir)
    if not inspect(engine()).has_table("alembic_version"):
        migrate()


@contextmanager
def _one_line() -> Generator[None]:
    """Say in one line what cannot be done, and end."""
    from sqlalchemy.exc import OperationalError

    from clientapp.database import UnusableDatabase
    from clientapp.importing.apply import Interrupted
    from clientapp.importing.detection import UnreadableFile
    from clientapp.importing.mapping import WrongMapping
    from clientapp.ledger.undo import CannotUndo
    from clientapp.serving.checks import CannotStart

    known = UnreadableFile, WrongMapping, CannotUndo, Interrupted, UnusableDatabase, CannotStart
    try:
        yield
    except known as error:
        _end(str(error))
    except OperationalError as error:
        _end(f"The database cannot be used: {str(error.orig).strip().splitlines()[0]}")
    except OSError as error:
        _end(f"{error.filename or 'A file'} cannot be used: {error.strerror}")
    except KeyboardInterrupt:
        _end("Stopped. What was written stays and can be undone; run it again to finish.", 130)


def _end(line: str, code: int = 1) -> NoReturn:
    print(line, file=sys.stderr)
    raise typer.Exit(code)


def main() -> None:
    """Run these commands alone: `python -m clientapp.cli_import`."""
    from clientapp.wiring import wire

    wire()
    app = typer.Typer(pretty_exceptions_enable=False)
    import_app = typer.Typer()
    import_app.command("customers")(import_customers)
    import_app.callback()(lambda: None)
    app.add_typer(import_app, name="import")
    app.command("undo")(undo_operation)
    app()


if __name__ == "__main__":
    main()
