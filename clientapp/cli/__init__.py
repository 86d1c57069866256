"""The `clientapp` command. What a command needs is imported when it runs: a start is quick."""

import sys

import typer

from clientapp.cli.common import one_line, prepare
from clientapp.cli.demo import demo
from clientapp.cli.exporting import exports
from clientapp.cli.fields import fields
from clientapp.cli.importing import imports
from clientapp.cli.undo import undo
from clientapp.cli.users import users

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The customer module of a field-service business.",
)


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
    prepare()


app.add_typer(imports, name="import")
app.add_typer(exports, name="export")
app.add_typer(fields, name="fields")
app.command()(undo)
app.command()(demo)
app.add_typer(users, name="user")


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
    """Run the command; what cannot be is one line on standard error and an exit code."""
    try:
        with one_line(2):
            from clientapp.settings import read_settings

            read_settings()
            app()
    except typer.Exit as ended:
        sys.exit(ended.exit_code)
