"""Run one program on the Fitbit Web API and on Google Health, and compare what it sees.

``make demo ARGS=--google`` calls it.  Both services are the sandbox's, over real sockets, with the
same person behind them; the program is ``report`` and does not know which one it talks to.
"""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import Any

import fitbit
from fitbit.google.provider import google_health
from fitbit_sandbox import App, Clock, Sandbox

REDIRECT_URI = "https://example.com/callback"
END = "2026-03-31"
"""The last day of the week that is read."""
APP = App(
    client_id="23BOTH",
    client_secret="only-for-the-sandbox",  # noqa: S106 - opens nothing
    redirect_uris=(REDIRECT_URI,),
    intraday=True,
)


def report(fb: fitbit.Fitbit) -> dict[str, Any]:
    """Read a week, under python-fitbit's old names and the new ones."""
    return {
        "steps": fb.time_series("activities/steps", base_date=END, period="7d"),
        "distance": fb.time_series("activities/distance", base_date=END, period="7d"),
        "minutes": fb.intraday_time_series("activities/steps", base_date=END),
        "variability": fb.hrv.get_summary_by_date(END),
        "devices": fb.get_devices(),
    }


def connected(sandbox: Sandbox, app: Any, provider: fitbit.Provider) -> fitbit.Fitbit:
    """Let the sample person consent at one service."""
    fb = fitbit.Fitbit(
        app.client_id,
        app.client_secret,
        redirect_uri=REDIRECT_URI,
        provider=provider,
        clock=sandbox.clock,
    )
    url, state = fb.client.authorize_token_url()
    fb.client.fetch_token_from_redirect(sandbox.consent(url, sandbox.people[1]), state=state)
    return fb


def compare() -> bool:
    """Run the program on both and print, line by line, whether it saw the same."""
    clock = Clock(start=datetime(2026, 4, 2, 12, tzinfo=timezone.utc))
    with Sandbox(clock=clock) as sandbox, sandbox.serve() as server:
        google = google_health(
            accounts=server.google_url, oauth=server.google_url, api=server.google_url
        )
        places = (
            ("Fitbit Web API", sandbox.register(APP), server.provider),
            ("Google Health", sandbox.google_apps["web"], google),
        )
        reports = []
        for name, app, provider in places:
            with connected(sandbox, app, provider) as fb:
                print(f"{name:<16} a token for user {fb.client.session.token['user_id']}")
                reports.append(report(fb))
    fitbits, googles = reports
    for name, answer in fitbits.items():
        same = answer == googles[name]
        print(f"{name:<16} {'equal' if same else 'NOT EQUAL'}: {str(answer)[:70]}…")
    return fitbits == googles


def main() -> None:
    """Compare; the exit code is 0 only if everything is equal."""
    if not compare():
        sys.exit("The two services gave different answers.")
    print("One program, two services: only the provider differs.")


if __name__ == "__main__":
    main()
