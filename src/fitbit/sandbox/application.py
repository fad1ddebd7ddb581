"""Takes every request to the sandbox, notes it, and lets ordered faults happen to it."""

from __future__ import annotations

from collections.abc import Iterable

from werkzeug.wrappers import Request

from fitbit.sandbox.answers import json_response
from fitbit.sandbox.control import Control
from fitbit.sandbox.faults import Delivery, Faults, Wait
from fitbit.sandbox.journal import Journal
from fitbit.sandbox.site import FitbitSite


class Application:
    """Is the one application behind the adapter and the servers."""

    def __init__(
        self,
        site: FitbitSite,
        control: Control,
        *,
        hosts: Iterable[str],
        faults: Faults,
        journal: Journal,
    ) -> None:
        """Answer for these hosts; servers add theirs."""
        self._site = site
        self._control = control
        self._faults = faults
        self._journal = journal
        self._sites = frozenset(hosts)
        self._servers: set[str] = set()

    def admit_server(self, hosts: Iterable[str]) -> None:
        """Answer requests whose Host header is a server's own address, too."""
        self._servers |= set(hosts)

    def deliver(self, request: Request, wait: Wait) -> Delivery:
        """Return what is to be sent back; ``wait`` lets a fault's delay pass."""
        if request.host not in self._sites | self._servers:
            text = "This sandbox does not answer for that host."
            return Delivery(json_response(text, 421, content_type="text/plain; charset=utf-8"))
        if request.host in self._servers and self._control.concerns(request.path):
            return Delivery(self._control.answer(request))
        return self._visit(request, wait)

    def _visit(self, request: Request, wait: Wait) -> Delivery:
        record = self._journal.arrive(request.method, request.path)
        fault = self._faults.take(request.method, request.path)
        if fault is None:
            delivery = Delivery(self._site.answer(request, record))
        else:
            delivery = fault.deliver(lambda: self._site.answer(request, record), wait)
        record.status = delivery.response.status_code if delivery.response else None
        return delivery
