"""The consent page: what a person sees, decides, and where the browser goes."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from hypothesis import given, settings
from hypothesis import strategies as st

from fitbit_sandbox import App, Clock, ConsentRefused

if TYPE_CHECKING:
    from tests.sandbox.conftest import Place

CALLBACK = "https://example.com/callback"


def query_of(redirect: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(redirect).query)


def shown_error(response: requests.Response) -> str:
    """Return the developer information on an error page."""
    assert response.status_code == 400
    assert "Location" not in response.headers
    found = re.search(r"Developer information: <code>([^<]*)</code>", response.text)
    assert found is not None
    return found[1].replace("&#x27;", "'")


def open_url(place: Place, url: str) -> requests.Response:
    return place.session.get(url, allow_redirects=False, timeout=30)


def send_form(place: Place, page: requests.Response, **fields: object) -> requests.Response:
    """Send the page's form with these fields."""
    form = re.search(r'name="request" value="([0-9a-f]+)"', page.text)
    assert form is not None
    data = {"request": form[1], **fields}
    url = place.provider.authorization_url
    return place.session.post(url, data=data, allow_redirects=False, timeout=30)


def allow(place: Place) -> dict[str, str]:
    """Return what the first person fills in to allow sleep."""
    return {"person": place.sandbox.people[0].id, "scope": "sleep", "decision": "allow"}


def test_allowing_sends_the_browser_back_with_a_code_and_the_state(place: Place) -> None:
    redirect = place.sandbox.consent(place.authorize_url(state="a/b c&d=e"))

    assert redirect.startswith(f"{CALLBACK}?code=")
    assert redirect.endswith("#_=_")
    assert query_of(redirect)["state"] == ["a/b c&d=e"]
    assert re.fullmatch("[0-9a-f]{40}", query_of(redirect)["code"][0])


def test_without_a_state_none_comes_back(place: Place) -> None:
    assert list(query_of(place.sandbox.consent(place.authorize_url(state=None)))) == ["code"]


def test_denying_sends_the_browser_back_with_an_error(place: Place) -> None:
    redirect = place.sandbox.consent(place.authorize_url(), deny=True)

    assert redirect == (
        f"{CALLBACK}?error_description=The+user+denied+the+request."
        "&error=access_denied&state=s-1#_=_"
    )


def test_a_redirect_uri_with_a_query_keeps_it(inside: Place) -> None:
    app = App("23QURY", "s3cret", redirect_uris=("https://example.com/cb?tenant=7",))
    inside.sandbox.register(app)

    url = inside.authorize_url(app, redirect_uri="https://example.com/cb?tenant=7")
    assert inside.sandbox.consent(url).startswith("https://example.com/cb?tenant=7&code=")


def test_the_person_who_signs_in_is_the_one_whose_token_it_is(place: Place) -> None:
    person = place.sandbox.people[2]
    redirect = place.sandbox.consent(place.authorize_url(), person=person)

    token = place.exchange(code=query_of(redirect)["code"][0]).json()
    assert token["user_id"] == person.id


def test_unticked_scopes_are_not_granted(place: Place) -> None:
    redirect = place.sandbox.consent(place.authorize_url(), scopes=["sleep"])

    assert place.exchange(code=query_of(redirect)["code"][0]).json()["scope"] == "sleep"


class Reader(HTMLParser):
    """Reads a page as a screen reader would have to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attrs: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attrs.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.attrs if name == tag]


def test_the_page_is_accessible_without_scripts_or_strangers(inside: Place) -> None:
    """Every choice has a label, every group a legend, and nothing comes from elsewhere."""
    page = Reader(open_url(inside, inside.authorize_url()).text)
    visible = [field for field in page.named("input") if field["type"] != "hidden"]

    assert page.named("html") == [{"lang": "en"}]
    assert page.tags.count("title") == page.tags.count("h1") == page.tags.count("main") == 1
    assert page.tags.count("fieldset") == page.tags.count("legend") == 2
    assert {field["id"] for field in visible} == {label["for"] for label in page.named("label")}
    explained = {small.get("id") for small in page.named("small")}
    assert {field["aria-describedby"] for field in visible} <= explained
    assert not {"script", "img", "link", "iframe"} & set(page.tags)
    assert len(visible) == len(inside.sandbox.people) + 3


def test_the_page_is_not_stored_framed_or_told_to_others(place: Place) -> None:
    response = open_url(place, place.authorize_url())
    style = re.search("<style>(.*?)</style>", response.text, re.DOTALL)
    assert style is not None
    digest = b64encode(hashlib.sha256(style[1].encode()).digest()).decode()

    assert response.headers["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["Cache-Control"] == "no-store"
    assert "HttpOnly" in response.headers["Set-Cookie"]
    assert "SameSite=Lax" in response.headers["Set-Cookie"]


def test_an_apps_name_is_text_and_never_markup(inside: Place) -> None:
    app = inside.sandbox.register(App("23NAME", "s3cret", name='<b onclick="x">&amp;'))
    page = open_url(inside, inside.authorize_url(app))

    assert "<b onclick" not in page.text
    assert "&lt;b onclick=&quot;x&quot;&gt;&amp;amp; would like" in page.text


@pytest.mark.parametrize(
    ("params", "text"),
    [
        ({"client_id": "NOBODY"}, "unauthorize_client - Invalid client_id"),
        ({"client_id": None}, "invalid_request - Missing parameters: client_id"),
        ({"client_id": ""}, "invalid_request - Missing parameters: client_id"),
        (
            {"redirect_uri": "https://example.com/callback/"},
            "invalid_request - Invalid redirect_uri parameter value",
        ),
        (
            {"redirect_uri": "https://example.com.evil.example/callback"},
            "invalid_request - Invalid redirect_uri parameter value",
        ),
        ({"redirect_uri": None}, "invalid_request - Missing redirect_uri parameter value"),
        (
            {"response_type": "id_token"},
            "unsupported_response_type - Invalid response_type parameter value",
        ),
        ({"response_type": None}, "invalid_request - Missing response_type parameter value"),
        (
            {"response_type": "token"},
            (
                "unauthorized_client - The client is not authorized to request an access token "
                "using this method"
            ),
        ),
        (
            {"code_challenge": "x" * 42},
            "invalid_request - The code_challenge parameter length must be between 43 and 128",
        ),
        (
            {"code_challenge": "x" * 129},
            "invalid_request - The code_challenge parameter length must be between 43 and 128",
        ),
        (
            {"code_challenge": "=" * 43},
            "invalid_request - The code_challenge parameter is invalid",
        ),
        (
            {"code_challenge_method": "S256"},
            "invalid_request - The code_challenge parameter is invalid",
        ),
        (
            {"code_challenge": "x" * 43, "code_challenge_method": "s256"},
            "invalid_request - Unsupported code_challenge_method",
        ),
        ({"scope": None}, "invalid_request - Missing parameters: scope"),
        ({"scope": "sleep dreams"}, "invalid_scope - Invalid scope: dreams"),
        ({"prompt": "maybe"}, "invalid_request - Invalid prompt parameter value"),
    ],
)
def test_a_wrong_parameter_is_told_on_the_page_and_never_redirected(
    place: Place, params: dict[str, str | None], text: str
) -> None:
    assert shown_error(open_url(place, place.authorize_url(**params))) == text


def test_a_walk_that_ends_on_an_error_page_says_so(inside: Place) -> None:
    with pytest.raises(ConsentRefused, match="unauthorize_client - Invalid client_id"):
        inside.sandbox.consent(inside.authorize_url(client_id="NOBODY"))


def test_a_repeated_parameter_is_refused(inside: Place) -> None:
    url = inside.authorize_url() + "&redirect_uri=https%3A%2F%2Fevil.example"

    assert shown_error(open_url(inside, url)).endswith("more than once: redirect_uri")


def test_the_only_redirect_uri_may_be_left_out(inside: Place) -> None:
    app = inside.sandbox.register(App("23ONLY", "s3cret", redirect_uris=(CALLBACK,)))
    code = inside.code(app, redirect_uri=None)

    token = inside.post_token(app, grant_type="authorization_code", code=code)
    assert token.status_code == 200


def test_prompt_requires_a_redirect_uri(inside: Place) -> None:
    app = inside.sandbox.register(App("23ONLY", "s3cret", redirect_uris=(CALLBACK,)))
    page = open_url(inside, inside.authorize_url(app, redirect_uri=None, prompt="consent"))

    assert shown_error(page) == "invalid_request - Missing redirect_uri parameter value"


def test_who_is_signed_in_and_has_consented_sees_no_page(inside: Place) -> None:
    browser = inside.sandbox.browser()
    browser.consent(inside.authorize_url())

    answer = browser._session.get(inside.authorize_url(), allow_redirects=False, timeout=30)
    assert answer.status_code == 302
    assert query_of(answer.headers["Location"])["state"] == ["s-1"]


def test_asking_for_more_than_was_granted_shows_the_page_again(inside: Place) -> None:
    page = open_url(inside, inside.authorize_url(scope="sleep activity"))
    send_form(inside, page, person=inside.sandbox.people[0].id, scope=["sleep"], decision="allow")

    assert open_url(inside, inside.authorize_url(scope="sleep")).status_code == 302
    assert open_url(inside, inside.authorize_url(scope="sleep activity")).status_code == 200


@pytest.mark.parametrize("prompt", ["consent", "login", "login consent"])
def test_a_prompt_shows_the_page_whatever_was_granted(inside: Place, prompt: str) -> None:
    page = open_url(inside, inside.authorize_url())
    send_form(
        inside,
        page,
        person=inside.sandbox.people[1].id,
        scope=["sleep", "activity", "profile"],
        decision="allow",
    )

    assert open_url(inside, inside.authorize_url()).status_code == 302
    again = open_url(inside, inside.authorize_url(prompt=prompt))
    assert again.status_code == 200
    assert re.search(f'value="{inside.sandbox.people[1].id}"[^>]*checked', again.text)


def test_prompt_none_never_shows_a_page(inside: Place) -> None:
    silently = inside.authorize_url(prompt="none")
    stranger = open_url(inside, silently)
    page = open_url(inside, inside.authorize_url(scope="sleep"))
    send_form(inside, page, **allow(inside))
    signed_in = open_url(inside, silently)
    consented = open_url(inside, inside.authorize_url(prompt="none", scope="sleep"))

    assert query_of(stranger.headers["Location"])["error"] == ["login_required"]
    assert query_of(signed_in.headers["Location"])["error"] == ["consent_required"]
    assert "code" in query_of(consented.headers["Location"])


def test_a_withdrawn_consent_is_asked_for_again(inside: Place) -> None:
    page = open_url(inside, inside.authorize_url(scope="sleep"))
    send_form(inside, page, **allow(inside))
    inside.sandbox.revoke(inside.server_app)

    assert open_url(inside, inside.authorize_url(scope="sleep")).status_code == 200


def test_a_form_can_be_sent_once(place: Place) -> None:
    page = open_url(place, place.authorize_url())

    assert send_form(place, page, **allow(place)).status_code == 302
    assert "sent before" in shown_error(send_form(place, page, **allow(place)))


def test_a_form_from_another_browser_is_refused(place: Place) -> None:
    """A page of a stranger cannot make this browser consent with the stranger's form."""
    page = open_url(place, place.authorize_url())
    place.session.cookies.clear()

    sent = send_form(place, page, **allow(place))
    assert "another browser" in shown_error(sent)


def test_a_form_is_good_for_ten_minutes(inside: Place, clock: Clock) -> None:
    page = open_url(inside, inside.authorize_url())
    clock.advance(601)

    sent = send_form(inside, page, **allow(inside))
    assert "too old" in shown_error(sent)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"decision": "allow", "person": "NOBODY", "scope": "sleep"}, "Choose who you are."),
        ({"decision": "allow", "scope": "sleep"}, "Choose who you are."),
        ({"person": "", "scope": "sleep"}, "Choose Allow or Deny."),
    ],
)
def test_a_form_that_lacks_something_comes_back_with_a_complaint(
    inside: Place, fields: dict[str, str], complaint: str
) -> None:
    sent = send_form(inside, open_url(inside, inside.authorize_url()), **fields)

    assert sent.status_code == 400
    assert f'<p role="alert">{complaint}</p>' in sent.text
    assert send_form(inside, sent, **allow(inside)).status_code == 302


def test_allowing_nothing_is_not_allowing(inside: Place) -> None:
    with pytest.raises(ConsentRefused, match="Tick at least one kind of data"):
        inside.sandbox.consent(inside.authorize_url(), scopes=[])


def test_scopes_that_were_not_asked_for_are_not_granted(inside: Place) -> None:
    page = open_url(inside, inside.authorize_url(scope="sleep"))
    person = inside.sandbox.people[0].id
    sent = send_form(inside, page, person=person, scope=["sleep", "weight"], decision="allow")

    code = query_of(sent.headers["Location"])["code"][0]
    assert inside.exchange(code=code).json()["scope"] == "sleep"


def test_signing_in_replaces_the_session(inside: Place) -> None:
    """Who planted a cookie before the sign-in is not signed in by it."""
    page = open_url(inside, inside.authorize_url())
    planted = inside.session.cookies["fitbit_sandbox"]
    send_form(inside, page, **allow(inside))

    assert inside.session.cookies["fitbit_sandbox"] != planted


def test_the_walk_refuses_what_the_page_does_not_offer(inside: Place) -> None:
    with pytest.raises(ValueError, match="offers no scope 'weight'"):
        inside.sandbox.consent(inside.authorize_url(), scopes=["weight"])
    with pytest.raises(ValueError, match="offers no person 'NOBODY'"):
        inside.sandbox.consent(inside.authorize_url(), person="NOBODY")


ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=140)


@given(
    params=st.dictionaries(
        st.sampled_from(
            [
                "client_id",
                "response_type",
                "scope",
                "redirect_uri",
                "code_challenge",
                "code_challenge_method",
                "prompt",
            ]
        ),
        ANYTHING,
        min_size=1,
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_the_parameters_nobody_is_sent_to_a_stranger(
    lasting: Place, params: dict[str, str]
) -> None:
    """Any mixture of malformed parameters ends on a page and never at another address."""
    response = open_url(lasting, lasting.authorize_url(**params))

    assert response.status_code in (200, 400)
    assert "Location" not in response.headers
