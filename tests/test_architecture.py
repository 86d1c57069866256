"""The rules of docs/architecture.md, read off the source: a breach is named by file and line."""

import ast
import re
import subprocess
import tokenize
from collections.abc import Iterable, Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple, TypeVar

import pytest

from clientapp import models
from clientapp.models.base import Tracked

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "clientapp"

Node = TypeVar("Node", bound=ast.AST)

LAYERS = (
    ("clientapp", "cli"),
    ("serving", "demo", "wiring"),
    ("administration", "lookup", "trash", "operations"),
    ("customers", "organizations", "properties"),
    ("desk", "record_page"),
    ("addresses", "contacts", "notes", "picklists", "tags"),
    ("frame",),
    (
        *("access", "ledger", "listing", "searching", "editing"),
        *("importing", "exporting", "bulk", "live", "segments", "merging", "background"),
    ),
    (
        *("ui", "models", "record", "field", "routes"),
        *("database", "settings", "formatting", "problem"),
    ),
)
"""From top to bottom. A room is a folder, or a file, directly in clientapp/."""

LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}

RECORDS = {"customers", "organizations", "properties"}

DRAWING = (
    r"clientapp|frame|ui/.+|access/gate|live/pulse|editing/leaving|picklists/adding"
    r"|(.+/)?(\w*state|\w*panel|\w*form|\w*table|\w*bar|tiles|search_box|\w*dialog|\w+_page)"
)
"""The files that may import Reflex."""

EDGES = (
    r"cli(/.+)?|(serving|demo|api)/.+|(.+/)?\w*state|access/(gate|guard|sign_in)|background/runner"
)
"""The files that may open a session."""

TO_SESSIONS = {"transaction", "reading", "engine", "make_engine"}

WRITES_TRACKED = r"ledger/(recording|rows|setting|moving|inserting|ids|undoing|step|deriving)"
"""The files that write rows whose changes the ledger keeps, or what derives from them."""

WRITES_UNTRACKED = (
    r"access/(commands|sessions)|searching/(index|words)|listing/columns"
    r"|merging/pairs|background/work"
)
"""The files that write users, sign-ins, the search index, how somebody wants to see a list, what a
scan found and the work in the background, which the ledger does not keep."""

LONGEST_FILE = 240
LONGEST_FUNCTION = 60
"""In lines of code: blank lines, comments and docstrings are not counted."""


class Import(NamedTuple):
    """One imported name, where it stands."""

    file: str
    line: int
    module: str
    name: str

    @property
    def room(self) -> str:
        """The room of clientapp that is imported, or "" for a library."""
        parts = [*self.module.split("."), self.name]
        return parts[1] if parts[0] == "clientapp" and len(parts) > 1 else ""

    def __str__(self) -> str:
        return f"{self.file}.py:{self.line} imports {self.module} {self.name}".rstrip()


@cache
def sources() -> dict[str, ast.Module]:
    """Every file of clientapp/ by its path without the ending, such as "ledger/undo"."""
    files = (file for file in sorted(PACKAGE.rglob("*.py")) if file.name != "__init__.py")
    return {
        str(file.relative_to(PACKAGE).with_suffix("")): ast.parse(file.read_text())
        for file in files
    }


def imports() -> Iterator[Import]:
    """Every import, also inside functions and for types only."""
    for file, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                yield from (Import(file, node.lineno, each.name, "") for each in node.names)
            elif isinstance(node, ast.ImportFrom):
                module = "." * node.level + (node.module or "")
                yield from (Import(file, node.lineno, module, each.name) for each in node.names)


def room_of(file: str) -> str:
    """The room that a file belongs to."""
    return file.split("/")[0]


def is_one_of(pattern: str, file: str) -> bool:
    """Whether a list of files, written as a pattern, names this one."""
    return re.fullmatch(pattern, file) is not None


def none_of(breaches: Iterable[object]) -> None:
    """Fail with every breach in a line of its own."""
    found = [str(breach) for breach in breaches]
    assert not found, "\n" + "\n".join(found)


# who may import whom


def test_every_room_has_its_level() -> None:
    assert {room_of(file) for file in sources()} == set(LEVEL) & {
        path.stem for path in PACKAGE.iterdir()
    }


def test_imports_name_their_module_in_full() -> None:
    none_of(each for each in imports() if each.module.startswith("."))


def test_imports_point_down() -> None:
    none_of(
        each for each in imports() if each.room and LEVEL[each.room] < LEVEL[room_of(each.file)]
    )


def test_no_two_rooms_import_each_other() -> None:
    needs: dict[str, set[str]] = {}
    for each in imports():
        if each.room and each.room != room_of(each.file):
            needs.setdefault(room_of(each.file), set()).add(each.room)
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as cycle:
        pytest.fail(f"Rooms import each other: {' → '.join(cycle.args[1])}")


def test_no_record_imports_another() -> None:
    none_of(
        each
        for each in imports()
        if room_of(each.file) in RECORDS and each.room in RECORDS - {room_of(each.file)}
    )


def test_only_files_that_draw_import_reflex() -> None:
    none_of(
        each
        for each in imports()
        if each.module.startswith("reflex") and not is_one_of(DRAWING, each.file)
    )


# sessions


def test_only_the_edges_open_a_session() -> None:
    opened = [
        *(
            each
            for each in imports()
            if each.module == "clientapp.database" and each.name in TO_SESSIONS
        ),
        *(
            f"{file}.py:{node.lineno} uses database.{node.attr}"
            for file, node in nodes(ast.Attribute)
            if isinstance(node.value, ast.Name)
            and node.value.id == "database"
            and node.attr in TO_SESSIONS
        ),
        *(each for each in imports() if each.name in {"create_engine", "sessionmaker"}),
    ]
    none_of(
        each
        for each in opened
        if not is_one_of(rf"database|{EDGES}", str(each).partition(".py:")[0])
    )


def test_nobody_but_database_ends_a_transaction() -> None:
    none_of(
        f"{file}.py:{node.lineno} calls {node.func.attr}"
        for file, node in nodes(ast.Call)
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in {"commit", "rollback"}
        and file != "database"
    )


# writes

SQL_WRITE = re.compile(r"\b(?:INSERT INTO|DELETE FROM|(?<!FOR )(?<!KEY )UPDATE)\s")
ORM_WRITES = {"add", "add_all", "delete", "merge", "bulk_insert_mappings", "bulk_update_mappings"}


def writes() -> Iterator[tuple[str, int, str]]:
    """Where a row is written: file, line and how."""
    for file, tree in sources().items():
        builders = {
            each.asname or each.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sql")
            for each in node.names
            if each.name in {"insert", "update", "delete"}
        }
        prose = {id(text) for text in docstrings(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if id(node) not in prose and SQL_WRITE.search(node.value):
                    yield file, node.lineno, "SQL"
            elif isinstance(node, ast.Call):
                if isinstance(node.func, ast.Name) and node.func.id in builders:
                    yield file, node.lineno, node.func.id
                elif is_orm_write(node.func):
                    yield file, node.lineno, ast.unparse(node.func)


def is_orm_write(called: ast.expr) -> bool:
    """Whether it is `session.add` or the like."""
    return (
        isinstance(called, ast.Attribute)
        and called.attr in ORM_WRITES
        and isinstance(called.value, ast.Name)
        and "session" in called.value.id
    )


def test_rows_of_records_are_written_by_the_ledger() -> None:
    allowed = rf"{WRITES_TRACKED}|{WRITES_UNTRACKED}"
    none_of(
        f"{file}.py:{line} writes by {how}"
        for file, line, how in writes()
        if not is_one_of(allowed, file)
    )


def test_every_file_that_may_write_does() -> None:
    writing = {file for file, _line, _how in writes()}
    for pattern in (WRITES_TRACKED, WRITES_UNTRACKED):
        listed = {file for file in sources() if is_one_of(pattern, file)}
        assert listed <= writing


def test_who_writes_beside_the_ledger_knows_no_tracked_table() -> None:
    none_of(
        each
        for each in imports()
        if is_one_of(WRITES_UNTRACKED, each.file)
        and each.module.startswith("clientapp.models")
        and issubclass(getattr(models, each.name, Tracked), Tracked)
    )


# habits


def nodes(kind: type[Node]) -> Iterator[tuple[str, Node]]:
    """Every node of a kind, with its file."""
    for file, tree in sources().items():
        yield from ((file, node) for node in ast.walk(tree) if isinstance(node, kind))


def test_no_error_is_swallowed() -> None:
    none_of(
        f"{file}.py:{node.lineno} swallows an error"
        for file, node in nodes(ast.ExceptHandler)
        if node.type is None or all(says_nothing(statement) for statement in node.body)
    )


def says_nothing(statement: ast.stmt) -> bool:
    """Whether it is `pass` or `...`."""
    ellipsis = isinstance(statement, ast.Expr) and ast.unparse(statement) == "..."
    return isinstance(statement, ast.Pass) or ellipsis


def test_no_file_is_too_long_to_be_read_at_once() -> None:
    none_of(
        f"{file}.py has {count} lines of code"
        for file in sources()
        if (count := len(lines_of_code(file))) > LONGEST_FILE
    )


def test_no_function_is_too_long_to_be_seen_at_once() -> None:
    none_of(
        f"{file}.py:{node.lineno} {node.name} has {count} lines of code"
        for file, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (count := len(lines_of_code(file) & lines(node))) > LONGEST_FUNCTION
    )


def lines(node: ast.stmt | ast.expr) -> set[int]:
    """The lines that a node covers."""
    return set(range(node.lineno, (node.end_lineno or node.lineno) + 1))


def docstrings(tree: ast.Module) -> Iterator[ast.Constant]:
    """The strings that stand alone as statements: docstrings of modules, classes, values."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


@cache
def lines_of_code(file: str) -> frozenset[int]:
    """The lines of a file that hold code."""
    silent = {
        *(tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE),
        *(tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER),
    }
    with (PACKAGE / f"{file}.py").open() as source:
        tokens = list(tokenize.generate_tokens(source.readline))
    code = {
        line
        for token in tokens
        if token.type not in silent
        for line in range(token.start[0], token.end[0] + 1)
    }
    prose = {line for text in docstrings(sources()[file]) for line in lines(text)}
    return frozenset(code - prose)


# nothing of the machine it was written on

MACHINE = re.compile(
    r"(?<![\w.])/(?:home|Users|work|opt|tmp)/\w"  # a folder of somebody's machine
    r"|\w\.(?:internal|intranet|corp|lan)\b"  # a host that only one network knows
)


def texts() -> Iterator[tuple[str, str]]:
    """Every text that git keeps, by its path; bytes that are no text are left out."""
    kept = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in kept.stdout.decode().split("\0"):
        file = ROOT / name
        if name and file.is_file() and b"\0" not in (content := file.read_bytes()):
            yield name, content.decode(errors="replace")


def test_no_file_names_the_machine_it_was_written_on() -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1} names {match.group()}"
        for name, text in texts()
        for match in MACHINE.finditer(text)
    ]
    none_of(found)
