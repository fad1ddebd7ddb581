"""Where data points come from, and the families that Google sorts sources into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from fitbit_sandbox.people.traits import Traits

Family = Literal["all-sources", "google-wearables", "google-sources", "self-sources"]
FAMILIES: tuple[Family, ...] = get_args(Family)
_Medium = Literal["tracker", "scale", "phone", "hand", "fitbit api", "google api"]
_PHONE_APP = "com.google.android.apps.fitness"
_PLATFORMS: dict[_Medium, str] = {
    "phone": "HEALTH_CONNECT",
    "fitbit api": "FITBIT_WEB_API",
    "google api": "GOOGLE_WEB_API",
}
_WATCHES = ("Versa", "Sense", "Pixel")


@dataclass(frozen=True)
class Origin:
    """The source that a data point comes from."""

    medium: _Medium
    client_id: str = ""

    def belongs_to(self, family: Family, client_id: str) -> bool:
        """Return whether a family holds this source, as one client asks for it."""
        if family == "self-sources":
            return self.medium == "google api" and self.client_id == client_id
        if family == "google-wearables":
            return self.medium == "tracker"
        if family == "google-sources":
            return self.medium in {"tracker", "scale", "phone", "hand"}
        return True

    def data_source(self, traits: Traits, method: str, *, shaped: bool) -> dict[str, Any]:
        """Return the dataSource member; *shaped* tells the device's form factor, too."""
        measured = {"tracker": method, "phone": method, "scale": "ACTIVELY_MEASURED"}
        source: dict[str, Any] = {
            "recordingMethod": measured.get(self.medium, "MANUAL"),
            "platform": _PLATFORMS.get(self.medium, "FITBIT"),
        }
        device = self._device(traits, shaped=shaped)
        return source | ({"device": device} if device else {}) | self._application()

    def _device(self, traits: Traits, *, shaped: bool) -> dict[str, str]:
        if self.medium == "phone":
            return {"formFactor": "PHONE"}
        if self.medium == "scale" and traits.scale:
            return {"formFactor": "SCALE", "displayName": traits.scale.version}
        if self.medium != "tracker" or traits.tracker is None:
            return {}
        name = traits.tracker.version
        form = "WATCH" if name.startswith(_WATCHES) else "FITNESS_BAND"
        return ({"formFactor": form} if shaped else {}) | {"displayName": name}

    def _application(self) -> dict[str, Any]:
        if self.medium == "google api":
            return {"application": {"googleWebClientId": self.client_id}}
        return {"application": {"packageName": _PHONE_APP}} if self.medium == "phone" else {}


TRACKER, SCALE, PHONE, HAND = Origin("tracker"), Origin("scale"), Origin("phone"), Origin("hand")


def read_family(name: str) -> Family | None:
    """Return the family of a full or short resource name, None for one that does not exist."""
    head, _, last = name.rpartition("/")
    parts = head.split("/")
    if len(parts) != 3 or parts[0] != "users" or parts[2] != "dataSourceFamilies":
        return None
    return next((family for family in FAMILIES if family == last), None)
