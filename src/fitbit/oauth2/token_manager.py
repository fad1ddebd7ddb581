"""The owner of one user's token: it refreshes it once for all who need it, and never loses it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
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
from fitbit.oauth2.expiry import ExpiryWatch
from fitbit.oauth2.single_flight import SingleFlight
from fitbit.oauth2.token_endpoint import TokenEndpoint
from fitbit.oauth2.token_records import TokenRecord, TokenRecords
from fitbit.stores.memory import MemoryStore
from fitbit.stores.protocol import Store
from fitbit.tokens import Token
from fitbit.transport import fork_hooks

log = logging.getLogger("fitbit")

RETRY_FOR = 100.0
"""Seconds for which a refresh is repeated while no answer comes."""
REPLAY_MARGIN = 20
"""Seconds of the replay window that are left unused, for clocks and networks."""
LOCK_TIMEOUT = 150.0
"""Seconds to wait for another process that is refreshing the same token."""
RELOAD_FOR = 2.0
"""Seconds in which the store is read again after a refusal: another host may be saving."""

_KEPT = ("refresh_token", "user_id")
"""What a refresh answer may leave out because it stays the same."""

_ANSWER_LOST = (
    "An earlier refresh was begun and its answer was never received (a crash or a broken "
    "connection), so the refresh token was spent unseen."
)

RefreshCallback = Callable[[dict[str, Any]], Any]


class TokenManager:
    """Owns one user's token.

    Refreshes it at most once at a time across the threads, processes and hosts that share
    *store*, and stores the new token before anyone uses it.  Without a store the record is a
    private one in memory, so that there is one way and not two.
    """

    def __init__(
        self,
        store: Store | None,
        key: str,
        endpoint: TokenEndpoint,
        *,
        clock: Clock,
        replay_window: int,
        refresh_cb: RefreshCallback | None = None,
        reauthorization_hint: str | None = None,
    ) -> None:
        self.durable = store is not None
        self._records = TokenRecords(MemoryStore() if store is None else store, key)
        self._endpoint, self.clock, self.replay_window = endpoint, clock, replay_window
        self.refresh_cb = refresh_cb
        self._hint = reauthorization_hint or ReauthorizationRequired.hint
        self._token = Token()
        self._refreshing: SingleFlight[Token] = SingleFlight()
        self._writing = threading.Lock()  # one save or replacement at a time, in this process
        self._unsaved: tuple[Token, Token] | None = None  # spent and new, where a save failed
        self._undelivered: Token | None = None  # what refresh_cb has not been given yet
        self._must_repeat = False  # the record notes a refresh whose answer may still be had
        self._forked = False
        self._warned = False
        self._expiry = ExpiryWatch(clock)
        fork_hooks.register(self)

    # the token in use

    @property
    def token(self) -> Token:
        """Return the token in use, an empty one where there is none; never blocks.

        It is the dictionary itself: what is changed in it counts for the next request.
        """
        return self._token

    def load_or_seed(self, seed: Token) -> None:
        """Use the stored token; where there is none, store *seed* and use it.

        A stored token wins, so that an old configuration cannot bring back a spent token.
        """
        record = self._records.load()
        if record.token is None and seed:
            new = TokenRecord(seed)
            record = new if self._records.replace(None, new) else self._records.load()
        self._must_repeat = self._is_unanswered(record)
        self._token = record.token or seed

    def stored_token(self) -> Token:
        """Return the token that is stored now: another process may have refreshed it."""
        return self._load().token or self._token

    def replace(self, token: Mapping[str, Any]) -> None:
        """Store and use a token that came from a login or was assigned; an empty one deletes."""
        new = token if isinstance(token, Token) else Token(token)
        with self._writing:
            self._must_repeat, self._undelivered, self._unsaved = False, None, None
            if new:
                self._records.overwrite(TokenRecord(new))
            else:
                self._records.delete()
            self._token = new

    def valid_token(self) -> Token:
        """Return a usable token, refreshing first if it is about to expire.

        May block for up to 250 s (the store's lock, then retries), and calls ``refresh_cb``.
        Raises ReauthorizationRequired, another TokenError, TokenStoreError (TokenStoreBusy,
        TokenNotSaved …), Timeout or requests.ConnectionError.
        """
        if self._forked:
            self._reload()
        self._finish_pending()
        token = self._token
        if not token.get("refresh_token"):
            return token
        if self._must_repeat or self._expiry.is_stale(token):
            return self.refresh(token)
        if self._expiry.is_early(token):
            return self._refresh_early(token)
        return token

    # refreshing

    def refresh(self, failed: Token) -> Token:
        """Return a token other than *failed*; one refresh serves all threads that ask at once.

        Blocks, calls back and raises as valid_token does.
        """
        self._finish_pending()
        token = self._refreshing.do(lambda: self._refresh(failed))
        if token.same_as(failed):
            # It was an early refresh that was joined: it failed and gave back the token that is
            # still good to its own caller, but not to this one.
            token = self._refreshing.do(lambda: self._refresh(failed))
        self._notify()
        return token

    def _refresh(
        self, failed: Token, retry_for: float = RETRY_FOR, lock_timeout: float = LOCK_TIMEOUT
    ) -> Token:
        """Refresh the token; the numbers are the steps of docs/tokens.md."""
        # 1. One thread of this process is here.  It may come late: the token that failed may
        #    have been replaced since it was sent.
        current = self._token
        if failed and not current.same_as(failed) and not self._expiry.is_stale(current):
            return current
        # 2. The store's lock is always taken after the one of step 1, never before it: two
        #    threads that took them in different orders would wait for each other.
        with self._records.lock(lock_timeout):
            while True:
                # 3. Another process may have refreshed while this one waited for the lock.
                record = self._load_or_restore(failed)
                if record.token is not None and not record.token.same_as(failed):
                    self._use(record.token)
                    if not self._expiry.is_stale(record.token) and not self._is_unanswered(record):
                        return record.token
                spent = record.token or Token()
                refresh_token = spent.get("refresh_token")
                if record.rejected is not None or not refresh_token:
                    raise self._reauthorize(record.rejected or "There is no refresh token.")
                # 4. The note comes before the POST.  A full disk or a dead database is found
                #    here, while the refresh token is still good; and after a crash the next
                #    process knows that this token may be spent, and since when.
                started_at = self._started_at(record)
                if self._records.replace(spent, replace(record, refreshing_since=started_at)):
                    break
                # A login, which takes no lock, stored another token meanwhile: look at that one.
                failed = spent
            # 5. The same request is repeated while no answer comes: the server answers it
            #    identically until its replay window is over, and not for a second longer.
            # 6. An answer that is not a token raises here, and replaces nothing.
            try:
                answer = self._endpoint.refresh(refresh_token, self._left(retry_for, started_at))
            except InvalidGrantError as error:
                return self._adopt_newer_or_reject(record, error)
            except TokenError as error:
                if _left_unspent(error):
                    self._records.replace(spent, record)  # the note of step 4 is taken back
                raise
            new = Token(answer)
            new |= {name: spent[name] for name in _KEPT if name in spent and name not in new}
            # 7. and 8.
            return self._store_new(spent, new)

    def _store_new(self, spent: Token, new: Token) -> Token:
        """Make the new token durable, and only then use it."""
        try:
            with self._writing:
                # 7. Compare-and-swap: whoever waited too long (a paused process, an expired
                #    lease) finds a newer token in the store, and takes that one.
                saved = self._records.replace(spent, TokenRecord(new))
                token = new if saved else self._records.load().token or new
                self._unsaved = None
                if saved:
                    self._undelivered = new
                self._use(token)
        except BaseException as error:
            # The old refresh token is spent, so the new one is all there is: it is used from
            # memory, and every call from now on first tries to store it again.
            self._unsaved = (spent, new)
            self._use(new)
            if isinstance(error, Exception):
                raise _not_saved(new) from error
            raise
        # 8. refresh() calls refresh_cb once both locks are given back: it may use the client.
        self._warn_unsaved()
        return token

    def _adopt_newer_or_reject(self, record: TokenRecord, error: InvalidGrantError) -> Token:
        """Use what another process stored meanwhile; else mark the token as rejected."""
        stored = self._reload_after_rejection(record.token or Token())
        if stored is not None:
            self._use(stored)
            return stored
        self._must_repeat = False
        lost = error.unanswered or record.refreshing_since is not None
        words = f"{error.message} {_ANSWER_LOST}" if lost else error.message
        # The record is marked, not deleted: no later call sends the dead token again.
        rejected = replace(record, rejected=words, refreshing_since=None)
        self._records.replace(record.token, rejected)
        raise self._reauthorize(words, error.response) from error

    def _reload_after_rejection(self, spent: Token) -> Token | None:
        """Return a token that was stored in place of the spent one, also a moment later."""
        # Where leases can expire, another host may have had the answer and be about to save it.
        until = self.clock.monotonic() + (RELOAD_FOR if self.durable else 0.0)
        while True:
            stored = self._records.load().token
            if stored is not None and not stored.same_as(spent):
                return stored
            if self.clock.monotonic() >= until:
                return None
            self.clock.sleep(RELOAD_FOR / 10)

    def _refresh_early(self, token: Token) -> Token:
        """Refresh a token that is still good, if nobody is at it; a failure changes nothing."""
        self._expiry.pause_early()
        new = self._refreshing.do_if_idle(lambda: self._try_early(token))
        self._notify()
        return token if new is None else new

    def _try_early(self, token: Token) -> Token:
        """Return the new token, or the given one: who joined and needs a new one tries again."""
        try:
            return self._refresh(token, retry_for=0.0, lock_timeout=0.0)
        except TokenNotSaved:
            raise
        except (TokenError, TokenStoreError, requests.RequestException, OSError) as error:
            log.warning("The token could not be refreshed early, and is still good: %s", error)
            return token

    # what was left undone

    def _finish_pending(self) -> None:
        """Do first what could not be done before: store a token, call back with one."""
        unsaved = self._unsaved
        if unsaved is not None:
            self._store_new(*unsaved)
        self._notify()

    def _notify(self) -> None:
        """Give refresh_cb the token that it has not had yet; its exception reaches the caller."""
        token, self._undelivered = self._undelivered, None
        if token is None:
            return
        try:
            if self.refresh_cb is not None:
                self.refresh_cb(dict(token))
        except BaseException:
            if self._undelivered is None:  # a newer token would be given instead
                self._undelivered = token
            raise

    # the record

    def _load(self) -> TokenRecord:
        """Return the record; without a store, after what was changed in the token in place."""
        record = self._records.load()
        if self.durable or record.has(self._token):
            return record
        # Nobody else writes a private record, so it is the token in use that was changed.
        known = record.token is not None and record.token.same_as(self._token)
        if self._token:
            new = replace(record, token=self._token) if known else TokenRecord(self._token)
            self._records.overwrite(new)
        else:
            self._records.delete()
        return self._records.load()

    def _load_or_restore(self, failed: Token) -> TokenRecord:
        """Return the record; where it is gone, one with the token that was in use."""
        record = self._load()
        if record.token is None and failed and self.durable:
            self._records.replace(None, TokenRecord(failed))
            record = self._records.load()
        return record

    def _use(self, token: Token) -> None:
        self._must_repeat = False
        self._token = token

    def _started_at(self, record: TokenRecord) -> float:
        """Return when the refresh began that is under way, by the note or now."""
        # The window counts from the first request: a repeated one keeps the older time.
        noted = record.refreshing_since if self._is_unanswered(record) else None
        return self.clock.time() if noted is None else noted

    def _left(self, retry_for: float, started_at: float) -> float:
        return max(0.0, retry_for - (self.clock.time() - started_at))

    def _is_unanswered(self, record: TokenRecord) -> bool:
        """Return whether a refresh was begun whose answer the server would still repeat."""
        since = record.refreshing_since
        window = self.replay_window - REPLAY_MARGIN
        return since is not None and 0 <= self.clock.time() - since < window

    def _reauthorize(
        self, words: str, response: requests.Response | None = None
    ) -> ReauthorizationRequired:
        return ReauthorizationRequired(response, words, self._hint)

    # forks

    def after_fork_in_child(self) -> None:
        """Start anew in a forked child, where the threads that held locks no longer exist."""
        self._refreshing, self._writing = SingleFlight(), threading.Lock()
        if self.durable:
            self._forked = True
        else:
            self._records = TokenRecords(MemoryStore(), self._records.key)

    def _reload(self) -> None:
        """Use what the store has: the parent may have refreshed the token since the fork."""
        self._forked = False
        record = self._records.load()
        if record.token is not None:
            self._token = record.token
        self._must_repeat = self._is_unanswered(record)

    def _warn_unsaved(self) -> None:
        if self.refresh_cb is None and not self.durable and not self._warned:
            self._warned = True
            log.warning(
                "The token was refreshed and nothing saves it: the refresh token that this "
                "program began with is spent. Pass refresh_cb= or store= to keep the new one."
            )


def _left_unspent(error: TokenError) -> bool:
    """Return whether the server did answer, and did not spend the refresh token."""
    status = error.status_code
    return isinstance(status, int) and status // 100 == 4 and status not in {409, 429}  # noqa: PLR2004


def _not_saved(token: Token) -> TokenNotSaved:
    error = TokenNotSaved(
        "The refreshed token could not be stored: it is in use and in error.token, and the next "
        "call tries to store it again. Repair the store before this program ends."
    )
    error.token = token
    return error
