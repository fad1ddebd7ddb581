"""Keeps one user's token: fresh, refreshed once whatever the number of askers, and never lost."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import requests

from fitbit.clock import Clock
from fitbit.exceptions import (
    InvalidGrantError,
    ReauthorizationRequired,
    TokenError,
    TokenNotSaved,
    TokenStoreError,
)
from fitbit.oauth2.single_flight import SingleFlight
from fitbit.oauth2.token_records import Record, Shelf
from fitbit.tokens import Token, as_number
from fitbit.transport.fork_hooks import after_fork

log = logging.getLogger("fitbit")

BUDGET = 100.0
"""Seconds for which a refresh is repeated while no answer comes."""
MARGIN = 20
"""Seconds of the replay window that are left unused, for clocks and networks."""
LOCK_TIMEOUT = 150.0
"""Seconds to wait for another process that is refreshing the same token."""
EARLY = 300.0
"""Seconds before it is stale at which one thread renews a token while the others go on."""
EARLY_PAUSE = 30.0
"""Seconds between attempts to renew early."""
SECOND_LOOK = 2.0
"""Seconds in which the store is read again after a refusal: another host may be saving."""

_KEPT = ("refresh_token", "user_id")
"""Names what a refresh answer may leave out because it stays the same."""

_UNSEEN = (
    "An earlier refresh was begun and its answer was never received (a crash or a broken "
    "connection), so the refresh token was spent unseen."
)

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
        hint: str | None = None,
    ) -> None:
        """Bring together where the token rests, how it is renewed and who uses it."""
        self.shelf, self._ask, self._read, self._use = shelf, ask, read, use
        self.clock, self.window, self.refresh_cb = clock, window, refresh_cb
        self._hint = hint or ReauthorizationRequired.hint
        self._flight: SingleFlight[Token] = SingleFlight()
        self._replacing = threading.Lock()
        self._guarded: tuple[str, float] | None = None
        self._undelivered: Token | None = None
        self._unsaved: tuple[Token, Token] | None = None
        self._interrupted = False
        self._forked = False
        self._warned = False
        self._early = EARLY * random.uniform(0.5, 1.0)  # noqa: S311 - spreads hosts, hides nothing
        self._early_from = 0.0
        after_fork(self)

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
        if self._forked:
            self._reload()
        self._catch_up()
        token = self._read()
        if not token.get("refresh_token"):
            return token
        if self._interrupted or self._is_stale(token):
            return self.renew(token)
        if self._is_early(token):
            return self._renew_early(token)
        return token

    def renew(self, failed: Token) -> Token:
        """Return a token other than the one that failed; one refresh for all who ask at once."""
        self._catch_up()
        token = self._flight.do(lambda: self._renew(failed))
        if token.same_as(failed):
            token = self._flight.do(lambda: self._renew(failed))
        self._deliver()
        return token

    def replaced(self, token: Token) -> None:
        """Keep a token that came from a login or was assigned, and forget what was noted."""
        with self._replacing:
            self._interrupted, self._undelivered, self._unsaved = False, None, None
            if token:
                self.shelf.put(Record(token))
            else:
                self.shelf.clear()
            self._use(token)

    def stored(self) -> Token:
        """Return the token that is stored now: another process may have renewed it."""
        return self.shelf.load().token or self._read()

    def in_child(self) -> None:
        """Begin anew after a fork: what other threads were doing is not done here."""
        self._flight, self._replacing = SingleFlight(), threading.Lock()
        self._forked = self.shelf.durable

    def _reload(self) -> None:
        """Take over what the store holds: the parent may have renewed the token."""
        self._forked = False
        record = self.shelf.load()
        if record.token is not None:
            self._use(record.token)
        self._interrupted = self._is_recent(record)

    def _catch_up(self) -> None:
        """Do first what could not be done before: save a token, call back with one."""
        unsaved = self._unsaved
        if unsaved is not None:
            self._save(*unsaved)
        self._deliver()

    def _deliver(self) -> None:
        """Give the callback the token it has not had yet; its exception reaches the caller."""
        token, self._undelivered = self._undelivered, None
        if token is None:
            return
        try:
            self._call_back(token)
        except BaseException:
            self._offer_again(token)
            raise

    def _offer_again(self, token: Token) -> None:
        if self._undelivered is None:
            self._undelivered = token

    def _call_back(self, token: Token) -> None:
        if self.refresh_cb is not None:
            self.refresh_cb(dict(token))

    def _renew(self, failed: Token, budget: float = BUDGET, wait: float = LOCK_TIMEOUT) -> Token:
        current = self._read()
        if failed and not current.same_as(failed) and not self._is_stale(current):
            return current
        with self.shelf.lock(wait):
            return self._renew_locked(failed, budget)

    def _renew_early(self, token: Token) -> Token:
        """Renew a token that is still good, if nobody is at it; a failure changes nothing."""
        self._early_from = self.clock.monotonic() + EARLY_PAUSE
        new = self._flight.do_if_idle(lambda: self._try_early(token))
        self._deliver()
        return token if new is None else new

    def _try_early(self, token: Token) -> Token:
        """Return the new token, or the given one: who joined and needs a new one tries again."""
        try:
            return self._renew(token, budget=0.0, wait=0.0)
        except TokenNotSaved:
            raise
        except (TokenError, TokenStoreError, requests.RequestException, OSError) as error:
            log.warning("The token could not be renewed early, and is still good: %s", error)
            return token

    def _renew_locked(self, failed: Token, budget: float) -> Token:
        record = self.shelf.load()
        if record.token is None and failed:
            self.shelf.swap(None, Record(failed))
            record = self.shelf.load()
        if record.token is not None and not record.token.same_as(failed):
            self._adopt(record.token)
            if not self._is_stale(record.token) and not self._is_recent(record):
                return record.token
        return self._spend(record, budget)

    def _adopt(self, token: Token) -> None:
        self._interrupted = False
        self._use(token)

    def _spend(self, record: Record, budget: float) -> Token:
        token = record.token or Token()
        refresh_token = token.get("refresh_token")
        if record.dead is not None or not refresh_token:
            raise self._reauthorize(record.dead or "There is no refresh token.")
        begun = self._begun(record)
        if not self.shelf.swap(record.token, replace(record, refreshing_since=begun)):
            return self._renew_locked(token, budget)
        try:
            answer = self._ask(refresh_token, self._left(budget, begun))
        except InvalidGrantError as error:
            return self._refused(record, error)
        except TokenError as error:
            self._settle(record, error)
            raise
        return self._keep(token, answer)

    def _begun(self, record: Record) -> float:
        recent = record.refreshing_since if self._is_recent(record) else None
        return self.clock.time() if recent is None else recent

    def _left(self, budget: float, begun: float) -> float:
        return max(0.0, budget - (self.clock.time() - begun))

    def _settle(self, record: Record, error: TokenError) -> None:
        """Take back the note if the server did answer, and did not spend the refresh token."""
        status = error.status_code
        if isinstance(status, int) and status // 100 == 4 and status not in {409, 429}:  # noqa: PLR2004
            self.shelf.swap(record.token, record)

    def _keep(self, spent: Token, answer: Token) -> Token:
        new = Token(answer)
        new |= {name: spent[name] for name in _KEPT if name in spent and name not in new}
        try:
            return self._save(spent, new)
        except BaseException:
            self._unsaved = (spent, new)
            self._adopt(new)
            raise

    def _save(self, spent: Token, new: Token) -> Token:
        """Make the new token durable, then use it; or adopt what another process stored."""
        with self._replacing:
            try:
                saved = self.shelf.swap(spent, Record(new))
                token = new if saved else self.shelf.load().token or new
            except Exception as error:
                raise _not_saved(new) from error
            self._unsaved = None
            if saved:
                self._undelivered = new
            self._adopt(token)
        self._warn_unsaved()
        return token

    def _refused(self, record: Record, error: InvalidGrantError) -> Token:
        """Adopt what another process stored meanwhile; else mark the token dead."""
        stored = self._second_look(record.token or Token())
        if stored is not None:
            self._adopt(stored)
            return stored
        self._interrupted = False
        unseen = error.unanswered or record.refreshing_since is not None
        words = f"{error.message} {_UNSEEN}" if unseen else error.message
        self.shelf.swap(record.token, replace(record, dead=words, refreshing_since=None))
        raise self._reauthorize(words, error.response) from error

    def _second_look(self, spent: Token) -> Token | None:
        """Return a token that was stored in place of the spent one, also a moment later."""
        until = self.clock.monotonic() + (SECOND_LOOK if self.shelf.durable else 0.0)
        while True:
            stored = self.shelf.load().token
            if stored is not None and not stored.same_as(spent):
                return stored
            if self.clock.monotonic() >= until:
                return None
            self.clock.sleep(SECOND_LOOK / 10)

    def _reauthorize(
        self, words: str, response: requests.Response | None = None
    ) -> ReauthorizationRequired:
        return ReauthorizationRequired(response, words, self._hint)

    def _is_recent(self, record: Record) -> bool:
        since = record.refreshing_since
        return since is not None and 0 <= self.clock.time() - since < self.window - MARGIN

    def _is_stale(self, token: Token) -> bool:
        """Tell whether the token is missing or about to expire, by either clock."""
        remaining = token.remaining(self.clock.time())
        if not token.get("access_token"):
            return True
        return remaining is not None and min(remaining, self._guard(token, remaining)) <= 0

    def _is_early(self, token: Token) -> bool:
        """Tell whether the token is about to be stale and nobody is renewing it."""
        remaining = token.remaining(self.clock.time())
        if remaining is None:
            return False
        lifetime = as_number(token.get("expires_in"))
        early = self._early if lifetime is None else min(self._early, lifetime / 10)
        return remaining < early and self.clock.monotonic() >= self._early_from

    def _guard(self, token: Token, remaining: float) -> float:
        """Return what remains by a clock that nobody sets back."""
        now = self.clock.monotonic()
        name = f"{token.get('access_token')} {token.get('expires_at')}"
        guarded = self._guarded
        if guarded is None or guarded[0] != name:
            self._guarded = guarded = (name, now + remaining)
        return guarded[1] - now

    def _warn_unsaved(self) -> None:
        if self.refresh_cb is None and not self.shelf.durable and not self._warned:
            self._warned = True
            log.warning(
                "The token was refreshed and nothing saves it: the refresh token that this "
                "program began with is spent. Pass refresh_cb= or store= to keep the new one."
            )


def _not_saved(token: Token) -> TokenNotSaved:
    error = TokenNotSaved(
        "The refreshed token could not be stored: it is in use and in error.token, and the next "
        "call tries to store it again. Mend the store before this program ends."
    )
    error.token = token
    return error
