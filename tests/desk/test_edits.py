"""What bulk edit offers of a kind of record, and how it asks for values."""

from clientapp.bulk.kind import BulkKind
from clientapp.customers.bulk import CUSTOMER_BULK
from clientapp.customers.queries import CUSTOMERS
from clientapp.desk.edits import ADD_TAG, REMOVE_TAG, Edits
from clientapp.field import Field, FieldKind

EDITS = Edits(CUSTOMER_BULK)


def edits_of(*fields: Field) -> Edits:
    return Edits(BulkKind(CUSTOMERS, fields))


def test_fields_for_many_records_are_offered_and_then_the_tags() -> None:
    assert list(EDITS.labels)[-2:] == [ADD_TAG, REMOVE_TAG]
    assert next(iter(EDITS.labels.values())) == "Kind"
    assert "external_id" not in EDITS.fields


def test_the_dialog_begins_with_the_first_list_of_choices() -> None:
    assert EDITS.usual == "industry"
    assert edits_of(Field("limit", "Limit", FieldKind.MONEY, bulk=True)).usual == "limit"


def test_what_is_never_empty_is_not_cleared_and_a_flag_is_set_to_no() -> None:
    assert {"category", "credit_limit"} <= EDITS.cleared
    assert not {"kind", "status", "bad_debt"} & EDITS.cleared


def test_all_lists_of_choices_share_one_input_and_other_kinds_have_their_own() -> None:
    assert EDITS.shape_of("industry") == EDITS.shape_of("category") == EDITS.shape_of(ADD_TAG)
    shapes = {EDITS.shape_of(name) for name in ("industry", "kind", "status", "credit_limit")}
    assert len(shapes) == 4


def test_a_record_of_another_kind_is_chosen_by_its_own_input() -> None:
    def record(name: str, kind: str) -> Field:
        return Field(name, name.capitalize(), FieldKind.RECORD, record_kind=kind, bulk=True)

    edits = edits_of(record("owner", "customer"), record("firm", "organization"))
    asked = [edits.shapes[edits.shape_of(name)].record_kind for name in ("owner", "firm")]
    assert asked == ["customer", "organization"]
