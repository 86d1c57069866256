"""What a customer is to the verbs: its fields, its tables, how it is refreshed."""

from clientapp import routes
from clientapp.customers.derived import MADE_OF, refresh, reindex
from clientapp.customers.fields import CUSTOMER_FIELDS
from clientapp.customers.reading import facts, titles
from clientapp.field import FieldKind
from clientapp.models import (
    Address,
    Contact,
    Customer,
    CustomerAddress,
    Organization,
    PicklistOption,
    Property,
)
from clientapp.record import Part, Record, Unique

PLACE_IN_USE = (
    "EXISTS (SELECT 1 FROM customer_address AS l JOIN customer AS c ON c.id = l.customer_id "
    "WHERE l.address_id = {address} AND l.trashed_at IS NULL AND c.trashed_at IS NULL)"
)
OPTION_COLUMNS = [field.stored_as for field in CUSTOMER_FIELDS if field.kind == FieldKind.OPTION]
OPTION_IN_USE = "t.id IN ({})".format(
    " UNION ".join(
        f"SELECT {name} FROM customer WHERE trashed_at IS NULL AND {name} IS NOT NULL"
        for name in OPTION_COLUMNS
    )
)

PARTS = (
    Part(
        "customer",
        Customer,
        about_kind="customer",
        derives=MADE_OF,
        unique=(Unique(("external_id",), "external ID taken"),),
    ),
    Part(
        "contact",
        Contact,
        about_kind="customer",
        about="t.customer_id",
        owner="customer_id",
        derives=MADE_OF,
        unique=(Unique(("customer_id",), "another contact is there", only="is_primary"),),
    ),
    Part(
        "address",
        Address,
        about_kind="customer",
        about="(SELECT min(l.customer_id) FROM customer_address AS l WHERE l.address_id = t.id)",
        in_use=PLACE_IN_USE.format(address="t.id"),
        reported=False,
        derives=MADE_OF,
    ),
    Part(
        "customer_address",
        CustomerAddress,
        about_kind="customer",
        about="t.customer_id",
        owner="customer_id",
        unique=(
            Unique(("customer_id",), "another place is there", only="is_billing"),
            Unique(("customer_id",), "another place is there", only="is_primary_site"),
        ),
    ),
    Part(
        "property",
        Property,
        about_kind="property",
        in_use=PLACE_IN_USE.format(address="t.address_id"),
        reported=False,
    ),
    Part(
        "picklist_option",
        PicklistOption,
        about_kind="picklist_option",
        in_use=OPTION_IN_USE,
        unique=(Unique(("picklist_id", "label_key"), "the choice is there again"),),
    ),
    Part("organization", Organization, about_kind="organization"),
)

CUSTOMER = Record(
    kind="customer",
    label="customer",
    plural="customers",
    fields=CUSTOMER_FIELDS,
    parts=PARTS,
    refresh=refresh,
    reindex=reindex,
    titles=titles,
    facts=facts,
    url=routes.customer,
    found_by=("name_key", "place_key", "number"),
)
