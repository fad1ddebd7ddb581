"""What is written about sample people: kept, unique, and nobody else's business."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from asking import NOW, SEED, Asker, everybody
from fitbit_sandbox.people import sample_people

DAY = date(2026, 4, 14)


def test_writes_of_many_threads_are_all_kept():
    """Eight threads write at once; no log is lost and no id is given twice."""
    ask = Asker(everybody()["Yuki"])

    def write(number: int) -> int:
        params = {"date": DAY, "amount": 10 + number}
        return ask.created("addWaterLog", params)["waterLog"]["logId"]

    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(write, range(200)))
    day = ask("getWaterByDate", date=DAY)

    assert len(set(numbers)) == 200
    assert {log["logId"] for log in day["water"]} == set(numbers)
    assert day["summary"]["water"] == sum(range(10, 210))


def test_a_log_is_deleted_by_one_thread_only():
    """Of many deletions of one log exactly one finds it."""
    person = everybody()["Lena"]
    number = person.drinks.on(DAY, NOW)[0].id
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: person.drinks.delete(number, NOW), range(32)))

    assert found.count(True) == 1


def test_writes_belong_to_one_person_of_one_sandbox():
    """Another person, and the same person of another sandbox, know nothing of a write."""
    people = everybody()
    log = Asker(people["Lena"]).created("addWaterLog", {"date": DAY, "amount": 777})["waterLog"]
    strangers = [people["Tiago"], {p.id: p for p in sample_people(SEED)}[people["Lena"].id]]

    for stranger in strangers:
        ask = Asker(stranger)
        refusal = ask.refused("deleteWaterLog", water_log_id=log["logId"])
        assert refusal.status == 404
        assert log not in ask("getWaterByDate", date=DAY)["water"]


def test_foreign_and_made_up_ids_are_not_found():
    """The id of somebody else's log, or of another kind of log, deletes nothing."""
    people = everybody()
    foreign = people["Marcus"].sleeps.on(DAY, NOW)[0].id
    own = people["Lena"].sleeps.on(DAY, NOW)[0].id
    ask = Asker(people["Lena"])

    for number in (foreign, 0, 2**63, 12345):
        assert ask.refused("deleteSleep", log_id=number).status == 404
    for operation, name in (
        ("deleteActivitiesLog", "activity_log_id"),
        ("deleteWeightLog", "body_weight_log_id"),
        ("deleteWaterLog", "water_log_id"),
        ("deleteFoodsLog", "food_log_id"),
    ):
        assert ask.refused(operation, **{name: own}).status == 404
    assert ask.refused("deleteSleep", log_id="../profile").status == 400
    assert len(ask("getSleepByDate", date=DAY)["sleep"]) == 1


class Bookkeeping(RuleBasedStateMachine):
    """Writes weights and water at random and compares with a list kept beside."""

    def __init__(self) -> None:
        super().__init__()
        self.ask = Asker(everybody()["Tiago"])
        self.weights: dict[int, float] = {}
        self.lived = len(self.ask("getWaterByDate", date=DAY)["water"])
        self.water: dict[int, int] = {}

    @rule(kilograms=st.integers(400, 1500))
    def weigh(self, kilograms: int) -> None:
        params = {"weight": kilograms / 10, "date": DAY, "time": f"{len(self.weights) % 24:02}:00"}
        log = self.ask.created("addWeightLog", params)["weightLog"]
        self.weights[log["logId"]] = kilograms / 10

    @rule(data=st.data())
    def unweigh(self, data: st.DataObject) -> None:
        if self.weights:
            number = data.draw(st.sampled_from(sorted(self.weights)))
            self.ask.deleted("deleteWeightLog", body_weight_log_id=number)
            del self.weights[number]

    @rule(amount=st.integers(1, 900))
    def drink(self, amount: int) -> None:
        log = self.ask.created("addWaterLog", {"amount": amount, "date": DAY})["waterLog"]
        self.water[log["logId"]] = amount

    @rule(data=st.data(), amount=st.integers(1, 900))
    def pour(self, data: st.DataObject, amount: int) -> None:
        if self.water:
            number = data.draw(st.sampled_from(sorted(self.water)))
            self.ask("updateWaterLog", {"amount": amount}, water_log_id=number)
            self.water[number] = amount

    @invariant()
    def books_agree(self) -> None:
        weights = self.ask("getWeightByDate", date=DAY)["weight"]
        water = self.ask("getWaterByDate", date=DAY)["water"]
        assert {log["logId"]: log["weight"] for log in weights} == self.weights
        assert {log["logId"]: log["amount"] for log in water[self.lived :]} == self.water


TestBookkeeping = Bookkeeping.TestCase
TestBookkeeping.settings = settings(deadline=None, max_examples=25, stateful_step_count=20)
