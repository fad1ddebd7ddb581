"""Pages are walked to their end, and long spans are read in parts that fit together."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Generator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapters import recorded
from fitbit import Fitbit, exceptions, pages
from fitbit.exceptions import BadResponse, InvalidArguments, InvalidValue, UntrustedAddressError
from fitbit_sandbox import Sandbox

API = "https://api.fitbit.com"
DAY = dt.timedelta(days=1)
NEW_YEAR = dt.date(2026, 1, 1)
patient = settings(deadline=None)
"""A busy machine is no failure."""
SPANS = st.tuples(st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)), st.integers(0, 3000))


class Paged(Fitbit):
    """Answers with the pages of a book, by their address."""

    def __init__(self, book):
        super().__init__("x", "y")
        self.book, self.asked = book, []

    def make_request(self, url, data=None, method=None, **_kwargs):
        self.asked.append(url)
        page = self.book[url.split("?")[-1]]
        if isinstance(page, Exception):
            raise page
        return page


def page(logs, following):
    """Return a page of a list."""
    return {"sleep": logs, "pagination": {"next": following}}


FIRST = "afterDate=2026-01-01&sort=asc&limit=2&offset=0"
SECOND = f"{API}/1.2/user/GGNJL9/sleep/list.json?offset=2"


def walked(book):
    """Return the entries of a book, and what was asked for."""
    fb = Paged(book)
    return list(fb.sleep.iter_logs(after_date="2026-01-01", limit=2, user_id="GGNJL9")), fb.asked


def test_the_next_page_is_asked_for_as_fitbit_gives_it():
    """Version and user of the address stay as they are."""
    logs, asked = walked({FIRST: page([{}, {"a": 1}], SECOND), "offset=2": page([{}], "")})

    assert logs == [{}, {"a": 1}, {}]
    assert asked == [f"{API}/1.2/user/GGNJL9/sleep/list.json?{FIRST}", SECOND]


def test_nothing_is_asked_for_before_it_is_needed():
    """The first entry costs one request."""
    fb = Paged({FIRST: page([{"a": 1}, {}], SECOND)})
    logs = fb.sleep.iter_logs(after_date="2026-01-01", limit=2)

    assert fb.asked == []
    assert dict(next(logs)) == {"a": 1}
    assert len(fb.asked) == 1


def test_an_empty_page_is_not_the_end():
    """Only a page without a next one is."""
    assert walked({FIRST: page([], SECOND), "offset=2": page([3], "")})[0] == [3]


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://api.fitbit.com.example.com/1.2/user/-/sleep/list.json?offset=2",
        "http://api.fitbit.com/1.2/user/-/sleep/list.json?offset=2",
        "https://api.fitbit.com:8443/1.2/user/-/sleep/list.json?offset=2",
        "https://api.fitbit.com@example.com/?offset=2",
    ],
)
def test_a_page_elsewhere_is_not_asked_for(elsewhere):
    """The token goes to the API only."""
    with pytest.raises(UntrustedAddressError):
        walked({FIRST: page([1], elsewhere)})


def test_pages_that_lead_in_a_circle_are_left():
    """A page that was read already raises BadResponse."""
    circle = {FIRST: page([1], SECOND), "offset=2": page([2], SECOND)}
    with pytest.raises(BadResponse, match="back"):
        walked(circle)


@pytest.mark.parametrize("body", [{}, [], True, {"sleep": {}}])
def test_a_page_without_entries_is_an_error(body):
    """What is no page is not taken for the end."""
    with pytest.raises(BadResponse, match="sleep"):
        walked({FIRST: body})


def test_a_failing_page_is_raised_after_what_came_before():
    """The caller keeps the entries of the pages before."""
    fb = Paged({FIRST: page([1, 2], SECOND), "offset=2": exceptions.HTTPForbidden()})
    seen: list[object] = []
    with pytest.raises(exceptions.HTTPForbidden):
        seen.extend(fb.sleep.iter_logs(after_date="2026-01-01", limit=2))

    assert seen == [1, 2]


@patient
@given(SPANS, st.integers(1, 1200))
def test_a_span_is_split_without_gap_or_double(span, days):
    """The ranges cover every day once, in order, and none is too long."""
    start, more = span
    end = start + more * DAY
    ranges = pages.split_range(start, end, days)
    covered = [
        first + each * DAY for first, last in ranges for each in range((last - first).days + 1)
    ]

    assert covered == [start + each * DAY for each in range(more + 1)]
    assert all((last - first).days < days for first, last in ranges)


@pytest.mark.parametrize(
    ("start", "end", "days", "error"),
    [
        ("2026-01-02", "2026-01-01", 1, InvalidValue),
        ("2026-01-01", "2026-01-02", 0, InvalidValue),
        ("2026-01-01", "2026-01-02", 1.5, InvalidArguments),
        ("today", "2026-01-02", 1, InvalidValue),
    ],
)
def test_a_span_that_is_none_is_refused(start, end, days, error):
    """A span needs two days in order."""
    with pytest.raises(error):
        pages.split_range(start, end, days)


def count(start, end):
    """Stand for a method that reads a range."""
    return {"steps": [str(start + each * DAY) for each in range((end - start).days + 1)]}


@patient
@given(SPANS, st.integers(30, 400), st.integers(1, 8))
def test_what_is_joined_is_what_one_answer_would_be(span, days, workers):
    """Every day is there once and in order, however many workers there are."""
    start, more = span
    chunks = pages.fetch_range(count, start, start + more * DAY, max_days=days, workers=workers)

    assert pages.merge_answers(chunks) == count(start, start + more * DAY)


def test_newest_comes_first_where_it_does():
    """Sleeps of a long span are in the order that Fitbit gives those of a short one."""

    def newest_first(start, end):
        return {"sleep": count(start, end)["steps"][::-1]}

    end = NEW_YEAR + 9 * DAY
    chunks = pages.fetch_range(newest_first, NEW_YEAR, end, max_days=4)

    assert pages.merge_answers(chunks, newest_first=True) == newest_first(NEW_YEAR, end)


def test_lists_are_joined_too():
    """SpO2 answers have no outer key."""
    chunks = [pages.Chunk(NEW_YEAR, NEW_YEAR, [1]), pages.Chunk(NEW_YEAR, NEW_YEAR, [2, 3])]

    assert pages.merge_answers(chunks) == [1, 2, 3]


@pytest.mark.parametrize(("one", "other"), [({"a": []}, {"b": []}), ([], {}), ({"a": 1}, {"a": 2})])
def test_answers_that_do_not_fit_are_not_joined(one, other):
    """Nothing is left out silently."""
    chunks = [pages.Chunk(NEW_YEAR, NEW_YEAR, one), pages.Chunk(NEW_YEAR, NEW_YEAR, other)]
    with pytest.raises(BadResponse):
        pages.merge_answers(chunks)


def test_no_more_are_under_way_than_allowed():
    """Three workers are three requests at a time, and they do run side by side."""
    meeting, now, most = threading.Barrier(3, timeout=10), [], []

    def meet(_start, _end):
        now.append(1)
        most.append(len(now))
        meeting.wait()
        now.pop()

    list(pages.fetch_range(meet, NEW_YEAR, NEW_YEAR + 5 * DAY, max_days=1, workers=3))

    assert max(most) == 3


def test_progress_is_told():
    """The callback hears how many requests are done, of how many."""
    told = []
    chunks = pages.fetch_range(
        count, NEW_YEAR, NEW_YEAR + 3 * DAY, max_days=2, progress=lambda *each: told.append(each)
    )

    assert len(list(chunks)) == 2
    assert told == [(1, 2), (2, 2)]


def test_a_reader_who_stops_stops_the_download():
    """What is not read on is not asked for."""
    asked = []
    chunks = pages.fetch_range(
        lambda start, _end: asked.append(start),
        NEW_YEAR,
        NEW_YEAR + 99 * DAY,
        max_days=1,
        workers=2,
    )
    assert isinstance(chunks, Generator)
    next(chunks)
    chunks.close()

    assert len(asked) <= 3


def test_a_failure_comes_after_the_chunks_before_it():
    """The caller keeps what was read, and goes on at the day after it."""
    broken = NEW_YEAR + 5 * DAY

    def read(start, _end):
        if start == broken:
            raise exceptions.HTTPServerError
        return start

    kept: list[pages.Chunk] = []
    with pytest.raises(exceptions.HTTPServerError):
        kept.extend(pages.fetch_range(read, NEW_YEAR, NEW_YEAR + 9 * DAY, max_days=1))

    assert [chunk.answer for chunk in kept] == [NEW_YEAR + each * DAY for each in range(5)]


def test_today_is_the_clients_today():
    """A span up to today ends on the day it is by the client's clock."""
    fb, recorder = recorded()
    recorder.answer = {"hrv": []}
    fb.client.clock = Sandbox().clock
    fb.client.clock.set(dt.datetime(2026, 1, 5, 12).timestamp())  # noqa: DTZ001 - local noon
    fb.hrv.get_summary_between("2026-01-01", "today")

    assert recorder.sent[0].path_url == "/1/user/-/hrv/date/2026-01-01/2026-01-05.json"


def test_long_series_are_read_in_fitbits_longest_ranges():
    """Two years of breathing rate are 25 requests of 30 days."""
    fb, recorder = recorded()
    recorder.answer = {"br": [1]}
    answer = fb.breathing_rate.get_summary_between("2024-01-01", "2025-12-31")

    assert len(recorder.sent) == 25
    assert answer == {"br": [1] * 25}


def test_a_year_of_heart_rates_survives_the_rate_limit():
    """A download that ran into the limit goes on an hour later, without gap or double."""
    sandbox = Sandbox(rate_limit=150)
    app = sandbox.apps["personal"]
    token = sandbox.issue(app)
    fb = Fitbit(
        app.client_id,
        app.client_secret,
        token["access_token"],
        token["refresh_token"],
        provider=sandbox.provider,
        clock=sandbox.clock,
    )
    days, start, end, rounds = [], dt.date(2025, 10, 1), dt.date(2026, 9, 30), 0
    while start <= end:
        rounds += 1
        try:
            for chunk in fb.heart_rate.iter_intraday(start, end, detail_level="15min"):
                days.append(chunk.answer["activities-heart"][0]["dateTime"])
                start = chunk.end_date + DAY
        except exceptions.HTTPTooManyRequests as error:
            sandbox.clock.advance(error.retry_after_secs + 1)

    assert rounds == 3
    assert days == [str(dt.date(2025, 10, 1) + each * DAY) for each in range(365)]
