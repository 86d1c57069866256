"""The plain pages of access: sign-in, first owner, new password. HTML without a script of ours.

Everything put in is escaped. They share colours and stylesheet with the application. A form shown
again with its errors is an ordinary answer (200): a browser logs any other as a failure.
"""

from collections.abc import Mapping
from html import escape

from starlette.responses import HTMLResponse

from clientapp import routes
from clientapp.access.headers import new_nonce, plain_policy
from clientapp.ui import theme

Errors = Mapping[str, str]


def page(title: str, content: str, status: int = 200) -> HTMLResponse:
    """A page with the brand, a card and a heading."""
    nonce = new_nonce()
    head = theme.head_html(f"{title} · Clientapp").replace("<script>", f'<script nonce="{nonce}">')
    body = (
        f'<!doctype html><html lang="en"><head>{head}</head><body class="plain-page"><main>'
        '<div class="brand"><span class="logo" aria-hidden="true">C</span>Clientapp</div>'
        f'<div class="card"><h1>{escape(title)}</h1>{content}</div></main></body></html>'
    )
    return HTMLResponse(body, status, {"Content-Security-Policy": plain_policy(nonce)})


def notice(text: str, tone: str = "bad") -> str:
    """A line above the form, empty where there is nothing to say."""
    role = "alert" if tone == "bad" else "status"
    return f'<p class="notice {tone}" role="{role}">{escape(text)}</p>' if text else ""


def field(
    label: str, name: str, kind: str, autocomplete: str, value: str = "", error: str = ""
) -> str:
    """A labelled text box, its error below it and read with it."""
    invalid = ' aria-invalid="true"' if error else ""
    focus = " autofocus" if error or not value else ""  # the first of several has it
    return (
        f'<div class="field"><div class="label"><label for="{name}">{escape(label)}</label></div>'
        f'<input class="input" id="{name}" name="{name}" type="{kind}" value="{escape(value)}" '
        f'autocomplete="{autocomplete}" required aria-describedby="{name}-error"{invalid}{focus}>'
        f'<p class="error-text" id="{name}-error">{escape(error)}</p></div>'
    )


def form(action: str, button: str, *fields: str, hidden: Mapping[str, str] | None = None) -> str:
    """A form that the browser posts."""
    kept = "".join(
        f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">'
        for name, value in (hidden or {}).items()
    )
    return (
        f'<form method="post" action="{escape(action)}" novalidate>{kept}{"".join(fields)}'
        f'<button class="btn primary" type="submit">{escape(button)}</button></form>'
    )


def sign_in(email: str = "", problem: str = "", next_page: str = "") -> HTMLResponse:
    """Sign in. What is wrong stands below the password and is read with it."""
    return page(
        "Welcome",
        form(
            routes.SIGN_IN,
            "Sign in",
            field("Email", "email", "email", "username", email),
            field("Password", "password", "password", "current-password", "", problem),
            hidden={"next": next_page} if next_page else None,
        ),
    )


def first_owner(action: str, values: Mapping[str, str], errors: Errors) -> HTMLResponse:
    """Create the owner of an empty installation."""
    return page(
        "Create the owner",
        notice(errors.get("", ""))
        + form(
            action,
            "Create owner",
            field("Name", "name", "text", "name", values.get("name", ""), errors.get("name", "")),
            field(
                "Email",
                "email",
                "email",
                "username",
                values.get("email", ""),
                errors.get("email", ""),
            ),
            field(
                "Password", "password", "password", "new-password", "", errors.get("password", "")
            ),
        ),
    )


def new_password(action: str, email: str, errors: Errors) -> HTMLResponse:
    """Choose a password by a one-time link."""
    words = notice(f"For {email}", "info")
    box = field("Password", "password", "password", "new-password", "", errors.get("password", ""))
    return page("Choose a password", words + form(action, "Save password", whose(email), box))


def whose(email: str) -> str:
    """Tells a password manager whose password is chosen; nobody sees it."""
    return (
        f'<input type="text" name="username" autocomplete="username" value="{escape(email)}" '
        "readonly hidden>"
    )


def change_password(email: str, errors: Errors) -> HTMLResponse:
    """Change one's own password."""
    return page(
        "Change password",
        form(
            routes.CHANGE_PASSWORD,
            "Change password",
            whose(email),
            field(
                "Current password",
                "current",
                "password",
                "current-password",
                "",
                errors.get("current", ""),
            ),
            field(
                "New password",
                "password",
                "password",
                "new-password",
                "",
                errors.get("password", ""),
            ),
        ),
    )


def link_over() -> HTMLResponse:
    """The link does not work, or no longer."""
    text = "It was used already, is older than a day, or a newer one was made."
    return page("This link does not work", f"<p>{text}</p>", 404)
