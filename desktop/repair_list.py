"""The dock that lists what was repaired in the open document, kind by kind, and shows each place."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QStackedWidget, QTreeWidget, QTreeWidgetItem, QWidget

from core.records import Repair, RepairKind
from core.repair import reasons
from desktop import icons, language, messages, theme, widgets
from desktop.messages import translate
from desktop.session import Session

MOST = 500  # places listed of one kind
LENGTH = 40  # characters shown of a stretch
PLACE = Qt.ItemDataRole.UserRole


class RepairList(QWidget):
    """A tree of kinds with counts; those that were not sure and those left damaged come first."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._kinds: dict[RepairKind, list[Repair]] = {}
        self._stale = True
        self.tree = QTreeWidget()
        widgets.fitted_name(self.tree, "repairList", translate("repair_list", "Repairs of the document"))
        self.tree.setColumnCount(3)
        self.tree.setHeaderLabels(
            [
                translate("repair_list", "Raw"),
                translate("repair_list", "Repaired"),
                translate("repair_list", "Why"),
            ]
        )
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.tree.header().resizeSection(0, 320)
        self.tree.header().resizeSection(1, 260)
        self.tree.setUniformRowHeights(True)
        self.tree.itemExpanded.connect(self._fill)
        self.tree.itemActivated.connect(self._show)
        self.tree.itemClicked.connect(self._show)
        self.count = widgets.label("", "muted")
        self.show_button = widgets.button(translate("repair_list", "Show"), self._show_current, icon="find")
        head = widgets.row(self.count, 1, self.show_button)
        empty = widgets.EmptyState(
            "approve",
            translate("repair_list", "Nothing to repair"),
            translate("repair_list", "The text is as it came. Repairs of a damaged document are listed here."),
        )
        self.stack = QStackedWidget()
        page = QWidget()
        page.setLayout(widgets.column(head, self.tree, margin=8))
        self.stack.setMinimumHeight(widgets.LOW)
        self.stack.addWidget(page)
        self.stack.addWidget(empty)
        self.setLayout(widgets.column(self.stack))
        session.document_changed.connect(self.read)
        self.read()

    def read(self, _: int = 0) -> None:
        """List the repairs of the open document, when the dock is in view."""
        document = self._session.document
        kinds: dict[RepairKind, list[Repair]] = defaultdict(list)
        for repair in document.repairs if document else ():
            kinds[repair.kind].append(repair)
        self._kinds = dict(sorted(kinds.items(), key=lambda one: (all(each.sure for each in one[1]), one[0].value)))
        self.tree.clear()
        total = sum(map(len, kinds.values()))
        self.count.setText(translate("repair_list", "Repairs: %1").replace("%1", f"{total:,}"))
        self.stack.setCurrentIndex(0 if kinds else 1)
        for kind, repairs in self._kinds.items():
            group = QTreeWidgetItem([f"{messages.word(messages.REPAIR, kind)}  ({len(repairs):,})"])
            group.setData(0, PLACE, kind)
            group.setFont(0, theme.font(bold=True))
            group.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            if not all(repair.sure for repair in repairs):
                group.setIcon(0, icons.icon("damaged", theme.current().rejected))
            self.tree.addTopLevelItem(group)
            group.setFirstColumnSpanned(True)

    def _fill(self, group: QTreeWidgetItem) -> None:
        kind = group.data(0, PLACE)
        if group.childCount() or kind not in self._kinds:
            return
        doubtful_first = sorted(self._kinds[kind], key=lambda repair: (repair.sure, repair.start))
        for repair in doubtful_first[:MOST]:
            why = reasons.sentence(repair.reason, language.current())
            item = QTreeWidgetItem([_short(repair.before), _short(repair.after) or "–", why])
            item.setData(0, PLACE, (repair.start, repair.end))
            item.setToolTip(0, widgets.verbatim(repair.before))
            item.setToolTip(1, widgets.verbatim(repair.after))
            item.setToolTip(2, widgets.verbatim(why))
            if not repair.sure:
                item.setIcon(0, icons.icon("suggested", theme.current().pending))
            group.addChild(item)

    def _show(self, item: QTreeWidgetItem) -> None:
        place = item.data(0, PLACE)
        if not isinstance(place, str):
            self._session.requested.emit(f"repair:{place[0]}-{place[1]}")
        elif not item.isExpanded():
            item.setExpanded(True)

    def _show_current(self) -> None:
        item = self.tree.currentItem()
        if item:
            self._show(item)


def _short(text: str) -> str:
    plain = text.replace("\n", "⏎")
    plain = f"[{len(plain)} ␣]" if plain and plain.isspace() and "⏎" not in plain else plain
    return plain if len(plain) <= LENGTH else plain[: LENGTH - 1] + "…"
