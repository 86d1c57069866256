"""`clientapp fields customers`, and the same for every kind of record."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clientapp.cli.kinds import KINDS

if TYPE_CHECKING:
    from clientapp.field import Field

HELP = "List the fields of {} with their API names, in the order of an export."
WIDTH = 150
"""Characters of a line: names are copied from here and must stay whole."""

fields = typer.Typer(no_args_is_help=True, help="What there is to know of a record.")
fields.callback()(lambda: None)


def list_fields(
    context: typer.Context,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON array and nothing else.")
    ] = False,
) -> None:
    """The command of every kind of record, of whose plural it has the name."""
    listed = [_facts(field) for field in KINDS[str(context.command.name)]().exported.fields]
    if as_json:
        print(json.dumps(listed, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("Label", "Field", "API name", "Kind", "", box=None, pad_edge=False)
    for each in listed:
        table.add_row(each["label"], each["name"], each["api_name"], each["kind"], _words(each))
    Console(width=WIDTH, highlight=False).print(table)


for plural in KINDS:
    fields.command(plural, help=HELP.format(plural))(list_fields)


def _facts(field: "Field") -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "api_name": field.api_name,
        "kind": str(field.kind),
        "picklist": field.picklist,
        "record": field.record_kind,
        "choices": [label for _value, label in field.choices],
        "required": field.required,
        "read_only": field.read_only,
        "imported": field.imported,
    }


def _words(facts: dict[str, Any]) -> str:
    """What else there is to say of a field."""
    if not facts["imported"]:
        return "written by the system"
    if facts["required"]:
        return "required in the form"
    return ", ".join(facts["choices"])
