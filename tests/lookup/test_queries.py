import pytest
from sqlalchemy import insert

from clientapp.addresses.property_key import SEARCH as PROPERTIES
from clientapp.contacts.commands import link_contact, remove_contact
from clientapp.customers.reading import properties
from clientapp.database import reading, transaction
from clientapp.ledger.recording import Actor, now
from clientapp.ledger.undo import undo_all
from clientapp.lookup.queries import Found, find, recent
from clientapp.merging.merge import merge
from clientapp.models import Customer, Organization, Property
from clientapp.organizations.derived import reindex
from clientapp.searching import index
from tests.contacts.people import ELM, OAK, add, add_place, customer, edit
from tests.customers.bulk import trash_customer
from tests.customers.writing import update

HARBOR = {"kind": "commercial", "company_name": "Harbor Tap Room"}


def found(text: str, limit: int = 8) -> list[Found]:
    with reading() as session:
        return find(session, text, limit)


def titles(text: str) -> list[tuple[str, str, str]]:
    """Kind, title and what matched, best first."""
    return [(each.kind, each.title, each.matched) for each in found(text)]


def organization(name: str) -> int:
    with transaction() as session:
        stamps = {"version": 1, "created_at": now(), "modified_at": now(), "status": "active"}
        added = insert(Organization).values(name=name, name_key=name.lower(), **stamps)
        row_id = (session.connection().execute(added).inserted_primary_key or (0,))[0]
        reindex(session, [row_id])
    return row_id


def property_of(customer_id: int) -> int:
    """The property at the only place of a customer."""
    with reading() as session:
        (found,) = properties(session, [customer_id])["property"]
    return found


@pytest.mark.parametrize(
    "typed",
    [
        *("(501) 555-0134", "501.555.0134", "+1 501 555 0134", "15015550134", "555-0134"),
        *("50155", "0134", "134", "501-555-0134 ext. 7"),
    ],
)
def test_a_customer_is_found_by_its_phone_in_any_format(
    any_database: str, actor: Actor, typed: str
) -> None:
    ana = customer(actor, phone="(501) 555-0134")
    customer(actor, "Moss", phone="(479) 444-9999")
    assert [(each.id, each.matched) for each in found(typed)] == [(ana, "Phone (501) 555-0134")]


@pytest.mark.parametrize("typed", ["030 0074321", "+49 30 0074321", "0049 30-0074321", "74321"])
def test_a_phone_from_abroad_is_found_as_it_is_dialled_there(
    any_database: str, actor: Actor, typed: str
) -> None:
    ana = customer(actor, phone="+49 30 0074321")
    assert [each.id for each in found(typed)] == [ana]


def test_a_phone_that_ends_so_comes_before_one_that_begins_so_and_before_a_post_code(
    any_database: str, actor: Actor
) -> None:
    place = customer(actor, "Place", **{**OAK, "postal_code": "72053"})
    begins = customer(actor, "Begins", phone="(720) 555-0199")
    ends = customer(actor, "Ends", phone="(501) 555-7205")
    kinds = [(each.kind, each.id) for each in found("7205")]
    assert kinds[:2] == [("customer", ends), ("customer", begins)]
    assert [kind for kind, _id in kinds[2:]] == ["property"]
    assert found("7205")[2].url == f"/properties/edit/{property_of(place)}"


@pytest.mark.parametrize("typed", ["C-000001", "c-1", "c000001", "1", "000001"])
def test_the_number_comes_first_with_or_without_what_stands_before_it(
    any_database: str, actor: Actor, typed: str
) -> None:
    customer(actor)
    customer(actor, "Moss", street="1 Oak Ct", city="Benton")
    best = found(typed)[0]
    assert (best.title, best.matched) == ("Ana Reyes", "Number C-000001")


def test_an_external_id_comes_before_a_name_that_begins_so(any_database: str, actor: Actor) -> None:
    named = customer(actor, **{**HARBOR, "company_name": "Alfki Traders"})
    ana = customer(actor, external_id="ALFKI")
    assert [each.id for each in found("alfki")] == [ana, named]
    assert found("alfki")[0].matched == "External ID ALFKI"


def test_names_that_begin_so_come_before_words_that_do_and_those_before_the_rest(
    any_database: str, actor: Actor
) -> None:
    names = ["Mark Halder", "Tom Alder", "Alder Bakery", "Alder"]
    for name in names:
        customer(actor, **{**HARBOR, "company_name": name})
    customer(actor, "Moss", email="x@alder.example")
    customer(actor, "Pike", street="5 Alder St", city="Conway")
    assert [each.title for each in found("alder")] == [
        *("Alder", "Alder Bakery", "Tom Alder", "Mark Halder", "Ana Moss", "5 Alder St"),
    ]


@pytest.mark.parametrize("typed", ["zoe alund", "Alund, Zoë", "ÅLUND zo", "lund zoe"])
def test_words_may_be_in_any_order_and_without_their_accents(
    any_database: str, actor: Actor, typed: str
) -> None:
    customer(actor, "Ålund", first_name="Zoë")
    assert titles(typed) == [("customer", "Zoë Ålund", "Name")]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        *(("jonson", "Johnson"), ("mary jhonson", "Johnson"), ("Johnsom marry", "Johnson Mary")),
        ("marx johnson", "Mary"),
    ],
)
def test_one_letter_wrong_in_one_or_more_words_is_forgiven(
    any_database: str, actor: Actor, typed: str, said: str
) -> None:
    customer(actor, "Johnson", first_name="Mary")
    assert titles(typed) == [("customer", "Mary Johnson", f"Spelt {said}")]


def test_what_is_spelt_so_comes_before_what_is_corrected(any_database: str, actor: Actor) -> None:
    customer(actor, "Johnson", first_name="Abe")
    customer(actor, "Jonson", first_name="Zed")
    assert titles("jonson") == [
        ("customer", "Zed Jonson", "Name"),
        ("customer", "Abe Johnson", "Spelt Johnson"),
    ]


def test_a_contact_that_matches_is_found_by_itself_and_says_at_whom(
    any_database: str, actor: Actor
) -> None:
    harbor, ana = customer(actor, **HARBOR), customer(actor)
    kelly = add(actor, harbor, "Kelly Brandt", email="kb@example.com", phone="(501) 555-0108")
    with transaction() as session:
        link_contact(session, actor, ana, kelly)
    at = "at Harbor Tap Room and 1 more"
    for typed, said in {
        "brandt": "Name",
        "kb@example.com": "Email kb@example.com",
        "555 0108": "Phone (501) 555-0108",
    }.items():
        each = found(typed)[0]
        assert (each.kind, each.id, each.title) == ("contact", kelly, "Kelly Brandt")
        assert (each.detail.startswith("at "), each.matched) == (True, said)
        assert len(found(typed)) == 1
    assert found("kelly brandt")[0].detail in (at, "at Ana Reyes and 1 more")


def test_a_place_that_matches_is_found_by_itself_and_says_where_and_at_whom(
    any_database: str, actor: Actor
) -> None:
    harbor = customer(actor, **HARBOR, **OAK)
    add_place(actor, harbor, {**ELM, "label": "Warehouse", "access_phone": "(501) 555-0150"})
    place = found("12 oak benton")[0]
    assert (place.kind, place.title) == ("property", "12 Oak Ct")
    assert place.detail == "Benton, AR 72015, at Harbor Tap Room"
    assert place.url == f"/properties/edit/{place.id}"
    assert titles("warehouse conway") == [("property", "Warehouse", "Address")]
    assert titles("5550150") == [("property", "Warehouse", "Access phone (501) 555-0150")]


def test_what_only_matches_together_is_the_customer(any_database: str, actor: Actor) -> None:
    harbor = customer(actor, **HARBOR, **OAK)
    add(actor, harbor, "Kelly Brandt")
    assert titles("harbor kelly") == [("customer", "Harbor Tap Room", "Contact Kelly Brandt")]
    assert titles("harbor oak") == [
        ("customer", "Harbor Tap Room", "Address 12 Oak Ct, Benton, AR 72015")
    ]


def test_a_person_and_the_primary_contact_of_the_same_name_are_one(
    any_database: str, actor: Actor
) -> None:
    customer(actor)
    assert titles("ana reyes") == [("customer", "Ana Reyes", "Name")]


def test_former_phones_and_emails_come_last_and_say_so(any_database: str, actor: Actor) -> None:
    ana = customer(actor, phone="(501) 555-0101", email="old@example.com")
    kelly = add(actor, ana, "Kelly Brandt", phone="(501) 555-0102")
    edit(actor, ana, kelly, phone=None)
    with transaction() as session:
        remove_contact(session, actor, ana, kelly)
    update(actor, ana, 4, phone="(501) 555-0999", email=None)
    moss = customer(actor, "Moss", phone="501 555 0101")
    assert titles("5550101") == [
        ("customer", "Ana Moss", "Phone (501) 555-0101"),
        ("customer", "Ana Reyes", "Former phone (501) 555-0101"),
    ]
    assert titles("old@example.com") == [("customer", "Ana Reyes", "Former email old@example.com")]
    assert [each.id for each in found("555-0102")] == [ana] != [moss]


def test_organizations_are_found_by_name_and_lead_to_their_record(
    any_database: str, actor: Actor
) -> None:
    group = organization("Reyes Brothers")
    ana = customer(actor)
    with transaction() as session:
        session.get_one(Customer, ana).organization_id = group
    assert [(each.kind, each.title) for each in found("reyes")] == [
        ("organization", "Reyes Brothers"),
        ("customer", "Ana Reyes"),
    ]
    best = found("brothers")[0]
    assert (best.detail, best.url) == ("1 customer", f"/organizations/edit/{group}")
    assert titles("reyes bothers") == [("organization", "Reyes Brothers", "Spelt Brothers")]


def test_warnings_stand_beside_the_customer_and_all_that_is_found_at_it(
    any_database: str, actor: Actor
) -> None:
    warned = {"bad_debt": True, "bad_debt_reason": "Two invoices", "do_not_service": True}
    harbor = customer(actor, **HARBOR, **OAK, **warned)
    add(actor, harbor, "Kelly Brandt")
    raised = (("Do not service", ""), ("Bad debt", "Two invoices"))
    for typed in ("harbor", "kelly", "12 oak"):
        assert [each.warnings for each in found(typed)] == [raised]


def test_nothing_in_trash_is_found(any_database: str, actor: Actor) -> None:
    ana = customer(actor, phone="(501) 555-0101", external_id="X-1", **OAK)
    trash_customer(transaction, actor, ana)
    for typed in ("reyes", "555-0101", "C-000001", "x-1", "reyez"):
        assert found(typed) == []
    (site,) = found("12 oak")  # it stays, and is at nobody's now
    assert (site.kind, site.detail) == ("property", "Benton, AR 72015")


@pytest.mark.parametrize("typed", ["", "  ", "%", "_", "'", '"', "* OR", "NEAR(", "x" * 500])
def test_whatever_is_typed_finds_something_or_nothing(
    any_database: str, actor: Actor, typed: str
) -> None:
    customer(actor)
    assert found(typed) == []


def test_no_more_than_asked_for_and_the_best_of_many(any_database: str, actor: Actor) -> None:
    for at in range(12):
        customer(actor, f"Moss{at}", first_name="Tom")
    customer(actor, "Mossy", first_name="Moss")
    assert len(found("moss")) == 8
    assert found("moss", limit=1)[0].title == "Moss Mossy"


def test_recent_ones_come_in_their_order_without_those_that_are_gone(
    any_database: str, actor: Actor
) -> None:
    harbor, ana, gone = customer(actor, **HARBOR, **OAK), customer(actor), customer(actor, "Gone")
    kelly = add(actor, harbor, "Kelly Brandt")
    group = organization("Reyes Brothers")
    trash_customer(transaction, actor, gone)
    place = found("12 oak")[0].id
    keys: list[tuple[str, int]] = [
        *(("property", place), ("customer", gone), ("customer", ana), ("contact", kelly)),
        *(("organization", group), ("customer", 9999), ("nothing", 1), ("customer", harbor)),
    ]
    with reading() as session:
        opened = recent(session, keys)
    assert [(each.kind, each.id) for each in opened] == [
        *(("property", place), ("customer", ana), ("contact", kelly)),
        *(("organization", group), ("customer", harbor)),
    ]
    assert {each.matched for each in opened} == {""}
    assert opened[2].detail == "at Harbor Tap Room"


def test_a_customer_is_found_by_what_was_merged_into_it_until_it_is_unmerged(
    any_database: str, actor: Actor
) -> None:
    stays = customer(actor, "Moss", phone="(501) 555-0134")
    gone = customer(actor, "Brandt", phone="(479) 444-9999")
    with transaction() as session:
        operation = merge(session, actor, "customer", stays, [gone], {"phone": stays})
        number = session.get_one(Customer, gone).number
    for typed, matched in (
        ("479 444 9999", "Former phone (479) 444-9999"),
        (number, f"Merged with {number}"),
    ):
        assert [(each.id, each.matched) for each in found(typed) if each.kind == "customer"] == [
            (stays, matched)
        ], typed
    undo_all(transaction, actor, operation, others=True)
    for typed in ("479 444 9999", number):
        assert [each.id for each in found(typed) if each.kind == "customer"] == [gone], typed


def test_one_wrong_letter_is_found_where_many_names_are_nearly_like_the_other_word(
    any_database: str, actor: Actor
) -> None:
    for number in range(40):
        customer(actor, f"Malone Gateway {number}")
    alia = customer(actor, "Long-Gates")
    customer(actor, "Bates")
    assert [each.id for each in found("Lonx-Gates")] == [alia]
    assert [each.id for each in found("gatex lonh")] == [alia]


def test_a_place_that_is_only_billed_is_found_at_its_customer(
    any_database: str, actor: Actor
) -> None:
    harbor = customer(actor, **HARBOR, **OAK)
    add_place(actor, harbor, ELM, is_billing=True, is_site=False)
    (billed,) = found("elm conway")
    assert (billed.kind, billed.url) == ("place", f"/customers/edit/{harbor}")


def test_a_property_is_found_by_its_own_name_once_and_says_where_and_at_whom(
    any_database: str, actor: Actor
) -> None:
    harbor = customer(actor, **HARBOR, **OAK, bad_debt=True)
    site = property_of(harbor)
    with transaction() as session:
        row = session.get_one(Property, site)
        row.name, row.display_name, row.name_key = "North Hall", "North Hall", "north hall"
        row.external_id = "P-77"
        index.write(session, PROPERTIES, {site: "north hall 12 oak ct benton ar 72015"})
    for typed, matched in {
        "north": "Name",
        "hall 12 oak": "Address",
        "12 oak": "Address",
        "p-77": "External ID P-77",
    }.items():
        (hall,) = found(typed)
        assert (hall.kind, hall.id, hall.title, hall.matched) == (
            *("property", site, "North Hall"),
            matched,
        )
    assert hall.detail == "12 Oak Ct, Benton, AR 72015, at Harbor Tap Room"
    assert hall.warnings == (("Bad debt", ""),)


def test_the_site_of_a_customer_that_is_found_itself_is_not_named_again(
    any_database: str, actor: Actor
) -> None:
    customer(actor, **{**HARBOR, "company_name": "Oak Hotel"}, **OAK)
    assert titles("oak") == [("customer", "Oak Hotel", "Name")]


def test_an_organization_that_is_deactivated_says_so(any_database: str, actor: Actor) -> None:
    group = organization("Pine Group")
    with transaction() as session:
        session.get_one(Organization, group).status = "inactive"
    (found_one,) = found("pine")
    assert (found_one.warnings, found_one.detail) == ((("Inactive", ""),), "0 customers")
