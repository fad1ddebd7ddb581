"""The consent page in a real browser, from the authorize URL to the token."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from fitbit import FitbitOauth2Client
from fitbit.exceptions import AccessDeniedError
from fitbit_sandbox import App, Sandbox, SandboxServer

pytestmark = pytest.mark.needs("chromium")

FLAGS = (
    "--headless",
    "--no-sandbox",  # Chromium refuses to run as root with it, and CI is root
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--no-first-run",
)
SECRET = "a secret that is not one"


class Landing(BaseHTTPRequestHandler):
    """The application's page, to which the browser comes back."""

    def do_GET(self) -> None:
        """Say that the browser arrived."""
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<title>Back</title>")

    def log_message(self, *_: object) -> None:
        """Stay silent."""


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """A Fitbit for the whole module."""
    with Sandbox() as running:
        yield running


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    """A browser window."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in FLAGS:
        options.add_argument(flag)
    service = webdriver.ChromeService(shutil.which("chromedriver") or "")
    with webdriver.Chrome(options, service) as running:
        yield running


@pytest.fixture(scope="module")
def landing() -> Iterator[str]:
    """The redirect URI of an application that listens."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Landing)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/back"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def served(sandbox: Sandbox) -> Iterator[SandboxServer]:
    """The sandbox on a loopback port."""
    with sandbox.serve() as running:
        yield running


@pytest.fixture(scope="module")
def app(sandbox: Sandbox, landing: str) -> App:
    """An application whose redirect URI is the landing page."""
    return sandbox.register(App("23WINDOW", SECRET, redirect_uris=(landing,), name="<b>Window</b>"))


@pytest.fixture
def client(app: App, served: SandboxServer) -> FitbitOauth2Client:
    """A client of that application."""
    return FitbitOauth2Client(
        app.client_id, SECRET, redirect_uri=app.redirect_uris[0], provider=served.provider
    )


def open_page(driver: webdriver.Chrome, client: FitbitOauth2Client) -> None:
    """Go to the authorize URL as somebody who never signed in."""
    driver.delete_all_cookies()
    driver.get(client.authorize_token_url(scope=["profile", "sleep", "weight"])[0])


def find(driver: webdriver.Chrome, selector: str) -> WebElement:
    """Return the one element that a CSS selector finds."""
    return driver.find_element(By.CSS_SELECTOR, selector)


def come_back(driver: webdriver.Chrome) -> str:
    """Wait for the application's page and return its address."""
    WebDriverWait(driver, 30).until(lambda window: window.title == "Back")
    return driver.current_url


def test_a_person_chooses_who_they_are_and_what_the_app_may_see(
    driver: webdriver.Chrome, client: FitbitOauth2Client, sandbox: Sandbox
) -> None:
    """The token is the chosen person's and lacks the scope whose box was unticked."""
    person = sandbox.people[1]
    open_page(driver, client)
    find(driver, f"label[for='person-{person.id}']").click()
    find(driver, "label[for='scope-weight']").click()
    find(driver, "button[value=allow]").click()

    token = client.fetch_token_from_redirect(come_back(driver))

    assert token["user_id"] == person.id
    assert sorted(token.scopes) == ["profile", "sleep"]


def test_a_person_who_denies_comes_back_without_a_token(
    driver: webdriver.Chrome, client: FitbitOauth2Client
) -> None:
    """The application learns that the person said no."""
    open_page(driver, client)
    find(driver, "button[value=deny]").click()

    with pytest.raises(AccessDeniedError):
        client.fetch_token_from_redirect(come_back(driver))


def test_the_page_works_from_the_keyboard(
    driver: webdriver.Chrome, client: FitbitOauth2Client
) -> None:
    """Boxes answer to the space bar, and Enter allows."""
    open_page(driver, client)
    box = find(driver, "#scope-sleep")
    box.send_keys(Keys.SPACE)
    box.send_keys(Keys.ENTER)

    token = client.fetch_token_from_redirect(come_back(driver))

    assert sorted(token.scopes) == ["profile", "weight"]


def test_an_applications_name_is_text(driver: webdriver.Chrome, client: FitbitOauth2Client) -> None:
    """A name with HTML in it is shown as it was registered, and the page has its style."""
    open_page(driver, client)

    assert find(driver, "h1").text.startswith("<b>Window</b> ")
    assert find(driver, "main").value_of_css_property("max-width") == "none"
    assert find(driver, "body").value_of_css_property("max-width") != "none"
