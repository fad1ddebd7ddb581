"""Take Fitbit's notifications with FastAPI.

    FITBIT_CLIENT_SECRET=… FITBIT_VERIFICATION_CODE=… \
        uvicorn --app-dir examples webhooks_fastapi:app

Register the address of ``/fitbit`` as a subscriber at dev.fitbit.com, or in a sandbox.
"""

from __future__ import annotations

import os

from fastapi import BackgroundTasks, FastAPI, Request, Response

from fitbit import webhooks

SECRET = os.environ["FITBIT_CLIENT_SECRET"]
CODE = os.environ["FITBIT_VERIFICATION_CODE"]

app = FastAPI()


@app.get("/fitbit")
def check(verify: str = "") -> Response:
    """Show Fitbit that this address is yours."""
    return Response(status_code=204 if webhooks.verify_subscriber(verify, CODE) else 404)


@app.post("/fitbit")
async def receive(request: Request, tasks: BackgroundTasks) -> Response:
    """Take what Fitbit signed, and answer before the work is done: Fitbit waits five seconds."""
    body, given = await request.body(), request.headers.get(webhooks.SIGNATURE_HEADER)
    if not webhooks.verify_signature(body, given, SECRET):
        return Response(status_code=404)
    for news in webhooks.parse_notifications(body):
        tasks.add_task(handle, news)
    return Response(status_code=204)


def handle(news: webhooks.Notification) -> None:
    """Do what is to be done: a real program asks for the data of that user and day here."""
    if news.revoked:
        print(f"{news.owner_id} has taken the consent back", flush=True)
    else:
        print(f"{news.owner_id} has new {news.collection_type} of {news.date}", flush=True)
