"""Walk through a whole OAuth2 life on this machine, against the sandbox, over real sockets.

``make demo`` gives consent by a scripted form; ``make demo ARGS=--browser`` lets you do it, and
``make demo ARGS=--google`` runs one program on the Fitbit Web API and on Google Health.
"""

from __future__ import annotations

import argparse
import socket
import sys
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import demo_google

import fitbit
from fitbit.gather_keys_oauth2 import OAuth2Server
from fitbit_sandbox import App, Sandbox, SandboxServer

BAR = 40


def say(step: str, text: str) -> None:
    """Print one line of the walk."""
    print(f"{step:<12} {text}")


def check(truth: object, claim: str) -> None:
    """End the walk with exit code 1 where a step did not do what it says."""
    if not truth:
        sys.exit(f"This step failed: {claim}")


def free_port() -> int:
    """Return a loopback port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def new_app(sandbox: Sandbox) -> App:
    """Register an application whose redirect URI is on this machine."""
    return sandbox.register(
        App(
            client_id="23DEMO",
            client_secret="only-for-the-sandbox",  # noqa: S106 - opens nothing
            type="personal",
            redirect_uris=(f"http://127.0.0.1:{free_port()}/",),
            name="The demo",
        )
    )


def authorize(fb: fitbit.Fitbit, sandbox: Sandbox) -> None:
    """Make the authorize URL, let the sample person consent, exchange the code."""
    url, state = fb.client.authorize_token_url()
    params = parse_qs(urlsplit(url).query)
    check(params["code_challenge_method"] == ["S256"], "the URL carries an S256 challenge")
    say("authorize", f"{url.split('?')[0]} with code_challenge={params['code_challenge'][0]}")
    redirect = sandbox.consent(url, sandbox.people[0])
    say("consent", f"{sandbox.people[0].name} allows it; redirected to {redirect.split('?')[0]}")
    fb.client.fetch_token_from_redirect(redirect, state=state)


def authorize_in_browser(server: OAuth2Server) -> None:
    """Let the reader consent in a browser."""
    say("authorize", "opening the consent page in your browser")
    server.browser_authorize()
    say("consent", "given by you")


def show_exchange(fb: fitbit.Fitbit) -> None:
    """Tell what the exchange brought."""
    token = fb.client.session.token
    check(token["access_token"] and token["refresh_token"], "the exchange gives both tokens")
    hours = token["expires_in"] // 3600
    say("exchange", f"a token for user {token['user_id']}, good for {hours} hours: {token!r:.60}…")


def show_profile(fb: fitbit.Fitbit) -> None:
    """Read the profile."""
    user = fb.user_profile_get()["user"]
    check(user["encodedId"] == fb.client.session.token["user_id"], "the profile is the user's")
    say("profile", f"{user['displayName']}, {user['age']}, {user['timezone']}")


def show_steps(fb: fitbit.Fitbit) -> None:
    """Draw a week of steps."""
    days = fb.time_series("activities/steps", period="7d")["activities-steps"]
    check(len(days) == 7, "a week has seven days")  # noqa: PLR2004
    say("steps", "the last seven days")
    most = max(int(day["value"]) for day in days) or 1
    for day in days:
        steps = int(day["value"])
        say("", f"{day['dateTime']}  {'▇' * round(BAR * steps / most):<{BAR}} {steps:>6}")


def show_sleep(fb: fitbit.Fitbit, now: float) -> None:
    """Read last night's sleep, or the night before where that one is not over."""
    today = datetime.fromtimestamp(now).astimezone().date()
    nights = ((today - timedelta(days=days)).isoformat() for days in range(7))
    answers = (fb.make_request(f"{fb.API_ENDPOINT}/1.2/user/-/sleep/date/{d}.json") for d in nights)
    sleep = next((log for answer in answers for log in answer["sleep"] if log["isMainSleep"]), None)
    check(sleep, "there is a night's sleep")
    say("sleep", told(sleep or {}))


def told(sleep: dict[str, Any]) -> str:
    """Put a sleep log into words."""
    hours, minutes = divmod(sleep["minutesAsleep"], 60)
    levels = sleep["levels"]["summary"].items()
    stages = ", ".join(f"{name} {level['minutes']} min" for name, level in levels)
    return f"night to {sleep['dateOfSleep']}: {hours} h {minutes:02} min asleep ({stages})"


def show_refresh(fb: fitbit.Fitbit, sandbox: Sandbox) -> None:
    """Let the token expire and go on as if nothing had happened."""
    before = fb.client.session.token["refresh_token"]
    posts = sandbox.count("POST", "/oauth2/token")
    sandbox.clock.advance(8 * 3600)
    fb.user_profile_get()
    check(fb.client.session.token["refresh_token"] != before, "the token was rotated")
    check(sandbox.count("POST", "/oauth2/token") == posts + 1, "one refresh was sent")
    say("refresh", "eight hours later the token is expired; the call refreshed it unseen")


def show_rate_limit(fb: fitbit.Fitbit) -> None:
    """Ask until the hourly quota is used up."""
    try:
        for _ in range(200):
            fb.user_profile_get()
    except fitbit.exceptions.HTTPTooManyRequests as error:
        check(0 < error.retry_after_secs <= 3600, "the wait is within the hour")  # noqa: PLR2004
        say("rate limit", f"HTTP 429 after 150 requests: wait {error.retry_after_secs} seconds")
        return
    check(False, "the quota ends")  # noqa: FBT003


def show_revocation(fb: fitbit.Fitbit, sandbox: Sandbox, app: App) -> None:
    """Withdraw the consent as the user would, and meet the error."""
    sandbox.revoke(app, fb.client.session.token["user_id"])
    sandbox.clock.advance(3600)
    try:
        fb.user_profile_get()
    except fitbit.exceptions.ReauthorizationRequired as error:
        say("revoked", f"{type(error).__name__}: {str(error).splitlines()[-1]}")
        return
    check(False, "a revoked token raises")  # noqa: FBT003


def walk(sandbox: Sandbox, server: SandboxServer, *, browser: bool) -> None:
    """Walk the whole path once."""
    app = new_app(sandbox)
    saved: list[dict[str, Any]] = []
    shell = OAuth2Server(
        app.client_id,
        app.client_secret,
        app.redirect_uris[0],
        provider=server.provider,
        refresh_cb=saved.append,
        clock=sandbox.clock,
    )
    fb = shell.fitbit
    authorize_in_browser(shell) if browser else authorize(fb, sandbox)
    show_exchange(fb)
    show_profile(fb)
    show_steps(fb)
    show_sleep(fb, sandbox.clock.time())
    show_refresh(fb, sandbox)
    check(saved == [dict(fb.client.session.token)], "refresh_cb got the new token, once")
    show_rate_limit(fb)
    show_revocation(fb, sandbox, app)


def main() -> None:
    """Start the sandbox, walk, and stop it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browser", action="store_true", help="give consent yourself")
    parser.add_argument("--google", action="store_true", help="one program on both services")
    given = parser.parse_args()
    if given.google:
        demo_google.main()
        return
    with Sandbox() as sandbox, sandbox.serve() as server:
        say("sandbox", f"a Fitbit of your own at {server.url}")
        walk(sandbox, server, browser=given.browser)
    say("done", "every step did what it says")


if __name__ == "__main__":
    main()
