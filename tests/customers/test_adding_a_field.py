"""A field more is one line in `CUSTOMER_FIELDS` and a migration: tried on a copy of the project."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import new_postgres

ROOT = Path(__file__).resolve().parents[2]
WORK = Path(__file__).with_name("one_more_field.py")

LINE = (
    '    Field("contract", "Service contract", CHOICE, section=MORE, bulk=True,'
    ' choices=(("full", "Full service"), ("parts", "Parts only")), api_name="CustomerContract"),\n'
)
BEFORE = '    Field("employees",'
COLUMN = "    contract: str | None = None\n"
AFTER = "    employees: str | None = None\n"


def insert(file: Path, line: str, before: str) -> None:
    """Write a line into a file."""
    text = file.read_text()
    assert text.count(before) == 1
    file.write_text(text.replace(before, line + before))


def python(project: Path, data: Path, *arguments: str, url: str = "") -> str:
    """Run Python in the copy, on a database of its own; what it printed."""
    chosen = {"CLIENTAPP_DATA_DIR": str(data), "CLIENTAPP_DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env=os.environ | chosen | {"PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy with the field: its line, its column, and the migration that alembic writes."""
    folder = tmp_path_factory.mktemp("project")
    for name in ("clientapp", "alembic"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "alembic.ini", folder)
    data = tmp_path_factory.mktemp("data")
    python(folder, data, "-m", "clientapp.cli", "migrate")
    insert(folder / "clientapp/customers/fields.py", LINE, before=BEFORE)
    insert(folder / "clientapp/models/customer.py", COLUMN, before=AFTER)
    written = ("revision", "--autogenerate", "--rev-id", "9999", "-m", "Contract")
    python(folder, data, "-m", "alembic", *written)
    return folder


def test_the_migration_that_alembic_writes_adds_the_column_and_nothing_else(project: Path) -> None:
    [file] = (project / "alembic/versions").glob("9999*.py")
    migration = file.read_text()
    assert migration.count("batch_op.add_column(sa.Column('contract'") == 1
    assert migration.count("batch_op.drop_column('contract')") == 1
    assert migration.count("op.") == 4


@pytest.fixture(params=["sqlite", "postgresql"])
def seen(request: pytest.FixtureRequest, project: Path, tmp_path: Path) -> dict[str, Any]:
    """What each part of the copy knows of the field."""
    url = ""
    if request.param == "postgresql":
        url = new_postgres(request.getfixturevalue("postgres_server"))
    printed = python(project, tmp_path, str(WORK), str(tmp_path), url=url)
    return json.loads(printed.splitlines()[-1])


def test_a_line_and_a_migration_make_a_field_that_every_part_knows(seen: dict[str, Any]) -> None:
    assert seen["form"]
    assert seen["record"] == "parts"
    assert seen["history"] == ["Service contract from Full service to Parts only"]
    assert seen["history undone"] == "full"
    assert seen["table"] == ["Service contract", ["Full service"], [""]]
    found, offered = seen["filter"]
    assert found == 1
    assert offered == [["Full service", 1], ["Parts only", 0], ["Empty", 1]]
    assert seen["bulk"] == ["parts", "parts"]
    assert "Service contract" in seen["exported"]["labels"]
    assert seen["exported"]["by API name"] == "parts"
    report, imported = seen["imported"]
    assert report["columns"]["Service contract"] == "contract"
    assert (report["rows"], report["update"]) == (2, 2)
    assert imported == "full"
