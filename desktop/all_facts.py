"""The workspace Facts: facets beside the filter and the table of all facts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSplitter

from desktop import widgets
from desktop.facts_view import FactsView
from desktop.filter_bar import Facets, FilterBar
from desktop.messages import translate
from desktop.session import Session


class AllFactsWorkspace(QSplitter):
    """Lays facets, filter and table out."""

    def __init__(self, session: Session) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setAccessibleName(translate("window", "Facts"))
        self.bar = FilterBar(session)
        self.facets = Facets(session)
        self.table = FactsView(session)
        heading = widgets.row(widgets.label(translate("filter_bar", "Facets"), "heading"))
        heading.setContentsMargins(12, 10, 12, 6)
        top = widgets.column(self.bar)
        top.setContentsMargins(12, 12, 12, 8)
        self.addWidget(widgets.card(widgets.column(heading, self.facets, margin=1, gap=0)))
        self.addWidget(widgets.card(widgets.column(top, widgets.line(), self.table, margin=1, gap=0)))
        self.setSizes([240, 1000])
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setHandleWidth(8)
        self.setChildrenCollapsible(False)
        session.store_changed.connect(self.facets.read)
        session.changed.connect(self.facets.read)

    def showEvent(self, event: QShowEvent) -> None:
        """Count the facets when they come into view."""
        super().showEvent(event)
        self.facets.read()
