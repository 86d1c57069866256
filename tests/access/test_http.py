"""Requests without a socket: pages, forms, cookies, origins, headers, sizes."""

from collections.abc import Iterator

import pytest
from httpx import Response as Answer
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from clientapp.access import attempts, commands
from clientapp.access.commands import SET_PASSWORD
from clientapp.access.guard import protect
from clientapp.access.passwords import new_hash
from clientapp.access.permissions import Role
from clientapp.database import transaction
from clientapp.settings import settings

EMAIL, PASSWORD = "ana@example.com", "a long password"
HOST = "http://crm.example.com:8000"
OURS = {"Origin": HOST}
HASH = new_hash(PASSWORD, EMAIL)


async def inner(request: Request) -> Response:
    """Stands for Reflex: answers everything with what it was asked."""
    if request.method == "POST":
        return PlainTextResponse(f"{len(await request.body())}")
    if request.url.path.endswith(".js"):
        return PlainTextResponse("script", media_type="text/javascript")
    return HTMLResponse(f"inner {request.url.path}")


application = Starlette(routes=[Route("/{path:path}", inner, methods=["GET", "POST", "PUT"])])


@pytest.fixture
def browser(sqlite: str) -> Iterator[TestClient]:
    """A browser that nobody is signed in with, and one user."""
    attempts.forget()
    with transaction() as session:
        commands.add_user(session, EMAIL, Role.OFFICE, "Ana Reyes", HASH)
    with TestClient(protect(application), HOST, follow_redirects=False) as client:
        yield client
    attempts.forget()


def sign_in(
    browser: TestClient, password: str = PASSWORD, email: str = EMAIL, **more: str
) -> Answer:
    form = {"email": email, "password": password, **more}
    return browser.post("/sign-in", data=form, headers=OURS)


def is_signed_in(browser: TestClient) -> bool:
    return browser.get("/customers/overview").status_code == 200


# who sees what


def test_the_address_itself_is_the_sign_in_page_for_anyone(browser: TestClient) -> None:
    answer = browser.get("/")
    assert answer.status_code == 200
    assert 'type="submit">Sign in</button>' in answer.text
    assert [answer.text.count(f">{label}</label>") for label in ("Email", "Password")] == [1, 1]
    assert answer.text.count("Sign in<") == 1


def test_the_address_itself_is_the_application_for_somebody_signed_in(browser: TestClient) -> None:
    sign_in(browser)
    assert browser.get("/").text.startswith("inner")


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/customers/overview", "%2Fcustomers%2Foverview"),
        (
            "/customers/edit/7?tab=history&x=%26",
            "%2Fcustomers%2Fedit%2F7%3Ftab%3Dhistory%26x%3D%2526",
        ),
        ("/anything/else", "%2Fanything%2Felse"),
        ("/assets/%2e%2e/customers/overview", "%2Fassets%2F..%2Fcustomers%2Foverview"),
    ],
)
def test_a_page_leads_somebody_not_signed_in_to_the_form_and_back(
    browser: TestClient, path: str, wanted: str
) -> None:
    answer = browser.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/sign-in?next={wanted}"
    assert browser.get(answer.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/ping", "/_health", "/favicon.svg", "/clientapp.css", "/assets/a.js", "/fonts/i.woff2"],
)
def test_what_the_sign_in_page_needs_is_open(browser: TestClient, path: str) -> None:
    assert browser.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/_upload", "/_upload/a.txt", "/_all_routes", "/auth-codespace", "/_event", "/_event/"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_nothing_uses_is_closed_to_everybody(
    browser: TestClient, path: str, method: str
) -> None:
    sign_in(browser)
    assert browser.request(method, path, headers=OURS).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nobody_writes_without_a_sign_in(browser: TestClient, method: str) -> None:
    assert browser.request(method, "/api/customers", headers=OURS).status_code == 401


# signing in and out


def test_the_right_password_signs_in_and_leads_on(browser: TestClient) -> None:
    answer = sign_in(browser, next="/customers/edit/7?tab=history")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/customers/edit/7?tab=history"
    assert is_signed_in(browser)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (EMAIL, PASSWORD + " "),
        (EMAIL, ""),
        (EMAIL, "x" * 300),
        ("nobody@example.com", PASSWORD),
        ("", ""),
        ("a\0b@example.com", PASSWORD),
        ("' OR 1=1 --", "' OR 1=1 --"),
    ],
)
def test_anything_else_keeps_the_email_and_says_the_same(
    browser: TestClient, email: str, password: str
) -> None:
    answer = sign_in(browser, password, email)
    assert "set-cookie" not in answer.headers
    assert "Email or password is wrong." in answer.text
    assert password not in answer.text or not password or password == email
    assert email in answer.text or "'" in email or "\0" in email
    assert 'aria-invalid="true"' in answer.text
    assert not is_signed_in(browser)


def test_what_is_typed_comes_back_as_text(browser: TestClient) -> None:
    typed = '"><script>alert(1)</script>'
    answer = sign_in(browser, email=typed, password="x", next='/a"><script>alert(2)</script>')
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


@pytest.mark.parametrize("off", ["disabled", "without a password"])
def test_a_user_who_may_not_sign_in_is_told_no_more_than_a_wrong_password(
    browser: TestClient, off: str
) -> None:
    with transaction() as session:
        user = commands.get_user(session, EMAIL)
        if off == "disabled":
            commands.disable_user(session, EMAIL)
        else:
            user.password_hash = None
            session.add(user)
    assert "Email or password is wrong." in sign_in(browser).text
    assert not is_signed_in(browser)


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(browser: TestClient) -> None:
    cookie = sign_in(browser).headers["set-cookie"]
    name, _, attributes = cookie.partition(";")
    assert name.startswith("clientapp=")
    assert {part.strip().lower() for part in attributes.split(";")} >= {
        "httponly",
        "path=/",
        "samesite=lax",
    }
    assert "domain" not in attributes.lower()
    assert "secure" not in attributes.lower()


def test_over_https_the_cookie_is_secure_and_bound_to_the_host(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIENTAPP_TRUSTED_PROXIES", "1")
    settings.cache_clear()
    proxied = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "crm.example.com",
        "Origin": "https://crm.example.com",
    }
    form = {"email": EMAIL, "password": PASSWORD}
    answer = browser.post("/sign-in", data=form, headers=proxied)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-clientapp=")
    assert "; Secure" in cookie
    assert answer.headers["strict-transport-security"]
    token = cookie.partition(";")[0].partition("=")[2]
    browser.cookies.clear()
    for name, status in (("__Host-clientapp", 200), ("clientapp", 303)):
        sent = proxied | {"Cookie": f"{name}={token}"}
        assert browser.get("/customers/overview", headers=sent).status_code == status


def test_a_proxy_that_is_not_trusted_is_not_believed(browser: TestClient) -> None:
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example", "Origin": HOST}
    form = {"email": EMAIL, "password": PASSWORD}
    answer = browser.post("/sign-in", data=form, headers=told)
    assert answer.headers["set-cookie"].startswith("clientapp=")
    assert "strict-transport-security" not in answer.headers
    told["Origin"] = "https://evil.example"
    assert browser.post("/sign-in", data=form, headers=told).status_code == 403


def test_a_token_that_the_browser_brought_is_not_taken_over(browser: TestClient) -> None:
    planted = "p" * 43
    browser.cookies.set("clientapp", planted, domain="crm.example.com", path="/")
    first = sign_in(browser).headers["set-cookie"]
    second = sign_in(browser).headers["set-cookie"]
    assert planted not in first
    assert first.partition(";")[0] != second.partition(";")[0]
    browser.cookies.clear()
    former = {"Cookie": first.partition(";")[0]}
    assert browser.get("/customers/overview", headers=former).status_code == 303


def test_after_sign_out_the_cookie_is_gone_and_of_no_use(browser: TestClient) -> None:
    cookie = sign_in(browser).headers["set-cookie"].partition(";")[0]
    answer = browser.post("/sign-out", headers=OURS)
    assert answer.status_code == 303
    assert not is_signed_in(browser)
    assert browser.get("/customers/overview", headers={"Cookie": cookie}).status_code == 303


def test_a_link_or_picture_of_another_site_signs_nobody_out(browser: TestClient) -> None:
    sign_in(browser)
    assert browser.get("/sign-out").status_code == 405
    evil = {"Origin": "https://evil.example"}
    assert browser.post("/sign-out", headers=evil).status_code == 403
    assert is_signed_in(browser)


# other sites


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "https://crm.example.com:8000"},
        {"Origin": "http://crm.example.com"},
        {"Origin": "http://crm.example.com:8000.evil.example"},
        {"Origin": "http://crm.example.com:8000@evil.example"},
        {"Origin": "http://localhost:9000"},
        {"Origin": "http://localhost:8000@evil.example"},
        {"Origin": "http://localhost:x"},
        {"Origin": "file://"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused(browser: TestClient, headers: dict[str, str]) -> None:
    form = {"email": EMAIL, "password": PASSWORD}
    answer = browser.post("/sign-in", data=form, headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "origin", [HOST, "http://localhost:8000", "http://127.0.0.1:8000", "https://desk.example.com"]
)
def test_the_address_served_this_machine_and_those_of_the_settings_may(
    browser: TestClient, monkeypatch: pytest.MonkeyPatch, origin: str
) -> None:
    monkeypatch.setenv("CLIENTAPP_ALLOWED_ORIGINS", "https://desk.example.com")
    settings.cache_clear()
    form = {"email": EMAIL, "password": PASSWORD}
    assert browser.post("/sign-in", data=form, headers={"Origin": origin}).status_code == 303


TRICKS = [
    "https://evil.example",
    "http:evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example/%2e%2e",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\nSet-Cookie: a=b",
    " //evil.example",
    "\t//evil.example",
    "javascript:alert(1)",
    "JavaScript://%0aalert(1)",
    "data:text/html,x",
    "evil.example",
    "@evil.example",
    "?next=//evil.example",
    "#//evil.example",
    "/\x00/evil.example",
    "/\u2028/evil.example",
    "/\ufeff/evil.example",
    "",
]


@pytest.mark.parametrize("trick", TRICKS)
def test_sign_in_leads_to_no_other_site(browser: TestClient, trick: str) -> None:
    location = sign_in(browser, next=trick).headers["location"]
    assert location == "/customers/overview" or (
        location.startswith("/") and not location.startswith(("//", "/\\"))
    )


# links and passwords


def new_link() -> str:
    with transaction() as session:
        return commands.new_link(session, SET_PASSWORD, commands.get_user(session, EMAIL))


def test_a_link_sets_a_password_once_and_signs_in(browser: TestClient) -> None:
    link = new_link()
    assert EMAIL in browser.get(link).text
    refused = browser.post(link, data={"password": "short"}, headers=OURS)
    assert "at least 8 characters" in refused.text
    answer = browser.post(link, data={"password": "another password"}, headers=OURS)
    assert answer.status_code == 303
    assert is_signed_in(browser)
    assert browser.get(link).status_code == 404
    again = browser.post(link, data={"password": "a third password"}, headers=OURS)
    assert "set-cookie" not in again.headers


def test_looking_at_a_link_does_not_use_it_up(browser: TestClient) -> None:
    link = new_link()
    assert [browser.get(link).status_code for _ in range(3)] == [200] * 3


def change(browser: TestClient, current: str, new: str) -> Answer:
    form = {"current": current, "password": new}
    return browser.post("/account/password", data=form, headers=OURS)


def test_a_changed_password_ends_every_other_sign_in_and_renews_this_one(
    browser: TestClient,
) -> None:
    elsewhere = sign_in(browser).headers["set-cookie"].partition(";")[0]
    browser.cookies.clear()
    here = sign_in(browser).headers["set-cookie"].partition(";")[0]
    answer = change(browser, PASSWORD, "another password")
    assert answer.status_code == 303
    assert is_signed_in(browser)
    browser.cookies.clear()
    for cookie in (elsewhere, here):
        assert browser.get("/customers/overview", headers={"Cookie": cookie}).status_code == 303
    assert "wrong" in sign_in(browser).text
    assert sign_in(browser, "another password").status_code == 303


def test_the_password_is_changed_only_by_who_knows_it(browser: TestClient) -> None:
    assert change(browser, PASSWORD, "another password").status_code == 303  # to sign-in
    sign_in(browser)
    assert "not your current password" in change(browser, "x" * 9, "another password").text
    assert "at least 8" in change(browser, PASSWORD, "short").text
    assert sign_in(browser).status_code == 303


# guessing


def test_only_failures_count_and_only_for_the_address_they_come_from(
    browser: TestClient,
) -> None:
    for _ in range(15):
        assert sign_in(browser).status_code == 303
    tries = attempts.PER_ACCOUNT.amount
    for _ in range(tries):
        assert "wrong" in sign_in(browser, "a guess").text
    assert "Too many" in sign_in(browser, "a guess").text
    assert "Too many" in sign_in(browser).text
    with TestClient(
        protect(application), HOST, follow_redirects=False, client=("198.51.100.7", 5)
    ) as elsewhere:
        assert sign_in(elsewhere).status_code == 303


# every answer

REQUESTS = [
    ("GET", "/", {}),
    ("GET", "/sign-in", {}),
    ("GET", "/customers/overview", {}),
    ("GET", "/ping", {}),
    ("GET", "/_upload", {}),
    ("GET", "/sign-out", {}),
    ("GET", "/link/no-such-link", {}),
    ("GET", "/assets/a.js", {}),
    ("PUT", "/sign-in", OURS),
    ("POST", "/sign-in", {"Origin": "https://evil.example"}),
    ("POST", "/nothing", OURS),
    ("POST", "/sign-in", OURS | {"Content-Type": "multipart/form-data; boundary=x"}),
    ("POST", "/sign-in", OURS | {"Content-Type": "multipart/form-data"}),
]


@pytest.mark.parametrize(("method", "path", "headers"), REQUESTS)
def test_every_answer_has_the_headers_that_protect_it(
    browser: TestClient, method: str, path: str, headers: dict[str, str]
) -> None:
    answer = browser.request(method, path, headers=headers, content=b"x" if headers else b"")
    assert answer.status_code < 500
    policy = answer.headers["content-security-policy"]
    for rule in ("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'"):
        assert rule in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["permissions-policy"]
    if answer.headers.get("content-type", "").startswith("text/html"):
        assert answer.headers["cache-control"] == "no-store"


def test_the_plain_pages_run_no_script_but_their_own(browser: TestClient) -> None:
    answer = browser.get("/sign-in")
    policy = answer.headers["content-security-policy"]
    nonce = policy.partition("'nonce-")[2].partition("'")[0]
    assert answer.text.count("<script") == answer.text.count(f'<script nonce="{nonce}">') == 1
    assert "unsafe-eval" not in policy
    assert nonce not in browser.get("/sign-in").headers["content-security-policy"]


def test_built_files_may_be_kept_for_ever(browser: TestClient) -> None:
    kept = "public, max-age=31536000, immutable"
    assert browser.get("/assets/a.js").headers["cache-control"] == kept
    assert browser.get("/clientapp.css?v=1").headers["cache-control"] == kept
    assert "immutable" not in browser.get("/favicon.svg").headers.get("cache-control", "")


@pytest.mark.parametrize("path", ["/sign-in", "/customers/overview"])
def test_a_body_is_measured_as_it_arrives(browser: TestClient, path: str) -> None:
    sign_in(browser)

    def chunks() -> Iterator[bytes]:
        for _ in range(40):
            yield b"x" * 4096

    form = OURS | {"Content-Type": "application/x-www-form-urlencoded"}
    assert browser.post(path, content=chunks(), headers=form).status_code == 413
