"""Every kind of record is exported, imported and described by the same commands."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from clientapp.cli import app
from clientapp.cli.kinds import KINDS
from tests.importing.files import write_file

pytestmark = pytest.mark.usefixtures("sqlite")

HEADS = {
    "customers": ("company", "street", "category"),
    "organizations": ("organization", "street", "category"),
    "properties": ("property", "street", "type"),
}


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.stderr
    return result


@pytest.mark.parametrize("plural", KINDS)
def test_an_import_says_what_was_created_and_an_export_imports_again_unchanged(
    tmp_path: Path, plural: str
) -> None:
    file = write_file(tmp_path / "a.csv", HEADS[plural], ("Elm", "1 Oak", "Gold"), ("Ash", "", ""))
    words = run("import", plural, file, "--apply").stdout
    assert f"2  {plural} created" in words
    for ending in ("csv", "xlsx"):
        path = tmp_path / f"b.{ending}"
        assert run("export", plural, path).stdout == f"Wrote 2 {plural} to {path}.\n"
        again = json.loads(run("import", plural, path, "--apply", "--json").stdout)
        assert (again["unchanged"], again["operation"]) == (2, None)


@pytest.mark.parametrize("plural", KINDS)
def test_the_filters_and_the_search_of_its_list_are_options(tmp_path: Path, plural: str) -> None:
    file = write_file(tmp_path / "a.csv", HEADS[plural], ("Elm", "1 Oak", "Gold"), ("Ash", "", ""))
    run("import", plural, file, "--apply")
    option = f"--{HEADS[plural][2]}"
    for arguments in ((option, "gold"), (f"--not-{HEADS[plural][2]}", "-"), ("--search", "elm")):
        found = json.loads(run("export", plural, "-", *arguments).stdout)
        assert [row["street"] for row in found] == ["1 Oak"]


@pytest.mark.parametrize("plural", KINDS)
def test_the_fields_are_the_columns_of_an_export(tmp_path: Path, plural: str) -> None:
    told = json.loads(run("fields", plural, "--json").stdout)
    run("export", plural, tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [each["label"] for each in told] == next(csv.reader(file))
