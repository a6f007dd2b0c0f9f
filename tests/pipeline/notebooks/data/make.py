"""Writes the small tables that the notebooks beside read. Run by hand: `python make.py`."""

from __future__ import annotations

import csv
import random
from pathlib import Path

HERE = Path(__file__).parent


def write(name: str, header: list[str], rows: list[list[object]]) -> None:
    with (HERE / name).open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)


def churn(draw: random.Random) -> list[list[object]]:
    rows: list[list[object]] = []
    for number in range(240):
        tenure, monthly = draw.randint(0, 71), round(draw.uniform(18, 110), 2)
        contract = draw.choice(["Month-to-month", "One year", "Two year"])
        odds = 0.45 - 0.004 * tenure + (0.15 if contract == "Month-to-month" else -0.1)
        total = " " if number % 60 == 7 else round(tenure * monthly, 2)
        left = "Yes" if draw.random() < odds else "No"
        rows.append([f"C{number:04d}", draw.choice(["Male", "Female"]), tenure, contract, monthly, total, left])
    return rows


def houses(draw: random.Random) -> list[list[object]]:
    rows: list[list[object]] = []
    for number in range(160):
        area, year = draw.randint(60, 300), draw.randint(1950, 2010)
        lot = "" if number % 23 == 3 else round(draw.lognormvariate(6, 0.6), 1)
        garage, pool = draw.choice(["Attchd", "Detchd", ""]), draw.choice(["", "", "", "Gd"])
        price = int(1500 * area + 800 * (year - 1950) + draw.gauss(0, 15000))
        rows.append([number + 1, area, year, lot, garage, pool, draw.choice("NWES") + "hood", max(price, 20000)])
    return rows


def titanic(draw: random.Random) -> list[list[object]]:
    titles = {"male": ["Mr", "Mr", "Master", "Dr"], "female": ["Mrs", "Miss", "Miss", "Rev"]}
    rows: list[list[object]] = []
    for number in range(200):
        sex, grade = draw.choice(["male", "female"]), draw.choice([1, 2, 3, 3])
        age = "" if number % 9 == 4 else round(draw.uniform(1, 70), 1)
        survived = int(draw.random() < (0.7 if sex == "female" else 0.25) - 0.05 * grade)
        name = f"Person{number}, {draw.choice(titles[sex])}. Some"
        port = "" if number % 80 == 11 else draw.choice("SSCQ")
        fare = round(draw.expovariate(1 / 30), 2)
        family = [draw.choice([0, 0, 1, 2]), draw.choice([0, 0, 1])]
        rows.append([number + 1, survived, grade, name, sex, age, *family, f"T{draw.randint(100, 999)}", fare, port])
    return rows


def sales(draw: random.Random, half: int) -> list[list[object]]:
    rows: list[list[object]] = []
    for _ in range(150):
        day = f"2023-{draw.randint(1, 6) + 6 * half:02d}-{draw.randint(1, 28):02d}"
        amount = -1 if draw.random() < 0.04 else draw.randint(1, 9)
        product, region = draw.choice(["pen", "book", "lamp"]), draw.choice(["north", "south"])
        rows.append([day, product, region, amount, f"${draw.uniform(1, 40):.2f}"])
    return rows


if __name__ == "__main__":
    made = random.Random(5)  # noqa: S311 - tables, not secrets
    write("churn.csv", "customerID gender tenure Contract MonthlyCharges TotalCharges Churn".split(), churn(made))
    write("houses.csv", "Id area year lot garage pool hood price".split(), houses(made))
    columns = "PassengerId Survived Pclass Name Sex Age SibSp Parch Ticket Fare Embarked".split()
    write("titanic.csv", columns, titanic(made))
    for part in (0, 1):
        write(f"sales_h{part + 1}.csv", "date product region qty price".split(), sales(made, part))
