"""Where every request arrives: it is logged, and ordered faults happen to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from werkzeug.wrappers import Request

from fitbit_sandbox.answers import json_response
from fitbit_sandbox.control import Control
from fitbit_sandbox.faults import Delivery, Error, Fault, Faults, Wait, fitbit_error
from fitbit_sandbox.fitbit.hosts import HOSTS, FitbitHosts
from fitbit_sandbox.google.errors import error_body
from fitbit_sandbox.google.hosts import GOOGLE_HOSTS, GoogleHosts
from fitbit_sandbox.provider import GOOGLE_PREFIX
from fitbit_sandbox.request_log import RequestLog


@dataclass
class Application:
    """The one application behind the adapter and the servers."""

    fitbit: FitbitHosts
    google: GoogleHosts
    control: Control
    faults: Faults
    request_log: RequestLog
    servers: set[str] = field(default_factory=set[str])
    """The servers' own addresses, to which a Host header may lead as well."""

    def deliver(self, request: Request, wait: Wait) -> Delivery:
        """Return what is to be sent back; ``wait`` lets a fault's delay pass."""
        if request.host in GOOGLE_HOSTS:
            return self._visit(self.google, request, wait, error_body)
        if request.host in HOSTS:
            return self._visit(self.fitbit, request, wait, fitbit_error)
        if request.host not in self.servers:
            # A page of a stranger whose name leads to this machine gets nothing.
            text = "This sandbox does not answer for that host."
            return Delivery(json_response(text, 421, content_type="text/plain; charset=utf-8"))
        if self.control.concerns(request.path):
            return Delivery(self.control.answer(request))
        if request.path.startswith(f"{GOOGLE_PREFIX}/"):
            return self._visit(self.google, _without_prefix(request), wait, error_body)
        return self._visit(self.fitbit, request, wait, fitbit_error)

    def _visit(
        self, host: FitbitHosts | GoogleHosts, request: Request, wait: Wait, error: Error
    ) -> Delivery:
        logged = self.request_log.add(request.method, request.path)
        fault = self.faults.take(request.method, request.path) or Fault("")
        delivery = fault.deliver(lambda: host.answer(request, logged), wait, error)
        logged.status = delivery.response.status_code if delivery.response else None
        return delivery


def _without_prefix(request: Request) -> Request:
    """Return the request as Google's own hosts would get it."""
    path = request.environ["PATH_INFO"].removeprefix(GOOGLE_PREFIX)
    return Request({**request.environ, "SCRIPT_NAME": GOOGLE_PREFIX, "PATH_INFO": path})
