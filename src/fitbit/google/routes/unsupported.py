"""The table of every call of the Fitbit Web API that Google Health cannot answer."""

from __future__ import annotations

from fitbit.google.routes.router import Unsupported

_USER = "/1/user/{user-id}/"
_GOALS = "Google Health knows no goals"
_CATALOGUE = "Google Health has a list of exercise types, but no catalogue of activities"
_FOODS = "Google Health's foods cannot be made or marked by a client"
_SOCIAL = "Google Health knows no friends"
_ALARMS = "Google Health knows no alarms"
_LOGS = "GET /1/user/-/activities/list.json lists the exercises themselves"
_SUBSCRIPTIONS = "Google Health notifies projects of their users, not clients with a user's token"
_REMOVED = "Fitbit removed it in 2015 and Google Health has nothing of the kind"
_GET, _POST, _DELETE = ("GET",), ("POST",), ("DELETE",)
_ANY = ("GET", "POST", "DELETE", "PUT", "PATCH")

UNSUPPORTED: tuple[Unsupported, ...] = (
    Unsupported(_GET, (f"{_USER}badges.json",), "Google Health knows no badges"),
    # friends
    Unsupported(_GET, ("/1.1/user/{user-id}/friends.json", f"{_USER}friends.json"), _SOCIAL),
    Unsupported(
        _GET,
        ("/1.1/user/{user-id}/leaderboard/friends.json", f"{_USER}friends/leaders/{{period}}.json"),
        _SOCIAL,
    ),
    Unsupported(
        _POST,
        ("/1.1/user/{user-id}/friends/invitations", f"{_USER}friends/invitations.json"),
        _SOCIAL,
    ),
    Unsupported(_POST, (f"{_USER}friends/invitations/{{from-user-id}}.json",), _SOCIAL),
    # alarms
    Unsupported((*_GET, *_POST), (f"{_USER}devices/tracker/{{tracker-id}}/alarms.json",), _ALARMS),
    Unsupported(
        (*_POST, *_DELETE),
        (f"{_USER}devices/tracker/{{tracker-id}}/alarms/{{alarm-id}}.json",),
        _ALARMS,
    ),
    # activity
    Unsupported(
        _GET,
        (f"{_USER}activities.json",),
        "Google Health keeps no lifetime totals",
        "GET /1/user/-/activities/steps/date/{date}/max.json has every day to add up",
    ),
    Unsupported(
        _GET, (f"{_USER}activities/recent.json",), "Google Health keeps no such list", _LOGS
    ),
    Unsupported(
        _GET, (f"{_USER}activities/frequent.json",), "Google Health keeps no such list", _LOGS
    ),
    Unsupported(
        _GET, (f"{_USER}activities/favorite.json",), "Google Health knows no favourites", _LOGS
    ),
    Unsupported(
        (*_POST, *_DELETE),
        (f"{_USER}activities/favorite/{{activity-id}}.json",),
        "Google Health knows no favourites",
    ),
    Unsupported(_GET, ("/1/activities.json",), _CATALOGUE),
    Unsupported(_GET, ("/1/activities/{activity-id}.json",), _CATALOGUE),
    Unsupported((*_GET, *_POST), (f"{_USER}activities/goals/{{period}}.json",), _GOALS),
    # body and sleep
    Unsupported(_GET, (f"{_USER}body/log/{{goal-type}}/goal.json",), _GOALS),
    Unsupported(_POST, (f"{_USER}body/log/fat/goal.json",), _GOALS),
    Unsupported(_POST, (f"{_USER}body/log/weight/goal.json",), _GOALS),
    Unsupported((*_GET, *_POST), ("/1.2/user/{user-id}/sleep/goal.json",), _GOALS),
    # nutrition
    Unsupported(
        _GET,
        ("/1/foods/locales.json",),
        "Google Health does not list the languages of its foods",
        "GET /1/user/-/profile.json has the user's own, foodsLocale",
    ),
    Unsupported(
        _POST,
        (f"{_USER}foods.json",),
        _FOODS,
        "POST /1/user/-/foods/log.json with foodName= and calories= logs any food",
    ),
    Unsupported(_DELETE, (f"{_USER}foods/{{food-id}}.json",), _FOODS),
    *(
        Unsupported(
            _GET,
            (f"{_USER}foods/log/{name}.json",),
            "Google Health keeps no such list",
            "GET /1/user/-/foods/log/date/{date}.json lists what was eaten on a day",
        )
        for name in ("recent", "frequent", "favorite")
    ),
    Unsupported((*_POST, *_DELETE), (f"{_USER}foods/log/favorite/{{food-id}}.json",), _FOODS),
    Unsupported((*_GET, *_POST), (f"{_USER}meals.json",), "Google Health knows no meals of foods"),
    Unsupported(
        (*_GET, *_POST, *_DELETE),
        (f"{_USER}meals/{{meal-id}}.json",),
        "Google Health knows no meals of foods",
    ),
    Unsupported((*_GET, *_POST), (f"{_USER}foods/log/goal.json",), _GOALS),
    Unsupported((*_GET, *_POST), (f"{_USER}foods/log/water/goal.json",), _GOALS),
    Unsupported(
        _GET,
        (f"{_USER}foods/log/water.json",),
        "Fitbit documents no such list",
        "GET /1/user/-/foods/log/water/date/{date}.json has the water of a day",
    ),
    # what is long gone
    Unsupported(_ANY, (f"{_USER}bp*",), _REMOVED),
    Unsupported(
        _ANY,
        (f"{_USER}heart*",),
        _REMOVED,
        "GET /1/user/-/activities/heart/date/{date}/1d.json has the day's heart rate",
    ),
    Unsupported(
        (*_POST, *_DELETE),
        (f"{_USER}glucose*",),
        "Google Health's blood glucose cannot be written by a client of the Fitbit Web API",
        "GET /1/user/-/glucose/date/{date}.json reads it",
    ),
    Unsupported(
        _GET,
        (f"{_USER}glucose.json",),
        "blood glucose is read by the day",
        "GET /1/user/-/glucose/date/{date}.json has that of a day",
    ),
    # subscriptions
    Unsupported(
        (*_GET, *_POST, *_DELETE),
        (
            f"{_USER}apiSubscriptions.json",
            f"{_USER}apiSubscriptions/{{subscription-id}}.json",
            f"{_USER}{{collection}}/apiSubscriptions.json",
            f"{_USER}{{collection}}/apiSubscriptions/{{subscription-id}}.json",
        ),
        _SUBSCRIPTIONS,
        "create a subscriber for your project: https://developers.google.com/health",
    ),
)
"""The table, in the order of Fitbit's reference."""
