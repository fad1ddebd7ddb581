"""Keeps one user's token: fresh, refreshed once whatever the number of askers, and never lost."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import requests

from fitbit.clock import Clock
from fitbit.exceptions import InvalidGrantError, ReauthorizationRequired, TokenError
from fitbit.records import Record, Shelf
from fitbit.single_flight import SingleFlight
from fitbit.tokens import Token

log = logging.getLogger("fitbit")

BUDGET = 100.0
"""Seconds for which a refresh is repeated while no answer comes."""
MARGIN = 20
"""Seconds of the replay window that are left unused, for clocks and networks."""
LOCK_TIMEOUT = 150.0
"""Seconds to wait for another process that is refreshing the same token."""

RefreshCallback = Callable[[dict[str, Any]], Any]


class TokenKeeper:
    """Hands out the token in use and renews it.

    ``ask(refresh_token, seconds)`` does the POST: it repeats it for so many seconds while no
    answer comes, and returns the new token or raises.
    """

    def __init__(
        self,
        shelf: Shelf,
        ask: Callable[[str, float], Token],
        read: Callable[[], Token],
        use: Callable[[Token], None],
        *,
        clock: Clock,
        window: int,
        refresh_cb: RefreshCallback | None = None,
    ) -> None:
        """Bring together where the token rests, how it is renewed and who uses it."""
        self.shelf, self._ask, self._read, self._use = shelf, ask, read, use
        self.clock, self.window, self.refresh_cb = clock, window, refresh_cb
        self._flight: SingleFlight[Token] = SingleFlight()
        self._guarded: tuple[str, float] | None = None
        self._undelivered: Token | None = None
        self._interrupted = False
        self._warned = False

    def open(self, seed: Token) -> Token:
        """Return the stored token; a seed is stored where there is none."""
        record = self.shelf.load()
        if record.token is None and seed:
            self.shelf.swap(None, Record(seed))
            record = self.shelf.load()
        self._interrupted = self._is_recent(record)
        return record.token or seed

    def current(self) -> Token:
        """Return the token to use now, renewed if it is about to expire."""
        self.deliver()
        token = self._read()
        if token.get("refresh_token") and (self._interrupted or self._is_stale(token)):
            return self.renew(token)
        return token

    def renew(self, failed: Token) -> Token:
        """Return a token other than the one that failed; one refresh for all who ask at once."""
        token = self._flight.do(lambda: self._renew(failed))
        if token.same_as(failed):
            token = self._flight.do(lambda: self._renew(failed))
        self.deliver()
        return token

    def replaced(self, token: Token) -> None:
        """Keep a token that came from a login or was assigned, and forget what was noted."""
        self._interrupted, self._undelivered = False, None
        if token:
            self.shelf.put(Record(token))
        else:
            self.shelf.clear()

    def deliver(self) -> None:
        """Give the callback the token it has not had yet; its exception reaches the caller."""
        token, self._undelivered = self._undelivered, None
        if token is None:
            return
        try:
            self._call_back(token)
        except BaseException:
            self._undelivered = self._undelivered or token
            raise

    def _call_back(self, token: Token) -> None:
        if self.refresh_cb is not None:
            self.refresh_cb(dict(token))

    def _renew(self, failed: Token) -> Token:
        current = self._read()
        if failed and not current.same_as(failed) and not self._is_stale(current):
            return current
        with self.shelf.lock(LOCK_TIMEOUT):
            return self._renew_locked(failed)

    def _renew_locked(self, failed: Token) -> Token:
        record = self.shelf.load()
        if record.token is None and failed:
            self.shelf.swap(None, Record(failed))
            record = self.shelf.load()
        if record.token is not None and not record.token.same_as(failed):
            self._adopt(record.token)
            if not self._is_stale(record.token) and not self._is_recent(record):
                return record.token
        return self._spend(record)

    def _adopt(self, token: Token) -> None:
        self._interrupted = False
        self._use(token)

    def _spend(self, record: Record) -> Token:
        token = record.token or Token()
        refresh_token = token.get("refresh_token")
        if record.dead is not None or not refresh_token:
            raise self._reauthorize(record.dead or "There is no refresh token.")
        begun = self._begun(record)
        if not self.shelf.swap(record.token, replace(record, refreshing_since=begun)):
            return self._renew_locked(token)
        try:
            answer = self._ask(refresh_token, self._budget(begun))
        except InvalidGrantError as error:
            return self._refused(record, error)
        except TokenError as error:
            self._settle(record, error)
            raise
        return self._keep(token, answer)

    def _begun(self, record: Record) -> float:
        recent = record.refreshing_since if self._is_recent(record) else None
        return self.clock.time() if recent is None else recent

    def _budget(self, begun: float) -> float:
        return max(0.0, BUDGET - (self.clock.time() - begun))

    def _settle(self, record: Record, error: TokenError) -> None:
        """Take back the note if the server did answer, and did not spend the refresh token."""
        status = error.status_code
        if isinstance(status, int) and status // 100 == 4 and status not in {409, 429}:  # noqa: PLR2004
            self.shelf.swap(record.token, replace(record, refreshing_since=None))

    def _keep(self, spent: Token, answer: Token) -> Token:
        new = Token(answer)
        new.setdefault("refresh_token", spent.get("refresh_token"))
        if not self.shelf.swap(spent, Record(new)):
            stored = self.shelf.load().token
            new = new if stored is None else stored
        else:
            self._undelivered = new
        self._adopt(new)
        self._warn_unsaved()
        return new

    def _refused(self, record: Record, error: InvalidGrantError) -> Token:
        """Adopt what another process stored meanwhile; else mark the token dead."""
        stored = self.shelf.load().token
        if stored is not None and not stored.same_as(record.token or {}):
            self._adopt(stored)
            return stored
        self._interrupted = False
        self.shelf.swap(record.token, replace(record, dead=error.message, refreshing_since=None))
        raise self._reauthorize(error.message, error.response, record) from error

    def _reauthorize(
        self, words: str, response: requests.Response | None = None, record: Record | None = None
    ) -> ReauthorizationRequired:
        hint = ReauthorizationRequired.hint
        if record is not None and record.refreshing_since is not None:
            hint = (
                "An earlier refresh was begun and its answer was never received (a crash or a "
                f"broken connection), so the refresh token was spent unseen. {hint}"
            )
        return ReauthorizationRequired(response, words, hint)

    def _is_recent(self, record: Record) -> bool:
        since = record.refreshing_since
        return since is not None and 0 <= self.clock.time() - since < self.window - MARGIN

    def _is_stale(self, token: Token) -> bool:
        """Tell whether the token is missing or about to expire, by either clock."""
        remaining = token.remaining(self.clock.time())
        if not token.get("access_token"):
            return True
        return remaining is not None and min(remaining, self._guard(token, remaining)) <= 0

    def _guard(self, token: Token, remaining: float) -> float:
        """Return what remains by a clock that nobody sets back."""
        now = self.clock.monotonic()
        name = f"{token.get('access_token')} {token.get('expires_at')}"
        if self._guarded is None or self._guarded[0] != name:
            self._guarded = (name, now + remaining)
        return self._guarded[1] - now

    def _warn_unsaved(self) -> None:
        if self.refresh_cb is None and not self.shelf.durable and not self._warned:
            self._warned = True
            log.warning(
                "The token was refreshed and nothing saves it: the refresh token that this "
                "program began with is spent. Pass refresh_cb= or store= to keep the new one."
            )
