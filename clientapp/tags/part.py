"""What the tags of records are to the ledger."""

from clientapp.record import Part, Telling, Unique
from clientapp.tags.tables import TAGS


def tag_links(kind: str) -> Part:
    """That records of a kind wear tags: a pair stands once."""
    links = TAGS[kind]
    return Part(
        links.name,
        links.model,
        about_kind=kind,
        about=f"t.{links.key}",
        owner=links.key,
        telling=Telling("Tag", links="picklist_option", column="tag_id"),
        unique=(Unique((links.key, "tag_id"), "it is there already", lasting=True),),
    )
