"""What a chart shows, apart from how it is drawn: totals arranged in lines, parts and series."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from core.records import Bound
from desktop import language, messages, theme
from desktop.messages import translate

if TYPE_CHECKING:
    from core.totals import Row, Totals

    Named = Callable[[Row], Row]

#: Sums of these tell different things or rest on different facts, so that one must not stand on top of the other.
APART = ("indicator", "status")
#: Hues of series in an order in which neighbours differ (degrees).
SERIES = (215, 28, 140, 330, 52, 268, 172, 0, 192, 300, 90, 240)
DIGITS = 5  # of a value in a picture
SIGNS = {Bound.EXACT: "", Bound.OVER: "≥ ", Bound.ABOUT: "≈ ", Bound.UNDER: "≤ "}


@dataclass(frozen=True, slots=True)
class Mark:
    """One sum as it is drawn: its words, exact ends (`high` None where open), and the facts that it counts."""

    label: str
    value: Decimal
    low: Decimal
    high: Decimal | None
    bound: Bound
    unit: str
    colour: QColor
    planned: bool
    rows: tuple[Row, ...]
    key: tuple[str, ...] = ()

    @property
    def facts(self) -> tuple[int, ...]:
        """Ids of the facts counted."""
        return tuple(number for row in self.rows for number in row.facts)

    @property
    def written(self) -> str:
        """The sum as people write it, with the sign of its bound; `tip` has all its digits."""
        return SIGNS[self.bound] + messages.figure(rounded(self.value), self.unit)

    @property
    def short(self) -> str:
        """The sum without its unit."""
        return SIGNS[self.bound] + " ".join(part for part in messages.short_number(rounded(self.value)) if part)

    @property
    def tip(self) -> str:
        """Name, exact value, bound and ends, number of facts."""
        exact = f"{SIGNS[self.bound]}{messages.number(self.value)} {messages.unit(self.unit)}".rstrip()
        bound = "" if self.bound is Bound.EXACT else f" ({messages.word(messages.BOUND, self.bound)})"
        count = translate("chart", "facts: %1").replace("%1", f"{sum(len(row.facts) for row in self.rows):,}")
        lines = [self.label, exact + bound, count]
        if self.high != self.low:
            high = "…" if self.high is None else messages.number(self.high)
            lines.insert(2, f"{messages.number(self.low)} – {high}")
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of bars: the whole, and the parts that it is stacked of."""

    whole: Mark
    parts: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart's content. `legend` names the series with their colours; `columns` are those of a matrix."""

    lines: tuple[Line, ...] = ()
    legend: tuple[tuple[str, QColor], ...] = ()
    series: tuple[tuple[Mark, ...], ...] = ()
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[int, int, Mark], ...] = ()
    log: bool = False
    unit: str = ""
    left: int = 0  # bars, series or rows that did not fit
    left_columns: int = 0  # columns of a matrix that did not fit

    def __bool__(self) -> bool:
        return bool(self.lines or self.series or self.cells)


def rounded(value: Decimal) -> Decimal:
    """A value with as many digits as a picture needs: 17.40874614亿 is drawn as 17.409亿."""
    places = DIGITS - 1 - value.adjusted()
    return value if value == value.to_integral_value() and len(str(abs(int(value)))) <= DIGITS else round(value, places)


def series_colour(at: int) -> QColor:
    """The fill of a series; after the hues are used up they come again, lighter."""
    dark = theme.current().dark
    turn = 26 * (at // len(SERIES) % 3)
    return QColor.fromHsl(SERIES[at % len(SERIES)], 120, (118 + turn) if dark else (148 + turn))


def name_of(row: Row, parts: Sequence[str] | None = None) -> str:
    """The words of a row's key; a plan says that it is one."""
    label = " · ".join(row.label(language.current()) if parts is None else parts)
    planned = translate("chart", "planned")
    return f"{label} ({planned})" if row.planned else label


def mark(rows: Sequence[Row], label: str, colour: QColor) -> Mark:
    """The sum of rows that may be added."""
    from core.totals.rules import exact_sum, merged_bound

    highs = [row.high for row in rows if row.high is not None]
    tone = QColor(colour)
    if rows[0].planned:
        tone.setAlpha(120)
    return Mark(
        label=label,
        value=exact_sum(row.value for row in rows),
        low=exact_sum(row.low for row in rows),
        high=exact_sum(highs) if len(highs) == len(rows) else None,
        bound=rows[0].bound if len(rows) == 1 else merged_bound({row.bound for row in rows}),
        unit=rows[0].unit,
        colour=tone,
        planned=rows[0].planned,
        rows=tuple(rows),
        key=rows[0].key,
    )


def bars(rows: Sequence[Row], by: Sequence[str], *, log: bool = False) -> Figure:
    """Lines of bars, the largest first (years in their order); stacked where the second grouping may be added.

    What covers several years has a line of its own and is not put on top of single years.
    A logarithmic axis cannot show parts of a whole, so each part has a line of its own there.
    """
    stacked = stacked_by(by, log=log)
    colours = _colours(rows, by)
    grouped: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        years = row.key[1] if stacked and by[1] == "year" and not row.key[1].isdecimal() else ""
        grouped.setdefault((row.key[0] if stacked else row.key, row.planned, years), []).append(row)
    made = [_line(members, by, colours, stacked=stacked) for members in grouped.values()]
    if by[0] == "year":
        made.sort(key=lambda line: (line.whole.key, line.whole.planned))
    else:
        made.sort(key=lambda line: -line.whole.value)
    return Figure(tuple(made), _legend(rows, by, colours), log=log, unit=rows[0].unit if rows else "")


def _line(rows: list[Row], by: Sequence[str], colours: dict[str, QColor], *, stacked: bool) -> Line:
    tongue = language.current()
    years = stacked and by[1] == "year" and not rows[0].key[1].isdecimal()
    label = name_of(rows[0], rows[0].label(tongue)[:1] if stacked and not years else None)
    whole = mark(rows, label, _colour(rows[0], by, colours))
    if not stacked:
        return Line(whole, (whole,))
    order = list(colours)
    rows = sorted(rows, key=lambda row: order.index(row.key[1]))
    return Line(whole, tuple(mark([row], name_of(row), colours[row.key[1]]) for row in rows))


def _colour(row: Row, by: Sequence[str], colours: dict[str, QColor]) -> QColor:
    if len(by) == 2:
        return colours[row.key[1]]
    return theme.bar(messages.category(row.key[0]) if by[0] in ("indicator", "category") else "funds")


def _colours(rows: Sequence[Row], by: Sequence[str]) -> dict[str, QColor]:
    """A colour for each key of the second grouping, those of most weight first, years in their order."""
    if len(by) < 2:
        return {}
    weights: dict[str, Decimal] = {}
    for row in rows:
        weights[row.key[1]] = weights.get(row.key[1], Decimal()) + abs(row.value)
    order = sorted(weights, key=lambda key: (key,) if by[1] == "year" else (-weights[key], key))
    return {key: series_colour(at) for at, key in enumerate(order)}


def _legend(rows: Sequence[Row], by: Sequence[str], colours: dict[str, QColor]) -> tuple[tuple[str, QColor], ...]:
    words = {row.key[1]: row.label(language.current())[1] for row in rows} if len(by) == 2 else {}
    return tuple((words[key], colour) for key, colour in colours.items())


#: Lines in one picture; more cannot be told apart.
MOST_LINES = 12
#: Bars, and rows and columns of a matrix, in one picture; the table has them all.
MOST_BARS = 400
MOST_ROWS, MOST_COLUMNS = 60, 25
#: Columns up to which the second grouping of a matrix stands across; of more the longer one goes down.
FEW_COLUMNS = 8


def figure_of(sums: Totals, kind: str, unit: str, name: Named, *, log: bool = False) -> Figure:
    """The totals of a unit arranged for a kind of chart, the heaviest where there are more than can be drawn.

    `name` gives a row the words that it is shown with.
    """
    by, rows = sums.by, sums.rows
    if kind == "lines":
        if "year" not in by:
            return Figure()
        if len(by) == 1:
            return over_years([name(row) for row in rows.within(unit, {})], by, log=log)
        other = 1 - by.index("year")
        heavy = rows.heaviest(unit, other)
        told = rows.within(unit, {other: frozenset(heavy[:MOST_LINES])})
        made = over_years([name(row) for row in told], by, log=log)
        return replace(made, left=made.left + max(0, len(heavy) - MOST_LINES))
    if kind == "matrix":
        if len(by) != 2:
            return Figure()
        down, across = rows.heaviest(unit, 0), rows.heaviest(unit, 1)
        turned = len(across) > max(len(down), FEW_COLUMNS)
        sides = (1, 0) if turned else (0, 1)
        down, across = (across, down) if turned else (down, across)
        keys = {sides[0]: frozenset(down[:MOST_ROWS]), sides[1]: frozenset(across[:MOST_COLUMNS])}
        made = matrix([name(row) for row in rows.within(unit, keys)], log=log, sides=sides)
        return replace(made, left=max(0, len(down) - MOST_ROWS), left_columns=max(0, len(across) - MOST_COLUMNS))
    if stacked_by(by, log=log):
        heavy = rows.heaviest(unit, 0)
        told, left = rows.within(unit, {0: frozenset(heavy[:MOST_BARS])}), max(0, len(heavy) - MOST_BARS)
    else:
        told, left = rows.largest(unit, MOST_BARS), max(0, rows.units().get(unit, 0) - MOST_BARS)
    return replace(bars([name(row) for row in told], by, log=log), left=left) if told else Figure()


def shortened(figure: Figure, most: int) -> Figure:
    """A figure with at most so many lines, and half as many columns of a matrix, for a page."""
    columns = max(3, most // 2)
    cells = tuple(cell for cell in figure.cells if cell[0] < most and cell[1] < columns)
    lines, rows, across = figure.lines[:most], figure.rows[:most], figure.columns[:columns]
    left = figure.left + len(figure.lines) - len(lines) + len(figure.rows) - len(rows)
    shown = {part.colour.rgb() for line in lines for part in line.parts}
    legend = tuple(one for one in figure.legend if not lines or one[1].rgb() in shown)
    return replace(figure, lines=lines, legend=legend, rows=rows, columns=across, cells=cells, left=left)


def stacked_by(by: Sequence[str], *, log: bool) -> bool:
    """Whether bars by these groupings stand on top of each other."""
    return len(by) == 2 and not log and not set(by) & set(APART)


def over_years(rows: Sequence[Row], by: Sequence[str], *, log: bool = False) -> Figure:
    """A series for each key beside the year, those of most weight first."""
    at = by.index("year")
    grouped: dict[tuple[tuple[str, ...], bool], list[Row]] = {}
    for row in rows:
        grouped.setdefault((tuple(part for place, part in enumerate(row.key) if place != at), row.planned), []).append(
            row
        )
    ordered = sorted(grouped.values(), key=lambda members: -max(abs(row.value) for row in members))
    series, legend = [], []
    for place, members in enumerate(ordered[:MOST_LINES]):
        words = [part for spot, part in enumerate(members[0].label(language.current())) if spot != at]
        colour = series_colour(place)
        legend.append((name_of(members[0], words) if words else translate("chart", "all"), colour))
        series.append(
            tuple(
                replace(mark([row], name_of(row), colour), key=(row.key[at],))
                for row in sorted(members, key=lambda row: row.key[at])
            )
        )
    left = max(0, len(ordered) - MOST_LINES)
    unit = rows[0].unit if rows else ""
    return Figure(series=tuple(series), legend=tuple(legend), log=log, unit=unit, left=left)


def matrix(rows: Sequence[Row], *, log: bool = False, sides: tuple[int, int] = (0, 1)) -> Figure:
    """One grouping down, the other across (`sides`), both by weight; plans are left to bars."""
    told = [row for row in rows if not row.planned]
    tongue = language.current()
    names: tuple[dict[str, str], dict[str, str]] = ({}, {})
    weight: tuple[dict[str, Decimal], dict[str, Decimal]] = ({}, {})
    for row in told:
        for at in (0, 1):
            names[at][row.key[at]] = row.label(tongue)[at]
            weight[at][row.key[at]] = weight[at].get(row.key[at], Decimal()) + abs(row.value)
    orders = [sorted(heavy, key=lambda key: (-heavy[key], key)) for heavy in weight]
    places = [{key: at for at, key in enumerate(order)} for order in orders]
    first, second = sides
    cells = tuple(
        (places[first][row.key[first]], places[second][row.key[second]], mark([row], name_of(row), theme.bar("funds")))
        for row in told
    )
    rows_shown, columns = (tuple(names[at][key] for key in orders[at]) for at in sides)
    return Figure(rows=rows_shown, columns=columns, cells=cells, log=log, unit=told[0].unit if told else "")
