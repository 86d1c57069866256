"""What a tag is to forms and to the history."""

from clientapp.field import Field, FieldKind
from clientapp.picklists.lists import TAG

TAG_FIELD = Field("tag", "Tag", FieldKind.OPTION, picklist=TAG)
