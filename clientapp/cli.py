"""The `clientapp` command."""

import sys

import typer
from sqlalchemy.exc import DatabaseError

from clientapp.cli_demo import demo
from clientapp.cli_import import import_customers, undo_operation
from clientapp.cli_users import users
from clientapp.database import UnusableDatabase
from clientapp.settings import WrongSetting, read_settings
from clientapp.wiring import wire

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The customer module of a field-service business.",
)


imports = typer.Typer(no_args_is_help=True, help="Bring in a list that you have.")
imports.callback()(lambda: None)
imports.command("customers")(import_customers)

app.command()(demo)
app.command("undo")(undo_operation)
app.add_typer(imports, name="import")
app.add_typer(users, name="user")


@app.command()
def serve() -> None:
    """Check, migrate, build what changed, and serve on one port until Ctrl-C."""
    from clientapp.serving.server import serve as run

    run(announce)


@app.command()
def dev() -> None:
    """Serve, and build and start again whenever the code changes."""
    from clientapp.serving.dev import dev as run

    run()


@app.command()
def migrate() -> None:
    """Bring the database to this version."""
    from clientapp.database import migrate as run

    run()


def announce() -> list[str]:
    """What there is to say once the server answers: the owner's link while there is no user."""
    from clientapp.access.commands import create_owner_from_settings, owner_link
    from clientapp.database import transaction
    from clientapp.serving.checks import address
    from clientapp.settings import settings

    with transaction() as session:
        create_owner_from_settings(session)
        link = owner_link(session, address(settings()))
    return [f"Create the owner: {link}"] if link else []


def main() -> None:
    """Run the command; what cannot be is one line and exit code 2."""
    wire()
    try:
        read_settings()
    except WrongSetting as wrong:
        sys.exit(_said(str(wrong)))
    try:
        app()
    except UnusableDatabase as unusable:
        sys.exit(_said(str(unusable)))
    except DatabaseError as error:
        sys.exit(_said(f"The database cannot be used: {error.orig}"))


def _said(line: str) -> int:
    print(line, file=sys.stderr)
    return 2


if __name__ == "__main__":
    main()
