"""What to ask: a file per chapter of Fitbit's reference, named and ordered as there.

A method is called what Fitbit calls its page.  "Get Sleep Log by Date" in the chapter of sleep is
``fb.sleep.get_log_by_date``: the words that the chapter's attribute already says are left out, a
verb is never left alone (``fb.devices.get_devices``), and nothing is renamed, so that
``by_interval`` and ``by_date_range`` stand where Fitbit writes the one or the other.  What Fitbit
has no page for is called ``iter_...`` (yields entries or days, one by one) or ``..._between``
(reads a series over any span).

Arguments are Fitbit's in Python's spelling: ``startTime`` is ``start_time``, and the id of a log of
any kind is ``log_id``.  Days may be given as date, datetime or text, and every method that reads a
user's data takes ``user_id``, ``"-"`` being the user whose token it is.  What Fitbit would refuse
raises InvalidValue (a ValueError) or InvalidArguments (a TypeError) before a request is spent; what
Fitbit does refuse is raised as the HTTPException of its status: HTTPForbidden where the user did
not grant the scope that the docstring names.
"""

from __future__ import annotations

from fitbit.exceptions import InvalidArguments, InvalidValue

__all__ = ["InvalidArguments", "InvalidValue"]
