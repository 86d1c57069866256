"""`clientapp fields customers`."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from clientapp.field import Field

WIDTH = 150
"""Characters of a line: names are copied from here and must stay whole."""

fields = typer.Typer(no_args_is_help=True, help="What there is to know of a record.")
fields.callback()(lambda: None)


@fields.command("customers")
def customer_fields(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON array and nothing else.")
    ] = False,
) -> None:
    """List the fields of customers with their API names, in the order of an export."""
    from clientapp.customers.fields import CUSTOMER_FIELDS

    listed = [_facts(field) for field in CUSTOMER_FIELDS]
    if as_json:
        print(json.dumps(listed, ensure_ascii=False))
        return
    from rich.console import Console
    from rich.table import Table

    table = Table("Label", "Field", "API name", "Kind", "", box=None, pad_edge=False)
    for each in listed:
        table.add_row(each["label"], each["name"], each["api_name"], each["kind"], _words(each))
    Console(width=WIDTH, highlight=False).print(table)


def _facts(field: "Field") -> dict[str, Any]:
    return {
        "name": field.name,
        "label": field.label,
        "api_name": field.api_name,
        "kind": str(field.kind),
        "picklist": field.picklist,
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
