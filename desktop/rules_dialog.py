"""The rules kept from corrections: what each does, switched on and off, or deleted."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from desktop import language, widgets
from desktop.grid import GridModel
from desktop.messages import translate
from desktop.session import Session


class RulesDialog(QDialog):
    """A table of rules; later imports use those that are on."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        widgets.fitted_name(self, "rulesDialog", translate("rules_dialog", "Rules"))
        self.setWindowTitle(translate("rules_dialog", "Rules"))
        self.resize(680, 420)
        self.model = GridModel()
        self.view = widgets.table(self.model, "rulesTable", self.windowTitle())
        empty = translate("rules_dialog", "No rules yet: after a correction, Hedui offers to make it on others.")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.view)
        self.stack.addWidget(widgets.EmptyState("repeat", self.windowTitle(), empty))
        switch = widgets.button(translate("rules_dialog", "Switch on or off"), self._switch)
        delete = widgets.button(translate("rules_dialog", "Delete"), self._delete, icon="remove")
        close = widgets.button(translate("rules_dialog", "Close"), self.accept)
        self.of_one = (switch, delete)
        heading = widgets.label(self.windowTitle(), "head")
        self.setLayout(widgets.column(heading, self.stack, widgets.row(switch, delete, 1, close), margin=24, gap=12))
        session.changed.connect(self.read)
        self.read()

    def read(self, _: object = None) -> None:
        """Show the rules of the store."""
        from core import learn

        rules = learn.rules(self._session.store)
        titles = (translate("rules_dialog", "Active"), translate("rules_dialog", "What the rule does"))
        yes, no = translate("rules_dialog", "on"), translate("rules_dialog", "off")
        cells = [(yes if rule.active else no, rule.sentence(language.current())) for rule in rules]
        at = max(0, self.view.currentIndex().row())
        self.model.fill(titles, list(cells), list(rules))
        self.stack.setCurrentIndex(0 if rules else 1)
        for button in self.of_one:
            button.setEnabled(bool(rules) and self._session.writable)
        if rules:
            self.view.selectRow(min(at, len(rules) - 1))

    def _switch(self) -> None:
        from core import learn

        row = self.view.currentIndex().row()
        if 0 <= row < len(self.model.behind):
            rule = self.model.behind[row]
            self._session.do(learn.switch, rule, active=not rule.active)

    def _delete(self) -> None:
        from core import learn

        row = self.view.currentIndex().row()
        if 0 <= row < len(self.model.behind):
            self._session.do(learn.delete, self.model.behind[row])
