"""Charts: they tell what the totals say, at any number of bars, and lead to the facts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.records import Bound
from core.totals import Row
from desktop import language, theme
from desktop.chart import Chart
from desktop.chart_data import Figure, Mark, bars, matrix, over_years, rounded, shortened


def row(
    *labels: str, value: int, high: int | None = 0, bound: Bound = Bound.EXACT, planned: bool = False, fact: int = 1
) -> Row:
    top = Decimal(value) if high == 0 else None if high is None else Decimal(high)
    number = Decimal(value)
    return Row(labels, labels, labels, "CNY", planned, number, number, top, bound, (fact,))


@pytest.fixture
def chart(qtbot: QtBot) -> Chart:
    made = Chart()
    qtbot.addWidget(made)
    made.resize(700, 460)
    made.show()
    qtbot.waitExposed(made)
    return made


def point_of(chart: Chart, x: float, y: float) -> QPoint:
    box = chart.plot.getPlotItem().getViewBox()
    return box.mapViewToScene(QPointF(x, y)).toPoint()


def many(count: int) -> list[Row]:
    return [row(f"内蒙古自治区第{at}个受援旗县", value=(at + 1) * 1_234_000, fact=at + 1) for at in range(count)]


@pytest.mark.parametrize("count", [5, 30, 300])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_bar_has_a_readable_label_and_its_value(chart: Chart, qapp: QApplication, count: int, look: str) -> None:
    theme.wear(qapp, look)
    chart.show_figure("bars", bars(many(count), ("recipient",)))
    QApplication.processEvents()
    box = chart.plot.getPlotItem().getViewBox()
    between = box.mapViewToScene(QPointF(0, 1)).y() - box.mapViewToScene(QPointF(0, 0)).y()
    assert between >= theme.pixels("small") * 1.5
    ticks = chart.plot.getAxis("left")._tickLevels[0]
    assert len(ticks) == count
    assert all(text.startswith("内蒙古") for _, text in ticks)
    written = [item for item in chart.drawing.texts._items if item.isVisible()]
    assert len(written) == count


def test_the_largest_stands_first_and_says_its_value_as_people_write_it(qapp: QApplication) -> None:
    language.speak(qapp, "zh")
    figure = bars([row("甲", value=73_000_000), row("乙", value=2_744_000_000)], ("recipient",))
    assert [line.whole.written for line in figure.lines] == ["27.44亿元", "7300万元"]


def test_years_keep_their_order() -> None:
    figure = bars([row("2019", value=9), row("2018", value=1)], ("year",))
    assert [line.whole.label for line in figure.lines] == ["2018", "2019"]


def test_parts_of_a_second_grouping_are_stacked_to_the_exact_whole() -> None:
    rows = [row("甲", "2018", value=3), row("甲", "2019", value=4), row("乙", "2018", value=5)]
    figure = bars(rows, ("recipient", "year"))
    assert [(line.whole.value, len(line.parts)) for line in figure.lines] == [(Decimal(7), 2), (Decimal(5), 1)]
    assert [name for name, _ in figure.legend] == ["2018", "2019"]


def test_a_period_of_several_years_keeps_a_bar_of_its_own() -> None:
    rows = [row("甲", "2018", value=3), row("甲", "2019", value=4), row("甲", "2018–2020", value=20)]
    figure = bars(rows, ("recipient", "year"))
    assert [(line.whole.label, line.whole.value) for line in figure.lines] == [("甲 · 2018–2020", 20), ("甲", 7)]


@pytest.mark.parametrize(
    ("value", "drawn"),
    [("1740874614", "1740900000"), ("51071", "51071"), ("7", "7"), ("0", "0"), ("0.123456", "0.12346")],
)
def test_a_picture_has_as_many_digits_as_it_needs(value: str, drawn: str) -> None:
    assert rounded(Decimal(value)) == Decimal(drawn)


def test_what_does_not_fit_on_a_page_is_cut_and_counted() -> None:
    short = shortened(bars(many(30), ("recipient",)), 8)
    assert (len(short.lines), short.left) == (8, 22)
    wide = [row(f"甲{down}", f"乙{across}", value=9) for down in range(9) for across in range(9)]
    table = shortened(matrix(wide), 6)
    assert (len(table.rows), len(table.columns), len(table.cells)) == (6, 3, 18)


@pytest.mark.parametrize("apart", ["indicator", "status"])
def test_sums_that_must_not_be_added_have_lines_of_their_own(apart: str) -> None:
    rows = [row("甲", "one", value=3), row("甲", "two", value=4)]
    assert len(bars(rows, ("recipient", apart)).lines) == 2


def test_a_logarithmic_axis_shows_parts_side_by_side() -> None:
    rows = [row("甲", "2018", value=3), row("甲", "2019", value=4)]
    assert len(bars(rows, ("recipient", "year"), log=True).lines) == 2


def test_plans_stand_apart() -> None:
    figure = bars([row("甲", value=3), row("甲", value=4, planned=True)], ("recipient",))
    assert [line.whole.value for line in figure.lines] == [Decimal(4), Decimal(3)]
    assert "planned" in figure.lines[0].whole.label


def test_bounds_are_told(chart: Chart) -> None:
    over = bars([row("甲", value=5, high=None, bound=Bound.OVER)], ("recipient",)).lines[0].whole
    ranged = bars([row("甲", value=5, high=9)], ("recipient",)).lines[0].whole
    assert over.written.startswith("≥")
    assert "5 – …" in over.tip
    assert "over" in over.tip
    assert "5 – 9" in ranged.tip
    chart.show_figure("bars", bars([row("甲", value=5, high=9)], ("recipient",)))
    assert chart.drawing.whiskers.isVisible()  # type: ignore[attr-defined]


def test_a_click_on_a_part_gives_its_facts_and_one_beside_it_those_of_the_line(chart: Chart, qtbot: QtBot) -> None:
    rows = [row("甲", "2018", value=600, fact=7), row("甲", "2019", value=400, fact=8)]
    chart.show_figure("bars", bars(rows, ("recipient", "year")))
    QApplication.processEvents()
    chosen: list[Mark] = []
    chart.chosen.connect(chosen.append)
    for x in (300, 800, 1010):
        qtbot.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=point_of(chart, x, 0))
    assert [one.facts for one in chosen] == [(7,), (8,), (7, 8)]


def test_lines_join_neighbouring_years_and_leave_gaps(chart: Chart, qtbot: QtBot) -> None:
    rows = [row("甲", year, value=at + 5, fact=at + 1) for at, year in enumerate(("2016", "2017", "2019", "2018–2020"))]
    chart.show_figure("lines", over_years(rows, ("recipient", "year")))
    QApplication.processEvents()
    assert len(chart.drawing._curves) == 2  # type: ignore[attr-defined]
    chosen: list[Mark] = []
    chart.chosen.connect(chosen.append)
    qtbot.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=point_of(chart, 2017, 6))
    assert [one.facts for one in chosen] == [(2,)]


def test_a_matrix_has_a_cell_for_each_pair(chart: Chart, qtbot: QtBot) -> None:
    rows = [row("北京", "内蒙古", value=9, fact=3), row("北京", "河北", value=2, fact=4), row("天津", "河北", value=1)]
    figure = matrix(rows)
    assert (figure.rows, figure.columns) == (("北京", "天津"), ("内蒙古", "河北"))
    chart.show_figure("matrix", figure)
    QApplication.processEvents()
    chosen: list[Mark] = []
    chart.chosen.connect(chosen.append)
    qtbot.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=point_of(chart, 1, 0))
    qtbot.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=point_of(chart, 0, 1))
    assert [one.facts for one in chosen] == [(4,)]


def test_another_figure_changes_the_items_that_are_there(chart: Chart) -> None:
    chart.show_figure("bars", bars(many(30), ("recipient",)))
    plot, item, texts = chart.plot, chart.drawing.items[0], list(chart.drawing.texts._items)
    chart.show_figure("bars", bars(many(31), ("recipient",)))
    assert chart.plot is plot
    assert chart.drawing.items[0] is item
    assert chart.drawing.texts._items[:30] == texts


@pytest.mark.parametrize(("suffix", "head"), [(".png", b"\x89PNG"), (".svg", b"<?xml")])
def test_pictures_hold_the_whole_chart(chart: Chart, tmp_path: Path, suffix: str, head: bytes) -> None:
    chart.show_figure("bars", bars(many(60), ("recipient",)))
    QApplication.processEvents()
    assert chart.save(tmp_path / f"chart{suffix}")
    assert (tmp_path / f"chart{suffix}").read_bytes().startswith(head)
    assert chart.picture().height() >= 2 * 60 * 30


FIGURES: dict[str, Callable[[list[Row]], Figure]] = {
    "bars": lambda rows: bars(rows, ("recipient", "year")),
    "lines": lambda rows: over_years(rows, ("recipient", "year")),
    "matrix": matrix,
}


@pytest.mark.parametrize("kind", list(FIGURES))
def test_a_chart_can_become_empty_and_full_again(chart: Chart, kind: str) -> None:
    rows = [row("甲", "2018", value=3), row("甲", "2019", value=4)]
    chart.show_figure(kind, FIGURES[kind](rows))
    chart.show_figure(kind, Figure())
    chart.show_figure(kind, FIGURES[kind](rows))
    assert chart.figure
