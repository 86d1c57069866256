"""The commands, as a person runs them."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from clientapp.cli import app
from clientapp.customers.commands import update_customer
from clientapp.database import transaction
from tests.importing.files import ANA, LITTLE_ROCK, NORTHWIND, customers, write_file

pytestmark = pytest.mark.usefixtures("sqlite")


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def answer(*arguments: str | Path) -> dict[str, Any]:
    """The one object on standard output; nothing else may be there."""
    result = run(*arguments, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_a_rehearsal_prints_one_object_and_writes_nothing() -> None:
    found = answer("import", "customers", NORTHWIND)
    assert found["rows"] == found["create"] == 91
    assert found["operation"] is None
    assert found["columns"]["contactName"] == "contact_name"
    assert customers() == []


def test_apply_writes_one_operation_and_a_second_time_none() -> None:
    assert answer("import", "customers", NORTHWIND, "--apply")["operation"] == 1
    again = answer("import", "customers", NORTHWIND, "--apply")
    assert (again["rows"], again["unchanged"], again["operation"]) == (91, 91, None)


def test_columns_are_matched_as_said_and_rows_not_taken_go_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "licenses.csv"
    file.write_bytes(LITTLE_ROCK.read_bytes())
    maps = ("Business=company_name", "Classification=industry", "Category=category")
    options = [part for text in maps for part in ("--map", text)]
    rehearsed = answer("import", "customers", file, *options)
    assert rehearsed["rejects_file"] is None
    found = answer("import", "customers", file, *options, "--apply")
    verdicts = ("create", "update", "unchanged", "duplicate", "invalid")
    assert sum(found[verdict] for verdict in verdicts) == found["rows"] == 300
    assert found["rejects_file"] == str(tmp_path / "licenses.rejected.csv")
    lines = Path(found["rejects_file"]).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 1 + found["duplicate"] + found["invalid"]


def test_rejects_stay_out_of_a_folder_that_is_not_to_be_written(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    file = write_file(folder / "a.csv", ("company", "email"), ("Alder", "nobody"))
    folder.chmod(0o555)
    found = answer("import", "customers", file, "--apply")
    folder.chmod(0o755)
    assert found["rejects_file"] == str(tmp_path / "a.rejected.csv")


def test_the_summary_reads_in_words(tmp_path: Path) -> None:
    head = ("company", "phone", "city")
    file = write_file(tmp_path / "a.csv", head, ("Alder", "12", "NULL"))
    result = run("import", "customers", file)
    assert result.exit_code == 0
    for words in (
        "1  customer to create",
        "company → company_name",
        "taken as empty: city 1",
        "Warning in 1 row: Phone: A US phone number has 10 digits (line 2)",
        "nothing was written",
    ):
        assert words in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere.csv"], "nowhere.csv cannot be opened"),
        ([NORTHWIND, "--map", "Nothing=city"], 'There is no column "Nothing".'),
        ([NORTHWIND, "--map", "phone=number of cats"], 'There is no field "number of cats".'),
        ([NORTHWIND, "--map", "phone"], "is not of the form COLUMN=FIELD"),
        ([NORTHWIND, "--encoding", "klingon"], 'There is no encoding named "klingon".'),
        ([NORTHWIND, "--delimiter", "::"], "A delimiter is one character."),
    ],
)
def test_what_cannot_be_is_one_line_on_standard_error(
    arguments: list[str | Path], message: str
) -> None:
    result = run("import", "customers", *arguments, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert message in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_none_of_whose_columns_is_known_is_refused(tmp_path: Path) -> None:
    result = run("import", "customers", write_file(tmp_path / "a.csv", ("x", "y"), ("1", "2")))
    assert result.exit_code == 1
    assert "No column" in result.stderr


def test_undo_says_what_was_restored_and_what_was_edited_since() -> None:
    answer("import", "customers", NORTHWIND, "--apply")
    for row in customers()[:3]:
        with transaction() as session:
            update_customer(session, ANA, row["id"], {"fax": "1"}, row["version"])
    result = run("undo", "1")
    assert result.exit_code == 0
    assert "88 restored; 3 edited since: C-000001 Alfreds Futterkiste, C-000002" in result.stdout


def test_an_undo_as_json_is_one_object() -> None:
    answer("import", "customers", NORTHWIND, "--apply")
    found = answer("undo", "1")
    assert (found["operation"], found["restored"], found["kept"]) == (2, 91, [])


def test_what_cannot_be_undone_is_one_line() -> None:
    result = run("undo", "7")
    assert (result.exit_code, result.stderr) == (1, "There is no operation 7.\n")
