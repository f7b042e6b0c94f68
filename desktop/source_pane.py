"""The source view with its heading, the switch to the raw text, and the bar that finds text in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QTextDocument
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QToolButton, QWidget

from desktop import anchoring, icons, reshape, theme, widgets
from desktop.messages import translate
from desktop.page_view import PageView
from desktop.read_only import Guard
from desktop.session import Session
from desktop.source_view import SourceText


class SourcePane(QWidget):
    """Everything around the text of the open document."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.text = SourceText(session)
        self.page = PageView(session)
        self.title = widgets.Elided("heading")
        self.about = widgets.Elided("muted")
        self.raw = QToolButton()
        self.raw.setCheckable(True)
        self.raw.setText(translate("source_pane", "Raw"))
        self.raw.setToolTip(translate("source_pane", "Switch between the repaired and the raw text (O)"))
        self.raw.setIcon(icons.icon("raw", theme.current().muted))
        self.raw.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.raw.clicked.connect(lambda on: self._show_mode("raw" if on else "text"))
        self.pages = QToolButton()
        self.pages.setCheckable(True)
        self.pages.setText(translate("source_pane", "Page"))
        self.pages.setToolTip(translate("source_pane", "Show the page as it was printed, with its facts outlined (O)"))
        self.pages.setIcon(icons.icon("document", theme.current().muted))
        self.pages.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.pages.clicked.connect(lambda on: self._show_mode("page" if on else "text"))
        self.repairs = QToolButton()
        self.repairs.setToolTip(translate("source_pane", "List the repairs of this document (Shift+O)"))
        self.repairs.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.repairs.clicked.connect(lambda: session.requested.emit("toggleRepairs"))
        self.text.raw_changed.connect(self.raw.setChecked)
        self.find_bar = self._find_bar()
        empty = widgets.EmptyState(
            "review",
            translate("source_pane", "Text beside its facts"),
            translate(
                "source_pane", "Choose a document on the left. Its text stands here, with every quantity marked."
            ),
        )
        self.stack = QStackedWidget()
        for page in (self.text, empty, self._welcome(), self.page):
            self.stack.addWidget(page)
        head = widgets.row(widgets.column(self.title, self.about, gap=2), self.repairs, self.raw, self.pages, gap=2)
        head.setStretch(0, 1)
        head.setContentsMargins(16, 10, 12, 10)
        self.setLayout(widgets.column(head, widgets.line(), self.find_bar, self.stack, gap=0))
        session.document_changed.connect(self._read)
        session.requested.connect(self._asked)
        self._read()

    def _welcome(self) -> QWidget:
        ask = self._session.requested.emit
        samples = widgets.button(
            translate("source_pane", "Open the sample reports"), lambda: ask("importSamples"), kind="primary"
        )
        own = widgets.button(translate("source_pane", "Import documents"), lambda: ask("importFiles"))
        Guard(self._session, samples, own)
        return widgets.EmptyState(
            "import",
            translate("source_pane", "Welcome to Hedui"),
            translate("source_pane", "Reports in, checked figures out. Nothing leaves this computer."),
            samples,
            own,
        )

    def _find_bar(self) -> QWidget:
        self.needle = QLineEdit()
        self.needle.setPlaceholderText(translate("source_pane", "Find in this document"))
        self.needle.setAccessibleName(translate("source_pane", "Find in this document"))
        self.needle.textChanged.connect(self._find_first)
        self.needle.returnPressed.connect(self._find_next)
        self.needle.installEventFilter(self)
        everywhere = widgets.button(
            translate("source_pane", "In all documents"),
            lambda: self._session.requested.emit("search:" + self.needle.text()),
        )
        close = widgets.tool("close", translate("source_pane", "Close"), self._close_find)
        bar = QWidget()
        layout = widgets.row(self.needle, everywhere, close)
        layout.setContentsMargins(12, 8, 12, 8)
        bar.setLayout(layout)
        bar.hide()
        return bar

    def _read(self, _: int = 0) -> None:
        document = self._session.document
        self.stack.setCurrentIndex(0 if document else 1 if self._session.documents else 2)
        paged = document is not None and document.format == "pdf"
        if not paged:
            self.pages.setChecked(False)
        elif self.pages.isChecked():
            self.stack.setCurrentWidget(self.page)
        self.raw.setVisible(document is not None)
        self.pages.setVisible(paged)
        changed = len(document.repairs) if document else 0
        doubtful = sum(not repair.sure for repair in document.repairs) if document else 0
        self.repairs.setVisible(bool(changed or doubtful))
        self.repairs.setText(translate("source_pane", "Repairs: %1").replace("%1", f"{changed:,}"))
        self.repairs.setIcon(icons.icon("damaged", theme.current().rejected) if doubtful else icons.icon(""))
        self.title.setText((document.about.title or document.name) if document else "")
        self.title.setToolTip(widgets.verbatim(self.title.text()))
        parts = (document.about.publisher, document.about.published_on, document.name) if document else ()
        self.about.setText(" · ".join(str(part) for part in parts if part))

    def _show_mode(self, mode: str) -> None:
        """Show the repaired text, the raw text or, of a PDF, the page, with the same fact in view."""
        self.text.show_raw(mode == "raw")
        self.raw.setChecked(mode == "raw")
        self.pages.setChecked(mode == "page")
        self.stack.setCurrentWidget(self.page if mode == "page" else self.text)

    def _toggle(self) -> None:
        paged = self._session.document is not None and self._session.document.format == "pdf"
        if self.pages.isChecked():
            self._show_mode("text")
        elif self.text.raw:
            self._show_mode("page" if paged else "text")
        else:
            self._show_mode("raw")

    def _asked(self, what: str) -> None:
        answers: dict[str, Callable[[], object]] = {
            "toggleRaw": self._toggle,
            "toggleLayout": self._toggle_layout,
            "addFact": lambda: anchoring.add_fact(self._session, self.text.selected()),
            "reanchor": lambda: anchoring.reanchor(self._session, self.text.selected()),
            "splitFact": lambda: reshape.split(self._session, self.text.selected(), self.window()),
            "joinFacts": lambda: reshape.join(self._session, self.window()),
            "find": self._find,
        }
        if what in answers:
            answers[what]()
        elif what.startswith("repair:"):
            self.stack.setCurrentWidget(self.text)
            self.pages.setChecked(False)
            self.text.show_repair(*_span(what))
        elif what.startswith("span:"):
            self.text.show_span(*_span(what))

    def _toggle_layout(self) -> None:
        self._session.settings.set("layout_repairs", not self._session.settings.get("layout_repairs"))
        self.text.viewport().update()

    def _find(self) -> None:
        if not self.isVisible():
            return
        chosen = self.text.textCursor().selectedText()
        self.find_bar.show()
        if chosen:
            self.needle.setText(chosen)
        self.needle.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.needle.selectAll()

    def _find_first(self, _: str) -> None:
        cursor = self.text.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.text.setTextCursor(cursor)
        self._find_next()

    def _find_next(self, flags: QTextDocument.FindFlag = QTextDocument.FindFlag(0)) -> None:  # noqa: B008
        text = self.needle.text()
        found = not text or self.text.find(text, flags)
        if not found:
            cursor = self.text.textCursor()
            cursor.movePosition(cursor.MoveOperation.Start)
            self.text.setTextCursor(cursor)
            found = self.text.find(text, flags)
        widgets.restyle(self.needle, "state", "" if found else "problem")

    def _close_find(self) -> None:
        self.find_bar.hide()
        self._session.requested.emit("focusFacts")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Escape closes the find bar."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._close_find()
            return True
        return super().eventFilter(watched, event)


def _span(what: str) -> tuple[int, int]:
    start, _, end = what.partition(":")[2].partition("-")
    return int(start), int(end)
