"""Search in all documents: each place where the words stand, with its sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QStackedWidget, QWidget

from desktop import widgets
from desktop.hit_delegate import WORDS, HitDelegate
from desktop.messages import translate
from desktop.session import Session

MOST = 200
WAIT = 120  # milliseconds after the last key


class SearchView(QWidget):
    """A line to type in and the places found; Enter or a double click goes there."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.words = QLineEdit()
        self.words.setPlaceholderText(translate("search_view", "Search all documents"))
        self.words.setAccessibleName(translate("search_view", "Search all documents"))
        self.words.setClearButtonEnabled(True)
        self.count = widgets.label("", "muted")
        self.hits = QListWidget()
        self.hits.setAccessibleName(translate("search_view", "Places found"))
        self.hits.setItemDelegate(HitDelegate(self.hits))
        self.hits.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setMouseTracking(True)
        self.hits.itemActivated.connect(self._open)
        self.hits.itemClicked.connect(self._open)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.search)
        self.words.textChanged.connect(self._timer.start)
        self.words.returnPressed.connect(self.search)
        self.stack = QStackedWidget()
        self.stack.setMinimumHeight(widgets.LOW)
        self.stack.addWidget(self.hits)
        self.stack.addWidget(
            widgets.EmptyState(
                "find",
                translate("search_view", "Find text in all documents"),
                translate("search_view", "Type words or a single character; Enter on a place goes there."),
            )
        )
        everything = widgets.button(translate("search_view", "Search for something else"), self._again)
        self.stack.addWidget(
            widgets.EmptyState(
                "find",
                translate("search_view", "These words stand in no document"),
                translate("search_view", "Text is found exactly as it stands: try fewer characters."),
                everything,
            )
        )
        self.stack.setCurrentIndex(1)
        self.setLayout(widgets.column(self.words, self.count, self.stack, margin=8))

    def _again(self) -> None:
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.words.selectAll()

    def look_for(self, text: str) -> None:
        """Search for `text` and wait for more."""
        self.words.setText(text)
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        self.search()

    def search(self) -> None:
        """Show where the words stand."""
        self._timer.stop()
        self.hits.clear()
        text = self.words.text()
        if not text.strip() or not self._session.ready:
            self.count.setText("")
            self.stack.setCurrentIndex(1)
            return
        found = self._session.store.search(text, MOST)
        for hit in found:
            item = QListWidgetItem(f"{self._session.documents.name(hit.document)}\n{' '.join(hit.sentence.split())}")
            item.setData(WORDS, " ".join(text.split()))
            item.setData(Qt.ItemDataRole.UserRole, (hit.document, hit.start, hit.end))
            self.hits.addItem(item)
        self.stack.setCurrentIndex(0 if found else 2)
        more = (
            translate("search_view", "First %1 places") if len(found) == MOST else translate("search_view", "%1 places")
        )
        self.count.setText(more.replace("%1", str(len(found))))

    def _open(self, item: QListWidgetItem) -> None:
        document, start, end = item.data(Qt.ItemDataRole.UserRole)
        self._session.requested.emit("workspace:review")
        self._session.show_document(document)
        facts = self._session.facts_at(start, end)
        if facts:
            self._session.select(facts[0].id)
        self._session.requested.emit(f"span:{start}-{end}")
