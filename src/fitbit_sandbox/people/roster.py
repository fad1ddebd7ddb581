"""Lists the sample people. All of them are invented."""

from __future__ import annotations

from datetime import date

from fitbit_sandbox.people.traits import Gear, Habits, Routine, Traits

_WEEKDAYS = (0, 1, 2, 3, 4)


def roster() -> tuple[Traits, ...]:
    """Return everybody who lives in the sandbox, the full-featured person first."""
    return (
        _everything(),
        _health_watch(),
        _classic_sleeper(),
        _no_scale(),
        _gaps(),
        _night_owl(),
        _new_account(),
    )


def _everything() -> Traits:
    return Traits(
        number=1,
        id="7HWLKA",
        full_name="Lena Hartwig",
        about="Berlin; tracker with sleep stages and a scale; logs water and meals.",
        timezone="Europe/Berlin",
        born=date(1990, 4, 17),
        sex="FEMALE",
        height_mm=1683,
        weight_g=66200,
        resting=58,
        since=date(2024, 1, 8),
        country="DE",
        locale="de_DE",
        units="METRIC",
        stride_walk_mm=695,
        stride_run_mm=962,
        fat_tenths=247,
        gear=(
            Gear("5656881", "Charge 5", "TRACKER", "FE1A5C03B7D1"),
            Gear("5656882", "Aria 2", "SCALE", "20F85E0C91AA", heart=False, altimeter=False),
        ),
        habits=Habits(
            bed=22.9,
            wake=6.6,
            routines=(
                Routine("run", (1, 5), 17.75, 42),
                Routine("swim", (3,), 18.25, 35),
                Routine("walk", (0, 6), 16.5, 48),
            ),
            weighs=0.55,
            drinks=4.0,
            meals=0.9,
        ),
        place=(52.5167, 13.3833),
    )


def _health_watch() -> Traits:
    return Traits(
        number=2,
        id="3QMPDV",
        full_name="Marcus Okafor",
        about="Los Angeles, US units; a watch with SpO2, HRV, skin temperature and ECG.",
        timezone="America/Los_Angeles",
        born=date(1978, 11, 2),
        sex="MALE",
        height_mm=1829,
        weight_g=88400,
        resting=63,
        since=date(2023, 9, 15),
        country="US",
        locale="en_US",
        units="en_US",
        stride_walk_mm=759,
        stride_run_mm=1040,
        fat_tenths=236,
        gear=(
            Gear("4810553", "Sense 2", "TRACKER", "C2B80F4471E6", health=True, ecg=True),
            Gear("4810560", "Aria Air", "SCALE", "8C0DFA772310", heart=False, altimeter=False),
        ),
        habits=Habits(
            bed=23.2,
            wake=6.3,
            pace=0.9,
            routines=(
                Routine("bike", (2, 5), 7.0, 55),
                Routine("weights", (0, 4), 18.0, 40),
                Routine("walk", (6,), 10.5, 65),
            ),
            weighs=0.8,
            drinks=3.0,
        ),
        place=(34.0522, -118.2437),
    )


def _classic_sleeper() -> Traits:
    return Traits(
        number=3,
        id="9BXRTC",
        full_name="Ananya Iyer",
        about="Bengaluru, half-hour time zone; an old tracker: classic sleep, no heart rate.",
        timezone="Asia/Kolkata",
        born=date(1966, 2, 28),
        sex="FEMALE",
        height_mm=1574,
        weight_g=58900,
        resting=66,
        since=date(2024, 3, 1),
        country="IN",
        locale="en_GB",
        units="METRIC",
        stride_walk_mm=650,
        stride_run_mm=880,
        fat_tenths=301,
        sleep="classic",
        gear=(
            Gear("1203377", "Alta", "TRACKER", "D45A19E0227B", heart=False, altimeter=False),
            Gear("1203390", "Aria", "SCALE", "20F85E31C4D9", heart=False, altimeter=False),
        ),
        habits=Habits(
            bed=22.2,
            wake=5.5,
            pace=0.85,
            routines=(Routine("walk", (*_WEEKDAYS, 5), 6.25, 35), Routine("yoga", (6,), 7.5, 45)),
            naps=0.25,
            weighs=0.3,
        ),
        place=(12.9716, 77.5946),
    )


def _no_scale() -> Traits:
    return Traits(
        number=4,
        id="5ZKQWN",
        full_name="Tiago Moura",
        about="Sao Paulo, southern hemisphere; runs a lot; no scale and no weight logs.",
        timezone="America/Sao_Paulo",
        born=date(2001, 7, 23),
        sex="MALE",
        height_mm=1760,
        weight_g=71300,
        resting=52,
        since=date(2024, 6, 10),
        country="BR",
        locale="pt_BR",
        units="METRIC",
        stride_walk_mm=731,
        stride_run_mm=1105,
        gear=(Gear("6120074", "Inspire 3", "TRACKER", "E7731C5508B2"),),
        habits=Habits(
            bed=23.5,
            wake=7.3,
            pace=1.15,
            routines=(Routine("run", (0, 2, 4, 6), 18.5, 55), Routine("bike", (5,), 9.5, 90)),
            drinks=2.0,
        ),
        place=(-23.5505, -46.6333),
    )


def _gaps() -> Traits:
    return Traits(
        number=5,
        id="2TJVGM",
        full_name="Moana Tautahi",
        about="Auckland, southern hemisphere with DST; days and nights missing; naps.",
        timezone="Pacific/Auckland",
        born=date(1985, 12, 30),
        sex="FEMALE",
        height_mm=1710,
        weight_g=73800,
        resting=61,
        since=date(2024, 2, 5),
        country="NZ",
        locale="en_NZ",
        units="METRIC",
        stride_walk_mm=706,
        stride_run_mm=985,
        fat_tenths=274,
        gear=(
            Gear("3399217", "Luxe", "TRACKER", "F1C6D02E8A45", altimeter=False, health=True),
            Gear("3399225", "Aria Air", "SCALE", "8C0DFA0199CE", heart=False, altimeter=False),
        ),
        habits=Habits(
            bed=22.5,
            wake=6.9,
            routines=(Routine("walk", (1, 3, 6), 17.0, 40), Routine("hike", (5,), 10.0, 130)),
            naps=0.3,
            gaps=0.7,
            bare_nights=0.25,
            weighs=0.2,
            meals=0.4,
        ),
        place=(-36.8485, 174.7633),
    )


def _night_owl() -> Traits:
    return Traits(
        number=6,
        id="8FDNYX",
        full_name="Rowan Ashdown",
        about="London, British units; to bed after midnight, so nights begin on their own day.",
        timezone="Europe/London",
        born=date(1995, 9, 9),
        sex="NA",
        height_mm=1755,
        weight_g=79500,
        resting=65,
        since=date(2024, 5, 20),
        country="GB",
        locale="en_GB",
        units="en_GB",
        stride_walk_mm=728,
        stride_run_mm=1010,
        fat_tenths=229,
        gear=(
            Gear("7741902", "Versa 4", "TRACKER", "CB5E90A114F8"),
            Gear("7741911", "Aria 2", "SCALE", "20F85E7702E1", heart=False, altimeter=False),
        ),
        habits=Habits(
            bed=25.1,
            wake=8.9,
            pace=0.7,
            routines=(Routine("swim", (2,), 19.0, 40), Routine("walk", (6,), 14.5, 70)),
            naps=0.1,
            weighs=0.4,
            drinks=1.5,
        ),
        place=(51.5074, -0.1278),
    )


def _new_account() -> Traits:
    return Traits(
        number=7,
        id="4CHPSR",
        full_name="Yuki Amano",
        about="Tokyo; a new account: no device, no logs, nothing yet.",
        timezone="Asia/Tokyo",
        born=date(2003, 3, 3),
        sex="FEMALE",
        height_mm=1602,
        weight_g=54000,
        resting=60,
        since=date(2026, 9, 1),
        country="JP",
        locale="ja_JP",
        units="METRIC",
        stride_walk_mm=662,
        stride_run_mm=900,
        sleep="none",
        place=(35.6762, 139.6503),
    )
