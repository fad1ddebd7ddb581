"""Take Fitbit's notifications with Flask.

    FITBIT_CLIENT_SECRET=… FITBIT_VERIFICATION_CODE=… flask --app examples/webhooks_flask.py run

Register the address of ``/fitbit`` as a subscriber at dev.fitbit.com, or in a sandbox.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, Response, request

from fitbit import webhooks

SECRET = os.environ["FITBIT_CLIENT_SECRET"]
CODE = os.environ["FITBIT_VERIFICATION_CODE"]

app = Flask(__name__)
workers = ThreadPoolExecutor(4)


@app.get("/fitbit")
def verify() -> Response:
    """Show Fitbit that this address is yours."""
    right = webhooks.verify_subscriber(request.args.get("verify"), CODE)
    return Response(status=204 if right else 404)


@app.post("/fitbit")
def receive() -> Response:
    """Take what Fitbit signed, and answer before the work is done: Fitbit waits five seconds."""
    body, given = request.get_data(), request.headers.get(webhooks.SIGNATURE_HEADER)
    if not webhooks.verify_signature(body, given, SECRET):
        return Response(status=404)
    for news in webhooks.parse_notifications(body):
        workers.submit(handle, news)
    return Response(status=204)


def handle(news: webhooks.Notification) -> None:
    """Do what is to be done: a real program asks for the data of that user and day here."""
    if news.revoked:
        print(f"{news.owner_id} has taken the consent back", flush=True)
    else:
        print(f"{news.owner_id} has new {news.collection_type} of {news.date}", flush=True)
