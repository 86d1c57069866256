"""`clientapp export customers` and `clientapp fields customers`, as a person runs them."""

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select
from typer.testing import CliRunner, Result

from clientapp.cli import app
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.filters import CUSTOMER_FILTERS
from clientapp.database import reading
from clientapp.models import Operation
from tests.importing.files import NORTHWIND, customers, imported, write_file

pytestmark = pytest.mark.usefixtures("sqlite")

HEAD = ("company", "industry", "city", "tax rate")
ROWS = (
    ("Alder", "Tree care", "Benton", ""),
    ("Birch", "Tree care", "Bryant", "Exempt"),
    ("Cedar", "Saw mill", "Bryant", ""),
    ("Elm", "", "", ""),
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def answer(*arguments: str | Path) -> list[dict[str, Any]]:
    """The one array on standard output; nothing else may be there."""
    result = run("export", "customers", "-", *arguments)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def names(*arguments: str | Path) -> list[str]:
    return [row["company_name"] for row in answer(*arguments)]


@pytest.fixture
def trees(sqlite: str, tmp_path: Path) -> None:
    """Four customers to be filtered."""
    imported(write_file(tmp_path / "trees.csv", HEAD, *ROWS))


def test_every_field_is_exported_under_its_name_or_its_api_name() -> None:
    imported(NORTHWIND)
    rows = answer()
    assert len(rows) == 91
    assert list(rows[0]) == [field.name for field in CUSTOMER_FIELDS]
    (first, *_others) = answer("--api-names")
    assert list(first) == [field.api_name or field.name for field in CUSTOMER_FIELDS]
    assert first["CustomerExternalID"] == "ALFKI"
    assert first["CustomerName"] == "Alfreds Futterkiste"
    assert first["CustomerContactName"] == "Maria Anders"
    assert first["CustomerBillingPostcode"] == first["CustomerShippingPostcode"] == "12209"
    assert first["CustomerShippingLat"] is None
    assert (first["kind"], first["do_not_service"]) == ("commercial", False)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("options", [(), ("--api-names",)])
def test_an_export_imports_again_unchanged(
    tmp_path: Path, ending: str, options: tuple[str, ...]
) -> None:
    imported(NORTHWIND)
    before, path = customers(), tmp_path / f"a.{ending}"
    result = run("export", "customers", path, *options)
    assert result.stdout == f"Wrote 91 customers to {path}.\n"
    found = json.loads(run("import", "customers", path, "--apply", "--json").stdout)
    assert (found["rows"], found["unchanged"], found["operation"]) == (91, 91, None)
    assert customers() == before


def test_a_csv_is_headed_by_labels(tmp_path: Path) -> None:
    run("export", "customers", tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [[field.label for field in CUSTOMER_FIELDS]]


@pytest.mark.usefixtures("trees")
def test_the_filters_of_the_list_are_options() -> None:
    assert names() == ["Alder", "Birch", "Cedar", "Elm"]
    assert names("--industry", "tree-care") == ["Alder", "Birch"]
    assert names("--industry", "Tree care", "--industry", "Saw mill") == ["Alder", "Birch", "Cedar"]
    assert names("--not-industry", "Tree care") == ["Cedar", "Elm"]
    assert names("--industry", "-") == ["Elm"]
    assert names("--not-industry", "-", "--city", "bryant") == ["Birch", "Cedar"]
    assert names("--kind", "Residential") == []
    assert names("--search", "ced") == ["Cedar"]
    assert names("--new", "this month", "--status", "active") == ["Alder", "Birch", "Cedar", "Elm"]


@pytest.mark.usefixtures("trees")
def test_what_is_no_choice_is_text_or_a_range() -> None:
    assert names("--company-name", "ALD", "--company-name", "elm") == ["Alder", "Elm"]
    assert names("--not-company-name", "e") == ["Birch"]
    assert names("--city", "~BRY") == ["Birch", "Cedar"]
    assert names("--website", "any") == []
    assert names("--email", "-") == ["Alder", "Birch", "Cedar", "Elm"]
    assert names("--created-at", "2d", "--id", "2..3") == ["Birch", "Cedar"]
    assert names("--not-created-at", "2d") == []
    assert names("--id", "1") == ["Alder"]


@pytest.mark.usefixtures("trees")
def test_a_choice_can_be_named_by_its_id() -> None:
    tree_care = customers()[0]["industry"]
    assert names("--industry", str(tree_care)) == ["Alder", "Birch"]


def test_every_filter_has_an_option_and_its_opposite() -> None:
    shown = run("export", "customers", "--help").stdout
    for name in CUSTOMER_FILTERS:
        option = name.replace("_", "-")
        assert f"--{option} " in shown
        assert f"--not-{option} " in shown


@pytest.mark.usefixtures("trees")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["-", "--industry", "Tree car"],
            'there is no "Tree car". Did you mean Tree care?',
        ),
        (["-", "--industry", "999999"], 'Industry: there is no "999999".'),
        (["-", "--kind", "-"], 'Kind: there is no "-".'),
        (["-", "--customer-since", "soon"], 'Customer since: "soon" cannot be read. Write 2026-01'),
        (["-", "--id", "9..1"], 'ID: "9..1" cannot be read. Write 5..10, 5.., ..10'),
        (["-", "--email", "%"], 'Email: "%" cannot be read. Write letters or digits'),
        (["-", "--city", "x", "--not-city", "y"], "Use --city or --not-city, not both."),
        (["a.pdf"], "The ending of a.pdf says no format"),
        (["nowhere/a.csv"], "cannot be used: No such file or directory"),
    ],
)
def test_what_cannot_be_is_one_line_on_standard_error(arguments: list[str], message: str) -> None:
    result = run("export", "customers", *arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_export_writes_nothing_into_the_database(tmp_path: Path) -> None:
    imported(NORTHWIND)
    run("export", "customers", tmp_path / "a.csv")
    with reading() as session:
        assert len(session.exec(select(Operation.id)).all()) == 1


SLOW_EXPORT = """
import sys
from clientapp.exporting import records
from clientapp.cli import main

rows = records.export_rows

def waiting(session, exported, ids):
    yield from rows(session, exported, ids)
    print("halfway", flush=True)
    sys.stdin.read()

records.export_rows = waiting
main()
"""


def hear_ctrl_c() -> None:
    """Tests that run in the background are deaf to it, and so would be what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json"])
def test_ctrl_c_leaves_what_was_there_and_nothing_else(tmp_path: Path, ending: str) -> None:
    imported(NORTHWIND)
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / f"a.{ending}"
    path.write_text("before")
    command = [sys.executable, "-c", SLOW_EXPORT, "export", "customers", str(path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command,
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        text=True,
        env={**os.environ},
        preexec_fn=hear_ctrl_c,
    ) as export:
        assert export.stdout
        assert export.stdout.readline() == "halfway\n"
        export.send_signal(signal.SIGINT)
        _output, said = export.communicate(timeout=60)
    assert (export.returncode, said) == (130, "Stopped. Nothing was written.\n")
    assert list(folder.iterdir()) == [path]
    assert path.read_text() == "before"


def test_the_fields_are_listed_with_their_api_names() -> None:
    shown = run("fields", "customers").stdout
    found = json.loads(run("fields", "customers", "--json").stdout)
    assert [each["name"] for each in found] == [field.name for field in CUSTOMER_FIELDS]
    assert "CustomerCommunicationPreference" in {each["api_name"] for each in found}
    for field in CUSTOMER_FIELDS:
        assert field.label in shown
        assert field.api_name in shown
