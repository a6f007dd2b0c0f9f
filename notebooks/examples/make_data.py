"""Makes the small data files of the example notebooks: invented, and the same on every machine.

Run `python make_data.py [FOLDER]`; the folder is `data` beside this script unless named.
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

Row = Sequence[object]


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "customers.csv", customers(Random(11)))
    write(folder / "houses.csv", houses(Random(12)))
    write(folder / "rides.csv", rides(Random(13)))
    write(folder / "tickets.csv", tickets(Random(14)))
    write(folder / "air.csv", air(Random(15)))
    write(folder / "cells_plate3.csv", cells(Random(16)))
    write(folder / "checkout.csv", visits(Random(17)))


def write(path: Path, rows: Iterable[Row]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def customers(draw: Random) -> Iterable[Row]:
    """Contracts of a phone company. Few months, monthly contracts and many calls to support end in churn."""
    yield (
        "customer_id",
        "tenure_months",
        "contract",
        "payment",
        "monthly_charges",
        "total_charges",
        "support_calls",
        "churn",
    )
    for number in range(900):
        tenure = min(72, int(draw.expovariate(1 / 26)) + 1)
        contract = draw.choices(["month-to-month", "one year", "two year"], [55, 25, 20])[0]
        payment = draw.choice(["card", "bank transfer", "invoice", "electronic check"])
        monthly = round(draw.uniform(19, 110), 2)
        calls = min(9, int(draw.expovariate(1 / 1.4)))
        total = "" if tenure == 1 and draw.random() < 0.4 else round(tenure * monthly * draw.uniform(0.94, 1.05), 2)
        risk = -1.6 - 0.045 * tenure + 0.55 * calls + 0.012 * monthly + 1.3 * (contract == "month-to-month")
        churn = "yes" if draw.random() < 1 / (1 + math.exp(-risk)) else "no"
        yield f"C{10_000 + number}", tenure, contract, payment, monthly, total, calls, churn


def houses(draw: Random) -> Iterable[Row]:
    """Sales of houses: the price in euros grows with area and quality, and some facts are missing."""
    yield (
        "Id",
        "LotArea",
        "LivArea",
        "OverallQual",
        "YearBuilt",
        "Rooms",
        "Baths",
        "Garage",
        "Neighborhood",
        "SalePrice",
    )
    hoods = {"Oldtown": 0.9, "Riverside": 1.25, "Meadows": 1.0, "Harbour": 1.1, "Hill": 1.4}
    for number in range(1, 601):
        hood = draw.choice(list(hoods))
        living = max(38, int(draw.gauss(118, 36)))
        quality = min(10, max(1, int(draw.gauss(6, 1.6))))
        built = draw.randint(1890, 2021)
        price = hoods[hood] * (28_000 + 1_450 * living + 11_500 * quality + 220 * (built - 1890)) * draw.gauss(1, 0.09)
        lot = "" if draw.random() < 0.06 else int(living * draw.uniform(1.4, 5.2))
        garage = "" if draw.random() < 0.12 else draw.choice(["attached", "detached", "none"])
        yield number, lot, living, quality, built, max(2, living // 24), 1 + living // 90, garage, hood, int(price)


def rides(draw: Random) -> Iterable[Row]:
    """Rentals of bikes a day: a summer, a week and a trend, and rain keeps people away."""
    yield "date", "temperature", "rain_mm", "holiday", "rides"
    for number in range(3 * 365):
        day = date(2021, 1, 1) + timedelta(days=number)
        season = math.sin((day.timetuple().tm_yday - 105) / 365 * 2 * math.pi)
        temperature = round(11 + 10 * season + draw.gauss(0, 3), 1)
        rain = round(max(0.0, draw.gauss(-1, 4)), 1)
        holiday = int((day.month, day.day) in {(1, 1), (5, 1), (12, 25), (12, 26)})
        mean = 420 + 21 * temperature - 28 * rain - 120 * (day.weekday() > 4) - 260 * holiday + 0.16 * number
        yield day.isoformat(), temperature, rain, holiday, max(12, int(draw.gauss(mean, 55)))


SUBJECTS = {
    "billing": [
        "charged twice for {m}",
        "the invoice for {m} is wrong",
        "I want my money back for {m}",
        "my card was refused in {m}",
    ],
    "delivery": [
        "my parcel from {m} never came",
        "the box arrived open",
        "wrong address on the parcel",
        "where is my order of {m}",
    ],
    "login": [
        "I cannot log in since {m}",
        "password reset mail does not come",
        "my account is locked",
        "the app signs me out",
    ],
}
OPENINGS = ["hello, ", "", "hi team, ", "urgent!! ", "please help: ", "again: "]
ENDINGS = ["", " thanks", ", please call me", " for the third time", ", this is not ok", " (see attachment)"]
MONTHS = ["January", "March", "May", "July", "August", "October"]


def tickets(draw: Random) -> Iterable[Row]:
    """Messages to a support desk and the queue in which somebody put them, wrongly one time in fifteen."""
    yield "ticket", "text", "queue"
    for number in range(1, 421):
        queue = draw.choice(list(SUBJECTS))
        text = draw.choice(OPENINGS) + draw.choice(SUBJECTS[queue]).format(m=draw.choice(MONTHS)) + draw.choice(ENDINGS)
        filed = draw.choice(list(SUBJECTS)) if draw.random() < 1 / 15 else queue
        yield number, text, filed


def air(draw: Random) -> Iterable[Row]:
    """Particles and nitrogen dioxide at three stations, in micrograms per cubic metre; a sensor fails at times."""
    yield "date", "station", "pm10", "no2", "wind_ms"
    for number in range(240):
        day = date(2023, 1, 1) + timedelta(days=number)
        wind = round(max(0.3, draw.gauss(3.4, 1.5)), 1)
        for station, traffic in (("Market", 1.3), ("Park", 0.6), ("Ring road", 1.8)):
            pm10 = round(max(2, traffic * 17 - 2.2 * wind + draw.gauss(0, 5)), 1)
            no2 = "" if draw.random() < 0.04 else round(max(3, traffic * 21 - 1.6 * wind + draw.gauss(0, 4)), 1)
            yield day.isoformat(), station, pm10, no2, wind


def cells(draw: Random) -> Iterable[Row]:
    """Intensities of five markers on single cells: four kinds of cells, as a cytometer would see them."""
    yield "well", "CD3", "CD4", "CD8", "CD19", "FSC"
    kinds = [(5.1, 4.6, 1.2, 0.8, 300), (5.0, 1.1, 4.8, 0.7, 310), (1.0, 0.9, 1.1, 4.9, 280), (1.4, 1.3, 0.9, 1.0, 520)]
    for _ in range(640):
        *markers, size = draw.choices(kinds, [40, 25, 20, 15])[0]
        row = [round(max(0.0, draw.gauss(mean, 0.55)), 2) for mean in markers]
        yield f"{draw.choice('ABCD')}{draw.randint(1, 6)}", *row, int(draw.gauss(size, 30))


def visits(draw: Random) -> Iterable[Row]:
    """Visits of a shop's checkout in its old and its new form, and what was spent."""
    yield "visitor", "page", "bought", "amount"
    for number in range(1, 1_501):
        page = draw.choice(["old", "new"])
        bought = int(draw.random() < (0.118 if page == "old" else 0.139))
        yield number, page, bought, round(draw.lognormvariate(3.4, 0.5), 2) if bought else ""


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "data")
