"""Runs the migrations on the connection of `clientapp.database.migrate`, or on the settings'."""

from sqlalchemy import Connection
from sqlmodel import SQLModel

import clientapp.models  # noqa: F401 (fills the metadata)
from alembic import context
from clientapp.database import engine

INDEXES_OF_SEARCH = "_search"


def is_ours(
    _object: object, name: str | None, type_: str, _reflected: bool, _other: object
) -> bool:
    """Leave out the search tables, which differ between the databases and have no model."""
    return not (type_ == "table" and name is not None and INDEXES_OF_SEARCH in name)


def run(connection: Connection) -> None:
    """Run what the command asked for."""
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
        include_object=is_ours,
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with engine().execution_options(writes=True).begin() as own:
        run(own)
