"""The documentation says what there is, all of it, and nothing that is not.

Where a table of the documentation is wrong, the failing test prints the right one.
"""

import re
import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import typer
from pydantic import SecretStr
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from clientapp.access.permissions import DEFAULTS, Permission, Role
from clientapp.cli import app
from clientapp.cli.kinds import KINDS
from clientapp.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
NAMES = [str(document.relative_to(ROOT)) for document in DOCUMENTS]

in_every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=NAMES)


def text_of(name: str) -> str:
    """A file of the project."""
    return (ROOT / name).read_text()


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as the documents hold it."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def code(name: str | Path) -> Iterator[str]:
    """The commands and names of a document: lines of code blocks, and code within a line."""
    block = re.compile(r"^```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    text = (ROOT / name).read_text()
    for found in block.finditer(text):
        yield from found[1].replace("\\\n", " ").splitlines()
    yield from re.findall(r"`([^`\n]+)`", block.sub("", text))


# settings


def default_of(name: str) -> str:
    """The default of a setting, as one would write it."""
    value = Settings.model_fields[name].default
    text = value.get_secret_value() if isinstance(value, SecretStr) else value
    return f"`{text}`" if text not in ("", ()) else ""


def test_every_setting_is_documented() -> None:
    right = table(
        ("variable", "default", "meaning"),
        [
            (f"`{PREFIX}{name.upper()}`", default_of(name), field.description or "")
            for name, field in Settings.model_fields.items()
        ],
    )
    assert right in text_of("docs/settings.md"), f"docs/settings.md should hold:\n{right}"


@in_every_document
def test_no_setting_is_named_that_does_not_exist(document: Path) -> None:
    named = set(re.findall(rf"\b{PREFIX}[A-Z_]+", document.read_text()))
    assert named <= {PREFIX + name.upper() for name in Settings.model_fields}


def test_every_setting_does_something() -> None:
    sources = [file for file in (ROOT / "clientapp").rglob("*.py") if file.name != "settings.py"]
    used = "\n".join(file.read_text() for file in [*sources, ROOT / "rxconfig.py"])
    used += text_of("clientapp/settings.py").partition("@property")[2]
    assert [name for name in Settings.model_fields if not re.search(rf"\.{name}\b", used)] == []


# make


def targets() -> dict[str, str]:
    """The targets of the Makefile with their help."""
    return dict(re.findall(r"^([a-z]+):.*## (.+)$", text_of("Makefile"), re.MULTILINE))


def test_every_make_target_is_documented() -> None:
    rows = [(f"`make {name}`", f"{help_}.") for name, help_ in targets().items()]
    right = table(("target", "what it does"), rows)
    assert right in text_of("docs/commands.md"), f"docs/commands.md should hold:\n{right}"


@in_every_document
def test_no_make_target_is_named_that_does_not_exist(document: Path) -> None:
    named = {name for line in code(document) for name in re.findall(r"\bmake ([a-z]+)", line)}
    assert named <= set(targets())


# commands


def commands() -> dict[str, TyperCommand]:
    """Every command by the words that call it, such as "import customers"."""
    found: dict[str, TyperCommand] = {}

    def walk(command: object, words: tuple[str, ...]) -> None:
        if isinstance(command, TyperGroup):
            for name, each in command.commands.items():
                walk(each, (*words, name))
        elif isinstance(command, TyperCommand):
            found[" ".join(words)] = command

    walk(typer.main.get_command(app), ())
    return found


def options(command: TyperCommand) -> set[str]:
    """The options of a command, such as "--apply"."""
    return {
        name
        for each in command.params
        if isinstance(each, TyperOption)
        for name in each.opts
        if name.startswith("--")
    }


def section(command: str) -> str:
    """What docs/commands.md says of a command, without its heading."""
    found = re.search(
        rf"^### clientapp {command}$\n(.*?)(?=^##|\Z)",
        text_of("docs/commands.md"),
        re.MULTILINE | re.DOTALL,
    )
    assert found, f"docs/commands.md has no section “### clientapp {command}”"
    return found[1]


def test_every_command_is_documented_and_no_other() -> None:
    headings = re.findall(r"^### clientapp (.+)$", text_of("docs/commands.md"), re.MULTILINE)
    assert sorted(headings) == sorted(commands())


@pytest.mark.parametrize("command", commands())
def test_every_option_is_documented_and_no_other(command: str) -> None:
    assert set(re.findall(r"(?<!\w)--[a-z][a-z0-9-]*", section(command))) == options(
        commands()[command]
    )


@pytest.mark.parametrize("command", commands())
def test_every_argument_is_documented(command: str) -> None:
    arguments = [each for each in commands()[command].params if isinstance(each, TyperArgument)]
    assert [
        each.name for each in arguments if (each.name or "").upper() not in section(command)
    ] == []


@in_every_document
def test_every_command_shown_can_be_typed(document: Path) -> None:
    for line in code(document):
        found = re.search(r"(?:^| |\.venv/bin/)clientapp (\w.*)", line)
        if found:
            typed = shlex.split(found[1], comments=True)
            name = next(
                (" ".join(typed[:n]) for n in (1, 2) if " ".join(typed[:n]) in commands()), ""
            )
            assert name, f"there is no command: {line}"
            shown = {word.partition("=")[0] for word in typed if word.startswith("--")}
            assert shown <= options(commands()[name]), line


# permissions


def asked_for() -> set[Permission]:
    """The permissions that code asks for by name."""
    sources = [file for file in (ROOT / "clientapp").rglob("*.py") if file.name != "permissions.py"]
    names = {name for f in sources for name in re.findall(r"Permission\.([A-Z_]+)", f.read_text())}
    return {Permission[name] for name in names}


def test_every_permission_is_documented() -> None:
    rows = [
        (f"`{each}`", *("yes" if each in DEFAULTS[role] else "" for role in Role))
        for each in Permission
    ]
    right = table(("permission", *Role), rows)
    assert right in text_of("docs/permissions.md"), f"docs/permissions.md should hold:\n{right}"


def test_the_permissions_said_to_be_asked_for_are() -> None:
    said = re.findall(r"^- `([a-z_.]+)`: ", text_of("docs/permissions.md"), re.MULTILINE)
    assert set(said) == set(asked_for())


# imports


@pytest.mark.parametrize("plural", KINDS)
def test_every_field_that_an_import_takes_is_documented(plural: str) -> None:
    rows = [
        (f"`{field.name}`", field.label, ", ".join(filter(None, (field.api_name, *field.aliases))))
        for field in KINDS[plural]().importable().fields
    ]
    right = table(("field", "on the screen", "columns of these names too"), rows)
    assert right in text_of("docs/importing.md"), f"docs/importing.md should hold:\n{right}"


# what one page says of another


@in_every_document
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


@in_every_document
def test_every_file_named_exists(document: Path) -> None:
    own = re.compile(r"(?:clientapp|tests|docs|bench|tools|alembic|assets)/[\w./-]*")
    named = {name for line in code(document) for name in [line] if own.fullmatch(name)}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_every_decision_the_code_refers_to_is_written_down() -> None:
    settled = set(re.findall(r"^### (\d+)\. ", text_of("docs/decisions.md"), re.MULTILINE))
    referred: set[str] = set()
    for file in [*(ROOT / "clientapp").rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        for numbers in re.findall(
            r"(?:docs/decisions\.md,|\(decision) ([\d, and]+)", file.read_text()
        ):
            referred |= set(re.findall(r"\d+", numbers))
    assert referred
    assert referred <= settled


def test_every_decision_record_is_in_the_index() -> None:
    records = {file.name for file in (ROOT / "docs/decisions").glob("0*.md")}
    assert set(re.findall(r"\]\((0\d+-[^)]+)\)", text_of("docs/decisions/README.md"))) == records
