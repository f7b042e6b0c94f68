"""The dialog on agreement between curators: figures for each two, where they differ, and samples to hand out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QSpinBox,
    QStackedWidget,
    QTableView,
    QWidget,
)

from core.errors import Problem
from desktop import messages, widgets
from desktop.grid import GridModel
from desktop.language import QT_TRANSLATE_NOOP
from desktop.messages import translate
from desktop.session import Session

if TYPE_CHECKING:
    from core.agreement import Agreement, Pair, View
    from core.store import Store

SIZE = 200  # facts of a sample
FIGURES = (
    ("facts", QT_TRANSLATE_NOOP("agreement_dialog", "Decided by both")),
    ("same_decisions", QT_TRANSLATE_NOOP("agreement_dialog", "Same decision")),
    ("decisions", QT_TRANSLATE_NOOP("agreement_dialog", "κ")),
    ("approved", QT_TRANSLATE_NOOP("agreement_dialog", "Approved by both")),
    ("same_indicators", QT_TRANSLATE_NOOP("agreement_dialog", "Same indicator")),
    ("indicators", QT_TRANSLATE_NOOP("agreement_dialog", "κ")),
    ("same_values", QT_TRANSLATE_NOOP("agreement_dialog", "Same value")),
    ("near_values", QT_TRANSLATE_NOOP("agreement_dialog", "Within precision")),
)
KAPPAS = ("decisions", "indicators")


class Found(NamedTuple):
    """What was measured, and what each made of the facts on which some differ."""

    agreement: Agreement
    views: dict[int, dict[str, View]]


class Refused(NamedTuple):
    """Why nothing could be measured."""

    failure: Problem


class AgreementDialog(QDialog):
    """Compares the curators of the open store, and of others that are added."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.others: list[Path] = []
        self.found: Found | None = None
        widgets.fitted_name(self, "agreementDialog", translate("agreement_dialog", "Agreement between curators"))
        self.setWindowTitle(translate("agreement_dialog", "Agreement between curators"))
        self.resize(1020, 660)
        self.told = widgets.label("", "muted", wrap=True)
        self.alphas = widgets.label("", wrap=True)
        self.problem = widgets.label("", "problem", wrap=True)
        self.pairs = self._table("agreementTable", translate("agreement_dialog", "Curators"))
        self.differing = self._table("differingTable", translate("agreement_dialog", "Facts on which they differ"))
        self.pairs.selectionModel().currentRowChanged.connect(lambda *_: self._show_differing())
        self.differing.doubleClicked.connect(lambda _: self.go())
        self.add = widgets.button(translate("agreement_dialog", "Compare with a store…"), self._add)
        self.go_to = widgets.button(translate("agreement_dialog", "Go to the fact"), self.go)
        self.show_all = widgets.button(translate("agreement_dialog", "Show these facts"), self.filter_differing)
        self._lay_out()
        self.read()

    def _table(self, name: str, accessible: str) -> QTableView:
        right = frozenset(range(2, 2 + len(FIGURES))) if name == "agreementTable" else frozenset()
        view = widgets.table(GridModel((), right), name, accessible)
        view.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        return view

    def _lay_out(self) -> None:
        hint = translate(
            "agreement_dialog",
            "Hand out a blind sample below, let a second curator decide it, then compare with their store here. "
            "Curators who worked in this store, or were merged into it, are compared at once.",
        )
        empty = translate("agreement_dialog", "No fact was decided by two curators")
        figures = QWidget()
        heading = widgets.label(self.differing.accessibleName(), "label")
        buttons = widgets.row(heading, 1, self.go_to, self.show_all)
        layout = widgets.column(self.pairs, self.alphas, buttons, self.differing)
        layout.setStretchFactor(self.pairs, 1)
        layout.setStretchFactor(self.differing, 2)
        figures.setLayout(layout)
        self.pages = QStackedWidget()
        self.pages.addWidget(widgets.EmptyState("review", empty, hint))
        self.pages.addWidget(figures)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        top = widgets.row(self.told, self.add)
        top.setStretchFactor(self.told, 1)
        whole = widgets.column(
            widgets.label(self.windowTitle(), "head"), top, self.pages, self.problem, widgets.line(), self._samples(),
            widgets.row(1, box), margin=24, gap=12,
        )  # fmt: skip
        whole.setStretchFactor(self.pages, 1)
        self.setLayout(whole)

    def _samples(self) -> QHBoxLayout:
        text = translate("agreement_dialog", "A sample for a second curator")
        if own := self._session.filter.text:
            text = translate("agreement_dialog", "A sample of %1 for a second curator").replace("%1", own)
        self.size_of = QSpinBox()
        self.size_of.setRange(1, 1_000_000)
        self.size_of.lineEdit().setTextMargins(6, 0, 0, 0)
        self.size_of.setValue(SIZE)
        self.size_of.setAccessibleName(translate("agreement_dialog", "Size of the sample"))
        self.blind = QCheckBox(translate("agreement_dialog", "Blind: without anything that was decided"))
        self.blind.setChecked(True)
        self.hand_out = widgets.button(translate("agreement_dialog", "Hand out a sample…"), self._hand_out)
        return widgets.row(widgets.label(text, "label"), self.size_of, self.blind, 1, self.hand_out)

    # --- comparing -----------------------------------------------------------------------------------

    def read(self) -> None:
        """Measure, in the background."""
        others, curator = tuple(self.others), self._session.store.curator
        names = translate("agreement_dialog", ", ").join(path.name for path in others)
        alone = translate("agreement_dialog", "Curators of this store are compared on the facts that both decided.")
        more = translate("agreement_dialog", "Curators of this store and of %1 are compared.").replace("%1", names)
        self.told.setText(more if others else alone)

        def work(store: Store) -> Found | Refused:
            from core import agreement, exchange

            try:
                with ExitStack() as stack:
                    opened = [stack.enter_context(exchange.opened(path, curator)) for path in others]
                    views = agreement.views(store, opened)
            except Problem as failure:
                return Refused(failure)
            measured = agreement.measured(views)
            wanted = {fact for pair in measured.pairs for fact in pair.differing}
            return Found(measured, {fact: views[fact] for fact in wanted})

        self._session.questions.ask(self, "agreement", work, self._answered)

    def _answered(self, given: Found | Refused) -> None:
        if isinstance(given, Refused):
            self.problem.setText(messages.problem(given.failure))
            self.others.pop()
            return
        self.found = given
        told = given.agreement
        names = (translate("agreement_dialog", name) for _, name in FIGURES)
        heads = (translate("agreement_dialog", "Curators"), "", *names)
        cells = [(*pair.curators, *(_figure(name, getattr(pair, name)) for name, _ in FIGURES)) for pair in told.pairs]
        self._model(self.pairs).fill(heads, cells, list(told.pairs))
        text = translate(
            "agreement_dialog", "Krippendorff's α: decisions %1, indicators %2 · facts decided by two or more: %3"
        )
        for at, value in enumerate((told.decisions_alpha, told.indicators_alpha, told.facts), 1):
            text = text.replace(f"%{at}", _figure("decisions", value))
        self.alphas.setText(text)
        self.pages.setCurrentIndex(1 if told.pairs else 0)
        self.pairs.resizeColumnsToContents()
        self.pairs.selectRow(0)
        self._show_differing()

    @staticmethod
    def _model(view: QTableView) -> GridModel:
        model = view.model()
        assert isinstance(model, GridModel)  # noqa: S101 - made above
        return model

    @property
    def pair(self) -> Pair | None:
        """The two curators in view."""
        at, behind = self.pairs.currentIndex().row(), self._model(self.pairs).behind
        return behind[at] if 0 <= at < len(behind) else None

    def _show_differing(self) -> None:
        pair, found = self.pair, self.found
        shown = pair.differing if pair and found else ()
        curators = pair.curators if pair else ("", "")
        heads = (translate("agreement_dialog", "Quote"), *curators, translate("agreement_dialog", "Sentence"))
        cells: list[tuple[str, ...]] = []
        for number in shown:
            views = found.views[number] if found else {}
            one, two = (views[who] for who in curators)
            sentence = " ".join(one.fact.sentence.split())
            cells.append((one.fact.quote, _made_of(one, two), _made_of(two, one), sentence))
        self._model(self.differing).fill(heads, cells, list(shown))
        for column, width in enumerate((120, 220, 220)):
            self.differing.setColumnWidth(column, width)
        self.differing.selectRow(0)
        for button in (self.go_to, self.show_all):
            button.setEnabled(bool(cells))

    def go(self) -> None:
        """Leave for the fact in view, in its document."""
        at, behind = self.differing.currentIndex().row(), self._model(self.differing).behind
        if 0 <= at < len(behind):
            self.accept()
            self._session.requested.emit("workspace:review")
            self._session.show_fact(behind[at])

    def filter_differing(self) -> None:
        """Leave for all facts on which the two differ, in the workspace Facts."""
        if (pair := self.pair) and pair.differing:
            self.accept()
            self._session.set_filter(f"id:{','.join(map(str, pair.differing))}")
            self._session.requested.emit("workspace:facts")

    def compare_with(self, path: Path) -> None:
        """Compare with the curators of another store or archive as well."""
        self.problem.setText("")
        if path not in self.others:
            self.others.append(path)
        self.read()

    def _add(self) -> None:
        title = translate("agreement_dialog", "Compare with a store")
        kinds = translate("agreement_dialog", "Stores and archives (*.hedui *.jsonl *.zip)")
        path, _ = QFileDialog.getOpenFileName(self, title, str(self._session.store.path.parent), kinds)
        if path:
            self.compare_with(Path(path))

    # --- samples -------------------------------------------------------------------------------------

    def write_sample(self, out: Path) -> None:
        """Write a store with a sample, in the background."""
        size, blind, chosen = self.size_of.value(), self.blind.isChecked(), self._session.filter

        def work(store: Store) -> Iterator[int]:
            from core import agreement

            yield agreement.sample(store, out, size, blind=blind, filter=chosen)

        task = self._session.run(translate("agreement_dialog", "Drawing a sample"), work)
        told = translate("agreement_dialog", "Sample of %1 facts written to %2").replace("%2", str(out))
        task.ended.connect(lambda number: self._told(told.replace("%1", f"{number:,}")))
        task.failed.connect(lambda failure: self.problem.setText(messages.problem(failure)))

    def _told(self, text: str) -> None:
        self.problem.setText("")
        self.told.setText(text)

    def _hand_out(self) -> None:
        name = self._session.store.path.with_name(f"{self._session.store.path.stem}-sample.hedui")
        title = translate("agreement_dialog", "Hand out a sample")
        path, _ = QFileDialog.getSaveFileName(self, title, str(name), "*.hedui")
        if path:
            self.write_sample(Path(path))


def _figure(name: str, value: float | None) -> str:
    """Counts as such, shares in percent, kappas and alphas with two digits."""
    if value is None:
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:.2f}" if name in KAPPAS else f"{value:.0%}"


def _made_of(one: View, other: View) -> str:
    """What a curator made of a fact: the decision, and what of it the other made something else of."""
    words = messages.EDIT if one.decision == "removed" else messages.STATUS
    told = [messages.word(words, "remove" if one.decision == "removed" else one.decision)]
    mine, theirs = one.fact, other.fact
    if mine.indicator != theirs.indicator:
        told.append(messages.indicator(mine.indicator))
    if (mine.value, mine.value_high, mine.unit) != (theirs.value, theirs.value_high, theirs.unit):
        told.append(messages.exact(mine))
    return " · ".join(told)
