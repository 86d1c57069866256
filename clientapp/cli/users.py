"""The commands `clientapp user …`, an edge like the pages. A password is never an argument."""

import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clientapp.cli.common import actor, one_line, prepare

if TYPE_CHECKING:
    from sqlmodel import Session


users = typer.Typer(no_args_is_help=True, help="Users: who signs in, and in which role.")

Email = Annotated[str, typer.Argument(help="The email address that the user signs in with.")]
RoleName = Annotated[str, typer.Argument(help="viewer, office, manager or owner.")]
FromStandardInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input.")
]


@users.command()
def add(
    email: Email,
    role: Annotated[str, typer.Option(help="viewer, office, manager or owner.")] = "office",
    name: Annotated[str, typer.Option(help="The name that others see.")] = "",
    password_stdin: FromStandardInput = False,
) -> None:
    """Add a user; without a password, print the link with which the user chooses one."""
    from clientapp.access import commands
    from clientapp.access.passwords import new_hash

    with one_line():
        hashed = new_hash(_read_password(), email) if password_stdin else None
        with _database() as session:
            user = commands.add_user(session, email, role, name, hashed, actor=actor())
            link = None if hashed else commands.new_link(session, commands.SET_PASSWORD, user)
    print(f"Added {user.email} as {user.role}.")
    if link:
        print(f"The password is chosen here, once, within a day: {_base()}{link}")


@users.command()
def disable(email: Email) -> None:
    """Keep a user from signing in, and end every sign-in at once."""
    from clientapp.access import commands

    with one_line(), _database() as session:
        user = commands.disable_user(session, email, actor=actor())
    print(f"{user.email} can no longer sign in.")


@users.command()
def enable(email: Email) -> None:
    """Let a disabled user sign in again."""
    from clientapp.access import commands

    with one_line(), _database() as session:
        user = commands.enable_user(session, email, actor=actor())
    print(f"{user.email} can sign in again.")


@users.command()
def role(email: Email, role: RoleName) -> None:
    """Give a user another role; it holds at the user's next click."""
    from clientapp.access import commands

    with one_line(), _database() as session:
        user = commands.set_role(session, email, role, actor=actor())
    print(f"{user.email} is {user.role}.")


@users.command()
def password(
    email: Email,
    password_stdin: FromStandardInput = False,
    link: Annotated[
        bool, typer.Option("--link", help="Print a link with which the user chooses one.")
    ] = False,
) -> None:
    """Set a user's password and end every sign-in of the user."""
    from clientapp.access import commands
    from clientapp.access.passwords import new_hash

    with one_line():
        if link:
            with _database() as session:
                user = commands.get_user(session, email)
                made = commands.new_link(session, commands.SET_PASSWORD, user)
            print(f"The password is chosen here, once, within a day: {_base()}{made}")
            return
        hashed = new_hash(_read_password() if password_stdin else _ask(), email)
        with _database() as session:
            user = commands.get_user(session, email)
            commands.set_password(session, user, hashed, actor=actor())
        print("The password is set; every sign-in of the user has ended.")


@users.command("list")
def list_users(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON array.")] = False,
) -> None:
    """List the users."""
    from sqlmodel import col, select

    from clientapp.models import User

    with one_line(), _database() as session:
        found = session.exec(select(User).order_by(col(User.email_key))).all()
    rows: list[dict[str, Any]] = [
        {"email": u.email, "name": u.name, "role": u.role, "disabled": u.disabled_at is not None}
        for u in found
    ]
    if as_json:
        print(json.dumps(rows))
        return
    for row in rows:
        print(row["email"], row["role"], "disabled" if row["disabled"] else "", sep="\t")


@contextmanager
def _database() -> Generator["Session"]:
    """A transaction on a database that is as new as this version."""
    from clientapp.database import transaction

    prepare()
    with transaction() as session:
        yield session


def _read_password() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _ask() -> str:
    return str(typer.prompt("New password", hide_input=True, confirmation_prompt=True))


def _base() -> str:
    from clientapp.serving.checks import address
    from clientapp.settings import settings

    return address(settings())
