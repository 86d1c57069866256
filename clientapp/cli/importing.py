"""`clientapp import customers FILE`, and the same for every kind of record."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientapp.cli.common import actor, one_line, prepare
from clientapp.cli.kinds import KINDS

if TYPE_CHECKING:
    from clientapp.importing.rehearsal import Import
    from clientapp.importing.report import Report

HELP = "Import {} from a CSV or XLSX file; without --apply, say what would be done."
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


imports = typer.Typer(no_args_is_help=True, help="Bring in a list that you have.")
imports.callback()(lambda: None)


def import_records(
    context: typer.Context,
    file: FileArgument,
    column_map: MapOption = None,
    apply: ApplyOption = False,
    as_json: JsonOption = False,
    rejects: RejectsOption = None,
    encoding: EncodingOption = None,
    delimiter: DelimiterOption = None,
) -> None:
    """The command of every kind of record, of whose plural it has the name."""
    from clientapp.cli.progress import Progress
    from clientapp.importing.mapping import WrongMapping, parse_map
    from clientapp.importing.printing import print_report
    from clientapp.importing.reader import open_sheet
    from clientapp.importing.rehearsal import Import
    from clientapp.importing.rejects import Rejects, place_for_rejects
    from clientapp.settings import settings

    with one_line():
        prepare()
        importable = KINDS[str(context.command.name)]().importable()
        if delimiter and len(delimiter) != 1:
            raise WrongMapping("A delimiter is one character.")
        sheet = open_sheet(file, encoding=encoding, delimiter=delimiter)
        matching = importable.match(sheet.columns, parse_map(column_map or []))
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


for plural in KINDS:
    imports.command(plural, help=HELP.format(plural))(import_records)


def _run(work: "Import", apply: bool, name: str) -> "Report":
    from clientapp.database import reading, transaction
    from clientapp.importing.apply import apply as write
    from clientapp.importing.rehearsal import rehearse

    if apply:
        return write(transaction, actor(), work, name)
    with reading() as session:
        return rehearse(session, work)
