"""The workspace Review: documents, the text of one, its facts, and the form below them."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop import widgets
from desktop.document_list import DocumentList
from desktop.fact_form import FactForm
from desktop.fact_table import FactTable
from desktop.messages import translate
from desktop.session import Session
from desktop.source_pane import SourcePane


class Review(QSplitter):
    """Lays the panels of the workspace out side by side."""

    def __init__(self, session: Session) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setObjectName("review")
        self.setAccessibleName(translate("window", "Review"))
        self.documents = DocumentList(session)
        self.source = SourcePane(session)
        self.facts = FactTable(session)
        self.form = FactForm(session)
        self.right = right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(_on_card(self.facts))
        right.addWidget(_on_card(self.form))
        right.setSizes([380, 320])
        right.setStretchFactor(0, 1)
        right.setStretchFactor(1, 0)
        for part in (_on_card(self.documents), _on_card(self.source), right):
            self.addWidget(part)
        for splitter in (self, right):
            splitter.setHandleWidth(8)
            splitter.setChildrenCollapsible(False)
        self.setSizes([204, 380, 680])
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 3)
        self.setStretchFactor(2, 2)
        for splitter, key in ((self, "review"), (right, "panes")):
            kept = session.settings.get(key)
            if isinstance(kept, QByteArray) and not kept.isEmpty():
                splitter.restoreState(kept)
        self._settings = session.settings
        session.requested.connect(self._asked)

    def keep(self) -> None:
        """Remember where the panes meet."""
        self._settings.set("review", self.saveState())
        self._settings.set("panes", self.right.saveState())

    def _asked(self, what: str) -> None:
        if what == "focusFacts" and self.isVisible():
            self.facts.view.setFocus(Qt.FocusReason.OtherFocusReason)


def _on_card(panel: QWidget) -> QWidget:
    return widgets.card(widgets.column(panel, margin=1))
