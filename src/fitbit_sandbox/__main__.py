"""The sandbox from the command line: ``python -m fitbit_sandbox --port 8765``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence

from fitbit_sandbox import Sandbox, SandboxServer

PORT = 8765


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m fitbit_sandbox",
        description="A Fitbit on this machine: consent page, token endpoint and Web API.",
    )
    add = parser.add_argument
    add("--port", type=int, default=PORT, help=f"0 picks a free one [{PORT}]")
    add("--host", default="127.0.0.1", help="127.0.0.1 or ::1 [127.0.0.1]")
    add("--google", action="store_true", help="show how to reach the Google Health in it")
    testing = 'let Google\'s grants die after seven days, as in "Testing"'
    add("--google-testing", action="store_true", help=testing)
    uri = "one more that the sample apps accept; may be repeated"
    add("--redirect-uri", action="append", default=[], metavar="URI", help=uri)
    add("--seed", type=int, default=1, help="another seed, other days [1]")
    window = "how long an identical refresh gets the identical answer [120]"
    add("--replay-window", type=int, default=120, metavar="SECONDS", help=window)
    add("--rate-limit", type=int, default=150, help="requests an hour per person and app [150]")
    return parser


def _greeting(sandbox: Sandbox, served: SandboxServer) -> Iterator[str]:
    """Yield what somebody needs to know to begin."""
    yield f"A Fitbit sandbox is at {served.url} (Ctrl-C ends it)."
    yield f"  authorize page   {served.provider.authorization_url}"
    yield f"  token endpoint   {served.provider.token_url}"
    yield "Apps:"
    for kind, app in sandbox.apps.items():
        secret = f"  client secret {app.client_secret}" if app.client_secret else ""
        yield f"  {kind:<9} client id {app.client_id}{secret}"
    yield f"  redirect URIs    {'  '.join(sandbox.apps['server'].redirect_uris)}"
    yield "People:"
    for person in sandbox.people:
        yield f"  {person.id}  {person.name}: {person.about}"


def _google_greeting(sandbox: Sandbox, served: SandboxServer) -> Iterator[str]:
    """Yield what somebody needs to know to begin with Google Health."""
    yield f"A Google Health is at {served.google_url}."
    yield f"  authorize page   {served.google_provider.authorization_url}"
    yield f"  token endpoint   {served.google_provider.token_url}"
    yield f"  API              {served.google_url}/v4/"
    yield "Its apps:"
    for kind, app in sandbox.google_apps.items():
        yield f"  {kind:<9} client id {app.client_id}  client secret {app.client_secret}"
        yield f"            redirect URIs {'  '.join(app.redirect_uris) or 'any loopback port'}"


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C and return the exit code."""
    options = _parser().parse_args(argv)
    try:
        return _run(options)
    except KeyboardInterrupt:
        sys.stdout.write("\n")
        return 0


def _run(options: argparse.Namespace) -> int:
    """Serve until a KeyboardInterrupt; return 1 if the port cannot be had."""
    sandbox = Sandbox(
        seed=options.seed,
        replay_window=options.replay_window,
        rate_limit=options.rate_limit,
        google_testing=options.google_testing,
    )
    for uri in options.redirect_uri:
        sandbox.add_redirect_uri(uri)
    try:
        served = sandbox.serve(options.port, options.host)
    except (OSError, OverflowError, ValueError) as error:
        sys.stderr.write(f"The sandbox cannot listen on {options.host}:{options.port}: {error}\n")
        return 1
    with served:
        lines = [*_greeting(sandbox, served)]
        lines += _google_greeting(sandbox, served) if options.google else []
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    sys.exit(main())
