"""The user's profile and badges."""

from __future__ import annotations

from fitbit.arguments import checks, dates
from fitbit.arguments.types import JSON, ClockFormat, DateLike, FirstWeekDay, Gender, Number
from fitbit.exceptions import InvalidArguments
from fitbit.resources._base import EndpointGroup
from fitbit.types import ProfileAnswer


class User(EndpointGroup):
    """The profile and badges; scope profile."""

    def get_badges(self, *, user_id: str = "-") -> JSON:
        """Read the badges that the user has earned.

        Returns ``{"badges": [{"badgeType": "DAILY_STEPS", "value": 5000, …}]}``.
        Scope: profile.
        https://dev.fitbit.com/build/reference/web-api/user/get-badges/
        """
        return self._get("/1/user/{user-id}/badges.json", user_id=user_id)

    def get_profile(self, *, user_id: str = "-") -> ProfileAnswer:
        """Read the profile; of another user what that user lets be seen.

        Returns ``{"user": {"displayName": …, "encodedId": …, "timezone": …, …}}``.  Lengths are
        inches for ``en_US`` and centimetres otherwise, weights pounds for ``en_US``, stone for
        ``en_GB``, otherwise kilograms.  Raises HTTPForbidden for another user who hides it.
        Scope: profile; location and weight for some fields.
        https://dev.fitbit.com/build/reference/web-api/user/get-profile/
        """
        return self._get("/1/user/{user-id}/profile.json", user_id=user_id)

    def update_profile(
        self,
        *,
        gender: Gender | None = None,
        birthday: DateLike | None = None,
        height: Number | None = None,
        about_me: str | None = None,
        fullname: str | None = None,
        country: str | None = None,
        state: str | None = None,
        city: str | None = None,
        clock_time_display_format: ClockFormat | None = None,
        start_day_of_week: FirstWeekDay | None = None,
        locale: str | None = None,
        locale_lang: str | None = None,
        locale_country: str | None = None,
        timezone: str | None = None,
        foods_locale: str | None = None,
        glucose_unit: str | None = None,
        height_unit: str | None = None,
        water_unit: str | None = None,
        weight_unit: str | None = None,
        stride_length_walking: Number | None = None,
        stride_length_running: Number | None = None,
        user_id: str = "-",
    ) -> ProfileAnswer:
        """Change what is given of the profile, at least one field; the rest stays.

        Units are ``"en_US"``, ``"en_GB"`` or ``"any"`` (metric), and change Fitbit's own pages
        only; ``locale`` goes before ``locale_lang`` and ``locale_country``, countries and states
        have two letters, ``timezone`` is such as ``"America/Los_Angeles"``.  Returns what
        ``get_profile`` does.  Raises InvalidArguments where no field is given, InvalidValue for a
        value that Fitbit does not take.
        Scope: profile; location and nutrition for some fields.
        https://dev.fitbit.com/build/reference/web-api/user/update-profile/
        """
        form = {
            "gender": checks.check_optional_choice(gender, Gender, "gender"),
            "birthday": None if birthday is None else dates.format_log_date(birthday, "birthday"),
            "height": height,
            "aboutMe": about_me,
            "fullname": fullname,
            "country": country,
            "state": state,
            "city": city,
            "clockTimeDisplayFormat": checks.check_optional_choice(
                clock_time_display_format, ClockFormat, "clock_time_display_format"
            ),
            "startDayOfWeek": checks.check_optional_choice(
                start_day_of_week, FirstWeekDay, "start_day_of_week"
            ),
            "locale": locale,
            "localeLang": locale_lang,
            "localeCountry": locale_country,
            "timezone": timezone,
            "foodsLocale": foods_locale,
            "glucoseUnit": glucose_unit,
            "heightUnit": height_unit,
            "waterUnit": water_unit,
            "weightUnit": weight_unit,
            "strideLengthWalking": stride_length_walking,
            "strideLengthRunning": stride_length_running,
        }
        if not checks.encode_form(form):
            raise InvalidArguments("Give at least one field of the profile to change")
        return self._post("/1/user/{user-id}/profile.json", form, user_id=user_id)
