"""python-fitbit's names on python-fitbit's paths; only ``fitbit.api`` imports it."""

from __future__ import annotations

from fitbit.legacy.activity import Activity
from fitbit.legacy.body import Body
from fitbit.legacy.collections import Collections
from fitbit.legacy.devices import Devices
from fitbit.legacy.nutrition import Nutrition
from fitbit.legacy.profile import Profile
from fitbit.legacy.sleep import Sleep
from fitbit.legacy.social import Social
from fitbit.legacy.subscriptions import Subscriptions
from fitbit.legacy.time_series import TimeSeries

__all__ = ["LegacyMethods"]


class LegacyMethods(
    Profile,
    Collections,
    Activity,
    Nutrition,
    Body,
    TimeSeries,
    Devices,
    Sleep,
    Social,
    Subscriptions,
):
    """The endpoint methods of python-fitbit 0.3.1 under their names and signatures."""
