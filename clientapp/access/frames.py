"""What a browser may send over the socket: the few messages that Reflex's own client sends.

Reflex logs a stack trace for each message it cannot read, which fills a log in minutes; here a
message of another shape closes the socket instead.
"""

from collections.abc import Container
from typing import Annotated, Any, Literal

from annotated_types import MaxLen
from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
)

Text = Annotated[str, MaxLen(2000)]


class Place(BaseModel):
    """Where in the application a browser is."""

    model_config = ConfigDict(extra="allow")

    pathname: Text = ""
    asPath: Text = ""
    query: dict[str, Text | list[Text] | None] = {}


def _is_handled(name: str, reading: ValidationInfo) -> str:
    if reading.context is not None and name not in reading.context:
        raise ValueError("there is no such handler")
    return name


class SentEvent(BaseModel):
    """An event for a handler."""

    model_config = ConfigDict(extra="ignore")

    name: Annotated[str, MaxLen(300), AfterValidator(_is_handled)]
    payload: dict[str, Any] = {}
    router_data: Place = Place()


class Opening(BaseModel):
    """What comes with the opening of the connection: the event that asks for the page's state."""

    model_config = ConfigDict(extra="ignore")

    event: SentEvent | None = None
    state_schema: Text | None = None


Message = (
    tuple[Literal["event"], SentEvent]
    | tuple[Literal["client_error"], dict[str, Any]]
    | tuple[Literal["ping"]]
)
_message = TypeAdapter[Message](Message)
_opening = TypeAdapter[Opening](Opening)

NAMESPACE = "/_event"
OPENING, CLOSING, MESSAGE = f"40{NAMESPACE},", f"41{NAMESPACE}", f"42{NAMESPACE},"


def is_known(frame: str | None, handled: Container[str] | None = None) -> bool:
    """Whether a frame of the socket is one that a page of ours can have sent.

    Args:
        handled: the names of the events that have a handler; None takes any. Reflex logs an event
            without one whole, with the cookie of its socket.
    """
    if frame is None:  # binary
        return False
    try:
        if frame.startswith(MESSAGE):
            _message.validate_json(frame.removeprefix(MESSAGE), context=handled)
        elif frame.startswith(OPENING):
            _opening.validate_json(frame.removeprefix(OPENING), context=handled)
        else:
            return frame in ("2", "3", f"40{NAMESPACE}") or frame.rstrip(",") == CLOSING
    except ValidationError:
        return False
    return True
